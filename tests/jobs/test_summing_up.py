"""Where a decision is to be found that could not be followed."""

from __future__ import annotations

import pytest

from reviewer.jobs.summing_up import place_of
from reviewer.model.corrections import Conflict, Decision, LabelDecision, RowEdit, RowReference

ROW = RowReference("lesnoy", "план.docx", "2.1", "Провести семинар для классных руководителей")


@pytest.mark.parametrize(
    ("decision", "place"),
    [
        (Decision("lesnoy", "parents", place="Решения!H7"), "Решения!H7"),
        (Decision("lesnoy", "parents", parameter_title="Работа с родителями"), "Лесной район, Работа с родителями"),
        (
            Decision("lesnoy", "parents", parameter_title="Работа с родителями", place="запись № 7", id="7"),
            "запись № 7, Лесной район, Работа с родителями",
        ),
        (Decision("gone", "parents", municipality_title="Бывший район"), "Бывший район, parents"),
        (Decision("gone", "parents"), "gone, parents"),
        (
            LabelDecision(ROW, "parents", label_title="работа с родителями"),
            "Лесной район, работа с родителями: 2.1 Провести семинар для классных руководителей",
        ),
        (RowEdit("removed", "lesnoy", (ROW,), ()), "Лесной район, 2.1 Провести семинар для классных руководителей"),
    ],
)
def test_the_place_is_never_empty(decision, place):
    assert place_of(Conflict.of(decision, "Строки нет."), {"lesnoy": "Лесной район"}) == place
