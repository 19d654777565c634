"""What is said of the changes in one municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.facts.identity import FieldChange, Matching
from reviewer.facts.word_changes import Run, word_changes
from reviewer.language.names import join_names
from reviewer.language.numerals import count_of, date_text, number_text, period_text, share_text
from reviewer.model.region import Name
from reviewer.model.review import Evidence, MunicipalityReview, Verdict
from reviewer.model.roadmap import Activity, Passport
from reviewer.report.changed_rows import (
    FIELD_WORDS,
    KIND_WORDS,
    DivisionView,
    EditedView,
    FieldView,
    RowView,
    point_text,
    view_division,
    view_edited,
    view_row,
)
from reviewer.report.cleaning import shorten
from reviewer.report.municipal import place_text
from reviewer.report.wording import (
    AUDIENCES,
    LEVELS,
    NO_ROADMAP,
    OUTCOMES,
    SCOPES,
    STATUSES,
    THEMES,
    VERDICTS,
)
from reviewer.verdicts.changed_facts import FactChange
from reviewer.verdicts.changed_verdicts import VerdictShift
from reviewer.verdicts.changes import Cause, MunicipalityChanges, Rows

_LONGEST_QUOTE = 60
"""Characters of a row that people added: it stands nowhere in the file."""
ROWS_SHOWN = 12
"""Rows that are named as the ground of a verdict; the JSON has all."""
_CAUSES: Mapping[str, str] = {
    "files": "новый файл",
    "rules": "новые правила",
    "model": "новый классификатор",
    "decisions": "решение методиста",
}
_OTHERS_FILES = "файлы других муниципалитетов"
_FACETS: Mapping[str, str] = {
    "deadline": "срок понят как",
    "concrete": "конкретный срок",
    "level": "уровень",
    "theme": "тема",
    "audience": "участники",
    "scope": "охват",
    "outcome": "вид результата",
    "event": "региональное мероприятие",
}
_VALUES: Mapping[str, Mapping[Any, str]] = {
    "level": LEVELS,
    "theme": THEMES,
    "audience": AUDIENCES,
    "scope": SCOPES,
    "outcome": OUTCOMES,
    "concrete": {"yes": "да", "no": "нет"},
}
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class FactView:
    point: str
    facet: str
    before: str
    after: str
    because: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """`gained`, `lost`: the rows that count now and did not, and the other way round, in one line each."""

    title: str
    before: str
    after: str
    because: str
    gained: str
    lost: str


@dataclass(frozen=True, slots=True)
class MunicipalityChangesView:
    """`files`: what is judged instead of what; `counts`: how many activities there were and are. Both may be empty.

    `renumbered`: how many activities stand as they were under another number.
    """

    name: Name
    resubmitted: bool
    status: str
    files: str
    counts: str
    passport: tuple[FieldView, ...]
    edited: tuple[EditedView, ...]
    added: tuple[RowView, ...]
    dropped: tuple[RowView, ...]
    splits: tuple[DivisionView, ...]
    merges: tuple[DivisionView, ...]
    renumbered: int
    facts: tuple[FactView, ...]
    verdicts: tuple[VerdictView, ...]


def causes_text(causes: Sequence[Cause], *, own_file: bool = True) -> str:
    """What moved a thing, in words. `own_file`: whether the municipality itself sent a new file."""
    return ", ".join(_OTHERS_FILES if cause == "files" and not own_file else _CAUSES[cause] for cause in causes)


def view_changes(changes: MunicipalityChanges, name: Name, titles: Mapping[str, str]) -> MunicipalityChangesView:
    """`titles`: of the parameters, by id."""
    rows = changes.rows or Rows(_activities(changes.before), _activities(changes.after), Matching((), (), ()))
    old, new, matching = rows.old, rows.new, rows.matching
    divided = {split.whole for split in matching.splits}, {merge.whole for merge in matching.merges}
    edited = [
        pair
        for pair in matching.pairs
        if pair.kind in KIND_WORDS and pair.before not in divided[0] and pair.after not in divided[1]
    ]
    return MunicipalityChangesView(
        name=name,
        resubmitted=changes.resubmitted,
        status=_status(changes),
        files=_files(changes),
        counts=_counts(changes.rows, new=0 if old else len(new)),
        passport=tuple(_passport(change, changes) for change in changes.passport),
        edited=tuple(view_edited(pair, old[pair.before], new[pair.after]) for pair in edited),
        added=tuple(view_row(new[place]) for place in matching.added),
        dropped=tuple(view_row(old[place]) for place in matching.dropped),
        splits=tuple(view_division(split, old, new) for split in matching.splits),
        merges=tuple(view_division(merge, new, old) for merge in matching.merges),
        renumbered=sum(pair.kind == "renumbered" for pair in matching.pairs),
        facts=tuple(
            _fact(change, _activities(changes.after), own_file=changes.resubmitted) for change in changes.facts
        ),
        verdicts=tuple(_verdict(shift, titles, changes) for shift in changes.verdicts),
    )


def _activities(review: MunicipalityReview) -> tuple[Activity, ...]:
    return review.reviewed.roadmap.activities if review.reviewed else ()


def _status(changes: MunicipalityChanges) -> str:
    before, after = changes.before.status, changes.after.status
    return "" if before == after else f"{STATUSES[before]} → {STATUSES[after]}"


def _files(changes: MunicipalityChanges) -> str:
    before, after = changes.before.reviewed, changes.after.reviewed
    if not changes.resubmitted and changes.matching and after:
        return f"файл «{after.roadmap.file}» тот же, строки исправлены при проверке"
    if not changes.resubmitted or after is None:
        return ""
    if before is None:
        return f"рассмотрен файл «{after.roadmap.file}»"
    if before.roadmap.file == after.roadmap.file:
        return f"вместо прежнего рассмотрен новый файл с тем же именем: «{after.roadmap.file}»"
    return f"вместо файла «{before.roadmap.file}» рассмотрен файл «{after.roadmap.file}»"


def _counts(rows: Rows | None, *, new: int) -> str:
    """`new`: how many activities there are where there were none."""
    if rows is None:
        return f"в нём {count_of(new, 'мероприятие')}" if new else ""
    same = sum(pair.says_the_same for pair in rows.matching.pairs)
    return f"было {count_of(len(rows.old), 'мероприятие')}, стало {len(rows.new)}; без изменений – {same}"


def _passport(change: FieldChange, changes: MunicipalityChanges) -> FieldView:
    if change.field in {"period", "approved_on"}:
        before, after = (_stated(side, change.field) for side in (changes.before, changes.after))
        runs = (Run("removed", before), Run("kept", " "), Run("added", after))
        return FieldView(FIELD_WORDS[change.field], runs)
    return FieldView(FIELD_WORDS[change.field], word_changes(change.before or "", change.after or ""))


def _stated(review: MunicipalityReview, name: str) -> str:
    passport: Passport | None = review.reviewed.roadmap.passport if review.reviewed else None
    if name == "period":
        return period_text(passport.period) if passport and passport.period else "не указан"
    return date_text(passport.approved_on) if passport and passport.approved_on else "не указана"


def _fact(change: FactChange[Cause], new: Sequence[Activity], *, own_file: bool) -> FactView:
    words = _VALUES.get(change.facet, {})
    before, after = (join_names([words.get(value, value) for value in side]) for side in (change.before, change.after))
    because = causes_text(change.causes, own_file=own_file)
    return FactView(
        point_text(new[change.after_place]), _FACETS[change.facet], before or _NOTHING, after or _NOTHING, because
    )


def _verdict(shift: VerdictShift[Cause], titles: Mapping[str, str], changes: MunicipalityChanges) -> VerdictView:
    values = [verdict.value for verdict in (shift.before, shift.after) if verdict]
    counted = not all(value in {0, 1, None} for value in values)
    return VerdictView(
        title=titles.get(shift.parameter, shift.parameter),
        before=_graded(shift.before, changes.before, counted=counted),
        after=_graded(shift.after, changes.after, counted=counted),
        because=causes_text(shift.causes, own_file=changes.resubmitted),
        gained=_places(shift.gained),
        lost=_places(shift.lost),
    )


def _graded(verdict: Verdict | None, review: MunicipalityReview, *, counted: bool) -> str:
    """«соответствует частично (3, небольшой)». `counted`: whether the number says more than «есть» and «нет»."""
    if verdict is None:
        return _NOTHING
    if verdict.verdict == "unknown" and review.status != "reviewed":
        return NO_ROADMAP
    word = VERDICTS[verdict.verdict]
    if verdict.value is None:
        return word
    if verdict.total is None and not counted and verdict.bucket_title:
        return f"{word} ({verdict.bucket_title})"
    value = share_text(verdict.value) if verdict.total is not None else number_text(verdict.value)
    return f"{word} ({value}{f', {verdict.bucket_title}' if verdict.bucket_title else ''})"


def _places(rows: Sequence[Evidence]) -> str:
    """«п. 4, 8, 9», «строки 3, 13 и ещё 2»."""
    shown = rows[:ROWS_SHOWN]
    points = [row.number.rstrip(".") for row in shown if row.number]
    lines = [str(row.row) for row in shown if not row.number and row.row]
    parts = [f"п. {', '.join(points)}"] if points else []
    parts += [f"{'строки' if lines[1:] else 'строка'} {', '.join(lines)}"] if lines else []
    parts += [place_text(row) for row in shown if not row.number and not row.row and row.page]
    placeless = [row for row in shown if not row.number and not row.row and not row.page]
    parts += [f"«{shorten(row.quote, _LONGEST_QUOTE)}»" for row in placeless]
    further = f" и ещё {len(rows) - len(shown)}" if len(rows) > len(shown) else ""
    return "; ".join(parts) + further
