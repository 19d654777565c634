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
    re.compile(r"^\W*утвержд|\bутвержд[её]н\w*\s+(?:приказ|постановлен|распоряжен|решен)", re.IGNORECASE),
    re.compile(r"^\W*приложение|\bк\s+(?:приказу|постановлению|распоряжению)\b", re.IGNORECASE),
    re.compile(r"^\W*(?:приказ|постановление|распоряжение)\b", re.IGNORECASE),
)
"""What may announce the day: the approval first, then the order that the roadmap is an annex to, then an order itself."""


def approved_on(lines: Sequence[Paragraph]) -> date | None:
    """The first day named after an approval, an annex or an order, in this order of trust."""
    for announcement in _ANNOUNCEMENTS:
        for place, line in enumerate(lines):
            match = announcement.search(line.text)
            if match:
                following = (other.text for other in lines[place + 1 : place + MAX_LINES])
                day = first_day("\n".join((line.text[match.start() :], *following)))
                if day is not None:
                    return day
    return None
