"""The phrase language: its grammar, its meaning, and spaCy's Matcher as the judge of both."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
from itertools import permutations, product

import pytest

from reviewer.language.morphology import lemmas
from reviewer.language.phrase_index import PhraseIndex
from reviewer.language.phrases import (
    Item,
    PhraseError,
    UnknownDictionaryError,
    choice_of,
    compile_entry,
    compile_phrase,
    lemmatize,
)


def dictionary(*entries: str) -> Item:
    return choice_of(compile_entry(entry, {}) for entry in entries)


DICTIONARIES = {
    "meetings": dictionary("семинар", "практикум", "круглый стол", "методический|предметный объединение"),
    "bodies": dictionary("=ЦОКО", "региональный", "облас*"),
}


def quote(phrase: str, text: str, *, unordered: bool = False, within: int | None = None) -> str | None:
    span = compile_phrase(phrase, DICTIONARIES, unordered=unordered, within=within).find(lemmatize(text))
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("родительский собрание", "Проведены РОДИТЕЛЬСКИЕ собрания", "РОДИТЕЛЬСКИЕ собрания"),
        ("школа|лицей директор", "Список лицеев. Директорам разослан", None),
        ("учебный план", "Учебные (рабочие) планы", None),
        ("учебный план", "Учебные «планы»", "Учебные «планы"),
        ("помощь ~2 учитель", "помощь молодым сельским учителям", "помощь молодым сельским учителям"),
        ("помощь ~2 учитель", "помощь всем молодым сельским учителям", None),
        ("районный? семинар", "районный семинар", "районный семинар"),
        ("районный? семинар", "выездной семинар", "семинар"),
        ("а районный? семинар", "а выездной семинар", None),
        ("неуспе* обучающийся", "с неуспевающими обучающимися", "неуспевающими обучающимися"),
        ("=ОГЭ", "итоги ОГЭ", "ОГЭ"),
        ("=ОГЭ", "игра в огэ", None),
        ("=ЕГЭ", "итоги ОГЭ-ЕГЭ", "ОГЭ-ЕГЭ"),
        ("=ГИА-9", "итоги ГИА-9", "ГИА-9"),
        ("<meetings>", "заседания круглых столов", "круглых столов"),
        ("<meetings> ~3 учитель", "семинар, круглый стол учителей", "семинар, круглый стол учителей"),
        ("<meetings>|вебинар для", "Вебинар для всех", "Вебинар для"),
        ("<bodies> ~1 семинар", "Областной обучающий семинар", "Областной обучающий семинар"),
        ("<bodies>", "Семинар ЦОКО", "ЦОКО"),
        ("семинар-практикум", "на семинаре-практикуме", "семинаре-практикуме"),
        ("семинар-практикум", "на семинаре -практикуме", "семинаре -практикуме"),
        ("практикум", "на семинаре-практикуме", "семинаре-практикуме"),
        ("учебно-методический", "методический день", None),
        ("9|11 класс", "для 9-ых классов; 11 классов", "11 классов"),
        ("ещё раз", "Еще раз", "Еще раз"),
        ("отчет школа", "Сдать отчет; школам", None),
        ("2024 год план", "на 2024 г. год план", None),
    ],
)
def test_meaning(phrase: str, text: str, expected: str | None) -> None:
    assert quote(phrase, text) == expected


def test_the_match_that_begins_first_and_of_these_the_shortest() -> None:
    text = "Сначала семинар учителей, потом семинар учителей и учителей"
    assert quote("семинар ~5 учитель", text) == "семинар учителей"
    assert (
        quote("потом|семинар ~5 учитель", text.removeprefix("Сначала семинар учителей, ")) == "потом семинар учителей"
    )


@pytest.mark.parametrize(
    ("phrase", "within", "text", "expected"),
    [
        ("учитель помощь", 4, "Помощь нашим молодым учителям", "Помощь нашим молодым учителям"),
        ("учитель помощь", 3, "Помощь нашим молодым учителям", None),
        ("учитель ~2 помощь", None, "Помощь нашим молодым учителям", "Помощь нашим молодым учителям"),
        ("учитель ~1 помощь", None, "Помощь нашим молодым учителям", None),
        ("учитель помощь", 9, "Помощь. Учителям", None),
        ("учитель|помощь помощь|поддержка", 5, "всякая помощь", None),
        ("учитель|помощь помощь|поддержка", 5, "всякая помощь, поддержка", "помощь, поддержка"),
        ("<meetings> завуч районный", 7, "Для завучей – районный круглый стол", "завучей – районный круглый стол"),
        ("<meetings> завуч районный", 3, "Для завучей – районный круглый стол", None),
    ],
)
def test_any_order_within_a_window(phrase: str, within: int | None, text: str, expected: str | None) -> None:
    assert quote(phrase, text, unordered=True, within=within) == expected


@pytest.mark.parametrize(
    ("phrase", "offset", "words"),
    [
        ("", 0, "пуста"),
        ("   ", 0, "пуста"),
        ("~3 урок", 0, "с краю"),
        ("урок ~2", 5, "с краю"),
        ("новый? ~2 урок", 7, "с краю"),
        ("урок ~ план", 5, "число слов"),
        ("урок ~99 план", 5, "не длиннее"),
        ("урок?", 0, "необязательны"),
        ("урок| план", 5, "альтернатива"),
        ("урок|план| тема", 10, "альтернатива"),
        ("урок, план", 4, "знак «,»"),
        ("новый пл*ан", 8, "«*» стоит не на месте"),
        ("=урок*", 0, "не сочетаются"),
        ("новый <meetings", 6, "имя словаря"),
        ("новый|<нет> урок", 6, "нет словаря <нет>"),
    ],
)
def test_bad_phrases_say_where_and_what(phrase: str, offset: int, words: str) -> None:
    with pytest.raises(PhraseError) as caught:
        compile_phrase(phrase, DICTIONARIES)
    assert caught.value.offset == offset
    assert words in caught.value.message


def test_an_unknown_dictionary_is_named() -> None:
    with pytest.raises(UnknownDictionaryError) as caught:
        compile_phrase("<meeting>", DICTIONARIES)
    assert caught.value.name == "meeting"


@pytest.mark.parametrize(
    ("phrase", "unordered", "within", "words"),
    [
        ("урок план", False, 4, "order: any"),
        ("урок план", True, 1, "меньше числа слов"),
        ("урок план?", True, None, "необязательное"),
        ("один два три четыре пять шесть", True, None, "не больше 5"),
    ],
)
def test_bad_windows(phrase: str, unordered: bool, within: int | None, words: str) -> None:
    with pytest.raises(PhraseError, match=words):
        compile_phrase(phrase, DICTIONARIES, unordered=unordered, within=within)


def test_an_empty_text_matches_nothing() -> None:
    for text in ("", "…", ". ! ?"):
        assert quote("урок", text) is None
        assert quote("урок план", text, unordered=True) is None


def test_the_index_finds_what_each_phrase_finds_alone() -> None:
    sources = ["<meetings>", "неуспе* ~2 ученик", "=ОГЭ", "районный? семинар", "семинар-практикум", "родитель"]
    phrases = [compile_phrase(source, DICTIONARIES) for source in sources]
    index = PhraseIndex(phrases)
    for text in (
        "Районный семинар-практикум о неуспевающих учениках",
        "Круглый стол с родителями по итогам ОГЭ",
        "Ничего",
        "",
    ):
        alone = {number: phrase.find(lemmatize(text)) for number, phrase in enumerate(phrases)}
        assert index.find(lemmatize(text)) == {number: span for number, span in alone.items() if span}


VOCABULARY = {
    "урок": ("урок", "уроков", "уроках"),
    "учитель": ("учитель", "учителей", "учителями"),
    "семинар": ("семинары", "семинаров"),
    "новый": ("новых", "Новый", "новому"),
}
Slot = tuple[tuple[str, ...], bool, int]
"""Words of one position, whether it may be missing, and the gap after it."""


def random_case(seed: int) -> tuple[list[Slot], str]:
    chance = random.Random(seed)  # noqa: S311 - a reproducible case, no secret
    words = list(VOCABULARY)
    slots = [
        (tuple(chance.sample(words, chance.choice((1, 1, 2)))), chance.random() < 0.3, chance.choice((0, 0, 1, 2)))
        for _ in range(chance.randint(1, 3))
    ]
    first, *middle, last = slots if len(slots) > 1 else [*slots, ((chance.choice(words),), False, 0)]
    slots = [(first[0], False, first[2]), *middle, (last[0], False, 0)]
    text = "".join(
        chance.choice(VOCABULARY[chance.choice(words)]) + chance.choice((" ", " ", " ", " ", ", ", " «", "; "))
        for _ in range(chance.randint(2, 12))
    )
    return slots, text


def spelled(slots: list[Slot]) -> str:
    pieces: list[str] = []
    for words, optional, gap in slots:
        pieces.append("|".join(words) + ("?" if optional else ""))
        if gap:
            pieces.append(f"~{gap}")
    return " ".join(pieces)


@pytest.fixture(scope="module")
def spacy_matches() -> Iterator[object]:
    """A function from token patterns and a text to the set of matches of spaCy's Matcher, as first and last word."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy
        from spacy.matcher import Matcher
        from spacy.tokens import Doc, Token

    vocabulary = spacy.blank("ru").vocab
    Token.set_extension("forms", default=[], force=True)

    def matches(patterns: list[list[dict[str, object]]], text: str) -> set[tuple[int, int]]:
        matcher = Matcher(vocabulary)
        matcher.add("phrase", patterns)
        found: set[tuple[int, int]] = set()
        before = 0
        for sentence in text.replace("«", " ").replace(",", " ").split(";"):
            words = sentence.split()
            doc = Doc(vocabulary, words=words)
            for token in doc:
                token._.forms = sorted(lemmas(token.text))
            found |= {(before + start, before + end - 1) for _, start, end in matcher(doc)}
            before += len(words)
        return found

    yield matches
    Token.remove_extension("forms")


def one_of(words: tuple[str, ...]) -> dict[str, object]:
    return {"_": {"forms": {"INTERSECTS": sorted(frozenset().union(*map(lemmas, words)))}}}


def words_of_span(text: str, start: int, end: int) -> tuple[int, int]:
    def count(part: str) -> int:
        return len(part.replace("«", " ").replace(",", " ").replace(";", " ").split())

    return count(text[:start]), count(text[:end]) - 1


@pytest.mark.parametrize("seed", range(60))
def test_spacy_finds_the_same(seed: int, spacy_matches) -> None:
    slots, text = random_case(seed)
    pattern: list[dict[str, object]] = []
    for words, optional, gap in slots:
        pattern.append(one_of(words) | ({"OP": "?"} if optional else {}))
        pattern.extend({"OP": "?"} for _ in range(gap))
    expected = min(spacy_matches([pattern], text), default=None)
    found = compile_phrase(spelled(slots), {}).find(lemmatize(text))
    assert (found and words_of_span(text, found.start, found.end)) == expected, (spelled(slots), text)


@pytest.mark.parametrize("seed", range(60, 100))
def test_spacy_finds_the_same_in_any_order(seed: int, spacy_matches) -> None:
    slots, text = random_case(seed)
    slots = [(words, False, 0) for words, _, _ in slots]
    within = len(slots) + seed % 4
    gaps = [size for size in product(range(within), repeat=len(slots) - 1) if sum(size) + len(slots) <= within]
    patterns = [
        [part for (words, _, _), gap in zip(order, (*size, 0), strict=True) for part in (one_of(words), *[{}] * gap)]
        for order in permutations(slots)
        for size in gaps
    ]
    expected = min(spacy_matches(patterns, text), default=None)
    found = compile_phrase(spelled(slots), {}, unordered=True, within=within).find(lemmatize(text))
    assert (found and words_of_span(text, found.start, found.end)) == expected, (spelled(slots), within, text)


def test_the_generated_cases_are_neither_all_found_nor_all_missed() -> None:
    found = [compile_phrase(spelled(slots), {}).find(lemmatize(text)) for slots, text in map(random_case, range(60))]
    assert 10 < sum(span is not None for span in found) < 50
