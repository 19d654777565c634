"""The names of WordprocessingML (ISO/IEC 29500-1) that the reader knows, and how a property is read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reviewer.documents.safe_xml import Element

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_LONGEST_NUMBER = 9
_OFF = frozenset({"0", "false", "off", "none"})


def w(name: str) -> str:
    return f"{{{_MAIN}}}{name}"


VAL = w("val")
BODY, PARAGRAPH, TABLE, ROW, CELL = w("body"), w("p"), w("tbl"), w("tr"), w("tc")
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = w("pPr"), w("rPr")
ROW_PROPERTIES, CELL_PROPERTIES = w("trPr"), w("tcPr")
RUN, TEXT = w("r"), w("t")
DELETED, INSERTED, MOVED_FROM, MOVED_TO = w("del"), w("ins"), w("moveFrom"), w("moveTo")
CONTENT_CONTROL, TEXT_BOX = w("sdt"), w("txbxContent")
STYLE, NUMBERING, LIST_ID, LIST_LEVEL = w("pStyle"), w("numPr"), w("numId"), w("ilvl")
ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{_COMPATIBILITY}}}Choice"
FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
VML_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"


Properties = Mapping[str, Element]
"""The children of an element by their names: each property is stated at most once."""

_NOTHING_STATED: Properties = MappingProxyType({})


def properties_of(element: Element | None) -> Properties:
    return _NOTHING_STATED if element is None else {child.tag: child for child in element}


def properties_in(parent: Element, name: str) -> Properties:
    """What the child of that name states. It is nearly always the first child, so a plain search beats `find`."""
    for child in parent:
        if child.tag == name:
            return {stated.tag: stated for stated in child}
    return _NOTHING_STATED


def text_of(properties: Properties, name: str) -> str | None:
    """The value of a property, None where it is not stated."""
    stated = properties.get(name)
    return None if stated is None else stated.get(VAL)


def number_of(properties: Properties, name: str) -> int | None:
    """A whole number of up to nine digits; None for anything else: hostile files state longer ones."""
    value = text_of(properties, name)
    if value is None or len(value) > _LONGEST_NUMBER:
        return None
    return int(value) if value.lstrip("-").isdecimal() and value.count("-") <= 1 else None


def switch_of(properties: Properties, name: str) -> bool | None:
    """Whether a property is on; None where nothing is said of it and the style decides."""
    stated = properties.get(name)
    return None if stated is None else stated.get(VAL, "true") not in _OFF


def printed_branch(alternate: Element) -> Element | None:
    """The branch of `mc:AlternateContent` that is read: its first choice, which every Word since 2010 prints."""
    choice = alternate.find(CHOICE)
    return choice if choice is not None else alternate.find(FALLBACK)


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows only its prompt («Выберите дату»): nobody has filled it in."""
    return switch_of(properties_in(control, w("sdtPr")), w("showingPlcHdr")) is True
