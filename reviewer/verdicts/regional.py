"""What the verdicts of all municipalities say of the region: statements and recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reviewer.language.numerals import percent, range_words
from reviewer.model.region import Region
from reviewer.model.review import FilledBucket, MemberPlan, MunicipalityReview, Recommendation, Statement, Verdict
from reviewer.model.roadmap import Passport
from reviewer.rulebook.rulebook import Parameter, Rulebook
from reviewer.verdicts.grades import grades_of

NOTHING_REVIEWED = "Оценить не удалось: ни одна «дорожная карта» не рассмотрена."
TOO_LITTLE_KNOWN = "Оценить не удалось: сведений для этого недостаточно."


def state(rulebook: Rulebook, region: Region, reviews: Sequence[MunicipalityReview]) -> tuple[Statement, ...]:
    """One statement a parameter. Every percentage is of all municipalities of the region profile."""
    return tuple(_statement(parameter, region, reviews) for parameter in rulebook.parameters)


def recommend(rulebook: Rulebook, region: Region, reviews: Sequence[MunicipalityReview]) -> tuple[Recommendation, ...]:
    """The advice of every parameter whose condition holds, with those whom it concerns."""
    advised = []
    for parameter in rulebook.parameters:
        advice = parameter.advice
        verdicts = _verdicts(parameter, reviews)
        if advice is None or not advice.holds(_counts(verdicts.values()), len(reviews)):
            continue
        concerned = tuple(review.id for review in reviews if _is_concerned(verdicts.get(review.id)))
        if not concerned:
            continue
        variables = _variables(parameter, region, reviews, concerned)
        advised.append(Recommendation(parameter.id, advice.text.render(**variables), (parameter.id,), concerned))
    return tuple(advised)


def _statement(parameter: Parameter, region: Region, reviews: Sequence[MunicipalityReview]) -> Statement:
    holds = tuple(
        review.id
        for review in reviews
        if (verdict := review.verdict(parameter.id)) and verdict.verdict in parameter.holds
    )
    return Statement(
        id=parameter.id,
        title=parameter.title,
        count=len(holds),
        total=len(reviews),
        percent=percent(len(holds), len(reviews)),
        municipalities=holds,
        text=_told(parameter, region, reviews, holds),
        grades=grades_of(parameter),
    )


def _told(parameter: Parameter, region: Region, reviews: Sequence[MunicipalityReview], holds: Sequence[str]) -> str:
    """The summary of the rules, which speaks of those who were judged; where nobody was, that is said instead."""
    if why := unjudged(parameter.id, reviews):
        return why
    variables = _variables(parameter, region, reviews, holds)
    return parameter.summary.render(**variables).strip() if parameter.summary else ""


def unjudged(parameter: str, reviews: Sequence[MunicipalityReview]) -> str:
    """Why a parameter says nothing of anybody; empty where somebody was judged by it."""
    verdicts = (review.verdict(parameter) for review in reviews)
    if any(verdict is not None and verdict.verdict != "unknown" for verdict in verdicts):
        return ""
    return TOO_LITTLE_KNOWN if any(review.status == "reviewed" for review in reviews) else NOTHING_REVIEWED


def _variables(
    parameter: Parameter, region: Region, reviews: Sequence[MunicipalityReview], members: Sequence[str]
) -> dict[str, object]:
    chosen = set(members)
    return {
        "count": len(members),
        "total": len(reviews),
        "percent": percent(len(members), len(reviews)),
        "members": [region.municipality(review.id).short for review in reviews if review.id in chosen],
        "others": [region.municipality(review.id).short for review in reviews if review.id not in chosen],
        "filled_buckets": _filled_buckets(parameter, region, reviews),
        "region": region,
    }


def _filled_buckets(
    parameter: Parameter, region: Region, reviews: Sequence[MunicipalityReview]
) -> tuple[FilledBucket, ...]:
    filled = []
    for bucket in parameter.buckets:
        inside = [
            (review, verdict.value)
            for review in reviews
            if (verdict := review.verdict(parameter.id)) and verdict.bucket == bucket.id and verdict.value is not None
        ]
        if inside:
            # whom a person put here need not have been counted so
            counted = [value for _, value in inside if bucket.holds(value)]
            low, high = min(counted, default=0.0), max(counted, default=0.0)
            plans = tuple(MemberPlan(region.municipality(review.id).short, _plan(review)) for review, _ in inside)
            words = ""
            if parameter.measure.kind == "count":
                words = range_words(int(low), int(high)) if counted else bucket.title
            members = tuple(plan.name for plan in plans)
            filled.append(FilledBucket(bucket.id, bucket.title, members, plans, low, high, words))
    return tuple(filled)


def _plan(review: MunicipalityReview) -> Passport | None:
    return review.reviewed.roadmap.passport if review.reviewed else None


def _verdicts(parameter: Parameter, reviews: Sequence[MunicipalityReview]) -> Mapping[str, Verdict]:
    return {review.id: verdict for review in reviews if (verdict := review.verdict(parameter.id))}


def _counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many municipalities have each verdict and each bucket, by their ids."""
    counts: dict[str, int] = {}
    for verdict in verdicts:
        for key in {verdict.verdict, verdict.bucket or verdict.verdict}:
            counts[key] = counts.get(key, 0) + 1
    return counts


def _is_concerned(verdict: Verdict | None) -> bool:
    """A municipality that was judged and has something to mend, if only in part."""
    return verdict is not None and verdict.verdict in {"partly", "not_met"}
