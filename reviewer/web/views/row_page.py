"""One activity: what stands in the roadmap, what was understood of it and why, and what people decided of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer.model.corrections import EDITED_FIELDS, REGIONAL_EVENT, RowChange
from reviewer.model.facts import ActivityFacts, Why
from reviewer.model.review import Evidence
from reviewer.model.roadmap import Activity
from reviewer.report.cleaning import shorten
from reviewer.report.label_words import event_question, label_words, signal_words
from reviewer.report.places import rows_text
from reviewer.report.wording import LEVELS
from reviewer.rulebook.rulebook import Rulebook
from reviewer.store.correction_entries import standing
from reviewer.store.correction_targets import label_target
from reviewer.store.correction_words import signed, told
from reviewer.verdicts.row_edits import FIELD_WORDS
from reviewer.verdicts.row_references import reference_to
from reviewer.web.views.entry_lines import EntryLine, entry_lines
from reviewer.web.views.explaining import FIELDS, understood
from reviewer.web.views.heads import Head
from reviewer.web.views.reviews import Shown
from reviewer.web.views.row_state import RowState, entries_of

_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class WhyLine:
    """A reason.

    Attributes:
        by: What says so, in words: «правило «Работа с родителями»», «классификатор, вероятность 62%».
        origin: The same as the rules name it.
        quote: The words found; `field`: the column that they stand in, empty for the activity itself.
    """

    by: str
    origin: str
    quote: str
    field: str
    certain: bool


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A label of a row.

    Attributes:
        id: Of the signal, or REGIONAL_EVENT; empty of a value that no person can be asked about by itself (a default).
        answer: «да», «проверить».
        decided: What people said of it, signed; empty where nobody did. `pending`: the result does not know it yet.
        inner: Whether rules only use it to find others: it says nothing of the row by itself.
    """

    id: str
    title: str
    answer: str
    whys: tuple[WhyLine, ...]
    decided: str = ""
    pending: bool = False
    inner: bool = False


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of the row as it is by now. `read`: what was read in the file, where people have changed it."""

    name: str
    title: str
    text: str
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a roadmap.

    Attributes:
        where: «п. 3.1», «строка 7 таблицы 1».
        understood: Terms and words; empty of a row that the result does not have yet.
        labels: What holds or is in doubt; `others`: further labels that may be given, by id and title.
        parties: Who is responsible, and of which level.
        stands: Whether the row is still there; else `successors` are what was made of it.
        pending: Whether it is not yet judged as it is by now.
        conflicts: Decisions of it that could not be followed, and why.
    """

    municipality: str
    municipality_name: str
    key: str
    title: str
    where: str
    file: str
    fields: tuple[FieldLine, ...]
    understood: tuple[tuple[str, str], ...]
    labels: tuple[LabelLine, ...]
    others: tuple[tuple[str, str], ...]
    parties: tuple[str, ...]
    stands: bool
    successors: tuple[Neighbour, ...]
    pending: bool
    history: tuple[EntryLine, ...]
    conflicts: tuple[str, ...]
    previous: Neighbour | None
    following: Neighbour | None


def view_row(shown: Shown, head: Head, state: RowState, rulebook: Rulebook | None) -> RowView | None:
    """None where nothing is known of what it says."""
    activity = state.activity or (state.successors[0] if state.successors else None)
    if activity is None:
        return None
    facts, of, source = state.facts, state.municipality, activity.source
    decided = list(entries_of(state, shown.entries))
    previous, following = _neighbours(state)
    titles = shown.review.decided.signals
    labels = tuple(_labels(shown, facts, of.id, activity, rulebook))
    given = {label.id for label in labels}
    return RowView(
        municipality=of.id,
        municipality_name=of.name,
        key=state.key,
        title=shorten(activity.activity, _LONGEST_TITLE),
        where=rows_text(
            [Evidence(source.file, "", activity.number, source.page, source.table, source.row)], tables=True
        ),
        file=source.file,
        fields=tuple(_fields(activity, state.changes)),
        understood=understood(facts) if facts else (),
        labels=labels,
        others=tuple(
            sorted(((name, title) for name, title in titles.items() if name not in given), key=lambda one: one[1])
        ),
        parties=tuple(_parties(facts)) if facts else (),
        stands=state.now is not None,
        successors=tuple(_neighbour(state, row) for row in state.successors),
        pending=shown.is_newest and (facts is None or facts.activity != state.now),
        history=tuple(entry_lines(head, shown.entries, decided, shown.run.summary.last_correction)),
        conflicts=_conflicts(shown, {str(entry.id) for entry in decided}),
        previous=previous,
        following=following,
    )


def why_lines(whys: Sequence[Why], rulebook: Rulebook | None, titles: Mapping[str, str]) -> tuple[WhyLine, ...]:
    return tuple(
        WhyLine(
            _by_words(why, rulebook, titles),
            why.by,
            why.quote.strip(),
            "" if why.field == "activity" else FIELDS.get(why.field, why.field),
            why.certain,
        )
        for why in dict.fromkeys(whys)
    )


def _by_words(why: Why, rulebook: Rulebook | None, titles: Mapping[str, str]) -> str:
    kind, _, rest = why.by.partition(":")
    how_sure = "" if why.probability is None else f"{round(why.probability * 100)}%"
    if why.label == REGIONAL_EVENT and kind != "correction":
        return f"сходство с мероприятием региона{f' – {how_sure}' if how_sure else ''}"
    if kind == "model":
        return f"классификатор{f', вероятность {how_sure}' if how_sure else ''}"
    if kind == "correction":
        return f"решение человека, запись № {rest}" if rest.isdigit() else "решение человека"
    if kind == "default":
        return "по умолчанию: иное не сказано"
    name = rest.partition("#signals.")[2].partition(".")[0]
    note = ((rulebook.signals[name].note if rulebook and name in rulebook.signals else None) or "").rstrip(".")
    return f"правило «{signal_words(name, titles)}»{f' ({note})' if note else ''}"


def signal_whys(facts: ActivityFacts, signal: str, rulebook: Rulebook | None) -> list[Why]:
    """What speaks for a signal in a row."""
    speaks = rulebook.signals[signal].label if rulebook and signal in rulebook.signals else signal
    named = f"#signals.{signal}."
    own = [why for why in facts.whys if why.label == signal or named in why.by]
    return own or [why for why in facts.whys if why.label == speaks and why.by.startswith(("model:", "correction:"))]


def _labels(
    shown: Shown, facts: ActivityFacts | None, municipality: str, activity: Activity, rulebook: Rulebook | None
) -> Iterator[LabelLine]:
    titles = shown.review.decided.signals
    reference = reference_to(municipality, activity)
    in_force = {entry.target: entry for entry in standing(shown.entries)}
    known = shown.run.summary.last_correction

    def line(name: str, title: str, answer: str, whys: Sequence[Why]) -> LabelLine:
        entry = in_force.get(label_target(reference, name))
        said = f"{told(entry.body)}: {signed(entry.author, entry.at)}" if entry and entry.body else ""
        fresh = entry is not None and shown.is_newest and entry.id > known
        signal = rulebook.signals.get(name) if rulebook else None
        inner = signal is not None and signal.gives is None and answer == "да" and not said
        return LabelLine(name, title, answer, why_lines(whys, rulebook, titles), said, fresh, inner)

    start = label_target(reference, "")
    answered = {target.removeprefix(start) for target in in_force if target.startswith(start)}
    if facts and facts.regional:
        answer = "да" if facts.regional.certain else "проверить"
        yield line(
            REGIONAL_EVENT, event_question(facts.regional), answer, [w for w in facts.whys if w.label == REGIONAL_EVENT]
        )
    for name in facts.doubtful if facts else ():
        yield line(name, signal_words(name, titles), "проверить", signal_whys(facts, name, rulebook) if facts else ())
    for name in facts.signals if facts else ():
        yield line(name, signal_words(name, titles), "да", signal_whys(facts, name, rulebook) if facts else ())
    shown_already = {REGIONAL_EVENT, *(facts.doubtful if facts else ()), *(facts.signals if facts else ())}
    for name in sorted(answered - shown_already):
        yield line(name, signal_words(name, titles), "нет" if facts else "ещё не определено", ())


def _fields(activity: Activity, changes: Sequence[RowChange]) -> Iterator[FieldLine]:
    read: dict[str, str | None] = {}
    for change in changes:
        if change.edit.kind == "field" and change.after and change.before:
            for name in change.edit.into[0]:
                read.setdefault(name, change.before[0].field(name))
    for name in EDITED_FIELDS:
        text = activity.field(name) or ""
        before = (read[name] or "пусто") if name in read and (read[name] or "") != text else None
        yield FieldLine(name, FIELD_WORDS[name], text, before)


def _parties(facts: ActivityFacts) -> Iterator[str]:
    for party in facts.parties:
        yield f"{party.text} ({LEVELS[party.level]} уровень)" if party.level else f"{party.text} (уровень не назван)"


def label_title(shown: Shown, facts: ActivityFacts | None, label: str) -> str:
    """What a label is called; of the regional event the question that names it. Empty where there is no such label."""
    if label == REGIONAL_EVENT:
        return event_question(facts.regional) if facts and facts.regional else ""
    titles = shown.review.decided.signals
    return titles.get(label) or (label_words(label) or "" if label in titles else "")


def _conflicts(shown: Shown, decided: set[str]) -> tuple[str, ...]:
    return tuple(
        one.message for one in shown.review.decided.conflicts if one.decision.id in decided and not one.verdict
    )


def _neighbours(state: RowState) -> tuple[Neighbour | None, Neighbour | None]:
    rows = state.rows
    activity = state.now or (state.successors[0] if state.successors else None)
    if activity is None or activity not in rows:
        return None, None
    place = rows.index(activity)
    before = rows[place - 1] if place else None
    after = rows[place + 1] if place + 1 < len(rows) else None
    return (_neighbour(state, before) if before else None), (_neighbour(state, after) if after else None)


def _neighbour(state: RowState, row: Activity) -> Neighbour:
    return Neighbour(state.key_of(row), shorten(f"{row.number} {row.activity}" if row.number else row.activity, 60))
