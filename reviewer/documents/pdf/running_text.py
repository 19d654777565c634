"""Paragraphs outside tables: lines put into columns of text, and columns cut into paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.documents.pdf.cell_text import PrintedLine, printed_lines, starts_paragraph
from reviewer.documents.pdf.lines import Line, line_of, segments_of
from reviewer.language.mending import join_lines
from reviewer.model.document import Paragraph

_COLUMN_GAP_SHARE = 2.2
_BLOCK_GAP_SHARE = 1.6
_CENTRED_SHARE = 0.025
_SET_IN_SHARE = 0.04
_INDENT_SHARE = 0.8
_SIZE_SHARE = 0.12
_SENTENCE_END = (".", ";", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """`top` in points from the top of its page."""

    top: float
    paragraph: Paragraph


@dataclass(slots=True)
class _Column:
    """Lines below one another that share their horizontal place."""

    lines: list[Line] = field(default_factory=list)
    alone: bool = True

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    def takes(self, line: Line) -> bool:
        last = self.lines[-1]
        overlap = min(self.right, line.right) - max(self.left, line.left)
        return overlap > 0 and line.top - last.bottom <= _BLOCK_GAP_SHARE * max(line.height, last.height)


def paragraphs_of(
    lines: Sequence[Line], area: tuple[float, float], bold: frozenset[int], page: int
) -> list[PlacedParagraph]:
    """The paragraphs of a page in reading order. `area`: where the page's text begins and ends from left to right, points."""
    level = [line for line in lines if line.turn == 0]
    columns = sorted(_columns(level), key=lambda column: (column.lines[0].top // column.lines[0].height, column.left))
    placed = [found for column in columns for found in _paragraphs(column, area, bold, page)]
    turned = [PlacedParagraph(line.top, Paragraph(line.text, page)) for line in lines if line.turn]
    return [*placed, *turned]


def _columns(lines: list[Line]) -> list[_Column]:
    """Columns of text: a wide gap parts two columns only where it goes on over more than one line."""
    columns: list[_Column] = []
    latest: list[_Column] = []
    for line in lines:
        segments = segments_of(line, _COLUMN_GAP_SHARE * line.height)
        taking = [_takers(latest, segment) for segment in segments]
        row = []
        for segment, takers in zip(segments, taking, strict=True):
            column = takers[0] if len(takers) == 1 and takers[0] not in row else None
            if column is None:
                column = _Column()
                columns.append(column)
            column.lines.append(segment)
            column.alone = column.alone and len(segments) == 1
            row.append(column)
        latest = [*row, *(column for column in latest if column not in row)][:8]
    return _single_rows_rejoined(columns)


def _takers(latest: list[_Column], segment: Line) -> list[_Column]:
    return [column for column in latest if column.takes(segment)]


def _single_rows_rejoined(columns: list[_Column]) -> list[_Column]:
    """Columns of one line each on the same baseline are one line with wide gaps (a signature line)."""
    kept: list[_Column] = []
    singles: dict[float, _Column] = {}
    for column in columns:
        first = column.lines[0]
        same = singles.get(round(first.baseline)) if len(column.lines) == 1 else None
        if same is not None:
            same.lines[0] = line_of((*same.lines[0].words, *first.words))
            same.alone = True
            continue
        if len(column.lines) == 1:
            singles[round(first.baseline)] = column
        kept.append(column)
    return kept


def _paragraphs(
    column: _Column, area: tuple[float, float], bold: frozenset[int], page: int
) -> list[PlacedParagraph]:
    left, right = area if column.alone else (column.left, column.right)
    printed = printed_lines(column.lines, left, right)
    groups: list[list[int]] = []
    for index, line in enumerate(column.lines):
        if groups and not _parted(column.lines[index - 1], line, printed[index - 1 : index + 1], left, bold):
            groups[-1].append(index)
        else:
            groups.append([index])
    found = []
    for group in groups:
        lines = [column.lines[index] for index in group]
        text = join_lines([line.text for line in lines], full=[printed[index].is_full for index in group])
        if text:
            centred = column.alone and all(_is_centred(line, left, right) for line in lines)
            is_bold = all(_is_bold(line, bold) for line in lines)
            found.append(PlacedParagraph(lines[0].top, Paragraph(text, page, bold=is_bold, centered=centred)))
    return found


def _parted(
    before: Line, line: Line, printed: Sequence[PrintedLine], left: float, bold: frozenset[int]
) -> bool:
    """Whether a paragraph ends between two lines of a column."""
    if _is_bold(before, bold) is not _is_bold(line, bold):
        return True
    if abs(before.height - line.height) > _SIZE_SHARE * max(before.height, line.height):
        return True
    indent = line.left - left
    if indent > _INDENT_SHARE * line.height and before.left - left < indent / 2 and not printed[0].is_full:
        return True
    return starts_paragraph(printed[0], printed[1], None)


def _is_bold(line: Line, bold: frozenset[int]) -> bool:
    return line.words[0].index in bold and line.words[-1].index in bold


def _is_centred(line: Line, left: float, right: float) -> bool:
    before, after, width = line.left - left, right - line.right, right - left
    return abs(before - after) <= _CENTRED_SHARE * width and before > _SET_IN_SHARE * width


def continues_paragraph(before: Paragraph, after: Paragraph) -> bool:
    """Whether a page's first paragraph goes on with the last of the page before."""
    same_kind = before.bold is after.bold and not before.centered and not after.centered
    return same_kind and not before.text.endswith(_SENTENCE_END) and after.text[:1].islower()
