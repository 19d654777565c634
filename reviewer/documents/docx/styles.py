"""What a paragraph inherits from its style: `basedOn` is followed once and each style is resolved once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from reviewer.documents.docx.names import (
    LIST_ID,
    LIST_LEVEL,
    NUMBERING,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    Properties,
    number_of,
    properties_of,
    switch_of,
    text_of,
    w,
)
from reviewer.documents.safe_xml import Element

_HEADING_NAME = re.compile(r"(?:heading|заголовок)\s*([1-9])", re.IGNORECASE)
_BODY_OUTLINE = 9
_OUTLINE, _ALIGNMENT = w("outlineLvl"), w("jc")
_TRUE = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class Style:
    """None where neither the style nor those that it is based on say anything.

    Attributes:
        heading_level: 1-based; 0 where the style says that it is body text.
        num_id: The list that paragraphs of the style belong to; 0 ends an inherited one.
        list_level: 0-based level in that list.
        lineage: Ids of the style and of those it is based on, the nearest first.
    """

    bold: bool | None = None
    hidden: bool | None = None
    centered: bool | None = None
    heading_level: int | None = None
    num_id: int | None = None
    list_level: int | None = None
    lineage: tuple[str, ...] = ()


def outline_level(properties: Properties) -> int | None:
    """The 1-based heading level that `w:outlineLvl` gives, 0 for body text, None where it is not stated."""
    level = number_of(properties, _OUTLINE)
    if level is None:
        return None
    return level + 1 if 0 <= level < _BODY_OUTLINE else 0


def centering(properties: Properties) -> bool | None:
    alignment = text_of(properties, _ALIGNMENT)
    return None if alignment is None else alignment == "center"


class Styles:
    """The styles of one document. A style that is not there counts as the default paragraph style, as in Word."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default_id = ""
        self._base = Style()
        for element in () if root is None else root.iterfind(w("style")):
            identifier = element.get(w("styleId"), "")
            self._elements.setdefault(identifier, element)
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in _TRUE:
                self._default_id = identifier
        if root is not None:
            self._base = _own(
                properties_of(root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{PARAGRAPH_PROPERTIES}")),
                properties_of(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RUN_PROPERTIES}")),
            )

    def paragraph(self, identifier: str | None) -> Style:
        return self._resolve(identifier if identifier in self._elements else self._default_id)

    def run(self, identifier: str) -> Style:
        """A character style; empty where it is not there."""
        return self._resolve(identifier) if identifier in self._elements else Style()

    def numbering_of(self, identifier: str) -> int | None:
        """The list that a numbering style stands for."""
        return self._resolve(identifier).num_id if identifier in self._elements else None

    def _resolve(self, identifier: str) -> Style:
        if (known := self._resolved.get(identifier)) is not None:
            return known
        chain: list[str] = []
        following: str | None = identifier
        while following in self._elements and following not in chain and following not in self._resolved:
            chain.append(following)
            following = text_of(properties_of(self._elements[following]), w("basedOn"))
        style = self._resolved.get(following or "", None) or self._root_style(chain)
        for name in reversed(chain):
            style = _derive(style, name, self._elements[name])
            self._resolved[name] = style
        return style

    def _root_style(self, chain: list[str]) -> Style:
        """The document's defaults hold for paragraph styles; a character style must not undo the paragraph's."""
        if not chain or self._elements[chain[-1]].get(w("type"), "paragraph") == "paragraph":
            return self._base
        return Style()


def _own(paragraph: Properties, run: Properties) -> Style:
    numbering = properties_of(paragraph.get(NUMBERING))
    return Style(
        bold=switch_of(run, w("b")),
        hidden=switch_of(run, w("vanish")),
        centered=centering(paragraph),
        heading_level=outline_level(paragraph),
        num_id=number_of(numbering, LIST_ID),
        list_level=number_of(numbering, LIST_LEVEL),
    )


def _derive(base: Style, identifier: str, element: Element) -> Style:
    stated = properties_of(element)
    own = _own(properties_of(stated.get(PARAGRAPH_PROPERTIES)), properties_of(stated.get(RUN_PROPERTIES)))
    heading = _HEADING_NAME.fullmatch((text_of(stated, w("name")) or "").strip())
    level = own.heading_level
    if level is None and heading is not None:
        level = int(heading.group(1))
    return Style(
        bold=_either(own.bold, base.bold),
        hidden=_either(own.hidden, base.hidden),
        centered=_either(own.centered, base.centered),
        heading_level=_either(level, base.heading_level),
        num_id=_either(own.num_id, base.num_id),
        list_level=_either(own.list_level, base.list_level),
        lineage=(identifier, *base.lineage),
    )


Stated = TypeVar("Stated", bool, int)


def _either(own: Stated | None, inherited: Stated | None) -> Stated | None:
    return inherited if own is None else own
