"""Two stored results of a campaign are compared: what differs, because of what, and the document that tells it.

Where one thing alone differs between them, it is the cause, and nothing is judged anew. Else the causes are told apart by a job.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.jobs.claiming import Claim, Ending, tell
from reviewer.jobs.computing import case_of
from reviewer.jobs.dynamics import changes_since
from reviewer.jobs.engine import engine, shipped_templates
from reviewer.jobs.following import Following
from reviewer.jobs.judges import judges_of
from reviewer.jobs.profiles import unpacked_profile
from reviewer.jobs.queue import Progress
from reviewer.jobs.readings import Watch
from reviewer.jobs.requests import ComparisonRequest
from reviewer.jobs.stored_runs import laid_out
from reviewer.model.errors import UsageError
from reviewer.model.region import Region
from reviewer.report.changes_context import ChangesContext, build_changes_context
from reviewer.report.changes_document import write_changes
from reviewer.report.changes_json import changes_form
from reviewer.report.cleaning import cleaned
from reviewer.rulebook.loading import load_region
from reviewer.store.blobs import Blobs
from reviewer.store.computed import Computed, Key, key_of
from reviewer.store.encoding import from_json, to_json
from reviewer.store.runs import Manifest, Run, review_of, run_of
from reviewer.store.workspace import Workspace
from reviewer.verdicts.changes import Cause, Changes, Step, compare_runs


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two results.

    Attributes:
        context: In words, as «Сведения об изменениях» has it.
        municipalities: Ids of those of the context, in its order.
        told_apart: Whether each change has its causes; else they are not named.
    """

    context: ChangesContext
    municipalities: tuple[str, ...]
    told_apart: bool


def differing(old: Manifest, new: Manifest) -> tuple[Cause, ...]:
    """What differs of that which two results follow from."""
    sides: tuple[tuple[Cause, Callable[[Manifest], object]], ...] = (
        ("files", lambda one: ({(file.name, file.sha256) for file in one.files}, one.unreadable, sorted(one.assigned))),
        ("rules", lambda one: one.profile),
        ("model", lambda one: one.model),
        ("decisions", lambda one: (one.corrections, one.workbook)),
    )
    return tuple(cause for cause, side in sides if side(old) != side(new))


def other_program(old: Manifest, new: Manifest) -> bool:
    """Whether another version of the program computed them, or other programs were there beside it."""
    return (old.engine, old.environment) != (new.engine, new.environment)


def needs_telling_apart(old: Manifest, new: Manifest) -> bool:
    """Whether it takes further results between the two to know what moved what."""
    return len(differing(old, new)) + other_program(old, new) > 1


def compared(workspace: Workspace, old: Run, new: Run) -> Compared:
    """What differs, at once: with causes where they are known or need no telling apart. It is kept."""
    cache = Computed(workspace)
    for told_apart in (True, False):
        kept = cache.recall(_key("changes", old, new, told_apart=told_apart))
        if kept is not None:
            return from_json(kept, Compared)
    changes = _changes(workspace.blobs, old, new)
    return _keep(cache, old, new, changes, told_apart=not needs_telling_apart(old.manifest, new.manifest))


def comparison_form(workspace: Workspace, old: Run, new: Run) -> dict[str, object]:
    """The same for programs."""
    cache, told_apart = Computed(workspace), compared(workspace, old, new).told_apart
    kept = cache.recall(_key("changes-json", old, new, told_apart=told_apart))
    form = json.loads(kept) if kept is not None else changes_form(_changes(workspace.blobs, old, new))
    return {"told_apart": told_apart, **form}


def changes_document(workspace: Workspace, old: Run, new: Run) -> bytes:
    """«Сведения об изменениях» of two results, as Word; written once and kept.

    Raises: UsageError where the causes are not told apart yet, or the template is broken.
    """
    cache, key = Computed(workspace), _key("changes-docx", old, new, told_apart=True)
    kept = cache.recall(key)
    if kept is not None:
        return kept
    found = compared(workspace, old, new)
    if not found.told_apart:
        raise UsageError("Сначала нужно разобрать причины изменений: кнопка на странице «Изменения».", code="changes")
    with TemporaryDirectory(prefix="reviewer-changes-") as folder:
        profile = unpacked_profile(workspace.blobs.get(new.manifest.profile), Path(folder) / "profile")
        own = profile / "templates"
        today = new.manifest.today
        path = write_changes(found.context, Path(folder) / "out", templates=own if own.is_dir() else None, today=today)
        document = path.read_bytes()
    cache.keep(key, document)
    cache.write()
    return document


def comparison(workspace: Workspace, held: Claim, request: ComparisonRequest) -> Ending:
    """The job: the causes are told apart. Raises: UsageError, RulebookError; JobLostError."""
    with workspace.writing() as connection:
        old, new = run_of(connection, request.old), run_of(connection, request.new)
        if old is None or new is None or old.campaign != new.campaign:
            raise UsageError("Такого результата в рабочей папке нет.", code="run")
        tell(connection, held, Progress("judging"))
    tell_apart(workspace, old, new, Following(workspace, held))
    return Ending("done", run=new.id)


def tell_apart(workspace: Workspace, old: Run, new: Run, watch: Watch | None = None) -> None:
    """Find the causes of what differs between two results, however many; what is found is kept. Raises: as `comparison`."""
    cache = Computed(workspace)
    if cache.recall(_key("changes", old, new, told_apart=True)) is None:
        _keep(cache, old, new, _told_apart(workspace, old, new, watch, cache), told_apart=True)


def _told_apart(workspace: Workspace, old: Run, new: Run, watch: Watch | None, cache: Computed) -> Changes:
    """By runs between the two, whose files were read before."""
    with laid_out(workspace, new, old) as (basis, asked):
        judges = judges_of(workspace.blobs, new.manifest, asked.profile)
        case = case_of(basis, replace(asked, watch=watch), judges, cache)
        changes = changes_since(basis, (judges, case, review_of(workspace.blobs, new)), cache)
    if changes is None:
        raise UsageError("Сравнивать не с чем.", code="run")
    return _only(changes, differing(old.manifest, new.manifest))


def _changes(blobs: Blobs, old: Run, new: Run) -> Changes:
    """By the two results alone; without causes where more than one thing differs."""
    causes = differing(old.manifest, new.manifest)
    changes = compare_runs(review_of(blobs, old), [Step(causes[0] if causes else "files", review_of(blobs, new))])
    return _only(changes, () if needs_telling_apart(old.manifest, new.manifest) else causes)


def _only(changes: Changes, causes: tuple[Cause, ...]) -> Changes:
    """Without other causes: what nothing of this explains was moved by the program itself, or is not told apart."""

    def named(found: tuple[Cause, ...]) -> tuple[Cause, ...]:
        return tuple(cause for cause in found if cause in causes)

    return replace(
        changes,
        municipalities=tuple(
            replace(
                one,
                facts=tuple(replace(change, causes=named(change.causes)) for change in one.facts),
                verdicts=tuple(replace(shift, causes=named(shift.causes)) for shift in one.verdicts),
            )
            for one in changes.municipalities
        ),
        statements=tuple(replace(shift, causes=named(shift.causes)) for shift in changes.statements),
    )


def _keep(cache: Computed, old: Run, new: Run, changes: Changes, *, told_apart: bool) -> Compared:
    region = cleaned(region_of(cache.workspace.blobs, new))
    conflicts = cleaned(changes.after.decided.conflicts)
    context = build_changes_context(cleaned(changes), region, conflicts, new.manifest.today)
    known = {municipality.id for municipality in region.municipalities}
    found = Compared(context, tuple(one.id for one in changes.changed if one.id in known), told_apart)
    cache.keep(_key("changes", old, new, told_apart=told_apart), to_json(found).encode())
    cache.keep(_key("changes-json", old, new, told_apart=told_apart), to_json(changes_form(changes)).encode())
    cache.write()
    return found


def region_of(blobs: Blobs, run: Run) -> Region:
    """The region as it was when the result was made. Raises: UsageError, RulebookError where it is gone or wrong."""
    with TemporaryDirectory(prefix="reviewer-region-") as folder:
        return load_region(unpacked_profile(blobs.get(run.manifest.profile), Path(folder) / "profile"))


def _key(kind: str, old: Run, new: Run, *, told_apart: bool) -> Key:
    sides = (old.identity, old.review, new.identity, new.review)
    return key_of(kind, *sides, engine(), shipped_templates(), str(told_apart))
