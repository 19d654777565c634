"""Would the cases of a pack notice a mistake in it? Mutation testing (DeMillo, Lipton, Sayward, «Hints on test data
selection», 1978): each phrase and each none-branch is taken out in turn, each bound of a bucket is shifted in turn, and
some case has to fail.

Conditions that ask a classifier are left alone: the cases are judged without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from reviewer.rulebook import composition
from reviewer.rulebook.branches import Kind, Sought, asks_model, kind_of, parts_of, sought_by, text_of
from reviewer.rulebook.conditions import Condition
from reviewer.rulebook.measures import Bucket, MeasureKind, Range
from reviewer.rulebook.ranges import faults
from reviewer.rulebook.rulebook import Parameter
from reviewer.rulebook.selftest import measured
from reviewer.rulebook.trials import Trials

SHARE_STEP = 0.05
"""By how much the bound of a share is shifted; that of a count by one."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change that the cases should notice. `rule`: the address of what was changed («signals.parents.any[3]»)."""

    rule: str
    kind: Kind | str
    text: str
    noticed: bool


def mutate(trials: Trials) -> Iterator[Mutation]:
    """Every mutation of the pack, in the order of its rules."""
    sought = sought_by(trials.rulebook)
    for name, condition in trials.conditions.items():
        for removed, changed in without_each(condition):
            yield Mutation(
                f"signals.{name}.{removed.path}".removesuffix("."),
                kind_of(removed, sought),
                _said(removed, sought),
                trials.notices(name, changed),
            )
    for parameter in trials.rulebook.parameters:
        yield from _shift_bounds(parameter, trials)


def without_each(condition: Condition) -> Iterator[tuple[Condition, Condition]]:
    """Each part that can be taken out of a condition, and the condition without it."""
    whole = condition if parts_of(condition) else composition.AllOf("", (condition,), None)
    yield from _without_each(whole)


def _without_each(condition: Condition) -> Iterator[tuple[Condition, Condition]]:
    parts = parts_of(condition)
    for number, part in enumerate(parts):
        before, after = parts[:number], parts[number + 1 :]
        if _is_removable(part):
            yield part, _rebuilt(condition, (*before, *after))
        for removed, changed in _without_each(part):
            yield removed, _rebuilt(condition, (*before, changed, *after))


def _is_removable(condition: Condition) -> bool:
    """A none-branch of one part falls with that part, so it is not taken out a second time."""
    if isinstance(condition, composition.NoneOf):
        return len(condition.parts) > 1
    return not parts_of(condition) and not asks_model(condition)


def _rebuilt(condition: Condition, parts: tuple[Condition, ...]) -> Condition:
    """The condition made of other parts. Without any, `any` holds never, `all` and `none` hold always."""
    match condition:
        case composition.NoneOf() if not parts:
            return composition.AllOf(condition.path, (), None)
        case composition.AtLeastOf() if not parts:
            return composition.AnyOf(condition.path, (), None)
        case composition.AtLeastOf():
            return replace(condition, parts=parts, count=min(condition.count, len(parts)))
        case composition.AllOf() | composition.AnyOf() | composition.NoneOf():
            return replace(condition, parts=parts)
        case _:
            return condition


def _said(condition: Condition, sought: Sought) -> str:
    if isinstance(condition, composition.NoneOf):
        return "; ".join(text_of(part, sought) for part in condition.parts)
    return text_of(condition, sought)


def _shift_bounds(parameter: Parameter, trials: Trials) -> Iterator[Mutation]:
    kind = parameter.measure.kind
    if kind not in {"count", "share"}:
        return
    cases = [trial for trial in trials.of_parameters if trial.parameter is parameter]
    values = [
        (value, trial.case.bucket)
        for trial in cases
        if (value := measured(parameter, trials.facts(trial.examined))) is not None
    ]
    for number, said, buckets in shifted(kind, parameter.buckets):
        changed = replace(parameter, buckets=buckets)
        noticed = any(changed.bucket_of(value).id != bucket for value, bucket in values)
        yield Mutation(f"parameters.{parameter.id}.buckets[{number}]", "bucket", said, noticed)


def shifted(kind: MeasureKind, buckets: tuple[Bucket, ...]) -> Iterator[tuple[int, str, tuple[Bucket, ...]]]:
    """Each bound between two buckets moved down and up, unless nothing would then be left of one of them: the number of
    the lower bucket, what was done in Russian, and the buckets as they would be.
    """
    step = 1.0 if kind == "count" else SHARE_STEP
    ordered = sorted(range(len(buckets)), key=lambda number: _low(buckets[number]))
    for lower, upper in pairwise(ordered):
        for shift in (-step, step):
            moved = dict(zip((lower, upper), _moved(buckets[lower], buckets[upper], shift), strict=True))
            changed = tuple(moved.get(number, bucket) for number, bucket in enumerate(buckets))
            if _is_possible(kind, changed):
                said = f"{buckets[lower].when} | {buckets[upper].when}: граница {'ниже' if shift < 0 else 'выше'} на {step:g}"
                yield lower, said.replace(".05", ",05"), changed


def _low(bucket: Bucket) -> float:
    return -1.0 if bucket.range.low is None else bucket.range.low + 0.5 * bucket.range.low_open


def _moved(lower: Bucket, upper: Bucket, shift: float) -> Iterable[Bucket]:
    below, above = lower.range, upper.range
    yield replace(lower, range=replace(below, high=None if below.high is None else below.high + shift))
    yield replace(upper, range=replace(above, low=None if above.low is None else above.low + shift))


def _is_possible(kind: MeasureKind, buckets: tuple[Bucket, ...]) -> bool:
    """Whether a pack with such buckets would load."""
    return not any(_is_empty(bucket.range) for bucket in buckets) and not faults(kind, buckets)


def _is_empty(spread: Range) -> bool:
    return spread.low is not None and spread.high is not None and spread.low > spread.high
