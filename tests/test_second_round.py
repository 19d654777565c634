"""Two rounds of a real region in one campaign: the roadmaps of the winter, what a methodist decided, then four corrected ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from reviewer.cli.app import call

CAMPAIGN = "Зима"
FIRST, SECOND = "vladimir-2024", "vladimir-2024-corrected/submitted"
MOVED = {
    "in_time": {"sudogda"},
    "period_covered": {"sudogda"},
    "regional_participation": {"sudogda"},
    "indicators": {"vyazniki"},
    "failure_prevention": {"melenki"},
    "methodical_support": {"melenki"},
    "administration_work": {"melenki"},
    "objectivity": {"melenki"},
}
"""Who was added to which statement by the corrected roadmaps alone."""


@pytest.fixture(scope="module")
def rounds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The folders of results of both rounds, decisions taken between them."""
    home = tmp_path_factory.mktemp("rounds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEWER_WORKSPACE", str(home / "workspace"))
        patch.setenv("PATH", "")  # no LibreOffice: the PDFs are not what this is about
        yield (
            _reviewed(shared / "cases" / FIRST, home / "first", decide=True),
            _reviewed(shared / "cases" / SECOND, home / "second"),
        )


def _reviewed(folder: Path, out: Path, *, decide: bool = False) -> Path:
    call(["review", str(folder), "--region", "vladimir", "--campaign", CAMPAIGN, "--out", str(out)])
    if decide:
        for municipality, parameter in (("Судогодский район", "parents"), ("Камешковский район", "curator_schools")):
            decision = ["verdict", municipality, parameter, "соответствует", "--reason", "по приложению к плану"]
            assert call(["correct", *decision]) == 0
    return out


def _statements(out: Path) -> dict[str, dict[str, object]]:
    review = json.loads((out / "review.json").read_text(encoding="utf-8"))
    return {statement["id"]: statement for statement in review["statements"]}


def test_only_what_the_corrected_roadmaps_and_the_decisions_moved_moves(rounds: tuple[Path, Path]) -> None:
    before, after = map(_statements, rounds)
    moved = {
        name: set(after[name]["municipalities"]) ^ set(one["municipalities"])
        for name, one in before.items()
        if one["municipalities"] != after[name]["municipalities"]
    }
    assert moved == {**MOVED, "parents": {"sudogda"}, "curator_schools": {"kameshkovo"}}


def test_decisions_of_the_first_round_are_in_force_in_the_second(rounds: tuple[Path, Path]) -> None:
    review = json.loads((rounds[1] / "review.json").read_text(encoding="utf-8"))
    by_id = {one["id"]: one for one in review["municipalities"]}
    decided = [by_id["sudogda"]["parameters"]["parents"], by_id["kameshkovo"]["parameters"]["curator_schools"]]
    assert [one["verdict"] for one in decided] == ["met", "met"]
    assert review["decisions"]["conflicts"] == []


def test_the_second_report_states_the_dynamics(rounds: tuple[Path, Path]) -> None:
    first, second = (_text(out / "справка.docx") for out in rounds)
    assert "Динамика" not in first
    for words in ("Динамика", "с 61,5% до 69,2%", "Вязниковск", "Меленковск", "Судогодск", "Суздальск"):
        assert words in second
    assert (rounds[1] / "Сведения-об-изменениях.docx").is_file()


def _text(path: Path) -> str:
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))
