"""The guide for methodists, followed to the letter: every file is written, every command run, every output looked for.

In docs/rules.md a block of YAML or text that begins with «# файл: …» is a file, a block of `sh` holds commands, a block of
`text` after it what they print («…» stands for whatever comes), and a remark before a block or a table says what it is.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document

from reviewer.cli.app import DONE, WRONG_CALL, call
from reviewer.model.facts import THEMES
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.samples import finding_sample, summary_sample
from reviewer.rulebook.selftest import check_pack
from reviewer.rulebook.texts import Text

PROJECT = Path(__file__).resolve().parent.parent
GUIDE = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
FILE = "# файл: "
COPY = "копировать в "
ANYTHING = "…"
_PART = re.compile(
    r"^<!-- (?P<remark>.+?) -->$|^```(?P<kind>\w+)\n(?P<body>.*?)^```$|^- `(?P<file>[^`]+\.docx)`$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Step:
    """A block, or a file to copy. `remark`: what stands before it; `line`: where in the guide, 1-based."""

    kind: str
    body: str
    remark: str
    line: int


def steps() -> Iterator[Step]:
    remark = ""
    for part in _PART.finditer(GUIDE):
        line = GUIDE.count("\n", 0, part.start()) + 1
        if part["remark"]:
            remark = part["remark"]
        elif part["file"]:
            yield Step("copy", part["file"], remark, line)
        else:
            yield Step(part["kind"], part["body"], remark, line)
            remark = ""


def rows_under(title: str) -> list[list[str]]:
    """The cells of the table that follows a remark or a heading, without the heads."""
    after = GUIDE[GUIDE.index(title) + len(title) :]
    lines = after[after.index("\n|") + 1 :].split("\n\n")[0].splitlines()
    rows = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in lines[2:]]
    return [[cell.replace("\\|", "|").strip() for cell in row] for row in rows]


def code(cell: str) -> str:
    return cell.strip("`")


class Reader:
    """Somebody who does all that the guide says, in an empty folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.printed = ""

    def follow(self, step: Step) -> None:
        if step.kind == "copy":
            self.copy(step)
        elif step.body.startswith(FILE):
            self.write(step)
        elif step.kind == "sh":
            self.run(step)
        elif step.remark == "в справке":
            letter = self.letter()
            assert _squeezed(step.body) in letter, f"docs/rules.md:{step.line}\n{letter}"
        else:
            assert step.kind == "text", f"docs/rules.md:{step.line}: a block that is no file, no command and no output"
            self.look_for(step)

    def copy(self, step: Step) -> None:
        assert step.remark.startswith(COPY)
        target = Path(step.remark.removeprefix(COPY))
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / step.body, target)

    def write(self, step: Step) -> None:
        name = step.body.splitlines()[0].removeprefix(FILE)
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.body, encoding="utf-8")

    def run(self, step: Step) -> None:
        self.printed = ""
        for line in step.body.splitlines():
            words = shlex.split(line)
            if words[:2] == ["cp", "-r"]:
                shutil.copytree(words[2], words[3])
                continue
            assert words[0] == "reviewer", f"docs/rules.md:{step.line}: {line}"
            status = call(words[1:])
            captured = self.capsys.readouterr()
            self.printed += captured.out + captured.err
            assert status in {DONE, WRONG_CALL}, self.printed
            assert status == DONE or "mistake.yaml" in self.printed, self.printed

    def look_for(self, step: Step) -> None:
        """Line by line in their order; a line of «…» stands for any lines, elsewhere «…» for any words."""
        wanted = [_squeezed(line) for line in step.body.splitlines()]
        found = iter([_squeezed(line) for line in self.printed.splitlines()])
        for line in wanted:
            if line == ANYTHING:
                continue
            pattern = re.compile(".*".join(map(re.escape, line.split(ANYTHING))))
            assert any(pattern.fullmatch(one) for one in found), f"docs/rules.md:{step.line}: {line}\n{self.printed}"

    @staticmethod
    def letter() -> str:
        paragraphs = Document(str(Path("итог") / "справка.docx")).paragraphs
        return "\n".join(_squeezed(paragraph.text) for paragraph in paragraphs)


def _squeezed(line: str) -> str:
    return " ".join(line.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.usefixtures("no_libreoffice")
def test_the_whole_guide_can_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    reader = Reader(capsys)
    for step in steps():
        reader.follow(step)
    outcome = {path.name for path in Path("итог").iterdir()}
    assert {"справка.docx", "матрица.xlsx", "заключения", "review.json"} <= outcome


def test_every_block_is_followed() -> None:
    told = list(steps())
    assert len([step for step in told if step.kind != "copy"]) * 2 == len(re.findall(r"^```", GUIDE, re.MULTILINE))
    assert {"sh", "yaml", "text", "copy"} == {step.kind for step in told}
    assert all(step.body.startswith(FILE) for step in told if step.kind == "yaml")


def test_phrases_find_what_the_guide_says(tmp_path: Path) -> None:
    rows = rows_under("## Язык фраз")
    assert len(rows) >= 9
    signals = []
    for number, (phrase, _, match, no_match) in enumerate(rows):
        cases = [
            f"{key}: [{', '.join(map(_quoted, cell.split('; ')))}]"
            for key, cell in (("match", match), ("no_match", no_match))
        ]
        signals.append(
            f"  s{number}: {{title: {_quoted(phrase)}, any: [{{phrase: {_quoted(code(phrase))}}}], tests: {{{', '.join(cases)}}}}}"
        )
    pack = "pack: trial\nversion: 1.0.0\nextends: base@>=1.0\nsignals:\n" + "\n".join(signals) + "\n"
    (tmp_path / "pack.yaml").write_text(pack, encoding="utf-8")
    rulebook = load_pack(tmp_path)
    assert [str(failure) for failure in check_pack(rulebook) if str(tmp_path) in str(failure)] == []


def test_conditions_measures_and_overlays_load(tmp_path: Path) -> None:
    conditions = [code(row[0]) for row in rows_under("<!-- условия -->")]
    measures = [code(row[0]) for row in rows_under("<!-- измерения -->")]
    said = [(code(section), code(entry)) for section, entry, _ in rows_under("<!-- наложения -->")]
    said += [("signals", f"own{number}: {{title: т, any: [{one}]}}") for number, one in enumerate(conditions)]
    said += [("parameters", f"own{number}: {_judged(one)}") for number, one in enumerate(measures)]
    pack = "pack: trial\nversion: 1.0.0\nextends: base@>=1.0\n"
    for section in ("dictionaries", "signals", "parameters"):
        pack += "\n  ".join([f"{section}:", *(entry for kind, entry in said if kind == section)]) + "\n"
    (tmp_path / "pack.yaml").write_text(pack, encoding="utf-8")
    rulebook = load_pack(tmp_path)
    assert {f"own{number}" for number in range(len(conditions))} <= rulebook.signals.keys()
    assert {rulebook.parameter(f"own{number}").measure.kind for number in range(len(measures))} == {
        *("count", "share", "exists", "document")
    }
    assert [one.id for one in rulebook.disabled] == ["psychological_support"]
    assert rulebook.parameter("curator_schools") is None


def _judged(measure: str) -> str:
    return f'{{title: т, measure: {measure}, buckets: [{{id: any, title: т, when: ">= 0", verdict: met}}]}}'


def _quoted(text: str) -> str:
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def test_values_and_filters_of_texts() -> None:
    named = [code(row[0]) for row in rows_under("<!-- значения -->")]
    assert set(named) == {*finding_sample("count"), *summary_sample()}
    for source, result in rows_under("<!-- запись -->"):
        assert Text(code(source), "docs/rules.md").render() == result


def test_values_stand_where_the_guide_says() -> None:
    for value, where, _ in rows_under("<!-- значения -->"):
        inside = (code(value) in finding_sample("count"), code(value) in summary_sample())
        assert inside == {"везде": (True, True), "finding, remark": (True, False)}.get(where, (False, True)), value


def test_themes_are_all_there() -> None:
    assert [code(row[0]) for row in rows_under("<!-- темы -->")] == list(THEMES)


def test_commands_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    for command, _ in rows_under("<!-- команды -->"):
        words = [word for word in code(command).split()[1:] if word.isascii() and not word.startswith("--")]
        options = [word for word in code(command).split() if word.startswith("--")]
        assert call([*words, "--help"]) == DONE, command
        printed = capsys.readouterr().out
        assert all(option in printed for option in options), command


def test_links_inside_lead_somewhere() -> None:
    heads = {head.lower().replace(" ", "-") for head in re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) == heads
