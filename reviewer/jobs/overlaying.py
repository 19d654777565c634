"""Submissions that add to one another: whoever sent a newer roadmap is judged by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reviewer.model.region import Region
from reviewer.review import ReadFile
from reviewer.store.runs import RunFile
from reviewer.verdicts.ownership import Owners


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was read, or one of an archive. `by`: the file that was handed in; `read.name` is its name by now."""

    by: RunFile
    read: ReadFile


def renamed(read: ReadFile, by: RunFile) -> ReadFile:
    """By the name that the file goes by, though it was read by the one that it was handed in by."""
    if not by.once:
        return read
    name = by.name + read.name.removeprefix(by.once)
    roadmap, problem = read.roadmap, read.problem
    return replace(
        read,
        name=name,
        roadmap=replace(roadmap, file=name) if roadmap else None,
        problem=replace(problem, file=name) if problem else None,
    )


def overlaid(handed: Sequence[Handed], region: Region, assigned: Mapping[str, str]) -> list[ReadFile]:
    """The files of all parts in their order, without those of municipalities that sent a roadmap which can be read in a later one.

    A file whose name a later one has gives way to it too, unless the two are known to be of different municipalities.

    Args:
        handed: Sorted by part.
        assigned: Municipality ids by file name, settled by a person.
    """
    owner = _Owner(Owners(region), assigned)
    whole: list[ReadFile] = []
    for _, group in groupby(_standing(handed, owner), key=lambda one: one.by.part):
        new = [one.read for one in group]
        if whole:
            renewed = {owner(file) for file in new if file.roadmap and file.roadmap.activities} - {None}
            whole = [file for file in whole if owner(file) not in renewed]
        whole += new
    return whole


@dataclass(frozen=True, slots=True)
class _Owner:
    owners: Owners
    assigned: Mapping[str, str]

    def __call__(self, file: ReadFile) -> str | None:
        found = self.owners.of_roadmap(file.roadmap) if file.roadmap else self.owners.of_name(file.name)
        return self.assigned.get(file.name) or found.municipality


def _standing(handed: Sequence[Handed], owner: _Owner) -> list[Handed]:
    """Without those in whose place another of their name stands."""
    contested = {one.by.once for one in handed if one.by.once}
    sharing: dict[str, list[tuple[int, str | None]]] = {name: [] for name in contested}
    for one in handed:
        if one.by.own_name in contested:
            sharing[one.by.own_name].append((one.by.part, owner(one.read)))

    def stands(one: Handed) -> bool:
        later = {whose for part, whose in sharing[one.by.own_name] if part > one.by.part}
        return bool(later - {None}) and owner(one.read) not in {None, *later}

    return [one for one in handed if not one.by.once or stands(one)]
