"""The calls of this package for bounded child processes: `executor.submit(SourceFile.view, file, rows, document)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.documents.reading import read_document
from reviewer.model.document import Document
from reviewer.web.sources.asked import Asked
from reviewer.web.sources.page_images import page_image
from reviewer.web.sources.view import SourceView
from reviewer.web.sources.viewing import source_view


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file and what the user calls it. Its `path` tells `IsolatedReading` how much time a call may take."""

    path: Path
    name: str

    def read(self) -> Document:
        """Raises: InputError."""
        return read_document(self.path, name=self.name)

    def view(self, rows: Sequence[Asked], document: Document | None = None) -> SourceView:
        """`document`: the file as it was read, if it has been kept. Raises: InputError."""
        return source_view(self.path, self.name, rows, document=document)

    def page_image(self, page: int, scale: float) -> bytes:
        """A page, 1-based, as PNG. `scale`: pixels a point. Raises: InputError; UsageError for a page that is not there."""
        return page_image(self.path, page, scale, name=self.name)
