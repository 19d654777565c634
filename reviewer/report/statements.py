"""What the справка states of each parameter in section 3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.language.names import group_names
from reviewer.language.numerals import percent_text
from reviewer.model.region import Name
from reviewer.model.review import Review, Statement
from reviewer.verdicts.regional import unjudged


@dataclass(frozen=True, slots=True)
class StatementView:
    """`percent` is text with its sign («61,5%»); `names` are those of whom the statement holds, in the nominative.

    `judged`: how many municipalities could be judged at all.
    """

    id: str
    title: str
    text: str
    count: int
    total: int
    percent: str
    names: str
    judged: int


def view_statement(statement: Statement, review: Review, names: Mapping[str, Name]) -> StatementView:
    """The words of the rules, unless nobody could be judged; who could not be judged is told after them."""
    share = percent_text(statement.percent)
    listed = group_names(names[key] for key in statement.municipalities if key in names)
    text = statement.text or f"{statement.count} из {statement.total} ({share}){f': {listed}' if listed else ''}."
    found = {item.id: item.verdict(statement.id) for item in review.municipalities}
    judged = {key for key, verdict in found.items() if verdict is not None and verdict.verdict != "unknown"}
    unclear = [item.id for item in review.municipalities if item.status == "reviewed" and item.id not in judged]
    if not judged:
        text = unjudged(statement.id, review.municipalities)
    elif unclear:
        text = f"{text} Требуется уточнение: {group_names(names[key] for key in unclear if key in names)}."
    return StatementView(
        statement.id, statement.title, text, statement.count, statement.total, share, listed, len(judged)
    )
