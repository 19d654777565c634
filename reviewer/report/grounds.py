"""What a recommendation rests on: what was found, at whom, and in which rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.language.names import group_names
from reviewer.model.region import Name
from reviewer.model.review import MunicipalityReview, Recommendation, Review, Verdict
from reviewer.report.places import lacking_rows, rows_text, several_tables


@dataclass(frozen=True, slots=True)
class GroundView:
    """`number`: of the recommendation. `whom`: of whom `finding` holds, each with its rows, those without any first."""

    number: int
    finding: str
    whom: str


def view_grounds(review: Review, names: Mapping[str, Name]) -> tuple[GroundView, ...]:
    """One for each recommendation and each thing found; municipalities with the same finding stand together."""
    members = {item.id: item for item in review.municipalities}
    return tuple(
        ground
        for number, item in enumerate(review.recommendations, start=1)
        for ground in _grounds(number, item, members, names)
    )


def _grounds(
    number: int, item: Recommendation, members: Mapping[str, MunicipalityReview], names: Mapping[str, Name]
) -> list[GroundView]:
    found: dict[str, list[tuple[Name, str]]] = {}
    for key in item.municipalities:
        for parameter in item.because if key in members and key in names else ():
            verdict = members[key].verdict(parameter)
            if verdict is not None and verdict.finding:
                found.setdefault(verdict.finding, []).append((names[key], _rows(verdict, members[key])))
    return [GroundView(number, finding, _whom(told)) for finding, told in found.items()]


def _whom(told: list[tuple[Name, str]]) -> str:
    alone = group_names(name for name, rows in told if not rows)
    placed = [f"{name} ({rows})" for name, rows in told if rows]
    return "; ".join(filter(None, (alone, *placed)))


def _rows(verdict: Verdict, member: MunicipalityReview) -> str:
    """Where a share fell short, the rows that lack it; else those that were counted."""
    return rows_text(lacking_rows(verdict, member) or verdict.evidence, tables=several_tables(member))
