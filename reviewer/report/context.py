"""The one typed context that every Word template is filled from. `templates/README.md` lists its fields for methodists.

Texts are clean, names are `Name`s (the filter `inflect` declines them), and what the region profile leaves out is a blank
line to be filled in by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reviewer.language.names import group_names, inflect_name, join_names
from reviewer.language.numerals import date_text, percent, percent_text, period_text
from reviewer.model.region import CASES, Basis, Name, Region
from reviewer.model.review import FileProblem, Recommendation, Review
from reviewer.report.blanks import BLANK, BLANK_DATE, BLANK_NAME, BLANK_NUMBER
from reviewer.report.changes_context import ChangesContext
from reviewer.report.conclusions import ConclusionsView, view_conclusions
from reviewer.report.criteria import CriterionView, view_criteria
from reviewer.report.doubts import DoubtView, view_doubts
from reviewer.report.events import EventsView, view_events
from reviewer.report.figures import FiguresView, view_figures
from reviewer.report.grounds import GroundView, view_grounds
from reviewer.report.municipal import MunicipalityView, ParameterView, view_municipality
from reviewer.report.numbering import AnnexesView, SectionsView, number_annexes, number_sections
from reviewer.report.rules_note import rules_note
from reviewer.report.statements import StatementView, view_statement


@dataclass(frozen=True, slots=True)
class OrderView:
    """The order that the review rests on. `issuer` is in the genitive («Министерства образования»)."""

    issuer: str
    number: str
    date: str
    title: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """What stands on the covering letter only; blank lines where the profile is silent."""

    number: str
    date: str
    executor: str
    phone: str


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """`whom` is in the genitive, empty where the text itself names them; `grounds`: «параметр 2», «параметры 2 и 5»."""

    number: int
    text: str
    whom: str
    concerns_all: bool
    grounds: str


@dataclass(frozen=True, slots=True)
class ReportContext:
    """All that a справка or a conclusion says."""

    region: Name
    centre: str
    centre_short: str
    authority: str
    addressee: str
    signer_position: str
    signer_name: str
    order: OrderView
    review_period: str
    plan_period: str
    today: str
    rules: str
    parameters: tuple[ParameterView, ...]
    municipalities: tuple[MunicipalityView, ...]
    statements: tuple[StatementView, ...]
    content: StatementView | None
    conclusions: ConclusionsView
    recommendations: tuple[RecommendationView, ...]
    problems: tuple[FileProblem, ...]
    regional: EventsView
    figures: FiguresView
    grounds: tuple[GroundView, ...]
    doubts: tuple[DoubtView, ...]
    letter: LetterView
    unplaced_files: int
    """Files that could not be read, or of which nobody knows whose they are: a roadmap may be in them."""
    criteria: tuple[CriterionView, ...] = ()
    changes: ChangesContext | None = None
    """Against the run that this one follows; None for the first."""

    @property
    def blank_date(self) -> str:
        return BLANK_DATE

    @property
    def blank_number(self) -> str:
        return BLANK_NUMBER

    @property
    def sections(self) -> SectionsView:
        return number_sections(dynamics=self.changes is not None)

    @property
    def annexes(self) -> AnnexesView:
        return number_annexes(
            criteria=bool(self.criteria),
            files=bool(self.problems),
            events=bool(self.regional.events and self.reviewed),
            grounds=bool(self.grounds),
            doubts=bool(self.doubts),
        )

    @property
    def remark_count(self) -> int:
        """How many remarks stand in the conclusions."""
        return sum(len(view.to_mend) for view in self.reviewed)

    @property
    def reviewed(self) -> tuple[MunicipalityView, ...]:
        return tuple(view for view in self.municipalities if view.status == "reviewed")

    @property
    def not_reviewed(self) -> tuple[MunicipalityView, ...]:
        return tuple(view for view in self.municipalities if view.status != "reviewed")

    @property
    def to_resubmit(self) -> tuple[MunicipalityView, ...]:
        """Those whose roadmaps were read and have something to mend."""
        return tuple(view for view in self.reviewed if view.to_mend)

    @property
    def reviewed_percent(self) -> str:
        return percent_text(percent(len(self.reviewed), len(self.municipalities)))

    @property
    def activity_count(self) -> int:
        return sum(view.activity_count for view in self.municipalities)

    @property
    def municipal_count(self) -> int:
        return sum(len(view.municipal) for view in self.municipalities)

    @property
    def met_counts(self) -> tuple[int, ...]:
        """How many roadmaps meet each parameter, in the order of the parameters."""
        marks = [[view.marks[place].verdict for view in self.municipalities] for place in range(len(self.parameters))]
        return tuple(verdicts.count("met") for verdicts in marks)

    @property
    def not_demanded(self) -> tuple[ParameterView, ...]:
        """What some roadmaps lack and the rules ask of none of them."""
        noted = {mark.parameter.id for view in self.reviewed for mark in view.to_note}
        asked = {mark.parameter.id for view in self.reviewed for mark in view.to_mend}
        return tuple(parameter for parameter in self.parameters if parameter.id in noted - asked)


CONTENT = "municipal_content"
"""The parameter whose counted activities stand in table 1."""


def build_context(
    review: Review, region: Region, today: date | None = None, changes: ChangesContext | None = None
) -> ReportContext:
    """`review` and `region` are taken as they are: clean them first (`cleaning.cleaned`)."""
    parameters = _parameters(review)
    names = {municipality.id: municipality.short for municipality in region.municipalities}
    statements = tuple(view_statement(statement, review, names) for statement in review.statements)
    municipalities = tuple(
        view_municipality(municipality, region, parameters, CONTENT) for municipality in review.municipalities
    )
    return ReportContext(
        region=region.name,
        centre=region.centre or region.centre_short or BLANK,
        centre_short=region.centre_short or region.centre or BLANK,
        authority=region.authority or BLANK,
        addressee=region.addressee or BLANK,
        signer_position=region.signer_position or BLANK_NAME,
        signer_name=region.signer_name or BLANK_NAME,
        order=_order(region.basis or Basis()),
        review_period=period_text(region.review_period) if region.review_period else f"с {BLANK_DATE} по {BLANK_DATE}",
        plan_period=_plan_period(region),
        today=date_text(today) if today else BLANK_DATE,
        rules=rules_note(review.rules),
        parameters=parameters,
        municipalities=municipalities,
        statements=tuple(statement for statement in statements if statement.id != CONTENT),
        content=next((statement for statement in statements if statement.id == CONTENT), None),
        conclusions=view_conclusions(parameters, municipalities),
        recommendations=tuple(
            _recommendation(number, item, parameters, names)
            for number, item in enumerate(review.recommendations, start=1)
        ),
        problems=_problems(review),
        regional=view_events(review, region),
        figures=view_figures(review, region, tuple(view for view in municipalities if view.status == "reviewed")),
        grounds=view_grounds(review, names),
        doubts=view_doubts(review, names, parameters),
        letter=_letter(region),
        unplaced_files=_unplaced(review),
        criteria=view_criteria(review.statements),
        changes=changes,
    )


def _parameters(review: Review) -> tuple[ParameterView, ...]:
    titles = {statement.id: statement.title for statement in review.statements}
    judged = [verdict.parameter for municipality in review.municipalities for verdict in municipality.verdicts]
    identifiers = list(dict.fromkeys([*titles, *judged]))
    return tuple(
        ParameterView(number, identifier, titles.get(identifier, identifier))
        for number, identifier in enumerate(identifiers, start=1)
    )


def _order(basis: Basis) -> OrderView:
    return OrderView(
        issuer=inflect_name(basis.issuer, "gent") if basis.issuer else BLANK,
        number=basis.number or BLANK_NUMBER,
        date=date_text(basis.date) if basis.date else BLANK_DATE,
        title=f" «{basis.title}»" if basis.title else "",
    )


def _letter(region: Region) -> LetterView:
    return LetterView(
        number=region.letter_number or BLANK_NUMBER,
        date=date_text(region.letter_date) if region.letter_date else BLANK_DATE,
        executor=region.executor or BLANK,
        phone=region.executor_phone or BLANK_NAME,
    )


def _plan_period(region: Region) -> str:
    """«на 2024 год» for a calendar year, the days of any other period, nothing where the profile is silent."""
    period = region.plan_period
    if period is None:
        return ""
    if (period.start, period.end) == (date(period.start.year, 1, 1), date(period.start.year, 12, 31)):
        return f" на {period.start.year} год"
    return f" на период {period_text(period)}"


def _recommendation(
    number: int, item: Recommendation, parameters: tuple[ParameterView, ...], names: dict[str, Name]
) -> RecommendationView:
    numbers = [str(parameter.number) for parameter in parameters if parameter.id in item.because]
    concerned = [names[key] for key in item.municipalities if key in names]
    told = bool(concerned) and all(_named_in(item.text, name) for name in concerned)
    return RecommendationView(
        number=number,
        text=item.text,
        whom="" if told else group_names(concerned, "gent"),
        concerns_all=not told and len(concerned) == len(names),
        grounds=f"{'параметры' if numbers[1:] else 'параметр'} {join_names(numbers)}" if numbers else "",
    )


def _named_in(text: str, name: Name) -> bool:
    """In any case, also folded: of «Каменский район» a list of districts may give «Каменского» only."""
    forms = [inflect_name(name, case) for case in CASES]
    heads = (form.partition(" ")[0] for form in forms)
    proper = [head for head in heads if head[:1].isupper() and not head.isupper() and not head.endswith(".")]
    return any(re.search(rf"\b{re.escape(form)}(?!\w)", text) for form in (*forms, *proper))


def _unplaced(review: Review) -> int:
    owned = {file for item in review.municipalities for file in item.files}
    return len({*review.unmatched_files, *(problem.file for problem in review.problems)} - owned)


def _problems(review: Review) -> tuple[FileProblem, ...]:
    """Problems of files, the files that belong to nobody, and what was noticed in those read, each told once."""
    told = {problem.file for problem in review.problems}
    message = "Не удалось определить, чья это «дорожная карта». Укажите муниципальное образование."
    silent = (file for file in review.unmatched_files if file not in told)
    found = review.problems + tuple(FileProblem(file, "unmatched", message) for file in silent)
    noticed = (
        FileProblem(", ".join(item.files) or item.name, "note", note)
        for item in review.municipalities
        for note in item.notes
        if not any(problem.message in note for problem in found)
    )
    return found + tuple(noticed)
