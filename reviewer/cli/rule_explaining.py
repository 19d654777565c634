"""`reviewer rules explain`: which signals hold of an activity, by which words, and what another lacked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

from reviewer.cli.rule_checks import KIND_WORDS, shown
from reviewer.facts.classifier import shipped_classifier
from reviewer.facts.deadlines import parse_deadline
from reviewer.model.errors import Place, UsageError
from reviewer.model.region import Region
from reviewer.model.roadmap import Activity, Source
from reviewer.review import regional_events
from reviewer.rulebook.conditions import Answer, Examination
from reviewer.rulebook.explaining import Branch, Explanation, Mark, Miss, explain, falls_by_exception
from reviewer.rulebook.judging import conclude, examine
from reviewer.rulebook.loading import find_profile, load_pack, load_region
from reviewer.rulebook.places import Places
from reviewer.rulebook.problems import nearest
from reviewer.rulebook.rulebook import Rulebook

_SIGNS = {Answer.YES: "✓", Answer.CHECK: "?", Answer.NO: "✗"}
_WORDS = {Answer.YES: "yes", Answer.CHECK: "check", Answer.NO: "no"}
_ANSWERS = {Answer.YES: "подошёл", Answer.CHECK: "под вопросом: проверить", Answer.NO: "не подошёл"}
_GROUPS = {
    "any": "хотя бы одно из {}",
    "all": "всё сразу ({})",
    "none": "ни одно из исключений ({})",
    "at_least": "не меньше {text} из {}",
}
Where = Callable[[str], Place]
"""The place of a condition by its path in the signal."""
WINDOW = 70
"""Characters of a field that are quoted on each side of the words found."""


def run_explain(
    profile: str, fields: Mapping[str, str | None], signal: str | None, *, full: bool, as_json: bool
) -> int:
    """Explain the signals that hold or are in doubt, or the one that is asked for. Returns 0."""
    folder = find_profile(profile)
    rulebook = load_pack(folder)
    examined = _examined(rulebook, folder, fields)
    explanations = [explain(rulebook, name, examined) for name in _asked(rulebook, examined, signal)]
    if as_json:
        print(json.dumps(_form(rulebook, examined, explanations), ensure_ascii=False))
        return 0
    places = Places(folder)
    for explanation in explanations:
        print(*_told(explanation, examined.activity, places, full=full), "", sep="\n")
    if not explanations:
        print("Ни один признак не подошёл. Чего не хватило одному из них: --signal ПРИЗНАК")
    return 0


def _examined(rulebook: Rulebook, folder: Path, fields: Mapping[str, str | None]) -> Examination:
    """As in a review: with the classifier and, where the profile has them, the events of the region."""
    text = " ".join((fields["activity"] or "").split())
    if not text:
        raise UsageError("Мероприятие не названо: укажите его текст после --activity.")
    others = {name: value for name, value in fields.items() if name != "activity"}
    activity = Activity(text, Source("параметры команды"), **others)
    region = load_region(folder) if (folder / "region.yaml").is_file() else None
    deadline = parse_deadline(activity.deadline, region.plan_period if region else None)
    events = regional_events(_roadmap_of(region, folder))
    match = events.nearest(activity, deadline) if events else None
    return examine(rulebook, activity, deadline, match=match, classify=shipped_classifier())


def _roadmap_of(region: Region | None, folder: Path) -> Path | None:
    return folder / region.regional_roadmap if region and region.regional_roadmap else None


def _asked(rulebook: Rulebook, examined: Examination, signal: str | None) -> Sequence[str]:
    if signal is None:
        return [name for name in rulebook.signals if name in examined.answers]
    if signal not in rulebook.signals:
        near = nearest(signal, rulebook.signals)
        hint = f" Возможно, имелось в виду «{near}»." if near else ""
        raise UsageError(f"Нет признака «{signal}».{hint} Есть: {', '.join(sorted(rulebook.signals))}.")
    return [signal]


def _told(explanation: Explanation, activity: Activity, places: Places, *, full: bool) -> Iterator[str]:
    signal, tree = explanation.signal, explanation.tree
    gives = f", даёт {signal.gives}" if signal.gives else ""
    yield f"{_SIGNS[tree.answer]} {signal.title} ({signal.id}{gives}) – {_ANSWERS[tree.answer]}"
    address = f"signals.{signal.id}"
    yield from _tree(tree, activity, lambda path: places.of(f"{address}.{path}"), 1, full=full)
    if tree.answer is Answer.NO:
        last = explanation.failing[-1]
        yield f"  Первым не выполнено: {_path(last)}{_said(last)}{_quoted(last, activity)}"
    for miss in explanation.misses:
        yield f"  Ближе всего: {miss.path} «{miss.text}»: {_missed(miss)}"


def _tree(branch: Branch, activity: Activity, place: Where, depth: int, *, full: bool) -> Iterator[str]:
    """The branches that decide: those that hold, and exceptions that were met; with `full` all."""
    indent = "  " * depth
    where = f"  [{_line(place, branch)}]" if not branch.parts else ""
    yield f"{indent}{_SIGNS[branch.answer]} {_path(branch)}{_said(branch)}{_quoted(branch, activity)}{where}"
    shown = [part for part in branch.parts if full or _decides(part)]
    for part in shown:
        yield from _tree(part, activity, place, depth + 1, full=full)
    left = sum(part.kind != "none" for part in branch.parts if part not in shown)
    if left:
        yield f"{indent}  … не сработавших условий: {left} (покажет --full)"


def _line(place: Where, branch: Branch) -> str:
    return shown(place(branch.path))


def _decides(branch: Branch) -> bool:
    if branch.kind == "none":
        return branch.answer is not Answer.YES
    return branch.answer is not Answer.NO or falls_by_exception(branch)


def _path(branch: Branch) -> str:
    return f"{branch.path} " if branch.path else ""


def _said(branch: Branch) -> str:
    if branch.kind in _GROUPS:
        return _GROUPS[branch.kind].format(len(branch.parts), text=branch.text)
    value = "" if branch.value is None else f", здесь {branch.value:.2f}"
    return f"{KIND_WORDS.get(branch.kind, branch.kind)} «{branch.text}»{value}"


def _quoted(branch: Branch, activity: Activity) -> str:
    if not branch.marks:
        return ""
    name = branch.marks[0].field
    where = "" if name == "activity" else f" ({name})"
    return f"{where}: {marked(activity.field(name) or '', branch.marks)}"


def marked(text: str, marks: Sequence[Mark]) -> str:
    """The text with the words found in ‹brackets›; of a long one what stands round them."""
    first, last = max(0, marks[0].start - WINDOW), min(len(text), marks[-1].end + WINDOW)
    pieces = [text[first : marks[0].start]]
    for mark, following in pairwise((*marks, Mark("", last, last))):
        pieces += [f"‹{text[mark.start : mark.end]}›", text[mark.end : following.start]]
    return f"{'…' if first else ''}{''.join(pieces)}{'…' if last < len(text) else ''}"


def _missed(miss: Miss) -> str:
    field = "" if miss.field == "activity" else f" (в поле {miss.field})"
    there = f"есть {', '.join(f'«{word}»' for word in miss.found)}"
    if not miss.missing:
        return f"{there}{field}, но в другом порядке или слишком далеко друг от друга"
    return f"{there}{field}; нет {', '.join(f'«{word}»' for word in miss.missing)}"


def _form(rulebook: Rulebook, examined: Examination, explanations: Sequence[Explanation]) -> dict[str, object]:
    judgement = conclude(rulebook, examined)
    return {
        "activity": examined.activity.activity,
        "labels": {
            "level": judgement.level,
            "themes": list(judgement.themes),
            "audiences": list(judgement.audiences),
            "scope": judgement.scope,
        },
        "outcome_kind": judgement.outcome_kind,
        "signals": [_explanation_form(one, examined.activity) for one in explanations],
    }


def _explanation_form(explanation: Explanation, activity: Activity) -> dict[str, object]:
    signal = explanation.signal
    return {
        "id": signal.id,
        "title": signal.title,
        "gives": str(signal.gives) if signal.gives else None,
        "answer": _WORDS[explanation.answer],
        "tree": _branch_form(explanation.tree, activity),
        "failing": [{"path": one.path, "kind": one.kind, "text": one.text} for one in explanation.failing],
        "misses": [asdict(miss) for miss in explanation.misses],
    }


def _branch_form(branch: Branch, activity: Activity) -> dict[str, object]:
    return {
        "path": branch.path,
        "kind": branch.kind,
        "text": branch.text,
        "answer": _WORDS[branch.answer],
        "value": branch.value,
        "marks": [
            {**asdict(mark), "quote": (activity.field(mark.field) or "")[mark.start : mark.end]}
            for mark in branch.marks
        ],
        "parts": [_branch_form(part, activity) for part in branch.parts],
    }
