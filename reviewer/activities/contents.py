"""What each column of a table holds, by its cells: where the head is missing or says something unheard of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reviewer.activities.columns import Header, Role, titles_at, untitled
from reviewer.activities.grid import Grid
from reviewer.activities.numbering import normalized_number
from reviewer.activities.timing import is_deadline
from reviewer.activities.vocabulary import first_place, mentions, words_of
from reviewer.activities.wording import is_blank

MIN_CELLS = 2
"""Fewer filled cells say nothing of a column."""
MIN_SHARE = 0.5
"""Share of a column's filled cells (0..1) that must look alike."""
MIN_TEXT_CHARS = 25
"""Mean length of the texts of an activity's column, at least."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the filled cells of a column look like; shares 0..1 of those cells."""

    cells: int
    numbers: float
    deadlines: float
    bodies: float
    audiences: float
    merged: float
    mean_chars: float


def profile(grid: Grid, column: int, first_row: int) -> Profile:
    cells = [cell for cell in grid.column_cells(column, first_row) if not is_blank(cell.text)]
    texts = [cell.text for cell in cells]
    count = len(texts)

    def share(test: Callable[[str], bool]) -> float:
        return sum(map(test, texts)) / count if count else 0.0

    return Profile(
        cells=count,
        numbers=share(lambda text: normalized_number(text) is not None),
        deadlines=share(is_deadline),
        bodies=share(_names_body),
        audiences=share(lambda text: mentions("people", "audiences", text)),
        merged=sum(cell.row_span > 1 for cell in cells) / count if count else 0.0,
        mean_chars=sum(map(len, texts)) / count if count else 0.0,
    )


def _names_body(text: str) -> bool:
    place = first_place("people", "bodies", words_of(text))
    return place is not None and place[0] <= 2  # noqa: PLR2004 - the body is named at the beginning


Guess = tuple[Role, Callable[[Profile], float]]
GUESSES: tuple[Guess, ...] = (
    ("number", lambda found: found.numbers if found.mean_chars < MIN_TEXT_CHARS else 0.0),
    ("deadline", lambda found: found.deadlines),
    ("section", lambda found: found.merged if found.deadlines < MIN_SHARE else 0.0),
    ("activity", lambda found: found.mean_chars if found.mean_chars >= MIN_TEXT_CHARS else 0.0),
    ("responsible", lambda found: found.bodies),
    ("participants", lambda found: found.audiences),
    ("outcome", lambda found: found.mean_chars),
)
"""Which role is given away first, and how well a column fits it: a share 0..1, or the mean length of its texts."""


def fill_roles(grid: Grid, header: Header) -> Header:
    """Give each role that no title told to the column without a role whose cells fit it best."""
    free = {
        index: found
        for index, column in enumerate(header.columns)
        if column.role == "unknown" and (found := profile(grid, index, header.last)).cells >= MIN_CELLS
    }
    roles: dict[int, Role] = {}
    for role, fit in GUESSES:
        best = max(free, key=lambda index: fit(free[index]), default=None)
        if role in header.roles or best is None or fit(free[best]) < MIN_SHARE:
            continue
        if role == "outcome" and header.columns[best].title:
            continue
        roles[best] = role
        del free[best]
    return header.with_roles(roles)


def guess_header(grid: Grid) -> Header | None:
    """Roles for a table whose titles are missing or tell too little: only where deadlines and texts long enough for
    activities are found in it.
    """
    titles = titles_at(grid, 0)
    found = fill_roles(grid, titles if "deadline" in titles.roles else untitled(grid, 0))
    return found if {"activity", "deadline"} <= found.roles else None


def settle(grid: Grid, header: Header) -> Header:
    """Mend what titles alone leave open: a lone month column, two activity columns, none at all, unknown titles."""
    header = _forget_lone_mark(header)
    header = _promote_activity(grid, header)
    header = _choose_activity(grid, header)
    return fill_roles(grid, header)


def _forget_lone_mark(header: Header) -> Header:
    marks = {column.head for column in header.columns if column.role == "mark"}
    if len(marks) != 1:
        return header
    return header.with_roles({i: "unknown" for i, column in enumerate(header.columns) if column.role == "mark"})


def _promote_activity(grid: Grid, header: Header) -> Header:
    """Without a title for the activity it is the unknown column of the longest texts, else the section's."""
    if "activity" in header.roles:
        return header
    for wanted in ("unknown", "section"):
        texts = {
            index: profile(grid, index, header.last).mean_chars
            for index, column in enumerate(header.columns)
            if column.role == wanted
        }
        longest = max(texts, key=lambda index: texts[index], default=None)
        if longest is not None and texts[longest] > 0:
            return header.with_roles({longest: "activity"})
    return header


def _choose_activity(grid: Grid, header: Header) -> Header:
    """Of several columns titled as activities one that is merged over rows is a section. Of the others the one whose
    title says «мероприятие» is it, then the one of more and of longer texts.
    """
    heads = dict.fromkeys(column.head for column in header.columns if column.role == "activity")
    if len(heads) < 2:  # noqa: PLR2004 - two to choose from
        return header
    columns = {head: [i for i, column in enumerate(header.columns) if column.head == head] for head in heads}
    found = {head: profile(grid, columns[head][0], header.last) for head in heads}

    def fitness(head: int) -> tuple[bool, bool, int, float]:
        named = mentions("activity", "main", header.columns[columns[head][0]].title)
        return found[head].merged < MIN_SHARE, named, found[head].cells, found[head].mean_chars

    best = max(heads, key=fitness)
    roles: dict[int, Role] = {}
    for head in heads:
        if head != best:
            roles.update(dict.fromkeys(columns[head], "section" if found[head].merged >= MIN_SHARE else "other"))
    return header.with_roles(roles)


def as_continuation(grid: Grid, previous: Header) -> Header | None:
    """The roles of the table before for one without a head that goes on with it: as many columns, and its cells fit."""
    if grid.width != len(previous.columns):
        return None
    header = replace(previous, first=0, last=0)
    fits: list[bool] = []
    for index, column in enumerate(header.columns):
        found = profile(grid, index, 0)
        if found.cells and column.role == "deadline" and not column.also:
            fits.append(found.deadlines >= MIN_SHARE)
        elif found.cells and column.role == "number":
            fits.append(found.numbers >= MIN_SHARE)
    return header if fits and all(fits) else None
