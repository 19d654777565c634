"""Every Word output as PDF, by one start of LibreOffice."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reviewer.documents.guard import LIMITS
from reviewer.documents.office.libreoffice import Start, find_libreoffice, run_libreoffice
from reviewer.report.contents import number_pages, outline_pages, with_live_numbers
from reviewer.report.documents import SPRAVKA, word_files
from reviewer.report.writer import DocumentMemory, Order, Writer, Written, WrittenFile

TIMEOUT_S = 180
"""A cold start of LibreOffice takes some ten seconds on an office computer, a справка a few more."""

KIND, NUMBERED = "pdf", "numbered"
"""Of a document as it is printed, and of the Word file with the pages of its contents."""
_EPOCH = b"19800101000000"
_MOMENT = re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14})([^)]*\))")
_IDENTITY_LETTERS = 32
_IDENTITY = re.compile(rb"(?<=[</])[0-9A-F]{32}(?=[>\s])")
"""In the trailer: the file's two identifiers and its checksum, which LibreOffice makes of the moment too."""

_NOT_INSTALLED = "PDF не созданы: LibreOffice не найден. Установите его или сохраните документы как PDF в Word."
_FAILED = "PDF не созданы: LibreOffice не справился. Сохраните документы как PDF в Word."


def write_pdf(order: Order, /) -> Written:
    """Needs the Word files beside; without LibreOffice there is a notice and all else stands.

    The pages of the contents of the справка, which are counted on the way, are written into its Word file too.
    """
    with printed_beside(order) as printed:
        return printed()


@contextmanager
def printed_beside(order: Order) -> Iterator[Callable[[], Written]]:
    """The same beside what is done in the block: LibreOffice is at work from its beginning, and what is given waits for it.

    Only the waiting is left to another thread: documents, which lxml holds in structures of the thread that has read them, are not
    taken apart by two threads at once.
    """
    sources = [path for path in word_files(order) if path.is_file()]
    for source in sources:
        source.with_suffix(".pdf").unlink(missing_ok=True)
    program = find_libreoffice()
    if program is None:
        yield lambda: Written(notices=(_NOT_INSTALLED,))
        return
    keys = {source: hashlib.sha256(source.read_bytes()).hexdigest() for source in sources}
    recalled = {source for source in sources if _recalled(source, keys[source], order.memory)}
    with _converting(program, [source for source in sources if source not in recalled]) as converted:

        def printed() -> Written:
            made = set(recalled)
            for source, conversion in converted():
                _take(source, conversion, keys[source], order.memory)
                made.add(source)
            if not made:
                return Written(notices=(_FAILED,))
            told = tuple(_told(source) for source in sources if source in made)
            return Written(told, _missed(len(sources) - len(made)))

        yield printed


def _recalled(source: Path, key: str, memory: DocumentMemory | None) -> bool:
    """Whether the same document was printed before."""
    if memory is None:
        return False
    printed, numbered = memory.recall(KIND, key), memory.recall(NUMBERED, key) if source.name == SPRAVKA else b""
    if printed is None or numbered is None:
        return False
    source.with_suffix(".pdf").write_bytes(printed)
    if numbered:
        source.write_bytes(numbered)
    return True


@contextmanager
def _converting(program: str, sources: Sequence[Path]) -> Iterator[Callable[[], Iterator[tuple[Path, Path]]]]:
    """Gives what waits for LibreOffice: those of the sources that it has printed, each with its PDF."""
    if not sources:
        yield lambda: iter(())
        return
    with tempfile.TemporaryDirectory(prefix="reviewer-pdf-", ignore_cleanup_errors=True) as folder:
        inputs = tuple(_copies(sources, Path(folder) / "in"))
        start = Start(program, inputs, "pdf", Path(folder) / "out", Path(folder) / "profile")
        start.out.mkdir()
        with ThreadPoolExecutor(1) as beside:
            finished = beside.submit(run_libreoffice, start, replace(LIMITS, conversion_seconds=TIMEOUT_S))

            def converted() -> Iterator[tuple[Path, Path]]:
                outputs = [(source, start.output_of(copy)) for source, copy in zip(sources, inputs, strict=True)]
                return ((source, output) for source, output in outputs if finished.result() and output.is_file())

            yield converted


def _take(source: Path, converted: Path, key: str, memory: DocumentMemory | None) -> None:
    printed = settled(converted.read_bytes())
    source.with_suffix(".pdf").write_bytes(printed)
    if source.name == SPRAVKA:
        source.write_bytes(number_pages(source.read_bytes(), outline_pages(converted)))
        if memory:
            memory.keep(NUMBERED, key, source.read_bytes())
    if memory:
        memory.keep(KIND, key, printed)


def settled(printed: bytes) -> bytes:
    """The same document without the moment of its making: equal documents are then equal files. Nothing is moved in it."""
    plain = _MOMENT.sub(lambda found: found[1] + _EPOCH + found[3], printed)
    end = max(plain.rfind(b"trailer"), 0)
    body, trailer = plain[:end], plain[end:]
    blank = _IDENTITY.sub(b"0" * _IDENTITY_LETTERS, trailer)
    digest = hashlib.sha256(body + blank).hexdigest().upper().encode()[:_IDENTITY_LETTERS]
    return body + _IDENTITY.sub(digest, trailer)


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
