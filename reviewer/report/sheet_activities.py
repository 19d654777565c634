"""The sheet «Мероприятия»: every activity with what was understood of it, why, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.model.facts import ActivityFacts, RegionalMatch
from reviewer.model.review import MunicipalityReview
from reviewer.report import decisions_form as form
from reviewer.report.label_words import label_words, signal_words
from reviewer.report.sheet_edits import edit_words
from reviewer.report.sheets import Column, Look, Print, Styled, Value
from reviewer.report.wording import AUDIENCES, DEADLINES, LEVELS, OUTCOMES, SCOPES, THEMES
from reviewer.report.writer import Order
from reviewer.verdicts.row_edits import edit_origin

Row = list[Value | Styled]

_NUMBER = Look(centered=True)
_NAME = Look(bold=True)
_TO_CHECK = Look(fill="FFF2CC", italic=True)

COLUMNS = (
    Column(form.MUNICIPALITY, 24, _NAME),
    Column(form.NUMBER, 8, _NUMBER),
    Column(form.SECTION, 22),
    Column(form.ACTIVITY, 56),
    Column(form.DEADLINE, 20),
    Column("Понято как", 20),
    Column("Конкретный", 12, _NUMBER),
    Column("Начало", 12, _NUMBER),
    Column("Окончание", 12, _NUMBER),
    Column("Уровень", 16),
    Column("Темы", 32),
    Column("Адресаты", 18),
    Column("Охват школ", 18),
    Column("Вид результата", 17),
    Column("Проверить", 26),
    Column("Основания", 60),
    Column("Региональное мероприятие", 32),
    Column(form.RESPONSIBLE, 28),
    Column(form.PARTICIPANTS, 24),
    Column(form.OUTCOME, 32),
    Column(form.FILE, 30),
    Column(form.PAGE, 10, _NUMBER),
    Column(form.TABLE, 10, _NUMBER),
    Column(form.ROW, 10, _NUMBER),
    Column("Исправлено", 34),
    Column(form.PLACE, 10, hidden=True),
    Column(form.PARENT, 10, hidden=True),
    Column(form.MUNICIPALITY_ID, 12, hidden=True),
)
PRINT = Print(columns=15, pages_wide=2)
"""The reasons and the wording of further columns are for the screen."""


def activity_rows(order: Order) -> Iterator[Row]:
    titles = order.clean.decided.signals
    done = {edit_origin(change.edit): edit_words(change) for change in order.review.decided.row_changes}
    for review in order.clean.municipalities:
        for place, facts in enumerate(review.reviewed.facts if review.reviewed else (), start=1):
            corrected = "\n".join(f"{done.get(origin, 'исправлено')} ({origin})" for origin in facts.corrected)
            yield [*_row(review, facts, titles), corrected or None, place, facts.activity.parent, review.id]


def _row(review: MunicipalityReview, facts: ActivityFacts, titles: Mapping[str, str]) -> Row:
    activity, source = facts.activity, facts.activity.source
    return [
        review.name,
        activity.number,
        activity.section,
        activity.activity,
        *_deadline(facts),
        *_labels(facts),
        _to_check(facts, titles),
        _reasons(facts),
        _event(facts.regional),
        activity.responsible,
        activity.participants,
        activity.outcome,
        source.file,
        source.page,
        source.table,
        source.row,
    ]


def _deadline(facts: ActivityFacts) -> Row:
    deadline = facts.deadline
    starts = [start for start, _ in deadline.intervals if start]
    ends = [end for _, end in deadline.intervals if end]
    return [
        facts.activity.deadline,
        deadline.understood or DEADLINES[deadline.kind],
        "да" if deadline.concrete else "нет",
        min(starts, default=None),
        max(ends, default=None),
    ]


def _labels(facts: ActivityFacts) -> Row:
    labels = facts.labels
    return [
        LEVELS[labels.level],
        "; ".join(THEMES.get(theme, theme) for theme in labels.themes),
        "; ".join(AUDIENCES.get(audience, audience) for audience in labels.audiences),
        SCOPES[labels.scope],
        OUTCOMES[facts.outcome_kind],
    ]


def _to_check(facts: ActivityFacts, titles: Mapping[str, str]) -> Value | Styled:
    asked = [signal_words(signal, titles) for signal in facts.doubtful]
    return Styled("; ".join(asked), _TO_CHECK) if asked else None


def _reasons(facts: ActivityFacts) -> str:
    """One line for each label that was given: its words, and the rule that found them there."""
    lines: dict[str, str] = {}
    for why in facts.whys:
        words = label_words(why.label)
        if words and why.certain and not why.by.startswith("default:"):
            quote = f": «{why.quote}»" if why.quote else ""
            lines.setdefault(words, f"{words}{quote} ({why.by})")
    return "\n".join(lines.values())


def _event(match: RegionalMatch | None) -> str | None:
    if match is None:
        return None
    doubt = "" if match.certain else " (проверить)"
    return f"{match.event}. {match.title}{doubt}" if match.title else f"{match.event}{doubt}"
