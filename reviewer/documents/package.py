"""An office file as a zip of parts that name one another through relationships (ISO/IEC 29500-2)."""

from __future__ import annotations

import posixpath
import zipfile
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
from reviewer.model.zip_damage import ZIP_DAMAGE

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGE = (*ZIP_DAMAGE, OSError, etree.XMLSyntaxError)


@dataclass(frozen=True, slots=True)
class Program:
    """The office program that a kind of package belongs to.

    Attributes:
        title: What messages call it.
        main_part: Where its main part usually lies.
    """

    title: str
    main_part: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another names. `kind`: the last word of the relationship's type, in lower case («styles»)."""

    id: str
    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """An open package.

    Attributes:
        entries: Every entry under its name in lower case with forward slashes, as part names are compared.
        main: Name of the main part.
    """

    archive: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    main: str

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The parts that a part names. What lies outside of the package is never looked at."""
        return _relations(self.archive, self.entries, part)

    def open(self, part: str) -> IO[bytes]:
        """The bytes of a part as a stream. Raises: KeyError where there is none."""
        return self.archive.open(self.entries[part])

    def read(self, part: str) -> bytes | None:
        """The bytes of a part; None where there is none."""
        entry = self.entries.get(part)
        return None if entry is None else read_entry(self.archive, entry)

    def root(self, part: str) -> Element | None:
        """The root of a small part; None where there is none."""
        content = self.read(part)
        return None if content is None else parse_xml(BytesIO(content))


@contextmanager
def damage_named(name: str, program: Program) -> Iterator[None]:
    """Turn what damaged bytes raise into an error of the file. Raises: UnreadableFileError."""
    try:
        yield
    except ForbiddenXmlError as error:
        raise UnreadableFileError(
            f"Файл содержит объявление DTD, которого в документах {program.title} не бывает, и поэтому не открыт. "
            f"Откройте файл в {program.title} и сохраните заново.",
            code="forbidden-xml",
            place=Place(file=name),
        ) from error
    except _DAMAGE as error:
        raise UnreadableFileError(
            f"Файл повреждён и не читается. Попробуйте открыть его в {program.title} (программа предложит восстановить "
            "содержимое) и сохранить заново или запросите файл ещё раз.",
            code="damaged-file",
            place=Place(file=name),
        ) from error


@contextmanager
def open_package(path: Path, name: str, program: Program, limits: Limits) -> Iterator[Package]:
    """Open a package once it has passed the limits.

    Raises: UnreadableFileError, EncryptedFileError, LimitExceededError.
    """
    with damage_named(name, program):
        check_file_size(path, name, limits)
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, name, limits, program=program.title)
            entries = {_part_name(entry.filename): entry for entry in archive.infolist()}
            named = {relation.kind: relation.part for relation in reversed(_relations(archive, entries, ""))}
            main = named.get("officedocument", program.main_part)
            if main not in entries:
                raise no_document(name, program)
            yield Package(archive, entries, main)


def no_document(name: str, program: Program) -> UnreadableFileError:
    return UnreadableFileError(
        f"В файле нет содержимого документа {program.title}: он повреждён или это не документ. Запросите файл ещё раз.",
        code="damaged-file",
        place=Place(file=name),
    )


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relations(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], part: str) -> tuple[Relation, ...]:
    folder, file = posixpath.split(part)
    entry = entries.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
    if entry is None:
        return ()
    return tuple(
        Relation(
            relationship.get("Id", ""),
            relationship.get("Type", "").rpartition("/")[2].lower(),
            _part_name(posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))),
        )
        for relationship in parse_xml(BytesIO(read_entry(archive, entry))).iter(_RELATIONSHIP)
        if relationship.get("TargetMode", "Internal") != "External"
    )
