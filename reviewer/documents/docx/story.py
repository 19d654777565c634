"""A run of paragraphs and tables: the body of a docx, a cell of a table, a text box."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from reviewer.documents.docx.lines import whole_words
from reviewer.documents.docx.names import (
    ALTERNATE,
    CELL,
    CELL_PROPERTIES,
    CONTENT_CONTROL,
    DELETED,
    INSERTED,
    MOVED_TO,
    PARAGRAPH,
    ROW,
    ROW_PROPERTIES,
    TABLE,
    Properties,
    is_placeholder,
    number_of,
    printed_branch,
    properties_in,
    switch_of,
    text_of,
    w,
)
from reviewer.documents.docx.paragraph import ParagraphReader, PrintedParagraph
from reviewer.documents.docx.table import PlacedCell, RowTable
from reviewer.documents.safe_xml import Element

_WRAPPERS = frozenset({CONTENT_CONTROL, w("sdtContent"), w("customXml"), INSERTED, MOVED_TO})
_WIDEST_SPAN = 1_000
_VERTICAL_MERGE, _HORIZONTAL_MERGE = w("vMerge"), w("hMerge")
_ROW_HIDDEN, _HEADER_ROW, _SQUARES_BEFORE = w("hidden"), w("tblHeader"), w("gridBefore")
_SPAN, _CELL_DELETED = w("gridSpan"), w("cellDel")


@dataclass(slots=True)
class Story:
    """What was read so far. `carried`: a paragraph whose mark is deleted and that the next one continues."""

    items: list[PrintedParagraph | RowTable] = field(default_factory=list)
    carried: PrintedParagraph | None = None


@dataclass(slots=True)
class _ReadCell:
    """A cell with its text, and with what nested tables add to it kept apart until its row is known."""

    place: PlacedCell
    text: str
    text_with_nested: str
    nested: list[RowTable]


class StoryReader:
    """Reads in the order of the text, a table row by row.

    A table nested in a cell is a table of its own, listed after its parent. Its text is part of the parent's cell as well
    where other cells of that row say something: there it is a list inside an entry. In a row with nothing beside it the
    outer table only places the inner one on the page, and the text is not told twice.
    """

    def __init__(self, paragraphs: ParagraphReader, count_squares: Callable[[int], None]) -> None:
        """`count_squares` hears of the grid squares of each row and raises where there are too many."""
        self._paragraphs = paragraphs
        self._count_squares = count_squares

    def add_paragraph(self, story: Story, element: Element) -> None:
        read = self._paragraphs.read(element)
        for box in read.boxes:
            story.items.extend(self.read_story(box).items)
        if story.carried is not None:
            read = replace(
                read,
                text=f"{story.carried.text} {read.text}".strip(),
                page=story.carried.page if story.carried.text else read.page,
            )
            story.carried = None
        if read.joined:
            story.carried = read
        elif read.text or read.label:
            story.items.append(read)

    def end(self, story: Story) -> None:
        """A deleted paragraph mark before a table or at the end joins nothing."""
        if story.carried is not None and story.carried.text:
            story.items.append(story.carried)
        story.carried = None

    def read_story(self, container: Element) -> Story:
        story = Story()
        for element in _within(container, PARAGRAPH, TABLE):
            if element.tag == PARAGRAPH:
                self.add_paragraph(story, element)
            else:
                self.end(story)
                story.items.append(self._read_table(element))
        self.end(story)
        return story

    def _read_table(self, element: Element) -> RowTable:
        table = RowTable()
        for row in _within(element, ROW):
            self.add_row(table, row)
        table.widths_twips = grid_widths(element)
        return table

    def add_row(self, table: RowTable, element: Element) -> None:
        """Read a row into a table; a deleted or hidden one is left out."""
        properties = properties_in(element, ROW_PROPERTIES)
        if DELETED in properties or INSERTED in properties:
            self._paragraphs.remarks.add("tracked-changes")
        if DELETED in properties:
            return
        if switch_of(properties, _ROW_HIDDEN) is True:
            self._paragraphs.remarks.add("hidden-text")
            return
        cells = self._read_cells(element, number_of(properties, _SQUARES_BEFORE) or 0)
        if switch_of(properties, _HEADER_ROW) is True and table.header_rows == len(table.rows):
            table.header_rows += 1
        table.rows.append([cell.place for cell in cells])
        for cell in cells:
            table.nested.extend(cell.nested)
        self._count_squares(cells[-1].place.end if cells else 0)

    def _read_cells(self, row: Element, first_column: int) -> list[_ReadCell]:
        """Cells stand side by side: each begins on the page where the row begins."""
        pages = self._paragraphs.pages
        position = furthest = pages.position
        column = min(max(first_column, 0), _WIDEST_SPAN)
        cells: list[_ReadCell] = []
        for element in _within(row, CELL):
            properties = properties_in(element, CELL_PROPERTIES)
            if _CELL_DELETED in properties:
                self._paragraphs.remarks.add("tracked-changes")
                continue
            span = min(max(number_of(properties, _SPAN) or 1, 1), _WIDEST_SPAN)
            if cells and _merge(properties, _HORIZONTAL_MERGE) == "continue":
                cells[-1].place.end += span
            else:
                pages.position = position
                cells.append(self._read_cell(element, properties, PlacedCell(column, column + span, "", position[0])))
                furthest = max(furthest, pages.position)
            column += span
        pages.position = furthest
        _settle(cells)
        return cells

    def _read_cell(self, element: Element, properties: Properties, place: PlacedCell) -> _ReadCell:
        merge = _merge(properties, _VERTICAL_MERGE)
        place.merged, place.continues = merge is not None, merge == "continue"
        items = self.read_story(element).items
        if not items or _prompts_only(element):
            return _ReadCell(place, "", "", [])
        place.page = _first_page(items[0])
        lines: list[str] = []
        all_lines: list[str] = []
        for item in items:
            if isinstance(item, RowTable):
                all_lines.extend(_table_lines(item))
            else:
                lines.append(f"{item.label} {item.text}".strip() if item.label else item.text)
                all_lines.append(lines[-1])
        nested = [item for item in items if isinstance(item, RowTable)]
        return _ReadCell(place, whole_words("\n".join(lines)), whole_words("\n".join(all_lines)), nested)


def _settle(cells: list[_ReadCell]) -> None:
    """Give the cells of a row their texts and the row's page: see `StoryReader`."""
    page = max((cell.place.page for cell in cells), default=1)
    written = sum(bool(cell.text_with_nested) for cell in cells)
    for cell in cells:
        others = written - bool(cell.text_with_nested)
        cell.place.text = cell.text_with_nested if others else cell.text
        cell.place.page = page


def _first_page(item: PrintedParagraph | RowTable) -> int:
    if isinstance(item, RowTable):
        return next((cell.page for row in item.rows for cell in row), 1)
    return item.page


def _table_lines(table: RowTable) -> list[str]:
    """A nested table as text, a line a row."""
    lines = (" ".join(cell.text.replace("\n", " ") for cell in row if cell.text) for row in table.rows)
    return [line for line in lines if line]


def _merge(properties: Properties, name: str) -> str | None:
    """`restart` or `continue`, which is what an element without a value says; None for a cell that is not merged."""
    if name not in properties:
        return None
    return "restart" if text_of(properties, name) == "restart" else "continue"


def _prompts_only(cell: Element) -> bool:
    """Whether the cell as a whole is a content control that nobody has filled in."""
    parent = cell.getparent()
    control = None if parent is None else parent.getparent()
    return control is not None and control.tag == CONTENT_CONTROL and is_placeholder(control)


def _within(container: Element, *wanted: str) -> Iterator[Element]:
    """Children of these kinds, also those inside content controls, insertions and the read branch of alternatives."""
    waiting = list(reversed(container))
    while waiting:
        node = waiting.pop()
        if node.tag in wanted:
            yield node
        elif node.tag == ALTERNATE:
            branch = printed_branch(node)
            waiting.extend(() if branch is None else reversed(branch))
        elif node.tag in _WRAPPERS and (CELL in wanted or ROW in wanted or not is_placeholder(node)):
            waiting.extend(reversed(node))


def grid_widths(table: Element) -> list[int]:
    """Widths of the grid columns in twips; -1 for one that is not stated, which is never taken for narrow."""
    grid = table.find(w("tblGrid"))
    columns = [] if grid is None else grid.findall(w("gridCol"))
    widths = [column.get(w("w"), "") for column in columns]
    return [int(width) if width.isdecimal() and len(width) <= 6 else -1 for width in widths]  # noqa: PLR2004 - over 17 m
