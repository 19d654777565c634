"""Corrections of rows that could not be followed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reviewer.model.corrections import Conflict, Corrections
from reviewer.model.region import Region


def homeless_rows(region: Region, read: Collection[str], corrections: Corrections) -> Iterator[Conflict]:
    """Those of municipalities that are no more, or of which nothing was read, and those that do not hold of the roadmap by now.

    `read`: ids of the municipalities with a roadmap.
    """
    known = {municipality.id for municipality in region.municipalities}
    for edit in corrections.rows:
        if edit.municipality not in known:
            title = edit.municipality_title or edit.municipality
            yield Conflict.of(edit, f"Муниципального образования «{title}» больше нет в профиле региона.")
        elif edit.outdated:
            yield Conflict.of(edit, edit.outdated)
        elif edit.municipality not in read:
            yield Conflict.of(edit, "«Дорожная карта» муниципального образования в этот раз не рассмотрена.")
