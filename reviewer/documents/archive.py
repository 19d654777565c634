"""ZIP archives among the submitted files: what is in them becomes files of the batch.

Nothing is unpacked before the archive has been judged by what it declares; nothing is unpacked to a name that it states.
"""

from __future__ import annotations

import re
import stat
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.documents.entry_names import is_folder, is_litter, parts_of
from reviewer.documents.formats import ZIP, detect_format
from reviewer.documents.guard import (
    LIMITS,
    Limits,
    check_directory,
    check_file_size,
    check_unpacking,
    is_directory_too_long,
    is_encrypted,
    is_usual_compression,
)
from reviewer.model.errors import (
    EncryptedFileError,
    InputError,
    LimitExceededError,
    Place,
    UnreadableFileError,
    UnsupportedFormatError,
)
from reviewer.model.zip_damage import ZIP_DAMAGE

_REMEDY = "Пришлите файлы без архива или несколькими архивами."
_CHUNK_BYTES = 1024 * 1024
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_UNIX_MODE_SHIFT = 16


@dataclass(frozen=True, slots=True)
class UnpackedFile:
    """`name`: «архив.zip/папка/файл.docx»."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of unpacking: files in the order of the archive, and why others could not be unpacked."""

    files: tuple[UnpackedFile, ...]
    problems: tuple[InputError, ...]


def is_archive(path: Path, limits: Limits = LIMITS) -> bool:
    """Whether it is a ZIP of files, and no office document. Raises: OSError."""
    return is_directory_too_long(path, limits) or detect_format(path) == ZIP


def unpack(path: Path, name: str, into: Path, limits: Limits = LIMITS) -> Unpacked:
    """Unpack an archive, and the archives in it, into an empty folder.

    A file that cannot be unpacked is a problem of its own and harms no other. The limits hold for all that the archive
    and those in it hold together. `name`: what the user calls it. Raises: OSError where `into` cannot be written.
    """
    unpacking = _Unpacking(into, limits)
    unpacking.open(path, name, depth=1)
    if not unpacking.files and not unpacking.problems:
        message = "В архиве нет файлов. Проверьте, тот ли архив прислан."
        unpacking.problems.append(UnreadableFileError(message, code="empty-archive", place=Place(file=name)))
    return Unpacked(tuple(unpacking.files), tuple(unpacking.problems))


@dataclass(slots=True)
class _Unpacking:
    into: Path
    limits: Limits
    files: list[UnpackedFile] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)
    _declared: list[zipfile.ZipInfo] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _written: int = 0

    def open(self, path: Path, name: str, depth: int) -> None:
        try:
            check_file_size(path, name, self.limits)
            check_directory(path, name, self.limits, remedy=_REMEDY)
            if depth > self.limits.archive_depth:
                raise _too_deep(name, self.limits)
            with zipfile.ZipFile(path) as archive:
                self._take_all(archive, name, depth)
        except InputError as error:
            self.problems.append(error)
        except ZIP_DAMAGE:
            self.problems.append(_damaged("Архив повреждён", name))

    def _take_all(self, archive: zipfile.ZipFile, name: str, depth: int) -> None:
        self._declared += archive.infolist()
        check_unpacking(self._declared, name, self.limits, remedy=_REMEDY)
        entries = [(entry, parts) for entry in archive.infolist() if (parts := _kept(entry))]
        if entries and all(is_encrypted(entry) for entry, _ in entries):
            raise _encrypted("Архив закрыт паролем", name)
        for entry, parts in entries:
            shown = self._unused("/".join((name, *parts)))
            try:
                self._take(archive, entry, shown, depth)
            except InputError as error:
                self.problems.append(error)
            except ZIP_DAMAGE:
                self.problems.append(_damaged("Файл в архиве повреждён", shown))

    def _take(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str, depth: int) -> None:
        _check_entry(entry, shown)
        path = self._write(archive, entry, shown)
        if entry.file_size and is_archive(path, self.limits):
            self.open(path, shown, depth + 1)
            path.unlink()
        else:
            self.files.append(UnpackedFile(path, shown))

    def _write(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str) -> Path:
        """Write an entry, and no more than it declares, under a number and the ending of its name."""
        suffix = Path(shown).suffix
        self._written += 1
        path = self.into / f"{self._written:05}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        try:
            with archive.open(entry) as packed, path.open("xb") as file:
                while chunk := packed.read(_CHUNK_BYTES):
                    file.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def _unused(self, name: str) -> str:
        """The name, with a number where the archive has another entry of this name."""
        unused, count = name, 1
        while unused in self._names:
            count += 1
            unused = f"{name} ({count})"
        self._names.add(unused)
        return unused


def _kept(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    """The parts of the name of a file that somebody means to send; none of a folder or of litter."""
    parts = () if is_folder(entry) else parts_of(entry)
    return () if is_litter(parts) else parts


def _check_entry(entry: zipfile.ZipInfo, shown: str) -> None:
    if is_encrypted(entry):
        raise _encrypted("Файл в архиве закрыт паролем", shown)
    if not is_usual_compression(entry):
        raise UnsupportedFormatError(
            "Файл упакован способом, который не читается. Упакуйте его обычным ZIP или пришлите без архива.",
            code="unusual-compression",
            place=Place(file=shown),
        )
    if stat.S_ISLNK(entry.external_attr >> _UNIX_MODE_SHIFT):
        raise UnsupportedFormatError(
            "Вместо файла в архиве ссылка на другой файл. Пришлите сам файл.",
            code="archive-link",
            place=Place(file=shown),
        )


def _encrypted(what: str, name: str) -> EncryptedFileError:
    return EncryptedFileError(f"{what}. Снимите пароль и пришлите снова.", place=Place(file=name))


def _damaged(what: str, name: str) -> UnreadableFileError:
    message = f"{what}: он обрывается или испорчен при пересылке. Запросите его ещё раз."
    return UnreadableFileError(message, code="damaged-file", place=Place(file=name))


def _too_deep(name: str, limits: Limits) -> LimitExceededError:
    message = f"Архивы вложены один в другой больше {limits.archive_depth} раз. Пришлите файлы без вложенных архивов."
    return LimitExceededError(message, code="archive-depth", place=Place(file=name))
