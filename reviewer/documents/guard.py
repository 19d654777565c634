"""What is checked before a file is unpacked: its size, and what its archive declares.

A docx is a zip of XML, and 44 KB of it can unpack to 500 MB. Everything that a zip declares stands in its central
directory, so a bomb is told without unpacking a byte of it; a member that declared too little is read no further than
it declared, and fails on its checksum.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reviewer.model.errors import EncryptedFileError, LimitExceededError, Place, UnreadableFileError

MEBIBYTE = 1024 * 1024
_ENCRYPTED_ENTRY = 0x1
_LONGEST_END_BYTES = 22 + 0xFFFF
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_DIRECTORY_BYTES_AN_ENTRY = 1_000
"""A header of 46 bytes, a name, and extra fields with times and rights."""
_COMPRESSIONS = frozenset({ZIP_STORED, ZIP_DEFLATED})
"""The two that ISO/IEC 29500-2 allows; of the others `zipfile` cannot unpack a part only."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be.

    Attributes:
        file_bytes: The file as it was handed in.
        archive_entries: Files inside an archive.
        archive_depth: Archives inside one another; 1 for one that holds none.
        unpacked_bytes: What an archive declares to unpack to, all entries together.
        unpack_ratio: Unpacked bytes a packed byte, asked only of an archive that unpacks to `small_unpacked_bytes` or more:
            a long table of like rows packs well and is no bomb.
        pages: Pages of a document.
        cells: Grid squares of all tables of a document together.
        sheet_cells: Cells of all sheets of a workbook, those too that are empty and only have a look.
        characters: Text of a workbook or a presentation; one string may stand in any number of its cells.
        scan_pages: Pages of a document that is recognised from its pictures.
        page_pixels: A page as a picture; a sheet of A3 at 600 dots an inch has this many.
        scan_seconds: Time for the recognition of a whole document.
        reading_seconds: Time for a file; what may be a scan has that of its recognition besides.
        reading_bytes: Memory of the process that reads, and of LibreOffice.
        conversion_seconds: Time of LibreOffice for a file.
    """

    file_bytes: int = 100 * MEBIBYTE
    archive_entries: int = 5_000
    archive_depth: int = 3
    unpacked_bytes: int = 400 * MEBIBYTE
    unpack_ratio: int = 150
    small_unpacked_bytes: int = 64 * MEBIBYTE
    pages: int = 1_000
    cells: int = 1_000_000
    sheet_cells: int = 2_000_000
    characters: int = 20_000_000
    scan_pages: int = 200
    page_pixels: int = 70_000_000
    scan_seconds: int = 1_200
    reading_seconds: int = 300
    reading_bytes: int = 2_048 * MEBIBYTE
    conversion_seconds: int = 120


LIMITS = Limits()


def check_file_size(path: Path, name: str, limits: Limits = LIMITS) -> None:
    """Raises: UnreadableFileError for an empty file, LimitExceededError, OSError."""
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError(
            "Файл пустой (0 байт): скорее всего, он не догрузился. Запросите файл ещё раз.",
            code="empty-file",
            place=Place(file=name),
        )
    if size > limits.file_bytes:
        raise LimitExceededError(
            f"Файл слишком большой: {_mebibytes(size)} МБ при допустимых {_mebibytes(limits.file_bytes)} МБ. "
            "Уменьшите или удалите рисунки в нём и пришлите файл снова.",
            code="file-too-large",
            place=Place(file=name),
        )


def check_archive(archive: ZipFile, name: str, limits: Limits = LIMITS, *, program: str = "Word") -> None:
    """Judge an office file by its central directory; nothing is unpacked. `program`: the one to save the file with.

    Raises: LimitExceededError, EncryptedFileError, UnreadableFileError.
    """
    entries = archive.infolist()
    remedy = f"Откройте файл в {program}, удалите лишнее и сохраните заново."
    check_unpacking(entries, name, limits, remedy=remedy)
    place = Place(file=name)
    if not all(is_usual_compression(entry) for entry in entries):
        raise UnreadableFileError(
            "Файл упакован способом, которого в документах Office не бывает. "
            f"Откройте файл в {program} и сохраните заново.",
            code="unusual-compression",
            place=place,
        )
    if any(is_encrypted(entry) for entry in entries):
        raise EncryptedFileError("Содержимое файла закрыто паролем. Снимите пароль и пришлите файл снова.", place=place)


def is_directory_too_long(path: Path, limits: Limits = LIMITS) -> bool:
    """Whether the central directory of an archive is longer than that of so many entries as are allowed; False for what is
    no archive. `zipfile` reads a directory of any length at once. Raises: OSError.
    """
    with path.open("rb") as file:
        size = file.seek(0, SEEK_END)
        file.seek(max(0, size - _LONGEST_END_BYTES))
        tail = file.read()
    place = tail.rfind(_END_MARK)
    if not 0 <= place <= len(tail) - _END.size:
        return False
    directory_bytes: int = _END.unpack_from(tail, place)[5]
    return min(directory_bytes, size) > limits.archive_entries * _DIRECTORY_BYTES_AN_ENTRY


def check_directory(path: Path, name: str, limits: Limits = LIMITS, *, remedy: str) -> None:
    """Raises: LimitExceededError for an archive with a directory that is too long, OSError."""
    if is_directory_too_long(path, limits):
        raise LimitExceededError(
            f"В архиве больше {limits.archive_entries} файлов. {remedy}",
            code="archive-too-many-entries",
            place=Place(file=name),
        )


def check_unpacking(entries: Sequence[ZipInfo], name: str, limits: Limits = LIMITS, *, remedy: str) -> None:
    """Judge by what entries declare how much there is to unpack. `remedy`: what to do about it, a whole sentence.

    Raises: LimitExceededError.
    """
    place = Place(file=name)
    if len(entries) > limits.archive_entries:
        raise LimitExceededError(
            f"Внутри файла {len(entries)} частей при допустимых {limits.archive_entries}. {remedy}",
            code="archive-too-many-entries",
            place=place,
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise LimitExceededError(
            f"После распаковки файл занял бы {_mebibytes(unpacked)} МБ при допустимых "
            f"{_mebibytes(limits.unpacked_bytes)} МБ. {remedy}",
            code="archive-too-large",
            place=place,
        )
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked >= limits.small_unpacked_bytes and unpacked > packed * limits.unpack_ratio:
        raise LimitExceededError(
            f"При распаковке файл вырос бы в {unpacked // packed} раз: так устроены вредоносные архивы. {remedy}",
            code="archive-ratio",
            place=place,
        )


def is_usual_compression(entry: ZipInfo) -> bool:
    """Whether it can be unpacked in part, up to a limit."""
    return entry.compress_type in _COMPRESSIONS


def is_encrypted(entry: ZipInfo) -> bool:
    return bool(entry.flag_bits & _ENCRYPTED_ENTRY)


def read_entry(archive: ZipFile, entry: ZipInfo) -> bytes:
    """The whole of an entry. `ZipFile.read` would unpack all that an entry holds before it looks at what it declared.

    Raises: zipfile.BadZipFile for one that holds more, and what else `zipfile` raises over damaged bytes.
    """
    with archive.open(entry) as stream:
        return stream.read(entry.file_size + 1)


def too_much_memory(name: str | None = None, limits: Limits = LIMITS) -> LimitExceededError:
    return LimitExceededError(
        f"Для чтения файла не хватило памяти ({limits.reading_bytes // MEBIBYTE} МБ). "
        "Пришлите только «дорожную карту», без приложений и рисунков.",
        code="reading-memory",
        place=Place(file=name),
    )


def too_slow(seconds: int, name: str | None = None) -> LimitExceededError:
    return LimitExceededError(
        f"Файл читался дольше {seconds // 60} мин. и был оставлен. Откройте его, сохраните заново и пришлите снова: "
        "только «дорожную карту», без приложений.",
        code="reading-time",
        place=Place(file=name),
    )


def check_pages(pages: int, name: str, limits: Limits = LIMITS) -> None:
    """Raises: LimitExceededError."""
    if pages > limits.pages:
        raise LimitExceededError(
            f"В документе {pages} стр. при допустимых {limits.pages}. Пришлите только «дорожную карту», без приложений.",
            code="too-many-pages",
            place=Place(file=name),
        )


def check_pixels(width: int, height: int, name: str, page: int, limits: Limits = LIMITS) -> None:
    """Judge a picture by the size that it declares, in pixels. Raises: LimitExceededError."""
    if width * height > limits.page_pixels:
        raise too_many_pixels(name, page, limits)


def too_many_pixels(name: str, page: int | None = None, limits: Limits = LIMITS) -> LimitExceededError:
    return LimitExceededError(
        f"Изображение страницы больше допустимого ({limits.page_pixels // 1_000_000} млн точек). "
        "Отсканируйте документ с разрешением 300 точек на дюйм и пришлите снова.",
        code="picture-too-large",
        place=Place(file=name, page=page),
    )


def check_scan_pages(pages: int, name: str, limits: Limits = LIMITS) -> None:
    """Raises: LimitExceededError."""
    if pages > limits.scan_pages:
        raise LimitExceededError(
            f"В скане {pages} стр. при допустимых {limits.scan_pages}. "
            "Пришлите только «дорожную карту», без приложений, или документ Word.",
            code="too-many-scan-pages",
            place=Place(file=name),
        )


def check_cells(cells: int, name: str, limits: Limits = LIMITS) -> None:
    """`cells`: grid squares of all tables so far. Raises: LimitExceededError."""
    if cells > limits.cells:
        raise LimitExceededError(
            f"В таблицах документа больше {limits.cells} ячеек. Пришлите только «дорожную карту», без приложений.",
            code="too-many-cells",
            place=Place(file=name),
        )


def check_sheet_cells(cells: int, name: str, limits: Limits = LIMITS) -> None:
    """`cells`: of all sheets so far. Raises: LimitExceededError."""
    if cells > limits.sheet_cells:
        raise LimitExceededError(
            f"На листах книги больше {limits.sheet_cells} ячеек, считая пустые с оформлением. "
            "Удалите лишние строки и столбцы и пришлите файл снова.",
            code="too-many-cells",
            place=Place(file=name),
        )


def check_characters(characters: int, name: str, limits: Limits = LIMITS) -> None:
    """`characters`: of all texts so far. Raises: LimitExceededError."""
    if characters > limits.characters:
        raise LimitExceededError(
            f"В документе больше {limits.characters // 1_000_000} млн знаков. "
            "Пришлите только «дорожную карту», без приложений.",
            code="too-much-text",
            place=Place(file=name),
        )


def _mebibytes(size: int) -> str:
    return f"{size / MEBIBYTE:.1f}".replace(".", ",")
