"""The cells of a grid recognised one by one.

A cell by itself cannot run into its neighbour. Two kinds of cell are read in a way of their own besides: a lone number,
which a mode for blocks of text misreads, and text that runs upwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.documents.pdf.lattice import Grid, Region
from reviewer.documents.scan.crops import Crop, crop_of, in_black_and_white
from reviewer.documents.scan.recogniser import BLOCK, NUMBER, ReadLine, Recogniser, confidence_of
from reviewer.documents.scan.second_look import with_second_look
from reviewer.documents.scan.sheet import Sheet

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")
_ROMAN = re.compile(r"[IVXLІХПШУ]{1,5}[.)]?")
_NUMBER_SIGN = "№"
_LONGEST_NUMBER = 8
_NUMBERED_SHARE = 0.5
_WIDEST_PT = 75.0
_TURNED_BELOW = 0.7
"""A cell read with less confidence is tried with its text running upwards."""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """`lines` empty where nothing is printed; `crop` then None."""

    region: Region
    crop: Crop | None
    lines: tuple[ReadLine, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for line in self.lines for word in line)


def read_cells(sheet: Sheet, grid: Grid, recogniser: Recogniser) -> list[ReadCell]:
    crops = [crop_of(sheet, grid.box(region)) for region in grid.regions]
    printed = [crop for crop in crops if crop is not None]
    read = iter(with_second_look(printed, recogniser.lines([crop.pixels for crop in printed], BLOCK), recogniser))
    cells = [
        ReadCell(region, crop, () if crop is None else tuple(next(read)))
        for region, crop in zip(grid.regions, crops, strict=True)
    ]
    cells = [_with_upward_text(cell, recogniser) for cell in cells]
    return _with_numbers(cells, grid, recogniser)


def _with_upward_text(cell: ReadCell, recogniser: Recogniser) -> ReadCell:
    if cell.crop is None or not cell.crop.is_upright_strip or confidence_of(cell.lines) >= _TURNED_BELOW:
        return cell
    best = cell
    for quarter_turns in (3, 1):
        turned = cell.crop.turned(quarter_turns)
        lines = tuple(recogniser.lines([turned.pixels], BLOCK)[0])
        if confidence_of(lines) > confidence_of(best.lines):
            best = ReadCell(cell.region, turned, lines)
    return best


def _with_numbers(cells: list[ReadCell], grid: Grid, recogniser: Recogniser) -> list[ReadCell]:
    """The cells with those of number columns read again as numbers."""
    again: list[int] = []
    for column in range(len(grid.xs) - 1):
        if grid.xs[column + 1] - grid.xs[column] > _WIDEST_PT:
            continue
        own = [index for index, cell in enumerate(cells) if _is_in(cell, column)]
        short = [index for index in own if _may_be_number(cells[index])]
        numbers = sum(1 for index in short if _NUMBER.fullmatch(cells[index].text))
        is_headed = any(_NUMBER_SIGN in cells[index].text for index in own)
        if is_headed or (numbers and numbers >= _NUMBERED_SHARE * len(short)):
            again += short
    crops = [in_black_and_white(crop.pixels) for index in again if (crop := cells[index].crop) is not None]
    for index, lines in zip(again, recogniser.lines(crops, NUMBER), strict=True):
        cells[index] = _better_number(cells[index], lines)
    return cells


def _is_in(cell: ReadCell, column: int) -> bool:
    return cell.crop is not None and cell.region.column == column and cell.region.column_span == 1


def _may_be_number(cell: ReadCell) -> bool:
    is_short = len(cell.lines) <= 1 and len(cell.text) <= _LONGEST_NUMBER
    return is_short and _NUMBER_SIGN not in cell.text and not _ROMAN.fullmatch(cell.text)


def _better_number(cell: ReadCell, lines: list[ReadLine]) -> ReadCell:
    text = "".join(word.text for line in lines for word in line)
    if not _NUMBER.fullmatch(text):
        return cell
    if _NUMBER.fullmatch(cell.text) and confidence_of(cell.lines) > confidence_of(lines):
        return cell
    return ReadCell(cell.region, cell.crop, tuple(lines))
