"""The model's records as bytes, and back."""

from __future__ import annotations

import zlib
from typing import TypeVar

import msgspec

Record = TypeVar("Record")

_LEVEL = 1
"""Of compression: the least work, a tenth of the size."""


def to_json(record: object) -> str:
    """Equal records give equal text."""
    return msgspec.json.encode(record, order="deterministic").decode()


def from_json(text: str | bytes, kind: type[Record]) -> Record:
    """Raises: msgspec.ValidationError where the text is not that of such a record."""
    return msgspec.json.decode(text, type=kind)


def pack(record: object) -> bytes:
    """Compressed, for what is large."""
    return zlib.compress(msgspec.json.encode(record, order="deterministic"), _LEVEL)


def unpack(content: bytes, kind: type[Record]) -> Record:
    """Raises: msgspec.ValidationError, zlib.error."""
    return msgspec.json.decode(zlib.decompress(content), type=kind)
