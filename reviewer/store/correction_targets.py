"""The keys of what a person corrects: equal for the same thing, whoever corrects it.

A row is the one with that number and text in that place; two rows that say the same are two.
"""

from __future__ import annotations

import hashlib

from reviewer.model.corrections import RowReference
from reviewer.verdicts.row_references import row_key

_LETTERS = 16


def verdict_target(municipality: str, parameter: str) -> str:
    return f"verdict/{municipality}/{parameter}"


def label_target(row: RowReference, label: str) -> str:
    return f"label/{row_digest(row)}/{label}"


def field_target(row: RowReference, field: str) -> str:
    """Each field is corrected by itself."""
    return f"row/{row_digest(row)}/{field}"


def shape_target(row: RowReference) -> str:
    """Of its being removed, split or merged into others."""
    return f"row/{row_digest(row)}/shape"


def added_target(key: str) -> str:
    """`key`: a new one for each row that is added."""
    return f"row/added/{key}"


def file_target(sha256: str | None, name: str) -> str:
    return f"file/{sha256}" if sha256 else f"file-name/{name}"


def row_digest(row: RowReference) -> str:
    """The same for the same row in the same place, whatever its file is called."""
    said = "\n".join((row.municipality, *row_key(row.number, row.text), repr((row.page, row.table, row.row))))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:_LETTERS]
