"""The whole chain: folders of roadmaps against what experts found in them."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from broken_files import put_broken_files

from reviewer.cli.app import call
from reviewer.cli.review import submitted_files
from reviewer.facts.classifier import shipped_classifier
from reviewer.language.morphology import fold
from reviewer.model.errors import UsageError
from reviewer.model.review import Review
from reviewer.report.review_json import review_to_json
from reviewer.review import review
from reviewer.rulebook.loading import load_pack, load_region


def _review(folder: Path, profile: Path) -> Review:
    region = load_region(profile)
    roadmap = profile / region.regional_roadmap if region.regional_roadmap else None
    return review(
        submitted_files(folder),
        load_pack(profile),
        region,
        regional_roadmap=roadmap,
        classifier=shipped_classifier(),
    )


@pytest.fixture(scope="module")
def samples(project: Path) -> Review:
    return _review(project / "corpora/samples/roadmaps", project / "rules/zaozerye")


@pytest.fixture(scope="module")
def vladimir(project: Path, shared: Path) -> Review:
    return _review(shared / "cases/vladimir-2024/submitted", project / "rules/vladimir")


def _agreement(found: Review, expert: Mapping[str, Any], municipalities: Iterable[str]) -> float:
    """The share of decisions «this statement holds of this municipality» in which program and expert agree."""
    asked = set(municipalities)
    decisions = [
        ((municipality in statement["municipalities"]) == (municipality in found_of.municipalities))
        for statement in expert["statements"]
        if (found_of := found.statement(statement["id"])) is not None
        for municipality in asked
    ]
    return sum(decisions) / len(decisions)


def test_every_sample_is_read_and_finds_its_owner(samples: Review, project: Path) -> None:
    expected = json.loads((project / "corpora/samples/expected.json").read_text())
    found = {municipality.id: municipality for municipality in samples.municipalities}
    for municipality in expected["municipalities"]:
        if not municipality["file"]:
            assert found[municipality["id"]].status == "missing"
            continue
        assert found[municipality["id"]].files == (municipality["file"],)
        reviewed = found[municipality["id"]].reviewed
        assert reviewed is not None
        assert len(reviewed.facts) == municipality["activities"]
    assert samples.unmatched_files == ()
    assert samples.problems == ()


def test_the_samples_agree_with_a_careful_reader(samples: Review, project: Path) -> None:
    expected = json.loads((project / "corpora/samples/expected.json").read_text())
    assert _agreement(samples, expected, [item["id"] for item in expected["municipalities"]]) >= 0.92


def test_the_experts_of_a_real_region_agree(vladimir: Review, shared: Path) -> None:
    expert = json.loads((shared / "cases/vladimir-2024/expert.json").read_text())
    read = [municipality.id for municipality in vladimir.municipalities if municipality.status == "reviewed"]
    assert len(read) >= 8
    assert _agreement(vladimir, expert, read) >= 0.95


def test_every_file_of_a_real_region_finds_its_owner(vladimir: Review, shared: Path) -> None:
    expert = json.loads((shared / "cases/vladimir-2024/expert.json").read_text())
    owners = {file: municipality.id for municipality in vladimir.municipalities for file in municipality.files}
    assert owners == {municipality["file"]: municipality["id"] for municipality in expert["municipalities"]}


def test_every_figure_leads_back_to_quoted_rows(samples: Review) -> None:
    counted = 0
    for municipality in samples.municipalities:
        if municipality.reviewed is None:
            continue
        rows = {
            (item.activity.source.file, item.activity.source.table, item.activity.source.row): item.activity.activity
            for item in municipality.reviewed.facts
        }
        for verdict in municipality.verdicts:
            assert verdict.rule.split("@")[0] in {"base", "zaozerye"}
            for evidence in verdict.evidence:
                counted += 1
                text = rows[evidence.file, evidence.table, evidence.row]
                assert text.startswith(evidence.quote.removesuffix("…").rstrip())
            if verdict.value is not None and verdict.total is None and verdict.evidence:
                assert verdict.value in {1.0, float(len(verdict.evidence))}
    assert counted > 200


def test_quotes_of_reasons_stand_in_the_document(samples: Review) -> None:
    for municipality in samples.municipalities:
        for item in municipality.reviewed.facts if municipality.reviewed else ():
            for why in item.whys:
                if why.quote:
                    field = item.activity.field(why.field) or ""
                    assert fold(field[why.start : why.start + len(why.quote)]) == fold(why.quote)


def test_statements_add_up(samples: Review) -> None:
    for statement in samples.statements:
        assert statement.count == len(statement.municipalities)
        assert statement.total == len(samples.municipalities)
        assert statement.percent == pytest.approx(100 * statement.count / statement.total, abs=0.05)
        assert statement.text
    for recommendation in samples.recommendations:
        assert recommendation.municipalities
        assert all(samples.statement(identifier) for identifier in recommendation.because)


def test_the_same_input_gives_the_same_bytes(samples: Review, project: Path) -> None:
    again = _review(project / "corpora/samples/roadmaps", project / "rules/zaozerye")
    assert review_to_json(again) == review_to_json(samples)


def test_bad_files_do_not_stop_the_good_ones(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "планы"
    shutil.copytree(project / "corpora/samples/roadmaps", folder)
    expected = put_broken_files(folder, next(folder.glob("*.docx")))
    status = call(
        ["review", str(folder), "--region", str(project / "rules/zaozerye"), "--out", str(tmp_path / "out"), "--json"]
    )
    printed = capsys.readouterr()
    result = json.loads(printed.out)
    assert status == 1
    assert [item["status"] for item in result["municipalities"]].count("reviewed") == 9
    assert set(expected) <= set(result["unmatched_files"])
    problems = {problem["file"]: problem for problem in result["problems"]}
    assert {file: problems[file]["code"] for file in expected} == expected
    messages = [problems[file]["message"] for file in expected]
    assert len(set(messages)) == len(messages)
    assert "Traceback" not in printed.err
    for name in ("справка.docx", "матрица.xlsx", "review.json"):
        assert (tmp_path / "out" / name).stat().st_size > 0


def test_files_of_one_municipality_are_all_named_and_copies_told(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "планы"
    folder.mkdir()
    source = next((project / "corpora/samples/roadmaps").glob("*Лугоз*.docx"))
    for name in ("Лугозёрск.docx", "Лугозёрск (копия).docx", "Лугозёрск 2.docx"):
        shutil.copy(source, folder / name)
    with zipfile.ZipFile(folder / "Лугозёрск 2.docx", "a") as archive:
        archive.comment = b"saved anew"
    found = next(
        municipality
        for municipality in _review(folder, project / "rules/zaozerye").municipalities
        if municipality.files
    )
    assert len(found.files) == 3
    several = "Представлено несколько файлов; рассмотрен «Лугозёрск (копия).docx», не рассмотрены: «Лугозёрск 2.docx»."
    assert [note for note in found.notes if "Представлено" in note] == [several]
    assert "Файл «Лугозёрск.docx» – точная копия файла «Лугозёрск (копия).docx»." in found.notes


def test_a_person_settles_whose_file_it_is(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "планы"
    folder.mkdir()
    shutil.copy(next((project / "corpora/samples/roadmaps").glob("*Лугоз*.docx")), folder / "план.docx")
    arguments = [
        "review",
        str(folder),
        "--region",
        str(project / "rules/zaozerye"),
        "--out",
        str(tmp_path / "out"),
        "--json",
    ]
    call([*arguments, "--assign", "план.docx=vetloyar"])
    result = json.loads(capsys.readouterr().out)
    assert {item["id"] for item in result["municipalities"] if item["files"]} == {"vetloyar"}
    assert call([*arguments, "--assign", "план.docx=атлантида"]) == 2
    assert "атлантида" in capsys.readouterr().err


def test_a_file_with_no_plan_in_it_is_not_reviewed(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "планы"
    folder.mkdir()
    letter = docx.Document()
    letter.add_paragraph("Управление образования Ветлоярского района направляет план работы на согласование.")
    letter.save(folder / "Ветлоярский район письмо.docx")
    found = _review(folder, project / "rules/zaozerye")
    municipality = next(item for item in found.municipalities if item.files)
    assert (municipality.id, municipality.status) == ("vetloyar", "unreadable")
    assert [problem.code for problem in found.problems] == ["no-activities"]


def test_a_letter_beside_the_plan_does_not_stand_in_its_way(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "планы"
    folder.mkdir()
    shutil.copy(next((project / "corpora/samples/roadmaps").glob("*Лугоз*.docx")), folder / "Лугозёрск.docx")
    letter = docx.Document()
    letter.add_paragraph("УТВЕРЖДАЮ 31.12.2027. Управление образования города Лугозёрска направляет план.")
    letter.save(folder / "Лугозёрск письмо.docx")
    found = _review(folder, project / "rules/zaozerye")
    municipality = next(item for item in found.municipalities if item.files)
    assert municipality.status == "reviewed"
    assert municipality.reviewed is not None
    assert municipality.reviewed.roadmap.file == "Лугозёрск.docx"


def test_a_broken_regional_roadmap_is_a_wrong_profile(project: Path, tmp_path: Path) -> None:
    region = load_region(project / "rules/zaozerye")
    broken = tmp_path / "карта.docx"
    broken.write_bytes(b"")
    with pytest.raises(UsageError, match="Региональная"):
        review([], load_pack(project / "rules/zaozerye"), region, regional_roadmap=broken)
