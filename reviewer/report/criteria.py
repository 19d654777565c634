"""What the rules take for «соответствует», «частично» and «не соответствует»: the annex of criteria of the справка."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.review import Grade, Statement, VerdictKind


@dataclass(frozen=True, slots=True)
class CriterionView:
    """The thresholds of a parameter, or of several with the same ones, in words; «–» where they have none of that grade.

    Attributes:
        numbers, titles: Of the parameters, in their order.
        with_partly: Whether the share in section 3 counts those who meet it partly.
    """

    numbers: tuple[int, ...]
    titles: tuple[str, ...]
    met: str
    partly: str
    not_met: str
    with_partly: bool


def view_criteria(statements: tuple[Statement, ...]) -> tuple[CriterionView, ...]:
    """Of the parameters of which the thresholds are known, in the order of the first of each group."""
    groups: dict[tuple[Grade, ...], list[tuple[int, str]]] = {}
    for number, statement in enumerate(statements, start=1):
        if statement.grades:
            groups.setdefault(statement.grades, []).append((number, statement.title))
    return tuple(
        CriterionView(
            tuple(number for number, _ in alike),
            tuple(title for _, title in alike),
            _words(grades, "met"),
            _words(grades, "partly"),
            _words(grades, "not_met"),
            any(grade.holds for grade in grades if grade.verdict == "partly"),
        )
        for grades, alike in groups.items()
    )


def _words(grades: tuple[Grade, ...], verdict: VerdictKind) -> str:
    return "; ".join(grade.words for grade in grades if grade.verdict == verdict) or "–"
