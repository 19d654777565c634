# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""The look of the Word templates: styles, margins, tables. All of it is in styles, so that Word can change it in one place.

Times New Roman 14, in tables 12, margins 20/10/20/20 mm (left, right, top, bottom), a first line of 1.25 cm, page numbers in the
middle of the upper margin from the second page on: ГОСТ Р 7.0.97 and common practice of Russian offices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from slimming import slim

FONT = "Times New Roman"
BODY = "Body Text"
BULLET = "List Bullet"
NUMBERED = "List Number"
ITEM = "List"
LEAD = "List Lead"
CAPTION = "Caption"
FIGURE = "Figure"
FIGURE_CAPTION = "Figure Caption"
CONTENTS_TITLE = "Contents Title"
CONTENTS = "toc 1"
CELL = "Table Text"
CELL_CENTERED = "Table Text Centered"
HEAD = "Table Head"
GROUP = "Table Group"
MARK = "Table Mark"
FINDING = "Finding Title"
APPENDIX_TITLE = "Appendix Title"
NOTE = "Note"
SIGNATURE = "Signature"
CENTERED = "Centered"
REQUEST = "Request"
ADDRESSEE = "Addressee"
EXECUTOR = "Executor"
STRONG = "Strong"
GRID = "Table Grid"
PLAIN = "Normal Table"

_TEXT_MM = 180
"""Width between the margins of a page that stands upright."""
_INDENT = Cm(1.25)


def new_document() -> WordDocument:
    """An empty document with every style that the templates use."""
    document = Document()
    slim(document)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "ru-RU"
    _defaults(document)
    _styles(document)
    _lists(document)
    _margins(document.sections[0])
    document.sections[0].different_first_page_header_footer = True
    _number_pages(document.sections[0])
    return document


def _defaults(document: WordDocument) -> None:
    fonts = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(fonts):
        fonts.remove(child)
    fonts.append(
        parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>')
    )
    fonts.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/>'))


def _styles(document: WordDocument) -> None:
    center, left, both = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
    _style(document, "Normal", 14, left)
    _style(document, "Header", 12, center)
    _style(document, "Title", 14, center, bold=True, keep=True)
    _style(document, "Subtitle", 14, center, bold=True, after=12)
    _style(document, "Heading 1", 14, left, bold=True, keep=True, before=12, after=6, first_line=_INDENT, level=0)
    _style(document, BODY, 14, both, spacing=1.15, first_line=_INDENT)
    _style(document, ITEM, 14, both, spacing=1.15, first_line=_INDENT)
    _style(document, LEAD, 14, both, spacing=1.15, first_line=_INDENT, keep=True)
    _style(document, BULLET, 14, left, spacing=1.15)
    _style(document, NUMBERED, 14, left, spacing=1.15, after=4)
    _style(document, FINDING, 14, left, bold=True, keep=True, before=8, first_line=_INDENT)
    _style(document, CAPTION, 14, left, keep=True, before=8, after=4)
    _style(document, APPENDIX_TITLE, 14, center, bold=True, keep=True, after=6, level=0)
    document.styles[APPENDIX_TITLE].paragraph_format.page_break_before = True
    _style(document, FIGURE, 14, center, keep=True, before=8)
    _style(document, FIGURE_CAPTION, 14, center, before=4, after=8)
    _style(document, CONTENTS_TITLE, 14, center, bold=True, keep=True, after=6)
    _style(document, CONTENTS, 14, left)
    _contents_tab(document)
    _style(document, NOTE, 12, both, before=6)
    _style(document, CELL, 12, left)
    _style(document, CELL_CENTERED, 12, center)
    _style(document, HEAD, 12, center, bold=True)
    _style(document, GROUP, 12, left, bold=True, keep=True)
    _style(document, MARK, 11, center)
    _style(document, SIGNATURE, 14, left, keep=True)
    _style(document, REQUEST, 14, left, spacing=1.15, first_line=_INDENT)
    _style(document, CENTERED, 14, center, after=4)
    _style(document, ADDRESSEE, 14, left)
    _style(document, EXECUTOR, 12, left)


def _style(
    document: WordDocument,
    name: str,
    size_pt: int,
    alignment: WD_ALIGN_PARAGRAPH,
    *,
    bold: bool = False,
    keep: bool = False,
    before: int = 0,
    after: int = 0,
    spacing: float = 1.0,
    first_line: Length | None = None,
    level: int | None = None,
) -> None:
    """A paragraph style, everything about it stated; `before`, `after` in points; `level`: of the outline, from 0."""
    known = name in [style.name for style in document.styles]
    style = (
        document.styles[name]
        if known
        else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name == CONTENTS)
    )
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - a style of another kind would be a defect of this script
    for properties in ("w:rPr", "w:pPr"):
        stale = style.element.find(qn(properties))
        if stale is not None and name not in {BULLET, NUMBERED}:
            style.element.remove(stale)
    if name != "Normal":
        style.base_style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size_pt), bold
    style.quick_style, style.hidden = True, False
    layout = style.paragraph_format
    layout.alignment, layout.keep_with_next, layout.widow_control = alignment, keep, True
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), spacing
    layout.first_line_indent = first_line if first_line is not None else Cm(0)
    if level is not None:
        style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>'))


def _contents_tab(document: WordDocument) -> None:
    """Page numbers stand at the right margin, after dots; a long title keeps clear of them."""
    layout = document.styles[CONTENTS].paragraph_format
    layout.tab_stops.add_tab_stop(Mm(_TEXT_MM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    layout.right_indent = Cm(1)


def _lists(document: WordDocument) -> None:
    """A dash and a number, both starting where a paragraph starts, wrapped lines at the margin."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for identifier, (style, form, text) in enumerate(((BULLET, "bullet", "–"), (NUMBERED, "decimal", "%1.")), start=1):
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identifier}"><w:multiLevelType w:val="singleLevel"/>'
                f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
                f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="709"/></w:pPr>'
                f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr></w:lvl></w:abstractNum>'
            )
        )
        layout = document.styles[style].element.get_or_add_pPr()
        for stale in layout.findall(qn("w:numPr")) + layout.findall(qn("w:ind")) + layout.findall(qn("w:tabs")):
            layout.remove(stale)
        layout.get_or_add_numPr().get_or_add_numId().val = identifier
    for identifier in (1, 2):
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{identifier}"><w:abstractNumId w:val="{identifier}"/></w:num>')
        )


def _margins(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(20), Mm(10)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def _number_pages(section: Section) -> None:
    _append(section.header.paragraphs[0], *_field("PAGE", "2"))


def _run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def _text(text: str) -> str:
    return _run(f'<w:t xml:space="preserve">{escape(text)}</w:t>')


def _mark(kind: str) -> str:
    return _run(f'<w:fldChar w:fldCharType="{kind}"/>')


def _opening(instruction: str) -> str:
    """A field up to its result."""
    return (
        _mark("begin")
        + _run(f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>')
        + _mark("separate")
    )


def _field(instruction: str, result: str) -> tuple[str, ...]:
    return _opening(instruction), _text(result), _mark("end")


def _append(made: Paragraph, *runs: str) -> None:
    for child in parse_xml(f"<w:p {nsdecls('w')}>{''.join(runs)}</w:p>"):
        made._p.append(child)  # noqa: SLF001 - python-docx has no fields


_AFTER_UPDATING = frozenset(qn(f"w:{name}") for name in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat"))
"""What follows `w:updateFields` in the settings: ECMA-376, part 1, CT_Settings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. `when`: the condition under which the document has it; always, if empty."""

    title: str
    when: str = ""


def contents(document: WordDocument, entries: Sequence[Entry]) -> None:
    """A table of contents of what `heading` makes of the same entries: filled, without page numbers before Word counts.

    The field ends in a paragraph of its own, as Word itself writes it: the last entry may be left out.
    """
    settings = document.settings.element
    after = next(child for child in settings if child.tag in _AFTER_UPDATING)
    after.addprevious(parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>'))
    paragraph(document, CONTENTS_TITLE, "Содержание")
    for number, item in enumerate(entries):
        name = _bookmark(number)
        entry = f'<w:hyperlink w:anchor="{name}" w:history="1">{_text(item.title)}{_run("<w:tab/>")}{"".join(_field(f"PAGEREF {name} {chr(92)}h", " "))}</w:hyperlink>'
        first = _opening('TOC \\o "1-1" \\h \\z \\u') if number == 0 else ""
        if item.when:
            paragraph(document, CONTENTS, f"{{%p if {item.when} %}}")
        _append(document.add_paragraph(style=CONTENTS), first, entry)
        if item.when:
            paragraph(document, CONTENTS, "{%p endif %}")
    _append(document.add_paragraph(style=CONTENTS), _mark("end"))


def _bookmark(number: int) -> str:
    return f"_Toc{100_000_000 + number}"


def heading(document: WordDocument, number: int, *lines: str, style: str = "Heading 1") -> None:
    """A heading that the contents lead to; `number` is its place there, from 0."""
    made = document.add_paragraph(style=style)
    _append(made, f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>')
    for place, line in enumerate(lines):
        if place:
            made.add_run().add_break()
        made.add_run(line)
    _append(made, f'<w:bookmarkEnd w:id="{number}"/>')


def figure(document: WordDocument, image: str, number: str, title: str) -> None:
    """A picture with its caption below, both on one page. `image`, `number`, `title`: fields of the template."""
    paragraph(document, FIGURE, image)
    _append(
        document.add_paragraph(style=FIGURE_CAPTION),
        _text("Рисунок\u00a0"),
        *_field("SEQ Рисунок \\* ARABIC", number),
        _text(f" – {title}"),
    )


def table_caption(document: WordDocument, number: str, title: str) -> None:
    _append(
        document.add_paragraph(style=CAPTION),
        _text("Таблица\u00a0"),
        *_field("SEQ Таблица \\* ARABIC", number),
        _text(f" – {title}"),
    )


def described(made: Table, title: str, description: str) -> Table:
    """The same table with its text for those who do not see it."""
    for name, text in (("tblCaption", title), ("tblDescription", description)):
        element = parse_xml(f"<w:{name} {nsdecls('w')}/>")
        element.set(qn("w:val"), text)
        made._tbl.tblPr.append(element)  # noqa: SLF001 - python-docx has no such property
    return made


def landscape_section(document: WordDocument) -> None:
    """A new page that lies on its side, its pages numbered on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(10)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.different_first_page_header_footer = False


def portrait_section(document: WordDocument) -> None:
    """A new page that stands upright again, after those that lie on their sides."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT
    _margins(section)
    section.different_first_page_header_footer = False


_REFERENCE = re.compile(r"\b(приложени[еия]|разделе|раздела|таблице|Таблица|Приложение) (?=П?(?:\d|\{\{))")


def paragraph(document: WordDocument, style: str, text: str, lead: str = "") -> Paragraph:
    """A paragraph; `lead` stands before it in the style Strong. «приложении 1» is not torn between lines."""
    made = document.add_paragraph(style=style)
    if lead:
        made.add_run(lead, style=STRONG)
    made.add_run(_REFERENCE.sub("\\1\u00a0", text))
    return made


def table(document: WordDocument, head: Sequence[str], widths_mm: Sequence[float], style: str = GRID) -> Table:
    """A table with one head row that is repeated on each page; add rows with `row`."""
    made = document.add_table(rows=0, cols=len(widths_mm), style=style)
    made.autofit = False
    for column, width in zip(made.columns, widths_mm, strict=True):
        column.width = Mm(width)
    if head:
        row(made, head, [HEAD] * len(head), widths_mm, repeated=True)
    return made


def row(
    made: Table,
    texts: Sequence[str],
    styles: Sequence[str],
    widths_mm: Sequence[float],
    *,
    repeated: bool = False,
) -> _Row:
    """A row that is never torn between pages."""
    added = made.add_row()
    layout = added._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no such property
    layout.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if repeated:
        layout.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell, text, style, width in zip(added.cells, texts, styles, widths_mm, strict=True):
        cell.width = Mm(width)
        put(cell, text, style)
    return added


def spanning_row(made: Table, text: str, style: str, widths_mm: Sequence[float]) -> None:
    """A row of one cell over the whole width."""
    added = row(made, [""] * len(widths_mm), [style] * len(widths_mm), widths_mm)
    merged = added.cells[0].merge(added.cells[-1])
    for spare in merged.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)  # noqa: SLF001 - merging keeps the empty paragraphs of the cells
    put(merged, text, style)


def put(cell: _Cell, text: str, style: str) -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(text)


def control(made: Table, tag: str) -> None:
    """A row that holds a template instruction and vanishes («{%tr for … %}»)."""
    made.add_row().cells[0].paragraphs[0].add_run(tag)


def signature(document: WordDocument, *, dated: bool) -> None:
    """Position, line and name of who signs; below them the day where the document bears one there."""
    widths = (75, 45, 60)
    paragraph(document, SIGNATURE, "")
    made = table(document, (), widths, style=PLAIN)
    row(made, ("{{ signer_position }}", "______________", "{{ signer_name }}"), (SIGNATURE,) * 3, widths)
    if dated:
        row(made, ("{{ today }}", "", ""), (SIGNATURE,) * 3, widths)
