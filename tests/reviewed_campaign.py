"""A campaign with a result in a workspace: two small roadmaps that never were on paper, judged by the rules of an invented region."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reviewer.facts.finding import Background
from reviewer.model.corrections import Corrections
from reviewer.model.review import Review
from reviewer.model.roadmap import Activity, Passport, Roadmap, Source
from reviewer.review import ReadFile
from reviewer.review.chain import judge_roadmaps
from reviewer.rulebook.loading import load_pack, load_region
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import StoredFile, add_campaign, hand_in
from reviewer.store.corrections import InForce, corrections_in_force
from reviewer.store.encoding import pack
from reviewer.store.file_assignments import assigned_files
from reviewer.store.runs import Environment, Manifest, NewRun, RunFile, RunSummary, add_run
from reviewer.store.workspace import Workspace

PROFILE = Path(__file__).resolve().parent.parent / "rules/zaozerye"
OWNER = "lugozersk"
PLAN = "Дорожная карта Лугозёрск.docx"
NOBODYS = "план.docx"
_TEXTS = (
    ("1.1", "Совещание с директорами школ по итогам полугодия", "до 20.02.2026", "протокол"),
    ("1.2", "Родительские собрания в выпускных классах", "март 2026 года", "не менее 5 собраний"),
    ("2.1", "Посещение уроков молодых учителей", "ежемесячно", None),
    ("2.2", "Посещение уроков наставниками", "апрель", "справка"),
    (None, "Срок уточняется методическим кабинетом", None, None),
)


def roadmap(file: str = PLAN) -> Roadmap:
    """Its rows stand in the first table, from the third row on."""
    rows = tuple(
        Activity(text, Source(file, table=1, row=place), number, deadline=deadline, outcome=outcome, section="Раздел")
        for place, (number, text, deadline, outcome) in enumerate(_TEXTS, start=3)
    )
    territory = "город Лугозёрск" if file == PLAN else None
    return Roadmap(file, "docx", Passport("План мероприятий на 2026 год", territory), rows)


@dataclass(frozen=True)
class Reviewed:
    """A stored campaign."""

    workspace: Workspace
    campaign: int

    def in_force(self) -> InForce:
        with self.workspace.reading() as connection:
            return corrections_in_force(connection, self.campaign, self.workspace.blobs)

    def review_again(self, *read: Roadmap) -> Review:
        """Judge what was handed in, or these roadmaps, with what is in force by now, and store the result."""
        files = read or (roadmap(), roadmap(NOBODYS))
        found = self.in_force()
        review = judged(files, found, self.workspace.blobs)
        _store(self.workspace, self.campaign, review, files, found.digest)
        return review


def reviewed_campaign(workspace: Workspace, name: str = "Зима") -> Reviewed:
    files = [StoredFile(file, workspace.blobs.put(file.encode()), len(file.encode())) for file in (PLAN, NOBODYS)]
    with workspace.writing() as connection:
        campaign = add_campaign(connection, name, str(PROFILE), "методист").id
        hand_in(connection, campaign, files, "методист", complete=True)
    _store(workspace, campaign, _first(), (roadmap(), roadmap(NOBODYS)), "")
    return Reviewed(workspace, campaign)


def judged(read: tuple[Roadmap, ...], found: InForce, blobs: Blobs) -> Review:
    files = [ReadFile(one.file, one, sha256=blobs.put(one.file.encode())) for one in read]
    named = [RunFile(file.name, file.sha256 or "") for file in files]
    return _judge(files, found.groups, dict(assigned_files(found.files, named)))


@lru_cache(maxsize=1)
def _first() -> Review:
    return _judge([ReadFile(one.file, one) for one in (roadmap(), roadmap(NOBODYS))], (), {})


def _judge(files: list[ReadFile], groups: tuple[Corrections, ...], assigned: dict[str, str]) -> Review:
    background, region = _judges()
    return judge_roadmaps(files, background, region, assigned, groups)


@lru_cache(maxsize=1)
def _judges():
    region = load_region(PROFILE)
    return Background(load_pack(PROFILE), region.plan_period), region


def _store(workspace: Workspace, campaign: int, review: Review, read: tuple[Roadmap, ...], corrections: str) -> None:
    files = tuple(RunFile(one.file, workspace.blobs.put(one.file.encode())) for one in read)
    profile = workspace.blobs.put(b"profile")
    manifest = Manifest(files, (), profile, None, corrections, None, "0", "0", Environment())
    stored = workspace.blobs.put(pack(review))
    with workspace.writing() as connection:
        summary = RunSummary(review.region)
        add_run(connection, workspace.blobs, NewRun(campaign, 1, manifest, stored, (), summary, "методист"))
