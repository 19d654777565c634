"""Rows of a roadmap: where they stand, shortly, and which of them a parameter did not count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewer.model.review import Evidence, MunicipalityReview, Verdict

MOST_PLACES = 40
"""Rows that are named one by one; the workbook has them all."""


def rows_text(rows: Iterable[Evidence], *, tables: bool) -> str:
    """«п. 1, 2.1; строки 4, 7»; with the table where `tables`: «таблица 2: п. 1, 2». Rows without a place are left out."""
    found = [row for row in rows if row.number or row.row is not None]
    shown, rest = found[:MOST_PLACES], len(found) - MOST_PLACES
    groups: dict[int | None, list[Evidence]] = {}
    for row in shown:
        groups.setdefault(row.table if tables else None, []).append(row)
    told = "; ".join(
        f"таблица {table}: {_group_text(group)}" if table is not None else _group_text(group)
        for table, group in groups.items()
    )
    return f"{told} и ещё {rest}" if rest > 0 else told


def _group_text(rows: Iterable[Evidence]) -> str:
    numbers: list[str] = []
    places: list[str] = []
    for row in rows:
        if row.number:
            numbers.append(row.number.rstrip("."))
        else:
            places.append(str(row.row))
    numbered = f"п. {', '.join(numbers)}" if numbers else ""
    word = "строки" if len(places) > 1 else "строка"
    placed = f"{word} {', '.join(places)}" if places else ""
    return "; ".join(filter(None, (numbered, placed)))


def lacking_rows(verdict: Verdict, member: MunicipalityReview) -> tuple[Evidence, ...]:
    """The rows of which a share does not hold; none where the parameter is no share, or holds of all."""
    if verdict.total is None or member.reviewed is None:
        return ()
    counted = {(row.file, row.page, row.table, row.row, row.number) for row in verdict.evidence}
    return tuple(
        row for row in _all_rows(member) if (row.file, row.page, row.table, row.row, row.number) not in counted
    )


def several_tables(member: MunicipalityReview) -> bool:
    """Whether tables of the roadmap count their rows alike, so that a number alone does not tell where a row stands."""
    places: dict[object, set[int | None]] = {}
    for row in _all_rows(member):
        places.setdefault(row.number or row.row, set()).add(row.table)
    return any(len(tables) > 1 for tables in places.values())


def _all_rows(member: MunicipalityReview) -> Sequence[Evidence]:
    found = []
    for facts in member.reviewed.facts if member.reviewed else ():
        activity, source = facts.activity, facts.activity.source
        found.append(Evidence(source.file, activity.activity, activity.number, source.page, source.table, source.row))
    return found
