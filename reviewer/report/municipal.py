"""What the outputs say of one municipality."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reviewer.language.names import inflect_name
from reviewer.language.numerals import date_text, period_text
from reviewer.model.facts import ActivityFacts
from reviewer.model.region import Name, Region
from reviewer.model.review import Evidence, MunicipalityReview, Status, Verdict, VerdictKind
from reviewer.report.cleaning import sentence, shorten, uncapital
from reviewer.report.places import lacking_rows, rows_text, several_tables
from reviewer.report.wording import NO_ROADMAP, NO_ROADMAP_SIGN, SIGN_COLOURS, SIGNS, STATUSES, VERDICTS
from reviewer.rulebook.texts import quoted

QUOTES_SHOWN = 5
"""Rows that are quoted under a finding; the workbook has them all."""
LONGEST_CELL = 1_500
"""Characters of an activity that are printed in a table of the справка; the workbook has them all."""


@dataclass(frozen=True, slots=True)
class ParameterView:
    """`number`: 1-based, in the order of the rules; the matrix of the справка is headed by it."""

    number: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A row that was counted, and where it stands («п. 3.1, стр. 2, строка 7»)."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class MarkView:
    """What a parameter says of a municipality.

    `colour`: of its cell in the matrix, «RRGGBB»; the less is met, the darker. `further`: how many counted rows are not
    quoted, `further_places`: where they stand. `places`: where the rows stand when the finding itself quotes them all;
    there are no `quotes` then, nor where a share is met. `lacking`: the rows of which a share does not hold.
    """

    parameter: ParameterView
    verdict: VerdictKind
    word: str
    sign: str
    colour: str
    finding: str
    remark: str
    quotes: tuple[QuoteView, ...]
    further: int
    further_places: str
    places: str
    lacking: str


@dataclass(frozen=True, slots=True)
class PlannedView:
    """A municipal activity in table 1. `number` runs from 1, `point` is its number in the roadmap."""

    number: int
    point: str
    text: str
    deadline: str


@dataclass(frozen=True, slots=True)
class MunicipalityView:
    """`official` is in the genitive; `files` are named one by one, `file_count` of them; `period` and `approved` are empty where the roadmap does not state them."""

    id: str
    name: Name
    official: str
    status: Status
    status_text: str
    files: str
    file_count: int
    period: str
    approved: str
    activity_count: int
    municipal: tuple[PlannedView, ...]
    marks: tuple[MarkView, ...]
    notes: tuple[str, ...]

    @property
    def met(self) -> tuple[MarkView, ...]:
        return tuple(mark for mark in self.marks if mark.verdict == "met")

    @property
    def to_mend(self) -> tuple[MarkView, ...]:
        """What falls short and has a remark."""
        return tuple(mark for mark in self._short if mark.remark)

    @property
    def to_note(self) -> tuple[MarkView, ...]:
        """What falls short without the rules asking for anything: it is told, not blamed."""
        return tuple(mark for mark in self._short if not mark.remark)

    @property
    def _short(self) -> tuple[MarkView, ...]:
        return tuple(mark for mark in self.marks if mark.verdict in {"partly", "not_met"})

    @property
    def unclear(self) -> tuple[MarkView, ...]:
        return tuple(mark for mark in self.marks if mark.verdict == "unknown")


def view_municipality(
    review: MunicipalityReview, region: Region, parameters: tuple[ParameterView, ...], content: str
) -> MunicipalityView:
    """`content`: the parameter whose counted activities are the municipality's own."""
    municipality = region.municipality(review.id)
    passport = review.reviewed.roadmap.passport if review.reviewed else None
    return MunicipalityView(
        id=review.id,
        name=municipality.short,
        official=inflect_name(municipality.official_name, "gent"),
        status=review.status,
        status_text=STATUSES[review.status],
        files=", ".join(f"«{file}»" for file in review.files),
        file_count=len(review.files),
        period=period_text(passport.period) if passport and passport.period else "",
        approved=date_text(passport.approved_on) if passport and passport.approved_on else "",
        activity_count=len(review.reviewed.facts) if review.reviewed else 0,
        municipal=_municipal(review, content),
        marks=tuple(_mark(parameter, review) for parameter in parameters),
        notes=review.notes,
    )


def _municipal(review: MunicipalityReview, content: str) -> tuple[PlannedView, ...]:
    """The activities that the parameter counted; those of the municipal level where it judged nothing."""
    if review.reviewed is None:
        return ()
    counted = _counted(review.reviewed.facts, review.verdict(content))
    return tuple(
        PlannedView(
            number,
            facts.activity.number or "",
            shorten(facts.activity.activity, LONGEST_CELL),
            shorten(facts.activity.deadline or "не указан", LONGEST_CELL),
        )
        for number, facts in enumerate(counted, start=1)
    )


def _counted(facts: tuple[ActivityFacts, ...], verdict: Verdict | None) -> list[ActivityFacts]:
    if verdict is None or verdict.verdict == "unknown":
        return [item for item in facts if item.labels.level == "municipal"]
    rows = Counter(_row(evidence) for evidence in verdict.evidence)
    chosen = []
    for item in facts:
        source = item.activity.source
        row = (source.file, source.table, source.row, item.activity.number, _stem(item.activity.activity))
        if rows[row]:
            rows[row] -= 1
            chosen.append(item)
    return chosen


def _row(evidence: Evidence) -> tuple[str, int | None, int | None, str | None, str]:
    return evidence.file, evidence.table, evidence.row, evidence.number, _stem(evidence.quote)


_STEM = 100
"""Characters by which a quoted activity is known again: a quote may be cut short."""


def _stem(text: str) -> str:
    return text[:_STEM].rstrip("…")


def _mark(parameter: ParameterView, review: MunicipalityReview) -> MarkView:
    found = review.verdict(parameter.id) or Verdict(parameter.id, "unknown")
    silent = found.verdict == "unknown" and review.status != "reviewed"
    told = _quoted_in(found.finding, found.evidence)
    met_share = found.total is not None and found.verdict == "met"
    listed = () if told or met_share else found.evidence
    shown, further = listed[:QUOTES_SHOWN], listed[QUOTES_SHOWN:]
    tables = several_tables(review)
    return MarkView(
        parameter=parameter,
        verdict=found.verdict,
        word=NO_ROADMAP if silent else _word(found),
        sign=NO_ROADMAP_SIGN if silent else SIGNS[found.verdict],
        colour=SIGN_COLOURS[found.verdict],
        finding=_finding(found),
        remark=found.remark or "",
        quotes=tuple(QuoteView(evidence.quote, place_text(evidence)) for evidence in shown),
        further=len(further),
        further_places=rows_text(further, tables=tables),
        places="; ".join(filter(None, map(place_text, found.evidence))) if told else "",
        lacking=rows_text(lacking_rows(found, review), tables=tables),
    )


def _word(verdict: Verdict) -> str:
    """What the rules ask nothing about is no fault: it is called what it is («не запланировано»)."""
    if verdict.verdict == "not_met" and not verdict.remark and verdict.bucket_title:
        return verdict.bucket_title
    return VERDICTS[verdict.verdict]


def _quoted_in(finding: str, rows: tuple[Evidence, ...]) -> bool:
    """Whether the finding quotes each of a few rows; both quotations may be cut short."""
    heads = [quoted(_stem(row.quote))[:-1] for row in rows]
    return 0 < len(rows) <= QUOTES_SHOWN and all(head in finding for head in heads)


def _finding(verdict: Verdict) -> str:
    """What was found. Where a person decided, that comes first, and what the program says stays beside it."""
    decision = verdict.decision
    comment = f" {sentence(decision.comment)}" if decision and decision.comment else ""
    if verdict.program is None:
        return (verdict.finding or _plain_finding(verdict)) + (f" Комментарий методиста:{comment}" if comment else "")
    said = f"Решение методиста: «{VERDICTS[verdict.verdict]}»; программа: «{VERDICTS[verdict.program]}»."
    found = f" Найдено программой: {uncapital(verdict.finding)}" if verdict.finding else ""
    return said + comment + found


def _plain_finding(verdict: Verdict) -> str:
    if verdict.verdict == "unknown":
        return "По тексту «дорожной карты» определить не удалось, требуется уточнение."
    return f"Оценка: {verdict.bucket_title or VERDICTS[verdict.verdict]}."


def place_text(evidence: Evidence) -> str:
    """«п. 3.1, стр. 2, таблица 1, строка 7», as far as it is known."""
    parts = (
        ("п. ", evidence.number),
        ("стр. ", evidence.page),
        ("таблица ", evidence.table),
        ("строка ", evidence.row),
    )
    return ", ".join(f"{name}{str(value).rstrip('.')}" for name, value in parts if value is not None)
