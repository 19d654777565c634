"""How a row of a roadmap is known again: by its number and text, then by its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from reviewer.model.corrections import RowReference
from reviewer.model.roadmap import Activity, Roadmap

_KEY_LETTERS = 1_000
"""Letters and digits by which the text of a row is known again: spaces, dashes and quotes are changed by every program."""
_SIGNS = re.compile(r"[\W_]+")


class RowIndex:
    """Finds the rows of a roadmap that a decision names."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], list[Activity]]:
        """Made when the first row is asked for: of most roadmaps nobody has decided anything."""
        rows: dict[tuple[str, str], list[Activity]] = {}
        for activity in self._roadmap.activities:
            rows.setdefault(row_key(activity.number, activity.activity), []).append(activity)
        return rows

    def find(self, row: RowReference) -> Sequence[Activity]:
        """Those with its number and text: the one in its place where there is one, else all, also of a file that was sent
        again under another name.
        """
        alike = self._rows.get(row_key(row.number, row.text), [])
        placed = [activity for activity in alike if stands_at(activity, row)]
        return placed or alike


def row_key(number: str | None, text: str) -> tuple[str, str]:
    return plain_text(number or ""), plain_text(text)[:_KEY_LETTERS]


def plain_text(text: str) -> str:
    """Its letters and digits."""
    return _SIGNS.sub("", text.casefold())


def stands_at(activity: Activity, row: RowReference) -> bool:
    source = activity.source
    return (source.file, source.page, source.table, source.row) == (row.file, row.page, row.table, row.row)


def reference_to(municipality: str, activity: Activity) -> RowReference:
    source = activity.source
    return RowReference(
        municipality=municipality,
        file=source.file,
        number=activity.number,
        text=activity.activity,
        page=source.page,
        table=source.table,
        row=source.row,
    )
