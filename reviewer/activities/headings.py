"""Headings of sections in running text."""

from __future__ import annotations

from reviewer.activities.numbering import is_roman, split_lead
from reviewer.activities.vocabulary import begins_with
from reviewer.activities.wording import one_line
from reviewer.model.document import Paragraph

MAX_HEADING_CHARS = 250
MAX_LABEL_CHARS = 20
"""«Раздел 2.» with its number stands among so many first characters."""


def is_numbered_section(text: str) -> bool:
    """«II. …», or «Раздел 2. …», «Блок «Диагностика»: …» with a sign that it is counted or named."""
    if is_roman(text):
        return True
    start = text[:MAX_LABEL_CHARS]
    counted = any(sign.isdigit() or sign in ".:" for sign in start) or any(is_roman(word) for word in start.split())
    return counted and begins_with("rows", "section", text)


def heading_above(lines: list[Paragraph]) -> str | None:
    """The heading of a section among the lines between a title, or a plan, and the next plan: the last of them that
    reads as one, with the bare «Раздел II» above it.
    """
    for place in range(len(lines) - 1, -1, -1):
        if is_heading(lines[place]) and not _is_list_item(lines, place):
            above = lines[place - 1] if place else None
            bare = above is not None and is_heading(above) and _is_bare_label(above)
            return f"{printed(above)} {printed(lines[place])}" if above and bare else printed(lines[place])
    return None


def printed(line: Paragraph) -> str:
    """A line with its automatic number."""
    return one_line(f"{line.label} {line.text}" if line.label else line.text)


def is_heading(line: Paragraph) -> bool:
    text = printed(line)
    if len(text) > MAX_HEADING_CHARS or "___" in text or begins_with("blocks", "annex", text):
        return False
    if begins_with("blocks", "approval", text) or (begins_with("title", "stops", text) and text.endswith(".")):
        return False
    if line.heading_level or is_numbered_section(text):
        return True
    styled = (line.bold or line.centered) and not text.endswith((".", ";", ":"))
    return styled or (split_lead(text).number is not None and not text.endswith((".", ";", ":")))


def _is_bare_label(line: Paragraph) -> bool:
    return is_numbered_section(printed(line)) and len(line.text.split()) <= 2  # noqa: PLR2004 - «Раздел II»


def _is_list_item(lines: list[Paragraph], place: int) -> bool:
    """One of several numbered lines, or a numbered line with text after it: tasks and goals, not a heading."""
    line = lines[place]
    if line.heading_level or line.bold or line.centered or is_numbered_section(printed(line)):
        return False
    beside = lines[place - 1 : place] + lines[place + 1 : place + 2]
    return place + 1 < len(lines) or any(split_lead(printed(other)).number for other in beside)
