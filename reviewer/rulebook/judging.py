"""Judges one activity by a rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from reviewer.language.phrases import Span
from reviewer.model.facts import (
    AUDIENCES,
    THEMES,
    Deadline,
    Known,
    Level,
    OutcomeKind,
    RegionalMatch,
    Scope,
    Why,
)
from reviewer.model.roadmap import Activity
from reviewer.rulebook.conditions import Answer, Classifier, Examination
from reviewer.rulebook.parties import document_level, known_of, read_parties
from reviewer.rulebook.rulebook import LabelGroup, LabelKind, Rulebook, Signal

__all__ = ["Classifier", "Judgement", "conclude", "examine", "judge", "possible_values"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The labels of an activity. Themes and audiences in the order of the taxonomy, `signals` and `doubtful` sorted."""

    level: Level
    scope: Scope
    outcome_kind: OutcomeKind
    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    signals: tuple[str, ...]
    doubtful: tuple[str, ...]
    whys: tuple[Why, ...]


def judge(
    rulebook: Rulebook,
    activity: Activity,
    deadline: Deadline,
    *,
    match: RegionalMatch | None = None,
    classify: Classifier | None = None,
    known: Mapping[str, tuple[Known, ...]] | None = None,
) -> Judgement:
    """Judge an activity.

    Args:
        rulebook: The rules.
        activity: What is judged.
        deadline: What was understood of its deadline.
        match: The event of the regional roadmap that is most like it.
        classify: A trained model; without one the conditions that ask it abstain.
        known: What is known besides, by the name of the fact («document.level»). Those responsible are read here where
            «parties» is not among it.
    """
    return conclude(rulebook, examine(rulebook, activity, deadline, match=match, classify=classify, known=known))


def examine(
    rulebook: Rulebook,
    activity: Activity,
    deadline: Deadline,
    *,
    match: RegionalMatch | None = None,
    classify: Classifier | None = None,
    known: Mapping[str, tuple[Known, ...]] | None = None,
) -> Examination:
    """What every signal answers of an activity. The arguments are those of `judge`."""
    examined = Examination(activity, deadline, match, classify, _search(rulebook, activity))
    examined.known = _with_parties(rulebook, activity, known or {})
    for step in _steps(rulebook, examined.hits):
        if step in rulebook.signals:
            _examine(rulebook.signals[step], examined)
        else:
            group = rulebook.labels[step.removeprefix("labels.")]
            examined.groups[group.kind] = possible_values(group, examined)
    return examined


def _with_parties(
    rulebook: Rulebook, activity: Activity, known: Mapping[str, tuple[Known, ...]]
) -> Mapping[str, tuple[Known, ...]]:
    if "parties" in known:
        return known
    return {**known, **known_of(read_parties(rulebook, activity.responsible), document_level(known))}


def _search(rulebook: Rulebook, activity: Activity) -> dict[int, Span]:
    hits: dict[int, Span] = {}
    for search in rulebook.searches:
        text = activity.field(search.field)
        if text:
            hits.update(search.find(text))
    return hits


def _steps(rulebook: Rulebook, hits: dict[int, Span]) -> Iterator[str]:
    """The steps that may come to anything but no, in their order: those that wait for what was not found are left out."""
    plan = rulebook.plan
    numbers = set(plan.always)
    for hit in hits:
        numbers.update(plan.by_hit.get(hit, ()))
    return (plan.steps[number] for number in sorted(numbers))


def _examine(signal: Signal, examined: Examination) -> None:
    answer = signal.condition.answer(examined)
    if answer is not Answer.NO:
        examined.answers[signal.id] = answer
        examined.grounds[signal.id] = signal.condition.grounds(examined)


def possible_values(group: LabelGroup, examined: Examination) -> frozenset[str]:
    """The value that the group comes to, with those before it in the order that are still to be checked."""
    possible: set[str] = set()
    for value in group.order:
        answer = max((examined.answers.get(giver, Answer.NO) for giver in group.givers[value]), default=Answer.NO)
        if answer is not Answer.NO:
            possible.add(value)
        if answer is Answer.YES:
            return frozenset(possible)
    return frozenset(possible | {group.default})


def conclude(rulebook: Rulebook, examined: Examination) -> Judgement:
    """The labels that the answers of an examination come to."""
    holding = sorted(name for name, answer in examined.answers.items() if answer is Answer.YES)
    chosen = {kind: _value(group, examined) for kind, group in rulebook.labels.items()}
    given = [rulebook.signals[name].gives for name in holding]
    values = {(label.kind, label.value) for label in given if label is not None}
    return Judgement(
        level=cast("Level", chosen["level"]),
        scope=cast("Scope", chosen["scope"]),
        outcome_kind=cast("OutcomeKind", chosen["outcome"]),
        themes=tuple(theme for theme in THEMES if ("theme", theme) in values),
        audiences=tuple(audience for audience in AUDIENCES if ("audience", audience) in values),
        signals=tuple(holding),
        doubtful=tuple(sorted(name for name, answer in examined.answers.items() if answer is Answer.CHECK)),
        whys=(*_whys(rulebook, examined, chosen), *_default_whys(rulebook, examined)),
    )


def _value(group: LabelGroup, examined: Examination) -> str:
    """The first value in the order of the group that a signal certainly gives, else the default."""
    for value in group.order:
        if any(examined.answers.get(giver) is Answer.YES for giver in group.givers[value]):
            return value
    return group.default


def _whys(rulebook: Rulebook, examined: Examination, chosen: dict[str, str]) -> Iterator[Why]:
    """One for each ground. A signal whose value of an exclusive group was not chosen speaks for itself only."""
    for name, answer in sorted(examined.answers.items()):
        signal = rulebook.signals[name]
        beaten = signal.gives is not None and chosen.get(signal.gives.kind, signal.gives.value) != signal.gives.value
        label = name if beaten else signal.label
        certain = answer is Answer.YES
        grounds = examined.grounds[name]
        if not grounds:
            yield Why(label, f"{signal.origin}.none", certain=certain)
        for ground in grounds:
            by = f"model:{ground.model}" if ground.model else signal.origin_of(ground.path)
            yield Why(label, by, ground.quote, ground.field, ground.start, ground.probability, certain)


def _default_whys(rulebook: Rulebook, examined: Examination) -> Iterator[Why]:
    for kind, group in rulebook.labels.items():
        if all(examined.answers.get(giver) is not Answer.YES for givers in group.givers.values() for giver in givers):
            yield Why(f"{cast('LabelKind', kind)}:{group.default}", group.origin)
