"""One paragraph of a docx as it is printed: what tracked changes deleted, hidden text and field codes are left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer.documents.characters import SOFT_HYPHEN, plain_lines, symbol
from reviewer.documents.docx.lines import whole_words
from reviewer.documents.docx.names import (
    ALTERNATE,
    CONTENT_CONTROL,
    DELETED,
    INSERTED,
    LIST_ID,
    LIST_LEVEL,
    MATH_TEXT,
    MOVED_FROM,
    MOVED_TO,
    NUMBERING,
    PARAGRAPH_PROPERTIES,
    PICTURE,
    RUN,
    RUN_PROPERTIES,
    STYLE,
    TEXT,
    TEXT_BOX,
    VML_PICTURE,
    Properties,
    is_placeholder,
    number_of,
    printed_branch,
    properties_in,
    properties_of,
    switch_of,
    text_of,
    w,
)
from reviewer.documents.docx.numbering import Numbering
from reviewer.documents.docx.pages import PageCount
from reviewer.documents.docx.styles import Style, Styles, centering, outline_level
from reviewer.documents.safe_xml import Element

_BREAK, _CHARACTER, _FIELD = w("br"), w("sym"), w("fldChar")
_RENDERED_BREAK = w("lastRenderedPageBreak")
_RUN_STYLE, _BOLD, _HIDDEN = w("rStyle"), w("b"), w("vanish")
_WRITTEN = {
    w("tab"): " ",
    w("ptab"): " ",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): SOFT_HYPHEN,
}
_UNREAD = frozenset({PARAGRAPH_PROPERTIES, RUN_PROPERTIES, w("sdtPr"), w("sdtEndPr"), w("rt")})
_REMARKED = {
    DELETED: "tracked-changes",
    MOVED_FROM: "tracked-changes",
    INSERTED: "tracked-changes",
    MOVED_TO: "tracked-changes",
    w("footnoteReference"): "footnotes",
    w("endnoteReference"): "footnotes",
    w("commentReference"): "comments",
    w("object"): "embedded-object",
    PICTURE: "pictures",
    VML_PICTURE: "pictures",
}
_TEXTS = frozenset({TEXT, MATH_TEXT})
_NO_STYLE = Style()
_LEFT_OUT = frozenset({DELETED, MOVED_FROM})


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph as printed.

    Attributes:
        page: Page of its first visible character, as far as the pages are known.
        joined: Its mark was deleted by a tracked change: it runs on into the next paragraph and has no number.
        boxes: The text boxes anchored in it, unread.
    """

    text: str
    page: int
    label: str | None = None
    heading_level: int = 0
    bold: bool = False
    centered: bool = False
    joined: bool = False
    boxes: tuple[Element, ...] = ()


@dataclass(slots=True)
class _Writing:
    """What a paragraph has given so far. `fields`: open fields, True once their result has begun."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)
    page: int | None = None
    all_bold: bool = True
    run_is_bold: bool = False


class ParagraphReader:
    """Reads paragraphs in the order of the text: list numbers and pages are counted on the way.

    Attributes:
        remarks: Codes of what was met that a methodist should know.
    """

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.pages = PageCount()
        self.remarks: set[str] = set()
        self._styles = styles
        self._numbering = numbering

    def read(self, paragraph: Element) -> PrintedParagraph:
        properties = properties_in(paragraph, PARAGRAPH_PROPERTIES)
        style = self._styles.paragraph(text_of(properties, STYLE))
        mark = properties_of(properties.get(RUN_PROPERTIES))
        joined = DELETED in mark or MOVED_FROM in mark
        if joined:
            self.remarks.add("tracked-changes")
        writing = self._write(paragraph, style)
        text = whole_words(plain_lines("".join(writing.pieces)))
        printed = bool(text) or not _inherited(mark, _HIDDEN, self._character_style(mark).hidden, style.hidden)
        own_level, own_centering = outline_level(properties), centering(properties)
        return PrintedParagraph(
            text=text,
            page=self.pages.current if writing.page is None else writing.page,
            label=self._label(properties, style) if printed and not joined else None,
            heading_level=(style.heading_level if own_level is None else own_level) or 0,
            bold=bool(text) and writing.all_bold,
            centered=(style.centered if own_centering is None else own_centering) is True,
            joined=joined,
            boxes=tuple(writing.boxes),
        )

    def _write(self, paragraph: Element, style: Style) -> _Writing:
        """Walk the paragraph without recursion, so that depth costs nothing."""
        writing = _Writing()
        waiting = list(reversed(paragraph))
        while waiting:
            node = waiting.pop()
            tag = node.tag
            if tag in _TEXTS:
                self._add(writing, node.text or "")
            elif tag == RUN:
                if not self._enter_run(writing, node, style):
                    continue
                waiting.extend(reversed(node))
            elif tag in _UNREAD:
                continue
            elif (plain := _WRITTEN.get(tag)) is not None:
                self._add(writing, plain)
            else:
                waiting.extend(self._open(writing, node))
        return writing

    def _open(self, writing: _Writing, node: Element) -> list[Element]:
        """What of a less common element is to be read next, in reverse order."""
        tag = node.tag
        if (remark := _REMARKED.get(tag)) is not None:
            self.remarks.add(remark)
        if tag in _LEFT_OUT or (tag == CONTENT_CONTROL and is_placeholder(node)):
            return []
        if tag == TEXT_BOX:
            writing.boxes.append(node)
            return []
        if tag == ALTERNATE:
            branch = printed_branch(node)
            return [] if branch is None else list(reversed(branch))
        if tag == _BREAK:
            self._break(writing, node.get(w("type")))
        elif tag == _RENDERED_BREAK:
            self.pages.note_rendered_break()
        elif tag == _CHARACTER:
            self._add(writing, symbol(node.get(w("char"), "")))
        elif tag == _FIELD:
            _turn_field(writing.fields, node.get(w("fldCharType"), ""))
        return list(reversed(node))

    def _add(self, writing: _Writing, text: str) -> None:
        if not text or not all(writing.fields):
            return
        writing.pieces.append(text)
        if not text.isspace():
            self.pages.note_text()
            writing.all_bold = writing.all_bold and writing.run_is_bold
            if writing.page is None:
                writing.page = self.pages.current

    def _break(self, writing: _Writing, kind: str | None) -> None:
        writing.pieces.append("\n")
        if kind == "page":
            self.pages.note_authored_break()

    def _enter_run(self, writing: _Writing, run: Element, style: Style) -> bool:
        """Whether the run is printed."""
        properties = properties_in(run, RUN_PROPERTIES)
        character = self._character_style(properties)
        if _inherited(properties, _HIDDEN, character.hidden, style.hidden):
            if run.find(TEXT) is not None:
                self.remarks.add("hidden-text")
            return False
        writing.run_is_bold = _inherited(properties, _BOLD, character.bold, style.bold)
        return True

    def _character_style(self, properties: Properties) -> Style:
        identifier = text_of(properties, _RUN_STYLE)
        return _NO_STYLE if identifier is None else self._styles.run(identifier)

    def _label(self, properties: Properties, style: Style) -> str | None:
        numbering = properties_of(properties.get(NUMBERING))
        num_id = number_of(numbering, LIST_ID)
        num_id = style.num_id if num_id is None else num_id
        if not num_id:
            return None
        level = number_of(numbering, LIST_LEVEL)
        if level is None:
            level = self._numbering.level_of(num_id, style.lineage)
        return self._numbering.next_label(num_id, (style.list_level or 0) if level is None else level)


def _inherited(properties: Properties, name: str, from_character: bool | None, from_paragraph: bool | None) -> bool:
    """A switch from the run itself, else from its character style, else from the paragraph's style."""
    if name in properties:
        return switch_of(properties, name) is True
    return (from_paragraph if from_character is None else from_character) is True


def _turn_field(fields: list[bool], kind: str) -> None:
    """Follow a field: its code is not printed, its result is. A field that ends nowhere ends with the paragraph."""
    if kind == "begin":
        fields.append(False)
    elif fields and kind == "separate":
        fields[-1] = True
    elif fields and kind == "end":
        fields.pop()
