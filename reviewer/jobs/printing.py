"""Word documents of a stored run are made into PDF when somebody asks for them, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from reviewer.documents.guard import LIMITS
from reviewer.documents.office.libreoffice import Start, find_libreoffice, run_libreoffice
from reviewer.jobs.claiming import Claim, Ending, tell
from reviewer.jobs.queue import Job, Progress
from reviewer.jobs.requests import DocumentsRequest
from reviewer.model.errors import UsageError
from reviewer.report.contents import with_live_numbers
from reviewer.report.pdf import TIMEOUT_S, settled
from reviewer.store.blobs import Blobs
from reviewer.store.encoding import from_json, to_json
from reviewer.store.runs import Output, Run, insert_blob, run_of
from reviewer.store.workspace import Workspace

_ABSENT = "LibreOffice не найден, поэтому PDF не создать. Установите его или сохраните документ как PDF в Word."
_FAILED = "LibreOffice не преобразовал документы. Скачайте их в Word и сохраните как PDF."


def documents(workspace: Workspace, held: Claim, request: DocumentsRequest) -> Ending:
    """Its result is read by `documents_of`. Raises: UsageError; JobLostError."""
    with workspace.writing() as connection:
        run = run_of(connection, request.run)
        if run is None:
            raise UsageError("Такого результата в рабочей папке нет.", code="run")
        wanted = _wanted(run, request.names)
        tell(connection, held, Progress("writing", 0, len(wanted)))
    there = {output.name: output for output in run.outputs}
    missing = [one for one in wanted if _printed(one.name) not in there]
    found = [there[_printed(one.name)] for one in wanted if one not in missing]
    found += _convert(workspace.blobs, missing) if missing else []
    with workspace.writing() as connection:
        for output in found:
            insert_blob(connection, workspace.blobs, output.sha256)
    return Ending("done", run=run.id, result={"documents": from_json(to_json(found), list[dict[str, str]])})


def documents_of(job: Job) -> tuple[Output, ...]:
    """The PDFs of a job of this kind that is done."""
    return from_json(to_json(job.result["documents"]), tuple[Output, ...])


def _wanted(run: Run, names: Sequence[str]) -> list[Output]:
    word = {output.name: output for output in run.outputs if output.name.endswith(".docx")}
    if unknown := next((name for name in names if name not in word), None):
        raise UsageError(f"Документа Word «{unknown}» в этом результате нет.", code="run")
    return [word[name] for name in names or word]


def _printed(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(".pdf"))


def _convert(blobs: Blobs, sources: Sequence[Output]) -> list[Output]:
    program = find_libreoffice()
    if program is None:
        raise UsageError(_ABSENT, code="libreoffice-absent")
    with TemporaryDirectory(prefix="reviewer-pdf-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        inputs = [folder / "in" / f"{number}.docx" for number, _ in enumerate(sources)]
        start = Start(program, inputs, "pdf", folder / "out", folder / "profile")
        for made in (inputs[0].parent, start.out):
            made.mkdir()
        for path, source in zip(inputs, sources, strict=True):
            path.write_bytes(with_live_numbers(blobs.get(source.sha256)))
        ended = run_libreoffice(start, replace(LIMITS, conversion_seconds=TIMEOUT_S))
        if not ended or not all(start.output_of(path).is_file() for path in inputs):
            raise UsageError(_FAILED, code="conversion-failed")
        return [
            Output(_printed(one.name), blobs.put(settled(start.output_of(path).read_bytes())), f"{one.title} (PDF)")
            for path, one in zip(inputs, sources, strict=True)
        ]
