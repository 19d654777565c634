"""Two results of a campaign side by side: which ones may be compared, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from urllib.parse import quote

from sqlalchemy import Connection

from reviewer.jobs.comparing import Compared, compared, differing, needs_telling_apart, other_program
from reviewer.jobs.requests import ComparisonRequest
from reviewer.report.changes_context import ChangesContext, DynamicsView
from reviewer.report.changes_document import DOCUMENT
from reviewer.report.changes_municipal import MunicipalityChangesView
from reviewer.report.remarks import RemarksView
from reviewer.store.campaigns import submissions
from reviewer.store.runs import Run, runs_of
from reviewer.store.workspace import Workspace
from reviewer.verdicts.changes import Cause
from reviewer.web.formatting import moment_text
from reviewer.web.views.heads import Head
from reviewer.web.views.side_jobs import SideJob, side_job

CAUSES: Mapping[Cause, str] = {
    "files": "другие файлы",
    "rules": "другие правила",
    "model": "другой классификатор",
    "decisions": "решения людей",
}
_SIGNS = {"up": "▲", "down": "▼", "same": "=", "new": "новый", "gone": "снят"}
_OPEN_MOST = 3
"""So many municipalities are shown unfolded; of more, one reads the names first."""


@dataclass(frozen=True, slots=True)
class RunChoice:
    """A result that may be compared. `submission`: which one of the campaign, from 1; `because`: what was new in it."""

    id: int
    made_at: datetime
    submission: int
    because: str

    @property
    def words(self) -> str:
        """«№ 4 от 22.11.2026, 10:05; представление № 2; другие файлы»."""
        told = f"№ {self.id} от {moment_text(self.made_at)}; представление № {self.submission}"
        return f"{told}; {self.because}" if self.because else told


@dataclass(frozen=True, slots=True)
class ChangedMunicipality:
    """`is_open`: unfolded at first; `remarks`: what became of them, where there is anything to say."""

    id: str
    path: str
    changes: MunicipalityChangesView
    remarks: RemarksView | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A row of the справка then and now. `sign`: up, down and so on, beside the words."""

    said: DynamicsView
    sign: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What differs between two results.

    Attributes:
        causes: What differs of that which they follow from, in words.
        other_program: Whether another version of the program made the later one.
        job: That tells the causes apart; None where none was asked for.
        may_tell_apart: Whether the causes are not named yet.
        document: The address of «Сведения об изменениях»; empty where the causes must be told apart first.
        asked: The municipality that alone is shown; empty for all. `left_out`: how many changed ones are not shown then.
    """

    old: RunChoice
    new: RunChoice
    context: ChangesContext
    causes: tuple[str, ...]
    other_program: bool
    may_tell_apart: bool
    municipalities: tuple[ChangedMunicipality, ...]
    statements: tuple[StatementLine, ...]
    job: SideJob | None
    document: str
    asked: str
    left_out: int

    @property
    def by_people(self) -> tuple[str, ...]:
        """Names of those in whose rows only people have changed anything."""
        return tuple(
            str(one.name)
            for one in self.context.municipalities
            if not one.resubmitted and (one.added or one.dropped or one.edited or one.splits or one.merges)
        )

    @property
    def of_other_files(self) -> bool:
        return CAUSES["files"] in self.causes

    @property
    def nothing(self) -> bool:
        return not self.context.municipalities and not self.context.dynamics

    @property
    def over(self) -> bool:
        """Whether nothing on the page will change by itself."""
        return not self.may_tell_apart or self.job is None or self.job.over

    @property
    def mark(self) -> str:
        return f"{self.may_tell_apart} {self.job.mark if self.job else ''}"


def run_choices(connection: Connection, campaign: int) -> tuple[tuple[Run, ...], tuple[RunChoice, ...]]:
    """All results, the newest first."""
    runs = tuple(runs_of(connection, campaign))
    numbers = {one.id: number for number, one in enumerate(submissions(connection, campaign), start=1)}
    because = {new.id: ", ".join(_words(old, new)) for new, old in pairwise(runs)}
    choices = tuple(
        RunChoice(run.id, run.made_at, numbers.get(run.submission, 1), because.get(run.id, "")) for run in runs
    )
    return runs, choices


def pair_of(runs: Sequence[Run], old: int | None, new: int | None) -> tuple[Run, Run] | None:
    """The results that are asked for, the earlier one first. None where there are no two, or no such ones.

    By default the last one, against the last one on what was handed in before, or against the one before it.
    """
    known = {run.id: run for run in runs}
    after = known.get(new) if new is not None else next((run for run in runs if run.id != old), None)
    if after is None:
        return None
    if old is not None:
        before = known.get(old)
    else:
        earlier = [run for run in runs if run.id < after.id]
        before = next((run for run in earlier if run.submission < after.submission), next(iter(earlier), None))
    if before is None or before.id == after.id:
        return None
    return (before, after) if before.id < after.id else (after, before)


def view_changes(
    workspace: Workspace, head: Head, pair: tuple[Run, Run], choices: Sequence[RunChoice], asked: str = ""
) -> ChangesView:
    """Raises: UsageError, RulebookError where something of the results is gone from the workspace."""
    old, new = pair
    found = compared(workspace, old, new)
    with workspace.reading() as connection:
        job = side_job(connection, new.campaign, ComparisonRequest(old.id, new.id))
    changed = _municipalities(found, head, asked, _query(head, new))
    return ChangesView(
        old=_choice(choices, old),
        new=_choice(choices, new),
        context=found.context,
        causes=tuple(_words(old, new)),
        other_program=other_program(old.manifest, new.manifest),
        may_tell_apart=not found.told_apart and needs_telling_apart(old.manifest, new.manifest),
        municipalities=changed,
        statements=tuple(StatementLine(one, _SIGNS[one.direction]) for one in found.context.dynamics),
        job=job,
        document=_document(head, old, new, found),
        asked=asked,
        left_out=len(found.municipalities) - len(changed),
    )


def _municipalities(found: Compared, head: Head, asked: str, query: str) -> tuple[ChangedMunicipality, ...]:
    remarks = {one.id: one for one in found.context.remarks}
    shown = [
        (identifier, one)
        for identifier, one in zip(found.municipalities, found.context.municipalities, strict=True)
        if asked in {"", identifier}
    ]
    return tuple(
        ChangedMunicipality(
            identifier,
            f"{head.base}/municipalities/{identifier}{query}",
            one,
            remarks.get(identifier),
            len(shown) <= _OPEN_MOST,
        )
        for identifier, one in shown
    )


def _query(head: Head, run: Run) -> str:
    return "" if run.id == head.run and head.is_newest else f"?run={run.id}"


def _document(head: Head, old: Run, new: Run, found: Compared) -> str:
    later = not new.manifest.written
    if new.manifest.base == old.id and (later or any(output.name == DOCUMENT for output in new.outputs)):
        return f"{head.base}/documents/file?run={new.id}&name={quote(DOCUMENT)}"
    return f"{head.base}/changes/document?old={old.id}&new={new.id}" if found.told_apart else ""


def _words(old: Run, new: Run) -> list[str]:
    return [CAUSES[cause] for cause in differing(old.manifest, new.manifest)]


def _choice(choices: Sequence[RunChoice], run: Run) -> RunChoice:
    return next(one for one in choices if one.id == run.id)
