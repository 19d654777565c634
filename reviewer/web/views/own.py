"""What a municipality sees of an expertise: its roadmap, what is said of it, what has changed, and what it has sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import Connection

from reviewer.jobs.profiles import profile_in_force
from reviewer.jobs.resubmitting import Receipt, own_file_names, receipts
from reviewer.jobs.writing import outputs_in_hand
from reviewer.model.region import Name
from reviewer.model.review import Review
from reviewer.model.roadmap import Activity
from reviewer.report.changes_municipal import MunicipalityChangesView, view_changes
from reviewer.report.cleaning import cleaned
from reviewer.report.remarks import RemarksView, RemarkView, view_remarks
from reviewer.rulebook.loading import load_region
from reviewer.store.campaigns import Campaign, StoredFile, campaigns, submissions
from reviewer.store.runs import Output, Run, runs_of
from reviewer.store.workspace import Workspace
from reviewer.verdicts.changes import Step, compare_runs
from reviewer.web.views.heads import campaign_name, head_of, work_words
from reviewer.web.views.municipality import MunicipalityView, view_municipality
from reviewer.web.views.reviews import Opened, Shown, show_campaign


@dataclass(frozen=True, slots=True)
class OwnChanges:
    """What differs from the version before. `made_at`: when that one was judged."""

    run: int
    made_at: datetime
    changes: MunicipalityChangesView
    remarks: RemarksView | None


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """`state`: what became of the file, in words; `look`: its kind for the macro `status`; `problem`: why it was not read."""

    receipt: Receipt
    state: str
    look: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OwnView:
    """A municipality's page.

    Attributes:
        base: Its address.
        one: What the last result says of it; None while there is no result.
        activities: Of the roadmap that was judged. `corrected`: places of those that people have corrected or added.
        originals: Its files that can be taken back.
        conclusion: Names of its «заключение» in the formats that there are; the one in Word is written when somebody takes it.
        changes: None where there was no other version before.
        work: What is being computed, in words.
    """

    campaign: int
    campaign_name: str
    id: str
    name: str
    base: str
    made_at: datetime | None
    run: int | None
    one: MunicipalityView | None
    activities: tuple[Activity, ...]
    corrected: frozenset[int]
    originals: tuple[StoredFile, ...]
    conclusion: tuple[str, ...]
    changes: OwnChanges | None
    receipts: tuple[ReceiptLine, ...]
    work: str


def own_campaigns(connection: Connection, profile: str | None) -> list[Campaign]:
    """Those of a region, the newest first."""
    return [one for one in campaigns(connection) if one.profile == profile]


def municipality_title(workspace: Workspace, opened: Opened, identifier: str) -> str | None:
    """None where there is no such municipality in the region. Raises: ReviewerError where the profile is wrong."""
    with profile_in_force(workspace, opened.campaign.profile) as folder:
        region = load_region(folder)
    return next((str(one.short) for one in region.municipalities if one.id == identifier), None)


def view_own(workspace: Workspace, opened: Opened, identifier: str) -> OwnView | None:
    """None where there is no such municipality."""
    shown = show_campaign(workspace, opened.campaign.id) if opened.run else None
    municipality = shown.municipality(identifier) if shown else None
    title = municipality.name if municipality else municipality_title(workspace, opened, identifier)
    if title is None:
        return None
    with workspace.reading() as connection:
        sent = receipts(connection, opened.campaign.id, identifier)
        runs = runs_of(connection, opened.campaign.id)
        outputs = outputs_in_hand(connection, shown.run) if shown else ()
        originals = own_files(connection, opened.campaign.id, runs, title, sent)
    one = view_municipality(shown, head_of(shown), identifier) if shown and municipality else None
    judged = _judged(runs[0], title) if runs else frozenset()
    reviewed = municipality.reviewed if municipality else None
    return OwnView(
        campaign=opened.campaign.id,
        campaign_name=campaign_name(opened.campaign),
        id=identifier,
        name=title,
        base=f"/own/{opened.campaign.id}/{identifier}",
        made_at=shown.run.made_at if shown else None,
        run=shown.run.id if shown else None,
        one=one,
        activities=reviewed.roadmap.activities if reviewed else (),
        corrected=frozenset(place for place, one in enumerate(reviewed.facts if reviewed else ()) if one.corrected),
        originals=tuple(file for file in originals if (file.name, file.sha256) in judged),
        conclusion=_conclusion(outputs, one),
        changes=_changes(workspace, runs, shown, identifier) if shown and municipality else None,
        receipts=tuple(_line(receipt, place, shown, judged) for place, receipt in enumerate(sent)),
        work=work_words(opened.job) if opened.job else "",
    )


def own_files(
    connection: Connection, campaign: int, runs: Sequence[Run], title: str, sent: Sequence[Receipt]
) -> list[StoredFile]:
    """Every file of the municipality that was handed in to the campaign, by whomever."""
    judged = {pair for run in runs for pair in _judged(run, title)}
    own = judged | {(one.file.name, one.file.sha256) for one in sent}
    return [file for one in submissions(connection, campaign) for file in one.files if (file.name, file.sha256) in own]


def _judged(run: Run, title: str) -> frozenset[tuple[str, str]]:
    """Names and digests of the files that a result has taken for those of a municipality."""
    names = own_file_names([run], title)
    return frozenset((file.own_name, file.sha256) for file in run.manifest.files if file.name in names)


def _conclusion(outputs: Sequence[Output], one: MunicipalityView | None) -> tuple[str, ...]:
    if one is None:
        return ()
    stem = PurePosixPath(one.conclusion).with_suffix("")
    names = [output.name for output in outputs] or [one.conclusion]
    return tuple(name for name in names if PurePosixPath(name).with_suffix("") == stem)


def _changes(workspace: Workspace, runs: Sequence[Run], shown: Shown, identifier: str) -> OwnChanges | None:
    """Against the last result on another version of its roadmap; what others sent plays no part."""
    title = next(one.name for one in shown.review.municipalities if one.id == identifier)
    current = _judged(runs[0], title)
    former = next((run for run in runs[1:] if _judged(run, title) not in (current, frozenset())), None)
    before = show_campaign(workspace, shown.campaign.id, former.id) if former and current else None
    if before is None:
        return None
    found = cleaned(compare_runs(_alone(before.review, identifier), [Step("files", _alone(shown.review, identifier))]))
    if not found.municipalities:
        return None
    change, name = found.municipalities[0], Name(title)
    numbered = {one.id: RemarkView(number, one.title) for number, one in enumerate(shown.review.statements, start=1)}
    former_only = (verdict.parameter for verdict in change.before.verdicts if verdict.parameter not in numbered)
    parameters = numbered | {key: RemarkView(len(numbered) + 1, key) for key in former_only}
    titles = {key: one.title for key, one in parameters.items()}
    remarks = view_remarks([change], {identifier: name}, parameters)
    told = view_changes(change, name, titles)
    told = replace(told, files=told.files.replace(f"«{title}/", "«"))  # the folder is ours, not the municipality's
    return OwnChanges(before.run.id, before.run.made_at, told, remarks[0] if remarks else None)


def _alone(review: Review, identifier: str) -> Review:
    return replace(review, municipalities=tuple(one for one in review.municipalities if one.id == identifier))


def _line(receipt: Receipt, place: int, shown: Shown | None, judged: frozenset[tuple[str, str]]) -> ReceiptLine:
    """`place`: 0 for the last one sent."""
    if shown is None or receipt.submission > shown.run.submission:
        return ReceiptLine(receipt, "получен, ждёт проверки", "work")
    problem = next((one.message for one in shown.review.problems if one.file == receipt.file.name), "")
    if problem:
        return ReceiptLine(receipt, "не прочитан", "bad", problem)
    if (receipt.file.name, receipt.file.sha256) in judged:
        return ReceiptLine(receipt, "рассмотрен", "good")
    return ReceiptLine(receipt, "заменён следующим" if place else "не рассматривается", "unknown")
