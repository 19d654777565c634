"""A second real region: its own rules reach every output, and nothing of another region is in the program or in the outputs."""

from __future__ import annotations

import ast
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from reviewer.cli.app import DONE, call
from reviewer.rulebook.loading import load_pack, load_region

PROJECT = Path(__file__).resolve().parent.parent
RULES = PROJECT / "rules"
REGIONS = tuple(sorted(path.parent for path in RULES.glob("*/region.yaml")))
HEADS = ("№", "Мероприятие", "Срок", "Ответственные", "Ожидаемый результат")
DATED, MEASURED = "октябрь 2025 года", "Доля участников не менее 80%"
WORKSHOP = ("Практикум для учителей физики округа", DATED, "Методический кабинет", MEASURED)
MANY = [(f"Муниципальный семинар № {number} для учителей", DATED, "Методист", MEASURED) for number in range(1, 7)]
PLANS = {
    "Умётский муниципальный округ": [
        ("Сетевое взаимодействие школ округа с лицеем", DATED, "Отдел образования", MEASURED),
        ("Совместные уроки химии с опорной школой", DATED, "Директора школ", MEASURED),
        ("Семинар по развитию функциональной грамотности", DATED, "Методический кабинет", MEASURED),
        ("Родительское собрание для выпускников", DATED, "Директора школ", MEASURED),
    ],
    "город Котовск": [
        ("Межшкольный проект «Лаборатория»", DATED, "Управление образования", MEASURED),
        ("Вебинар Центра экспертизы образовательной деятельности", DATED, "ТОГКУ «Центр экспертизы»", MEASURED),
        *([WORKSHOP] * 2),
    ],
    "Мичуринский муниципальный округ": [
        *MANY,
        ("Районный конкурс чтецов", "в течение года", "Методист", "Выполнение плана"),
        ("Совещание директоров школ", "по графику", "Отдел образования", "Протокол"),
    ],
}


def _write_plan(folder: Path, territory: str, rows: list[tuple[str, ...]]) -> None:
    document = Document()
    document.add_paragraph("План мероприятий («дорожная карта») по повышению качества образования")
    document.add_paragraph(f"{territory} Тамбовской области, 2025/2026 учебный год")
    table = document.add_table(rows=1, cols=len(HEADS))
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    for number, row in enumerate(rows, start=1):
        for cell, text in zip(table.add_row().cells, (f"{number}", *row), strict=True):
            cell.text = text
    document.save(str(folder / f"{territory}.docx"))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plans, out = tmp_path_factory.mktemp("plans"), tmp_path_factory.mktemp("out")
    for territory, rows in PLANS.items():
        _write_plan(plans, territory, rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reviewer.report.pdf.find_libreoffice", lambda: None)
        assert call(["review", str(plans), "--region", str(RULES / "tambov"), "--out", str(out), "--jobs", "1"]) == DONE
    return out


@pytest.fixture(scope="module")
def told(outputs: Path) -> dict:
    return json.loads((outputs / "review.json").read_text(encoding="utf-8"))


def verdicts_on(told: dict, parameter: str) -> dict[str, tuple[str, str | None]]:
    return {
        one["id"]: (one["parameters"][parameter]["verdict"], one["parameters"][parameter]["bucket"])
        for one in told["municipalities"]
        if one["status"] == "reviewed"
    }


def text_of(path: Path) -> str:
    """All that stands in a file of Office, or in a plain one."""
    if path.suffix not in {".docx", ".xlsx"}:
        return path.read_text(encoding="utf-8", errors="ignore")
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8", "ignore") for name in package.namelist() if name.endswith(".xml")]
    return re.sub(r"<[^>]+>", "", re.sub(r"</(?:w:p|si|c)>", "\n", "\n".join(parts)))


def test_plans_find_their_municipalities(told: dict) -> None:
    reviewed = {one["id"]: one["files"] for one in told["municipalities"] if one["status"] == "reviewed"}
    assert reviewed == {
        "umyot": ["Умётский муниципальный округ.docx"],
        "kotovsk": ["город Котовск.docx"],
        "michurinsk-okrug": ["Мичуринский муниципальный округ.docx"],
    }
    assert told["rules"]["name"] == "tambov"


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        (
            "school_network",
            {"umyot": ("met", "present"), "kotovsk": ("partly", "single"), "michurinsk-okrug": ("not_met", "none")},
        ),
        (
            "functional_literacy",
            {"umyot": ("met", "present"), "kotovsk": ("not_met", "none"), "michurinsk-okrug": ("not_met", "none")},
        ),
        (
            "municipal_content",
            {"umyot": ("partly", "small"), "kotovsk": ("partly", "small"), "michurinsk-okrug": ("met", "medium")},
        ),
        (
            "concrete_deadlines",
            {"umyot": ("met", "concrete"), "kotovsk": ("met", "concrete"), "michurinsk-okrug": ("partly", "mixed")},
        ),
        (
            "indicators",
            {"umyot": ("met", "clear"), "kotovsk": ("met", "clear"), "michurinsk-okrug": ("met", "clear")},
        ),
        (
            "regional_participation",
            {"umyot": ("not_met", "none"), "kotovsk": ("met", "present"), "michurinsk-okrug": ("not_met", "none")},
        ),
    ],
)
def test_the_regions_own_bounds_and_parameters_judge(told: dict, parameter: str, expected: dict) -> None:
    assert dict(sorted(verdicts_on(told, parameter).items())) == dict(sorted(expected.items()))


def test_bounds_are_moved_by_the_overlay() -> None:
    base, own = load_pack(RULES / "base"), load_pack(RULES / "tambov")
    for parameter, value in (("municipal_content", 7.0), ("concrete_deadlines", 0.85), ("indicators", 0.7)):
        kept, moved = base.parameter(parameter), own.parameter(parameter)
        assert kept is not None
        assert moved is not None
        assert (kept.bucket_of(value).verdict, moved.bucket_of(value).verdict) == ("met", "partly")


def test_its_own_parameters_stand_in_the_letter(outputs: Path, told: dict) -> None:
    letter = text_of(outputs / "справка.docx").replace("\u00a0", " ")
    statements = {one["id"]: one["text"] for one in told["statements"]}
    assert statements["school_network"] == (
        "В одном муниципалитете (3,3% от общего количества муниципальных образований) запланировано сетевое "
        "взаимодействие школ: Умётский округ. По одному мероприятию предусмотрено в «дорожной карте» г. Котовска."
    )
    for name in ("school_network", "functional_literacy"):
        assert statements[name].replace("\u00a0", " ") in letter
    conclusion = text_of(outputs / "заключения" / "Мичуринский округ.docx").replace("\u00a0", " ")
    assert "Предусмотреть сетевое взаимодействие школ с низкими результатами" in conclusion


def test_no_output_names_another_region(outputs: Path) -> None:
    files = [path for path in outputs.rglob("*") if path.suffix in {".docx", ".xlsx", ".json"}]
    assert len(files) >= len(load_region(RULES / "tambov").municipalities)
    foreign = re.compile("владимир|заозёр|риацоко", re.IGNORECASE)
    assert {path.name: found[0] for path in files if (found := foreign.search(text_of(path)))} == {}


def _strings_of_code() -> Iterator[tuple[str, str]]:
    """The string constants of the program, without docstrings and remarks: those tell readers what a thing looks like."""
    for path in sorted((PROJECT / "reviewer").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in remarks:
                yield f"{path.relative_to(PROJECT)}:{node.lineno}", node.value


def _lines_of_base() -> Iterator[tuple[str, str]]:
    for path in sorted((RULES / "base").rglob("*.*")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path.relative_to(PROJECT)}:{number}", line


def _proper_words(folder: Path) -> set[str]:
    """The beginnings of the names of a region, of its municipalities and of its bodies."""
    region = load_region(folder)
    names = [region.name.nominative, *(str(one.short) for one in region.municipalities)]
    names += [alias for one in region.municipalities for alias in (one.official_name, *one.aliases)]
    words = {word for name in names for word in re.findall(r"[А-ЯЁ][а-яё]{4,}", name)}
    pack = (folder / "pack.yaml").read_text(encoding="utf-8")
    bodies = set(re.findall(r"=([А-ЯЁ]{4,})", pack)) | set(re.findall(r"[А-ЯЁ]{4,}", region.centre_short or ""))
    return (
        {word[:-2] for word in words if len(word) > len("Муром")}
        | {w for w in words if len(w) == len("Муром")}
        | bodies
    )


@pytest.mark.parametrize("folder", REGIONS, ids=lambda folder: folder.name)
def test_neither_the_program_nor_the_base_knows_a_name_of_a_region(folder: Path) -> None:
    words = _proper_words(folder) - {"ЗАТО", "Област"}
    assert len(words) > 10
    names = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, words))) + ")")
    assert [
        f"{place}: {found[0]}"
        for place, text in (*_strings_of_code(), *_lines_of_base())
        if (found := names.search(text))
    ] == []
