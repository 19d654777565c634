"""What a review says: verdicts of municipalities, statements of the region, recommendations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reviewer.model import corrections
from reviewer.model.corrections import Decided, Decision
from reviewer.model.facts import ActivityFacts
from reviewer.model.region import Name
from reviewer.model.roadmap import Passport, Roadmap

VerdictKind = corrections.VerdictKind
Status = Literal["reviewed", "missing", "unreadable", "ambiguous", "emptied"]
"""`emptied`: rows were read, and people have removed every one of them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted row that was counted. `page`, `table`, `row` are 1-based."""

    file: str
    quote: str
    number: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    why: str = ""
    """The origin of what made it count (`Why.by` of the signals asked for, joined by «; »)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a parameter says of one municipality.

    Attributes:
        value: The measure: a count, or a share 0..1; None where there is nothing to measure.
        total: What a share was taken of; None for a count.
        bucket: Id of the bucket that the value falls into.
        bucket_title: Its title in Russian.
        finding: One sentence for the conclusion.
        remark: What the municipality is asked to mend.
        rule: `pack@version#parameters.<id>`.
        decision: What a person said of it; `verdict`, `finding` and `remark` follow it.
        program: The verdict of the rules, where a person gave another or the same; None where nobody did.
    """

    parameter: str
    verdict: VerdictKind
    value: float | None = None
    total: int | None = None
    bucket: str | None = None
    bucket_title: str | None = None
    evidence: tuple[Evidence, ...] = ()
    finding: str = ""
    remark: str | None = None
    rule: str = ""
    decision: Decision | None = None
    program: VerdictKind | None = None

    @property
    def by_rules(self) -> VerdictKind:
        """What the rules said of it, whoever stands above them."""
        return self.program or self.verdict


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that could not be read, or a doubt about one that was."""

    file: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ReviewedRoadmap:
    """`roadmap`: as it was judged; `as_read`: as the file has it, where people have corrected it."""

    roadmap: Roadmap
    facts: tuple[ActivityFacts, ...]
    as_read: Roadmap | None = None


@dataclass(frozen=True, slots=True)
class MunicipalityReview:
    """What is said of one municipality.

    Attributes:
        reviewed: None unless `status` is `reviewed`.
        verdicts: In the order of the pack's parameters.
        as_read: Of one that is `emptied` the roadmap as its file has it: rows can be brought back.
    """

    id: str
    name: str
    status: Status
    files: tuple[str, ...] = ()
    reviewed: ReviewedRoadmap | None = None
    verdicts: tuple[Verdict, ...] = ()
    notes: tuple[str, ...] = ()
    as_read: Roadmap | None = None

    def verdict(self, parameter: str) -> Verdict | None:
        return next((verdict for verdict in self.verdicts if verdict.parameter == parameter), None)


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """A municipality and what its roadmap says of itself; None where no roadmap was read."""

    name: Name
    plan: Passport | None


@dataclass(frozen=True, slots=True)
class FilledBucket:
    """A bucket that at least one municipality fell into, for the templates of the pack.

    `low`, `high`: the least and the greatest measure that was really counted in it; `range_words` says them in words.
    """

    id: str
    title: str
    members: tuple[Name, ...]
    plans: tuple[MemberPlan, ...]
    low: float
    high: float
    range_words: str


@dataclass(frozen=True, slots=True)
class Grade:
    """Which measures earn a verdict, in words («от двух до пяти мероприятий»).

    `holds`: whether those who are graded so are counted in the statement.
    """

    verdict: VerdictKind
    words: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """How many municipalities a parameter holds of. `percent`: 0..100, rounded half up to one digit.

    `grades`: by which measures the rules judged, the least first.
    """

    id: str
    title: str
    count: int
    total: int
    percent: float
    municipalities: tuple[str, ...]
    text: str
    grades: tuple[Grade, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`because`: ids of the statements it follows from; `municipalities`: ids of those whom it concerns."""

    id: str
    text: str
    because: tuple[str, ...]
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisabledRule:
    """A rule that a pack has switched off. `reason`: in its own words; `origin`: `pack@version#parameters.<id>.disabled`."""

    kind: Literal["signal", "parameter"]
    id: str
    title: str
    reason: str
    origin: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An activity that takes part in a regional event. `similarity`: 0..1."""

    evidence: Evidence
    similarity: float


@dataclass(frozen=True, slots=True)
class EventMember:
    """A municipality whose roadmap takes part in a regional event.

    Attributes:
        municipality: Its id.
        rows: The activities that surely do.
        to_check: Those of which a person should say whether they do.
    """

    municipality: str
    rows: tuple[EventRow, ...] = ()
    to_check: tuple[EventRow, ...] = ()


@dataclass(frozen=True, slots=True)
class EventCoverage:
    """An event of the regional roadmap, and who takes part in it.

    Attributes:
        event: Its id (`RegionalMatch.event`).
        number, title, deadline, responsible: As the regional roadmap has them.
        members: In the order of the region profile; only those with a row of either kind.
    """

    event: str
    number: str | None
    title: str
    deadline: str | None
    responsible: str | None
    members: tuple[EventMember, ...] = ()

    @property
    def taking_part(self) -> tuple[EventMember, ...]:
        """Those with at least one sure row."""
        return tuple(member for member in self.members if member.rows)

    @property
    def in_doubt(self) -> tuple[EventMember, ...]:
        """Those with nothing but rows to check."""
        return tuple(member for member in self.members if not member.rows)


@dataclass(frozen=True, slots=True)
class RulesIdentity:
    """Which rules judged. `title`: in Russian. `disabled`: what they leave out, and why."""

    name: str
    version: str
    sha256: str
    title: str = ""
    disabled: tuple[DisabledRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The whole result of a run. Municipalities stand in the order of the region profile.

    `regional_events`: in the order of the regional roadmap; empty where the region has handed in none. `decided`: what
    came of the decisions of people.
    """

    region: str
    rules: RulesIdentity
    municipalities: tuple[MunicipalityReview, ...]
    statements: tuple[Statement, ...]
    recommendations: tuple[Recommendation, ...]
    problems: tuple[FileProblem, ...] = ()
    unmatched_files: tuple[str, ...] = ()
    regional_events: tuple[EventCoverage, ...] = ()
    decided: Decided = field(default_factory=Decided)

    def statement(self, identifier: str) -> Statement | None:
        return next((statement for statement in self.statements if statement.id == identifier), None)
