"""What a draft of rules changes in a campaign: verdicts, percentages, labels, with the rows that moved them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from reviewer.jobs.reviewing import Impact
from reviewer.language.numerals import percent_text, share_text
from reviewer.model.review import Evidence, Statement, Verdict
from reviewer.report.wording import VERDICTS
from reviewer.rulebook.rulebook import LabelKind
from reviewer.verdicts.comparison import LabelChange, RecommendationChange, StatementChange, VerdictChange
from reviewer.web.views.rules import LABEL_WORDS

ROWS = 6
"""Rows that are quoted of a verdict."""
MOST = 200
"""Changes of a kind that are listed."""
_FACETS = {"theme": "тема", "audience": "участники", "level": "уровень", "scope": "охват", "outcome": "вид результата"}


@dataclass(frozen=True, slots=True)
class RowLine:
    """`sign`: «+» for a row that is counted now, «−» for one that is counted no more, «=» for one that was and is."""

    sign: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """`before`, `after`: the verdict in words; `kind_before`, `kind_after`: its kind, empty where there is no such parameter."""

    municipality: str
    name: str
    parameter: str
    title: str
    before: str
    after: str
    kind_before: str
    kind_after: str
    rows: tuple[RowLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class StatementLine:
    """`text`: the new text, where nothing but the text differs."""

    title: str
    before: str
    after: str
    joined: tuple[str, ...]
    left: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class LabelLine:
    place: str
    quote: str
    facet: str
    lost: str
    gained: str


@dataclass(frozen=True, slots=True)
class AdviceLine:
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ImpactView:
    """`verdicts`: those that are others now; `counts`: of which only the number, the bucket or the rows are. `hidden`: how many
    changes are not listed.
    """

    old: str
    new: str
    verdicts: tuple[VerdictLine, ...]
    counts: tuple[VerdictLine, ...]
    statements: tuple[StatementLine, ...]
    labels: tuple[LabelLine, ...]
    advice: tuple[AdviceLine, ...]
    hidden: int

    @property
    def nothing(self) -> bool:
        return not (self.verdicts or self.counts or self.statements or self.labels or self.advice)


def view_impact(impact: Impact, titles: Mapping[str, str], names: Mapping[str, str]) -> ImpactView:
    """`titles`: of parameters by id; `names`: of municipalities by id."""
    found = impact.comparison
    gone = {one.id: one.before.title for one in found.statements if one.before}
    titles = {**gone, **titles}
    moved = [change for change in found.verdicts if change.moves]
    counted = [change for change in found.verdicts if not change.moves]
    lists: tuple[Sequence[object], ...] = (moved, counted, found.labels)
    return ImpactView(
        old=f"{impact.campaign_rules.name} {impact.campaign_rules.version}",
        new=f"{impact.other_rules.name} {impact.other_rules.version}",
        verdicts=tuple(_verdict(one, titles) for one in moved[:MOST]),
        counts=tuple(_verdict(one, titles) for one in counted[:MOST]),
        statements=tuple(_statement(one, names) for one in found.statements if _is_read(one)),
        labels=tuple(_label(one) for one in found.labels[:MOST]),
        advice=tuple(
            line for line in (_advice(one, titles) for one in found.recommendations) if line.before != line.after
        ),
        hidden=sum(max(0, len(one) - MOST) for one in lists),
    )


def _verdict(change: VerdictChange, titles: Mapping[str, str]) -> VerdictLine:
    moved = [(sign, row) for sign, rows in (("+", change.gained), ("−", change.lost)) for row in rows]
    rows = moved or [("=", row) for row in change.counted]
    return VerdictLine(
        change.municipality,
        change.name,
        change.parameter,
        titles.get(change.parameter, change.parameter),
        _graded(change.before),
        _graded(change.after),
        change.before.verdict if change.before else "",
        change.after.verdict if change.after else "",
        tuple(RowLine(sign, _place(row), row.quote) for sign, row in islice(rows, ROWS)),
        max(0, len(rows) - ROWS),
    )


def _graded(verdict: Verdict | None) -> str:
    if verdict is None:
        return "нет такого параметра"
    if verdict.value is None:
        return VERDICTS[verdict.verdict]
    value = share_text(verdict.value) if verdict.total is not None else f"{verdict.value:g}"
    bucket = f", «{verdict.bucket_title}»" if verdict.bucket_title else ""
    return f"{VERDICTS[verdict.verdict]} ({value}{bucket})"


def _place(row: Evidence) -> str:
    return f"{row.file}, № {row.number}" if row.number else f"{row.file}, строка {row.row or '—'}"


def _statement(change: StatementChange, names: Mapping[str, str]) -> StatementLine:
    one, other = change.before, change.after
    title = next(side.title for side in (other, one) if side)
    same = one is not None and other is not None and _share(one) == _share(other)
    only_text = same and not (change.joined or change.left)
    return StatementLine(
        title,
        _share(one),
        _share(other),
        tuple(names.get(one, one) for one in change.joined),
        tuple(names.get(one, one) for one in change.left),
        other.text if other and only_text else "",
    )


def _is_read(change: StatementChange) -> bool:
    """Whether a reader of the справка would see it: a grade of another verdict is told by the verdicts already."""
    one, other = change.before, change.after
    if one is None or other is None:
        return True
    same = (one.title, one.text, _share(one)) == (other.title, other.text, _share(other))
    return bool(change.joined or change.left) or not same


def _share(statement: Statement | None) -> str:
    if statement is None:
        return "нет"
    return f"{percent_text(statement.percent)} ({statement.count} из {statement.total})"


def _label(change: LabelChange) -> LabelLine:
    words = LABEL_WORDS[cast("LabelKind", change.facet)]
    place = f"{change.file}, № {change.number}" if change.number else change.file
    lost, gained = (", ".join(words.get(one, one) for one in side) for side in (change.before, change.after))
    return LabelLine(place, change.quote, _FACETS[change.facet], lost, gained)


def _advice(change: RecommendationChange, titles: Mapping[str, str]) -> AdviceLine:
    before, after = (side.text if side else "" for side in (change.before, change.after))
    return AdviceLine(titles.get(change.id, change.id), before, after)
