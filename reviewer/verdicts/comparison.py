"""What differs between two reviews of the same roadmaps: made by two rulebooks, or before and after a correction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.model.facts import ActivityFacts
from reviewer.model.review import Evidence, MunicipalityReview, Recommendation, Review, Statement, Verdict


@dataclass(frozen=True, slots=True)
class LabelChange:
    """A label that an activity gained or lost.

    Attributes:
        facet: theme, audience, level, scope or outcome.
        before, after: The values that differ. An exclusive facet has one of each, of the others one side may be empty.
        why: The rules that speak for what was gained, or spoke for what was lost.
    """

    municipality: str
    file: str
    number: str | None
    quote: str
    facet: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A verdict, bucket or measure that differs. None on a side whose rulebook has no such parameter.

    Attributes:
        gained, lost: The rows that one side counts and the other does not.
        counted: The rows that both count: where nothing was gained nor lost, they were graded otherwise.
    """

    municipality: str
    name: str
    parameter: str
    before: Verdict | None
    after: Verdict | None
    gained: tuple[Evidence, ...]
    lost: tuple[Evidence, ...]
    counted: tuple[Evidence, ...]

    @property
    def moves(self) -> bool:
        """Whether the verdict itself is another, not only the bucket or the number."""
        return self.before is None or self.after is None or self.before.verdict != self.after.verdict


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement of the справка that differs, if only in its text. `joined`, `left`: municipalities of which it holds."""

    id: str
    before: Statement | None
    after: Statement | None
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecommendationChange:
    id: str
    before: Recommendation | None
    after: Recommendation | None


@dataclass(frozen=True, slots=True)
class Comparison:
    labels: tuple[LabelChange, ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()
    statements: tuple[StatementChange, ...] = ()
    recommendations: tuple[RecommendationChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.labels or self.verdicts or self.statements or self.recommendations)


def compare(before: Review, after: Review) -> Comparison:
    """Compare two reviews of one region and the same files. Municipalities and parameters stand in the order of `after`,
    those that only `before` has come last.
    """
    old = {municipality.id: municipality for municipality in before.municipalities}
    pairs = [(old[one.id], one) for one in after.municipalities if one.id in old]
    return Comparison(
        labels=tuple(change for one, other in pairs for change in _labels(one, other)),
        verdicts=tuple(change for one, other in pairs for change in _verdicts(one, other)),
        statements=tuple(_statements(before.statements, after.statements)),
        recommendations=tuple(_recommendations(before.recommendations, after.recommendations)),
    )


def _labels(before: MunicipalityReview, after: MunicipalityReview) -> Iterator[LabelChange]:
    if before.reviewed is None or after.reviewed is None or before.reviewed.roadmap != after.reviewed.roadmap:
        return
    for old, new in zip(before.reviewed.facts, after.reviewed.facts, strict=True):
        activity = new.activity
        for facet in ("theme", "audience", "level", "scope", "outcome"):
            had, has = _values(old, facet), _values(new, facet)
            if set(had) == set(has):
                continue
            lost = tuple(value for value in had if value not in has)
            gained = tuple(value for value in has if value not in had)
            why = (*_origins(old, facet, lost), *_origins(new, facet, gained))
            yield LabelChange(
                after.id, activity.source.file, activity.number, activity.activity, facet, lost, gained, why
            )


def _values(facts: ActivityFacts, facet: str) -> tuple[str, ...]:
    labels = facts.labels
    return {
        "theme": labels.themes,
        "audience": labels.audiences,
        "level": (labels.level,),
        "scope": (labels.scope,),
        "outcome": (facts.outcome_kind,),
    }[facet]


def _origins(facts: ActivityFacts, facet: str, values: Sequence[str]) -> tuple[str, ...]:
    asked = {value if facet == "theme" else f"{facet}:{value}" for value in values}
    return tuple(dict.fromkeys(why.by for why in facts.whys if why.label in asked and why.certain))


def _verdicts(before: MunicipalityReview, after: MunicipalityReview) -> Iterator[VerdictChange]:
    for parameter in dict.fromkeys(verdict.parameter for verdict in (*after.verdicts, *before.verdicts)):
        old, new = before.verdict(parameter), after.verdict(parameter)
        if old is not None and new is not None and _grade(old) == _grade(new) and not _moved(old, new):
            continue
        had, has = _rows(old), _rows(new)
        gained = tuple(row for key, row in has.items() if key not in had)
        lost = tuple(row for key, row in had.items() if key not in has)
        counted = tuple(row for key, row in has.items() if key in had)
        yield VerdictChange(after.id, after.name, parameter, old, new, gained, lost, counted)


def _grade(verdict: Verdict) -> tuple[object, ...]:
    return verdict.verdict, verdict.bucket, verdict.value


def _moved(before: Verdict, after: Verdict) -> bool:
    """Whether other rows are counted, though as many as before."""
    return _rows(before).keys() != _rows(after).keys()


def _rows(verdict: Verdict | None) -> dict[Evidence, Evidence]:
    """The rows that were counted, told apart by where they stand and not by the rule that counted them."""
    return {replace(row, why=""): row for row in verdict.evidence} if verdict else {}


def _statements(before: Sequence[Statement], after: Sequence[Statement]) -> Iterator[StatementChange]:
    old, new = ({one.id: one for one in side} for side in (before, after))
    for name in (*new, *(name for name in old if name not in new)):
        one, other = old.get(name), new.get(name)
        if one != other:
            had, has = (side.municipalities if side else () for side in (one, other))
            joined = tuple(member for member in has if member not in had)
            left = tuple(member for member in had if member not in has)
            yield StatementChange(name, one, other, joined, left)


def _recommendations(
    before: Sequence[Recommendation], after: Sequence[Recommendation]
) -> Iterator[RecommendationChange]:
    old, new = ({one.id: one for one in side} for side in (before, after))
    for name in (*new, *(name for name in old if name not in new)):
        if old.get(name) != new.get(name):
            yield RecommendationChange(name, old.get(name), new.get(name))
