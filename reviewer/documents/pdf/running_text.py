"""Paragraphs outside tables: lines put into columns of text, and columns cut into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.documents.pdf.cell_text import PrintedLine, is_list_item, printed_lines, starts_paragraph
from reviewer.documents.pdf.lines import Line, columns_of, line_of
from reviewer.language.mending import join_lines
from reviewer.model.document import Paragraph

_COLUMN_GAP_SHARE = 2.2
_BLOCK_GAP_SHARE = 1.6
_CENTRED_SHARE = 0.025
_SET_IN_SHARE = 0.04
_INDENT_SHARE = 0.8
_SIZE_SHARE = 0.12
_OPEN_COLUMNS = 8
_HANGING_SHARE = 0.8
_ALIGNED_PT = 1.5
_LABEL_GAP_SHARE = 6.0
_NUMBER = re.compile(r"\d{1,2}[.)]?")
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
    labels, columns = _labels_apart(_columns(level))
    placed: list[PlacedParagraph] = []
    for column in columns:
        for found in _paragraphs(column, _own_area(column, columns, area), bold, page, labels):
            top = found.top if column.alone else column.lines[0].top
            placed.append(PlacedParagraph(max(top, placed[-1].top if placed else top), found.paragraph))
    turned = [PlacedParagraph(line.top, Paragraph(line.text, page)) for line in lines if line.turn]
    return [*placed, *turned]


def _own_area(column: _Column, columns: Sequence[_Column], area: tuple[float, float]) -> tuple[float, float]:
    """Where the text of one column may run: up to the next column beside it."""
    if column.alone:
        return area
    top, bottom = column.lines[0].top, column.lines[-1].bottom
    beside = (
        other.left
        for other in columns
        if other.left >= column.right and other.lines[0].top < bottom and other.lines[-1].bottom > top
    )
    return column.left, min(beside, default=area[1])


def _columns(lines: list[Line]) -> list[_Column]:
    """Columns of text: a wide gap parts two columns only where it goes on over more than one line."""
    columns: list[_Column] = []
    latest: list[_Column] = []
    for line in lines:
        segments = columns_of(line, _COLUMN_GAP_SHARE * min(word.height for word in line.words))
        labels = [len(segments) > 1 and _NUMBER.fullmatch(segment.text) is not None for segment in segments]
        takers = [[] if label else _takers(latest, segment) for label, segment in zip(labels, segments, strict=True)]
        row: list[_Column] = []
        for segment, taking in zip(segments, takers, strict=True):
            if len(taking) == 1 and sum(taking == other for other in takers) == 1:
                column = taking[0]
            else:
                column = _Column()
                columns.append(column)
            column.lines.append(segment)
            column.alone = column.alone and len(segments) == 1 + sum(labels)
            row.append(column)
        latest = [*row, *(column for column in latest if column not in row)][:_OPEN_COLUMNS]
    return _single_rows_rejoined(columns)


def _labels_apart(columns: list[_Column]) -> tuple[list[Line], list[_Column]]:
    """Numbers that stand in shapes of their own beside text, and the columns of text in reading order."""
    texts = [column for column in columns if not _is_number(column)]
    labels = [
        column.lines[0]
        for column in columns
        if _is_number(column) and any(_is_beside(column.lines[0], other) for other in texts)
    ]
    others = [column for column in columns if column.lines[0] not in labels]
    return labels, sorted(others, key=lambda column: (column.lines[0].top // column.lines[0].height, column.left))


def _is_number(column: _Column) -> bool:
    return len(column.lines) == 1 and _NUMBER.fullmatch(column.lines[0].text) is not None


def _is_beside(label: Line, column: _Column) -> bool:
    """Whether a number stands to the left of lines and within their height."""
    middle = (label.top + label.bottom) / 2
    level = [line for line in column.lines if abs((line.top + line.bottom) / 2 - middle) <= line.height]
    if not level or not level[0].top <= middle <= level[-1].bottom:
        return False
    return 0 <= min(line.left for line in level) - label.right <= _LABEL_GAP_SHARE * label.height


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
    column: _Column, area: tuple[float, float], bold: frozenset[int], page: int, labels: list[Line]
) -> list[PlacedParagraph]:
    left, right = area
    printed = printed_lines(column.lines, left, right)
    groups: list[list[int]] = []
    for index, line in enumerate(column.lines):
        before = column.lines[index - 1]
        hangs = bool(groups) and _hangs_from(column.lines[groups[-1][0]], line)
        if hangs or (groups and not _parted(before, line, printed[index - 1 : index + 1], area, bold)):
            groups[-1].append(index)
        else:
            groups.append([index])
    found = []
    for group in groups:
        lines = [column.lines[index] for index in group]
        text = join_lines([line.text for line in lines], full=[printed[index].is_full for index in group])
        if text:
            centred = column.alone and _are_centred(lines, left, right)
            is_bold = all(_is_bold(line, bold) for line in lines)
            label = next((label.text for label in labels if _is_beside(label, _Column(lines))), None)
            paragraph = Paragraph(text, page, label=label, bold=is_bold, centered=centred)
            found.append(PlacedParagraph(lines[0].top, paragraph))
    return found


def _hangs_from(first: Line, line: Line) -> bool:
    """Whether a line stands under the text of a list item, right of its bullet or number."""
    if not is_list_item(first.text) or is_list_item(line.text) or len(first.words) == 1:
        return False
    text_left = first.words[1].left
    return text_left - first.left > _HANGING_SHARE * first.height and abs(line.left - text_left) <= _ALIGNED_PT


def _parted(
    before: Line, line: Line, printed: Sequence[PrintedLine], area: tuple[float, float], bold: frozenset[int]
) -> bool:
    """Whether a paragraph ends between two lines of a column."""
    if _is_bold(before, bold) is not _is_bold(line, bold):
        return True
    if abs(before.height - line.height) > _SIZE_SHARE * max(before.height, line.height):
        return True
    indent = line.left - area[0]
    is_hanging = is_list_item(before.text) or _is_even(line, *area)
    if indent > _INDENT_SHARE * line.height and before.left - area[0] < indent / 2 and not is_hanging:
        return True
    return starts_paragraph(printed[0], printed[1], None)


def _is_bold(line: Line, bold: frozenset[int]) -> bool:
    return line.words[0].index in bold and line.words[-1].index in bold


def _are_centred(lines: Sequence[Line], left: float, right: float) -> bool:
    set_in = max(line.left - left for line in lines) > _SET_IN_SHARE * (right - left)
    return set_in and all(_is_even(line, left, right) for line in lines)


def _is_even(line: Line, left: float, right: float) -> bool:
    """Whether as much room is left before the line as after it."""
    return abs((line.left - left) - (right - line.right)) <= _CENTRED_SHARE * (right - left)


def continues_paragraph(before: Paragraph, after: Paragraph) -> bool:
    """Whether a page's first paragraph goes on with the last of the page before."""
    same_kind = before.bold is after.bold and not before.centered and not after.centered
    return same_kind and not before.text.endswith(_SENTENCE_END) and after.text[:1].islower()
