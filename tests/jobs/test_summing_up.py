"""Where a decision is to be found that could not be followed, and what looks like a slip of those who sent files."""

from __future__ import annotations

import pytest

from reviewer.jobs.summing_up import cautions, place_of
from reviewer.model.corrections import Conflict, Decision, LabelDecision, RowEdit, RowReference
from reviewer.store.runs import MunicipalityLine, RunSummary

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


def summary(*lines: tuple[str, int | None, str]) -> RunSummary:
    return RunSummary(
        "Край",
        tuple(
            MunicipalityLine(name, "reviewed" if file else "missing", rows, (file,) if file else ())
            for name, rows, file in lines
        ),
        (),
        (),
        (),
    )


FIRST = summary(("Лесной район", 10, "план.docx"), ("Луговой район", 12, "Луговой.docx"))


def test_a_new_version_that_may_be_a_part_is_told():
    (told,) = cautions(FIRST, summary(("Лесной район", 4, "план.docx"), ("Луговой район", 12, "Луговой.docx")))
    assert told.startswith("Лесной район: в новой версии 4 мероприятия, в прежней было 10.")


@pytest.mark.parametrize(
    "after",
    [
        FIRST,
        summary(("Лесной район", 8, "план 2.docx"), ("Луговой район", 13, "Луговой 2.docx")),
        summary(("Лесной район", None, ""), ("Луговой район", 12, "Луговой.docx")),
    ],
    ids=["the same", "a little shorter", "withdrawn"],
)
def test_what_is_no_slip_is_not_told(after):
    assert cautions(FIRST, after) == ()
