"""What LibreOffice loses of a .doc: a table that ends the document, without a word of it. The file itself has it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reviewer.documents.formats import DOC
from reviewer.documents.office.conversion import OfficeFile
from reviewer.documents.office.word_file import DAMAGE
from reviewer.documents.office.word_text import blocks_of
from reviewer.model.document import Block, Document, Notice, Table

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_MUCH = 0.1
"""The share of the cells that is more than a difference of reading."""

_RESTORED = Notice(
    "doc-read-directly",
    "LibreOffice не передала таблицу этого файла .doc, поэтому она прочитана из него напрямую, без автоматических номеров. "
    "Сверьте её с документом или сохраните его в Word как .docx.",
)
_DIFFERENT = Notice(
    "doc-cells-differ",
    "При чтении файла .doc часть ячеек таблицы могла потеряться. Сверьте её с документом или сохраните его в Word как .docx.",
)


def whole_doc(document: Document, file: OfficeFile) -> Document:
    """The converted document where all its cells came through; else what the .doc itself holds, or a notice."""
    own = _own_blocks(file.path)
    if own is None:
        return document
    came_through = _folded_cells(document.tables)
    missing = [_missing(table, came_through) for table in own if isinstance(table, Table)]
    lost = sum(count for count, _ in missing)
    if not lost:
        return document
    if any(count == total for count, total in missing if total) or lost > _MUCH * sum(total for _, total in missing):
        return replace(document, blocks=own, page_count=None, notices=(*document.notices, _RESTORED))
    return replace(document, notices=(*document.notices, _DIFFERENT))


def restored_doc(file: OfficeFile, name: str) -> Document | None:
    """A .doc that LibreOffice could not open, read directly; None where there is no table in it, or for another format."""
    own = _own_blocks(file.path) if file.kind == DOC else None
    if own is None or not any(isinstance(block, Table) for block in own):
        return None
    return Document(name, DOC.id, own, notices=(_RESTORED,))


def _own_blocks(path: Path) -> tuple[Block, ...] | None:
    try:
        return blocks_of(path.read_bytes())
    except DAMAGE:
        return None


def _folded_cells(tables: Iterable[Table]) -> set[str]:
    return {_folded(cell.text) for table in tables for cell in table.cells}


def _missing(table: Table, came_through: set[str]) -> tuple[int, int]:
    """How many cells with words did not come through, of how many."""
    texts = [folded for cell in table.cells if (folded := _folded(cell.text))]
    return sum(folded not in came_through for folded in texts), len(texts)


def _folded(text: str) -> str:
    """Letters only: automatic numbers are text in one reading and not in the other."""
    return _NOT_LETTERS.sub("", text).casefold()
