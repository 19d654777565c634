"""Pages put together: blocks in reading order, tables broken over pages whole, tables in cells told from others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reviewer.documents.pdf.continuation import GrowingTable
from reviewer.documents.pdf.furniture import PageLayout
from reviewer.documents.pdf.running_text import continues_paragraph, paragraphs_of
from reviewer.documents.pdf.tables import PageTable
from reviewer.language.mending import join_lines
from reviewer.model.document import Block, Cell, Paragraph, Table

_CONTINUED = re.compile(r"(?:продолжение|окончание)(?:\s+таблицы.{0,20})?\W*", re.IGNORECASE)


def document_blocks(layouts: Sequence[PageLayout]) -> tuple[Block, ...]:
    """The blocks of a document out of its pages, which are free of furniture."""
    assembly = _Assembly()
    areas = _text_areas(layouts)
    for layout in layouts:
        for index, block in enumerate(_page_blocks(layout, areas[layout.width])):
            if isinstance(block, PageTable):
                assembly.add_table(block, starts_page=index == 0)
            else:
                assembly.add_paragraph(block, starts_page=index == 0)
    return assembly.numbered()


@dataclass(slots=True)
class _Placed:
    """A table and the one in whose cell it stands."""

    growing: GrowingTable
    last_part: PageTable
    host: _Placed | None = None


@dataclass(slots=True)
class _Assembly:
    """Blocks so far. `_open`: the last one that is not nested; only it can go on with the next page."""

    _blocks: list[Paragraph | _Placed] = field(default_factory=list)
    _open: Paragraph | _Placed | None = None

    def add_table(self, part: PageTable, *, starts_page: bool) -> None:
        before = self._open
        if isinstance(before, _Placed):
            if starts_page and before.growing.add(part):
                before.last_part = part
                return
            if _holds(before.last_part, part):
                self._blocks.append(_Placed(GrowingTable(part), part, before))
                return
        self._open = _Placed(GrowingTable(part), part)
        self._blocks.append(self._open)

    def add_paragraph(self, paragraph: Paragraph, *, starts_page: bool) -> None:
        before = self._open
        if starts_page and isinstance(before, Paragraph) and continues_paragraph(before, paragraph):
            paragraph = replace(before, text=join_lines([before.text, paragraph.text]))
            self._blocks.pop()
        self._blocks.append(paragraph)
        self._open = paragraph

    def numbered(self) -> tuple[Block, ...]:
        tables = [block for block in self._blocks if isinstance(block, _Placed)]
        numbers = {id(placed): number for number, placed in enumerate(tables, start=1)}
        return tuple(
            _table(block.growing.whole(), numbers[id(block)], numbers.get(id(block.host)))
            if isinstance(block, _Placed)
            else block
            for block in self._blocks
        )


def _holds(outer: PageTable, inner: PageTable) -> bool:
    """Whether a table of the same page lies in one of the other's cells."""
    return outer.page == inner.page and any(
        cell.box.left_pt <= inner.box.left_pt
        and inner.box.right_pt <= cell.box.right_pt
        and cell.box.top_pt <= inner.box.top_pt
        and inner.box.bottom_pt <= cell.box.bottom_pt
        for cell in outer.cells
    )


def _table(table: PageTable, number: int, parent: int | None) -> Table:
    cells = tuple(
        Cell(cell.row, cell.column, cell.text, cell.row_span, cell.column_span, cell.page, cell.box)
        for cell in table.cells
    )
    return Table(number, table.row_count, table.column_count, cells, parent=parent)


def _text_areas(layouts: Sequence[PageLayout]) -> dict[float, tuple[float, float]]:
    """For each page width where text begins and ends from left to right, points. Ragged lines do not show the right margin,
    so it is taken to be no wider than the left one.
    """
    areas: dict[float, tuple[float, float]] = {}
    for layout in layouts:
        spans = [(line.left, line.right) for line in layout.lines]
        spans += [(table.box.left_pt, table.box.right_pt) for table in layout.tables]
        left, right = areas.get(layout.width, (layout.width, 0.0))
        left = min([left, *(span[0] for span in spans)])
        areas[layout.width] = left, max([right, layout.width - left, *(span[1] for span in spans)])
    return areas


def _page_blocks(layout: PageLayout, area: tuple[float, float]) -> list[Paragraph | PageTable]:
    """What stands on a page, from the top down, without a note that a table goes on."""
    placed: list[tuple[float, int, Paragraph | PageTable]] = [
        (found.top, 0, found.paragraph) for found in paragraphs_of(layout.lines, area, layout.bold, layout.number)
    ]
    placed += [(table.box.top_pt, 1, table) for table in layout.tables]
    ordered = [block for _, _, block in sorted(placed, key=lambda item: item[:2])]
    followed = [*ordered[1:], None][: len(ordered)]
    return [block for block, after in zip(ordered, followed, strict=True) if not _says_continued(block, after)]


def _says_continued(block: Paragraph | PageTable, after: Paragraph | PageTable | None) -> bool:
    return (
        isinstance(block, Paragraph) and isinstance(after, PageTable) and _CONTINUED.fullmatch(block.text) is not None
    )
