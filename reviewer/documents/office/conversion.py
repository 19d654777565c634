"""Files of older and open formats made into those that are read, a group of them at one start of LibreOffice.

LibreOffice ends well over a damaged file and writes nothing, and one bad file may bring it down with the good ones after
it. So every output is looked at, the file at which it fell is left out, and those after it are given to it anew. A file
of our own goes first: where even that is not converted, it is LibreOffice that does not work.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, islice
from pathlib import Path
from types import MappingProxyType

from reviewer.documents.formats import DOC, DOCX, ODP, ODS, ODT, PPT, PPTX, RTF, XLS, XLSX, FileFormat
from reviewer.documents.guard import LIMITS, Limits
from reviewer.documents.office.libreoffice import Start, find_libreoffice, run_libreoffice

TARGETS: Mapping[FileFormat, FileFormat] = MappingProxyType(
    {DOC: DOCX, RTF: DOCX, ODT: DOCX, XLS: XLSX, ODS: XLSX, PPT: PPTX, ODP: PPTX}
)
"""What is converted, and into what."""

FILES_A_START = 40
_TRIALS = {DOCX: ("fodt", "text"), XLSX: ("fods", "spreadsheet"), PPTX: ("fodp", "presentation")}
_TRIAL = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:body><office:{kind}/></office:body>'
    "</office:document>"
)


class Outcome(Enum):
    DONE = "done"
    REFUSED = "refused"
    """LibreOffice came to the end and wrote nothing for this file: it is damaged or closed."""
    FELL = "fell"
    """LibreOffice broke down over this file, or took too long."""
    BROKEN = "broken"
    """LibreOffice does not work at all, or a part of it is not installed."""
    ABSENT = "absent"
    """LibreOffice was not found."""


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A file to convert. `kind`: its format by content, one of `TARGETS`."""

    path: Path
    kind: FileFormat


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of converting a file. `path`: of the converted one, where it is done; it lives as long as the batch."""

    file: OfficeFile
    outcome: Outcome
    path: Path | None = None


@contextmanager
def converted(files: Iterable[OfficeFile], limits: Limits = LIMITS) -> Iterator[dict[Path, Conversion]]:
    """Convert a batch; the converted files are gone when the block ends. One start for each forty files of a kind.

    Raises: OSError where there is no room for temporary files.
    """
    distinct = sorted({file.path: file for file in files}.values(), key=lambda file: TARGETS[file.kind].id)
    program = find_libreoffice() if distinct else None
    if program is None:
        yield _all(distinct, Outcome.ABSENT)
        return
    with tempfile.TemporaryDirectory(prefix="reviewer-office-", ignore_cleanup_errors=True) as folder:
        group = _Groups(program, Path(folder), limits)
        found: dict[Path, Conversion] = {}
        for target, same in groupby(distinct, key=lambda file: TARGETS[file.kind]):
            while some := list(islice(same, FILES_A_START)):
                found.update(group.convert(some, target))
        yield found


def _all(files: Iterable[OfficeFile], outcome: Outcome) -> dict[Path, Conversion]:
    return {file.path: Conversion(file, outcome) for file in files}


@dataclass(slots=True)
class _Groups:
    program: str
    folder: Path
    limits: Limits
    starts: int = 0

    def convert(self, files: Sequence[OfficeFile], target: FileFormat) -> dict[Path, Conversion]:
        found: dict[Path, Conversion] = {}
        waiting = list(files)
        while waiting:
            outputs, ended = self._start(waiting, target)
            if outputs is None:
                return found | _all(waiting, Outcome.BROKEN)
            found |= {file.path: Conversion(file, Outcome.DONE, made) for file, made in outputs.items()}
            passed = len(waiting) if ended else max((waiting.index(file) + 1 for file in outputs), default=0)
            found |= _all((file for file in waiting[:passed] if file not in outputs), Outcome.REFUSED)
            waiting = waiting[passed:]
            if waiting:
                found |= _all([waiting.pop(0)], Outcome.FELL)
        return found

    def _start(self, files: Sequence[OfficeFile], target: FileFormat) -> tuple[dict[OfficeFile, Path] | None, bool]:
        """The outputs by file, None where not even our own file was converted, and whether LibreOffice came to its end."""
        self.starts += 1
        folder = self.folder / str(self.starts)
        inputs, out = folder / "in", folder / "out"
        inputs.mkdir(parents=True)
        out.mkdir()
        extension, kind = _TRIALS[target]
        trial = inputs / f"trial.{extension}"
        trial.write_text(_TRIAL.format(kind=kind), encoding="utf-8")
        copies = [inputs / f"{number:03}{file.kind.extensions[0]}" for number, file in enumerate(files)]
        for file, copy in zip(files, copies, strict=True):
            with suppress(FileNotFoundError, PermissionError):  # told by whoever reads the file
                shutil.copyfile(file.path, copy)
        start = Start(self.program, (trial, *copies), target.extensions[0].removeprefix("."), out, folder / "profile")
        ended = run_libreoffice(start, self.limits)
        shutil.rmtree(inputs, ignore_errors=True)
        shutil.rmtree(start.profile, ignore_errors=True)
        if not zipfile.is_zipfile(start.output_of(trial)):
            return None, ended
        made = ((file, start.output_of(copy)) for file, copy in zip(files, copies, strict=True))
        return {file: output for file, output in made if zipfile.is_zipfile(output)}, ended
