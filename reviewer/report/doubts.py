"""The doubtful cases: what the rules could not settle, each with its quote and a question to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reviewer.language.numerals import count_of
from reviewer.model.facts import ActivityFacts
from reviewer.model.region import Name
from reviewer.model.review import Evidence, MunicipalityReview, Review
from reviewer.report.cleaning import shorten, uncapital
from reviewer.report.label_words import signal_words
from reviewer.report.municipal import ParameterView, place_text
from reviewer.rulebook.texts import quoted

LONGEST_QUOTE = 400
"""Characters of a quoted row."""
_STEM = 100
"""Characters by which a quoted activity is known again: a quote may be cut short."""


@dataclass(frozen=True, slots=True)
class DoubtView:
    """`quote` is empty where the question is of the whole roadmap; `place`: where the quote stands."""

    name: Name
    quote: str
    place: str
    question: str


def view_doubts(
    review: Review, names: Mapping[str, Name], parameters: tuple[ParameterView, ...]
) -> tuple[DoubtView, ...]:
    """In the order of the municipalities: their rows first, then what is asked of the whole roadmap."""
    events = _event_questions(review)
    return tuple(
        doubt
        for member in review.municipalities
        if member.reviewed and member.id in names
        for doubt in _doubts(member, names[member.id], review, parameters, events.get(member.id, {}))
    )


Questions = Mapping[tuple[object, ...], list[str]]


def _doubts(
    member: MunicipalityReview,
    name: Name,
    review: Review,
    parameters: tuple[ParameterView, ...],
    events: Questions,
) -> Iterator[DoubtView]:
    for facts in member.reviewed.facts if member.reviewed else ():
        row = _evidence(facts)
        words = [signal_words(label, review.decided.signals) for label in facts.doubtful]
        asked = [f"Относится ли мероприятие к признаку {quoted(uncapital(word))}?" for word in dict.fromkeys(words)]
        asked += events.get(_key(row), ())
        if asked:
            yield DoubtView(name, shorten(row.quote, LONGEST_QUOTE), place_text(row), " ".join(asked))
    for parameter in parameters:
        verdict = member.verdict(parameter.id)
        if verdict is None or verdict.verdict == "unknown":
            rows = len(member.reviewed.facts) if member.reviewed else 0
            looked = f" (просмотрено {count_of(rows, 'мероприятие')})" if rows else ""
            yield DoubtView(
                name, "", "", f"Соответствует ли «дорожная карта» параметру {quoted(parameter.title)}{looked}?"
            )


def _event_questions(review: Review) -> dict[str, dict[tuple[object, ...], list[str]]]:
    """By municipality and row."""
    found: dict[str, dict[tuple[object, ...], list[str]]] = {}
    for event in review.regional_events:
        number = f" {event.number}" if event.number else ""
        question = f"Это участие в региональном мероприятии{number} {quoted(shorten(event.title, LONGEST_QUOTE))}?"
        for member in event.members:
            for row in member.to_check:
                found.setdefault(member.municipality, {}).setdefault(_key(row.evidence), []).append(question)
    return found


def _key(row: Evidence) -> tuple[object, ...]:
    """Several rows may stand in one place where a person has split or added them."""
    return row.file, row.table, row.row, row.number, row.quote[:_STEM].rstrip("…")


def _evidence(facts: ActivityFacts) -> Evidence:
    activity, source = facts.activity, facts.activity.source
    return Evidence(source.file, activity.activity, activity.number, source.page, source.table, source.row)
