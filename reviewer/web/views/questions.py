"""A doubt in the words of a question, and the answers to it in whole words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.model.facts import RegionalMatch
from reviewer.report.cleaning import shorten, uncapital
from reviewer.report.wording import AUDIENCES, LEVELS, OUTCOMES, SCOPES, THEMES
from reviewer.rulebook.rulebook import Label, Rulebook

_LONGEST_EVENT = 300


@dataclass(frozen=True, slots=True)
class Question:
    """`yes`, `no`: what stands on the buttons."""

    text: str
    yes: str
    no: str = "Нет"


_FORMS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "theme": ("Это {}?", "Да, это {}", THEMES),
    "audience": ("Адресаты – {}?", "Да, адресаты – {}", AUDIENCES),
    "level": ("Это {} уровень?", "Да, это {} уровень", dict(LEVELS.items())),
    "scope": ("Охват – {}?", "Да, охват – {}", dict(SCOPES.items())),
    "outcome": ("Результат – {}?", "Да, результат – {}", dict(OUTCOMES.items())),
}


def label_question(label: str, title: str, rulebook: Rulebook | None) -> Question:
    """`label`: id of a signal; `title`: what it is called. Signals that give a label are asked by its name."""
    signal = rulebook.signals.get(label) if rulebook else None
    gives = signal.gives if signal else Label("theme", label) if label in THEMES else None
    if gives is not None:
        question, yes, words = _FORMS[gives.kind]
        if gives.value in words:
            return Question(question.format(words[gives.value]), yes.format(words[gives.value]))
    return Question(f"Верно ли: {uncapital(title)}?", "Да, верно")


def event_question(match: RegionalMatch) -> Question:
    title = shorten(match.title or match.event, _LONGEST_EVENT)
    return Question(f"Это участие в региональном мероприятии «{title}»?", "Да, это участие в нём")
