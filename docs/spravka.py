# ruff: noqa: INP001 - a script beside the page that it brings up to date, no package
"""Brings the figures of spravka.md up to date: `python docs/spravka.py CASE [PAGE]`.

CASE is the folder with the experts' findings and the roadmaps that they read; PAGE is written, the page beside this script
by default. The experts' column stays as it is; the program's figures and the differences are found anew.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from reviewer.cli.review import submitted_files
from reviewer.facts.classifier import shipped_classifier
from reviewer.language.names import group_names
from reviewer.language.numerals import count_of, percent_text
from reviewer.model.region import Name
from reviewer.model.review import Review, Statement
from reviewer.report.cleaning import uncapital
from reviewer.review import review
from reviewer.rulebook.loading import load_pack, load_region

PAGE = Path(__file__).with_name("spravka.md")
PROFILE = Path(__file__).resolve().parent.parent / "rules" / "vladimir"
TABLE = re.compile(
    r"(?<=\| Утверждение \| Эксперты \| Программа \| Расхождение \|\n\|---\|---\|---\|---\|\n)(?:\|.*\n)+"
)
SUMMARY = re.compile(r"(?<=<!-- итог -->\n).*?(?=\n\n)", re.DOTALL)


def up_to_date(page: str, found: Review, expert: Mapping[str, Any], names: Mapping[str, Name]) -> str:
    """The page with its table and the sentence after it made anew."""
    named = {item["id"]: set(item["municipalities"]) for item in expert["statements"]}
    old = TABLE.search(page)
    cells = [line.split(" | ") for line in old[0].splitlines()] if old else []
    experts = {row[0].removeprefix("| "): row[1] for row in cells}
    rows = "".join(_row(one, experts, named.get(one.id), names) for one in found.statements)
    return SUMMARY.sub(_summary(found, named, expert["municipal_content_counts"], names), TABLE.sub(rows, page))


def _row(one: Statement, experts: Mapping[str, str], named: AbstractSet[str] | None, names: Mapping[str, Name]) -> str:
    title = uncapital(one.title)
    difference = "у экспертов списка нет" if named is None else _difference(set(one.municipalities), named, names)
    return f"| {title} | {experts.get(title, 'нет')} | {one.count} ({percent_text(one.percent)}) | {difference} |\n"


def _difference(found: AbstractSet[str], named: AbstractSet[str], names: Mapping[str, Name]) -> str:
    more = group_names(names[key] for key in names if key in found - named)
    less = group_names(names[key] for key in names if key in named - found)
    parts = (f"программа: ещё {more}" if more else "", f"только у экспертов: {less}" if less else "")
    return "; ".join(filter(None, parts)) or "–"


def _summary(
    found: Review, named: Mapping[str, AbstractSet[str]], counts: Mapping[str, int], names: Mapping[str, Name]
) -> str:
    asked = [one for one in found.statements if one.id in named]
    same = sum(set(one.municipalities) == named[one.id] for one in asked)
    verdicts = {item.id: item.verdict("municipal_content") for item in found.municipalities}
    counted = {key: int(verdict.value or 0) for key, verdict in verdicts.items() if verdict}
    other = [
        f"{names[key]} – {counted[key]}, у экспертов {count}" for key, count in counts.items() if counted[key] != count
    ]
    differ = f" (не совпало: {'; '.join(other)})" if other else ""
    return (
        f"Муниципалитеты названы те же в {count_of(same, 'утверждение', 'loct')} из {len(asked)}. Количество муниципальных "
        f"мероприятий совпало с таблицей 1 экспертов у {len(counts) - len(other)} из "
        f"{count_of(len(counts), 'муниципалитет', 'gent')}{differ}."
    )


def main(case: Path, page: Path) -> None:
    region = load_region(PROFILE)
    roadmap = PROFILE / region.regional_roadmap if region.regional_roadmap else None
    files, pack, classifier = submitted_files(case / "submitted"), load_pack(PROFILE), shipped_classifier()
    found = review(files, pack, region, regional_roadmap=roadmap, classifier=classifier)
    expert = json.loads((case / "expert.json").read_text(encoding="utf-8"))
    names = {item.id: item.short for item in region.municipalities}
    text = up_to_date(PAGE.read_text(encoding="utf-8"), found, expert, names)
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else PAGE)  # noqa: PLR2004 - the second argument
