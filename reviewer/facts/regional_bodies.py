"""Who holds the regional events, and whether a text names them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from reviewer.facts.regional_lexicon import Lexicon
from reviewer.facts.regional_words import STEM_LETTERS, Wording, wording_of
from reviewer.model.region import Region

_NAMED_SHARE = 0.6
"""How much of a body's name must be there, by weight: names are shortened («министерство» for «министерство образования»)."""
_SEPARATORS = re.compile(r"[,;\n]")
_REGION_STEM = "регион"


@dataclass(frozen=True, slots=True)
class Body:
    """`short`: its abbreviation, the last of those in its name: before it stands the legal form («ГАОУ ДПО»)."""

    short: str | None
    lemmas: frozenset[str]

    def is_named(self, terms: Collection[str], lexicon: Lexicon) -> bool:
        if self.short:
            return self.short in terms
        return lexicon.share(self.lemmas, terms) >= _NAMED_SHARE


def bodies_of(responsible: str | None) -> tuple[Body, ...]:
    """The bodies that a cell names, by commas and semicolons."""
    parts = [part for part in _SEPARATORS.split(responsible or "") if part.strip()]
    return tuple(body for body in map(_body, parts) if body.short or body.lemmas)


def _body(text: str) -> Body:
    wording = wording_of(text.strip())
    short = wording.abbreviations[-1] if wording.abbreviations else None
    return Body(short, frozenset(word.lemma for word in wording.words))


def region_stems(region: Region | None) -> tuple[str, ...]:
    """The beginnings of the words for the region: «регион», and those of its name («област», «заречн») that begin no
    municipality's.
    """
    if region is None:
        return (_REGION_STEM,)
    taken = {
        word.lemma[:STEM_LETTERS]
        for municipality in region.municipalities
        for word in wording_of(municipality.short.nominative).words
    }
    named = [word.lemma for word in wording_of(region.name.nominative).words]
    stems = (lemma[:STEM_LETTERS] for lemma in named if len(lemma) > STEM_LETTERS)
    return (_REGION_STEM, *(stem for stem in stems if stem not in taken))


def names_region(wording: Wording, stems: tuple[str, ...]) -> bool:
    return any(word.lemma.startswith(stems) for word in wording.words)
