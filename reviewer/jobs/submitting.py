"""Files that are handed in to a campaign: kept once, and no new submission where nothing is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection

from reviewer.model.errors import UsageError
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import (
    Campaign,
    StoredFile,
    Submission,
    add_campaign,
    find_campaign,
    hand_in,
    in_force,
    submissions,
)
from reviewer.store.runs import RunFile
from reviewer.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HandedIn:
    """`submission`: the last one, which is an earlier one where nothing is new. `unreadable`: files that could not be copied."""

    campaign: Campaign
    submission: Submission
    unreadable: tuple[tuple[str, Path], ...] = ()


def hand_in_folder(
    workspace: Workspace, files: Sequence[tuple[str, Path]], campaign: tuple[str, Path], profile: Path, author: str
) -> HandedIn:
    """Hand in the files of a folder, whose names come first, to a campaign of its name, or to that of the folder itself.

    Args:
        campaign: The name, empty for that of the folder; and the folder.
        profile: Its folder, or its name where only the workspace has it.

    Raises:
        UsageError: The campaign is of another region.
    """
    name, folder = campaign
    stored, unreadable = stored_files(workspace.blobs, files)
    with workspace.writing() as connection:
        found = _campaign(connection, name, folder, profile, author)
        history = submissions(connection, found.id)
        current = {file.name: file for one in in_force(history) for file in one.files}
        new = [file for file in stored if current.get(file.name) != file]
        complete = not name or not history
        if history and not new and (not complete or len(current) == len(stored)):
            return HandedIn(found, history[-1], unreadable)
        handed = stored if complete else new
        return HandedIn(found, hand_in(connection, found.id, handed, author, complete=complete), unreadable)


def files_in_force(history: Sequence[Submission]) -> tuple[RunFile, ...]:
    """Those of the last complete submission and of the additions since; of files of one name the last."""
    found: dict[str, RunFile] = {}
    for part, one in enumerate(in_force(history)):
        for file in one.files:
            found.pop(file.name, None)
            found[file.name] = RunFile(file.name, file.sha256, part)
    return tuple(sorted(found.values(), key=lambda file: (file.part, Path(file.name))))


def files_to_judge(history: Sequence[Submission]) -> tuple[RunFile, ...]:
    """Those in force, and the earlier ones of their names, which may be of other municipalities: «План.docx» is nobody's name."""
    current = files_in_force(history)
    newest = {file.name: file for file in current}
    standing = in_force(history)
    earlier: dict[tuple[str, str], RunFile] = {}
    for part, one in enumerate(standing):
        for file in one.files:
            if part < newest[file.name].part and file.sha256 != newest[file.name].sha256:
                number = len(history) - len(standing) + part + 1
                earlier[file.name, file.sha256] = RunFile(_called(file.name, number), file.sha256, part, file.name)
    return tuple(sorted((*current, *earlier.values()), key=lambda file: (file.part, Path(file.name))))


def _called(name: str, number: int) -> str:
    """What a file is called whose name another has by now. `number`: of its submission, 1-based."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem} (представление № {number}){path.suffix}"))


def stored_files(
    blobs: Blobs, files: Sequence[tuple[str, Path]]
) -> tuple[list[StoredFile], tuple[tuple[str, Path], ...]]:
    """Put files, whose names come first, among the blobs. Returns those that were put there, and the others."""
    stored, unreadable = [], []
    for name, path in files:
        try:
            sha256 = blobs.put_file(path)
        except OSError:
            unreadable.append((name, path))
        else:
            stored.append(StoredFile(name, sha256, blobs.size(sha256)))
    return stored, tuple(unreadable)


def _campaign(connection: Connection, name: str, folder: Path, profile: Path, author: str) -> Campaign:
    place = str(profile.resolve() if profile.is_dir() else profile)
    own = "" if name else str(folder.resolve())
    name = name or f"{own} ({profile.name})"
    found = find_campaign(connection, name)
    if found is None:
        return add_campaign(connection, name, place, author, own or None)
    if Path(found.profile).name != profile.name:
        message = (
            f"Экспертиза «{name}» ведётся по профилю «{Path(found.profile).name}», а указан «{profile.name}». "
            "Укажите прежний профиль или другое название экспертизы."
        )
        raise UsageError(message, code="campaign")
    return found
