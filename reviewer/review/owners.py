"""Whose each file is, and what is told of those that nobody can be found for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.model.region import Municipality, Region
from reviewer.model.review import FileProblem
from reviewer.review.reading import ReadFile
from reviewer.verdicts.ownership import Owners


@dataclass(frozen=True, slots=True)
class Folders:
    """The files sorted by owner.

    Attributes:
        files: By id of the municipality.
        unmatched: Names of the files that nobody owns.
        doubts: By name of a file, the ids of the municipalities that it may be of.
    """

    files: Mapping[str, Sequence[ReadFile]]
    unmatched: tuple[str, ...]
    doubts: Mapping[str, tuple[str, ...]]

    def of(self, municipality: Municipality) -> Sequence[ReadFile]:
        return self.files.get(municipality.id, ())

    def in_doubt(self, municipality: Municipality) -> bool:
        return any(municipality.id in candidates for candidates in self.doubts.values())


def sort_files(read: Sequence[ReadFile], region: Region, assigned: Mapping[str, str]) -> Folders:
    """`assigned`: ids of municipalities by file name, settled by a person."""
    owners = Owners(region)
    folders: dict[str, list[ReadFile]] = {}
    unmatched: list[str] = []
    doubts: dict[str, tuple[str, ...]] = {}
    for file in read:
        owner = owners.of_roadmap(file.roadmap) if file.roadmap else owners.of_name(file.name)
        identifier = assigned.get(file.name) or owner.municipality
        if identifier:
            folders.setdefault(identifier, []).append(file)
            continue
        unmatched.append(file.name)
        if owner.candidates:
            doubts[file.name] = owner.candidates
    return Folders(folders, tuple(unmatched), doubts)


def doubt_problems(folders: Folders, region: Region) -> tuple[FileProblem, ...]:
    problems = []
    for file, candidates in folders.doubts.items():
        names = ", ".join(region.municipality(identifier).short.nominative for identifier in candidates)
        message = (
            f"Не удалось определить, чья это «дорожная карта»: подходят {names}. "
            "Укажите муниципалитет в названии файла или параметром --assign."
        )
        problems.append(FileProblem(file, "ambiguous", message))
    return tuple(problems)
