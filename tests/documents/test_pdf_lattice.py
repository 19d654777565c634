"""Grids out of ruling lines, and tables out of grids, without any PDF."""

from __future__ import annotations

import pytest

from reviewer.documents.pdf.frame import page_frame, turn_of
from reviewer.documents.pdf.lattice import Grid, Region, find_grids, grid_of_boxes, without_frames
from reviewer.documents.pdf.rulings import Ruling
from reviewer.documents.pdf.tables import fill_grid
from reviewer.documents.pdf.words import Word

PAGE_AREA = 595 * 842


def across(y: float, start: float, end: float) -> Ruling:
    return Ruling(horizontal=True, at=y, start=start, end=end)


def down(x: float, start: float, end: float) -> Ruling:
    return Ruling(horizontal=False, at=x, start=start, end=end)


def net(xs: list[float], ys: list[float]) -> list[Ruling]:
    return [*(across(y, xs[0], xs[-1]) for y in ys), *(down(x, ys[0], ys[-1]) for x in xs)]


def word(text: str, left: float, baseline: float, *, step: float = 5.0) -> Word:
    starts = tuple(left + step * index for index in range(len(text)))
    return Word(
        text,
        left,
        baseline - 9,
        left + step * len(text),
        baseline + 2.5,
        baseline,
        0,
        spaced=True,
        index=0,
        starts=starts,
    )


def test_a_net_of_rules_is_a_grid_of_cells() -> None:
    (grid,) = find_grids(net([50, 100, 300], [100, 120, 160, 200]))
    assert (len(grid.xs), len(grid.ys), len(grid.regions)) == (3, 4, 6)
    assert grid.box(grid.regions[-1]) == pytest.approx((100, 160, 300, 200))


def test_squares_without_a_wall_between_are_one_cell() -> None:
    rulings = [
        *(across(y, 50, 300) for y in (100, 140)),
        across(120, 100, 300),
        *(down(x, 100, 140) for x in (50, 100, 300)),
    ]
    (grid,) = find_grids(rulings)
    assert grid.regions == (Region(0, 0, 2, 1), Region(0, 1, 1, 1), Region(1, 1, 1, 1))


def test_double_and_slightly_shifted_rules_are_one() -> None:
    rulings = [*net([50, 100, 300], [100, 120, 160]), across(101.2, 50, 300), down(101, 100, 160)]
    (grid,) = find_grids(rulings)
    assert (len(grid.xs), len(grid.ys)) == (3, 3)


def test_dashes_make_a_rule() -> None:
    dashes = [across(120, x, x + 6) for x in range(50, 296, 8)]
    (grid,) = find_grids([*net([50, 100, 300], [100, 160]), *dashes])
    assert len(grid.regions) == 4


def test_an_underline_in_a_cell_is_no_wall() -> None:
    (grid,) = find_grids([*net([50, 100, 300], [100, 140, 160]), across(125, 120, 180)])
    assert len(grid.regions) == 4


def test_sides_that_the_page_cuts_off_are_closed() -> None:
    open_below = [*(across(y, 50, 300) for y in (100, 120)), *(down(x, 100, 160) for x in (50, 100, 300))]
    (grid,) = find_grids(open_below)
    assert len(grid.regions) == 4
    assert grid.ys[-1] == pytest.approx(160)


def test_a_table_without_outer_sides_is_closed() -> None:
    inner = [*(across(y, 50, 400) for y in (100, 120, 140)), *(down(x, 100, 140) for x in (100, 250))]
    (grid,) = find_grids(inner)
    assert [round(x) for x in grid.xs] == [50, 100, 250, 400]
    assert len(grid.regions) == 6


def test_rules_that_do_not_cross_are_no_table() -> None:
    assert find_grids([across(100, 50, 300), across(200, 50, 300), down(400, 100, 300)]) == []


def test_one_box_is_no_table() -> None:
    assert find_grids(net([50, 300], [100, 200])) == []


def test_a_region_that_is_no_rectangle_is_no_cell() -> None:
    ring = [*net([0, 500], [0, 500]), *net([100, 200, 300], [100, 200, 300]), across(200, 0, 100)]
    regions = [grid.box(region) for grid in find_grids(ring) for region in grid.regions]
    assert all(right - left < 400 for left, _, right, _ in regions)
    assert len(regions) == 4


def test_a_frame_round_the_page_is_dropped_and_its_table_kept() -> None:
    frame = [*net([20, 575], [20, 700, 800]), down(300, 700, 800)]
    grids = without_frames(find_grids([*frame, *net([80, 200, 400], [100, 120, 140])]), PAGE_AREA)
    assert sorted((len(grid.xs) - 1, len(grid.ys) - 1) for grid in grids) == [(2, 1), (2, 2)]


def test_boxes_of_cells_give_their_spans() -> None:
    grid = grid_of_boxes([(0, 0, 100, 10), (0, 10, 50, 20), (50, 10, 100, 20.5)])
    assert grid.regions == (Region(0, 0, 1, 2), Region(1, 0, 1, 1), Region(1, 1, 1, 1))


def test_words_go_to_their_cells_and_others_stay_outside() -> None:
    grid = Grid((0.0, 100.0, 200.0), (0.0, 20.0, 40.0), (Region(0, 0, 1, 2), Region(1, 0, 1, 1), Region(1, 1, 1, 1)))
    words = [word("шапка", 80, 12), word("один", 5, 32), word("два", 105, 32), word("вне", 5, 60)]
    table, outside = fill_grid(grid, words, page_frame((0, 0, 300, 300), 0), 3)
    assert [cell.text for cell in table.cells] == ["шапка", "один", "два"]
    assert {cell.page for cell in table.cells} == {3}
    assert [left.text for left in outside] == ["вне"]


def test_a_word_that_runs_through_a_wall_is_cut_there() -> None:
    grid = Grid((0.0, 50.0, 100.0), (0.0, 20.0), (Region(0, 0, 1, 1), Region(0, 1, 1, 1)))
    table, _ = fill_grid(grid, [word("1.Приказ", 40, 12)], page_frame((0, 0, 300, 300), 0), 1)
    assert [cell.text for cell in table.cells] == ["1.", "Приказ"]


@pytest.mark.parametrize(("turn", "size"), [(0, (200, 100)), (90, (100, 200)), (180, (200, 100)), (270, (100, 200))])
def test_frames_turn_a_page_upright(turn: int, size: tuple[float, float]) -> None:
    frame = page_frame((10, 20, 210, 120), turn)
    assert (frame.width, frame.height) == size
    corners = [frame.place(x, y) for x, y in ((10, 20), (210, 20), (210, 120), (10, 120))]
    assert sorted(corners) == sorted([(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])])
    reading = (frame.xx, frame.yx) if turn in {0, 180} else (frame.xy, frame.yy)
    assert reading in {(1, 0), (-1, 0)}


def test_slanted_text_has_no_quarter_turn() -> None:
    assert turn_of(45) is None
    assert turn_of(-90) == 270
    assert turn_of(359) == 0
