"""A docx as a zip of parts that name one another through relationships (ISO/IEC 29500-2)."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from lxml import etree

from reviewer.documents.guard import Limits, check_archive, check_file_size, read_entry
from reviewer.documents.safe_xml import Element, ForbiddenXmlError, parse_xml
from reviewer.model.errors import Place, UnreadableFileError

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL_MAIN_PART = "word/document.xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD_BYTES = 4096
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    UnicodeError,
    NotImplementedError,
    etree.XMLSyntaxError,
)
"""What the standard library and lxml raise over damaged bytes."""


@dataclass(frozen=True, slots=True)
class Package:
    """An open docx.

    Attributes:
        entries: Every entry under its name in lower case with forward slashes, as part names are compared.
        main: Name of the part that holds the text.
        related: The parts that the main part names, by the last word of the kind («styles», «numbering»).
    """

    archive: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    main: str
    related: Mapping[str, str]

    def open_main(self) -> IO[bytes]:
        """The main part's bytes; a document saved as «Strict Open XML» has its namespace turned into the usual one."""
        entry = self.entries[self.main]
        with self.archive.open(entry) as stream:
            is_strict = _STRICT in stream.read(_HEAD_BYTES)
        if is_strict:
            return BytesIO(read_entry(self.archive, entry).replace(_STRICT, _TRANSITIONAL))
        return self.archive.open(entry)

    def part(self, kind: str) -> Element | None:
        """The root of a part that the main part names; None where there is none."""
        name = self.related.get(kind)
        if name not in self.entries or name is None:
            return None
        return parse_xml(BytesIO(read_entry(self.archive, self.entries[name]).replace(_STRICT, _TRANSITIONAL)))


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """Turn what damaged bytes raise into an error of the file. Raises: UnreadableFileError."""
    try:
        yield
    except ForbiddenXmlError as error:
        raise UnreadableFileError(
            "Файл содержит объявление DTD, которого в документах Word не бывает, и поэтому не открыт. "
            "Откройте файл в Word и сохраните заново.",
            code="forbidden-xml",
            place=Place(file=name),
        ) from error
    except _DAMAGE as error:
        raise UnreadableFileError(
            "Файл повреждён и не читается. Попробуйте открыть его в Word (Word предложит восстановить содержимое) "
            "и сохранить заново или запросите файл ещё раз.",
            code="damaged-file",
            place=Place(file=name),
        ) from error


@contextmanager
def open_package(path: Path, name: str, limits: Limits) -> Iterator[Package]:
    """Open a docx once it has passed the limits. Raises: UnreadableFileError, EncryptedFileError, LimitExceededError."""
    with damage_named(name):
        check_file_size(path, name, limits)
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, name, limits)
            entries = {_part_name(entry.filename): entry for entry in archive.infolist()}
            main = _main_part(archive, entries)
            if main not in entries:
                raise UnreadableFileError(
                    "В файле нет текста документа Word: он повреждён или это не документ. Запросите файл ещё раз.",
                    code="damaged-file",
                    place=Place(file=name),
                )
            folder, file = posixpath.split(main)
            related = _relationships(archive, entries.get(f"{folder}/_rels/{file}.rels".lstrip("/")), folder)
            yield Package(archive, entries, main, related)


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _main_part(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> str:
    return _relationships(archive, entries.get("_rels/.rels"), "").get("officedocument", _USUAL_MAIN_PART)


def _relationships(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None, folder: str) -> Mapping[str, str]:
    """Parts inside the package by kind, the first of a kind. What lies outside of it is never looked at."""
    if entry is None:
        return {}
    found: dict[str, str] = {}
    for relationship in parse_xml(BytesIO(read_entry(archive, entry))).iter(_RELATIONSHIP):
        if relationship.get("TargetMode", "Internal") != "External":
            kind = relationship.get("Type", "").rpartition("/")[2].lower()
            target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
            found.setdefault(kind, _part_name(target))
    return found
