"""What was understood of an activity, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reviewer.model.roadmap import Activity

DeadlineKind = Literal["date", "month", "period", "recurring", "continuous", "relative", "missing"]
Rhythm = Literal["day", "week", "month", "quarter", "half_year", "year"]
Level = Literal["federal", "regional", "municipal", "school"]
Scope = Literal["listed_schools", "all_schools", "unstated"]
OutcomeKind = Literal["quantitative", "qualitative", "document", "missing"]

DEADLINE_KINDS: tuple[DeadlineKind, ...] = ("date", "month", "period", "recurring", "continuous", "relative", "missing")
RHYTHMS: tuple[Rhythm, ...] = ("day", "week", "month", "quarter", "half_year", "year")
LEVELS: tuple[Level, ...] = ("federal", "regional", "municipal", "school")
SCOPES: tuple[Scope, ...] = ("listed_schools", "all_schools", "unstated")
OUTCOME_KINDS: tuple[OutcomeKind, ...] = ("quantitative", "qualitative", "document", "missing")
AUDIENCES = ("pupils", "teachers", "administrators", "methodists", "parents", "public")
THEMES = (
    "planning",
    "methodical_support",
    "administration_work",
    "professional_development",
    "teacher_diagnostics",
    "mentoring",
    "quality_monitoring",
    "control_works",
    "results_analysis",
    "objectivity",
    "internal_assessment",
    "individual_support",
    "failure_prevention",
    "psychological_support",
    "parents",
    "experience_sharing",
    "competitions",
    "roadmap_monitoring",
    "publicity",
)

Interval = tuple[date | None, date | None]
"""First and last day, both inclusive; None where that side is open."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as understood.

    Attributes:
        kind: One of DEADLINE_KINDS.
        concrete: Whether someone at a calendar can say on which day it is overdue.
        intervals: In order of time, as far as they could be dated.
        every: The rhythm of a repetition, for `recurring` only.
        times: How often within one rhythm, 1 or more, for `recurring` only.
        understood: What was understood, in Russian («октябрь–ноябрь 2021 года»).
        unused: The words of the text that were not used, joined by spaces.
    """

    kind: DeadlineKind
    concrete: bool
    intervals: tuple[Interval, ...] = ()
    every: Rhythm | None = None
    times: int | None = None
    understood: str = ""
    unused: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """What said so.

    Attributes:
        label: The label or signal that it speaks for («methodical_support», «level:regional»).
        by: Its origin: `rule:<pack>@<version>#signals.<id>.any[1]`, `model:<hash>`, `correction:<id>` or
            `default:<pack>@<version>#labels.<group>`.
        quote: The words in the document, as they stand there; empty for a default.
        field: The field of the activity that the quote is from.
        start: Offset of the quote in that field, in characters; -1 where there is no quote.
        probability: 0..1 for a classifier, None for a rule.
        certain: False where the answer is «проверить».
    """

    label: str
    by: str
    quote: str = ""
    field: str = "activity"
    start: int = -1
    probability: float | None = None
    certain: bool = True


PartyKind = Literal["authority", "service", "body", "position", "other"]


@dataclass(frozen=True, slots=True)
class Party:
    """One of those who are named as responsible.

    Attributes:
        text: Its words as they stand in the document.
        start: Offset in the field `responsible`, in characters.
        level: Whom it belongs to; None where its name alone does not tell («Управление образования»).
        kind: An authority of education or somebody of it, a methodist, another body or institution, a position, or what is none of them (a
            person's name).
    """

    text: str
    start: int
    level: Level | None = None
    kind: PartyKind = "other"


@dataclass(frozen=True, slots=True)
class Known:
    """Something known of an activity that no word of its own says, or that was read from one of its fields.

    Attributes:
        value: What is known: a level or a scope.
        quote: The words that say so, as they stand in `field`; empty where they stand elsewhere.
        start: Offset of the quote in that field; -1 where there is none.
    """

    value: str
    quote: str = ""
    field: str = "activity"
    start: int = -1


@dataclass(frozen=True, slots=True)
class Labels:
    """Themes and audiences stand in the order of THEMES and AUDIENCES."""

    level: Level
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    scope: Scope = "unstated"


@dataclass(frozen=True, slots=True)
class RegionalMatch:
    """The event of the regional roadmap that an activity takes part in.

    Attributes:
        event: Its id: the number where every event has one of its own, else its place in the regional roadmap, from 1.
        similarity: 0..1.
        title: What the event is called there.
        words: The weighty words that both have, as the activity has them, in order.
        certain: False where a person should check it.
    """

    event: str
    similarity: float
    title: str = ""
    words: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """An activity with all that was understood of it.

    Attributes:
        signals: Ids of every signal of the rulebook that holds, sorted.
        doubtful: Ids of signals whose answer is «проверить», sorted.
        parties: Those who are named as responsible, in their order.
        corrected: Origins of the corrections that made the row what it is (`correction:<id>`), in their order.
    """

    activity: Activity
    deadline: Deadline
    labels: Labels
    outcome_kind: OutcomeKind
    signals: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    regional: RegionalMatch | None = None
    whys: tuple[Why, ...] = ()
    parties: tuple[Party, ...] = ()
    corrected: tuple[str, ...] = ()
