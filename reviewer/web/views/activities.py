"""Activities that were searched for and filtered, with the words that were found marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

from reviewer.language.numerals import count_of
from reviewer.language.search import Query, pieces
from reviewer.model.facts import ActivityFacts, RegionalMatch
from reviewer.model.review import Review
from reviewer.report.cleaning import shorten
from reviewer.report.label_words import signal_words
from reviewer.report.wording import AUDIENCES, DEADLINES, LEVELS, OUTCOMES, SCOPES, THEMES
from reviewer.store.correction_entries import standing
from reviewer.web.views.activity_rows import ActivityRow, activities_of
from reviewer.web.views.heads import Head
from reviewer.web.views.reviews import Shown

PAGE = 50
"""Activities on a page."""
_LONGEST_EVENT = 100

YesNo = Literal["", "yes", "no"]
ANY_EVENT: Mapping[str, str] = {
    "any": "любое",
    "sure": "точно участвует",
    "check": "нужно проверить",
    "none": "не участвует",
}
"""Answers to the question for the regional event that name none; any other is the id of an event."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; empty: all. `event`: a key of ANY_EVENT or the id of a regional event."""

    text: str = ""
    municipality: str = ""
    level: str = ""
    theme: str = ""
    audience: str = ""
    scope: str = ""
    deadline: str = ""
    concrete: YesNo = ""
    outcome: str = ""
    corrected: YesNo = ""
    doubtful: YesNo = ""
    event: str = ""

    def holds(self, row: ActivityRow) -> bool:
        """Whether a row passes the filters; the search apart."""
        facts, labels = row.facts, row.facts.labels
        return (
            self.municipality in {"", row.municipality}
            and self.level in {"", labels.level}
            and (not self.theme or self.theme in labels.themes)
            and (not self.audience or self.audience in labels.audiences)
            and self.scope in {"", labels.scope}
            and self.deadline in {"", facts.deadline.kind}
            and _is(self.concrete, said=facts.deadline.concrete)
            and self.outcome in {"", facts.outcome_kind}
            and _is(self.corrected, said=bool(facts.corrected))
            and _is(self.doubtful, said=row.in_doubt)
            and _matches(self.event, facts.regional)
        )


def _is(asked: YesNo, *, said: bool) -> bool:
    return not asked or said == (asked == "yes")


def _matches(asked: str, match: RegionalMatch | None) -> bool:
    if asked in {"", "none"}:
        return not asked or match is None
    if match is None:
        return False
    return asked in {"any", match.event} or asked == ("sure" if match.certain else "check")


Marked = tuple[tuple[str, bool], ...]
"""Pieces of a text, each with whether it is a word that was searched for."""


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity in the list.

    Attributes:
        fields: Its texts by the names of their columns, the words that were found marked.
        understood: The deadline as understood. `concrete`: whether it names a day.
        to_check: What a person is asked of it, in words.
        event: The regional event; `sure`: whether it surely takes part.
        pending: It was corrected since the result.
    """

    municipality: str
    municipality_name: str
    key: str
    path: str
    fields: Mapping[str, Marked]
    understood: str
    concrete: bool
    level: str
    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    scope: str
    outcome_kind: str
    to_check: tuple[str, ...]
    event: str
    sure: bool
    corrected: bool
    pending: bool


@dataclass(frozen=True, slots=True)
class ActivitiesView:
    """A page of what was found. `number`: from 1; `found`, `all`: how many activities."""

    lines: tuple[ActivityLine, ...]
    number: int
    pages: int
    found: int
    all: int

    @property
    def words(self) -> str:
        """«12 из 1620 мероприятий»."""
        return f"{self.found} из {count_of(self.all, 'мероприятие', 'gent')}"


def find_activities(shown: Shown, asked: Asked) -> tuple[list[ActivityRow], Query]:
    """All that was asked for, in the order of the municipalities, and the words that are to be marked."""
    known = activities_of(shown)
    if not asked.text.strip():
        return [row for row in known.rows if asked.holds(row)], Query()
    query = known.index.query(asked.text)
    places = sorted(known.index.find(query))
    return [row for row in map(known.rows.__getitem__, places) if asked.holds(row)], query


def view_activities(shown: Shown, head: Head, asked: Asked, number: int = 1) -> ActivitiesView:
    """`number`: of the page, from 1; one beyond the last is the last."""
    found, query = find_activities(shown, asked)
    pages = max(1, ceil(len(found) / PAGE))
    number = min(max(1, number), pages)
    waiting = corrected_since(shown)
    lines = (_line(row, shown.review, head, query, waiting) for row in found[(number - 1) * PAGE : number * PAGE])
    return ActivitiesView(tuple(lines), number, pages, len(found), len(activities_of(shown).rows))


def corrected_since(shown: Shown) -> frozenset[str]:
    """Keys of the rows of which something is in force that the result does not know."""
    if not shown.is_newest:
        return frozenset()
    fresh = {entry.id for entry in shown.pending}
    targets = (entry.target.split("/") for entry in standing(shown.entries) if entry.id in fresh)
    return frozenset(parts[1] for parts in targets if parts[0] in {"row", "label"})


def to_check(facts: ActivityFacts, titles: Mapping[str, str]) -> tuple[str, ...]:
    """What a person is asked of an activity, in words."""
    asked = [signal_words(signal, titles) for signal in facts.doubtful]
    if facts.regional and not facts.regional.certain:
        asked.append("участие в региональном мероприятии")
    return tuple(asked)


def event_words(match: RegionalMatch | None) -> str:
    return shorten(f"{match.event}. {match.title}" if match.title else match.event, _LONGEST_EVENT) if match else ""


def event_choices(review: Review) -> list[tuple[str, str]]:
    """For the filter: the events of the regional roadmap. Empty where the region has handed in none."""
    if not review.regional_events:
        return []
    named = (
        (one.event, shorten(f"{one.number or one.event}. {one.title}", _LONGEST_EVENT))
        for one in review.regional_events
    )
    return [*ANY_EVENT.items(), *named]


def themes_of(facts: ActivityFacts) -> tuple[str, ...]:
    return tuple(THEMES.get(theme, theme) for theme in facts.labels.themes)


def audiences_of(facts: ActivityFacts) -> tuple[str, ...]:
    return tuple(AUDIENCES.get(audience, audience) for audience in facts.labels.audiences)


_SHOWN = ("number", "section", "activity", "deadline", "responsible", "participants", "outcome")


def _line(row: ActivityRow, review: Review, head: Head, query: Query, waiting: Iterable[str]) -> ActivityLine:
    facts, labels = row.facts, row.facts.labels
    return ActivityLine(
        municipality=row.municipality,
        municipality_name=row.municipality_name,
        key=row.key,
        path=row_path(head, row.municipality, row.key),
        fields={name: pieces(facts.activity.field(name) or "", query) for name in _SHOWN},
        understood=facts.deadline.understood or DEADLINES[facts.deadline.kind],
        concrete=facts.deadline.concrete,
        level=LEVELS[labels.level],
        themes=themes_of(facts),
        audiences=audiences_of(facts),
        scope=SCOPES[labels.scope],
        outcome_kind=OUTCOMES[facts.outcome_kind],
        to_check=to_check(facts, review.decided.signals),
        event=event_words(facts.regional),
        sure=facts.regional is not None and facts.regional.certain,
        corrected=bool(facts.corrected),
        pending=row.key in waiting,
    )


def row_path(head: Head, municipality: str, key: str) -> str:
    """The address of an activity of the same result."""
    return f"{head.base}/municipalities/{municipality}/rows/{key}{head.query}"
