"""Regular expressions of rules: Russian letters, no way back, and messages that say what to do."""

from __future__ import annotations

import pytest

from reviewer.rulebook.regexes import RegexError, check_regex, find_patterns


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (r"\d+\s*%", "рост на 15 % за год", "15 %"),
        (r"\w+-план", "ЁЛКА-План", "ЁЛКА-План"),
        (r"[\w-]+ов", "план-конспектов", "план-конспектов"),
        (r"школ\W", "для школ.", "школ."),
        (r"(?:^|[^а-яё])ОГЭ", "итоги огэ", " огэ"),
        (r"а\.б", "а.б", "а.б"),
        (r"(?-i:ОГЭ)", "огэ", None),
    ],
)
def test_meaning(source: str, text: str, found: str | None) -> None:
    check_regex(source)
    assert [text[span.start : span.end] for _, span in find_patterns((source,), text)] == ([found] if found else [])


def test_several_at_once() -> None:
    found = find_patterns(("урок", "план", r"\d+", "[а-я]+ов"), "10 планов")
    assert [(number, span.start, span.end) for number, span in found] == [(1, 3, 7), (2, 0, 2), (3, 3, 9)]
    assert list(find_patterns((), "урок")) == []


@pytest.mark.parametrize(
    ("source", "offset", "words"),
    [
        ("", 0, "пусто"),
        ("урок*|", 0, "подходит к пустому тексту"),
        (r"школа\b", 5, "границу слова"),
        ("(урок", 0, "не закрыта"),
        ("урок)", 0, "лишняя скобка"),
        ("[урок", 0, "не закрыта"),
        ("*урок", 0, "ничего нет"),
        ("урок++", 4, "повтора подряд"),
        ("не (?=урок)", 3, "за один проход"),
        (r"(урок) \1", 7, "не поддерживаются"),
        ("ур{3,2}ок", 2, "в фигурных скобках"),
        ("[я-а]", 1, "промежуток"),
        (r"[\W]", 1, "внутри квадратных скобок"),
    ],
)
def test_refusals(source: str, offset: int, words: str) -> None:
    with pytest.raises(RegexError) as caught:
        check_regex(source)
    assert words in caught.value.message
    assert caught.value.offset == offset


def test_a_pattern_that_would_stall_a_backtracking_matcher() -> None:
    assert list(find_patterns(("(а+)+$",), "а" * 50_000 + "б")) == []
