"""Archives among the files of a command are opened for as long as it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.documents.archive import is_archive, unpack
from reviewer.review import SubmittedFile


@contextmanager
def archives_opened(files: Sequence[SubmittedFile]) -> Iterator[list[list[SubmittedFile]]]:
    """For each file what is to be read for it: the file itself, or what is in the archive that it is.

    What is unpacked lies in a temporary folder, which is removed at the end.
    """
    with TemporaryDirectory(prefix="reviewer-") as folder:
        yield [_opened(file, Path(folder) / str(number)) for number, file in enumerate(files)]


def _opened(file: SubmittedFile, into: Path) -> list[SubmittedFile]:
    try:
        if not is_archive(file.path):
            return [file]
    except OSError:
        return [file]  # whoever reads it will say why it cannot be
    into.mkdir()
    unpacked = unpack(file.path, file.name, into)
    refused = (SubmittedFile(file.path, error.place.file or file.name, refused=error) for error in unpacked.problems)
    return [*(SubmittedFile(found.path, found.name) for found in unpacked.files), *refused]
