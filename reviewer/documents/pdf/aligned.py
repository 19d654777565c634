"""Tables without rules: columns are told by the white between them.

A table's lines leave vertical strips of white that run through all of them (rivers). Walking down a page, a line that
flows over a river is a heading across the table or its end; all others belong to it and narrow its rivers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reviewer.documents.pdf.aligned_rows import Row, bold_lines, headings, is_row_number, rows_of
from reviewer.documents.pdf.frame import page_frame
from reviewer.documents.pdf.lattice import Grid, Region
from reviewer.documents.pdf.lines import Line, segments_of
from reviewer.documents.pdf.tables import PageTable, fill_grid
from reviewer.documents.pdf.words import Word

_SEGMENT_GAP_SHARE = 0.55
_RIVER_SHARE = 0.4
_MIN_COLUMNS = 3
_MIN_TABLE_LINES = 3
_MIN_ROWS = 3
_MAX_SPANNING_LINES = 3
_END_GAP_SHARE = 2.2
_MAX_HEADER_LINES = 5
_SPACE_SHARE = 0.25

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the next page may take up: the columns' edges, points, and the header's lines, column by column."""

    xs: tuple[float, ...]
    header: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AlignedTables:
    """`rest`: the lines outside the tables. `open_columns`: those of a table that ends the page's text."""

    tables: tuple[PageTable, ...]
    rest: tuple[Line, ...]
    open_columns: Columns | None


@dataclass(slots=True)
class _Stretch:
    """Lines that may be a table. `spanning`: those across its columns, by their number among `lines`."""

    lines: list[Line] = field(default_factory=list)
    spanning: set[int] = field(default_factory=set)
    covered: list[Span] = field(default_factory=list)
    known: Columns | None = None

    def rivers(self) -> list[Span]:
        height = self.lines[0].height if self.lines else 0.0
        return [(a[1], b[0]) for a, b in pairwise(self.covered) if b[0] - a[1] >= _RIVER_SHARE * height]

    def is_crossed_by(self, spans: Sequence[Span]) -> bool:
        """Whether the line lies across the columns: one piece of it over a river. A line in several columns does not."""
        if len(spans) >= _MIN_COLUMNS:
            return False
        if self.known is not None:
            edges = self.known.xs[1:-1]
            return any(left < edge < right for left, right in spans for edge in edges)
        return any(left <= a and b <= right for left, right in spans for a, b in self.rivers())

    def take(self, line: Line, spans: Sequence[Span]) -> None:
        self.lines.append(line)
        merged: list[Span] = []
        for left, right in sorted((*self.covered, *spans)):
            if merged and left <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], right))
            else:
                merged.append((left, right))
        self.covered = merged


def find_aligned(lines: Sequence[Line], bold: frozenset[int], page: int, known: Columns | None) -> AlignedTables:
    """The tables without rules among the lines of a page that lie in no other table, from the top down.

    `known`: the columns of a table that ended the page before.
    """
    level = [line for line in lines if line.turn == 0]
    tables: list[PageTable] = []
    used: set[int] = set()
    open_columns: Columns | None = None
    start = 0
    while start < len(level):
        stretch, after = _stretch(level, start, known if start == 0 else None)
        found = _table(stretch, bold, page) if stretch.lines else None
        if found is None:
            start += 1
            continue
        tables.append(found[0])
        used.update(id(line) for line in stretch.lines)
        open_columns = found[1] if after >= len(level) else None
        start = after
    return AlignedTables(tuple(tables), tuple(line for line in lines if id(line) not in used), open_columns)


def _stretch(lines: Sequence[Line], start: int, known: Columns | None) -> tuple[_Stretch, int]:
    """The stretch that begins with the line `start`, and the number of the line after it."""
    stretch = _Stretch(known=known)
    spans = _spans(lines[start])
    if len(spans) < _MIN_COLUMNS if known is None else stretch.is_crossed_by(spans):
        return stretch, start
    stretch.take(lines[start], spans)
    pending: list[Line] = []
    index = start + 1
    for index in range(start + 1, len(lines)):
        line, spans = lines[index], _spans(lines[index])
        if len(spans) == 1 and line.baseline - lines[index - 1].baseline > _END_GAP_SHARE * line.height:
            break
        if stretch.is_crossed_by(spans):
            pending.append(line)
            if len(pending) > _MAX_SPANNING_LINES:
                break
            continue
        for crossing in pending:
            stretch.spanning.add(len(stretch.lines))
            stretch.lines.append(crossing)
        pending = []
        stretch.take(line, spans)
    else:
        index = len(lines)
    return stretch, index - len(pending) + (1 if len(pending) > _MAX_SPANNING_LINES else 0)


def _spans(line: Line) -> list[Span]:
    return [(part.left, part.right) for part in segments_of(line, _SEGMENT_GAP_SHARE * line.height)]


def _table(stretch: _Stretch, bold: frozenset[int], page: int) -> tuple[PageTable, Columns] | None:
    """The stretch as a table, None where it is text that only looks like one."""
    rivers = stretch.rivers()
    if stretch.known is None and len(rivers) < _MIN_COLUMNS - 1:
        return None
    right = max(line.right for line in stretch.lines)
    xs = (stretch.covered[0][0], *((a + b) / 2 for a, b in rivers), right)
    if stretch.known is not None and _fits(stretch, stretch.known.xs):
        xs = (min(xs[0], stretch.known.xs[0]), *stretch.known.xs[1:-1], max(xs[-1], stretch.known.xs[-1]))
    xs = _without_header_columns(stretch, xs) if stretch.known is None else xs
    if len(xs) <= _MIN_COLUMNS:
        return None
    columns = [_by_column(line, xs) for line in stretch.lines]
    header = stretch.known.header if stretch.known else ()
    is_bold = bold_lines(stretch.lines, bold)
    across = stretch.spanning | headings(columns, is_bold)
    rows = rows_of(
        stretch.lines, columns, spanning=across, header=header, wraps=_wraps(stretch.lines, xs), is_bold=is_bold
    )
    several = sum(
        1 for index, texts in enumerate(columns) if index not in stretch.spanning and sum(map(bool, texts)) > 1
    )
    numbered = sum(1 for texts in columns if is_row_number(texts[0]))
    if stretch.known is None and (several < _MIN_TABLE_LINES or (len(rows) <= _MIN_ROWS and numbered < _MIN_ROWS - 1)):
        return None
    head = tuple(columns[index] for index in rows[0].lines)
    return _filled(stretch.lines, rows, xs, page), Columns(xs, header or head)


def _without_header_columns(stretch: _Stretch, xs: tuple[float, ...]) -> tuple[float, ...]:
    """The edges without those between a column's header and its body, which may stand apart (a centred «№ п/п»)."""
    texts = [_by_column(line, xs) for number, line in enumerate(stretch.lines) if number not in stretch.spanning]
    filled = [{index for index, row in enumerate(texts) if row[column]} for column in range(len(xs) - 1)]
    kept = [xs[0]]
    body: set[int] = set()
    for column, lines in enumerate(filled):
        if column and body and lines and _is_head_and_body(body, lines):
            kept.pop()
            body = body | lines
        else:
            body = lines
        kept.append(xs[column + 1])
    return tuple(kept)


def _is_head_and_body(first: set[int], second: set[int]) -> bool:
    """Whether of two neighbouring columns one is filled only above all lines of the other, in the header."""
    upper, lower = sorted((first, second), key=min)
    return max(upper) < min(lower) and max(upper) < _MAX_HEADER_LINES


def _wraps(lines: Sequence[Line], xs: tuple[float, ...]) -> list[tuple[bool, ...]]:
    """For each line and column whether its text goes on from the line before: its first word had no room there."""
    cells = [_words_by_column(line, xs) for line in lines]
    edges = [max((row[c][-1].right for row in cells if row[c]), default=xs[c + 1]) for c in range(len(xs) - 1)]
    found: list[tuple[bool, ...]] = [(False,) * len(edges)]
    for before, row in pairwise(cells):
        found.append(
            tuple(
                bool(above and words) and edge - above[-1].right < _room_for(words[0])
                for above, words, edge in zip(before, row, edges, strict=True)
            )
        )
    return found


def _room_for(word: Word) -> float:
    return word.right - word.left + _SPACE_SHARE * word.height


def _fits(stretch: _Stretch, xs: tuple[float, ...]) -> bool:
    spans = [s for number, line in enumerate(stretch.lines) if number not in stretch.spanning for s in _spans(line)]
    crossing = sum(1 for left, right in spans for edge in xs[1:-1] if left < edge < right)
    return crossing <= len(spans) // 20


def _by_column(line: Line, xs: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(" ".join(word.text for word in words) for words in _words_by_column(line, xs))


def _words_by_column(line: Line, xs: tuple[float, ...]) -> list[list[Word]]:
    columns: list[list[Word]] = [[] for _ in xs[1:]]
    for word in line.words:
        columns[bisect_right(xs, (word.left + word.right) / 2, 1, len(xs) - 1) - 1].append(word)
    return columns


def _filled(lines: Sequence[Line], rows: Sequence[Row], xs: tuple[float, ...], page: int) -> PageTable:
    tops = [min(lines[index].top for index in row.lines) for row in rows]
    bottom = max(line.bottom for line in lines)
    # Rows may stand closer than the height of their letters: the middle of a word decides, so the edges lie between.
    ys = [
        tops[0],
        *(min(top, _first_middle(lines, row) - 0.1) for top, row in zip(tops[1:], rows[1:], strict=True)),
        bottom,
    ]
    regions = []
    for number, row in enumerate(rows):
        if row.spanning:
            regions.append(Region(number, 0, 1, len(xs) - 1))
        else:
            regions.extend(Region(number, column, 1, 1) for column in range(len(xs) - 1))
    grid = Grid(xs, tuple(ys), tuple(regions))
    words = [word for line in lines for word in line.words]
    table, _ = fill_grid(grid, words, page_frame((0, 0, xs[-1], bottom), 0), page)
    return table


def _first_middle(lines: Sequence[Line], row: Row) -> float:
    return min((word.top + word.bottom) / 2 for index in row.lines for word in lines[index].words)
