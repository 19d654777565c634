"""Why a file of a format without a reader is refused, and what its sender can do about it."""

from __future__ import annotations

from pathlib import Path

from reviewer.documents.formats import (
    ARCHIVES,
    DAMAGED_ZIP,
    ENCRYPTED_OFFICE,
    HTML,
    PAGES,
    TEXT,
    UNKNOWN,
    UNREAD_IMAGES,
    XML,
    FileFormat,
)
from reviewer.model.errors import EncryptedFileError, InputError, Place, UnreadableFileError, UnsupportedFormatError

_SAVE_AS_DOCX = "откройте файл в Word и сохраните как .docx"
_REMEDIES = {
    HTML: _SAVE_AS_DOCX,
    XML: _SAVE_AS_DOCX,
    TEXT: "оформите план таблицей в документе Word и сохраните как .docx",
    PAGES: "экспортируйте документ в формат .docx",
    **dict.fromkeys(UNREAD_IMAGES, "пришлите исходный документ Word или скан в формате PDF"),
    **dict.fromkeys(ARCHIVES, "распакуйте архив и пришлите файлы из него"),
}


def is_temporary(name: str) -> bool:
    """Whether it is the file that Word keeps beside a document while somebody has it open."""
    return Path(name).name.startswith("~$")


def refusal(kind: FileFormat, name: str) -> InputError:
    """The error for a file that cannot be read. `name`: what the user calls it."""
    place = Place(file=name)
    if is_temporary(name):
        return UnsupportedFormatError(
            "Это временный файл, который Word создаёт, пока документ открыт. Пришлите сам документ.",
            code="temporary-file",
            place=place,
        )
    if kind == ENCRYPTED_OFFICE:
        return EncryptedFileError(
            "Файл закрыт паролем. Откройте его в Word, снимите пароль (Файл – Сведения – Защита документа) "
            "и пришлите снова.",
            place=place,
        )
    if kind == DAMAGED_ZIP:
        return UnreadableFileError(
            "Файл повреждён: он обрывается или испорчен при пересылке. Запросите его ещё раз.",
            code="damaged-file",
            place=place,
        )
    if kind == UNKNOWN:
        return UnreadableFileError(
            "Содержимое файла не похоже ни на один известный формат: он повреждён или назван неверно. "
            "Запросите документ Word (.docx) или PDF.",
            code="unknown-content",
            place=place,
        )
    return UnsupportedFormatError(_unread(kind, name), code=f"unsupported-{kind.id}", place=place)


def _unread(kind: FileFormat, name: str) -> str:
    remedy = _REMEDIES[kind]
    extension = Path(name).suffix.lower()
    if extension in kind.extensions:
        return f"Формат {extension} пока не читается: {remedy}."
    return f"Файл – {kind.title}{f', хотя называется {extension}' if extension else ''}: {remedy}."
