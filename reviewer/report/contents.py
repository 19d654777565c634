"""The table of contents of a Word file: Word counts its pages when asked, LibreOffice only those of fields outside of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pypdfium2
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import _Element

from reviewer.report.packaging import repack

_PAGE = "PAGEREF"


def with_live_numbers(package: bytes) -> bytes:
    """The same file with the entries of its contents outside of the field `TOC`: LibreOffice counts their pages then."""
    return _changed(package, _unwrap)


def number_pages(package: bytes, pages: Mapping[str, int]) -> bytes:
    """The same file with the numbers of pages in its contents. `pages`: 1-based, by heading; what is not there stays as it is."""
    return _changed(package, lambda document: _number(document, pages))


def outline_pages(file: Path) -> dict[str, int]:
    """The pages of the bookmarks of a PDF, 1-based, by their titles without spaces."""
    with pypdfium2.PdfDocument(file) as document:
        return {
            _bare(item.get_title()): page + 1
            for item in document.get_toc()
            if (place := item.get_dest()) is not None and (page := place.get_index()) is not None
        }


def _changed(package: bytes, change: Callable[[WordDocument], None]) -> bytes:
    document = Document(io.BytesIO(package))
    if next(_instructions(document, "TOC"), None) is None:
        return package
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return repack(saved.getvalue(), document.core_properties.modified.date())


def _instructions(document: WordDocument, kind: str) -> Iterator[_Element]:
    return (text for text in document.element.body.iter(qn("w:instrText")) if (text.text or "").split()[:1] == [kind])


def _unwrap(document: WordDocument) -> None:
    """Take out the marks of the field: opening, instruction and separator in one paragraph, its end in the last one."""
    for instruction in list(_instructions(document, "TOC")):
        depth = 0
        for mark in _marks_from(document, instruction):
            kind = mark.get(qn("w:fldCharType"))
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            if depth == 0 or (depth == 1 and kind != "end"):
                _drop_run(mark)
            if depth == 0:
                break
        _drop_run(instruction)


def _marks_from(document: WordDocument, instruction: _Element) -> list[_Element]:
    """The marks of fields from the one that opens the field of the instruction on."""
    marks = list(document.element.body.iter(qn("w:fldChar"), qn("w:instrText")))
    opening = marks.index(instruction) - 1
    return [mark for mark in marks[opening:] if mark.tag == qn("w:fldChar")]


def _drop_run(inside: _Element) -> None:
    run = inside.getparent()
    paragraph = run.getparent() if run is not None else None
    if run is not None and paragraph is not None:
        paragraph.remove(run)


def _number(document: WordDocument, pages: Mapping[str, int]) -> None:
    for instruction in _instructions(document, _PAGE):
        entry = next(instruction.iterancestors(qn("w:hyperlink"), qn("w:p")))
        texts = list(entry.iter(qn("w:t")))
        page = pages.get(_bare("".join(text.text or "" for text in texts[:-1])))
        if page is not None and len(texts) > 1:
            texts[-1].text = str(page)


def _bare(title: str) -> str:
    """Without spaces, stops and line breaks, which are lost or changed on the way through LibreOffice."""
    return "".join(letter for letter in title if letter.isalnum()).lower()
