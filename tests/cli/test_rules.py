"""`reviewer rules`: what a methodist sees before and after changing a rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from reviewer.cli.app import DONE, WRONG_CALL, call

PACK = """\
pack: trial
version: 1.0.0
signals:
  lessons:
    title: Уроки
    any:
      - {phrase: "открытый ~1 урок"}
      - {phrase: занятие}
    none: [{phrase: отмена}]
    tests:
      match: [Открытый урок химии]
      no_match: [Отмена открытого урока]
  meetings:
    title: Собрания
    any: [{phrase: "родительский собрание"}]
    tests: {match: [Общее родительское собрание]}
parameters:
  lessons:
    title: Уроки
    measure: {count: activities, where: {signal: lessons}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: few, title: мало, when: "1..1", verdict: partly}
      - {id: many, title: много, when: "> 1", verdict: met}
    summary: "{{ count }} из {{ total }}"
    advice: {when: "count(not_met) > 0", text: "Запланировать уроки: {{ members | names }}."}
    tests: [{activities: [Открытый урок], bucket: few}]
  meetings:
    title: Собрания
    measure: {count: activities, where: {signal: meetings}}
    buckets:
      - {id: none, title: нет, when: "== 0", verdict: not_met}
      - {id: some, title: есть, when: "> 0", verdict: met}
    tests: [{activities: [Родительское собрание], bucket: some}]
"""
REGION = """\
id: trial
name: Пробная область
municipalities:
  - {id: sosny, official_name: Сосновский район Пробной области, short: Сосновский район}
  - {id: elki, official_name: Ельниковский район Пробной области, short: Ельниковский район}
"""
ROADMAPS = {
    "Сосновский район": ["Открытый урок физики", "Занятие для олимпиадников", "Родительское собрание в марте"],
    "Ельниковский район": ["Занятие кружка робототехники", "Родительское собрание в мае"],
}


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return write_profile(tmp_path / "trial", PACK)


def write_profile(folder: Path, pack: str) -> Path:
    folder.mkdir()
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    (folder / "region.yaml").write_text(REGION, encoding="utf-8")
    return folder


@pytest.fixture
def roadmaps(tmp_path: Path) -> Path:
    folder = tmp_path / "roadmaps"
    folder.mkdir()
    for territory, activities in ROADMAPS.items():
        document = Document()
        document.add_paragraph(f"«Дорожная карта» ({territory})")
        table = document.add_table(rows=1, cols=3)
        for cell, head in zip(table.rows[0].cells, ("№", "Мероприятие", "Срок"), strict=True):
            cell.text = head
        for number, activity in enumerate(activities, start=1):
            for cell, text in zip(table.add_row().cells, (str(number), activity, "март 2025"), strict=True):
                cell.text = text
        document.save(str(folder / f"{territory}.docx"))
    return folder


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = DONE) -> dict:
    assert call(["rules", *arguments, "--json"]) == status
    return json.loads(capsys.readouterr().out)


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = DONE) -> str:
    assert call(["rules", *arguments]) == status
    return capsys.readouterr().out


@pytest.mark.parametrize("command", ["lint", "test", "explain", "impact", "new"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"Вызов: reviewer rules {command}" in told(capsys, command, "--help")


def test_a_profile_in_order(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "ошибок нет (trial 1.0.0, 2 признака, 2 параметра)" in told(capsys, "lint", str(profile))


def test_all_mistakes_at_once_with_their_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = PACK.replace("{signal: lessons}", "{signal: lesons}").replace(
        "title: Собрания\n    any", "titel: Собрания\n    any"
    )
    folder = write_profile(tmp_path / "wrong", wrong)
    (folder / "region.yaml").write_text(REGION.replace("id: elki, ", ""), encoding="utf-8")
    (linted,) = answer(capsys, "lint", str(folder), status=WRONG_CALL)["profiles"]
    found = {(problem["line"], problem["suggestion"]) for problem in linted["problems"]}
    assert {(14, "title"), (20, "lessons")} <= found
    assert any(problem["file"].endswith("region.yaml") and problem["line"] == 5 for problem in linted["problems"])
    assert not linted["ok"]
    lines = told(capsys, "lint", str(folder), status=WRONG_CALL).splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith("  20 | "))
    caret = lines[number + 1].index("^")
    assert lines[number][caret:].startswith("lesons")


def test_cases_of_deadlines_are_checked_and_tried_too(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deadlines = profile / "deadlines.txt"
    deadlines.write_text("май 2025 → июнь 2025 года\n", encoding="utf-8")
    (tested,) = answer(capsys, "test", str(profile), status=WRONG_CALL)["profiles"]
    assert [one["rule"] for one in tested["failures"]] == ["deadlines"]
    deadlines.write_text("май 2025\n", encoding="utf-8")
    (linted,) = answer(capsys, "lint", str(profile), status=WRONG_CALL)["profiles"]
    assert [Path(problem["file"]).name for problem in linted["problems"]] == ["deadlines.txt"]


def test_a_long_line_is_shown_round_the_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "|".join(["занятие"] * 40)
    folder = write_profile(tmp_path / "long", PACK.replace("phrase: занятие", f'phrase: "{long} ~"'))
    lines = told(capsys, "lint", str(folder), status=WRONG_CALL).splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith("  8 | "))
    assert len(lines[number]) < 130
    assert lines[number][lines[number + 1].index("^")] == "~"


def test_without_a_profile_all_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules").mkdir()
    write_profile(tmp_path / "rules" / "one", PACK.replace("<", ""))
    derived = "pack: two\nversion: 1.0.0\nextends: one@^1.0\n"
    write_profile(tmp_path / "rules" / "two", derived)
    (tmp_path / "rules" / "one" / "pack.yaml").write_text(
        PACK.replace("pack: trial", "pack: one").replace("phrase: занятие", "phrase: <нет>"), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    profiles = answer(capsys, "lint", status=WRONG_CALL)["profiles"]
    assert [(Path(one["profile"]).name, len(one["problems"])) for one in profiles] == [("one", 1), ("two", 0)]


def test_cases_pass_or_fail(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "5 примеров, проходят все" in told(capsys, "test", str(profile))
    pack = profile / "pack.yaml"
    pack.write_text(PACK.replace("Открытый урок химии", "Лекция"), encoding="utf-8")
    (tested,) = answer(capsys, "test", str(profile), status=WRONG_CALL)["profiles"]
    assert [(one["rule"], one["text"], one["line"]) for one in tested["failures"]] == [
        ("signals.lessons", "Лекция", 11)
    ]


def test_what_cases_do_not_reach_and_would_not_notice(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tested,) = answer(capsys, "test", str(profile), "--coverage", "--mutations")["profiles"]
    unreached = [(one["rule"], one["line"]) for one in tested["coverage"]["missed"]]
    assert unreached == [
        ("signals.lessons.any[1]", 8),
        ("parameters.lessons.buckets[0]", 22),
        ("parameters.lessons.buckets[2]", 24),
        ("parameters.meetings.buckets[0]", 32),
    ]
    unnoticed = [one["rule"] for one in tested["mutations"]["missed"]]
    assert unnoticed == ["signals.lessons.any[1]", "parameters.lessons.buckets[1]"]
    assert tested["mutations"]["good"] == tested["mutations"]["total"] - 2
    printed = told(capsys, "test", str(profile), "--coverage")
    assert "pack.yaml:8: signals.lessons.any[1]: фраза занятие" in printed


def test_why_a_signal_holds(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = told(capsys, "explain", str(profile), "--activity", "Открытый районный урок истории")
    assert "✓ Уроки (lessons) – подошёл" in printed
    assert "«открытый ~1 урок»: ‹Открытый› районный ‹урок› истории" in printed
    assert "pack.yaml:7" in printed
    assert "занятие" not in printed
    assert "✗ any[1] фраза «занятие»" in told(capsys, "explain", str(profile), "--activity", "Открытый урок", "--full")


def test_what_a_signal_lacked(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("explain", str(profile), "--activity", "Собрание для коллектива", "--signal", "meetings")
    (signal,) = answer(capsys, *asked)["signals"]
    assert signal["answer"] == "no"
    assert signal["failing"][-1]["kind"] == "any"
    (miss,) = signal["misses"]
    assert (miss["found"], miss["missing"]) == (["собрание"], ["родительский"])
    assert "есть «собрание»; нет «родительский»" in told(capsys, *asked)
    asked = ("explain", str(profile), "--activity", "Отмена занятия", "--signal", "lessons")
    assert "Первым не выполнено: none[0] фраза «отмена»: ‹Отмена› занятия" in told(capsys, *asked)


def test_an_unknown_signal_names_the_nearest(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["rules", "explain", str(profile), "--activity", "Урок", "--signal", "lesons"]) == WRONG_CALL
    assert "Возможно, имелось в виду «lessons»" in capsys.readouterr().err
    assert call(["rules", "explain", str(profile), "--activity", "  "]) == WRONG_CALL
    assert "--activity" in capsys.readouterr().err


def test_no_change_has_no_impact(profile: Path, roadmaps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Ничего не изменилось" in told(capsys, "impact", str(profile), str(profile), "--on", str(roadmaps))


def test_a_changed_bucket_moves_exactly_the_verdicts_it_grades(
    profile: Path, roadmaps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = PACK.replace('"1..1", verdict: partly', '"1..2", verdict: partly').replace('"> 1"', '"> 2"')
    new = write_profile(tmp_path / "new", changed)
    moved = answer(capsys, "impact", str(profile), str(new), "--on", str(roadmaps))
    (verdict,) = moved["verdicts"]
    assert (verdict["municipality"], verdict["parameter"]) == ("sosny", "lessons")
    assert (verdict["old"]["verdict"], verdict["new"]["verdict"]) == ("met", "partly")
    assert (verdict["gained"], verdict["lost"]) == ([], [])
    assert [row["quote"] for row in verdict["counted"]] == ["Открытый урок физики", "Занятие для олимпиадников"]
    assert (moved["counts"], moved["labels"], moved["recommendations"]) == ([], [], [])
    (statement,) = moved["statements"]
    assert (statement["id"], statement["old"]["percent"], statement["new"]["percent"]) == ("lessons", 50.0, 0.0)
    assert statement["left"] == ["sosny"]


def test_a_changed_phrase_moves_exactly_the_rows_it_found(
    profile: Path, roadmaps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = write_profile(tmp_path / "new", PACK.replace("phrase: занятие", 'phrase: "занятие для"'))
    moved = answer(capsys, "impact", str(profile), str(new), "--on", str(roadmaps))
    (verdict,) = moved["verdicts"]
    assert (verdict["municipality"], verdict["parameter"], verdict["new"]["bucket"]) == ("elki", "lessons", "none")
    (row,) = verdict["lost"]
    assert (row["number"], row["quote"], row["file"]) == (
        "1",
        "Занятие кружка робототехники",
        "Ельниковский район.docx",
    )
    assert row["why"].endswith("signals.lessons.any[1]")
    (advice,) = moved["recommendations"]
    assert advice["old"] is None
    assert advice["new"]["municipalities"] == ["elki"]
    printed = told(capsys, "impact", str(profile), str(new), "--on", str(roadmaps))
    assert "Ельниковский район, «Уроки»: частично (1, «мало») → нет (0, «нет»)" in printed
    assert "− Ельниковский район.docx, № 1: «Занятие кружка робототехники»" in printed


def test_labels_that_change_name_the_rules_that_gave_them(
    profile: Path, roadmaps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    themed = PACK.replace("title: Собрания\n    any", "title: Собрания\n    gives: theme:parents\n    any")
    new = write_profile(tmp_path / "new", themed)
    moved = answer(capsys, "impact", str(profile), str(new), "--on", str(roadmaps))
    assert [(one["municipality"], one["facet"], one["before"], one["after"]) for one in moved["labels"]] == [
        ("sosny", "theme", [], ["parents"]),
        ("elki", "theme", [], ["parents"]),
    ]
    assert moved["labels"][0]["why"] == ["rule:trial@1.0.0#signals.meetings.any[0]"]
    assert (moved["verdicts"], moved["counts"], moved["statements"]) == ([], [], [])
    printed = told(capsys, "impact", str(profile), str(new), "--on", str(roadmaps))
    assert "Метки (2)" in printed
    assert "тема +parents: «Родительское собрание в марте»" in printed


def test_without_a_region_each_file_is_judged_for_itself(
    profile: Path, roadmaps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = write_profile(tmp_path / "new", PACK.replace("родительский собрание", "родительский сход"))
    for folder in (profile, new):
        (folder / "region.yaml").unlink()
    moved = answer(capsys, "impact", str(profile), str(new), "--on", str(roadmaps))
    assert {(one["name"], one["parameter"]) for one in moved["verdicts"]} == {
        (f"{territory}.docx", "meetings") for territory in ROADMAPS
    }
    assert "каждый файл сам по себе: 2 файла" in told(capsys, "impact", str(profile), str(new), "--on", str(roadmaps))


def test_a_file_that_cannot_be_read_is_told(profile: Path, roadmaps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (roadmaps / "план.docx").write_bytes(b"no document")
    moved = answer(capsys, "impact", str(profile), str(profile), "--on", str(roadmaps), status=1)
    assert [problem["file"] for problem in moved["unread"]] == ["план.docx"]


def test_a_new_profile_says_which_blanks_are_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "kaluga"
    started = answer(capsys, "new", "Калужская область", "--out", str(folder))
    assert [blank["key"] for blank in started["blanks"]] == [
        "municipalities[0].id",
        "municipalities[0].official_name",
        "municipalities[0].short",
    ]
    region = folder / "region.yaml"
    text = region.read_text(encoding="utf-8")
    for key, value in (("- id:", "zhukovo"), ("official_name:", "Жуковский район"), ("short:", "Жуковский район")):
        text = text.replace(f"{key}  ", f"{key} {value} ", 1)
    region.write_text(text, encoding="utf-8")
    (linted,) = answer(capsys, "lint", str(folder))["profiles"]
    assert linted["ok"]


def test_every_commented_line_of_a_new_profile_is_a_right_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kaluga"
    answer(capsys, "new", "kaluga", "--out", str(folder))
    for file in folder.iterdir():
        lines = file.read_text(encoding="utf-8").splitlines()
        uncommented = [line.replace("# ", "", 1) if _is_example(line) else line for line in lines]
        file.write_text("\n".join(uncommented) + "\n", encoding="utf-8")
    (linted,) = answer(capsys, "lint", str(folder), status=WRONG_CALL)["profiles"]
    keys = sorted(str(problem["key"]) for problem in linted["problems"])
    blanks = ["municipalities[0].id", "municipalities[0].official_name", "municipalities[0].short", "name"]
    assert keys == blanks


def _is_example(line: str) -> bool:
    """A line that stands for a rule once its mark of a comment is taken away."""
    bare = line.strip()
    key = bare.removeprefix("# ").strip().partition(":")[0].strip("+-")
    return bare.startswith("# ") and (key.startswith(" {") or (key.isidentifier() and key.isascii()))


def test_the_name_of_a_profile_is_made_of_the_regions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    started = answer(capsys, "new", "Республика Хакасия")
    assert started["files"][0] == "rules/respublika-khakasiya/region.yaml"
    assert call(["rules", "new", "Республика Хакасия"]) == WRONG_CALL
    assert "уже есть" in capsys.readouterr().err
    assert call(["rules", "new", "???"]) == WRONG_CALL
