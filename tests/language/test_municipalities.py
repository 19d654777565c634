"""Names of the municipalities of five regions in all six cases, read by a person; and of towns from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.language.names import inflect_name
from reviewer.model.region import CASES

_FILE = Path(__file__).with_name("municipalities.txt")
_LINES = [line.split(" | ") for line in _FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize("forms", _LINES, ids=lambda forms: forms[0])
def test_a_municipality_in_all_cases(forms: list[str]) -> None:
    assert [inflect_name(forms[0], case) for case in CASES] == forms


@pytest.mark.parametrize(
    ("nominative", "genitive", "prepositional"),
    [
        ("город Каменск-Уральский", "города Каменска-Уральского", "городе Каменске-Уральском"),
        ("город Гусь-Хрустальный", "города Гусь-Хрустального", "городе Гусь-Хрустальном"),
        ("город Юрьев-Польский", "города Юрьева-Польского", "городе Юрьевом-Польском"),
        ("город Ростов-на-Дону", "города Ростова-на-Дону", "городе Ростове-на-Дону"),
        ("город Сергиев Посад", "города Сергиева Посада", "городе Сергиеве Посаде"),
        ("город Великий Устюг", "города Великого Устюга", "городе Великом Устюге"),
        ("город Вятские Поляны", "города Вятские Поляны", "городе Вятские Поляны"),
        ("город Улан-Удэ", "города Улан-Удэ", "городе Улан-Удэ"),
        ("город Усть-Илимск", "города Усть-Илимска", "городе Усть-Илимске"),
    ],
)
def test_a_town_of_several_words(nominative: str, genitive: str, prepositional: str) -> None:
    assert (inflect_name(nominative, "gent"), inflect_name(nominative, "loct")) == (genitive, prepositional)
