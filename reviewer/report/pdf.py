"""Every Word output as PDF, by one start of LibreOffice."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reviewer.documents.guard import LIMITS
from reviewer.documents.office.libreoffice import Start, find_libreoffice, run_libreoffice
from reviewer.report.contents import number_pages, outline_pages, with_live_numbers
from reviewer.report.documents import SPRAVKA, word_files
from reviewer.report.writer import Order, Writer, Written, WrittenFile

TIMEOUT_S = 180
"""A cold start of LibreOffice takes some ten seconds on an office computer, a справка a few more."""

_NOT_INSTALLED = "PDF не созданы: LibreOffice не найден. Установите его или сохраните документы как PDF в Word."
_FAILED = "PDF не созданы: LibreOffice не справился. Сохраните документы как PDF в Word."


def write_pdf(order: Order, /) -> Written:
    """Needs the Word files beside; without LibreOffice there is a notice and all else stands.

    The pages of the contents of the справка, which are counted on the way, are written into its Word file too.
    """
    sources = [path for path in word_files(order) if path.is_file()]
    for source in sources:
        source.with_suffix(".pdf").unlink(missing_ok=True)
    program = find_libreoffice()
    if program is None:
        return Written(notices=(_NOT_INSTALLED,))
    with tempfile.TemporaryDirectory(prefix="reviewer-pdf-", ignore_cleanup_errors=True) as folder:
        inputs = tuple(_copies(sources, Path(folder) / "in"))
        start = Start(program, inputs, "pdf", Path(folder) / "out", Path(folder) / "profile")
        start.out.mkdir()
        finished = run_libreoffice(start, replace(LIMITS, conversion_seconds=TIMEOUT_S))
        made = [
            (source, start.output_of(copy))
            for source, copy in zip(sources, inputs, strict=True)
            if finished and start.output_of(copy).is_file()
        ]
        for source, converted in made:
            shutil.copyfile(converted, source.with_suffix(".pdf"))
            if source.name == SPRAVKA:
                source.write_bytes(number_pages(source.read_bytes(), outline_pages(converted)))
    if not made:
        return Written(notices=(_FAILED,))
    return Written(tuple(_told(source) for source, _ in made), _missed(len(sources) - len(made)))


def _copies(sources: Sequence[Path], folder: Path) -> Iterator[Path]:
    """Under names that differ, with contents that LibreOffice numbers."""
    folder.mkdir()
    for number, source in enumerate(sources):
        copy = folder / f"{number}.docx"
        copy.write_bytes(with_live_numbers(source.read_bytes()))
        yield copy


def _told(source: Path) -> WrittenFile:
    return WrittenFile(source.with_suffix(".pdf"), f"{source.stem}: для печати")


def _missed(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"LibreOffice не преобразовал файлов: {count}. Откройте их в Word и сохраните как PDF.",)


_: Writer = write_pdf
