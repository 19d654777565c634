"""What a methodist is told of a scan: pages that could not be read, rows that were read without confidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewer.documents.scan.crops import Box
from reviewer.documents.scan.page import ScannedPage
from reviewer.model.document import Block, Cell, Notice, Table
from reviewer.model.errors import Place, UnreadableFileError


def poor_page(number: int) -> Notice:
    return Notice(
        "poor-scan-page",
        "Страница отсканирована слишком плохо: текст не распознан, её содержание не учтено. "
        "Пришлите документ Word или скан с разрешением 300 точек на дюйм.",
        number,
    )


def unread_page(number: int) -> Notice:
    return Notice(
        "scan-page",
        "Страница – рисунок или скан, распознать её не удалось: её таблицы не учтены. Пришлите её текстом.",
        number,
    )


def too_poor(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "Скан слишком плохой: текст на нём не распознаётся. Пришлите документ Word или отсканируйте заново ровно, "
        "без теней, с разрешением 300 точек на дюйм.",
        code="poor-scan",
        place=Place(file=name),
    )


def without_text(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "В файле нет текста: это пустые листы или рисунки. Проверьте, тот ли это файл, и пришлите документ Word "
        "или чёткий скан.",
        code="scan-without-text",
        place=Place(file=name),
    )


def doubtful_rows(pages: Iterable[ScannedPage], blocks: Sequence[Block]) -> list[Notice]:
    """A notice for each row of a table with a cell that was read without confidence."""
    tables = [block for block in blocks if isinstance(block, Table)]
    found = {
        (page.layout.number, *place)
        for page in pages
        if not page.quality.is_poor
        for box in page.doubtful
        if (place := _place(page.layout.number, box, tables)) is not None
    }
    return [
        Notice("doubtful-row", "Строка скана распознана неуверенно: сверьте её с оригиналом.", page, table, row)
        for page, table, row in sorted(found)
    ]


def _place(page: int, box: Box, tables: Iterable[Table]) -> tuple[int, int] | None:
    """The number of the table and the 1-based row of the cell that holds the middle of a box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for table in tables:
        for cell in table.cells:
            if cell.page == page and _holds(cell, x, y):
                return table.number, cell.row + 1
    return None


def _holds(cell: Cell, x: float, y: float) -> bool:
    box = cell.box
    return box is not None and box.left_pt <= x <= box.right_pt and box.top_pt <= y <= box.bottom_pt
