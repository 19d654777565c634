"""What is checked before a file is unpacked: its size, and what its archive declares.

A docx is a zip of XML, and 44 KB of it can unpack to 500 MB. Everything that a zip declares stands in its central
directory, so a bomb is told without unpacking a byte of it; `zipfile` itself never hands out more bytes of a member than
were declared, and fails on the checksum of a member that lied.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from lxml import etree

from reviewer.model.errors import EncryptedFileError, LimitExceededError, Place, UnreadableFileError

MEBIBYTE = 1024 * 1024
_ENCRYPTED_ENTRY = 0x1


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be.

    Attributes:
        file_bytes: The file as it was handed in.
        archive_entries: Files inside an archive.
        unpacked_bytes: What an archive declares to unpack to, all entries together.
        unpack_ratio: Unpacked bytes a packed byte, asked only of an archive that unpacks to `small_unpacked_bytes` or more:
            a long table of like rows packs well and is no bomb.
        pages: Pages of a document.
        cells: Grid squares of all tables of a document together.
    """

    file_bytes: int = 100 * MEBIBYTE
    archive_entries: int = 5_000
    unpacked_bytes: int = 400 * MEBIBYTE
    unpack_ratio: int = 150
    small_unpacked_bytes: int = 64 * MEBIBYTE
    pages: int = 1_000
    cells: int = 1_000_000


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


def check_archive(archive: ZipFile, name: str, limits: Limits = LIMITS) -> None:
    """Judge an archive by its central directory; nothing is unpacked. Raises: LimitExceededError, EncryptedFileError."""
    entries = archive.infolist()
    place = Place(file=name)
    if len(entries) > limits.archive_entries:
        raise LimitExceededError(
            f"Внутри файла {len(entries)} частей при допустимых {limits.archive_entries}. "
            "Откройте файл в Word и сохраните заново.",
            code="archive-too-many-entries",
            place=place,
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise LimitExceededError(
            f"После распаковки файл занял бы {_mebibytes(unpacked)} МБ при допустимых "
            f"{_mebibytes(limits.unpacked_bytes)} МБ. Откройте файл в Word, удалите лишнее и сохраните заново.",
            code="archive-too-large",
            place=place,
        )
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked >= limits.small_unpacked_bytes and unpacked > packed * limits.unpack_ratio:
        raise LimitExceededError(
            f"При распаковке файл вырос бы в {unpacked // packed} раз: так устроены вредоносные архивы. "
            "Откройте файл в Word и сохраните заново.",
            code="archive-ratio",
            place=place,
        )
    if any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in entries):
        raise EncryptedFileError("Содержимое файла закрыто паролем. Снимите пароль и пришлите файл снова.", place=place)


def check_pages(pages: int, name: str, limits: Limits = LIMITS) -> None:
    """Raises: LimitExceededError."""
    if pages > limits.pages:
        raise LimitExceededError(
            f"В документе {pages} стр. при допустимых {limits.pages}. Пришлите только «дорожную карту», без приложений.",
            code="too-many-pages",
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


def _mebibytes(size: int) -> str:
    return f"{size / MEBIBYTE:.1f}".replace(".", ",")


Element = etree._Element  # noqa: SLF001 - lxml gives its element no public name for annotations


class ForbiddenXmlError(Exception):
    """A part of an office file carries a document type declaration."""


def open_xml(stream: IO[bytes], tags: Collection[str]) -> Iterator[tuple[str, Element]]:
    """The `start` and `end` of elements with one of these tags, while the stream is read.

    No entity is resolved, nothing is fetched, and the parser's own bounds on depth and length stay on (`huge_tree` off).
    A DTD, which no office format allows, is refused as soon as it is seen: entities in attributes would grow in spite of all.

    Raises: lxml.etree.XMLSyntaxError, ForbiddenXmlError, and whatever the stream raises.
    """
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=tuple(tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    checked = False
    for event, element in events:
        if not checked:
            _refuse_dtd(element)
            checked = True
        yield event, element


def _refuse_dtd(element: Element) -> None:
    # The stubs of lxml do not know `doctype`, and take `internalDTD` for always there.
    if getattr(element.getroottree().docinfo, "doctype", ""):
        raise ForbiddenXmlError


def parse_xml(stream: IO[bytes]) -> Element:
    """The root of a small part, under the rules of `open_xml`. Raises: the same."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.parse(stream, parser).getroot()
    _refuse_dtd(root)
    return root
