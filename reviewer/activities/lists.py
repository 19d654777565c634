"""A roadmap without a table: numbered or marked paragraphs under headings are its activities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from reviewer.activities.columns import Role
from reviewer.activities.drafts import Draft
from reviewer.activities.headings import MAX_HEADING_CHARS, is_heading, is_numbered_section, printed
from reviewer.activities.numbering import normalized_number, prefix_of, split_lead
from reviewer.activities.timing import begins_as_deadline, cut_parentheses, split_deadline
from reviewer.activities.vocabulary import (
    MAX_BEGINNING_CHARS,
    begins_with,
    entries,
    first_place,
    mentions,
    names,
    words_of,
)
from reviewer.activities.wording import has_bullet, one_line, without_bullet
from reviewer.model.document import Paragraph
from reviewer.model.roadmap import Source

_HEAD_WORDS = 2
"""The word that tells what a list holds is among so many first words of its heading."""
_DASH_DEADLINE = re.compile(r"\s[–—-]\s(?P<deadline>[^–—]+)$")
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
    if not found:
        return text, {}
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    fields: dict[Role, str] = {}
    for (_, start, role), end in zip(found, ends, strict=True):
        fields.setdefault(_ROLES[role], _trimmed(text[start:end]))
    return text[: found[0][0]].rstrip(" (,;"), fields


def first_list(lines: Sequence[Paragraph], *, before: int) -> int:
    """Where reading begins: after the title, or at a heading above it that announces activities. `before`: the end of the
    title.
    """
    return next((place for place in range(before) if _announces_activities(lines[place])), before)


def _announces_activities(line: Paragraph) -> bool:
    """A heading «Мероприятия по …», «Основные мероприятия» that is no title of a whole plan."""
    return _names_activities(line) and is_heading(line) and not begins_with("title", "starts", line.text)


def _names_activities(line: Paragraph) -> bool:
    place = first_place("activity", "main", words_of(line.text[:MAX_BEGINNING_CHARS]))
    return place is not None and place[0] < _HEAD_WORDS


def _heads_other_list(line: Paragraph, *, before_plan: bool) -> bool:
    """A heading over a list that is no plan: goals, expected results, contacts; before the plan also «Задачи:»."""
    if (
        line.label is not None
        or is_numbered_section(line.text.rstrip(":"))
        or not begins_with("lists", "aside", line.text)
    ):
        return False
    stands_out = line.heading_level > 0 or line.bold or line.centered
    return (stands_out and len(line.text) <= MAX_HEADING_CHARS) or (before_plan and line.text.endswith(":"))


def _heads_subnumbers(line: Paragraph, after: Paragraph | None) -> bool:
    """«1. Работа с педагогами» before «1.1. …» is a section."""
    own = split_lead(printed(line)).number
    below = split_lead(printed(after)).number if after else None
    return own is not None and below is not None and prefix_of(below) == own and not line.text.endswith(":")


def _begins_with_label(line: Paragraph) -> bool:
    return any(_label(role).match(line.text) for role in names("labels"))


def _trimmed(text: str) -> str:
    """A field without the signs that part it from the next, an abbreviation's stop («г.») kept."""
    line = one_line(text).strip(" ;,")
    if line.endswith(")") and "(" not in line:
        line = line[:-1].rstrip(" ;,")
    return line if line.endswith(("г.", "гг.")) else line.rstrip(".")


@dataclass(slots=True)
class ListReader:
    """Reads the lines of one document in order.

    Attributes:
        lines_are_cut: Whether a paragraph may come in several printed lines, as it does from a page without structure.
        drafts: The activities so far.
        first: The number of lines before the first activity, None while there is none.
    """

    file: str
    lines_are_cut: bool = False
    drafts: list[Draft] = field(default_factory=list)
    first: int | None = None
    _section: str | None = None
    _is_aside: bool = False
    _numbers: set[str] = field(default_factory=set)
    _number: str | None = None
    _headed: str | None = None
    _is_open: bool = False
    _page: int | None = None

    def read(self, lines: Sequence[Paragraph], *, start: int) -> None:
        """Take in the lines from a place on, the end of the title."""
        for place in range(start, len(lines)):
            after = lines[place + 1] if place + 1 < len(lines) else None
            if self._take(lines[place], after) and self.first is None:
                self.first = place

    def _take(self, line: Paragraph, after: Paragraph | None) -> bool:
        """Whether a line is an activity."""
        if mentions("blocks", "order", line.text) or _heads_other_list(line, before_plan=not self.drafts):
            self._is_aside, self._is_open = True, False
        elif self._is_aside and line.text.endswith(":") and _names_activities(line):
            self._is_aside = False
        elif self._is_lone_number(line):
            self._number = normalized_number(line.text)
        elif _heads_subnumbers(line, after):
            self._open(line)
        elif self._is_item(line) and not self._is_aside:
            self._add(line)
            return True
        elif self._goes_on(line):
            self.drafts[-1].activity += f" {line.text}"
            self._page = line.page
        elif self._opens_section(line):
            self._open(line)
            self._headed = None
        elif self.drafts:
            self._add_labels(line)
        return False

    def _open(self, heading: Paragraph) -> None:
        self._section, self._is_aside, self._is_open = printed(heading), False, False

    def _goes_on(self, line: Paragraph) -> bool:
        """Whether a line is the rest of the item above: it begins in the middle of a sentence, or lines are cut and the
        one above, on the same page, has no end.
        """
        if not self._is_open or line.bold or line.heading_level or _begins_with_label(line):
            return False
        ended = self.drafts[-1].activity.rstrip().endswith((".", ";", "!", "?"))
        is_cut = self.lines_are_cut and line.page == self._page
        return not ended and (is_cut or line.text[:1].islower())

    @staticmethod
    def _is_lone_number(line: Paragraph) -> bool:
        """The number of an item that stands in a line, or a shape, of its own."""
        return line.label is None and line.text.rstrip(".").isdigit() and len(line.text) <= 3  # noqa: PLR2004

    def _is_item(self, line: Paragraph) -> bool:
        if line.heading_level or line.bold or is_numbered_section(printed(line)):
            return False
        if begins_with("blocks", "approval", line.text) or "___" in line.text:
            return False
        marked = line.label is not None or has_bullet(line.text) or split_lead(line.text).number is not None
        return marked or self._number is not None

    def _opens_section(self, line: Paragraph) -> bool:
        """A heading; a numbered line of another list is none."""
        stands_out = line.heading_level > 0 or line.bold or line.centered or is_numbered_section(printed(line))
        return is_heading(line) and not _begins_with_label(line) and (stands_out or not self._is_aside)

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
        draft.parent = self._parent(number)
        if number:
            self._numbers.add(number)
            self._headed = number if text.rstrip().endswith(":") else None
        self.drafts.append(draft)
        self._is_open, self._page = not fields, line.page

    def _parent(self, number: str | None) -> str | None:
        """A marked item hangs on the numbered one that a colon left open."""
        prefix = prefix_of(number) if number else self._headed
        return prefix if prefix in self._numbers else None

    def _add_labels(self, line: Paragraph) -> None:
        """«Срок: март 2024 г.» in a line of its own belongs to the activity above."""
        self._is_open = False
        _, fields = split_labels(line.text)
        for role, text in fields.items():
            self.drafts[-1].texts.setdefault(role, text)


def _pick_deadline(text: str, fields: dict[Role, str]) -> str:
    """Take «(март 2024 г., методист)» or «– март 2024 г., методист» off the end of a text."""
    rest, held = cut_parentheses(text)
    if held is None:
        match = _DASH_DEADLINE.search(text)
        if match is None or not begins_as_deadline(match["deadline"]):
            return text
        rest, held = text[: match.start()], match["deadline"]
    deadline, body = split_deadline(_trimmed(held))
    fields["deadline"] = deadline
    if body:
        fields.setdefault("responsible", body)
    return rest
