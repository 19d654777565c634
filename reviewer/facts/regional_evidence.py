"""How likely it is that an activity is the taking part in an event: what speaks for it and against it, weighed.

The similarity is a logistic function of the weighted evidence. The weights were fitted on labelled activities of an
invented region and of a real one, each tried on activities of the others, and rounded by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Literal

from reviewer.facts.regional_days import DaysAgreement

MATCH = 0.5
"""The similarity from which an activity is taken for taking part in the event."""
CHECK = 0.3
"""The similarity from which a person is asked about it."""

Holder = Literal["region", "municipality", "unsaid", "unknown", "shared"]
"""Who holds the activity by its own words: `unsaid` where they do not tell, `unknown` before they were looked at, `shared`
where they do not name the region and the event is one that municipalities hold themselves."""

_NOTHING = -5.5
_WORDS = 6.0
_TITLE = 2.5
_OTHER_TITLE = -1.5
_CITED = 4.0
_OTHER_TOPIC = -1.5
_OTHER_PEOPLE = -1.0
_DAYS: dict[DaysAgreement, float] = {"same": 2.5, "within": 1.5, "overlap": 0.0, "unknown": 0.0, "apart": -2.5}
_HOLDER: dict[Holder, float] = {
    "region": 3.0,
    "shared": 1.5,
    "unknown": 1.5,
    "unsaid": 0.0,
    "municipality": -1.5,
}
_HALF_TITLE = 0.5
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an activity and an event have in common.

    Attributes:
        words: How alike their words are, 0..1.
        title: The share of a quoted name of one that the other has too, 0..1.
        other_title: The activity has a quoted name, and the event knows nothing of it.
        days: How their days stand to each other.
        holder: Who holds the activity.
        cited: The activity cites the number of the event.
        topic, people: Whether they have a theme, an audience in common; None where one of them has none.
    """

    words: float
    title: float
    other_title: bool
    days: DaysAgreement
    holder: Holder
    cited: bool
    topic: bool | None = None
    people: bool | None = None

    @property
    def similarity(self) -> float:
        """0..1."""
        odds = (
            _NOTHING
            + _WORDS * self.words
            + _TITLE * max(0.0, self.title - _HALF_TITLE) / (1 - _HALF_TITLE)
            + (_OTHER_TITLE if self.other_title else 0.0)
            + (_CITED if self.cited else 0.0)
            + (_OTHER_TOPIC if self.topic is False else 0.0)
            + (_OTHER_PEOPLE if self.people is False else 0.0)
            + _DAYS[self.days]
            + _HOLDER[self.holder]
        )
        return round(1 / (1 + exp(-odds)), _DIGITS)
