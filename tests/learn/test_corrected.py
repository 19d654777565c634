"""Rows that people looked at become texts to learn from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.facts.finding import Background, understand
from reviewer.learn.corpus import LabelledActivity
from reviewer.learn.corrected import CorrectedRow, corpus_lines, corrected_rows, each_once
from reviewer.model.corrections import LabelDecision, RowReference
from reviewer.model.facts import Labels
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.rulebook.loading import find_profile, load_pack
from reviewer.rulebook.rulebook import Rulebook

TEXTS = (
    "Родительское собрание в девятых классах",
    "Семинар для учителей математики",
    "День открытых дверей",
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_pack(find_profile("base"))


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    rows = (
        Activity(text, Source("план.docx", table=1, row=number), number=str(number), responsible="Методист")
        for number, text in enumerate(TEXTS, start=1)
    )
    return Roadmap("план.docx", "docx", Passport("План мероприятий"), tuple(rows))


def _decision(number: int, label: str, *, holds: bool | None) -> LabelDecision:
    row = RowReference("озёрский", "план.docx", str(number), TEXTS[number - 1], table=1, row=number)
    return LabelDecision(row, label, holds, comment="Так решено", who="Методист Заозерья")


def _rows(rulebook: Rulebook, roadmap: Roadmap, *decisions: LabelDecision) -> list[CorrectedRow]:
    return corrected_rows("заозерье.озёрский", 1, roadmap, decisions, Background(rulebook))


def test_a_row_has_the_labels_of_the_rules_but_what_people_changed(rulebook, roadmap) -> None:
    found = _rows(
        rulebook, roadmap, _decision(1, "parents", holds=False), _decision(1, "psychological_support", holds=True)
    )
    by_rules = understand(roadmap, Background(rulebook))[0].labels
    assert "parents" in by_rules.themes
    assert len(found) == 1
    assert set(found[0].given.themes) == {*by_rules.themes, "psychological_support"} - {"parents"}
    assert found[0].decided == {"parents", "psychological_support"}
    assert found[0].fields == {"activity": TEXTS[0], "responsible": "Методист", "participants": None}


def test_rows_that_nobody_answered_are_none_to_learn_from(rulebook, roadmap) -> None:
    assert _rows(rulebook, roadmap, _decision(2, "parents", holds=None)) == []
    assert _rows(rulebook, roadmap, _decision(2, "no_such_signal", holds=True)) == []


def test_a_signal_that_carries_no_label_teaches_nothing(rulebook, roadmap) -> None:
    bare = next(name for name, signal in rulebook.signals.items() if signal.gives is None)
    assert _rows(rulebook, roadmap, _decision(2, bare, holds=True)) == []


def test_levels_and_scopes_that_nobody_answered_are_unknown(rulebook, roadmap) -> None:
    (row,) = _rows(rulebook, roadmap, _decision(2, "mentoring", holds=True))
    assert {"level:school", "level:municipal", "scope:unstated"} <= row.unknown
    assert "mentoring" not in row.unknown


def test_doubts_that_nobody_settled_are_unknown(rulebook, roadmap) -> None:
    class Doubting:
        hash = "doubting"

        def probability(self, label: str, activity: Activity) -> float | None:  # noqa: ARG002 - the same for all
            return 0.5 if label in {"competitions", "publicity"} else 0.0

    decisions = [_decision(3, "publicity", holds=True)]
    (row,) = corrected_rows("заозерье.озёрский", 1, roadmap, decisions, Background(rulebook, classifier=Doubting()))
    assert "competitions" in row.unknown
    assert "publicity" not in row.unknown
    assert "publicity" in row.labels


def test_nothing_of_who_decided_is_kept(rulebook, roadmap) -> None:
    (row,) = _rows(rulebook, roadmap, _decision(2, "mentoring", holds=True))
    assert "Заозерья" not in repr(row)
    assert "Так решено" not in repr(row)


def _row(municipality: str, plan: int, text: str, *themes: str) -> CorrectedRow:
    given = Labels("municipal", themes)
    return CorrectedRow(municipality, plan, text, None, None, given, frozenset(themes))


def test_a_row_that_was_sent_again_stands_once_with_all_answers() -> None:
    first, again, other = (
        _row("б", 1, "Собрание", "parents"),
        _row("б", 2, "Собрание", "planning"),
        _row("а", 1, "Собрание", "parents"),
    )
    found = each_once([first, other, again])
    assert [(row.municipality, row.plan, row.given.themes) for row in found] == [
        ("а", 1, ("parents",)),
        ("б", 2, ("planning", "parents")),
    ]
    assert found[1].decided == {"planning", "parents"}
    assert each_once([again, first, other]) == found


def test_the_last_answer_of_a_row_counts() -> None:
    first = replace(_row("б", 1, "Собрание", "parents"), decided=frozenset({"parents"}))
    again = replace(_row("б", 2, "Собрание"), decided=frozenset({"parents"}))
    assert each_once([first, again]) == [again]


def test_rows_are_written_as_those_of_the_corpora() -> None:
    rows = [_row("заозерье.озёрский", 1, "Собрание", "parents"), _row("заозерье.озёрский", 2, "Сайт", "publicity")]
    lines = corpus_lines([*rows, replace(rows[0], municipality="заозерье.лесной")])
    assert [line.id for line in lines] == [
        "заозерье.озёрский-0001",
        "заозерье.озёрский-0002",
        "заозерье.лесной-0001",
    ]
    assert [line.author for line in lines] == ["заозерье.озёрский", "заозерье.озёрский", "заозерье.лесной"]
    read = LabelledActivity.model_validate_json(lines[0].model_dump_json())
    assert (read.themes, read.level, read.text) == (("parents",), "municipal", "Собрание")
