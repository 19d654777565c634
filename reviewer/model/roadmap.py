"""What a roadmap is made of: a passport and activities, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewer.model.document import Notice

FIELDS = ("activity", "deadline", "responsible", "participants", "outcome", "section")
"""The fields of an activity that a rule may look into."""


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days, both inclusive."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Source:
    """Where an activity stands. `page`, `table`, `row` are 1-based; `row` counts the physical rows of the table,
    or of the sheet that the table stands in.
    """

    file: str
    page: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """One planned thing. Texts have single spaces; an empty cell, or one with only a dash, is None."""

    activity: str
    source: Source
    number: str | None = None
    parent: str | None = None
    section: str | None = None
    deadline: str | None = None
    responsible: str | None = None
    participants: str | None = None
    outcome: str | None = None

    def field(self, name: str) -> str | None:
        value = getattr(self, name)
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Passport:
    """What a roadmap says of itself.

    Attributes:
        title: The heading of the document in one line.
        territory: Whose roadmap it is, in the nominative where that can be told («Судогодский район»).
        period: The days that it plans for.
        approved_on: The day of its approval (гриф «УТВЕРЖДАЮ», or the order that it is an annex to).
    """

    title: str
    territory: str | None = None
    period: Period | None = None
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Roadmap:
    file: str
    format: str
    passport: Passport
    activities: tuple[Activity, ...]
    notices: tuple[Notice, ...] = ()
    front_text: str = ""
    """The running text before the first activity and after the last: approval, title, notes. For finding the owner."""
