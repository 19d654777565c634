"""A stored run is computed anew from what is stored with it, and compared byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.jobs.computing import make, outputs_of
from reviewer.jobs.engine import engine, environment, shipped_templates
from reviewer.jobs.stored_runs import laid_out
from reviewer.jobs.writing import outputs_in_hand
from reviewer.model.errors import UsageError
from reviewer.store.encoding import pack
from reviewer.store.runs import Run, run_of
from reviewer.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reproduced:
    """What came of it.

    Attributes:
        outputs: How many were compared.
        differing: Names of the outputs that are other than those stored, or are missing on one side; «review» for the result itself.
        elsewhere: What computed it that is not what computed the stored run, in Russian: such a difference need not be a fault.
    """

    run: Run
    outputs: int
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
        outputs = run.outputs if run.manifest.written else outputs_in_hand(connection, run)
    blobs, stored = workspace.blobs, {output.name: output.sha256 for output in outputs}
    if not run.manifest.written:  # PDFs are not made of such a result, but of its documents
        stored = {name: sha256 for name, sha256 in stored.items() if not name.endswith(".pdf")}
    wanted = replace(run, manifest=replace(run.manifest, written=bool(stored)))
    with laid_out(workspace, wanted) as (basis, asked), TemporaryDirectory(prefix="reviewer-reproduce-") as folder:
        made = make(basis, Path(folder), replace(asked, jobs=jobs), None)
        anew = {output.name: output.sha256 for output in outputs_of(blobs, made.written, made.out)}
    same_review = blobs.get(run.review) == pack(made.review)
    differing = sorted(name for name in stored.keys() | anew.keys() if stored.get(name) != anew.get(name))
    return Reproduced(run, len(stored), (*(() if same_review else ("review",)), *differing), _elsewhere(run))


def _elsewhere(run: Run) -> tuple[str, ...]:
    manifest, now = run.manifest, replace(run.manifest, engine=engine(), templates=shipped_templates())
    told = [] if manifest.engine == now.engine else [f"версия программы: была {manifest.engine}, сейчас {now.engine}"]
    told += [] if manifest.templates == now.templates else ["шаблоны, поставляемые с программой, изменились"]
    told += [] if manifest.environment == environment() else ["LibreOffice или Tesseract изменились"]
    return tuple(told)
