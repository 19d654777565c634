"""Word documents of a stored run are made into PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from reviewer.documents.guard import LIMITS
from reviewer.documents.office.libreoffice import Start, find_libreoffice, run_libreoffice
from reviewer.model.errors import UsageError
from reviewer.report.contents import with_live_numbers
from reviewer.report.pdf import TIMEOUT_S, settled
from reviewer.store.blobs import Blobs
from reviewer.store.runs import Output

_ABSENT = "LibreOffice не найден, поэтому PDF не создать. Установите его или сохраните документ как PDF в Word."
_FAILED = "LibreOffice не преобразовал документы. Скачайте их в Word и сохраните как PDF."


def printed(blobs: Blobs, there: Sequence[Output]) -> list[Output]:
    """PDFs of the Word documents that have none yet.

    Raises:
        UsageError: LibreOffice is missing, or does not manage it.
    """
    names = {output.name for output in there}
    word = [output for output in there if output.name.endswith(".docx")]
    missing = [output for output in word if _printed(output.name) not in names]
    return _convert(blobs, missing) if missing else []


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
