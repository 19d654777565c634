"""Who is responsible: the parties that a text names, each with its level, and which of them holds the event.

What a body, a position and a level are is said by the signals of the pack whose ids stand here; a pack without them knows no
party's level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

from reviewer.language.automaton import Span
from reviewer.model.facts import Deadline, Known, Level, Party
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.conditions import Answer, Examination
from reviewer.rulebook.party_splitting import is_abbreviation, split_parties
from reviewer.rulebook.rulebook import Rulebook

AUTHORITY, SERVICE, BODY, POSITION = "party_authority", "party_service", "party_body", "party_position"
LEVEL_SIGNALS: Mapping[str, Level] = {
    "party_federal": "federal",
    "party_regional": "regional",
    "party_municipal": "municipal",
    "party_school": "school",
}
"""In the order of trial: the first that holds of a party is its level."""
PREFIX = "party_"
"""Signals whose ids begin so are asked of each party alone."""
_FIELD = "responsible"
_CACHE_TEXTS = 16_384
_NO_DEADLINE = Deadline("missing", concrete=False)
_NOWHERE = Source("")


def read_parties(rulebook: Rulebook, text: str | None) -> tuple[Party, ...]:
    """The parties that the text of «ответственные» names, in their order."""
    if not text or BODY not in rulebook.signals:
        return ()
    return _read(_Pack(rulebook), text)


def lead(parties: Sequence[Party], own: Level | None = None) -> tuple[Party, Level] | None:
    """Who holds the event, and at which level: the first party that stands above one school, else a school.

    An authority whose name alone does not tell its level belongs to the level of the document, as far as that is known (`own`);
    else to that of the parties named beside it, else to the municipality; so does a methodist, but in a school's plan he is the
    school's. Another body of no known level is the document's own; where that is not known, it says nothing.
    """
    above = [party for party in parties if _stands_above(party, own)]
    if not above:
        placed = [(party, party.level or own) for party in parties if party.kind != "other"]
        return next(((party, level) for party, level in placed if level is not None), None)
    first = above[0]
    if first.level is not None:
        return first, first.level
    if own is not None and (own != "school" or first.kind == "body"):
        return first, own
    named = next((party for party in above if party.level is not None), None)
    return (first, "municipal") if named is None or named.level is None else (named, named.level)


def _stands_above(party: Party, own: Level | None) -> bool:
    if party.level is not None:
        return party.level != "school"
    if party.kind == "service":
        return own != "school"
    return party.kind == "authority" or (party.kind == "body" and own is not None)


def known_of(parties: Sequence[Party], own: Level | None = None) -> dict[str, tuple[Known, ...]]:
    """What rules may ask of the parties: «parties» and «responsible.level»."""
    levels = tuple(Known(party.level, party.text, _FIELD, party.start) for party in parties if party.level)
    leading = lead(parties, own)
    if leading is None:
        return {"parties": levels}
    party, level = leading
    return {"parties": levels, "responsible.level": (Known(level, party.text, _FIELD, party.start),)}


def document_level(known: Mapping[str, tuple[Known, ...]]) -> Level | None:
    return next((cast("Level", one.value) for one in known.get("document.level", ())), None)


class _Pack:
    """A rulebook as the key of a cache: its files say everything."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def __hash__(self) -> int:
        return hash(self.rulebook.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pack) and self.rulebook.sha256 == other.rulebook.sha256


@lru_cache(maxsize=_CACHE_TEXTS)
def _read(pack: _Pack, text: str) -> tuple[Party, ...]:
    pieces = split_parties(text, lambda word: bool(_said(pack, word) & {BODY, POSITION}))
    return tuple(_party(pack, text[start:end], start) for start, end in pieces)


def _party(pack: _Pack, text: str, start: int) -> Party:
    said = _said(pack, text)
    level = next((level for name, level in LEVEL_SIGNALS.items() if name in said), None)
    if AUTHORITY in said:
        return Party(text, start, level, "authority")
    if SERVICE in said:
        return Party(text, start, level, "service")
    if BODY in said or is_abbreviation(text.split(maxsplit=1)[0].strip('«»"(),.;')):
        return Party(text, start, level, "body")
    return Party(text, start, level, "position" if POSITION in said or level else "other")


@lru_cache(maxsize=_CACHE_TEXTS)
def _said(pack: _Pack, text: str) -> frozenset[str]:
    """Ids of the signals of this module that hold of a text as the whole field."""
    rulebook = pack.rulebook
    hits: dict[int, Span] = {}
    for search in rulebook.searches:
        if search.field == _FIELD:
            hits.update(search.find(text))
    examined = Examination(Activity("", _NOWHERE, responsible=text), _NO_DEADLINE, hits=hits)
    for name in rulebook.plan.steps:
        if name.startswith(PREFIX):
            examined.answers[name] = rulebook.signals[name].condition.answer(examined)
    return frozenset(name for name, answer in examined.answers.items() if answer is Answer.YES)
