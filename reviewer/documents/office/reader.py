"""Reads what LibreOffice makes of a file, and looks whether anything was lost on the way."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from reviewer.documents.formats import DOC, DOCX, ODP, ODS, ODT, PPTX, XLSX, detect_format
from reviewer.documents.guard import check_archive, check_directory, check_file_size, read_entry
from reviewer.documents.office.conversion import TARGETS, Conversion, OfficeFile, Outcome, converted
from reviewer.documents.office.losses import restored_doc, whole_doc
from reviewer.documents.office.word_file import DAMAGE, PasswordError, WordFile
from reviewer.documents.reading import READERS
from reviewer.model.document import Document
from reviewer.model.errors import EncryptedFileError, InputError, Place, UnreadableFileError, UnsupportedFormatError

_OPEN_DOCUMENTS = frozenset({ODT, ODS, ODP})
_EDITORS = {DOCX: ("Word", "Writer"), XLSX: ("Excel", "Calc"), PPTX: ("PowerPoint", "Impress")}
"""Where a person can save the file anew, and the part of LibreOffice that converts it."""


def read(path: Path, name: str) -> Document:
    """Convert one file and read it. Raises: InputError."""
    file = file_to_convert(path, name)
    if file is None:  # changed on the disk since it was told what it is
        raise FileNotFoundError(path)
    with converted([file]) as conversions:
        return read_converted(conversions[path], name)


def file_to_convert(path: Path, name: str) -> OfficeFile | None:
    """The file as one to convert, once it has passed the limits; None for a format that is read as it is.

    Raises: LimitExceededError, EncryptedFileError, UnreadableFileError, OSError.
    """
    check_file_size(path, name)
    kind = detect_format(path)
    if kind not in TARGETS or TARGETS[kind] not in READERS:
        return None
    if kind in _OPEN_DOCUMENTS:
        _check_open_document(path, name)
    return OfficeFile(path, kind)


def read_converted(conversion: Conversion, name: str) -> Document:
    """Read what came of converting a file. `name`: what the user calls it. Raises: InputError."""
    file = conversion.file
    if conversion.path is None:
        restored = restored_doc(file, name) if conversion.outcome in {Outcome.REFUSED, Outcome.FELL} else None
        if restored is None:
            raise _failure(conversion.outcome, file, name)
        return restored
    target = TARGETS[file.kind]
    document = READERS[target].load().read(conversion.path, name)
    document = replace(document, format=file.kind.id)
    return whole_doc(document, file) if file.kind == DOC else document


def _check_open_document(path: Path, name: str) -> None:
    """LibreOffice is to unpack nothing that this program would not."""
    check_directory(path, name, remedy="Откройте файл и сохраните заново.")
    with zipfile.ZipFile(path) as archive:
        check_archive(archive, name)
        manifest = next((entry for entry in archive.infolist() if entry.filename == "META-INF/manifest.xml"), None)
        if manifest is not None and b"encryption-data" in read_entry(archive, manifest):
            raise _closed(name)


def _closed(name: str) -> EncryptedFileError:
    return EncryptedFileError(
        "Файл закрыт паролем. Откройте его, снимите пароль и пришлите снова.", place=Place(file=name)
    )


def _failure(outcome: Outcome, file: OfficeFile, name: str) -> InputError:
    place = Place(file=name)
    editor, part = _EDITORS[TARGETS[file.kind]]
    extension, target = file.kind.extensions[0], TARGETS[file.kind].extensions[0]
    save = f"откройте файл в {editor} и сохраните как {target}"
    if outcome is Outcome.ABSENT:
        return UnsupportedFormatError(
            f"Для формата {extension} нужна программа LibreOffice, а на этом компьютере её нет. Установите её "
            f"(Debian, Ubuntu: sudo apt install libreoffice-{part.lower()}; Windows, macOS: сайт libreoffice.org) или {save}.",
            code="libreoffice-absent",
            place=place,
        )
    if outcome is Outcome.BROKEN:
        return UnsupportedFormatError(
            f"LibreOffice, нужная для формата {extension}, не работает: проверьте, что она запускается и что в ней есть "
            f"{part}. Или {save}.",
            code="libreoffice-broken",
            place=place,
        )
    if outcome is Outcome.FELL:
        return UnreadableFileError(
            f"LibreOffice не смогла преобразовать файл: он её обрушил или занял слишком много времени. Поэтому {save}.",
            code="conversion-failed",
            place=place,
        )
    if file.kind == DOC and _has_password(file.path):
        return _closed(name)
    return UnreadableFileError(
        f"LibreOffice не открыла файл: он повреждён или закрыт паролем. Проверьте, открывается ли он: {save} "
        "или запросите файл ещё раз.",
        code="damaged-file",
        place=place,
    )


def _has_password(path: Path) -> bool:
    try:
        WordFile(path.read_bytes())
    except PasswordError:
        return True
    except DAMAGE:
        return False
    return False
