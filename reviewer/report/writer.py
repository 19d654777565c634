"""What an output is: a writer takes a review and fills a folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from reviewer.model.region import Region
from reviewer.model.review import Review
from reviewer.report.context import ReportContext


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was made, and what it is, in Russian."""

    path: Path
    title: str


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing. `notices`: what could not be made and what to do about it, in Russian."""

    files: tuple[WrittenFile, ...] = ()
    notices: tuple[str, ...] = ()

    def __add__(self, other: Written) -> Written:
        return Written(self.files + other.files, self.notices + other.notices)


class DocumentMemory(Protocol):
    """Documents that were written before, by all that they say. `kind`: «word», «pdf»…; `key`: SHA-256."""

    def recall(self, kind: str, key: str) -> bytes | None:
        """None where there is none."""

    def keep(self, kind: str, key: str, content: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class Order:
    """What every writer is given.

    Attributes:
        review: As it was made: `review.json` is written from it.
        clean: The same with harmless texts.
        region: With harmless texts.
        context: What the Word templates are filled from.
        out: An existing folder.
        templates: Folders to look for a template in, the first that has it wins.
        memory: Where unchanged documents are taken from.
    """

    review: Review
    clean: Review
    region: Region
    context: ReportContext
    out: Path
    templates: tuple[Path, ...]
    today: date | None = None
    memory: DocumentMemory | None = None


class Writer(Protocol):
    """Makes one kind of output.

    Raises:
        UsageError: A template is missing or broken, or the folder cannot be written to.
    """

    def __call__(self, order: Order, /) -> Written: ...
