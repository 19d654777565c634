"""A municipality sends its corrected roadmap itself: one file, which is its own whatever stands in it, and a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from reviewer.documents.formats import ARCHIVES, DAMAGED_ZIP, ENCRYPTED_OFFICE, UNKNOWN, UNREAD_IMAGES, detect_format
from reviewer.jobs.queue import ask
from reviewer.jobs.requests import ReviewRequest
from reviewer.jobs.submitting import files_in_force
from reviewer.model.errors import UsageError
from reviewer.report.filenames import file_names
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import StoredFile, Submission, hand_in, submissions
from reviewer.store.correction_entries import Entry, NewEntry, append, entries, seen_ordinal, standing
from reviewer.store.correction_targets import file_target
from reviewer.store.file_assignments import FileAssignment
from reviewer.store.moments import now
from reviewer.store.runs import Run, last_run, runs_of
from reviewer.store.workspace import Workspace

MOST_A_DAY = 20
"""Files that a municipality may send to a campaign within a day."""
REASON = "Представлено самим муниципалитетом"
_NOTHING_TO_READ = frozenset({DAMAGED_ZIP, ENCRYPTED_OFFICE, UNKNOWN, *UNREAD_IMAGES})


@dataclass(frozen=True, slots=True)
class Sender:
    """The municipality, by id and name, and the person who sends for it."""

    municipality: str
    title: str
    person: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was received of a municipality. `file`: as it is called in the campaign."""

    submission: int
    file: StoredFile
    received_at: datetime
    person: str


def send_roadmap(workspace: Workspace, campaign: int, sender: Sender, file: StoredFile, day: date) -> Receipt:
    """Take a file that lies among the blobs; a review that follows it is asked for. All of it is stored, or nothing.

    Raises: UsageError where it is no document, is there already, or too many were sent within a day.
    """
    check_document(workspace.blobs, file)
    with workspace.writing() as connection:
        history, known = submissions(connection, campaign), entries(connection, campaign)
        _check_new(connection, campaign, file, sender)
        named = StoredFile(_name(connection, campaign, file.name, sender), file.sha256, file.size)
        note = f"Прислал сам муниципалитет: {sender.title}."
        handed = hand_in(connection, campaign, [named], sender.person, complete=not history, note=note)
        body = FileAssignment(
            named.name,
            named.sha256,
            sender.municipality,
            comment=REASON,
            who=sender.person,
            when=day,
            municipality_title=sender.title,
        )
        _assign(connection, campaign, known, body)
        last = last_run(connection, campaign)
        ask(connection, ReviewRequest(today=last.manifest.today if last else None), sender.person, campaign)
        return _receipt(handed)


def check_document(blobs: Blobs, file: StoredFile) -> None:
    """Raises: UsageError for what no roadmap can be read from."""
    kind = detect_format(blobs.path(file.sha256))
    if kind in ARCHIVES:
        raise _refused(f"Это {kind.title}. Отправьте сам файл «дорожной карты»: Word, PDF, скан или Excel.")
    if kind in _NOTHING_TO_READ:
        raise _refused(f"Это {kind.title}: прочитать его нельзя. Отправьте «дорожную карту» в Word, PDF или Excel.")


def receipts(connection: Connection, campaign: int, municipality: str) -> list[Receipt]:
    """What the municipality itself has sent, the newest first."""
    own = {
        (entry.body.sha256, entry.author)
        for entry in entries(connection, campaign)
        if isinstance(entry.body, FileAssignment) and entry.municipality == municipality and entry.reason == REASON
    }
    sent = [one for one in submissions(connection, campaign) if len(one.files) == 1]
    return [_receipt(one) for one in reversed(sent) if (one.files[0].sha256, one.author) in own]


def own_file_names(runs: Sequence[Run], title: str) -> frozenset[str]:
    """Names of the files that results of a campaign have taken for those of a municipality, by its name."""
    lines = (line for run in runs for line in run.summary.municipalities if line.name == title)
    return frozenset(name for line in lines for name in line.files)


def _check_new(connection: Connection, campaign: int, file: StoredFile, sender: Sender) -> None:
    sent = receipts(connection, campaign, sender.municipality)
    if sum(one.received_at > now() - timedelta(days=1) for one in sent) >= MOST_A_DAY:
        raise _refused(f"За сутки принимается не больше {MOST_A_DAY} файлов. Отправьте остальное завтра.")
    if sent and sent[0].file.sha256 == file.sha256:
        raise _refused("Точно такой файл вы уже отправили последним: отправлять его снова не нужно.")
    runs = runs_of(connection, campaign)
    now_judged = own_file_names(runs[:1], sender.title)
    own = own_file_names(runs, sender.title) | {one.file.name for one in sent}
    same = {one.name for one in files_in_force(submissions(connection, campaign)) if one.sha256 == file.sha256}
    if not sent and same & now_judged:
        raise _refused("Точно такой файл уже рассмотрен: в нём ничего не изменено. Отправьте исправленный.")
    if same - own:
        raise _refused(
            "Точно такой файл в экспертизе уже есть, и он не числится вашим. Сообщите об этом в региональный центр."
        )


def _name(connection: Connection, campaign: int, name: str, sender: Sender) -> str:
    """In a folder of the municipality's name, so that no file of another is taken for an earlier version of it."""
    (folder,) = file_names([(sender.title, sender.municipality)])
    own = own_file_names(runs_of(connection, campaign), sender.title)
    own |= {one.file.name for one in receipts(connection, campaign, sender.municipality)}
    taken = {one.name for one in files_in_force(submissions(connection, campaign))} - own
    plain = name.rpartition("/")[2]
    stem, dot, suffix = plain.rpartition(".")
    found, number = f"{folder}/{plain}", 1
    while found in taken:
        number += 1
        found = f"{folder}/{stem} ({number}).{suffix}" if dot else f"{folder}/{plain} ({number})"
    return found


def _assign(connection: Connection, campaign: int, known: Sequence[Entry], body: FileAssignment) -> None:
    """Whose the file is does not depend on what stands in it."""
    target = file_target(body.sha256, body.file)
    before = next((one for one in standing(known) if one.target == target), None)
    if before and (before.municipality, before.author, before.reason) == (body.municipality, body.who, REASON):
        return
    new = NewEntry("file", body.municipality, target, body, body.who, REASON)
    append(connection, campaign, new, seen=seen_ordinal(known, target))


def _receipt(one: Submission) -> Receipt:
    return Receipt(one.id, one.files[0], one.received_at, one.author)


def _refused(message: str) -> UsageError:
    return UsageError(message, code="roadmap")
