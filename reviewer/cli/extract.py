"""`reviewer extract`: what stands in the documents, and what was understood of it."""

from __future__ import annotations

import json
import sys
from itertools import chain
from pathlib import Path

from reviewer.cli.forms import extracted_form
from reviewer.cli.tables import print_rows
from reviewer.facts.classifier import shipped_classifier
from reviewer.facts.finding import Background, understand
from reviewer.jobs.archives import archives_opened
from reviewer.jobs.processes import reading_processes
from reviewer.model.facts import ActivityFacts
from reviewer.review import ReadFile, SubmittedFile, read_roadmaps
from reviewer.rulebook.loading import find_profile, load_pack


def run_extract(files: list[Path], rules: str, jobs: int | None, *, as_json: bool) -> int:
    """Tell what stands in each file, and in each file of an archive. Returns 1 where one could not be read, else 0."""
    background = Background(load_pack(find_profile(rules)), classifier=shipped_classifier())
    status = 0
    with archives_opened([SubmittedFile(file, file.name) for file in files]) as opened:
        folders = [file.parent for file, found in zip(files, opened, strict=True) for _ in found]
        submitted = list(chain.from_iterable(opened))
        with reading_processes(submitted, jobs) as executor:
            for folder, read in zip(folders, read_roadmaps(submitted, executor), strict=True):
                _tell(folder / read.name, read, background, as_json=as_json)
                status = 1 if read.problem else status
    return status


def _tell(file: Path, read: ReadFile, background: Background, *, as_json: bool) -> None:
    facts = understand(read.roadmap, background) if read.roadmap else ()
    if as_json:
        print(json.dumps(extracted_form(str(file), read, facts), ensure_ascii=False), flush=True)
    else:
        _show(file, read, facts)


def _show(file: Path, read: ReadFile, facts: tuple[ActivityFacts, ...]) -> None:
    roadmap = read.roadmap
    if roadmap is None:
        print(f"{file}: {read.problem.message if read.problem else ''}", file=sys.stderr)
        return
    print(f"{file}\n{roadmap.passport.title}")
    rows = [
        (
            item.activity.number or "",
            item.activity.activity,
            item.activity.deadline or "—",
            item.activity.responsible or "—",
            item.activity.outcome or "—",
        )
        for item in facts
    ]
    print_rows(("№", "Мероприятие", "Срок", "Ответственные", "Результат"), rows)
    for notice in roadmap.notices:
        print(f"  • {notice.message}")
