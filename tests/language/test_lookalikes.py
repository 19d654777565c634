"""Signs put right where one meaning is possible, and left alone elsewhere."""

from __future__ import annotations

import pytest

from reviewer.language.lookalikes import as_russian, with_figures, with_number_signs


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("мeтoдика", "методика"),
        ("Koмиссия,", "Комиссия,"),
        ("COBET", "СОВЕТ"),
        ("шкoлa-интернат", "школа-интернат"),
        ("пeдaгoг/тьютор", "педагог/тьютор"),
    ],
)
def test_latin_doubles_in_russian_words(read: str, meant: str) -> None:
    assert as_russian(read) == meant


@pytest.mark.parametrize(
    "text", ["Zoom", "www.coko-pa.ru", "https://ocenka.ru/тест", "PISA", "e-mail", "IT-куб", "план"]
)
def test_what_is_latin_or_may_be_stays(text: str) -> None:
    assert as_russian(text) == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [("2О24", "2024"), ("20|4", "2014"), ("З1.О5.2026,", "31.05.2026,"), ("(О9.12)", "(09.12)"), ("1О-15", "10-15")],
)
def test_letters_inside_figures(read: str, meant: str) -> None:
    assert with_figures(read) == meant


@pytest.mark.parametrize("text", ["ОО", "9б", "5-О", "Октябрь", "З", "ОШ2"])
def test_letters_that_may_be_letters_stay(text: str) -> None:
    assert with_figures(text) == text


@pytest.mark.parametrize("sign", ["JlЪ", "N°", "Nº", "№º", "Ле", "Хо", "Ns"])
def test_the_number_sign(sign: str) -> None:
    assert with_number_signs(f"приказ {sign} 17 и школа {sign}3") == "приказ № 17 и школа №3"


def test_words_like_the_number_sign_stay() -> None:
    assert with_number_signs("Не 5, а 6; Хехцир; модель Ле Корбюзье") == "Не 5, а 6; Хехцир; модель Ле Корбюзье"
