"""Quotations within a sentence of ours."""

from __future__ import annotations

import pytest

from reviewer.rulebook.texts import quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Консультации для девятиклассников.", "«Консультации для девятиклассников»"),
        ("Совещание «Итоги года».", "«Совещание „Итоги года“»"),
        ("Беседы с родителями;", "«Беседы с родителями»"),
        ("Анализ ВПР . ", "«Анализ ВПР»"),
        ("Семинары, мастер-классы и др.", "«Семинары, мастер-классы и др.»"),
        ("План работы на 2026 г.", "«План работы на 2026 г.»"),
        ("Выезды в школы…", "«Выезды в школы…»"),
        ("Выезды в школы...", "«Выезды в школы...»"),
    ],
)
def test_the_final_stop_is_left_to_the_sentence_around(text, shown):
    assert quoted(text) == shown
