"""The day on which a roadmap was approved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reviewer.activities.days import first_day
from reviewer.model.document import Paragraph

MAX_LINES = 8
"""The day stands among so many lines, the one that announces it included."""

_ANNOUNCEMENTS = (
    re.compile(r"^\W*утвержд", re.IGNORECASE),
    re.compile(r"^\W*приложение|\bк\s+(?:приказу|постановлению|распоряжению)\b", re.IGNORECASE),
    re.compile(r"^\W*(?:приказ|постановление|распоряжение)\b", re.IGNORECASE),
)
"""What may announce the day: the approval first, then the order that the roadmap is an annex to, then an order itself."""


def approved_on(lines: Sequence[Paragraph]) -> date | None:
    """The first day named after an approval, an annex or an order, in this order of trust."""
    for announcement in _ANNOUNCEMENTS:
        for place, line in enumerate(lines):
            if announcement.search(line.text):
                day = first_day("\n".join(other.text for other in lines[place : place + MAX_LINES]))
                if day is not None:
                    return day
    return None
