"""Submissions that add to one another: whoever sent a newer roadmap is judged by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from reviewer.model.region import Region
from reviewer.review import ReadFile
from reviewer.verdicts.ownership import Owners


def overlaid(read: Sequence[tuple[int, ReadFile]], region: Region, assigned: Mapping[str, str]) -> list[ReadFile]:
    """The files of all parts in their order, without those of municipalities that sent a roadmap which can be read in a later one.

    Args:
        read: Files with the number of their part, sorted by it.
        assigned: Municipality ids by file name, settled by a person.
    """
    owners = Owners(region)

    def owner(file: ReadFile) -> str | None:
        found = owners.of_roadmap(file.roadmap) if file.roadmap else owners.of_name(file.name)
        return assigned.get(file.name) or found.municipality

    whole: list[ReadFile] = []
    for _, group in groupby(read, key=lambda item: item[0]):
        new = [file for _, file in group]
        if whole:
            renewed = {owner(file) for file in new if file.roadmap and file.roadmap.activities} - {None}
            whole = [file for file in whole if owner(file) not in renewed]
        whole += new
    return whole
