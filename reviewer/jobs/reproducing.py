"""A stored run is computed anew from what is stored with it, and compared byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.jobs.computing import make, outputs_of
from reviewer.jobs.engine import engine, environment, shipped_templates
from reviewer.jobs.profiles import unpacked_profile
from reviewer.jobs.rereview import Asked, Basis, followed_by
from reviewer.model.errors import UsageError
from reviewer.store.campaigns import StoredFile
from reviewer.store.correction_entries import entries, standing
from reviewer.store.corrections import in_force
from reviewer.store.encoding import pack
from reviewer.store.file_assignments import assigned_files
from reviewer.store.runs import Run, run_of
from reviewer.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reproduced:
    """What came of it.

    Attributes:
        differing: Names of the outputs that are other than those stored, or are missing on one side; «review» for the result itself.
        elsewhere: What computed it that is not what computed the stored run, in Russian: such a difference need not be a fault.
    """

    run: Run
    differing: tuple[str, ...]
    elsewhere: tuple[str, ...]


def reproduce(workspace: Workspace, identifier: int, *, jobs: int | None = None) -> Reproduced:
    """Compute a run anew, nothing taken from the cache.

    Raises:
        UsageError: There is no such run, or something that it was made from is gone from the workspace.
    """
    with workspace.reading() as connection:
        run = run_of(connection, identifier)
        if run is None:
            raise UsageError(f"Результата № {identifier} в рабочей папке нет.", code="run")
        known = entries(connection, run.campaign)
        base = run_of(connection, run.manifest.base) if run.manifest.base else None
    blobs, manifest = workspace.blobs, run.manifest
    corrections = in_force(standing([one for one in known if one.id <= run.summary.last_correction]), blobs)
    basis = Basis(
        blobs,
        run.campaign,
        run.submission,
        manifest,
        corrections,
        run.summary.last_correction,
        assigned_files(corrections.files, [StoredFile(file.name, file.sha256, 0) for file in manifest.files]),
        base,
        followed_by(base, known, blobs) if base else (),
    )
    with TemporaryDirectory(prefix="reviewer-reproduce-") as folder:
        profile = unpacked_profile(blobs.get(manifest.profile), Path(folder) / "profile")
        workbook = blobs.path(manifest.workbook) if manifest.workbook else None
        lost = tuple((name, Path(folder) / name) for name in manifest.unreadable)
        asked = Asked(profile, manifest.assigned, workbook, manifest.today, jobs=jobs, unreadable=lost)
        made = make(basis, Path(folder) / "out", asked, None)
        anew = {output.name: output.sha256 for output in outputs_of(blobs, made)}
    stored = {output.name: output.sha256 for output in run.outputs}
    same_review = blobs.get(run.review) == pack(made.review)
    differing = sorted(name for name in stored.keys() | anew.keys() if stored.get(name) != anew.get(name))
    return Reproduced(run, (*(() if same_review else ("review",)), *differing), _elsewhere(run))


def _elsewhere(run: Run) -> tuple[str, ...]:
    manifest, now = run.manifest, replace(run.manifest, engine=engine(), templates=shipped_templates())
    told = [] if manifest.engine == now.engine else [f"версия программы: была {manifest.engine}, сейчас {now.engine}"]
    told += [] if manifest.templates == now.templates else ["шаблоны, поставляемые с программой, изменились"]
    told += [] if manifest.environment == environment() else ["LibreOffice или Tesseract изменились"]
    return tuple(told)
