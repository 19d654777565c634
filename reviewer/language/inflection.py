"""A Russian noun phrase put into a case and a number.

A phrase is what a methodist writes in a rule: adjectives, a noun, and whatever hangs on it («муниципальное мероприятие»,
«школа с низкими результатами», «муниципальная «дорожная карта»»). The adjectives and the noun change, the rest stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from reviewer.language.morphology import analyzer
from reviewer.model.region import Case

Number = Literal["sing", "plur"]

_CACHE_PHRASES = 4_096
_CACHE_WORDS = 16_384
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_ADJECTIVE_ENDING = re.compile(r"(?:[ыио]й|[ая]я|[ое]е|ийся|аяся|ееся)$")
_PERSONAL = frozenset({"Name", "Surn", "Patr"})
_ADJECTIVES = frozenset({"ADJF", "PRTF"})


@dataclass(frozen=True, slots=True)
class Form:
    """What a word is put into."""

    case: Case
    number: Number = "sing"


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A phrase taken apart: `pieces` are words and what stands between, `modifiers` and `head` point into them.

    Attributes:
        head: Index of the noun, or of the adjective that stands for one («обучающийся»); None where nothing declines.
        gender: `masc`, `femn` or `neut` of the head.
    """

    pieces: tuple[str, ...]
    modifiers: tuple[int, ...] = ()
    head: int | None = None
    head_is_noun: bool = True
    gender: str = "masc"
    animate: bool = False

    def put(self, head: Form, modifiers: Form) -> str:
        """The phrase with the head and its adjectives in those forms (they differ after 2, 3 and 4)."""
        if self.head is None:
            return "".join(self.pieces)
        words = list(self.pieces)
        for index in self.modifiers:
            words[index] = decline_adjective(words[index], modifiers, self.gender, animate=self.animate)
        if self.head_is_noun:
            words[self.head] = decline_noun(words[self.head], head)
        else:
            words[self.head] = decline_adjective(
                words[self.head], modifiers, self.gender, animate=self.animate, stands_alone=True
            )
        return "".join(words)


@lru_cache(maxsize=_CACHE_PHRASES)
def noun_phrase(phrase: str) -> NounPhrase:
    """Take apart a phrase given in the nominative singular."""
    pieces = tuple(piece for piece in re.split(f"({_WORD.pattern})", phrase) if piece)
    modifiers: list[int] = []
    for index, piece in enumerate(pieces):
        if not _WORD.fullmatch(piece):
            if any(sign.isdigit() for sign in piece):
                break
            continue
        if is_adjective(piece):
            modifiers.append(index)
            continue
        tag = _noun_tag(piece)
        if tag is None:
            break
        return NounPhrase(pieces, tuple(modifiers), index, gender=tag.gender or "masc", animate="anim" in tag)
    return _headed_by_adjective(pieces, modifiers)


def _headed_by_adjective(pieces: tuple[str, ...], modifiers: list[int]) -> NounPhrase:
    if not modifiers:
        return NounPhrase(pieces)
    tag = _adjective_parse(pieces[modifiers[-1]]).tag
    return NounPhrase(pieces, tuple(modifiers[:-1]), modifiers[-1], head_is_noun=False, gender=tag.gender or "masc")


def is_adjective(word: str) -> bool:
    """Whether a word in the nominative singular declines as an adjective («Гусь-Хрустальный» too)."""
    return not is_abbreviation(word) and _adjective_parse(word) is not None


def is_abbreviation(word: str) -> bool:
    """«ШНОР», «ЗАТО», «МОУО»: written in capitals, and never declined here."""
    return len(word) > 1 and word.isupper()


def decline_noun(word: str, form: Form, *, place: bool = False) -> str:
    """A noun in that form, its capitals kept; unchanged where it is no noun. `place`: read it as a place's name."""
    parse = None if is_abbreviation(word) else _noun_parse(word, place=place)
    inflected = parse.inflect({form.case, form.number}) if parse else None
    return restore_capitals(word, inflected.word) if inflected else word


@lru_cache(maxsize=_CACHE_WORDS)
def decline_adjective(word: str, form: Form, gender: str, *, animate: bool = False, stands_alone: bool = False) -> str:
    """An adjective in that form, its capitals kept; unchanged where it is none.

    Of a hyphenated one the last part declines («Юрьев-Польского района»). `stands_alone`: it is the name of a town, which declines as
    the dictionary has it («города Юрьева-Польского»).
    """
    first, hyphen, last = word.rpartition("-")
    if stands_alone and _best_adjective(word) is not None:
        first, hyphen, last = "", "", word
    parse = _best_adjective(last)
    if parse is None:
        return word
    wanted = {form.case, form.number} | ({gender} if form.number == "sing" else set())
    if form.case == "accs" and (form.number == "plur" or gender == "masc"):
        wanted.add("anim" if animate else "inan")
    inflected = parse.inflect(wanted)
    if inflected is None:
        return word
    model = _model_of(last)
    ending = inflected.word[len(model) - 2 :] if model else ""
    return first + hyphen + (last[:-2] + ending if model else restore_capitals(last, inflected.word))


def is_plural(word: str) -> bool:
    """Whether a word of a name can be a nominative plural and no singular («Набережные», «Челны», not «Коми»)."""
    tags = [parse.tag for parse in _parses(word) if "nomn" in parse.tag]
    return any("plur" in tag for tag in tags) and not any("sing" in tag for tag in tags)


def decline_plural(word: str, case: Case) -> str:
    """A word of a name in the plural, given in its nominative («Набережные», «Челны»); unchanged where it is none."""
    readings = [parse for parse in _parses(word) if {"nomn", "plur"} in parse.tag]
    parse = min(readings, key=lambda reading: _oddity(reading, place=True), default=None)
    if parse is None:
        return word
    inanimate = {"inan"} if case == "accs" and parse.tag.POS in _ADJECTIVES else set()
    inflected = parse.inflect({case, "plur"} | inanimate)
    return restore_capitals(word, inflected.word) if inflected else word


def is_thing(word: str) -> bool:
    """Whether a word can name an inanimate thing or a place («Каменск», not «Гусь»)."""
    tags = [parse.tag for parse in _parses(word) if parse.tag.POS == "NOUN" and {"nomn", "sing"} in parse.tag]
    return any("inan" in tag for tag in tags)


def restore_capitals(original: str, inflected: str) -> str:
    """Give an inflected word the capitals of the original, part by part of a hyphenated one, and its «е» for «ё»."""
    parts = inflected.split("-")
    models = original.replace("‐", "-").replace("‑", "-").split("-")
    if len(parts) != len(models):
        return inflected
    return "-".join(_like(model, part) for model, part in zip(models, parts, strict=True))


def _like(model: str, part: str) -> str:
    letters = ["е" if new == "ё" and old.lower() == "е" else new for old, new in zip(model, part, strict=False)] + list(
        part[len(model) :]
    )
    text = "".join(letters)
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def _noun_tag(word: str) -> Any:  # noqa: ANN401 - pymorphy3 ships no types
    parse = None if is_abbreviation(word) else _noun_parse(word)
    return parse.tag if parse else None


def _noun_parse(word: str, *, place: bool = False) -> Any:  # noqa: ANN401 - pymorphy3 ships no types
    readings = [parse for parse in _parses(word) if parse.tag.POS == "NOUN" and {"nomn"} in parse.tag]
    singular = [parse for parse in readings if {"sing"} in parse.tag or {"Pltm"} in parse.tag]
    return min(singular, key=lambda parse: _oddity(parse, place=place), default=None)


def _oddity(parse: Any, *, place: bool) -> tuple[bool, bool]:  # noqa: ANN401 - pymorphy3 ships no types
    """What a reading is passed over for: «вебинар» is nobody's name, «Муром» is a town where towns are spoken of."""
    return place and "Geox" not in parse.tag, any(mark in parse.tag for mark in _PERSONAL)


def _adjective_parse(word: str) -> Any:  # noqa: ANN401 - pymorphy3 ships no types
    return _best_adjective(word) or (_best_adjective(word.rpartition("-")[2]) if "-" in word else None)


def _best_adjective(word: str) -> Any:  # noqa: ANN401 - pymorphy3 ships no types
    """The parse of an adjective in the nominative singular, or that of its model."""
    return _own_adjective(word) or ((model := _model_of(word)) and _own_adjective(model))


def _own_adjective(word: str) -> Any:  # noqa: ANN401 - pymorphy3 ships no types
    if not _ADJECTIVE_ENDING.search(word.lower()):
        return None
    readings = (parse for parse in _parses(word) if parse.tag.POS in _ADJECTIVES)
    return next((parse for parse in readings if {"nomn", "sing"} in parse.tag), None)


_MODELS = {"ий": "сельский", "ой": "городской", "ая": "сельская", "ое": "сельское"}
_MODELLED = re.compile(r"[сц]к(?P<ending>ий|ой|ая|ое)$", re.IGNORECASE)


def _model_of(word: str) -> str | None:
    """A common adjective that declines likewise, for one that the dictionary has as a surname or in an oblique case only
    («Каменский», «Боровской»).
    """
    found = _MODELLED.search(word)
    return _MODELS[found["ending"].lower()] if found and _own_adjective(word) is None else None


@lru_cache(maxsize=_CACHE_WORDS)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(analyzer().parse(word.lower()))
