"""Labels and signals in the words of a methodist."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.model.facts import RegionalMatch
from reviewer.report.cleaning import shorten
from reviewer.report.wording import AUDIENCES, LEVELS, OUTCOMES, SCOPES, THEMES

_VALUES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "level": ("уровень", dict(LEVELS.items())),
    "scope": ("охват", dict(SCOPES.items())),
    "outcome": ("результат", dict(OUTCOMES.items())),
    "audience": ("адресаты", AUDIENCES),
}

EVENT_QUESTION = "Участие в региональном мероприятии"
_LONGEST_TITLE = 400


def event_question(match: RegionalMatch) -> str:
    """What is asked of a doubtful match: it names the event, so that the answer holds of no other."""
    return f"{EVENT_QUESTION} «{shorten(match.title or match.event, _LONGEST_TITLE)}»"


def label_words(label: str) -> str | None:
    """«работа с родителями», «уровень: региональный» for a label of the taxonomy (`Why.label`), None for any other signal."""
    kind, _, value = label.partition(":")
    if not value:
        return THEMES.get(label)
    title, words = _VALUES.get(kind, ("", {}))
    return f"{title}: {words[value]}" if value in words else None


def signal_words(signal: str, titles: Mapping[str, str]) -> str:
    """`titles`: of the signals of the rulebook, by id."""
    return titles.get(signal) or THEMES.get(signal, signal)
