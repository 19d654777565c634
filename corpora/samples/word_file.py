"""Writes a Word file from a readable source: paragraphs, and tables with merged cells, automatic numbers and lists.

A table row is a list of cells, one for each grid column. `^` joins a cell to the one above, `<` to the one on its left, `#`
alone is an automatic number. A line of a cell that begins with `* ` or `# ` is an item of a bulleted or a numbered list.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from word_text import NUMBER, Lists, Look, TextWriter, list_item

Source = Mapping[str, Any]

ABOVE, LEFT = "^", "<"
_TWIPS_PER_CM = 567
_ALIGNMENT = {"left": "left", "right": "right", "center": "center", "justify": "both"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
_PAGE_NUMBER = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


class WordFile:
    """One document under construction."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._document = Document()
        self._body = self._document.element.body
        self._texts = TextWriter(Lists(self._document.part.numbering_part.element))
        self._set_page()
        for block in source["blocks"]:
            self._append(self._table(block["table"]) if "table" in block else self._paragraphs(block))

    def save(self, path: Path) -> None:
        """Write the file; the same source gives the same bytes."""
        properties = self._document.core_properties
        properties.author, properties.comments, properties.title = "Вымышленный образец", "", self._source["title"]
        stream = io.BytesIO()
        self._document.save(stream)
        with zipfile.ZipFile(stream) as loose, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
            for name in loose.namelist():
                if name != "docProps/thumbnail.jpeg":
                    fixed.writestr(_undated(name), _without_thumbnail(loose.read(name)))

    def _append(self, xml: str) -> None:
        for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
            self._body.insert(len(self._body) - 1, element)

    def _set_page(self) -> None:
        page, font, section = self._source["page"], self._source["font"], self._document.sections[0]
        normal = self._document.styles["Normal"]
        normal.font.name, normal.font.size = font["name"], Pt(font["size_pt"])
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), font["name"])
        normal.paragraph_format.space_after = Pt(0)
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if page["orientation"] == "landscape":
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin, section.right_margin = map(Cm, page["margins_cm"][:2])
        section.top_margin, section.bottom_margin = map(Cm, page["margins_cm"][2:])
        if self._source.get("footer") == "page":
            xml = f'<w:p {nsdecls("w")}><w:pPr><w:jc w:val="center"/></w:pPr>{_PAGE_NUMBER}</w:p>'
            empty = section.footer.paragraphs[0]._element  # noqa: SLF001 - the library has no public way to its XML
            empty.getparent().replace(empty, parse_xml(xml))

    def _paragraphs(self, block: Source) -> str:
        heading = block.get("heading", False)
        look = Look(block.get("bold", heading), block.get("italic", False), size_pt=block.get("size_pt"))
        places = {"left": block.get("left_cm"), "firstLine": block.get("indent_cm")}
        indents = [f'w:{side}="{_twips(width)}"' for side, width in places.items() if width]
        properties = '<w:keepNext/><w:spacing w:before="160" w:after="80"/>' if heading else ""
        properties += f"<w:ind {' '.join(indents)}/>" if indents else ""
        properties += f'<w:jc w:val="{_ALIGNMENT[block.get("align", "left")]}"/>'
        lines = block["text"].split("\n")
        return "".join(f"<w:p><w:pPr>{properties}</w:pPr>{self._texts.runs(line, look)}</w:p>" for line in lines)

    def _table(self, table: Source) -> str:
        rows, widths = table["rows"], [_twips(width) for width in table["widths_cm"]]
        properties = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        properties += f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if table.get("borders", True) else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        numbers, body = self._texts.lists.begin(NUMBER), ""
        for index, row in enumerate(rows):
            cells = cells_of(row, len(widths))
            below = cells_of(rows[index + 1], len(widths)) if index + 1 < len(rows) else [""] * len(widths)
            marks = "<w:tblHeader/>" if index < table.get("repeat_header", 0) else ""
            if change := row.get("change"):
                marks += f"<w:{'ins' if change == 'inserted' else 'del'} {self._texts.revision()}/>"
            titles = "head" in row or "section" in row
            look = Look(bold=titles, centered=titles, size_pt=table.get("size_pt"))
            inner = "".join(
                f"<w:tc>{_cell_properties(start, cells, below, widths)}{self._content(cells[start], look, row, numbers)}</w:tc>"
                for start in range(len(cells))
                if cells[start] != LEFT
            )
            body += f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{inner}</w:tr>"
        head = f'<w:tblPr>{properties}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        return f"<w:tbl>{head}{body}</w:tbl>"

    def _content(self, text: str, look: Look, row: Source, numbers: int) -> str:
        if text == NUMBER:
            return f"<w:p><w:pPr>{list_item(numbers)}</w:pPr></w:p>"
        return self._texts.cell("" if text == ABOVE else text, look, row.get("change"))


def cells_of(row: Source, columns: int) -> list[str]:
    """The cells of a row as the grid has them; a section row fills the grid with one cell."""
    if "section" in row:
        return [row["section"], *[LEFT] * (columns - 1)]
    return next(list(row[kind]) for kind in ("row", "head", "other") if kind in row)


def _cell_properties(start: int, cells: Sequence[str], below: Sequence[str], widths: Sequence[int]) -> str:
    end = next((column for column in range(start + 1, len(cells)) if cells[column] != LEFT), len(cells))
    xml = f'<w:tcW w:w="{sum(widths[start:end])}" w:type="dxa"/>'
    xml += f'<w:gridSpan w:val="{end - start}"/>' if end - start > 1 else ""
    if cells[start] == ABOVE:
        xml += "<w:vMerge/>"
    elif below[start] == ABOVE:
        xml += '<w:vMerge w:val="restart"/>'
    return f"<w:tcPr>{xml}</w:tcPr>"


def _twips(width_cm: float) -> int:
    return round(width_cm * _TWIPS_PER_CM)


def _undated(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _without_thumbnail(part: bytes) -> bytes:
    """The library's template carries a picture of an empty page."""
    return re.sub(rb'<Relationship [^>]*thumbnail\.jpeg"[^>]*/>', b"", part)
