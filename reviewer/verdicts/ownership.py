"""Whose roadmap a file is: by what stands in it, then by its name.

Each source (territory, title, front text, file name) is searched for the distinctive words of every municipality of
the region: its name without «район», «город» and the like. A source that names exactly one municipality, or one more
plainly than any other, decides; sources are asked in order of trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reviewer.language.morphology import fold, lemmas
from reviewer.language.tokens import tokenize
from reviewer.model.region import Municipality, Region
from reviewer.model.roadmap import Roadmap

EXACT = 1.0
"""An inflected form of the very name."""
RELATED = 0.6
"""The town of a district or the other way round: «Меленки» for «Меленковский район»."""
NEAR_TYPE_BONUS = 0.2
"""The word for the kind of municipality stands beside the name: «Ковровский район», «город Ковров»."""
CLEAR_MARGIN = 0.15
"""How much the best must lead by."""
_RELATED_PREFIX = 4
_RELATED_SHARE = 0.6

_KINDS: Mapping[str, str] = {
    "район": "район",
    "р-н": "район",
    "город": "город",
    "г": "город",
    "округ": "округ",
    "о": "округ",
    "зато": "зато",
    "поселок": "поселок",
    "пгт": "поселок",
}
_GENERIC = frozenset(_KINDS) | frozenset(
    (
        *("муниципальный", "городской", "сельский", "образование", "область", "край", "республика", "мо", "го", "мр"),
        *("закрытый", "административный", "территориальный", "административно-территориальный", "и", "в", "на", "по"),
    )
)


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose a file is.

    Attributes:
        municipality: Its id, or None where nothing names it or several are named alike.
        candidates: Ids that came into question where there is a doubt, likeliest first.
        source: What decided: «территория», «заголовок», «текст документа», «имя файла».
    """

    municipality: str | None
    candidates: tuple[str, ...] = ()
    source: str = ""


class Owners:
    """The municipalities of a region, ready to be recognised."""

    def __init__(self, region: Region) -> None:
        self._common = frozenset(form for word in _words(region.name.nominative) for form in _forms(word))
        self._marks = tuple(_marks_of(municipality, self._common) for municipality in region.municipalities)

    def of_roadmap(self, roadmap: Roadmap) -> Ownership:
        """By territory, title, running text, file name, in this order."""
        passport = roadmap.passport
        return self._first_clear(
            (
                ("территория", passport.territory or ""),
                ("заголовок", passport.title),
                ("текст документа", roadmap.front_text),
                ("имя файла", _stem(roadmap.file)),
                ("исполнители", _bodies(roadmap)),
            )
        )

    def of_name(self, file: str) -> Ownership:
        """By the name alone, for a file that could not be read."""
        return self._first_clear((("имя файла", _stem(file)),))

    def _first_clear(self, sources: Iterable[tuple[str, str]]) -> Ownership:
        doubtful: tuple[str, ...] = ()
        for source, text in sources:
            ranked = self._rank(text)
            if not ranked:
                continue
            if len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= CLEAR_MARGIN:
                return Ownership(ranked[0][0], source=source)
            doubtful = doubtful or tuple(
                identifier for identifier, score in ranked if score >= ranked[0][1] - CLEAR_MARGIN
            )
        return Ownership(None, doubtful)

    def _rank(self, text: str) -> list[tuple[str, float]]:
        words = [word for word in _words(text) if not _forms(word) & self._common or _forms(word) & _GENERIC]
        scores = [(mark.id, _score(mark, words)) for mark in self._marks]
        return sorted((item for item in scores if item[1] > 0), key=lambda item: -item[1])


@dataclass(frozen=True, slots=True)
class _Mark:
    id: str
    names: tuple[str, ...]
    kinds: frozenset[str]


def _marks_of(municipality: Municipality, common: frozenset[str]) -> _Mark:
    spellings = (municipality.short.nominative, municipality.official_name, *municipality.aliases)
    names: list[str] = []
    kinds: set[str] = set()
    for spelling in spellings:
        for word in _words(spelling):
            kinds.update(_KINDS[form] for form in _forms(word) if form in _KINDS)
            if not (_forms(word) & _GENERIC) and not _forms(word) & common:
                names.append(word)
    return _Mark(municipality.id, tuple(dict.fromkeys(names)), frozenset(kinds))


def _score(mark: _Mark, words: list[str]) -> float:
    best = 0.0
    for index, word in enumerate(words):
        for name in mark.names:
            following = words[index + 1] if index + 1 < len(words) else ""
            score = _likeness(word, name) or (RELATED if _makes(word, following, name) else 0.0)
            if score:
                beside = words[max(0, index - 2) : index] + words[index + 1 : index + 3]
                kinds = {_KINDS[form] for other in beside for form in _forms(other) if form in _KINDS}
                score += NEAR_TYPE_BONUS if kinds & mark.kinds else -NEAR_TYPE_BONUS / 2 if kinds else 0.0
                best = max(best, score)
    return best


@lru_cache(maxsize=65_536)
def _likeness(word: str, name: str) -> float:
    if _forms(word) & _forms(name):
        return EXACT
    shorter = min(len(word), len(name))
    prefix = next((index for index, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), shorter)
    long_enough = prefix >= _RELATED_PREFIX and prefix >= _RELATED_SHARE * shorter
    return RELATED if long_enough and abs(len(word) - len(name)) <= prefix else 0.0


def _makes(first: str, second: str, name: str) -> bool:
    """Whether an adjective is made of two words: «Тихая Грива» – «Тихогривский»."""
    if len(first) < _RELATED_PREFIX or len(second) < _RELATED_PREFIX:
        return False
    head, tail = first[: max(3, len(first) - 2)], second[: max(3, len(second) - 2)]
    return name.startswith(head) and tail in name[len(head) :]


def _forms(word: str) -> frozenset[str]:
    """Normal forms of the whole word only: «Гусь-Хрустальный» is no «гусь»."""
    if "-" in word and word not in _KINDS:
        return frozenset(form for form in lemmas(word) if "-" in form)
    return lemmas(word)


def _words(text: str) -> list[str]:
    return [fold(token.text) for token in tokenize(text) if token.kind == "word"]


def _stem(file: str) -> str:
    """The words of a file name: the folders count too, underscores and digits part words."""
    without_suffix = re.sub(r"\.[A-Za-z0-9]{2,5}$", "", file)
    return re.sub(r"[_\d/\\]+", " ", without_suffix)


def _bodies(roadmap: Roadmap) -> str:
    """The responsible bodies, which often name the municipality where nothing else does."""
    return "\n".join(dict.fromkeys(activity.responsible for activity in roadmap.activities if activity.responsible))
