"""What a text box inherits from the placeholders of layout and master, and from the styles of the master
(ISO/IEC 29500-1, 19.3.1.36 and 21.1.2.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.documents.pptx.placing import Place, place_of
from reviewer.documents.safe_xml import Element

_TITLES = frozenset({"title", "ctrTitle"})
_BODIES = frozenset({"body", "subTitle", "obj", "tbl", "dgm", "chart", ""})
_LEVELS = 9
_DEFAULT_SIZE = 1800
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Box:
    """A shape with text, and what stands behind it: the placeholders that it fills, the nearest first, and styles."""

    shape: Element
    kind: str | None
    behind: tuple[Element, ...]
    styles: tuple[Element, ...]

    @property
    def is_title(self) -> bool:
        return self.kind in _TITLES

    def place(self) -> Place | None:
        """Its own place, or that of the placeholder."""
        places = (place_of(shape.find("{*}spPr/{*}xfrm")) for shape in (self.shape, *self.behind))
        return next((place for place in places if place), None)

    def levels(self, level: int) -> list[Element]:
        """The properties of paragraphs of a level (0-based) outside the paragraphs, the nearest first."""
        name = f"{{*}}lvl{min(level, _LEVELS - 1) + 1}pPr"
        lists = [shape.find("{*}txBody/{*}lstStyle") for shape in (self.shape, *self.behind)]
        found = [style.find(name) for style in (*lists, *self.styles) if style is not None]
        return [properties for properties in found if properties is not None]


def box_of(shape: Element, models: Sequence[Element], presentation: Element) -> Box:
    """`models`: the roots of layout and master."""
    placeholder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    kind = None if placeholder is None else placeholder.get("type", "")
    behind = () if placeholder is None else tuple(_behind(placeholder, models))
    master = models[-1] if models else None
    family = "otherStyle" if kind is None else "titleStyle" if kind in _TITLES else "bodyStyle"
    family = family if kind is None or kind in _TITLES | _BODIES else "otherStyle"
    styles = (
        None if master is None else master.find(f"{{*}}txStyles/{{*}}{family}"),
        presentation.find("{*}defaultTextStyle"),
    )
    return Box(shape, kind, behind, tuple(style for style in styles if style is not None))


def _behind(placeholder: Element, models: Sequence[Element]) -> Iterator[Element]:
    """In each model the placeholder of the same index, or else of the same kind."""
    index, kind = placeholder.get("idx"), placeholder.get("type", "")
    for model in models:
        shapes = [
            (found, shape)
            for shape in model.iterfind("{*}cSld/{*}spTree/{*}sp")
            for found in shape.iterfind("{*}nvSpPr/{*}nvPr/{*}ph")
        ]
        same = [shape for found, shape in shapes if index is not None and found.get("idx") == index]
        alike = [shape for found, shape in shapes if _family(found.get("type", "")) == _family(kind)]
        for shape in (same or alike)[:1]:
            yield shape
            kind = next(found for found, other in shapes if other is shape).get("type", kind)


def _family(kind: str) -> str:
    return "title" if kind in _TITLES else "body" if kind in _BODIES else kind


def size_of(run: Element | None, levels: Sequence[Element]) -> int:
    """Size of letters in hundredths of a point."""
    stated = [looks.get("sz", "") for looks in _looks(run, levels)]
    return next((int(size) for size in stated if size.isdecimal()), _DEFAULT_SIZE)


def is_bold(run: Element | None, levels: Sequence[Element]) -> bool:
    return next((bold in _TRUE for looks in _looks(run, levels) if (bold := looks.get("b")) is not None), False)


def _looks(run: Element | None, levels: Sequence[Element]) -> Iterator[Element]:
    own = None if run is None else run.find("{*}rPr")
    if own is not None:
        yield own
    for properties in levels:
        looks = properties.find("{*}defRPr")
        if looks is not None:
            yield looks
