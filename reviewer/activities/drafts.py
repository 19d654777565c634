"""An activity while its rows are still being read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer.activities.columns import Role
from reviewer.activities.rows import FIELDS, Row
from reviewer.activities.wording import joined, one_line, value, without_bullet
from reviewer.model.roadmap import Activity, Source


@dataclass(slots=True)
class Draft:
    """`texts` holds what the row says of each field, as printed."""

    activity: str
    source: Source
    number: str | None = None
    parent: str | None = None
    section: str | None = None
    texts: dict[Role, str] = field(default_factory=dict)

    def go_on(self, row: Row, *, separator: str) -> None:
        """Add what a row that goes on with this one says besides."""
        for role in row.own & frozenset(FIELDS):
            known = self.texts.get(role, "")
            text = row.text(role)
            self.texts[role] = known if one_line(text) in one_line(known) else joined([known, text], separator)
        if "activity" in row.own:
            self.activity = joined([self.activity, row.text("activity")], " ")

    def finished(self) -> Activity | None:
        """None where no text is left once the bullet is off."""
        activity = value(without_bullet(self.activity))
        if activity is None:
            return None
        return Activity(
            activity=activity,
            source=self.source,
            number=self.number,
            parent=self.parent,
            section=self.section,
            deadline=value(self.texts.get("deadline", "")),
            responsible=value(self.texts.get("responsible", "")),
            participants=value(self.texts.get("participants", "")),
            outcome=value(self.texts.get("outcome", "")),
        )


def fields_of(texts: Mapping[Role, str]) -> dict[Role, str]:
    return {role: text for role, text in texts.items() if role in FIELDS}
