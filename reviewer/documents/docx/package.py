"""The parts of a docx that hold its text, its styles and its numbering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from reviewer.documents import package as office
from reviewer.documents.guard import Limits
from reviewer.documents.safe_xml import Element, parse_xml

WORD = office.Program("Word", "word/document.xml")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Package:
    """An open docx. `related`: the parts that the main part names, by kind («styles», «numbering»), the first of a kind."""

    parts: office.Package
    related: Mapping[str, str]

    def open_main(self) -> IO[bytes]:
        """The main part's bytes; a document saved as «Strict Open XML» has its namespace turned into the usual one."""
        main = self.parts.main
        with self.parts.open(main) as stream:
            is_strict = _STRICT in stream.read(_HEAD_BYTES)
        if is_strict:
            return BytesIO((self.parts.read(main) or b"").replace(_STRICT, _TRANSITIONAL))
        return self.parts.open(main)

    def part(self, kind: str) -> Element | None:
        """The root of a part that the main part names; None where there is none."""
        content = self.parts.read(self.related.get(kind, ""))
        return None if content is None else parse_xml(BytesIO(content.replace(_STRICT, _TRANSITIONAL)))


def damage_named(name: str) -> AbstractContextManager[None]:
    """Turn what damaged bytes raise into an error of the file. Raises: UnreadableFileError."""
    return office.damage_named(name, WORD)


@contextmanager
def open_package(path: Path, name: str, limits: Limits) -> Iterator[Package]:
    """Open a docx once it has passed the limits. Raises: UnreadableFileError, EncryptedFileError, LimitExceededError."""
    with office.open_package(path, name, WORD, limits) as parts:
        related = {relation.kind: relation.part for relation in reversed(parts.relations(parts.main))}
        yield Package(parts, related)
