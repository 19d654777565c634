"""What a cell looks like, as far as that says what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.documents.safe_xml import Element
from reviewer.documents.xlsx.number_formats import GENERAL, code_of

_SIDES = ("left", "right", "top", "bottom", "start", "end")
_MIN_SIDES = 2
"""A line on one side only underlines: a place for a signature, or the end of a block."""
_CENTERED = frozenset({"center", "centerContinuous", "distributed"})
_OFF = frozenset({"0", "false"})


@dataclass(frozen=True, slots=True)
class Style:
    """`number_format`: a format code. `ruled`: whether lines are drawn round the cell."""

    number_format: str = GENERAL
    bold: bool = False
    ruled: bool = False
    centered: bool = False


PLAIN = Style()


def read_styles(root: Element | None) -> tuple[Style, ...]:
    """The styles that cells name by their place. `root`: of the part with styles."""
    if root is None:
        return ()
    formats = {int(child.get("numFmtId", "0")): child.get("formatCode", GENERAL) for child in children(root, "numFmts")}
    bold = [_is_on(font, "b") for font in children(root, "fonts")]
    ruled = [_is_ruled(border) for border in children(root, "borders")]
    return tuple(
        Style(
            code_of(_number(look, "numFmtId"), formats),
            _at(bold, _number(look, "fontId")),
            _at(ruled, _number(look, "borderId")),
            any(part.get("horizontal") in _CENTERED for part in look.iterchildren("{*}alignment")),
        )
        for look in children(root, "cellXfs")
    )


def children(root: Element, name: str) -> Iterator[Element]:
    """The elements inside the first child of this name."""
    group = root.find(f"{{*}}{name}")
    return iter(()) if group is None else group.iterchildren("{*}*")


def is_set(value: str | None, *, default: bool = False) -> bool:
    """An attribute of the kind xsd:boolean."""
    return default if value is None else value not in _OFF


def _is_on(properties: Element, name: str) -> bool:
    mark = properties.find(f"{{*}}{name}")
    return mark is not None and is_set(mark.get("val"), default=True)


def _is_ruled(border: Element) -> bool:
    drawn = [side for side in _SIDES for line in border.iterchildren(f"{{*}}{side}") if _is_drawn(line)]
    return len(drawn) >= _MIN_SIDES


def _is_drawn(line: Element) -> bool:
    return line.get("style", "none") != "none"


def _number(element: Element, name: str) -> int:
    value = element.get(name, "0")
    return int(value) if value.isdecimal() else 0


def _at(values: Sequence[bool], place: int) -> bool:
    return values[place] if place < len(values) else False
