"""What is quoted as evidence."""

from __future__ import annotations

from reviewer.model.facts import ActivityFacts, Deadline, Labels
from reviewer.model.roadmap import Activity, Source
from reviewer.verdicts.municipal import LONGEST_QUOTE, quote_of


def _facts(text: str) -> ActivityFacts:
    return ActivityFacts(
        Activity(text, Source("план.docx")), Deadline("missing", concrete=False), Labels("municipal"), "missing"
    )


def test_a_short_text_is_quoted_whole() -> None:
    assert quote_of(_facts("Семинар.")) == "Семинар."


def test_a_long_text_is_cut_between_words() -> None:
    text = "Обучение " + "педагогов школ " * 40
    quote = quote_of(_facts(text))
    assert len(quote) <= LONGEST_QUOTE + 1
    assert quote.endswith(("педагогов…", "школ…"))
    assert text.startswith(quote.removesuffix("…"))
