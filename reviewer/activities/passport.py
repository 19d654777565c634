"""What a roadmap says of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePath

from reviewer.activities.approval import approved_on
from reviewer.activities.days import first_day
from reviewer.activities.period import last_year_in, period_in, period_of_deadlines
from reviewer.activities.territory import most_named, municipality_in, region_in
from reviewer.activities.title import Title
from reviewer.model.document import Paragraph
from reviewer.model.roadmap import Activity, Passport, Period


def passport_of(
    file: str, title: Title | None, before: Sequence[Paragraph], activities: Sequence[Activity]
) -> Passport:
    """Title, territory, period and day of approval. `before`: the lines before the first activity."""
    text = title.text if title else ""
    front = "\n".join(line.text for line in before)
    day = approved_on(before)
    return Passport(
        title=text or PurePath(file).stem,
        territory=_territory(text, front, activities),
        period=_period(text, front, day, activities),
        approved_on=day,
    )


def _territory(title: str, front: str, activities: Sequence[Activity]) -> str | None:
    """A municipality goes before a region, the title before the approval, and both before the bodies that are most
    often named in the plan.
    """
    bodies = [activity.responsible for activity in activities if activity.responsible]
    texts = [*bodies, *(activity.activity for activity in activities)]
    answers: tuple[Callable[[], str | None], ...] = (
        lambda: municipality_in(title),
        lambda: municipality_in(front),
        lambda: region_in(title),
        lambda: region_in(front),
        lambda: most_named(bodies, municipality_in),
        lambda: most_named(texts, region_in),
    )
    return next((found for answer in answers if (found := answer()) is not None), None)


def _period(title: str, front: str, approved: date | None, activities: Sequence[Activity]) -> Period | None:
    """The title's period, then what the deadlines' years tell, then a period named in the text before the plan."""
    named = period_in(title)
    if named is not None:
        return named
    dated = period_of_deadlines(activity.deadline for activity in activities if activity.deadline)
    last = last_year_in(title)
    if last is not None:
        first = approved.year if approved else dated.start.year if dated else last
        return Period(date(min(first, last), 1, 1), date(last, 12, 31))
    return dated or _without_approval(front, approved)


def _without_approval(front: str, approved: date | None) -> Period | None:
    """Lines with the day of approval name no period."""
    lines = [line for line in front.splitlines() if approved is None or first_day(line) != approved]
    return next((found for line in lines if (found := period_in(line)) is not None), None)
