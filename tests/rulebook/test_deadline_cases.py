"""Cases for deadlines in the notation of a methodist."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reviewer.facts.deadlines import parse_deadline
from reviewer.model.errors import RulebookError
from reviewer.model.roadmap import Period
from reviewer.rulebook.deadline_cases import FILE, check_deadlines, read_deadline_cases
from reviewer.rulebook.linting import line_of, lint

RULES = Path(__file__).resolve().parents[2] / "rules"


@pytest.mark.parametrize("file", sorted(RULES.glob(f"*/{FILE}")), ids=lambda file: file.parent.name)
def test_the_pack_reads_deadlines_as_its_cases_say(file: Path) -> None:
    failures = check_deadlines(read_deadline_cases(file.parent), parse_deadline)
    assert not failures, "\n" + "\n".join(str(failure) for failure in failures)


def test_a_line_gives_text_period_and_meaning(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# Дни\n\n 5 мая [2024/25] → 5 мая 2025 года\n- → срок не указан\n", encoding="utf-8")
    dated, missing = read_deadline_cases(tmp_path)
    assert (dated.text, dated.period) == ("5 мая", Period(date(2024, 9, 1), date(2025, 8, 31)))
    assert (missing.text, missing.period, missing.place.line) == ("-", None, 4)


def test_years_are_periods(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("май [2024] → а\nмай [2024-2026] → б", encoding="utf-8")
    assert [case.period for case in read_deadline_cases(tmp_path)] == [
        Period(date(2024, 1, 1), date(2024, 12, 31)),
        Period(date(2024, 1, 1), date(2026, 12, 31)),
    ]


def test_another_meaning_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# срок\nоктябрь 2024 → ноябрь 2024 года", encoding="utf-8")
    (failure,) = check_deadlines(read_deadline_cases(tmp_path), parse_deadline)
    assert str(failure) == (
        f"{tmp_path / FILE}:2: deadlines: ждали «ноябрь 2024 года», понято «октябрь 2024 года»\n    октябрь 2024"
    )


def test_all_lines_that_are_no_cases_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("октябрь 2024\nмай [зимой] → май\n5 мая 2025 → 5 мая 2025 года", encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        read_deadline_cases(tmp_path)
    assert [(problem.place.line, problem.quoted) for problem in caught.value.problems] == [
        (1, "октябрь 2024"),
        (2, "май [зимой] → май"),
    ]


def test_lint_tells_of_lines_that_are_no_cases(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("pack: trial\nversion: 1.0.0\n", encoding="utf-8")
    (tmp_path / FILE).write_text("# Сроки\nоктябрь 2024\n", encoding="utf-8")
    (linted,) = lint([tmp_path])
    assert linted.rulebook is not None
    assert [(one.place.file, one.place.line, line_of(one)) for one in linted.problems] == [
        (str(tmp_path / FILE), 2, "октябрь 2024")
    ]


def test_a_pack_without_cases_has_none(tmp_path: Path) -> None:
    assert read_deadline_cases(tmp_path) == ()
