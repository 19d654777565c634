"""Why a row was counted for a parameter, or was not: the conditions of the rules with their answers, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from reviewer.facts.classifier import load_classifier
from reviewer.facts.surroundings import Surroundings
from reviewer.jobs.profiles import unpacked_profile
from reviewer.model.errors import ReviewerError
from reviewer.model.facts import ActivityFacts
from reviewer.model.review import ReviewedRoadmap
from reviewer.model.roadmap import Activity
from reviewer.model.zip_damage import ZIP_DAMAGE
from reviewer.report.wording import AUDIENCES, DEADLINES, LEVELS, OUTCOMES, SCOPES, THEMES
from reviewer.rulebook.conditions import Answer, Classifier, Examination
from reviewer.rulebook.explaining import Branch, Explanation, Mark, Miss, explain, falls_by_exception
from reviewer.rulebook.judging import examine
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.measures import Where
from reviewer.rulebook.rulebook import Parameter, Rulebook
from reviewer.store.blobs import Blobs
from reviewer.store.runs import Manifest
from reviewer.web.sources.view import Run

Reply = Literal["yes", "check", "no"]

_KEPT = 3
"""Rules and classifiers that are kept loaded."""
_MOST = 6
"""Signals that are explained of a row that was not counted."""
_TELLING = 4
"""Letters of a word that tells something: that «с» was found and «семья» was not tells nothing."""
_WINDOW = 60
"""Characters that are quoted on each side of the words found."""
_REPLIES: Mapping[Answer, Reply] = {Answer.YES: "yes", Answer.CHECK: "check", Answer.NO: "no"}
_GROUPS = {
    "any": "Хотя бы одно из условий ({count})",
    "all": "Все условия сразу ({count})",
    "none": "Ни одного из исключений ({count})",
    "at_least": "Не меньше {text} из условий ({count})",
}
_KINDS = {
    "phrase": "слова",
    "regex": "шаблон",
    "signal": "признак",
    "fact": "известно",
    "classifier": "классификатор",
    "regional_event": "сходство с региональным мероприятием",
}
FIELDS = {
    "activity": "мероприятие",
    "deadline": "срок",
    "responsible": "ответственные",
    "participants": "участники",
    "outcome": "результат",
    "section": "раздел",
}
_CONCRETE = {"true": "срок конкретный", "false": "срок не конкретный"}


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition with its answer.

    Attributes:
        text: What it asks, in words.
        quote: The words found, marked, with those round them. `field`: the column that they are in, where it is not the activity.
        parts: Those that decided. `left`: how many others did not.
    """

    reply: Reply
    text: str
    quote: tuple[Run, ...] = ()
    field: str = ""
    parts: tuple[ConditionView, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class SignalView:
    """A signal with its tree. `misses`: what was nearest to being found, in words, where it does not hold."""

    id: str
    title: str
    reply: Reply
    tree: ConditionView
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules and the classifier of a result, loaded."""

    rulebook: Rulebook
    classifier: Classifier | None


def rules_of(blobs: Blobs, manifest: Manifest) -> Rules | None:
    """None where they cannot be opened by this version of the program."""
    try:
        rulebook = _rulebook(blobs.folder, manifest.profile)
        return Rules(rulebook, _classifier(blobs.folder, manifest.model) if manifest.model else None)
    except (ReviewerError, *ZIP_DAMAGE, OSError):
        return None


def counted_words(parameter: Parameter, titles: Mapping[str, str]) -> str:
    """Which activities a parameter counts, in words; empty of one that looks at the whole document."""
    return "" if parameter.measure.kind == "document" else _where(parameter.measure.where, titles) or "все мероприятия"


def asks_deadline(where: Where) -> bool:
    """Whether it is for its deadline that an activity is counted."""
    return any(name.startswith("deadline.") for name, _ in where.facets) or any(
        map(asks_deadline, (*where.all, *where.any))
    )


def understood(facts: ActivityFacts) -> tuple[tuple[str, str], ...]:
    """Terms and words: how a row was understood."""
    deadline, labels = facts.deadline, facts.labels
    when = f"{deadline.understood or DEADLINES[deadline.kind]} ({_CONCRETE[str(deadline.concrete).lower()]})"
    unused = f"; не разобрано: «{deadline.unused}»" if deadline.unused else ""
    return (
        ("Срок", when + unused),
        ("Уровень", LEVELS[labels.level]),
        ("Темы", ", ".join(THEMES[theme] for theme in labels.themes) or "не определены"),
        ("Для кого", ", ".join(AUDIENCES[audience] for audience in labels.audiences) or "не указано"),
        ("Охват школ", SCOPES[labels.scope]),
        ("Результат", OUTCOMES[facts.outcome_kind]),
    )


def explain_row(
    rules: Rules, parameter: Parameter, reviewed: ReviewedRoadmap, place: int, *, counted: bool
) -> tuple[SignalView, ...]:
    """What the signals that the parameter asks for say of a row.

    Args:
        place: Of the row among the facts, 0-based.

    Returns: Those that hold of one that is counted; those in doubt and those that came nearest of one that is not.
    """
    labels = parameter.measure.labels
    asked = [signal.id for signal in rules.rulebook.signals.values() if signal.label in labels]
    if not asked:
        return ()
    examined = _examined(rules, reviewed, place)
    explanations = [explain(rules.rulebook, name, examined) for name in asked]
    told = [one for one in explanations if one.answer is Answer.YES] if counted else _nearest(explanations)
    return tuple(signal_view(one, examined.activity, rules.rulebook) for one in told)


def explain_signals(
    rules: Rules, reviewed: ReviewedRoadmap, place: int, names: Iterable[str]
) -> Mapping[str, SignalView]:
    """What these signals say of a row, by their ids; of what is no signal nothing. `place`: as for `explain_row`."""
    asked = [name for name in names if name in rules.rulebook.signals]
    if not asked:
        return {}
    examined = _examined(rules, reviewed, place)
    return {
        name: signal_view(explain(rules.rulebook, name, examined), examined.activity, rules.rulebook) for name in asked
    }


def _nearest(explanations: Sequence[Explanation]) -> list[Explanation]:
    doubtful = [one for one in explanations if one.answer is Answer.CHECK]
    near = [one for one in explanations if one.answer is Answer.NO and any(map(_tells, one.misses))]
    return [*doubtful, *sorted(near, key=_distance)][:_MOST]


def _tells(miss: Miss) -> bool:
    return any(len(word) >= _TELLING for word in miss.found)


def _examined(rules: Rules, reviewed: ReviewedRoadmap, place: int) -> Examination:
    """As it was when it was judged: with what stood above it."""
    around = Surroundings(reviewed.roadmap, rules.rulebook)
    for facts in reviewed.facts[:place]:
        around.tell(facts)
    facts = reviewed.facts[place]
    return examine(
        rules.rulebook,
        facts.activity,
        facts.deadline,
        match=facts.regional,
        classify=rules.classifier,
        known=around.known_of(facts.activity),
    )


def _distance(explanation: Explanation) -> tuple[int, int]:
    miss = next(filter(_tells, explanation.misses))
    return len(miss.missing), -len(miss.found)


def signal_view(explanation: Explanation, activity: Activity, rulebook: Rulebook) -> SignalView:
    """A signal as it is shown, with the conditions that decided."""
    return SignalView(
        explanation.signal.id,
        explanation.signal.title,
        _REPLIES[explanation.answer],
        _condition(explanation.tree, activity, rulebook),
        tuple(map(_missed, filter(_tells, explanation.misses))),
    )


def _condition(branch: Branch, activity: Activity, rulebook: Rulebook) -> ConditionView:
    shown = [part for part in branch.parts if _decides(part)]
    field = branch.marks[0].field if branch.marks else ""
    return ConditionView(
        _REPLIES[branch.answer],
        _asks(branch, rulebook),
        tuple(_quote(activity.field(field) or "", branch.marks)) if field else (),
        FIELDS.get(field, field) if field != "activity" else "",
        tuple(_condition(part, activity, rulebook) for part in shown),
        sum(part.kind != "none" for part in branch.parts if part not in shown),
    )


def _decides(branch: Branch) -> bool:
    """Those that hold, and exceptions that were met."""
    if branch.kind == "none":
        return branch.answer is not Answer.YES
    return branch.answer is not Answer.NO or falls_by_exception(branch)


def _asks(branch: Branch, rulebook: Rulebook) -> str:
    if branch.kind in _GROUPS:
        return _GROUPS[branch.kind].format(count=len(branch.parts), text=branch.text)
    text = branch.text
    if branch.kind == "signal" and text in rulebook.signals:
        text = rulebook.signals[text].title
    if branch.kind == "classifier":
        label, _, rest = text.partition(" ")
        text = f"{THEMES.get(label, label)} {rest.replace('.', ',')}"
    value = "" if branch.value is None else f", здесь {branch.value:.2f}".replace(".", ",")
    return f"{_KINDS.get(branch.kind, branch.kind)}: «{text}»{value}"


def _quote(text: str, marks: Sequence[Mark]) -> Iterator[Run]:
    first, last = max(0, marks[0].start - _WINDOW), min(len(text), marks[-1].end + _WINDOW)
    yield Run(("…" if first else "") + text[first : marks[0].start])
    for mark, following in pairwise((*marks, Mark("", last, last))):
        yield Run(text[mark.start : mark.end], marked=True)
        yield Run(text[mark.end : following.start])
    if last < len(text):
        yield Run("…")


def _missed(miss: Miss) -> str:
    where = f" (в поле «{FIELDS.get(miss.field, miss.field)}»)" if miss.field != "activity" else ""
    there = "есть " + ", ".join(f"«{word}»" for word in miss.found)
    if not miss.missing:
        return f"{there}{where}, но в другом порядке или слишком далеко друг от друга"
    return f"{there}{where}; нет " + ", ".join(f"«{word}»" for word in miss.missing)


def _where(where: Where, titles: Mapping[str, str]) -> str:
    parts = [_facet(name, values, titles) for name, values in where.facets]
    parts += [_where(part, titles) for part in where.all]
    if where.any:
        parts.append("хотя бы одно: " + "; или ".join(_where(part, titles) for part in where.any))
    parts += [f"кроме: {_where(part, titles)}" for part in where.none]
    return "; ".join(filter(None, parts))


def _facet(name: str, values: Iterable[str], titles: Mapping[str, str]) -> str:
    words, known = _FACETS.get(name, (name, {}))
    known = titles if name == "signal" else known
    told = " или ".join(sorted(known.get(value, value) for value in values))
    return f"{words}: {told}" if words else told


_FACETS: Mapping[str, tuple[str, Mapping[Any, str]]] = {
    "level": ("уровень", LEVELS),
    "scope": ("охват", SCOPES),
    "outcome_kind": ("результат", OUTCOMES),
    "theme": ("тема", THEMES),
    "audience": ("аудитория", AUDIENCES),
    "signal": ("признак", {}),
    "deadline.kind": ("срок", DEADLINES),
    "deadline.concrete": ("", _CONCRETE),
}


@lru_cache(maxsize=_KEPT)
def _rulebook(folder: Path, sha256: str) -> Rulebook:
    with TemporaryDirectory(prefix="reviewer-profile-") as place:
        return load_pack(unpacked_profile(Blobs(folder).get(sha256), Path(place)))


@lru_cache(maxsize=_KEPT)
def _classifier(folder: Path, sha256: str) -> Classifier:
    return load_classifier(Blobs(folder).path(sha256))
