"""`reviewer rules impact`: what a change of rules moves, on real roadmaps that are read once and judged twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from reviewer.cli.review import submitted_files
from reviewer.cli.rule_impact_forms import impact_form
from reviewer.facts.classifier import shipped_classifier
from reviewer.facts.finding import Background
from reviewer.jobs.archives import archives_opened
from reviewer.jobs.processes import reading_processes
from reviewer.language.numerals import count_of, percent_text, share_text
from reviewer.model.errors import UsageError
from reviewer.model.region import Municipality, Name, Region
from reviewer.model.review import Evidence, Review, Statement, Verdict
from reviewer.review import ReadFile, judge_roadmaps, read_roadmaps, regional_events
from reviewer.rulebook.loading import find_profile, load_pack, load_region
from reviewer.verdicts.comparison import Comparison, LabelChange, StatementChange, VerdictChange, compare

ROWS = 5
"""How many of the rows that moved a verdict are quoted on a terminal; --json has all."""
QUOTE = 120
"""Characters of a row that are quoted there."""
_VERDICTS = {"met": "да", "partly": "частично", "not_met": "нет", "unknown": "нельзя сказать"}
_FACETS = {"theme": "тема", "audience": "участники", "level": "уровень", "scope": "охват", "outcome": "вид результата"}


@dataclass(frozen=True, slots=True)
class _Setting:
    """`of_its_own`: there is no profile of a region, and each file stands for a municipality of its own."""

    region: Region
    roadmap: Path | None
    assigned: dict[str, str]
    of_its_own: bool = False


def run_impact(old: str, new: str, folder: Path, jobs: int | None, *, as_json: bool) -> int:
    """Compare two profiles on the files of a folder. Returns 1 where a file could not be read, else 0."""
    sent = submitted_files(folder)
    profiles = [find_profile(old), find_profile(new)]
    rulebooks = [load_pack(profile) for profile in profiles]
    with archives_opened(sent) as opened:
        files = list(chain.from_iterable(opened))
        with reading_processes(files, jobs) as executor:
            read = list(read_roadmaps(files, executor))
    setting = _setting(profiles, read)
    events, classifier = regional_events(setting.roadmap), shipped_classifier()
    before, after = (
        judge_roadmaps(
            read,
            Background(rulebook, setting.region.plan_period, events, classifier),
            setting.region,
            setting.assigned,
        )
        for rulebook in rulebooks
    )
    comparison = compare(before, after)
    if as_json:
        print(json.dumps(impact_form(before, after, comparison), ensure_ascii=False))
    else:
        print(*_told(before, after, comparison, setting), sep="\n")
    return 1 if any(file.problem for file in read) else 0


def _setting(profiles: Sequence[Path], read: Sequence[ReadFile]) -> _Setting:
    """The region of the new profile, else of the old one, else each file for itself."""
    for profile in reversed(profiles):
        if (profile / "region.yaml").is_file():
            region = load_region(profile)
            return _Setting(region, profile / region.regional_roadmap if region.regional_roadmap else None, {})
    files = [file.name for file in read if file.roadmap]
    if not files:
        raise UsageError("Ни один файл не прочитан: сравнивать нечего. Что с ними не так, скажет reviewer extract.")
    names = {file: f"file-{number}" for number, file in enumerate(files, start=1)}
    municipalities = tuple(
        Municipality(identifier, file, Name(file, dict.fromkeys(("gent", "datv", "accs", "ablt", "loct"), file)))
        for file, identifier in names.items()
    )
    return _Setting(Region("files", Name("без профиля региона"), municipalities), None, names, of_its_own=True)


def _told(before: Review, after: Review, comparison: Comparison, setting: _Setting) -> Iterator[str]:
    old, new = before.rules, after.rules
    yield f"Было: {old.name} {old.version} ({old.sha256[:12]}); стало: {new.name} {new.version} ({new.sha256[:12]})."
    whose = "каждый файл сам по себе" if setting.of_its_own else after.region
    yield f"{whose}: {count_of(len(after.municipalities), 'файл' if setting.of_its_own else 'муниципалитет')}."
    for problem in after.problems:
        yield f"  ! {problem.file}: {problem.message}"
    if not comparison:
        yield "Ничего не изменилось."
        return
    titles = {one.id: one.title for review in (before, after) for one in review.statements}
    moved = [change for change in comparison.verdicts if change.moves]
    counted = [change for change in comparison.verdicts if not change.moves]
    yield from _titled("Выводы", [_verdict(change, titles) for change in moved])
    yield from _titled("Число или ступень, вывод тот же", [_verdict(change, titles) for change in counted])
    yield from _titled("Справка", [_statement(change, after) for change in comparison.statements])
    yield from _titled("Метки", [_label(change) for change in comparison.labels])
    recommendations = [
        (
            f"{titles.get(change.id, change.id)}:",
            f"  было:  {change.before.text if change.before else '—'}",
            f"  стало: {change.after.text if change.after else '—'}",
        )
        for change in comparison.recommendations
    ]
    yield from _titled("Рекомендации", recommendations)


def _titled(title: str, changes: Sequence[Sequence[str]]) -> Iterator[str]:
    if changes:
        yield f"\n{title} ({len(changes)}):"
        for lines in changes:
            yield from (f"  {line}" for line in lines)


def _verdict(change: VerdictChange, titles: dict[str, str]) -> list[str]:
    title = titles.get(change.parameter, change.parameter)
    lines = [f"{change.name}, «{title}»: {_graded(change.before)} → {_graded(change.after)}"]
    lines += _rows("+", change.gained)
    lines += _rows("−", change.lost)
    if not (change.gained or change.lost):
        lines += _rows(" ", change.counted)
    return lines


def _graded(verdict: Verdict | None) -> str:
    if verdict is None:
        return "нет такого параметра"
    if verdict.value is None:
        return _VERDICTS[verdict.verdict]
    value = share_text(verdict.value) if verdict.total is not None else f"{verdict.value:g}"
    return f"{_VERDICTS[verdict.verdict]} ({value}, «{verdict.bucket_title}»)"


def _rows(sign: str, rows: Sequence[Evidence]) -> Iterator[str]:
    for row in rows[:ROWS]:
        spot = f"{row.file}, № {row.number}" if row.number else f"{row.file}, строка {row.row or '—'}"
        rules = f" [{row.why}]" if row.why else ""
        yield f"  {sign} {spot}: «{_cut(row.quote)}»{rules}"
    if len(rows) > ROWS:
        yield f"  {sign} … и ещё {count_of(len(rows) - ROWS, 'строка')}"


def _statement(change: StatementChange, review: Review) -> list[str]:
    one, other = change.before, change.after
    title = (other or one or Statement(change.id, change.id, 0, 0, 0.0, (), "")).title
    if one and other and (one.count, one.total) == (other.count, other.total) and not (change.joined or change.left):
        return [f"«{title}»: {_share(other)}, изменился текст", f"  было:  {one.text}", f"  стало: {other.text}"]
    names = {municipality.id: municipality.name for municipality in review.municipalities}
    lines = [f"«{title}»: {_share(one)} → {_share(other)}"]
    for word, members in (("добавились", change.joined), ("выбыли", change.left)):
        if members:
            lines.append(f"  {word}: {', '.join(names.get(member, member) for member in members)}")
    return lines


def _share(statement: Statement | None) -> str:
    if statement is None:
        return "нет"
    return f"{percent_text(statement.percent)} ({statement.count} из {statement.total})"


def _label(change: LabelChange) -> list[str]:
    spot = f"{change.file}, № {change.number}" if change.number else change.file
    said = ", ".join((*(f"−{value}" for value in change.before), *(f"+{value}" for value in change.after)))
    rules = f" [{'; '.join(change.why)}]" if change.why else ""
    return [f"{spot}: {_FACETS[change.facet]} {said}: «{_cut(change.quote)}»{rules}"]


def _cut(quote: str) -> str:
    return quote if len(quote) <= QUOTE else quote[:QUOTE].rsplit(" ", 1)[0] + "…"
