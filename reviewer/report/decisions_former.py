"""The roadmaps that a filled-in workbook was made of, read back from its own sheets.

Whoever decided on a row had them in sight; so a row can be known again in a corrected roadmap, whatever its number is there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from reviewer.model.roadmap import Activity, Passport, Period, Roadmap, Source
from reviewer.report import decisions_form as form
from reviewer.report.decisions_cells import FormRow, plain
from reviewer.report.decisions_workbook import Grid

_MUNICIPALITY = (form.MUNICIPALITY_ID, form.MUNICIPALITY)
_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_UNKNOWN = Passport("")


def former_roadmaps(grids: Sequence[Grid], municipalities: Mapping[str, str]) -> Mapping[str, Roadmap]:
    """By municipality; one of which rows were removed is left out. `municipalities`: ids by title, for rows without an id.

    A workbook of an early version has no passports: their titles are empty.
    """
    ids = {plain(title): identifier for title, identifier in municipalities.items()}
    listed: dict[str, list[FormRow]] = defaultdict(list)
    for row in _rows(grids, form.ACTIVITY_SHEET):
        if row.text(form.ACTIVITY):
            listed[row.identifier(_MUNICIPALITY, ids)].append(row)
    heads = {row.identifier(_MUNICIPALITY, ids): row for row in _rows(grids, form.ROADMAP_SHEET)}
    whole = {
        identifier: rows
        for identifier, rows in listed.items()
        if identifier not in heads or heads[identifier].count(form.COUNT) == len(rows)
    }
    return {identifier: _roadmap(rows, heads.get(identifier)) for identifier, rows in whole.items()}


def _rows(grids: Sequence[Grid], title: str) -> Iterator[FormRow]:
    for grid in grids:
        if grid.title == title:
            head, *numbers = grid.rows
            columns = {plain(text): column for column, text in grid.rows[head].items()}
            yield from (FormRow(grid, number, columns) for number in numbers)


def _roadmap(rows: Sequence[FormRow], head: FormRow | None) -> Roadmap:
    """A sheet may have been sorted: the rows are put in the order in which the roadmap has them."""
    ordered = sorted(rows, key=lambda row: [row.count(title) or 0 for title in (form.PLACE, form.TABLE, form.ROW)])
    return Roadmap(
        file=rows[0].text(form.FILE),
        format=head.text(form.FORMAT) if head else "",
        passport=_passport(head) if head else _UNKNOWN,
        activities=tuple(map(_activity, ordered)),
    )


def _activity(row: FormRow) -> Activity:
    source = Source(row.text(form.FILE), row.count(form.PAGE), row.count(form.TABLE), row.count(form.ROW))
    return Activity(
        row.text(form.ACTIVITY),
        source,
        number=row.text(form.NUMBER) or None,
        parent=row.text(form.PARENT) or None,
        section=row.text(form.SECTION) or None,
        deadline=row.text(form.DEADLINE) or None,
        responsible=row.text(form.RESPONSIBLE) or None,
        participants=row.text(form.PARTICIPANTS) or None,
        outcome=row.text(form.OUTCOME) or None,
    )


def _passport(row: FormRow) -> Passport:
    start, end = _day(row.text(form.START)), _day(row.text(form.END))
    return Passport(
        title=row.text(form.TITLE),
        territory=row.text(form.TERRITORY) or None,
        period=Period(start, end) if start and end else None,
        approved_on=_day(row.text(form.APPROVED)),
    )


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
