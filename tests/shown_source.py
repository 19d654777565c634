"""What a page shows of a document that was read a moment ago."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reviewer.model.document import Document
from reviewer.web.sources.asked import Asked
from reviewer.web.sources.view import SourceView
from reviewer.web.sources.viewing import source_view


def shown_source(document: Document, asked: Sequence[Asked]) -> SourceView:
    """Nothing is opened: it is for formats whose pages are no pictures."""
    return source_view(Path(document.file), document.file, asked, document=document)
