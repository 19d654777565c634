"""Search by normal forms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.language.search import MOST_WORDS, LemmaIndex, Query, pieces

TEXTS = (
    ("Родительские собрания в школах", "март 2026 года"),
    ("Семинар-практикум для учителей математики", "апрель"),
    ("Консультации психолога для родителей", "в течение года"),
    (),
)


def _found(text: str) -> list[int]:
    index = LemmaIndex(TEXTS)
    return sorted(index.find(index.query(text)))


def test_a_word_is_found_in_any_form_and_case():
    assert _found("СОБРАНИЕ") == [0]
    assert _found("школа") == [0]
    assert _found("учитель") == _found("учителями") == [1]
    assert _found("практикумы") == [1]


def test_all_words_are_wanted_in_any_of_the_texts_of_a_document():
    assert _found("год") == [0, 2]
    assert _found("собрание 2026") == [0]
    assert _found("собрание апрель") == []


def test_nothing_is_found_for_a_query_without_words():
    assert _found("") == _found(" «…» ") == []


def test_a_beginning_of_a_word_finds_it_where_the_word_itself_is_not_there():
    assert _found("математ") == [1]
    assert _found("мат") == []


def test_the_words_found_are_marked_and_the_text_stays_what_it_is():
    index = LemmaIndex(TEXTS)
    found = pieces("Консультации психолога для родителей", index.query("психологом родители"))
    assert [text for text, marked in found if marked] == ["психолога", "родителей"]
    assert pieces("Консультации", Query()) == (("Консультации", False),)
    assert pieces("", index.query("год")) == ()


def test_a_query_is_bounded():
    index = LemmaIndex(TEXTS)
    assert len(index.query("год " * 1000).words) == MOST_WORDS


@given(st.text(), st.text())
def test_pieces_make_the_text_again(text, query):
    index = LemmaIndex([[text]])
    assert "".join(piece for piece, _ in pieces(text, index.query(query))) == text


def test_letters_that_nobody_has_named_harm_nothing():
    index = LemmaIndex([["Сбор \U00017000 школ"]])
    assert index.find(index.query("\U00017000")) == {0}
    assert index.find(index.query("школа")) == {0}
