"""Opening a PDF, with every way in which that fails told to the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from reviewer.documents.guard import check_pages
from reviewer.model.errors import EncryptedFileError, LimitExceededError, Place, UnreadableFileError

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_PAGE_CHARACTERS = 100_000

_PASSWORD_ERRORS = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


@contextmanager
def open_pdf(path: Path, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """The opened document, closed at the end.

    Raises:
        EncryptedFileError: It needs a password.
        UnreadableFileError: It is damaged, empty, or no PDF.
        LimitExceededError: It has more bytes or pages than the limits.
    """
    place = Place(file=name)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFileError("Файл не открывается. Проверьте, что он на месте.", place=place) from error
    if size > MAX_FILE_BYTES:
        raise LimitExceededError(
            f"Файл больше {MAX_FILE_BYTES // 1024**2} МБ. Пришлите документ без рисунков или в формате docx.",
            place=place,
        )
    _forget_last_error()
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in _PASSWORD_ERRORS:
            raise encrypted(name) from error
        raise damaged(name) from error
    try:
        check_pages(len(document), name)
        if len(document) == 0:
            raise damaged(name)
        yield document
    finally:
        document.close()


def _forget_last_error() -> None:
    """PDFium keeps the error of the file before where a file opens and has no pages; a failure of our own replaces it."""
    pdfium.FPDF_LoadMemDocument64(b"", 0, None)


@contextmanager
def open_page(document: pypdfium2.PdfDocument, index: int, name: str) -> Iterator[pypdfium2.PdfPage]:
    """A page by its 0-based index, closed at the end."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise damaged(name, index + 1) from error
    try:
        yield page
    finally:
        page.close()


def is_protected(document: pypdfium2.PdfDocument) -> bool:
    """Whether the file is encrypted, even if it opened without a password."""
    return bool(pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0)


def encrypted(name: str) -> EncryptedFileError:
    return EncryptedFileError("Файл защищён паролем. Снимите защиту и загрузите файл заново.", place=Place(file=name))


def damaged(name: str, page: int | None = None) -> UnreadableFileError:
    return UnreadableFileError(
        "Файл повреждён или это не PDF. Откройте его у себя и сохраните заново, лучше в формате docx.",
        place=Place(file=name, page=page),
    )
