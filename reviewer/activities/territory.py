"""Whose roadmap it is: a municipality or a region named in a text, in the nominative."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from reviewer.activities.vocabulary import entries
from reviewer.language.morphology import analyzer

_PART = r"(?:[А-ЯЁ][а-яё]+|[А-ЯЁ]{2,})"
_NAME = rf"{_PART}(?:-(?:[а-яё]+-)?{_PART})*"
_QUOTED = r"[«\"„][^»\"“]{3,60}[»\"“]"
_QUOTE, _UNQUOTE = r"[«\"„]?", r"[»\"“]?"
_ADJECTIVE = rf"{_NAME}(?<=ого|его|ОГО|ЕГО|кий|КИЙ|ный|НЫЙ|вой|ВОЙ|кой|КОЙ|ном|ком)"
_FEMININE = rf"{_NAME}(?<=кой|КОЙ|ной|НОЙ|кая|КАЯ|ная|НАЯ)"


@cache
def _kinds() -> str:
    return "|".join(f"{kind[:-2]}[а-яё]{{2,3}}" for kind in entries("territory", "kinds"))


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """A pattern whose marked words match in any letter case; names keep theirs."""
    kinds = rf"(?P<kinds>(?:(?i:{_kinds()})\s+)*)"
    return re.compile(template.replace("<kinds>", kinds))


_CLOSED = rf"\b(?i:зато)\s+(?P<unit>(?i:г\.|город|п\.|пос[её]лок)?)\s*(?P<name>{_QUOTE}{_NAME}{_UNQUOTE})"
_DISTRICT = (
    rf"\b(?P<name>{_ADJECTIVE})\s+<kinds>(?P<unit>(?i:район|округ|р-н))(?i:а|у|ом|е)?\b"
    rf"(?:\s+(?P<of>(?:(?i:города|г\.)\s*)?{_NAME})(?![-А-ЯЁа-яё]))?"
)
_DISTRICT_OF_NAME = (
    rf"<kinds>\b(?P<unit>(?i:район|округ))(?i:а|у|ом|е)?\s+(?P<town>(?i:(?:города?|г\.)\s*)?)"
    rf"(?P<name>{_QUOTED}|{_NAME}(?:\s{_PART})?)"
)
_GENITIVE = re.compile(r"(?:ого|его|ой|ей)$", re.IGNORECASE)
"""«округа Пермского края»: what follows is a region, not the name of the district."""
_MUNICIPALITY = rf"(?i:муниципальн\w+\s+образовани\w+)\s+(?P<name>{_QUOTED})"
_URBAN_DISTRICT = rf"\b(?:ГО|(?i:г\.\s?о\.))\s+(?P<name>{_NAME}(?:\s{_PART})?)"
_CITY = rf"\b(?P<mark>(?i:(?:города|городе|город)(?=\s)|г\.))\s*(?P<name>{_NAME}(?:\s{_PART})?)(?!\S*,\s*(?:ул|пр|д)\b)"
_REGION = rf"\b(?P<name>{_FEMININE})\s+(?P<unit>(?i:област|республик))(?i:и|ь|а|е|ью|у)\b"
_LAND = rf"\b(?P<name>{_ADJECTIVE})\s+(?P<unit>(?i:край|края|крае))\b"
_REPUBLIC = rf"\b(?i:республик)(?i:и|а|е|у)\s+(?P<name>{_NAME}(?:\s\([^)]+\))?)"


def municipality_in(text: str) -> str | None:
    """«Судогодский район», «город Владимир», «округ Муром», «ЗАТО г. Радужный»; None where no municipality is named."""
    return next((found for rule in MUNICIPALITY_RULES if (found := rule(text)) is not None), None)


def region_in(text: str) -> str | None:
    """«Тамбовская область», «Пермский край», «Республика Карелия», or a city that is a region."""
    return next((found for rule in REGION_RULES if (found := rule(text)) is not None), None)


def most_named(texts: Iterable[str], find: Callable[[str], str | None]) -> str | None:
    """The territory that most of the texts name; of equals the first."""
    counted = Counter(found for text in texts if (found := find(text)) is not None)
    return counted.most_common(1)[0][0] if counted else None


def _closed_town(text: str) -> str | None:
    match = _pattern(_CLOSED).search(text)
    return f"ЗАТО {match['unit']} {match['name']}".replace("  ", " ") if match else None


def _district(text: str) -> str | None:
    for match in _pattern(_DISTRICT).finditer(text):
        if "автоном" in match["kinds"].lower():
            continue
        name = _adjective(match["name"], "masc")
        if name is None or name.lower() in entries("territory", "kinds"):
            continue
        words = [name, *_kinds_in_nominative(match["kinds"]), match["unit"].lower().replace("р-н", "район")]
        of = match["of"]
        if of is not None and _is_town(of.split()[-1].removeprefix("г.")):
            words.append(of)
        return " ".join(words)
    return None


def _named_district(text: str) -> str | None:
    """«округа Муром», «городского округа город Бор»: the name itself stays in the nominative."""
    match = _pattern(_DISTRICT_OF_NAME).search(text)
    if match is None or _GENITIVE.search(match["name"].split()[0]):
        return None
    town = ["город"] if match["town"].strip() else []
    kinds = _kinds_in_nominative(match["kinds"])
    name = _town(match["name"], genitive=match["town"].strip().lower() == "города")
    return " ".join([*kinds, match["unit"].lower(), *town, name])


def _urban_district(text: str) -> str | None:
    match = _pattern(_URBAN_DISTRICT).search(text)
    return f"городской округ {_town(match['name'], genitive=False)}" if match else None


def _municipality(text: str) -> str | None:
    match = _pattern(_MUNICIPALITY).search(text)
    return f"муниципальное образование {match['name']}" if match else None


def _city(text: str) -> str | None:
    match = _pattern(_CITY).search(text)
    return f"город {_town(match['name'], genitive=match['mark'].lower() == 'города')}" if match else None


def _region(text: str) -> str | None:
    match = _pattern(_REGION).search(text)
    if match is None:
        return None
    name = _adjective(match["name"], "femn")
    unit = "область" if match["unit"].lower() == "област" else "Республика"
    return f"{name} {unit}" if name else None


def _land(text: str) -> str | None:
    match = _pattern(_LAND).search(text)
    name = _adjective(match["name"], "masc") if match else None
    return f"{name} край" if name else None


def _republic(text: str) -> str | None:
    match = _pattern(_REPUBLIC).search(text)
    return f"Республика {_town(match['name'], genitive=False)}" if match else None


def _autonomous(text: str) -> str | None:
    for match in _pattern(_DISTRICT).finditer(text):
        if "автоном" in match["kinds"].lower() and (name := _adjective(match["name"], "masc")):
            return f"{name} автономный округ"
    return None


def _federal_city(text: str) -> str | None:
    for city in entries("territory", "cities"):
        if re.search(rf"\b{city[:-1]}", text):
            return f"город {city}"
    return None


Rule = Callable[[str], str | None]
MUNICIPALITY_RULES: tuple[Rule, ...] = (_closed_town, _district, _named_district, _urban_district, _municipality, _city)
REGION_RULES: tuple[Rule, ...] = (_region, _land, _autonomous, _republic, _federal_city)


def _kinds_in_nominative(words: str) -> list[str]:
    return [found.lower() for word in words.split() if (found := _adjective(word, "masc"))]


def _adjective(word: str, gender: str) -> str | None:
    """An adjective in the nominative of a gender; None for a word that is none."""
    parses = [p for p in analyzer().parse(word.lower()) if "ADJF" in p.tag or "Geox" in p.tag]
    parse = next((p for p in parses if "ADJF" in p.tag), parses[0] if parses else None)
    inflected = parse.inflect({"nomn", gender} if "ADJF" in parse.tag else {"nomn"}) if parse else None
    if inflected is None or not inflected.word.endswith(("й", "я")):
        return None
    return _with_capitals(inflected.word, word)


def _is_town(word: str) -> bool:
    return any("Geox" in parse.tag for parse in analyzer().parse(word.strip('«»"„“').lower()))


def _town(name: str, *, genitive: bool) -> str:
    """A town's name in the nominative; a name that is not declined stays as it is."""
    words = name.split()
    first = analyzer().parse(words[0].lower())
    if name.startswith(("«", '"', "„")) or not any("gent" in parse.tag for parse in first):
        return " ".join(_with_capitals(word.lower(), word) if word.isupper() else word for word in words)
    if len(words) > 1 and not _is_adjective(words[0]):
        words = words[:1]
    return " ".join(_town_word(word, genitive=genitive) for word in words)


def _is_adjective(word: str) -> bool:
    return any("ADJF" in parse.tag for parse in analyzer().parse(word.lower()))


def _town_word(word: str, *, genitive: bool) -> str:
    bare = word.strip('«»"„“')
    parses = analyzer().parse(bare.lower())
    places = [p for p in parses if "Geox" in p.tag] or [p for p in parses if "ADJF" in p.tag] or list(parses)
    nominative = [p for p in places if "nomn" in p.tag]
    declined = [p for p in places if "gent" in p.tag]
    if not declined or (nominative and not genitive):
        return word if not bare.isupper() else _with_capitals(bare, bare)
    inflected = declined[0].inflect({"nomn"})
    return _with_capitals(inflected.word, bare) if inflected else word


def _with_capitals(word: str, printed: str) -> str:
    """Capitals on the parts of a name that have one where it is printed, short particles in the middle aside."""
    shown = printed.split("-")
    parts = word.split("-")
    if len(parts) != len(shown):
        return word.capitalize()
    particle = 3
    return "-".join(
        part.capitalize()
        if whole[:1].isupper() and (place == 0 or len(part) > particle or not whole.isupper())
        else part
        for place, (part, whole) in enumerate(zip(parts, shown, strict=True))
    )
