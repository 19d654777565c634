"""Files come to a campaign by the workplace, and its review is asked for in the same transaction: neither is there without the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from reviewer.jobs.queue import Job, ask
from reviewer.jobs.requests import ReviewRequest
from reviewer.jobs.submitting import files_in_force
from reviewer.model.errors import UsageError
from reviewer.store.campaigns import (
    Campaign,
    StoredFile,
    Submission,
    add_campaign,
    campaign_of,
    find_campaign,
    hand_in,
    submissions,
)
from reviewer.store.workspace import Workspace

LONGEST_NAME = 200
"""Characters of a campaign's name."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What came of handing files in.

    Attributes:
        renewed: Names of files that had been there with other bytes: the new ones are reviewed.
        known: Names of files that are there already, with the same bytes: they are not entered again.
        withdrawn: Names of files that are reviewed no more, because a whole new set has come.
        twins: Pairs of a new name and the name of a file of the same bytes that was there before.
    """

    campaign: Campaign
    submission: Submission
    job: Job
    renewed: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()


def name_taken(connection: Connection, name: str) -> bool:
    return find_campaign(connection, name) is not None


def begin_campaign(
    workspace: Workspace, called: tuple[str, str], files: Sequence[StoredFile], author: str, note: str = ""
) -> HandedIn:
    """A new campaign with its first files. `called`: its name, and the profile of its region.

    Raises: UsageError where there are no files, or there is a campaign of that name.
    """
    _check_any(files)
    with workspace.writing() as connection:
        made = add_campaign(connection, *called, author)
        submission = hand_in(connection, made.id, files, author, complete=True, note=note)
        return HandedIn(made, submission, ask(connection, ReviewRequest(), author, made.id))


def add_files(
    workspace: Workspace,
    campaign: int,
    files: Sequence[StoredFile],
    author: str,
    *,
    complete: bool = False,
    note: str = "",
) -> HandedIn:
    """More files, or corrected ones. `complete`: they take the place of all that was there.

    Raises:
        UsageError: There is no such campaign, or there is nothing new among the files.
    """
    _check_any(files)
    with workspace.writing() as connection:
        found = campaign_of(connection, campaign)
        if found is None:
            raise UsageError("Такой экспертизы в рабочей папке нет.", code="campaign")
        history = submissions(connection, campaign)
        before = {file.name: file.sha256 for file in files_in_force(history)} if history else {}
        complete = complete or not history
        known = tuple(file.name for file in files if before.get(file.name) == file.sha256)
        new = [file for file in files if file.name not in known]
        given = {file.name for file in files}
        withdrawn = tuple(name for name in before if name not in given) if complete else ()
        if not new and not withdrawn:
            raise UsageError("Все эти файлы уже есть в экспертизе: добавлять нечего.", code="nothing-new")
        submission = hand_in(connection, campaign, files if complete else new, author, complete=complete, note=note)
        return HandedIn(
            found,
            submission,
            ask(connection, ReviewRequest(), author, campaign),
            renewed=tuple(file.name for file in new if file.name in before),
            known=known,
            withdrawn=withdrawn,
            twins=_twins(new, before),
        )


def _check_any(files: Sequence[StoredFile]) -> None:
    if not files:
        raise UsageError("Не выбрано ни одного файла. Выберите папку, файлы или архив ZIP.", code="no-files")


def _twins(new: Sequence[StoredFile], before: dict[str, str]) -> tuple[tuple[str, str], ...]:
    names = {sha256: name for name, sha256 in reversed(before.items())}
    return tuple((file.name, names[file.sha256]) for file in new if names.get(file.sha256, file.name) != file.name)
