"""Where the quotes of a row are looked for: in its own cells first, then in the rows and headings that it takes them from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.model.document import Cell, Paragraph
from reviewer.web.sources.asked import Asked, Quote
from reviewer.web.sources.locating import LinePlace, RowPlace, SourceIndex
from reviewer.web.sources.marking import Mark, Placed, find_quote, stretches

_MAX_LINES_ABOVE = 200


def marks_in_table(asked: Asked, place: RowPlace, quote: Quote) -> tuple[Mark, ...]:
    return find_quote(quote, _groups(asked, place, quote.field))


def _groups(asked: Asked, place: RowPlace, field: str) -> Iterator[Sequence[Placed]]:
    """The cells of the field, the others of the row, the rows that go on with it, headings above, the head."""
    table, grid = place.table, place.table.grid
    own = grid.rows[place.row]
    yield _placed([cell for cell in own if table.role(cell) == field], asked, field)
    yield _placed([cell for cell in own if table.role(cell) != field], asked, field)
    below = [cell for row in table.rows_of_activity(place.row)[1:] for cell in grid.rows[row] if cell.row == row]
    yield _placed([cell for cell in (*own, *below) if table.role(cell) == field], asked, field)
    yield _placed(below, asked, field)
    for row in range(place.row - 1, -1, -1):
        if grid.only_text(row) is not None or (field == "section" and grid.begun(row)):
            yield _placed(grid.begun(row), asked, field)
    if table.header is not None:
        head = [cell for row in range(table.header.last) for cell in grid.begun(row)]
        yield _placed(head, asked, field)


def _placed(cells: Sequence[Cell], asked: Asked, field: str) -> list[Placed]:
    return [Placed((cell.row, cell.column), cell.text, _begins(cell.text, asked, field)) for cell in cells]


def _begins(text: str, asked: Asked, field: str) -> int:
    """Where the activity begins in the cell that holds it, behind its number or bullet."""
    if field != "activity":
        return 0
    return next((start for start, _ in stretches(text, asked.text)), 0)


def marks_above_table(paragraphs: Sequence[Paragraph], quote: Quote) -> tuple[Mark, ...]:
    """In the running text before a table. Keys: how far above the paragraph stands, 0 for the nearest."""
    lines = enumerate(paragraphs[:_MAX_LINES_ABOVE])
    return find_quote(quote, ([Placed((away, 0), line.text)] for away, line in lines))


def marks_in_lines(index: SourceIndex, asked: Asked, place: LinePlace, quote: Quote) -> tuple[Mark, ...]:
    """Keys: the place of the line."""

    def placed(lines: Sequence[int]) -> list[Placed]:
        return [
            Placed((line, 0), index.lines[line].text, _begins(index.lines[line].text, asked, quote.field))
            for line in lines
        ]

    own = range(place.first, place.last + 1)
    groups: list[Sequence[Placed]] = [placed(own), placed(range(place.last + 1, place.end))]
    above = index.headings_above(place)[:_MAX_LINES_ABOVE] if quote.field in {"section", "deadline"} else ()
    groups += [placed([line]) for line in above]
    return find_quote(quote, groups)
