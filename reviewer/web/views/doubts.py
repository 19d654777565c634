"""The queue of doubts of a result: what the program asks people, one question after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from reviewer.model.corrections import REGIONAL_EVENT, RowEdit
from reviewer.model.facts import ActivityFacts, Why
from reviewer.model.review import MunicipalityReview
from reviewer.report.cleaning import uncapital
from reviewer.report.label_words import event_question, signal_words
from reviewer.rulebook.rulebook import Rulebook
from reviewer.store.correction_entries import seen_ordinal, standing
from reviewer.store.correction_targets import file_target, label_target
from reviewer.verdicts.row_references import reference_to
from reviewer.web.views.activity_rows import ActivityRow, activities_of
from reviewer.web.views.reviews import Shown

DoubtKind = Literal["label", "event", "file"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question.

    Attributes:
        id: By which it is known in addresses.
        row: The activity that it is of; None of a file.
        label: Id of the signal, or REGIONAL_EVENT; empty of a file.
        subject: What is asked for, in words: the signal's title, the event's, the name of the file.
        target: The key of what is decided. `seen`: ordinal of the newest entry on it.
        open: Whether nobody has decided it yet, and the row is still what it was.
    """

    id: str
    kind: DoubtKind
    municipality: str
    municipality_name: str
    row: ActivityRow | None
    label: str
    subject: str
    target: str
    seen: int
    open: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty: all. `parameter`: the id of one that the answer matters to."""

    parameter: str = ""
    municipality: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """What there is to decide.

    Attributes:
        doubts: All that the filter lets through, decided or not, in order.
        current: The one to decide; None where none is left.
        left: How many are not decided; `all_left`: without the filter.
    """

    doubts: tuple[Doubt, ...]
    current: Doubt | None
    left: int
    all_left: int

    @property
    def number(self) -> int:
        """Which of those left the current one is, from 1; 0 where none is left."""
        left = [doubt for doubt in self.doubts if doubt.open]
        return left.index(self.current) + 1 if self.current else 0


def queue_of(shown: Shown, rulebook: Rulebook | None, asked: Filter, *, at: str = "", after: str = "") -> Queue:
    """The queue from a place on.

    Args:
        rulebook: By which it is told which parameters a question matters to; without it all pass the filter by parameter.
        at: The id of the doubt to be shown, decided or not.
        after: The id of the one that was decided or left for later: the next is shown, after the last the first.
    """
    doubts = list(doubts_of(shown))
    passes = _passes(asked, rulebook)
    wanted = [doubt for doubt in doubts if passes(doubt)]
    left = sum(doubt.open for doubt in wanted)
    all_left = sum(doubt.open for doubt in doubts)
    return Queue(tuple(wanted), _current(wanted, at, after), left, all_left)


def _current(doubts: list[Doubt], at: str, after: str) -> Doubt | None:
    places = {doubt.id: place for place, doubt in enumerate(doubts)}
    if at in places and doubts[places[at]].open:
        return doubts[places[at]]
    start = places[after] + 1 if after in places else places.get(at, 0)
    return next((doubt for doubt in (*doubts[start:], *doubts[:start]) if doubt.open), None)


def _passes(asked: Filter, rulebook: Rulebook | None) -> Callable[[Doubt], bool]:
    labels = labels_of(rulebook, asked.parameter) if rulebook and asked.parameter else None

    def passes(doubt: Doubt) -> bool:
        return (
            asked.municipality in {"", doubt.municipality}
            and asked.kind in {"", doubt.kind}
            and (labels is None or doubt.label in labels)
        )

    return passes


def labels_of(rulebook: Rulebook, parameter: str) -> frozenset[str]:
    """Ids of the signals that a parameter asks for."""
    found = rulebook.parameter(parameter)
    if found is None:
        return frozenset()
    asked = found.measure.labels
    own = {signal.id for signal in rulebook.signals.values() if signal.label in asked or signal.id in asked}
    return frozenset(own | (asked & {REGIONAL_EVENT}))


def doubts_of(shown: Shown) -> Iterator[Doubt]:
    """Files first, since a whole municipality may wait for one; then the rows in their order."""
    decided = {entry.target for entry in standing(shown.entries)}
    yield from _of_files(shown, decided)
    changed = _changed_since(shown)
    for row in activities_of(shown).rows:
        if row.in_doubt:
            for label, subject in _questions(row.facts, shown.review.decided.signals):
                target = label_target(reference_to(row.municipality, row.facts.activity), label)
                yield Doubt(
                    id=f"{row.key}.{label}",
                    kind="event" if label == REGIONAL_EVENT else "label",
                    municipality=row.municipality,
                    municipality_name=row.municipality_name,
                    row=row,
                    label=label,
                    subject=subject,
                    target=target,
                    seen=seen_ordinal(shown.entries, target),
                    open=target not in decided and row.key not in changed,
                )


def _questions(facts: ActivityFacts, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for signal in facts.doubtful:
        yield signal, uncapital(signal_words(signal, titles))
    if facts.regional and not facts.regional.certain:
        yield REGIONAL_EVENT, event_question(facts.regional)


def _of_files(shown: Shown, decided: Iterable[str]) -> Iterator[Doubt]:
    known = {file.name: file.sha256 for file in shown.run.manifest.files}
    for name in shown.review.unmatched_files:
        target = file_target(known.get(name), name)
        yield Doubt(
            id=f"file.{target.partition('/')[2][:60]}",
            kind="file",
            municipality="",
            municipality_name="",
            row=None,
            label="",
            subject=name,
            target=target,
            seen=seen_ordinal(shown.entries, target),
            open=target not in decided,
        )


def _changed_since(shown: Shown) -> frozenset[str]:
    """Keys of rows that are no more what the result says."""
    fresh = {entry.id for entry in shown.pending}
    found = set()
    for entry in standing(shown.entries):
        edit = entry.body
        if entry.id in fresh and isinstance(edit, RowEdit) and edit.kind != "added":
            shape = edit.kind != "field" or not {"number", "activity"}.isdisjoint(edit.into[0])
            found |= set(_row_keys(edit)) if shape else set()
    return frozenset(found)


def _row_keys(edit: RowEdit) -> Iterator[str]:
    return (label_target(row, "").split("/")[1] for row in edit.rows)


def reasons_of(facts: ActivityFacts, label: str, rulebook: Rulebook | None) -> tuple[Why, ...]:
    """Why the program asks: what it found for the answer «yes», and was not sure of."""
    speaks = rulebook.signals[label].label if rulebook and label in rulebook.signals else label
    return tuple(
        why
        for why in facts.whys
        if not why.certain and (why.label in {label, speaks} or f"#signals.{label}." in why.by)
    )


def waiting_municipalities(shown: Shown) -> list[MunicipalityReview]:
    """To whom a file may belong: those without a roadmap first."""
    return sorted(shown.review.municipalities, key=lambda one: one.status == "reviewed")
