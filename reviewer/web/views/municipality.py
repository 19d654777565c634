"""One municipality of a result: what it handed in, what is said of it, what it is asked to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.language.numerals import count_of, date_text, percent_text, period_text
from reviewer.model.corrections import Decision, VerdictKind
from reviewer.model.facts import LEVELS
from reviewer.model.review import MunicipalityReview, Status, Verdict
from reviewer.report.documents import conclusion_files
from reviewer.report.wording import LEVELS as LEVEL_WORDS
from reviewer.report.wording import NO_ROADMAP, STATUSES, VERDICTS
from reviewer.web.views.heads import Head
from reviewer.web.views.matrix import Mark, mark_of, pending_verdicts, titles_of
from reviewer.web.views.reviews import Shown

_STATUS_KINDS = {"met": "good", "partly": "partly", "not_met": "bad", "unknown": "unknown", "none": "unknown"}


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A verdict in the list of a municipality.

    Attributes:
        look: Its kind for the macro `status`.
        measured: «18 мероприятий», «96,3% из 27», the title of the bucket where nothing is counted.
        decided: Who decided it, and what the program had said; empty where the rules did.
        pending: What was decided since, in words; empty where nothing was.
    """

    number: int
    parameter: str
    title: str
    mark: Mark
    look: str
    words: str
    measured: str
    finding: str
    remark: str
    path: str
    decided: str = ""
    pending: str = ""


@dataclass(frozen=True, slots=True)
class FileLine:
    """`problems`: what is doubtful about it, in Russian."""

    name: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The municipality before or after, in the order of the region."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class MunicipalityView:
    """A municipality of a result.

    Attributes:
        passport: Terms and what the roadmap says of itself, in words; only what it says.
        activities: «27 мероприятий»; empty where no roadmap was reviewed. `levels`: how many of each level, in words.
        corrected: How many of them people have corrected.
        conclusion: The name of its «заключение» among the outputs of the result; empty where there is none.
        totals: How many verdicts there are of each kind, in words.
    """

    id: str
    name: str
    status: Status
    status_words: str
    passport: tuple[tuple[str, str], ...]
    files: tuple[FileLine, ...]
    notes: tuple[str, ...]
    verdicts: tuple[VerdictLine, ...]
    activities: str
    levels: tuple[str, ...]
    corrected: int
    conclusion: str
    totals: tuple[str, ...]
    previous: Neighbour | None
    following: Neighbour | None

    @property
    def remarks(self) -> tuple[VerdictLine, ...]:
        return tuple(line for line in self.verdicts if line.remark)


def view_municipality(shown: Shown, head: Head, identifier: str) -> MunicipalityView | None:
    """None where there is no such municipality."""
    municipality = shown.municipality(identifier)
    if municipality is None:
        return None
    previous, following = _neighbours(shown, head, identifier)
    facts = municipality.reviewed.facts if municipality.reviewed else ()
    lines = tuple(_lines(municipality, shown, head))
    return MunicipalityView(
        id=municipality.id,
        name=municipality.name,
        status=municipality.status,
        status_words=STATUSES[municipality.status],
        passport=tuple(_passport(municipality)),
        files=tuple(FileLine(name, _problems(shown, name)) for name in municipality.files),
        notes=municipality.notes,
        verdicts=lines,
        activities=count_of(len(facts), "мероприятие") if municipality.reviewed else "",
        levels=tuple(_levels(Counter(one.labels.level for one in facts))),
        corrected=sum(bool(one.corrected) for one in facts),
        conclusion=_conclusion(shown, municipality),
        totals=tuple(_totals(Counter(line.mark for line in lines))),
        previous=previous,
        following=following,
    )


def measured_words(verdict: Verdict) -> str:
    """What was measured: a count is known by having no total, and nothing else."""
    if verdict.value is None:
        return ""
    if verdict.total is not None:
        return f"{percent_text(verdict.value * 100)} от {verdict.total}"
    if verdict.evidence:
        return count_of(len(verdict.evidence), "мероприятие")
    return verdict.bucket_title or ""


def look_of(mark: Mark | VerdictKind) -> str:
    """The kind of a verdict for the macro `status`."""
    return _STATUS_KINDS[mark]


def signed(decision: Decision, program: VerdictKind | None) -> str:
    """«Решение: методист Иванова, 12.01.2026; программа: не соответствует»."""
    by = ", ".join(filter(None, (decision.who, date_text(decision.when) if decision.when else "")))
    told = f"Решение: {by}" if by else "Решение методиста"
    return f"{told}; программа: {VERDICTS[program]}" if program else told


def _lines(municipality: MunicipalityReview, shown: Shown, head: Head) -> Iterator[VerdictLine]:
    titles, waiting = titles_of(shown.review), pending_verdicts(shown)
    for number, verdict in enumerate(municipality.verdicts, start=1):
        mark = mark_of(verdict, municipality.status)
        key = municipality.id, verdict.parameter
        coming = waiting.get(key)
        yield VerdictLine(
            number=number,
            parameter=verdict.parameter,
            title=titles.get(verdict.parameter, verdict.parameter),
            mark=mark,
            look=look_of(mark),
            words=NO_ROADMAP if mark == "none" else VERDICTS[verdict.verdict],
            measured=measured_words(verdict),
            finding=verdict.finding,
            remark=verdict.remark or "",
            path=head.finding(*key),
            decided=signed(verdict.decision, verdict.program) if verdict.decision and verdict.decision.verdict else "",
            pending=(VERDICTS[coming] if coming else "как решит программа") if key in waiting else "",
        )


def _passport(municipality: MunicipalityReview) -> Iterator[tuple[str, str]]:
    if municipality.reviewed is None:
        return
    passport = municipality.reviewed.roadmap.passport
    yield "Название", passport.title or "не найдено"
    if passport.territory:
        yield "Чья она", passport.territory
    yield "На какой период", period_text(passport.period) if passport.period else "не указан"
    yield "Утверждена", date_text(passport.approved_on) if passport.approved_on else "дата не указана"


def _problems(shown: Shown, name: str) -> tuple[str, ...]:
    return tuple(one.message for one in shown.review.problems if one.file == name)


def _levels(counts: Counter[str]) -> Iterator[str]:
    for level in LEVELS:
        if counts[level]:
            yield f"{LEVEL_WORDS[level]} – {counts[level]}"


def _totals(counts: Counter[Mark]) -> Iterator[str]:
    marks: tuple[VerdictKind, ...] = ("met", "partly", "not_met", "unknown")
    for mark in marks:
        if counts[mark]:
            yield f"{VERDICTS[mark]} – {counts[mark]}"
    if counts["none"]:
        yield f"{NO_ROADMAP} – {counts['none']}"


def _conclusion(shown: Shown, municipality: MunicipalityReview) -> str:
    """The name of its Word document."""
    members = shown.review.municipalities
    names = conclusion_files((one.name, one.id) for one in members)
    return next(name for name, one in zip(names, members, strict=True) if one.id == municipality.id)


def _neighbours(shown: Shown, head: Head, identifier: str) -> tuple[Neighbour | None, Neighbour | None]:
    members = shown.review.municipalities
    place = next(number for number, one in enumerate(members) if one.id == identifier)

    def at(number: int) -> Neighbour | None:
        known = 0 <= number < len(members)
        return Neighbour(members[number].name, head.municipality(members[number].id)) if known else None

    return at(place - 1), at(place + 1)
