"""`reviewer templates`: what a Word template may ask for, and what is wrong in one."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from reviewer.cli.tables import print_rows
from reviewer.language.numerals import count_of
from reviewer.model.errors import UsageError
from reviewer.report.template_check import TemplateProblem, check_template
from reviewer.report.template_fields import all_notes


def run_check(files: list[Path], *, as_json: bool) -> int:
    """Check templates. Returns 2 where one has a mistake, else 0."""
    missing = [path for path in files if not path.is_file()]
    if missing:
        raise UsageError(f"Шаблон «{missing[0]}» не найден. Укажите файл Word (.docx).", code="template")
    found = {path: check_template(path) for path in files}
    if as_json:
        answer = [
            {"file": str(path), "problems": [asdict(problem) for problem in told]} for path, told in found.items()
        ]
        print(json.dumps(answer, ensure_ascii=False))
    else:
        for path, told in found.items():
            _show(path, told)
    return 2 if any(found.values()) else 0


def _show(path: Path, problems: tuple[TemplateProblem, ...]) -> None:
    if not problems:
        print(f"{path}: ошибок нет.")
        return
    print(f"{path}: {count_of(len(problems), 'ошибка')}.")
    for problem in problems:
        near = f" Возможно, имелось в виду «{problem.suggestion}»." if problem.suggestion else ""
        print(f"  абзац {problem.paragraph}: {problem.message}{near}\n    {problem.quote}")


def run_fields(*, as_json: bool) -> int:
    """Show every field with its meaning and an example."""
    notes = all_notes()
    if as_json:
        json.dump({name: asdict(record) for name, record in notes.items()}, sys.stdout, ensure_ascii=False)
        print()
        return 0
    for record in notes.values():
        rows = [(name, note.meaning, note.example) for name, note in record.fields.items()]
        print_rows(("Поле", "Что это", "Пример"), rows, title=record.title)
    return 0
