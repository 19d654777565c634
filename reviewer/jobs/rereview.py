"""A campaign is reviewed: where nothing has changed since a stored run, that run is the answer; else only what changed is computed.

Nothing heavy is imported here before it is known that something must be computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from reviewer.jobs.engine import engine, environment, shipped_templates
from reviewer.jobs.profiles import packed_profile
from reviewer.jobs.submitting import files_to_judge
from reviewer.model.corrections import Corrections
from reviewer.model.errors import UsageError
from reviewer.model.os_reasons import not_written
from reviewer.resources import shipped_model
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import StoredFile, campaign_of, submissions
from reviewer.store.correction_entries import Entry, entries, standing
from reviewer.store.corrections import InForce, in_force
from reviewer.store.file_assignments import assigned_files
from reviewer.store.runs import Manifest, Run, RunFile, find_run, last_run
from reviewer.store.schema import model
from reviewer.store.workspace import Workspace

if TYPE_CHECKING:
    from reviewer.jobs.readings import Watch
    from reviewer.report.decisions_reading import KnownTitles


@dataclass(frozen=True, slots=True)
class Asked:
    """How a campaign is to be reviewed.

    Attributes:
        profile: Its folder.
        assigned: «файл=муниципалитет», beside what is stored.
        workbook: Decisions in a workbook, beside those that are stored.
        today: The date that the справка bears.
        jobs: How many files are read at once.
        unreadable: Names and places of files that could not even be copied.
        progress: Called with the number of files done, of all, and the name of the last one; `watch`: follows each of them.
        anew: Even where a stored run is made from the same: files whose reading may succeed this time are tried again.
        written: Whether documents are written, and `printed`: PDFs of them too; else they are made when somebody asks for them.
        before_writing: Called before the first output is written, with the decisions that were followed; `before_reuse`: before the
            outputs of a stored run are, with that run.
    """

    profile: Path
    assigned: tuple[str, ...] = ()
    workbook: Path | None = None
    today: date | None = None
    author: str = ""
    jobs: int | None = None
    unreadable: tuple[tuple[str, Path], ...] = ()
    progress: Callable[[int, int, str], None] | None = None
    watch: Watch | None = None
    anew: bool = False
    written: bool = True
    printed: bool = True
    before_writing: Callable[[Sequence[Corrections], KnownTitles], None] | None = None
    before_reuse: Callable[[Run], None] | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a run is made from.

    Attributes:
        blobs: Where its files are.
        assigned: Owners by file name that are stored.
        base: The run that the dynamics are told against; `before`: the decisions that it followed.
    """

    blobs: Blobs
    campaign: int
    submission: int
    manifest: Manifest
    corrections: InForce = field(default_factory=InForce)
    last_correction: int = 0
    assigned: Mapping[str, str] = field(default_factory=dict)
    base: Run | None = None
    before: tuple[Corrections, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """`reused`: nothing had changed, so nothing was computed."""

    run: Run
    reused: bool


def review_campaign(workspace: Workspace, campaign: int, out: Path, asked: Asked) -> Reviewed:
    """Review what a campaign holds and write every output below `out`.

    Raises:
        UsageError, RulebookError: The profile, a decision or a template is wrong, or `out` cannot be written to.
    """
    with workspace.reading() as connection:
        basis = basis_of(connection, workspace, campaign, asked)
        known = find_run(connection, campaign, basis.manifest.identity)
    if (
        known is not None
        and not asked.anew
        and all(workspace.blobs.path(output.sha256).is_file() for output in known.outputs)
    ):
        if asked.before_reuse:
            asked.before_reuse(known)
        _write_stored(workspace.blobs, known, out)
        return Reviewed(known, reused=True)
    from reviewer.jobs.computing import compute  # noqa: PLC0415 - heavy, and mostly nothing has changed

    return Reviewed(compute(workspace, basis, out, asked), reused=False)


def basis_of(connection: Connection, workspace: Workspace, campaign: int, asked: Asked) -> Basis:
    """What a run of the campaign would be made from by now.

    Raises:
        UsageError: There is no such campaign, or nothing was handed in to it.
    """
    history = submissions(connection, campaign)
    of = campaign_of(connection, campaign)
    if of is None or not history:
        raise UsageError("В этой экспертизе ещё нет файлов. Загрузите «дорожные карты».", code="campaign")
    known = entries(connection, campaign)
    corrections = in_force(standing(known), workspace.blobs)
    files = files_to_judge(history)
    owners = assigned_files(corrections.files, [StoredFile(file.name, file.sha256, 0) for file in files])
    base = None if of.folder else last_run(connection, campaign, before=history[-1].id)
    shipped = shipped_model()
    manifest = manifest_of(workspace.blobs, files, asked, _model(connection) or shipped)
    manifest = replace(manifest, corrections=corrections.digest, base=base.id if base else None)
    last = max((entry.id for entry in known), default=0)
    return Basis(
        blobs=workspace.blobs,
        campaign=campaign,
        submission=history[-1].id,
        manifest=manifest,
        corrections=corrections,
        last_correction=last,
        assigned=owners,
        base=base,
        before=followed_by(base, known, workspace.blobs) if base else (),
    )


def manifest_of(blobs: Blobs, files: tuple[RunFile, ...], asked: Asked, model: str | Path | None) -> Manifest:
    """What a run of these files follows from, without decisions. `model`: the classifier or SHA-256 of its blob."""
    return Manifest(
        files=files,
        assigned=asked.assigned,
        profile=blobs.put(packed_profile(asked.profile)),
        model=blobs.put_file(model) if isinstance(model, Path) else model,
        corrections="",
        workbook=blobs.put_file(asked.workbook) if asked.workbook else None,
        engine=engine(),
        templates=shipped_templates(),
        environment=environment(),
        today=asked.today,
        unreadable=tuple(name for name, _ in asked.unreadable),
        printed=asked.printed,
        written=asked.written,
    )


def followed_by(run: Run, known: Sequence[Entry], blobs: Blobs) -> tuple[Corrections, ...]:
    """The stored decisions that a run followed, of all entries of its campaign."""
    return in_force(standing([entry for entry in known if entry.id <= run.summary.last_correction]), blobs).groups


def _model(connection: Connection) -> str | None:
    """The classifier that the workspace uses; None for the one that ships with the program."""
    return connection.execute(select(model.c.sha256).order_by(model.c.id.desc()).limit(1)).scalar()


def _write_stored(blobs: Blobs, run: Run, out: Path) -> None:
    try:
        for output in run.outputs:
            path = out / output.name
            path.parent.mkdir(parents=True, exist_ok=True)
            blobs.copy(output.sha256, path)
    except OSError as error:
        raise not_written(out, error) from error
