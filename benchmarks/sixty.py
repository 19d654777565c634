"""A region of sixty invented municipalities and what they hand in, for the benchmarks: most in Word, some in PDF and Excel.

    python benchmarks/sixty.py FOLDER [--without-regional]

Writes FOLDER/profile (over the rules of the invented region that ships with the program, with its regional roadmap) and
FOLDER/submitted. The rows are those of corpora/, no row twice as long as they last; half of them are told once more as a
neighbour would, so that roadmaps are like one another as real ones are. The same call writes the same texts.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import docx
import openpyxl
from docx.shared import Pt

MUNICIPALITIES = 60
ROWS = (8, 8, 9, 9, 9, 10, 11, 12, 13, 13, 15, 18, 24, 28, 33)
"""Of one roadmap, as many as the real ones of a region had."""
PDFS, WORKBOOKS = 6, 4
HEADS = ("№ п/п", "Мероприятие", "Сроки проведения", "Ответственные", "Ожидаемый результат")
PROJECT = Path(__file__).resolve().parents[1]
_FIRST = ("Бело", "Черно", "Средне", "Ново", "Старо", "Верхне", "Нижне", "Крутого", "Синего", "Тихо")
_SECOND = ("вежский", "лучский", "мшанский", "рощинский", "суходольский", "ольшанский")


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    deadline: str
    responsible: str
    outcome: str


@dataclass(frozen=True, slots=True)
class SampleRegion:
    profile: Path
    submitted: Path
    """Its files bear the names of their municipalities."""


def names() -> list[str]:
    """«Беловежский» and fifty-nine more."""
    return [f"{first}{second}" for first in _FIRST for second in _SECOND]


def write_region(folder: Path, *, regional: bool = True) -> SampleRegion:
    region = SampleRegion(folder / "profile", folder / "submitted")
    _write_profile(region.profile, regional=regional)
    region.submitted.mkdir(parents=True)
    rows, lengths = _rows(random.Random(1)), cycle(ROWS)
    for number, name in enumerate(names()):
        plan = [next(rows) for _ in range(next(lengths))]
        if number < WORKBOOKS:
            write_workbook(region.submitted / f"{name} район.xlsx", name, plan)
        else:
            write_word(region.submitted / f"{name} район.docx", name, plan)
    last = sorted(region.submitted.glob("*.docx"))[-PDFS:]
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    call = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(region.submitted), *map(str, last)]
    subprocess.run(call, check=True, capture_output=True, timeout=300)
    for path in last:
        path.unlink()
    shutil.rmtree(folder / "office", ignore_errors=True)
    return region


def change_one(path: Path, text: str = "Районный конкурс методических разработок учителей") -> None:
    """Another activity in the third row of a roadmap in Word."""
    document = docx.Document(str(path))
    document.tables[0].rows[3].cells[1].text = text
    document.save(str(path))


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _rows(chance: random.Random) -> Iterator[Row]:
    corpora = PROJECT / "corpora"
    texts = [row for path in sorted((corpora / "activities").glob("*.jsonl")) for row in _lines(path)]
    outcomes = [row["text"] for row in _lines(corpora / "outcomes.jsonl")]
    deadlines = [row["text"] for row in _lines(corpora / "deadlines.jsonl")]
    chance.shuffle(texts)
    for number, row in enumerate(cycle(texts)):
        text = row["text"] if number % 2 else f"{row['text']} (по отдельному плану)"
        yield Row(text, chance.choice(deadlines), row["responsible"] or "Отдел образования", chance.choice(outcomes))


def _title(name: str) -> str:
    return f"Дорожная карта по повышению качества образования в школах {name[:-2]}ого района на 2026 год"


def write_word(path: Path, name: str, plan: list[Row]) -> None:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(10)
    document.add_paragraph("УТВЕРЖДАЮ")
    document.add_paragraph(f"Начальник отдела образования администрации {name[:-2]}ого района")
    document.add_paragraph("«19» января 2026 г.")
    document.add_paragraph(_title(name))
    table = document.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    for number, row in enumerate(plan, start=1):
        texts = (f"{number}.", row.text, row.deadline, row.responsible, row.outcome)
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.save(str(path))


def write_workbook(path: Path, name: str, plan: list[Row]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([_title(name)])
    sheet.append(HEADS)
    for number, row in enumerate(plan, start=1):
        sheet.append([f"{number}.", row.text, row.deadline, row.responsible, row.outcome])
    book.save(path)


def _write_profile(folder: Path, *, regional: bool) -> None:
    shutil.copytree(PROJECT / "rules" / "zaozerye", folder)
    head, _, _ = (folder / "region.yaml").read_text(encoding="utf-8").partition("municipalities:")
    if not regional:
        head = head.replace("regional_roadmap: regional-roadmap.docx\n", "")
    listed = "".join(
        f"  - id: m{number:02}\n    official_name: {name} муниципальный район\n    short: {name} район\n"
        f"    at_risk_schools: [МБОУ «{name[:-2]}ая СОШ»]\n"
        for number, name in enumerate(names())
    )
    (folder / "region.yaml").write_text(f"{head}municipalities:\n{listed}", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without-regional", action="store_true")
    arguments = parser.parse_args()
    write_region(arguments.folder, regional=not arguments.without_regional)
