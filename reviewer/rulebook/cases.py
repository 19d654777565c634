"""Cases that stand beside the rules which they try."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.errors import Place
from reviewer.model.facts import Level
from reviewer.model.roadmap import Activity, Source
from reviewer.rulebook.problems import KeyPath, RuleFile
from reviewer.rulebook.schema import Example, ParameterTest, SignalTests


@dataclass(frozen=True, slots=True)
class Case:
    """An activity to judge, and where it stands.

    Attributes:
        regional: Its similarity 0..1 to an event of the regional roadmap.
        document: Of which level the document is that it stands in; None where that is not known.
    """

    activity: Activity
    place: Place
    regional: float | None = None
    document: Level | None = None


@dataclass(frozen=True, slots=True)
class SignalCases:
    """Activities of which a signal holds, does not, and should but does not yet."""

    match: tuple[Case, ...] = ()
    no_match: tuple[Case, ...] = ()
    todo: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterCase:
    """Activities of one roadmap, and the bucket that their measure falls into."""

    activities: tuple[Case, ...]
    bucket: str
    place: Place


def signal_cases(tests: SignalTests, file: RuleFile, path: KeyPath) -> SignalCases:
    return SignalCases(
        _cases(tests.match, file, (*path, "match")),
        _cases(tests.no_match, file, (*path, "no_match")),
        _cases(tests.todo, file, (*path, "todo")),
    )


def parameter_case(test: ParameterTest, file: RuleFile, path: KeyPath) -> ParameterCase:
    return ParameterCase(_cases(test.activities, file, (*path, "activities")), test.bucket, file.place(path))


def _cases(examples: list[str | Example], file: RuleFile, path: KeyPath) -> tuple[Case, ...]:
    return tuple(_case(example, file, (*path, number)) for number, example in enumerate(examples))


def _case(example: str | Example, file: RuleFile, path: KeyPath) -> Case:
    place, source = file.place(path), Source(file.name)
    if isinstance(example, str):
        return Case(Activity(_one_line(example), source), place)
    activity = Activity(
        activity=_one_line(example.activity),
        source=source,
        section=example.section,
        deadline=example.deadline,
        responsible=example.responsible,
        participants=example.participants,
        outcome=example.outcome,
    )
    return Case(activity, place, example.regional, example.document)


def _one_line(text: str) -> str:
    return " ".join(text.split())
