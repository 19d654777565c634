"""What people decided in a campaign: everything, what is in force, what could not be followed, and how far people agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from sqlalchemy import Connection

from reviewer.language.numerals import share_text
from reviewer.model.corrections import REGIONAL_EVENT, Conflict
from reviewer.model.review import Review
from reviewer.report.label_words import EVENT_QUESTION
from reviewer.report.wording import VERDICTS
from reviewer.store.campaigns import Campaign
from reviewer.store.correction_entries import Entry, states
from reviewer.store.correction_words import subject, told
from reviewer.store.judged import LABEL, VERDICT, opinions
from reviewer.verdicts.agreement import FEWEST_PAIRS, Accuracy, Agreement, accuracies, agreements
from reviewer.web.views.entry_lines import KIND_WORDS, EntryLine, body_path, entry_lines
from reviewer.web.views.heads import Head
from reviewer.web.views.reviews import Opened, Shown

PAGE = 50
"""Decisions on a page."""
_DOUBTS: Mapping[str, str] = {
    "few": f"пар меньше {FEWEST_PAIRS}: каппе верить рано",
    "one_category": "все ответы одинаковы: каппа не определена",
    "none": "определённых ответов нет",
}
STATES: Mapping[str, str] = {"in_force": "действуют", "gone": "заменены или отменены", "new": "ещё не учтены"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty: all. `state`: a key of STATES."""

    author: str = ""
    municipality: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A decision that the result could not follow.

    Attributes:
        number: Of its entry, 0 where it stands in a workbook only.
        advice: What to do. `path`: where to do it.
        seen: To be sent with its undoing; None where it is not in force any more.
    """

    number: int
    municipality_name: str
    subject: str
    told: str
    author: str
    message: str
    advice: str
    path: str
    seen: int | None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """Of a question. `share`: «61,5%»; `kappa`: «0,62»; both «–» where there is none. `words`: what that means."""

    question: str
    pairs: int
    same: int
    share: str
    kappa: str
    words: str
    unknown: int


@dataclass(frozen=True, slots=True)
class AccuracyLine:
    """How often the rules said what people decided. `share`: «61,5%»; `differs`: which answers differ, and how often."""

    question: str
    judged: int
    right: int
    share: str
    abstained: int
    differs: str


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """A page of the decisions of a campaign. `number`: of the page, from 1; `found`, `all`: how many decisions."""

    lines: tuple[EntryLine, ...]
    number: int
    pages: int
    found: int
    all: int
    in_force: int
    authors: tuple[str, ...]
    municipalities: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    conflicts: tuple[ConflictLine, ...]


def view_corrections(opened: Opened, head: Head, asked: Filter, number: int = 1) -> CorrectionsView:
    known = opened.entries
    last = opened.run.summary.last_correction if opened.run else 0
    became = states(known)
    lines = entry_lines(head, known, known, last)
    found = [line for line in lines if _holds(asked, line)]
    pages = max(1, ceil(len(found) / PAGE))
    number = min(max(1, number), pages)
    return CorrectionsView(
        lines=tuple(found[(number - 1) * PAGE : number * PAGE]),
        number=number,
        pages=pages,
        found=len(found),
        all=len(lines),
        in_force=sum(state == "in_force" for state in became.values()),
        authors=tuple(sorted({line.author for line in lines})),
        municipalities=tuple(
            sorted({line.municipality: line.municipality_name for line in lines}.items(), key=lambda item: item[1])
        ),
        kinds=tuple((kind, words) for kind, words in KIND_WORDS.items() if any(line.kind == kind for line in lines)),
        conflicts=tuple(_conflicts(opened, head, lines)) if isinstance(opened, Shown) else (),
    )


def _holds(asked: Filter, line: EntryLine) -> bool:
    fits = {"in_force": line.state == "in_force", "gone": line.state in {"replaced", "undone"}, "new": not line.known}
    return (
        asked.author in {"", line.author}
        and asked.municipality in {"", line.municipality}
        and asked.kind in {"", line.kind}
        and (not asked.state or fits.get(asked.state, False))
    )


def _conflicts(shown: Shown, head: Head, lines: Sequence[EntryLine]) -> Iterator[ConflictLine]:
    by_number = {line.number: line for line in lines}
    for one in shown.review.decided.conflicts:
        decision = one.decision
        line = by_number.get(int(decision.id)) if decision.id.isdigit() else None
        if line and line.state != "in_force":
            continue  # somebody has settled it since
        yield ConflictLine(
            number=line.number if line else 0,
            municipality_name=line.municipality_name if line else decision.municipality_title,
            subject=subject(decision),
            told=told(decision),
            author=line.author if line else decision.who,
            message=one.message,
            advice=_advice(one, kept=line is not None),
            path=line.path if line else body_path(head, decision),
            seen=line.seen if line else None,
        )


def _advice(conflict: Conflict, *, kept: bool) -> str:
    if not kept:
        return "Решение стоит в книге Excel: исправьте его там и прочитайте книгу ещё раз."
    if conflict.verdict:
        return "Откройте вывод и решите заново, или отмените решение: тогда действует вывод программы."
    if conflict.label:
        return "Найдите мероприятие в новой «дорожной карте» и решите о признаке заново, или отмените решение."
    return "Посмотрите, что теперь стоит в «дорожной карте»: исправьте заново или отмените исправление."


def agreement_lines(
    connection: Connection, campaign: Campaign, review: Review | None
) -> tuple[tuple[AgreementLine, ...], tuple[AgreementLine, ...]]:
    """How far people agree on verdicts, and on labels: each question, then all together."""
    titles = _titles(review)
    verdicts, labels = (agreements(opinions(connection, [campaign], kind)) for kind in (VERDICT, LABEL))
    return tuple(_agreement(one, titles) for one in verdicts), tuple(_agreement(one, titles) for one in labels)


def accuracy_lines(review: Review) -> tuple[AccuracyLine, ...]:
    """How often the rules said what people decided, of the decisions that a result has followed."""
    told_verdicts = (
        (verdict.parameter, verdict.decision.verdict, verdict.by_rules)
        for one in review.municipalities
        for verdict in one.verdicts
        if verdict.decision and verdict.decision.verdict
    )
    titles = _titles(review)
    return tuple(_accuracy(one, titles) for one in accuracies(told_verdicts))


def _titles(review: Review | None) -> Mapping[str, str]:
    if review is None:
        return {}
    parameters = {one.id: one.title for one in review.statements}
    return {REGIONAL_EVENT: EVENT_QUESTION, **review.decided.signals, **parameters}


def _agreement(one: Agreement, titles: Mapping[str, str]) -> AgreementLine:
    words = "; ".join(filter(None, (one.word, _DOUBTS.get(one.doubt or ""))))
    return AgreementLine(
        _question(one.question, titles),
        one.pairs,
        one.same,
        _percent(one.share),
        _number(one.kappa),
        words,
        one.unknown,
    )


def _accuracy(one: Accuracy, titles: Mapping[str, str]) -> AccuracyLine:
    words: Mapping[str, str] = dict(VERDICTS.items())
    differs = (
        f"{words[person]} вместо «{words[rules]}»: {times}"
        for (person, rules), times in sorted(one.confusion.items())
        if person != rules
    )
    return AccuracyLine(
        _question(one.question, titles), one.judged, one.right, _percent(one.share), one.abstained, "; ".join(differs)
    )


def _question(question: str | None, titles: Mapping[str, str]) -> str:
    return "все вместе" if question is None else titles.get(question, question)


def _percent(share: float | None) -> str:
    return "–" if share is None else share_text(share)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def entry_of(opened: Opened, number: int) -> Entry | None:
    return next((entry for entry in opened.entries if entry.id == number), None)
