"""A workbook becomes a document: the lines and tables of its sheets, one sheet after another."""

from __future__ import annotations

import re
from pathlib import Path

from reviewer.documents.guard import LIMITS, Limits, check_cells, check_characters, check_sheet_cells
from reviewer.documents.package import Package, damage_named, open_package
from reviewer.documents.xlsx.layout import blocks_of, lines_of, table_of, table_size
from reviewer.documents.xlsx.sheet import Book, Sheet, read_sheet
from reviewer.documents.xlsx.workbook import EXCEL, SheetEntry, book_of, sheets_of
from reviewer.language.numerals import count_of
from reviewer.model.document import Block, Document, Notice, Paragraph, Table
from reviewer.model.errors import Place, UnreadableFileError

_GIVEN_TITLE = re.compile(r"(?:лист|sheet|таблица|table)\s*\d*", re.IGNORECASE)
"""What the program itself calls a sheet."""
_PICTURES = "xl/media/"
_MESSAGES = {
    "formula-without-value": "есть формулы без сохранённого значения, их ячейки считаются пустыми. "
    "Откройте файл в Excel, сохраните и пришлите снова.",
    "formula-error": "есть формулы с ошибкой, их ячейки считаются пустыми.",
    "hidden-columns": "есть скрытые столбцы, они учтены.",
    "comments": "есть примечания к ячейкам, они не учтены.",
}


def read(path: Path, name: str, limits: Limits = LIMITS) -> Document:
    """Read an xlsx. A workbook has no pages; the rows of a table are counted as its sheet counts them.

    Raises: UnreadableFileError, UnsupportedFormatError, EncryptedFileError, LimitExceededError.
    """
    with open_package(path, name, EXCEL, limits) as package, damage_named(name, EXCEL):
        root, sheets = sheets_of(package, name)
        reader = _Reader(package, book_of(package, root), name, limits)
        for sheet in sheets:
            reader.take(sheet)
        return reader.document()


class _Reader:
    def __init__(self, package: Package, book: Book, name: str, limits: Limits) -> None:
        self._package = package
        self._book = book
        self._name = name
        self._limits = limits
        self._sheets: list[tuple[str, list[Block]]] = []
        self._notices: list[Notice] = []
        self._tables = 0
        self._visited = 0
        self._squares = 0
        self._characters = 0

    def take(self, entry: SheetEntry) -> None:
        if entry.part not in self._package.entries:
            return
        if entry.hidden:
            self._notices.append(Notice("hidden-sheet", f"Лист «{entry.title}» скрыт, он не учтён."))
            return
        with self._package.open(entry.part) as stream:
            sheet = read_sheet(stream, self._book, self._count_cell)
        if any(relation.kind == "comments" for relation in self._package.relations(entry.part)):
            sheet.remarks.add("comments")
        self._notices += _notices(entry.title, sheet)
        if sheet.rows:
            self._sheets.append((entry.title, self._blocks(sheet)))

    def _count_cell(self) -> None:
        self._visited += 1
        check_sheet_cells(self._visited, self._name, self._limits)

    def document(self) -> Document:
        """Raises: UnreadableFileError where there is nothing but pictures to read."""
        blocks = [block for title, found in self._sheets for block in (*self._heading(title, found), *found)]
        if not blocks:
            if any(entry.startswith(_PICTURES) for entry in self._package.entries):
                raise UnreadableFileError(
                    "В книге нет текста, только рисунки. Пришлите таблицу с текстом или скан в формате PDF.",
                    code="pictures-only",
                    place=Place(file=self._name),
                )
            self._notices.append(Notice("no-text", "В книге нет ни одного слова: пришлите заполненный документ."))
        return Document(self._name, "xlsx", tuple(blocks), notices=tuple(self._notices))

    def _blocks(self, sheet: Sheet) -> list[Block]:
        self._characters += sum(len(cell.text) for row in sheet.rows for cell in row.cells)
        check_characters(self._characters, self._name, self._limits)
        columns = {cell.column for row in sheet.rows for cell in row.cells}
        found: list[Block] = []
        for block in blocks_of(sheet.rows):
            if not block.is_table:
                found += lines_of(block.rows, max(columns) - min(columns) + 1)
                continue
            height, width, _ = table_size(block.rows)
            self._squares += height * width
            check_cells(self._squares, self._name, self._limits)
            self._tables += 1
            found.append(table_of(block.rows, self._tables))
        return found

    def _heading(self, title: str, blocks: list[Block]) -> list[Paragraph]:
        """A sheet among several that begins with its table is headed by the title on its tab."""
        if len(self._sheets) == 1 or not isinstance(blocks[0], Table) or _GIVEN_TITLE.fullmatch(title.strip()):
            return []
        return [Paragraph(title.strip(), heading_level=2)]


def _notices(title: str, sheet: Sheet) -> list[Notice]:
    told = [Notice(code, f"На листе «{title}» {text}") for code, text in _MESSAGES.items() if code in sheet.remarks]
    if sheet.hidden_rows:
        count = count_of(len(sheet.hidden_rows), "скрытая строка")
        message = f"На листе «{title}» {count} с текстом (первая – {sheet.hidden_rows[0]}), они учтены."
        told.append(Notice("hidden-rows", message, row=sheet.hidden_rows[0]))
    if not sheet.rows:
        told.append(Notice("empty-sheet", f"Лист «{title}» пустой."))
    return told
