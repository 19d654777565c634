"""`reviewer compare`: what changed between two submissions, or two rulebooks, and because of what."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from reviewer.cli.compare_runs import Asked, compare_folders
from reviewer.cli.tables import print_rows
from reviewer.facts.word_changes import Run
from reviewer.jobs.summing_up import place_of
from reviewer.language.names import join_names
from reviewer.language.numerals import count_of
from reviewer.report.changed_rows import LONGEST_NAME, DivisionView, EditedView, FieldView, RowView
from reviewer.report.changes_context import ChangesContext, build_changes_context
from reviewer.report.changes_document import write_changes
from reviewer.report.changes_json import changes_form, conflict_form
from reviewer.report.changes_municipal import MunicipalityChangesView, VerdictView
from reviewer.report.cleaning import cleaned, shorten

_MARKS = {"kept": "{}", "removed": "[−{}−]", "added": "{{+{}+}}"}


def run_compare(asked: Asked, out: Path | None, *, as_json: bool) -> int:
    """Compare, show, and write the document where asked. Returns 1 where a file of either side could not be read, else 0."""
    compared = compare_folders(asked)
    changes, region = compared.changes, cleaned(compared.region)
    context = build_changes_context(cleaned(changes), region, cleaned(compared.conflicts))
    if out is not None:
        own = compared.profile / "templates"
        print(f"  {write_changes(context, out, templates=own if own.is_dir() else None)}", file=sys.stderr)
    if as_json:
        conflicts = [conflict_form(conflict) for conflict in compared.conflicts]
        print(json.dumps({**changes_form(changes), "conflicts": conflicts}, ensure_ascii=False))
    else:
        show_changes(context)
        names = {one.id: one.short.nominative for one in region.municipalities}
        for conflict in compared.conflicts:
            print(f"  ! {place_of(conflict, names)}: решение не перенесено. {conflict.message}")
        for problem in dict.fromkeys((*changes.before.problems, *changes.after.problems)):
            print(f"  ! {problem.file}: {problem.message}")
        for file in changes.after.unmatched_files:
            print(f"  ! {file}: файл не сравнивался: не ясно, чей он. Укажите муниципалитет в названии файла.")
    return 1 if changes.before.problems or changes.after.problems else 0


def show_changes(context: ChangesContext) -> None:
    """As a terminal view."""
    print(f"Правила: {context.rules_after}.")
    if not context.same_rules:
        print(f"Прежние правила: {context.rules_before}.")
    if context.resubmitted:
        print(f"Новые версии «дорожных карт»: {join_names(context.resubmitted)}.")
    for municipality in context.municipalities:
        print(*_municipality(municipality), sep="\n")
    if context.dynamics:
        print_rows(
            ("Справка", "Было", "Стало", "Изменение, п. п.", "Добавились", "Выбыли"),
            [(row.title, row.before, row.after, row.difference, row.joined, row.left) for row in context.dynamics],
        )
    if not context.municipalities and not context.dynamics:
        print("Ничего не изменилось.")
    elif context.unchanged:
        print(f"Без изменений: {context.unchanged}.")


def _municipality(view: MunicipalityChangesView) -> Iterator[str]:
    yield f"\n{view.name}"
    yield from (f"  {line}" for line in (view.status, view.files, view.counts) if line)
    yield from (f"  {_field(field)}" for field in view.passport)
    for field, rows in (("Добавлены", view.added), ("Исключены", view.dropped)):
        yield from _titled(field, map(_row, rows))
    yield from _titled("Изменены", (line for edited in view.edited for line in _edited(edited)))
    yield from _titled("Разделены", map(_division, view.splits))
    yield from _titled("Объединены", map(_division, view.merges))
    if view.renumbered:
        yield f"  Изменился только номер: {count_of(view.renumbered, 'мероприятие')}"
    yield from _titled(
        "Понято иначе",
        (f"{fact.point}: {fact.facet}: {fact.before} → {fact.after} ({fact.because})" for fact in view.facts),
    )
    yield from _titled("Выводы", map(_verdict, view.verdicts))


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield f"  {title}:"
        yield from (f"    {line}" for line in told)


def _row(row: RowView) -> str:
    return f"{row.point}: {shorten(row.text, LONGEST_NAME)}" + (f" ({row.deadline})" if row.deadline else "")


def _edited(view: EditedView) -> Iterator[str]:
    yield f"{view.point}, {view.what}" + (f": {shorten(view.name, LONGEST_NAME)}" if view.name else "")
    yield from (f"  {_field(field)}" for field in view.fields)


def _field(field: FieldView) -> str:
    return f"{field.title}: {_marked(field.runs)}"


def _marked(runs: Iterable[Run]) -> str:
    """Struck-out words as [−…−], new ones as {+…+}."""
    return "".join(_MARKS[run.kind].format(run.text) for run in runs).strip()


def _division(view: DivisionView) -> str:
    return f"{_row(view.whole)} — {join_names([part.point for part in view.parts])}"


def _verdict(view: VerdictView) -> str:
    rows = [f"учтены: {view.gained}"] if view.gained else []
    rows += [f"больше не учтены: {view.lost}"] if view.lost else []
    return f"{view.title}: {view.before} → {view.after} ({'; '.join([view.because, *rows])})"
