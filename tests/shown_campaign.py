"""A campaign with a result whose files can really be opened: a Word plan of Лугозёрск, and nine municipalities that sent nothing."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import docx
from reviewed_campaign import OWNER, PROFILE

from reviewer.facts.finding import Background
from reviewer.jobs.profiles import packed_profile
from reviewer.jobs.summing_up import sum_up
from reviewer.model.review import Review
from reviewer.review import ReadFile, SubmittedFile, judge_roadmaps, read_roadmap
from reviewer.rulebook.loading import load_pack, load_region
from reviewer.store.campaigns import StoredFile, add_campaign, hand_in
from reviewer.store.correction_entries import entries
from reviewer.store.corrections import corrections_in_force
from reviewer.store.encoding import pack
from reviewer.store.runs import Environment, Manifest, NewRun, Output, Run, RunFile, add_run
from reviewer.store.workspace import Workspace

__all__ = ["OWNER", "ShownCampaign", "shown_campaign"]

PLAN = "Лугозёрск, план.docx"
_HEAD = ("№", "Мероприятие", "Срок", "Ответственные", "Результат")
_ROWS = (
    (
        "1",
        "Городское родительское собрание о подготовке к экзаменам",
        "15.02.2026",
        "Управление образования",
        "Протокол",
    ),
    ("2", "Муниципальный семинар <b>директоров</b> школ города", "март 2026 года", "Методический кабинет", "План"),
    ("3", "Совещание", "", "", ""),
)


@dataclass(frozen=True)
class ShownCampaign:
    workspace: Workspace
    id: int

    @property
    def path(self) -> str:
        return f"/campaigns/{self.id}"

    def finding(self, parameter: str = "parents", municipality: str = OWNER) -> str:
        return f"{self.path}/municipalities/{municipality}/findings/{parameter}"

    def review_again(self) -> Run:
        """With what is decided by now."""
        with self.workspace.reading() as connection:
            found = corrections_in_force(connection, self.id, self.workspace.blobs)
        return _store(self.workspace, self.id, _judged(self.workspace, found.groups), found.digest)


def shown_campaign(workspace: Workspace, name: str = "Зима 2026") -> ShownCampaign:
    sha256 = workspace.blobs.put(_plan())
    with workspace.writing() as connection:
        made = add_campaign(connection, name, str(PROFILE), "методист").id
        hand_in(connection, made, [StoredFile(PLAN, sha256, len(_plan()))], "методист", complete=True)
    _store(workspace, made, _judged(workspace, ()), "")
    return ShownCampaign(workspace, made)


@cache
def _plan() -> bytes:
    document = docx.Document()
    document.add_paragraph("Дорожная карта города Лугозёрска на 2026 год")
    table = document.add_table(len(_ROWS) + 1, len(_HEAD))
    for row, texts in enumerate((_HEAD, *_ROWS)):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@cache
def _judges():
    region = load_region(PROFILE)
    return Background(load_pack(PROFILE), region.plan_period), region


@cache
def _read(path: Path) -> ReadFile:
    return read_roadmap(SubmittedFile(path, PLAN))


def _judged(workspace: Workspace, groups) -> Review:
    background, region = _judges()
    read = _read(workspace.blobs.path(workspace.blobs.put(_plan())))
    return judge_roadmaps([read], background, region, {PLAN: OWNER}, groups)


def _store(workspace: Workspace, campaign: int, review: Review, corrections: str) -> Run:
    blobs = workspace.blobs
    files = (RunFile(PLAN, blobs.put(_plan())),)
    profile = blobs.put(packed_profile(PROFILE))
    manifest = Manifest(files, (), profile, None, corrections, None, "0", "0", Environment())
    output = Output("заключения/г. Лугозёрск.docx", blobs.put(b"conclusion"), "заключение: г. Лугозёрск")
    stored = blobs.put(pack(review))
    with workspace.writing() as connection:
        last = max((entry.id for entry in entries(connection, campaign)), default=0)
        summary = replace(sum_up(review), last_correction=last)
        new = NewRun(campaign, 1, manifest, stored, (output,), summary, "методист")
        return add_run(connection, blobs, new)
