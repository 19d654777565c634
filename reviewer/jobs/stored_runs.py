"""What a stored run was made from, laid out again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.jobs.profiles import unpacked_profile
from reviewer.jobs.rereview import Asked, Basis, followed_by
from reviewer.store.campaigns import StoredFile
from reviewer.store.correction_entries import entries, standing
from reviewer.store.corrections import in_force
from reviewer.store.file_assignments import assigned_files
from reviewer.store.runs import Run, run_of
from reviewer.store.workspace import Workspace


@contextmanager
def laid_out(workspace: Workspace, run: Run, base: Run | None = None) -> Iterator[tuple[Basis, Asked]]:
    """The basis of a run, and how it was asked for with its profile in a folder, for as long as the block lasts.

    `base`: another run than its own that the dynamics are told against.

    Raises:
        UsageError: Something that it was made from is gone from the workspace.
    """
    blobs, manifest = workspace.blobs, run.manifest
    with workspace.reading() as connection:
        known = entries(connection, run.campaign)
        if base is None and manifest.base:
            base = run_of(connection, manifest.base)
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
    with TemporaryDirectory(prefix="reviewer-run-") as folder:
        profile = unpacked_profile(blobs.get(manifest.profile), Path(folder) / "profile")
        workbook = blobs.path(manifest.workbook) if manifest.workbook else None
        lost = tuple((name, Path(folder) / name) for name in manifest.unreadable)
        yield basis, Asked(profile, manifest.assigned, workbook, manifest.today, unreadable=lost)
