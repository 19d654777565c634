"""A document as JSON and back, so that a file is read once and shown many times."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from reviewer.model.document import Document, Notice, Paragraph, Table


@dataclass(frozen=True, slots=True)
class _Block:
    """Exactly one of the two: JSON does not tell them apart."""

    paragraph: Paragraph | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class _KeptDocument:
    file: str
    format: str
    blocks: tuple[_Block, ...]
    page_count: int | None
    notices: tuple[Notice, ...]


def document_to_json(document: Document) -> bytes:
    """Equal documents give equal bytes."""
    blocks = tuple(
        _Block(table=block) if isinstance(block, Table) else _Block(paragraph=block) for block in document.blocks
    )
    kept = _KeptDocument(document.file, document.format, blocks, document.page_count, document.notices)
    return msgspec.json.encode(kept, order="deterministic")


def document_from_json(content: bytes) -> Document:
    """Raises: msgspec.ValidationError where it is no document that was kept by this version."""
    kept = msgspec.json.decode(content, type=_KeptDocument)
    blocks = tuple(block for item in kept.blocks for block in (item.table, item.paragraph) if block is not None)
    return Document(kept.file, kept.format, blocks, kept.page_count, kept.notices)
