"""What of a pack its cases never reach: phrases that no case fires, exceptions that none meets, buckets that none falls
into.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.rulebook import composition
from reviewer.rulebook.branches import Kind, asks_model, kind_of, parts_of, sought_by, text_of, walk
from reviewer.rulebook.conditions import Answer, Condition, Examination
from reviewer.rulebook.trials import Trials


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether some case reaches a rule. `rule`: its address («signals.parents.any[3]»)."""

    rule: str
    kind: Kind | str
    text: str
    reached: bool


def cover(trials: Trials) -> Iterator[Reach]:
    """Every condition, every none-branch and every bucket of the pack, in the order of its rules.

    A condition is reached by a case of its own signal, of one that asks it, or of a parameter: the case of a stranger
    would not fail if it were lost. Conditions that ask a classifier and buckets of whole documents are left out, since
    no case can reach them.
    """
    sought = sought_by(trials.rulebook)
    of_parameters = [examined for trial in trials.of_parameters for examined in trial.examined]
    for name, whole in trials.conditions.items():
        owners = (name, *trials.dependents[name])
        cases = [*of_parameters, *(examined for owner in owners for examined in trials.of_signal.get(owner, ()))]
        for condition in walk(whole):
            if _counts(condition):
                address = f"signals.{name}.{condition.path}".removesuffix(".")
                said = "" if parts_of(condition) else text_of(condition, sought)
                yield Reach(address, kind_of(condition, sought), said, _is_reached(condition, cases))
    yield from _buckets(trials)


def _counts(condition: Condition) -> bool:
    return isinstance(condition, composition.NoneOf) or not (parts_of(condition) or asks_model(condition))


def _is_reached(condition: Condition, cases: list[Examination]) -> bool:
    """A none-branch is reached where it forbids something."""
    wanted = Answer.NO if isinstance(condition, composition.NoneOf) else Answer.YES
    return any(condition.answer(examined) is wanted for examined in cases)


def _buckets(trials: Trials) -> Iterator[Reach]:
    for parameter in trials.rulebook.parameters:
        if parameter.measure.kind == "document":
            continue
        reached = {
            trials.bucket(parameter, trial.examined) for trial in trials.of_parameters if trial.parameter is parameter
        }
        for number, bucket in enumerate(parameter.buckets):
            said = f"{bucket.id}: {bucket.when}"
            yield Reach(f"parameters.{parameter.id}.buckets[{number}]", "bucket", said, bucket.id in reached)
