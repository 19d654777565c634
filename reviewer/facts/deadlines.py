"""When an activity is due, read from its cell in a roadmap.

The text goes through four steps: tokens with the slips of typists mended (`deadline_tokens`), items that named rules read
(`deadline_figures`, `deadline_points`, `deadline_years`, `deadline_rhythms`), spans of time with their years
(`deadline_spans`, `deadline_dates`), and the answer below. Of several things in one cell a repetition decides, else the first that is there of a day, a month, a
period, the whole time, and what hangs on something else.
"""

from __future__ import annotations

from dataclasses import replace

from reviewer.facts.deadline_dates import Dating
from reviewer.facts.deadline_figures import FIGURE_RULES
from reviewer.facts.deadline_grammar import Grammar, Item, Mark, Repeat, Said, Years
from reviewer.facts.deadline_points import BARE_RULES, POINT_RULES
from reviewer.facts.deadline_rhythms import MARK_RULES, RHYTHM_RULES, WHOLE_RULES, YEARLY
from reviewer.facts.deadline_russian import describe
from reviewer.facts.deadline_spans import Assembly, assemble
from reviewer.facts.deadline_tokens import Token, tokenize_deadline
from reviewer.facts.deadline_years import YEAR_RULES
from reviewer.language.morphology import fold, is_known
from reviewer.model.facts import Deadline, DeadlineKind
from reviewer.model.roadmap import Period

_GRAMMAR = Grammar((*FIGURE_RULES, *YEAR_RULES, *RHYTHM_RULES, *POINT_RULES, *WHOLE_RULES, *BARE_RULES, *MARK_RULES))
_SHORTEST_WORD = 3
_WORDS_OF_NO_EVENT = frozenset(("span_word", "skip", "in", "until", "from", "to", "and", "number"))
_LONGEST_TEXT = 4_000
"""Characters that are read; no cell says when in more, and what comes after is not part of the deadline."""


def parse_deadline(text: str | None, context: Period | None = None) -> Deadline:
    """Reads a deadline as TAXONOMY describes it; no text makes it fail.

    Args:
        text: The words of the cell; None where it is empty.
        context: The document's own period: it gives the year where the cell names none and only one is possible.

    Returns:
        The deadline. A day that its month does not have («31 июня») is the month's last; a month that no year has
        («15.13.2024») leaves a `date` without intervals.
    """
    tokens = tokenize_deadline((text or "")[:_LONGEST_TEXT])
    items = _GRAMMAR.items(tokens)
    assembly = assemble(items)
    repeat = _repetition(items, assembly)
    dating = Dating(assembly, context, repeat)
    repeat = repeat or dating.yearly
    kind = "recurring" if repeat else dating.kind or _kind_of_words(items, tokens, assembly)
    intervals = dating.intervals
    return Deadline(
        kind=kind,
        concrete=kind in {"date", "month", "period", "recurring"},
        intervals=intervals,
        every=repeat.every if repeat else None,
        times=repeat.times if repeat else None,
        understood=describe(kind, intervals, dating.spans, repeat),
        unused=_unused(kind, items, assembly),
    )


def _repetition(items: list[Item], assembly: Assembly) -> Repeat | None:
    """The first of the highest rank; «ежегодно, апрель и ноябрь» is twice a year."""
    stated = [item for item in items if isinstance(item, Repeat) and (item.rank >= 0 or not assembly.spans)]
    if not stated:
        return None
    repeat = max(stated, key=lambda repeat: repeat.rank)
    if repeat.rank == YEARLY:
        return replace(repeat, times=max(1, sum(span.years is None for span in assembly.spans)))
    return repeat


def _kind_of_words(items: list[Item], tokens: list[Token], assembly: Assembly) -> DeadlineKind:
    said = {item.kind for item in items if isinstance(item, Said)}
    if "continuous" in said or assembly.left_years or any(isinstance(item, Years) for item in items):
        return "continuous"
    if "relative" in said:
        return "relative"
    if "missing" in said:
        return "missing"
    if any(token.kind in {"year_word", "years_word"} for token in tokens):
        return "continuous"
    return "relative" if any(map(_is_readable, tokens)) else "missing"


def _is_readable(token: Token) -> bool:
    """Words that name some event («педагогический совет») make a deadline hang on it; scraps of letters do not."""
    word = token.text
    return (
        token.kind not in _WORDS_OF_NO_EVENT and len(word) >= _SHORTEST_WORD and word.isalpha() and is_known(fold(word))
    )


def _unused(kind: DeadlineKind, items: list[Item], assembly: Assembly) -> str:
    words = [item.text for item in items if isinstance(item, Said) and item.kind == "noise" and item.text]
    return "" if kind == "relative" and _hangs(items) else " ".join((*words, *assembly.left_numbers))


def _hangs(items: list[Item]) -> bool:
    return any(isinstance(item, Said) and item.kind == "relative" for item in items) or not any(
        isinstance(item, Said | Mark) for item in items
    )
