"""Whose document a roadmap is: that of a region, a municipality or a school.

What is told first decides: the words of the title, the body that the title calls the document's owner, whoever approves it,
the territory, the order that it is an annex to. «Начальник управления образования» alone tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from reviewer.activities.territory import municipality_in, region_in
from reviewer.model.facts import Deadline, Level
from reviewer.model.roadmap import Activity, Roadmap, Source
from reviewer.rulebook.judging import judge
from reviewer.rulebook.parties import read_parties
from reviewer.rulebook.rulebook import Rulebook

TITLE_SIGNALS: dict[str, Level] = {
    "document_school": "school",
    "document_municipal": "municipal",
    "document_regional": "regional",
}
"""Signals of the pack, asked of the title as of an activity; the first that holds tells the level."""
MAX_LINES = 4
"""A body stands in so many lines after the word that announces it, that line included."""
LEAST_HOLDERS = 5
"""Fewer activities with a known holder say nothing of the document."""
SCHOOL_SHARE = 0.9
"""From this share on (0..1) a plan whose holders are people of a school is a school's."""

_APPROVAL = re.compile(r"^\W*утвержд", re.IGNORECASE)
_ANNEX = re.compile(r"^\W*приложение|^\W*к\s+(?:приказу|распоряжению|постановлению|письму)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\s(?:по|с|со|для|на|об|о|в|во|к)\s|\s(?:сопровожд|поддержк|помощ)", re.IGNORECASE)
"""Where a title turns from whose the document is to what it is about."""
_UNDATED = Deadline("missing", concrete=False)


def level_of_document(roadmap: Roadmap, rulebook: Rulebook) -> Level | None:
    """The level of whoever submits the roadmap; None where nothing tells it."""
    title, lines = roadmap.passport.title, roadmap.front_text.splitlines()
    holders = _named_holders(roadmap, rulebook)
    owner = _SUBJECT.split(title, maxsplit=1)[0]
    clues: tuple[Callable[[], Level | None], ...] = (
        lambda: _level_in_title(rulebook, title),
        lambda: _level_of_body(rulebook, owner),
        lambda: _level_announced(rulebook, lines, _APPROVAL),
        lambda: _school_by_holders(holders),
        lambda: _level_of_territory(roadmap.passport.territory),
        lambda: _level_announced(rulebook, lines, _ANNEX),
        lambda: _most_named(holders),
    )
    return next((level for clue in clues if (level := clue()) is not None), None)


def _named_holders(roadmap: Roadmap, rulebook: Rulebook) -> list[Level]:
    """Of each activity the level of the first party whose name tells it; whose name does not, is nobody's clue."""
    rows = (read_parties(rulebook, activity.responsible) for activity in roadmap.activities)
    return [level for parties in rows if (level := next((one.level for one in parties if one.level), None))]


def _school_by_holders(holders: list[Level]) -> Level | None:
    enough = len(holders) >= LEAST_HOLDERS and holders.count("school") >= SCHOOL_SHARE * len(holders)
    return "school" if enough else None


def _most_named(holders: list[Level]) -> Level | None:
    above: list[Level] = [level for level in holders if level in {"regional", "municipal"}]
    return Counter(above).most_common(1)[0][0] if len(above) >= LEAST_HOLDERS else None


def _level_in_title(rulebook: Rulebook, title: str) -> Level | None:
    if not TITLE_SIGNALS.keys() & rulebook.signals.keys():
        return None
    holding = judge(rulebook, Activity(title, Source("")), _UNDATED).signals
    return next((level for name, level in TITLE_SIGNALS.items() if name in holding), None)


def _level_of_body(rulebook: Rulebook, text: str) -> Level | None:
    return next((party.level for party in read_parties(rulebook, text) if party.level is not None), None)


def _level_announced(rulebook: Rulebook, lines: list[str], announcement: re.Pattern[str]) -> Level | None:
    for place, line in enumerate(lines):
        if announcement.search(line):
            level = _level_of_body(rulebook, " ".join(lines[place : place + MAX_LINES]))
            if level is not None:
                return level
    return None


def _level_of_territory(territory: str | None) -> Level | None:
    if territory is None:
        return None
    region = region_in(territory)
    if region is not None and (region == territory or municipality_in(territory) is None):
        return "regional"
    return "municipal"
