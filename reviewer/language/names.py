"""Names of places and municipalities in the case that a sentence asks for.

What declines (Розенталь, «Справочник по правописанию», §§ 149, 197; rules of official names):
- an adjective with its unit: «Судогодского района», «в Вязниковском муниципальном округе»;
- of a unit with a noun after it, the unit alone: «округа Муром», «в Республике Коми», «ЗАТО г. Радужный»;
- a settlement's name with its kind, in the singular: «города Александровска», «в г. Владимире»; but not in «-о», nor in the
  plural, nor where the kind is «посёлок» or «станция»: «в городе Кольчугино», «города Великие Луки»;
- an abbreviated kind is never written out, and after it the name declines, because nothing else shows the case:
  «о. Мурома»; «р-н» takes its ending: «Киржачского р-на».
What a region's people say otherwise stands in `Name.cases`, and wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reviewer.language.inflection import (
    Form,
    decline_adjective,
    decline_noun,
    decline_plural,
    is_abbreviation,
    is_adjective,
    is_plural,
    is_thing,
    noun_phrase,
)
from reviewer.model.region import Case, Name

_CACHE_NAMES = 2_048

_SETTLEMENTS = frozenset({"город", "г", "о", "село", "с", "деревня", "д", "станица", "ст-ца", "хутор", "слобода"})
"""Kinds whose name agrees with them. «о.» is a city district («округ»)."""

_RIGID_SETTLEMENTS = frozenset({"посёлок", "поселок", "пос", "п", "пгт", "рп", "станция", "аул"})

_DISTRICT = {
    "nomn": "р-н",
    "gent": "р-на",
    "datv": "р-ну",
    "accs": "р-н",
    "ablt": "р-ном",
    "loct": "р-не",
}

_FOLDED_UNITS = frozenset({"район", "округ", "поселение", "область", "край"})
_ABBREVIATED_DISTRICT = re.compile(r"(?<![\w-])р-н(?![\w-])")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_ON_A_RIVER = re.compile(r"(?P<town>[^\W\d_]+)(?P<rest>-на-[^\W\d_]+)")
_HARD_START = re.compile(r"[«\"„(]*(?:[вф][бвгджзклмнпрстфхцчшщ]|льв|льн|мст|мц|рж)", re.IGNORECASE)


def inflect_name(name: Name | str, case: Case) -> str:
    """A name in that case; the form that the region's profile writes out comes first."""
    if isinstance(name, Name):
        return name.cases.get(case) or _inflected(name.nominative, case)
    return _inflected(name, case)


@lru_cache(maxsize=_CACHE_NAMES)
def _inflected(name: str, case: Case) -> str:
    if case == "nomn":
        return name
    first = _WORD.match(name)
    if first is None or is_abbreviation(first.group()):
        return name
    kind = first.group().lower()
    if kind in _RIGID_SETTLEMENTS:
        return _kind_in(first.group(), case) + name[first.end() :]
    if kind in _SETTLEMENTS:
        return _settlement(name, first.end(), case)
    return _unit(name, case)


def _settlement(name: str, kind_end: int, case: Case) -> str:
    """«город Александровск», «г. Владимир»: the kind, and its name where that agrees."""
    after = _WORD.search(name, kind_end)
    if after is None:
        return _kind_in(name[:kind_end], case) + name[kind_end:]
    proper = name[after.start() :]
    declined = proper if _stands_rigid(proper) and not _ON_A_RIVER.fullmatch(proper) else _town(proper, case)
    return _kind_in(name[:kind_end], case) + name[kind_end : after.start()] + declined


def _town(proper: str, case: Case) -> str:
    """«Каменск-Уральский» and «Сергиев Посад» decline in both parts, «Ростов-на-Дону» in the first."""
    on_a_river = _ON_A_RIVER.fullmatch(proper)
    if on_a_river:
        return _place(on_a_river["town"], case) + on_a_river["rest"]
    town, hyphen, epithet = proper.partition("-")
    if hyphen and is_adjective(epithet) and is_thing(town):
        return f"{_place(town, case)}-{decline_adjective(epithet, Form(case), 'masc')}"
    words = proper.split()
    if len(words) > 1 and is_thing(words[-1]) and not all(map(is_adjective, words[:-1])):
        return " ".join(_place(word, case) for word in words)
    return _place(proper, case)


def _kind_in(kind: str, case: Case) -> str:
    return kind if len(kind) <= 2 else decline_noun(kind, Form(case))  # noqa: PLR2004 - «г», «пг»: abbreviations


def _stands_rigid(proper: str) -> bool:
    """Names in «-о» or «-е» and in the plural do not agree with the kind before them («в городе Великие Луки»)."""
    last: str = _WORD.findall(proper)[-1].lower()
    return last.endswith(("о", "е", "э", "и", "ы", "у", "ю"))


def _unit(name: str, case: Case) -> str:
    """«Судогодский район», «округ Муром», «Республика Коми», «Нижний Новгород»."""
    if (short := _ABBREVIATED_DISTRICT.search(name)) is not None:
        before = _adjectives(name[: short.start()], case, "masc")
        return before + _DISTRICT[case] + name[short.end() :]
    return _place(name, case)


def _adjectives(text: str, case: Case, gender: str) -> str:
    return _WORD.sub(
        lambda word: (
            decline_adjective(word.group(), Form(case), gender) if is_adjective(word.group()) else word.group()
        ),
        text,
    )


def _place(name: str, case: Case) -> str:
    if all(is_plural(word) for word in _WORD.findall(name)):
        return _WORD.sub(lambda word: decline_plural(word.group(), case), name)
    phrase = noun_phrase(name)
    if phrase.head is None or phrase.modifiers or not phrase.head_is_noun:
        return phrase.put(Form(case), Form(case))
    words = list(phrase.pieces)
    words[phrase.head] = decline_noun(words[phrase.head], Form(case), place=True)
    return "".join(words)


def join_names(names: Iterable[Name | str], case: Case = "nomn") -> str:
    """«А, Б и В», each in that case."""
    return _joined([inflect_name(name, case) for name in names])


def _joined(parts: list[str]) -> str:
    return " и ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def group_names(names: Iterable[Name | str], case: Case = "nomn") -> str:
    """Names in that case, units of one kind folded: «г. Владимир, о. Муром, Киржачский и Гусь-Хрустальный районы».

    What stands alone comes first, in the order given; then the folded kinds, in the order of their first members.
    """
    kinds: dict[str, list[tuple[Name | str, str]]] = {}
    for name in names:
        adjective, kind = _foldable(name)
        kinds.setdefault(kind or f"={name}", []).append((name, adjective))
    folded = [_fold(kind, members, case) for kind, members in kinds.items() if len(members) > 1]
    singles = [inflect_name(members[0][0], case) for members in kinds.values() if len(members) == 1]
    return ", ".join([*singles, *folded]) if folded else _joined(singles)


def _foldable(name: Name | str) -> tuple[str, str]:
    """The adjective and the kind of a unit («Киржачский», «район»), or two empty strings."""
    text = _ABBREVIATED_DISTRICT.sub("район", str(name))
    words = text.split()
    rest = words[1:]
    if len(words) < 2 or not is_adjective(words[0]) or rest[-1] not in _FOLDED_UNITS:  # noqa: PLR2004
        return "", ""
    return (words[0], " ".join(rest)) if all(is_adjective(word) for word in rest[:-1]) else ("", "")


def _fold(kind: str, members: list[tuple[Name | str, str]], case: Case) -> str:
    phrase = noun_phrase(kind)
    adjectives = [_adjective_in(name, adjective, case, phrase.gender) for name, adjective in members]
    return f"{_joined(adjectives)} {phrase.put(Form(case, 'plur'), Form(case, 'plur'))}"


def _adjective_in(name: Name | str, adjective: str, case: Case, gender: str) -> str:
    """The first word of a form written out in the profile, or the adjective declined."""
    if isinstance(name, Name) and case in name.cases:
        return name.cases[case].split()[0]
    return decline_adjective(adjective, Form(case), gender)


def preposition_v(name: str) -> str:
    """«в» or «во» before a word: «во Владимире», «во Львове», «в Вязниках»."""
    return "во" if _HARD_START.match(name) else "в"
