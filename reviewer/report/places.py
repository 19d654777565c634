"""Rows of a roadmap: where they stand, shortly, and which of them a parameter did not count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewer.model.review import Evidence, MunicipalityReview, Verdict

MOST_PLACES = 40
"""Rows that are named one by one; the workbook has them all."""

_STEM = 100
"""Characters by which a quoted activity is known again: a quote may be cut short."""


def rows_text(rows: Iterable[Evidence], *, tables: bool) -> str:
    """«п. 1, 2.1–2.4; строки 4, 7»; with the table where `tables`: «таблица 2: п. 1, 2». Rows without a place are left out."""
    found = [row for row in rows if row.number or row.row is not None]
    told = _told(found, tables=tables)
    if len(found) <= MOST_PLACES or told.count(", ") < MOST_PLACES:
        return told
    return f"{_told(found[:MOST_PLACES], tables=tables)} и ещё {len(found) - MOST_PLACES}"


def _told(rows: Iterable[Evidence], *, tables: bool) -> str:
    groups: dict[int | None, list[Evidence]] = {}
    for row in rows:
        groups.setdefault(row.table if tables else None, []).append(row)
    return "; ".join(
        f"таблица {table}: {_group_text(group)}" if table is not None else _group_text(group)
        for table, group in groups.items()
    )


def _group_text(rows: Iterable[Evidence]) -> str:
    numbers: list[str] = []
    places: list[str] = []
    for row in rows:
        if row.number:
            numbers.append(row.number.rstrip("."))
        else:
            places.append(str(row.row))
    numbered = f"п. {', '.join(_runs(numbers))}" if numbers else ""
    word = "строки" if len(places) > 1 else "строка"
    placed = f"{word} {', '.join(_runs(places))}" if places else ""
    return "; ".join(filter(None, (numbered, placed)))


SHORTEST_RUN = 3
"""Numbers in a row that are told by the first and the last."""
LONGEST_NUMBER = 4
"""Digits of a row's number that is counted on from; a longer one is no place in a list."""


def runs_text(numbers: Iterable[object]) -> str:
    """«1–4, 7»: numbers that follow one another are drawn together; their order stays."""
    return ", ".join(_runs([str(number) for number in numbers]))


def _runs(numbers: Sequence[str]) -> list[str]:
    """«1–4», «7», «2.1–2.3»."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and _next(runs[-1][-1]) == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    drawn = (run if len(run) < SHORTEST_RUN else [f"{run[0]}–{run[-1]}"] for run in runs)
    return [part for run in drawn for part in run]


def _next(number: str) -> str:
    """«2.10» after «2.9»; what ends with no number has no next one."""
    head, dot, last = number.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdecimal() and len(last) <= LONGEST_NUMBER else ""


def lacking_rows(verdict: Verdict, member: MunicipalityReview) -> tuple[Evidence, ...]:
    """The rows of which a share does not hold; none where the parameter is no share, or holds of all."""
    if verdict.total is None or member.reviewed is None:
        return ()
    counted = {_key(row) for row in verdict.evidence}
    return tuple(row for row in _all_rows(member) if _key(row) not in counted)


def _key(row: Evidence) -> tuple[object, ...]:
    """Several rows may stand in one place where a person has split or added them."""
    return row.file, row.page, row.table, row.row, row.number, row.quote[:_STEM].rstrip("…")


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
