"""A roadmap without a table: numbered or marked paragraphs under headings are its activities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from reviewer.activities.columns import Role
from reviewer.activities.drafts import Draft
from reviewer.activities.front import is_heading, printed
from reviewer.activities.numbering import is_roman, normalized_number, prefix_of, split_lead
from reviewer.activities.timing import cut_parentheses, is_deadline, split_deadline
from reviewer.activities.vocabulary import begins_with, entries, mentions, names
from reviewer.activities.wording import has_bullet, one_line, without_bullet
from reviewer.model.document import Paragraph
from reviewer.model.roadmap import Source

_DASH_DEADLINE = re.compile(r"\s[–—-]\s(?P<deadline>[^–—]+?)[.;]?\s*$")
_ROLES: dict[str, Role] = {
    "deadline": "deadline",
    "responsible": "responsible",
    "participants": "participants",
    "outcome": "outcome",
}


@cache
def _label(role: str) -> re.Pattern[str]:
    """«Срок: », «Ответственные – » at the beginning of a line or of a sentence."""
    words = sorted(entries("labels", role), key=len, reverse=True)
    names = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?:^|(?<=[.;,)(])|(?<=[.;,]\s))\s*(?:{names})\s*(?::|\s[–—-]\s)\s*", re.IGNORECASE)


def split_labels(text: str) -> tuple[str, dict[Role, str]]:
    """A text before its first label, and the text after each label."""
    found = sorted(
        (match.start(), match.end(), role) for role in names("labels") for match in _label(role).finditer(text)
    )
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    fields: dict[Role, str] = {}
    for (_, start, role), end in zip(found, ends, strict=True):
        fields.setdefault(_ROLES[role], one_line(text[start:end]).strip(" ;,.)"))
    return (text[: found[0][0]] if found else text).rstrip(" (,;"), fields


@dataclass(slots=True)
class ListReader:
    """Reads the lines of one document in order.

    Attributes:
        drafts: The activities so far.
        first: The number of lines before the first activity, None while there is none.
    """

    file: str
    drafts: list[Draft] = field(default_factory=list)
    first: int | None = None
    _section: str | None = None
    _in_order: bool = False
    _numbers: set[str] = field(default_factory=set)
    _number: str | None = None

    def read(self, lines: Sequence[Paragraph], *, start: int) -> None:
        """Take in the lines from a place on, the end of the title."""
        for place in range(start, len(lines)):
            line = lines[place]
            if self._take(line) and self.first is None:
                self.first = place

    def _take(self, line: Paragraph) -> bool:
        """Whether a line is an activity."""
        if mentions("blocks", "order", line.text):
            self._in_order = True
        elif self._is_lone_number(line):
            self._number = normalized_number(line.text)
        elif self._is_item(line) and not self._in_order:
            self._add(line)
            return True
        elif self._opens_section(line):
            self._section, self._in_order = printed(line), False
        elif self.drafts:
            self._add_labels(line)
        return False

    @staticmethod
    def _is_lone_number(line: Paragraph) -> bool:
        """The number of an item that stands in a line, or a shape, of its own."""
        return line.label is None and line.text.rstrip(".").isdigit() and len(line.text) <= 3  # noqa: PLR2004

    def _is_item(self, line: Paragraph) -> bool:
        if line.heading_level or is_roman(printed(line)) or begins_with("rows", "section", line.text):
            return False
        if begins_with("blocks", "approval", line.text) or "___" in line.text:
            return False
        marked = line.label is not None or has_bullet(line.text) or split_lead(line.text).number is not None
        return (marked and not (line.bold and len(self._own_words(line)) < 1)) or self._number is not None

    @staticmethod
    def _own_words(line: Paragraph) -> list[str]:
        return line.text.split()

    @staticmethod
    def _opens_section(line: Paragraph) -> bool:
        return is_heading(line) and not any(_label(role).match(line.text) for role in names("labels"))

    def _add(self, line: Paragraph) -> None:
        number, text = self._number, line.text
        if line.label is not None:
            number = normalized_number(line.label) if any(sign.isalnum() for sign in line.label) else None
        elif number is None and not has_bullet(text):
            lead = split_lead(text)
            number, text = lead.number, lead.text
        self._number = None
        text, fields = split_labels(without_bullet(text))
        if "deadline" not in fields:
            text = _pick_deadline(text, fields)
        draft = Draft(text, Source(self.file, line.page), number, section=self._section, texts=fields)
        prefix = prefix_of(number) if number else None
        draft.parent = prefix if prefix in self._numbers else None
        if number:
            self._numbers.add(number)
        self.drafts.append(draft)

    def _add_labels(self, line: Paragraph) -> None:
        """«Срок: март 2024 г.» in a line of its own belongs to the activity above."""
        _, fields = split_labels(line.text)
        for role, text in fields.items():
            self.drafts[-1].texts.setdefault(role, text)


def _pick_deadline(text: str, fields: dict[Role, str]) -> str:
    """Take «(март 2024 г., методист)» or «– март 2024 г.» off the end of a text."""
    rest, held = cut_parentheses(text)
    if held is not None:
        deadline, body = split_deadline(held)
        fields["deadline"] = deadline
        if body:
            fields.setdefault("responsible", body)
        return rest
    match = _DASH_DEADLINE.search(text)
    if match is not None and is_deadline(match["deadline"]):
        fields["deadline"] = one_line(match["deadline"])
        return text[: match.start()]
    return text
