"""A region is begun from a table of its municipalities."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.model.errors import UsageError
from reviewer.resources import data_folder
from reviewer.rulebook.linting import lint
from reviewer.rulebook.loading import load_region
from reviewer.rulebook.municipality_table import TableRow, read_table, start_region

BASE = data_folder("rules") / "base"


def test_columns_of_a_spreadsheet() -> None:
    text = (
        "№\tНаименование муниципалитета\tКратко\n"
        "1\tМуниципальное образование «Ручьёвский район»\tРучьёвский район\tРучьи | г. Ручьи\tСОШ № 1|СОШ № 2\n"
        "\n2.\tгород  Родники\n"
    )
    assert read_table(text) == (
        TableRow(
            "Муниципальное образование «Ручьёвский район»",
            "Ручьёвский район",
            ("Ручьи", "г. Ручьи"),
            ("СОШ № 1", "СОШ № 2"),
        ),
        TableRow("город Родники", "город Родники"),
    )


def test_a_list_without_columns() -> None:
    assert [row.short for row in read_table("Ручьёвский район\nгород Родники\n")] == [
        "Ручьёвский район",
        "город Родники",
    ]
    assert read_table("Ручьёвский район; Ручьи\n") == (TableRow("Ручьёвский район", "Ручьи"),)


@pytest.mark.parametrize("text", ["", " \n\t\n", "Муниципалитет\n", "Район\n" * 501])
def test_no_table(text: str) -> None:
    with pytest.raises(UsageError):
        read_table(text)


def test_the_profile_has_no_error_and_names_no_folder_of_this_machine(tmp_path: Path) -> None:
    rows = read_table("Ручьёвский район\tРучьёвский: «р-н», #1\nРучьёвский округ\tРучьёвский: «р-н» #1")
    folder = start_region("Родниковая область", rows, tmp_path, BASE)
    (linted,) = lint([folder])
    assert [str(problem) for problem in linted.problems] == []
    region = load_region(folder)
    assert (folder.name, region.id, region.name.nominative) == (
        "rodnikovaya-oblast",
        "rodnikovaya-oblast",
        "Родниковая область",
    )
    assert [one.id for one in region.municipalities] == ["ruchevskiy-r-n-1", "ruchevskiy-r-n-1-2"]
    assert region.municipalities[0].short.nominative == "Ручьёвский: «р-н», #1"
    assert not any(str(tmp_path) in path.read_text(encoding="utf-8") for path in folder.iterdir())


def test_a_title_above_the_heading_and_broken_names() -> None:
    text = "Перечень муниципалитетов области\n№\tНаименование\tКратко\n1\tРучьёвский | муниципальный район\tРучьи\n"
    assert read_table(text) == (TableRow("Ручьёвский муниципальный район", "Ручьи"),)
