"""Automatic numbers: they stand nowhere as text, so they are counted here as Word counts them (ISO/IEC 29500-1, 17.9).

All lists with one abstract definition share one sequence; a list with a start of its own restarts it where it first
appears. A level that is skipped counts as begun, and a level begins anew after any higher one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reviewer.documents.characters import plain_lines
from reviewer.documents.docx.names import VAL, number_of, properties_of, switch_of, text_of, w
from reviewer.documents.docx.numerals import list_number
from reviewer.documents.safe_xml import Element

BULLET = "-"
DEEPEST_LEVEL = 8
_LEVEL_NUMBER = re.compile(r"%([1-9])")
_NUMBERLESS = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        text: Its pattern: «%1.%2.» takes the numbers of the first and the second level.
        restart_after: 1-based level whose use restarts this one (higher ones do as well); 0: nothing does.
        legal: Numbers of other levels are written in decimal digits.
        style: The paragraph style that belongs to this level.
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart_after: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """One list.

    Attributes:
        sequence: What lists that count together have in common.
        starts: Levels that restart where the list begins, and from what number.
        tied: The level of each paragraph style that has one.
    """

    sequence: int
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    tied: Mapping[str, int]


class Numbering:
    """The lists of one document and how far each has counted. Paragraphs must be asked for in reading order."""

    def __init__(self, lists: Mapping[int, ListDefinition]) -> None:
        self._lists = lists
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def level_of(self, num_id: int, lineage: tuple[str, ...]) -> int | None:
        """The level that is tied to one of these paragraph styles, the first of them winning."""
        definition = self._lists.get(num_id)
        tied = {} if definition is None else definition.tied
        return next((tied[style] for style in lineage if style in tied), None)

    def next_label(self, num_id: int, level: int) -> str | None:
        """Count one more paragraph; its number or bullet as printed, None where the list prints nothing."""
        definition = self._lists.get(num_id)
        level = min(max(level, 0), DEEPEST_LEVEL)
        if definition is None or level not in definition.levels:
            return None
        counts = self._counts.setdefault(definition.sequence, {})
        self._count(counts, num_id, level, definition)
        shape = definition.levels[level]
        if shape.number_format == "bullet":
            return BULLET if shape.text else None
        return _written(shape, definition, counts) or None

    def _count(self, counts: dict[int, int], num_id: int, level: int, definition: ListDefinition) -> None:
        begins = (num_id, level) not in self._begun
        self._begun.add((num_id, level))
        if begins and level in definition.starts:
            counts[level] = definition.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _start(definition, level)
        for higher in range(level):
            counts.setdefault(higher, _start(definition, higher))
        for deeper in [index for index in counts if index > level]:
            after = definition.levels.get(deeper, Level()).restart_after
            if after is None or level < after:
                del counts[deeper]


def _start(definition: ListDefinition, level: int) -> int:
    return definition.starts.get(level, definition.levels.get(level, Level()).start)


def _written(shape: Level, definition: ListDefinition, counts: Mapping[int, int]) -> str:
    def number(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        number_format = definition.levels.get(index, Level()).number_format
        if shape.legal and number_format not in _NUMBERLESS:
            number_format = "decimal"
        return list_number(counts.get(index, _start(definition, index)), number_format)

    return plain_lines(_LEVEL_NUMBER.sub(number, shape.text))


def read_numbering(root: Element | None, numbering_of_style: Callable[[str], int | None]) -> Numbering:
    """`root`: `w:numbering`, None where the document has none. `numbering_of_style`: the list behind a numbering style."""
    if root is None:
        return Numbering({})
    abstract = {
        identifier: element
        for element in root.iterfind(w("abstractNum"))
        if (identifier := _identifier(element, "abstractNumId")) is not None
    }
    lists: dict[int, ListDefinition] = {}
    instances = {
        identifier: element
        for element in root.iterfind(w("num"))
        if (identifier := _identifier(element, "numId")) is not None
    }
    for identifier, element in instances.items():
        sequence = number_of(properties_of(element), w("abstractNumId"))
        if sequence is None or sequence not in abstract:
            continue
        sequence = _linked(sequence, abstract, instances, numbering_of_style)
        lists[identifier] = _definition(sequence, abstract[sequence], element)
    return Numbering(lists)


def _identifier(element: Element, name: str) -> int | None:
    value = element.get(w(name), "")
    return int(value) if value.isdecimal() and len(value) <= 9 else None  # noqa: PLR2004 - fits 32 bits


def _linked(
    sequence: int,
    abstract: Mapping[int, Element],
    instances: Mapping[int, Element],
    numbering_of_style: Callable[[str], int | None],
) -> int:
    """Follow a definition that only names a numbering style to the one that holds the levels; one step, as Word does."""
    style = text_of(properties_of(abstract[sequence]), w("numStyleLink"))
    if style is None:
        return sequence
    target = number_of(properties_of(instances.get(numbering_of_style(style) or 0)), w("abstractNumId"))
    return target if target in abstract and target is not None else sequence


def _definition(sequence: int, abstract: Element, instance: Element) -> ListDefinition:
    levels = dict(_levels(abstract))
    starts: dict[int, int] = {}
    for override in instance.iterfind(w("lvlOverride")):
        index = _identifier(override, "ilvl")
        if index is None:
            continue
        levels.update(_levels(override))
        start = number_of(properties_of(override), w("startOverride"))
        if start is not None:
            starts[index] = start
    tied = {level.style: index for index, level in levels.items() if level.style is not None}
    return ListDefinition(sequence, levels, starts, tied)


def _levels(parent: Element) -> list[tuple[int, Level]]:
    return [
        (index, _level(element))
        for element in parent.iterfind(w("lvl"))
        if (index := _identifier(element, "ilvl")) is not None and index <= DEEPEST_LEVEL
    ]


def _level(element: Element) -> Level:
    properties = properties_of(element)
    start = number_of(properties, w("start"))
    # A custom format stands inside mc:AlternateContent, so the format is looked for at any depth.
    number_format = next(element.iter(w("numFmt")), None)
    return Level(
        start=0 if start is None else start,
        number_format="decimal" if number_format is None else number_format.get(VAL, "decimal"),
        text=text_of(properties, w("lvlText")) or "",
        restart_after=number_of(properties, w("lvlRestart")),
        legal=switch_of(properties, w("isLgl")) is True,
        style=text_of(properties, w("pStyle")),
    )
