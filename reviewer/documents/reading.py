"""The one door to files: find out what a file is, hand it to the reader of that format, refuse it for itself alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from reviewer.documents.formats import (
    BMP,
    DOC,
    DOCX,
    JPEG,
    ODP,
    ODS,
    ODT,
    PDF,
    PNG,
    PPT,
    PPTX,
    RTF,
    TIFF,
    XLS,
    XLSX,
    FileFormat,
    detect_format,
)
from reviewer.documents.guard import check_file_size, too_much_memory
from reviewer.documents.office.conversion import Conversion, OfficeFile
from reviewer.documents.refusals import is_temporary, refusal
from reviewer.model.document import Document, Notice
from reviewer.model.errors import Place, ReviewerError, UnreadableFileError


class Reader(Protocol):
    """A file type. `formats`: those that it reads."""

    @property
    def formats(self) -> tuple[FileFormat, ...]: ...

    def read(self, path: Path, name: str) -> Document:
        """`name`: what the user calls the file. Raises: InputError."""


@dataclass(frozen=True, slots=True)
class LazyReader:
    """A module with a function `read(path, name)`, imported when the first file of its formats comes."""

    formats: tuple[FileFormat, ...]
    module: str

    def load(self) -> Reader:
        """Raises: ImportError, AttributeError where the program itself is broken."""
        return _LoadedReader(self.formats, import_module(self.module).read)


@dataclass(frozen=True, slots=True)
class _LoadedReader:
    formats: tuple[FileFormat, ...]
    read: Callable[[Path, str], Document]


def _registry(*readers: LazyReader) -> Mapping[FileFormat, LazyReader]:
    return MappingProxyType({kind: reader for reader in readers for kind in reader.formats})


_OFFICE_READER = "reviewer.documents.office.reader"
READERS = _registry(
    LazyReader((DOCX,), "reviewer.documents.docx"),
    LazyReader((PDF,), "reviewer.documents.pdf"),
    LazyReader((XLSX,), "reviewer.documents.xlsx"),
    LazyReader((PPTX,), "reviewer.documents.pptx"),
    LazyReader((JPEG, PNG, TIFF, BMP), "reviewer.documents.scan"),
    LazyReader((DOC, ODT, RTF, XLS, ODS, PPT, ODP), _OFFICE_READER),
)


def read_document(path: Path, *, name: str | None = None, conversion: Conversion | None = None) -> Document:
    """Read a file of any format that has a reader.

    Args:
        name: What the user calls the file, by default its own name.
        conversion: What came of converting it with others; without it a file of an older format is converted alone.

    Raises: UnreadableFileError, UnsupportedFormatError, EncryptedFileError, LimitExceededError; nothing else, whatever
        the file holds.
    """
    shown = path.name if name is None else name
    if conversion is not None:
        office = import_module(_OFFICE_READER)
        with _refused_alone(shown):
            document = office.read_converted(conversion, shown)
        return _named_rightly(document, conversion.file.kind, shown)
    with _refused_alone(shown):
        check_file_size(path, shown)
        kind = detect_format(path)
    lazy = READERS.get(kind)
    if lazy is None or is_temporary(shown):
        raise refusal(kind, shown)
    reader = lazy.load()
    with _refused_alone(shown):
        document = reader.read(path, shown)
    return _named_rightly(document, kind, shown)


def load_readers(extensions: AbstractSet[str]) -> None:
    """Import the readers of files with these extensions: a process that is forked later has them from the start."""
    for lazy in {lazy for kind, lazy in READERS.items() if not extensions.isdisjoint(kind.extensions)}:
        lazy.load()


def file_to_convert(path: Path, *, name: str | None = None) -> OfficeFile | None:
    """The file as one that another program must convert before it is read, once it has passed the limits, else None.

    Raises: as `read_document`.
    """
    shown = path.name if name is None else name
    office = import_module(_OFFICE_READER)
    with _refused_alone(shown):
        found: OfficeFile | None = office.file_to_convert(path, shown)
    return found


@contextmanager
def _refused_alone(name: str) -> Iterator[None]:
    """Turn whatever a file provokes into an error of that file: the other files of the folder must be read."""
    try:
        yield
    except ReviewerError:
        raise
    except OSError as error:
        raise _unopened(error, name) from error
    except MemoryError as error:
        raise too_much_memory(name) from error
    except Exception as error:
        # A parser that was not written for hostile bytes may raise anything.
        raise UnreadableFileError(
            f"Файл не удалось прочитать ({type(error).__name__}): скорее всего, он повреждён. "
            "Откройте его в Word или программе просмотра PDF, сохраните заново и пришлите снова.",
            code="reader-failed",
            place=Place(file=name),
        ) from error


def _unopened(error: OSError, name: str) -> UnreadableFileError:
    if isinstance(error, FileNotFoundError):
        code, message = "file-missing", "Файла нет: проверьте имя и папку."
    elif isinstance(error, IsADirectoryError):
        code, message = "not-a-file", "Это папка, а не файл: укажите файлы в ней."
    elif isinstance(error, PermissionError):
        code, message = "no-access", "Нет прав на чтение файла: закройте его в других программах и проверьте доступ."
    else:
        code, message = "read-failed", "Файл не читается с диска: скопируйте его заново."
    return UnreadableFileError(message, code=code, place=Place(file=name))


def _named_rightly(document: Document, kind: FileFormat, name: str) -> Document:
    """The document, with a notice where the file's extension says something else than its content."""
    extension = Path(name).suffix.lower()
    if not extension or extension in kind.extensions:
        return document
    notice = Notice("wrong-extension", f"Файл называется {extension}, но по содержанию это {kind.title}. Он прочитан.")
    return replace(document, notices=(notice, *document.notices))
