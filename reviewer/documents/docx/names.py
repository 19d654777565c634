"""The names of WordprocessingML (ISO/IEC 29500-1) that the reader knows, and how a property is read."""

from __future__ import annotations

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
STYLE, NUMBERING = w("pStyle"), w("numPr")
ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{_COMPATIBILITY}}}Choice"
FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
VML_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"


def text_of(parent: Element | None, name: str) -> str | None:
    """The value of a property, None where it is not stated."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(VAL)


def number_of(parent: Element | None, name: str) -> int | None:
    """A whole number of up to nine digits; None for anything else: hostile files state longer ones."""
    value = text_of(parent, name)
    if value is None or len(value) > _LONGEST_NUMBER:
        return None
    return int(value) if value.lstrip("-").isdecimal() and value.count("-") <= 1 else None


def switch_of(parent: Element | None, name: str) -> bool | None:
    """Whether a property is on; None where the element says nothing of it and the style decides."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(VAL, "true") not in _OFF


def printed_branch(alternate: Element) -> Element | None:
    """The branch of `mc:AlternateContent` that is read: its first choice, which every Word since 2010 prints."""
    choice = alternate.find(CHOICE)
    return choice if choice is not None else alternate.find(FALLBACK)


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows only its prompt («Выберите дату»): nobody has filled it in."""
    return switch_of(control.find(w("sdtPr")), w("showingPlcHdr")) is True
