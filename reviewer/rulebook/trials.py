"""The cases of a pack, each examined once, to ask what would come of them under other rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reviewer.model.facts import ActivityFacts
from reviewer.rulebook.branches import walk, without_shortcuts
from reviewer.rulebook.cases import ParameterCase
from reviewer.rulebook.conditions import Answer, Condition, Examination
from reviewer.rulebook.conditions import GroupIs as GroupCondition
from reviewer.rulebook.conditions import SignalHolds as SignalCondition
from reviewer.rulebook.judging import possible_values
from reviewer.rulebook.rulebook import Parameter, Rulebook
from reviewer.rulebook.selftest import ReadDeadline, examine_case, facts_of, measured, undated

_GROUP = "labels."


@dataclass(frozen=True, slots=True)
class ParameterTrial:
    parameter: Parameter
    case: ParameterCase
    examined: tuple[Examination, ...]


class Trials:
    """Attributes:
    rulebook: The pack.
    of_signal: The cases of each signal that say how it is: `match` and `no_match`.
    of_parameters: The cases of all parameters.
    conditions: The condition of each signal, which answers by its parts alone.
    """

    def __init__(self, rulebook: Rulebook, read_deadline: ReadDeadline = undated) -> None:
        self.rulebook = rulebook
        self.of_signal: Mapping[str, tuple[Examination, ...]] = {
            name: tuple(
                examine_case(rulebook, case, read_deadline) for case in (*signal.tests.match, *signal.tests.no_match)
            )
            for name, signal in rulebook.signals.items()
        }
        self.of_parameters = tuple(
            ParameterTrial(
                parameter, case, tuple(examine_case(rulebook, one, read_deadline) for one in case.activities)
            )
            for parameter in rulebook.parameters
            for case in parameter.tests
        )
        self.conditions = {name: without_shortcuts(signal.condition) for name, signal in rulebook.signals.items()}

    @cached_property
    def dependents(self) -> Mapping[str, tuple[str, ...]]:
        """For each signal the steps that ask it, if only through others, in the order of judging."""
        asked = {step: set(self._asked_by(step)) for step in self.rulebook.plan.steps}
        dependents = {}
        for name in self.rulebook.signals:
            reached = {name}
            for step in self.rulebook.plan.steps:
                if asked[step] & reached:
                    reached.add(step)
            dependents[name] = tuple(step for step in self.rulebook.plan.steps if step in reached - {name})
        return dependents

    def _asked_by(self, step: str) -> Iterator[str]:
        if step.startswith(_GROUP):
            for givers in self.rulebook.labels[step.removeprefix(_GROUP)].givers.values():
                yield from givers
            return
        for condition in walk(self.conditions[step]):
            if isinstance(condition, SignalCondition):
                yield condition.signal
            elif isinstance(condition, GroupCondition):
                yield f"{_GROUP}{condition.group}"

    def notices(self, name: str, changed: Condition) -> bool:
        """Whether some case fails once the condition of that signal is changed so."""
        return self._signals_notice(name, changed) or self._parameters_notice(name, changed)

    def _signals_notice(self, name: str, changed: Condition) -> bool:
        for owner in (name, *self.dependents[name]):
            for examined in self.of_signal.get(owner, ()):
                after = self._after(name, changed, examined)
                if after is not None and _holds(after, owner) != _holds(examined, owner):
                    return True
        return False

    def _parameters_notice(self, name: str, changed: Condition) -> bool:
        for trial in self.of_parameters:
            after = [self._after(name, changed, examined) for examined in trial.examined]
            if any(after):
                new = [one or examined for one, examined in zip(after, trial.examined, strict=True)]
                if self.bucket(trial.parameter, new) != self.bucket(trial.parameter, trial.examined):
                    return True
        return False

    def bucket(self, parameter: Parameter, examined: Sequence[Examination]) -> str | None:
        value = measured(parameter, self.facts(examined))
        return None if value is None else parameter.bucket_of(value).id

    def facts(self, examined: Sequence[Examination]) -> list[ActivityFacts]:
        return [facts_of(self.rulebook, one) for one in examined]

    def _after(self, name: str, changed: Condition, examined: Examination) -> Examination | None:
        """The examination with that signal changed; None where it answers as before."""
        answer = changed.answer(examined)
        if answer is examined.answers.get(name, Answer.NO):
            return None
        after = replace(
            examined,
            answers=dict(examined.answers),
            groups=dict(examined.groups),
            grounds=dict.fromkeys(self.rulebook.signals, ()),
        )
        _set(after, name, answer)
        for step in self.dependents[name]:
            if step.startswith(_GROUP):
                group = self.rulebook.labels[step.removeprefix(_GROUP)]
                after.groups[group.kind] = possible_values(group, after)
            else:
                _set(after, step, self.conditions[step].answer(after))
        return after


def _holds(examined: Examination, name: str) -> bool:
    return examined.answers.get(name) is Answer.YES


def _set(examined: Examination, name: str, answer: Answer) -> None:
    if answer is Answer.NO:
        examined.answers.pop(name, None)
    else:
        examined.answers[name] = answer
