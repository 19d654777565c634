"""Why a signal holds of an activity, or what it lacked: the tree of its conditions with the answer of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.language.automaton import Gap, Vocabulary, needed, retreat, words_in
from reviewer.language.phrases import LemmatizedText, Phrase, Span, lemmatize
from reviewer.rulebook import composition
from reviewer.rulebook.branches import Kind, Sought, kind_of, parts_of, sought_by, text_of
from reviewer.rulebook.conditions import (
    Answer,
    ClassifierDenies,
    ClassifierSays,
    Condition,
    Examination,
    Found,
    RegionalEvent,
)
from reviewer.rulebook.rulebook import Rulebook, Signal

MISSES = 3
"""How many of the phrases that nearly matched are told."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that was found: characters from `start` up to `end`, not included, of a field of the activity."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition with its answer. `path`: «any[1].all[0]» in its signal; `text`: what it asks, as the rule says it;
    `value`: the probability or similarity 0..1 that it was compared with, where it compares one.
    """

    path: str
    kind: Kind
    text: str
    answer: Answer
    marks: tuple[Mark, ...] = ()
    parts: tuple[Branch, ...] = ()
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """A phrase that did not match: which of its words are in the field, which are not. Where none is missing, they stand
    in another order or too far apart.
    """

    path: str
    text: str
    field: str
    found: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`failing`: the branches that lead to the first that says no, from the outermost; none where the signal holds."""

    signal: Signal
    tree: Branch
    failing: tuple[Branch, ...]
    misses: tuple[Miss, ...]

    @property
    def answer(self) -> Answer:
        return self.tree.answer


def explain(rulebook: Rulebook, name: str, examined: Examination) -> Explanation:
    """Explain what a signal answers of an examined activity. `name`: its id."""
    signal = rulebook.signals[name]
    sought = sought_by(rulebook)
    tree = _branch(signal.condition, examined, sought)
    holds = tree.answer is Answer.YES
    misses = () if holds else _nearest_misses(signal.condition, examined, sought)
    return Explanation(signal, tree, () if holds else tuple(_failing(tree)), misses)


def _branch(condition: Condition, examined: Examination, sought: Sought) -> Branch:
    return Branch(
        path=condition.path,
        kind=kind_of(condition, sought),
        text=text_of(condition, sought),
        answer=condition.answer(examined),
        marks=tuple(_marks(condition, examined, sought)),
        parts=tuple(_branch(part, examined, sought) for part in parts_of(condition)),
        value=_value(condition, examined),
    )


def _value(condition: Condition, examined: Examination) -> float | None:
    if not isinstance(condition, ClassifierSays | ClassifierDenies | RegionalEvent):
        return None
    return next((ground.probability for ground in condition.grounds(examined)), None)


def _marks(condition: Condition, examined: Examination, sought: Sought) -> Iterator[Mark]:
    """The words of a phrase without those that a gap skips; the whole of a pattern."""
    for number, name in condition.numbers if isinstance(condition, Found) else ():
        span, thing = examined.hits.get(number), sought[number]
        if span is None:
            continue
        if isinstance(thing, Phrase):
            yield from (Mark(name, word.start, word.end) for word in _words(thing, examined.activity.field(name), span))
        else:
            yield Mark(name, span.start, span.end)
        return


def _words(phrase: Phrase, text: str | None, span: Span) -> Iterator[Span]:
    lemmatized = lemmatize(text or "")
    slots = 0
    for places in Vocabulary(words_in(phrase.items)).find(lemmatized).values():
        slots |= places
    for slot, token in lemmatized.words.items():
        if slots >> slot & 1 and span.start <= token.start and token.end <= span.end:
            yield Span(token.start, token.end)


def _failing(branch: Branch) -> Iterator[Branch]:
    """Down through what has to hold. An `any` of which nothing holds is where it ends, unless one of its branches has
    all it asks for and falls by an exception of its own.
    """
    yield branch
    if branch.kind == "all":
        yield from _failing(next(part for part in branch.parts if part.answer is not Answer.YES))
    elif branch.kind == "none":
        yield max(branch.parts, key=lambda part: part.answer)
    elif branch.kind == "any":
        yield from next((_failing(part) for part in branch.parts if falls_by_exception(part)), ())


def falls_by_exception(branch: Branch) -> bool:
    """Whether it has all that it asks for, and an exception of its own takes it back."""
    failed = {part.kind for part in branch.parts if part.answer is not Answer.YES}
    return branch.kind == "all" and failed == {"none"}


def _nearest_misses(condition: Condition, examined: Examination, sought: Sought) -> tuple[Miss, ...]:
    misses = {miss.path: miss for miss in _misses(condition, examined, sought)}
    ordered = sorted(misses.values(), key=lambda miss: (len(miss.missing), -len(miss.found)))
    return tuple(ordered[:MISSES])


def _misses(condition: Condition, examined: Examination, sought: Sought) -> Iterator[Miss]:
    if isinstance(condition, composition.NoneOf):
        return
    for part in parts_of(condition):
        yield from _misses(part, examined, sought)
    if not isinstance(condition, Found) or condition.answer(examined) is not Answer.NO:
        return
    for number, name in condition.numbers:
        phrase, text = sought[number], examined.activity.field(name)
        if isinstance(phrase, Phrase) and text:
            found, missing = _words_found(phrase, lemmatize(text))
            if found:
                yield Miss(condition.path, phrase.source, name, found, missing)


def _words_found(phrase: Phrase, text: LemmatizedText) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the phrase, as written, that the text has and that it has not; those that may be missing are neither."""
    places = Vocabulary(words_in(phrase.items)).find(text)
    written = [piece for piece in phrase.source.split() if not piece.startswith("~")]
    items = [item for item in phrase.items if not isinstance(item, Gap)]
    asked = [(piece, item) for piece, item in zip(written, items, strict=True) if needed(item) is not None]
    there = [bool(retreat(text.full, item, places, text.occupied)) for _, item in asked]
    found = tuple(piece for (piece, _), is_there in zip(asked, there, strict=True) if is_there)
    return found, tuple(piece for (piece, _), is_there in zip(asked, there, strict=True) if not is_there)
