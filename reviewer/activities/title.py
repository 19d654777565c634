"""The heading of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reviewer.activities.headings import printed
from reviewer.activities.numbering import is_roman, split_lead
from reviewer.activities.vocabulary import Words, begins_with, mentions, phrases, words_of
from reviewer.activities.wording import one_line
from reviewer.language.morphology import analyzer
from reviewer.model.document import Paragraph

MAX_TITLE_CHARS = 700
MAX_FALLBACK_LINES = 12
MAX_BARE_TITLE_WORDS = 4
"""«План мероприятий («дорожная карта»)» alone does not say what it is about."""
_OPEN_END = re.compile(r"(?:,|\bг\.|[-–—(«]|\b(?:по|на|в|с|и|о|об|для|от|из|при|к))$", re.IGNORECASE)
_PERIOD_END = re.compile(r"(?:20\d\d|год\w{0,2}|г\.|гг\.?|г\.\s?г\.?|\))\s*\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """`end`: the number of lines up to its last one. `names_plan`: whether it calls the document a plan."""

    text: str
    end: int
    names_plan: bool


def find_title(lines: Sequence[Paragraph]) -> Title | None:
    """The lines that name the document: «План …», «Дорожная карта …» and what belongs to them.

    The first such line that stands out (bold, centred, a heading, capitals) after the last approval, annex or order is
    its beginning; else the first that stands out anywhere, else the first that is no sentence. Without one: what an order is
    about («Об утверждении …»), else the first lines that stand out.
    """
    starts = [place for place, line in enumerate(lines) if _names_plan(line)]
    outstanding = [place for place in starts if _stands_out(lines[place])]
    approval = max((place for place, line in enumerate(lines) if _announces_approval(line)), default=-1)
    after = [place for place in outstanding if place > approval]
    begin = next(iter(after or outstanding), next((p for p in starts if not lines[p].text.endswith(".")), None))
    if begin is None:
        begin = next((p for p, line in enumerate(lines) if begins_with("title", "subjects", line.text)), None)
    if begin is None:
        begin = next((p for p, line in enumerate(lines[:MAX_FALLBACK_LINES]) if _may_be_title(line)), None)
    if begin is None:
        return None
    while begin > 0 and _only_adjectives(lines[begin - 1]):
        begin -= 1
    end = begin + 1
    while end < len(lines) and _goes_on(lines, begin, end):
        end += 1
    return Title(one_line(" ".join(line.text for line in lines[begin:end])), end, names_plan=bool(starts))


def title_of_slides(lines: Sequence[Paragraph], found: Title | None) -> Title | None:
    """The title of a presentation: the heading of its first slide, whatever the slides after it are called. `found`: what
    `find_title` has found in the same lines.
    """
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    if found is not None and found.end <= len(first):
        return found
    heading = next((place for place, line in enumerate(first) if line.heading_level), None)
    if heading is None:
        return found
    return Title(one_line(first[heading].text), heading + 1, names_plan=found is not None and found.names_plan)


def _names_plan(line: Paragraph) -> bool:
    if line.label is not None or split_lead(line.text).number is not None:
        return False
    words = words_of(line.text)
    start = _after_adjectives(words)
    return any(phrase.at(words, start) for phrase in phrases("title", "starts"))


def _announces_approval(line: Paragraph) -> bool:
    return begins_with("blocks", "approval", line.text) or begins_with("blocks", "annex", line.text)


def _after_adjectives(words: Words) -> int:
    start = 0
    while any(phrase.at(words, start) for phrase in phrases("title", "adjectives")):
        start += 1
    return start


def _only_adjectives(line: Paragraph) -> bool:
    words = words_of(line.text)
    return bool(words) and _after_adjectives(words) == len(words)


def _stands_out(line: Paragraph) -> bool:
    first = next((word for word in re.findall(r"[^\W\d_]+", line.text)), "")
    return line.bold or line.centered or line.heading_level > 0 or (len(first) > 1 and first.isupper())


def _may_be_title(line: Paragraph) -> bool:
    ruled_out = mentions("blocks", "approval", line.text) or begins_with("blocks", "annex", line.text)
    return _stands_out(line) and not ruled_out and "___" not in line.text


def _goes_on(lines: Sequence[Paragraph], begin: int, place: int) -> bool:
    first, above, line = lines[begin], lines[place - 1], lines[place]
    if _begins_else(line) or sum(len(other.text) for other in lines[begin : place + 1]) > MAX_TITLE_CHARS:
        return False
    if _OPEN_END.search(above.text) or line.text[:1].islower() or line.text.startswith("("):
        return True
    if _PERIOD_END.search(above.text):
        return False
    alike = _stands_out(first) and _stands_out(line) and _style(line) == _style(first)
    return alike and not (place == len(lines) - 1 and _is_heading_of_plan(lines[begin:place], line))


def _is_heading_of_plan(title: Sequence[Paragraph], line: Paragraph) -> bool:
    """Whether the last line before a plan is a heading of its own: a noun phrase in the nominative («Диагностический
    блок») after a title that is more than its first words; the rest of a title would be in another case.
    """
    told = sum(len(other.text.split()) for other in title)
    return told > MAX_BARE_TITLE_WORDS and not _names_plan(line) and _is_nominative(line.text.split()[0])


@lru_cache(maxsize=256)
def _is_nominative(word: str) -> bool:
    parses = analyzer().parse(word.strip('«»"“”„()').lower())
    return "nomn" in parses[0].tag and not any("gent" in parse.tag for parse in parses)


def _style(line: Paragraph) -> tuple[bool, bool, bool]:
    return line.bold, line.centered, line.heading_level > 0


def _begins_else(line: Paragraph) -> bool:
    text = printed(line)
    numbered = line.label is not None or split_lead(text).number is not None or is_roman(text)
    return numbered or begins_with("title", "stops", text) or begins_with("blocks", "approval", text)
