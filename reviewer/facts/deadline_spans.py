"""From items in a row to spans of time: what «с … по …» and dashes join, what «до» opens, and which years belong to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.facts.deadline_grammar import Item, Mark, Number, Point, Said, Years
from reviewer.facts.deadline_units import Unit, stretch
from reviewer.facts.deadline_windows import Window


@dataclass(frozen=True, slots=True)
class Span:
    """A unit, or the stretch from one to another, with the years that are stated for it.

    Attributes:
        ends: The two units of a stretch.
        first_years: Years stated between the two ends («октябрь 2021 – февраль 2022»).
        years: Years stated for the whole, or for its end; several where it comes back each year.
        open_start, open_end: «до 1 марта», «с 28 марта».
    """

    unit: Unit
    ends: tuple[Unit, Unit] | None = None
    first_years: Years | None = None
    years: Years | None = None
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Assembly:
    """`left_years`: years that no unit took, in order. `open_years`: whether they are only a beginning or an end («с 2023»)."""

    spans: tuple[Span, ...]
    left_years: tuple[Window, ...]
    open_years: bool
    left_numbers: tuple[str, ...]


def assemble(items: Sequence[Item]) -> Assembly:
    spoken = [item for item in items if not (isinstance(item, Said) and item.kind == "skip")]
    resolved, left_numbers = _number_units(spoken)
    return _Assembler(resolved).run(tuple(left_numbers))


def _number_units(items: Sequence[Item]) -> tuple[list[Item], list[str]]:
    """Gives bare numbers the unit of the next point that they are joined to by marks alone: «I и III кварталы»."""
    found: list[Item] = []
    left: list[str] = []
    like = None
    for item in reversed(items):
        if isinstance(item, Point):
            like = item.unit.like
        elif isinstance(item, Number):
            unit = like(item.value) if like else None
            if unit is None:
                left.append(item.text)
            found.append(Point(unit) if unit else Said("noise"))
            continue
        elif not isinstance(item, Mark) or item.kind == "further":
            like = None
        found.append(item)
    return found[::-1], left[::-1]


class _Assembler:
    """One pass from left to right over the items, with what the last words have opened."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._at = 0
        self._spans: list[Span] = []
        self._side: str | None = None
        """«from» or «until», where it stands before the next point."""
        self._waiting = 0
        """Spans before this one have their years."""
        self._left: list[Window] = []
        self._open_years = False
        kinds = [type(item) for item in items if isinstance(item, Point | Years)]
        self._years_lead = len(kinds) > 1 and kinds[0] is Years and kinds[-1] is Point
        """«2024 год: март, май»: years stand before what they belong to."""
        self._leading: Years | None = None

    def run(self, left_numbers: tuple[str, ...]) -> Assembly:
        while self._at < len(self._items):
            item = self._items[self._at]
            self._at += 1
            if isinstance(item, Point):
                self._read_span(item)
            elif isinstance(item, Years):
                self._give_years(item)
            elif isinstance(item, Mark):
                self._read_mark(item)
            else:
                self._side = None
        return Assembly(tuple(self._spans), tuple(self._left), self._open_years, left_numbers)

    def _read_mark(self, mark: Mark) -> None:
        if mark.kind in {"from", "until"}:
            self._side = mark.kind
        elif mark.kind == "to":
            self._side = "until"
        elif mark.kind != "list" or self._side == "from":
            self._side = None

    def _read_span(self, point: Point) -> None:
        between, last = self._range_end(point.unit)
        if last is None:
            until, since = self._side == "until", self._side == "from"
            span = Span(point.unit, years=self._leading, open_start=until, open_end=since)
        else:
            span = Span(stretch(point.unit, last), (point.unit, last), between, self._leading)
        if last is not None or self._side == "from":
            self._side = None
        self._spans.append(span)

    def _range_end(self, begin: Unit) -> tuple[Years | None, Unit | None]:
        """The end of a range that the point just read begins, and the years stated between the two."""
        years, at = self._years_after(self._at)
        marks = at
        while at < len(self._items) and isinstance(mark := self._items[at], Mark) and self._joins(mark):
            at += 1
        end = self._items[at] if at < len(self._items) else None
        if at == marks or not isinstance(end, Point) or not self._alike(begin, end.unit):
            return None, None
        self._at = at + 1
        return years, end.unit

    def _years_after(self, at: int) -> tuple[Years | None, int]:
        """Years that follow a point at once or after a comma («октябрь, 2024 – май, 2025»)."""
        for place in (at,) if self._years_lead else (at, at + 1):
            item = self._items[place] if place < len(self._items) else None
            if isinstance(item, Years):
                return item, place + 1
            if item != Mark("list"):
                break
        return None, at

    def _alike(self, begin: Unit, end: Unit) -> bool:
        """Between a day and a quarter or half-year a dash explains («до 1.10 – I полугодие»)."""
        return self._side == "from" or {begin.kind, end.kind} != {"date", "period"}

    def _joins(self, mark: Mark) -> bool:
        return mark.kind in {"dash", "to"} or (mark.kind == "until" and self._side == "from")

    def _give_years(self, years: Years) -> None:
        if self._years_lead:
            self._leading = years
            return
        waiting = self._spans[self._waiting :]
        if not waiting:
            self._left.extend(years.windows)
            self._open_years = self._open_years or self._side is not None
        self._spans[self._waiting :] = [replace(span, years=years) for span in waiting]
        self._waiting = len(self._spans)
