"""What a page of the workplace asks to see: a row of a roadmap, and the words in it that a judgement rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.model.facts import Why
from reviewer.model.roadmap import Activity, Source


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a field of an activity, as `Why` has them. `start`: their offset in the field, -1 where it is not known."""

    field: str
    start: int
    quote: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A row to show.

    Attributes:
        source: Where it was read.
        number: Its number in the roadmap, for the reader.
        text: The activity's text, by which the row is recognised.
        quotes: The words to mark.
    """

    source: Source
    number: str | None
    text: str
    quotes: tuple[Quote, ...] = ()


def asked_of(activity: Activity, whys: Iterable[Why] = ()) -> Asked:
    """The row of an activity with the words that `whys` quote."""
    quotes = dict.fromkeys(Quote(why.field, why.start, why.quote) for why in whys if why.quote)
    return Asked(activity.source, activity.number, activity.activity, tuple(quotes))
