"""The files of a campaign: what was handed in and when, whose it is, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reviewer.jobs.queue import JobFile, follow, last_job
from reviewer.jobs.submitting import files_in_force, files_to_judge
from reviewer.store.campaigns import StoredFile, Submission, in_force, submissions
from reviewer.store.runs import RunFile
from reviewer.store.workspace import Workspace
from reviewer.web.views.file_lines import Candidate, FileLine, Findings
from reviewer.web.views.found_owners import found_owners
from reviewer.web.views.reviews import Opened, Shown


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """Files handed in at one time. `number`: 1-based; `withdrawn`: a later whole set has taken its place; `note`: lines."""

    id: int
    number: int
    complete: bool
    withdrawn: bool
    received_at: datetime
    author: str
    note: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class FilesView:
    """The newest submission first.

    Attributes:
        to_settle: The files of which a person should say whose they are.
        missing: The municipalities from which nothing came, in the region's order; empty while there is no result.
        municipalities: All of the region; empty while there is no result.
        unread: How many files in force could not be read.
        can_retry: Whether another try may read one of them.
    """

    submissions: tuple[SubmissionView, ...]
    to_settle: tuple[FileLine, ...]
    missing: tuple[Candidate, ...]
    municipalities: tuple[Candidate, ...]
    unread: int
    can_retry: bool

    @property
    def lines(self) -> tuple[FileLine, ...]:
        """Those of all submissions, files within archives too."""
        return tuple(line for one in self.submissions for file in one.files for line in (file, *file.inside))

    def line(self, name: str) -> FileLine | None:
        """Of a file that a person may say the owner of."""
        return next((one for one in self.lines if one.name == name and one.assignable), None)


def view_files(workspace: Workspace, found: Opened) -> FilesView:
    """`found`: with its result decoded where there is one."""
    shown = found if isinstance(found, Shown) else None
    owners = found_owners(workspace, shown.run) if shown else {}
    with workspace.reading() as connection:
        history = submissions(connection, found.campaign.id)
        job = last_job(connection, found.campaign.id)
        read = follow(connection, job.id).files if job else ()
    findings = Findings(shown, owners, found.entries, _by_name(read))
    told = _told(history, findings)
    lines = [line for one in told for file in one.files for line in (file, *file.inside)]
    unread = [line for line in lines if line.state == "unread"]
    municipalities = shown.review.municipalities if shown else ()
    return FilesView(
        submissions=tuple(reversed(told)),
        to_settle=tuple(line for line in lines if line.to_settle),
        missing=tuple(Candidate(one.id, one.name) for one in municipalities if one.status == "missing"),
        municipalities=tuple(Candidate(one.id, one.name) for one in municipalities),
        unread=len(unread),
        can_retry=any(line.may_pass for line in unread),
    )


def _by_name(files: Sequence[JobFile]) -> Mapping[str, JobFile]:
    return {one.name: one for one in files}


def _told(history: Sequence[Submission], findings: Findings) -> list[SubmissionView]:
    if not history:
        return []
    standing = in_force(history)
    current = {file.name: file for file in files_in_force(history)}
    earlier = {(file.once, file.sha256): file.name for file in files_to_judge(history) if file.once}
    telling = _Telling(len(history) - len(standing), current, earlier, _copies(current), findings)
    return [
        SubmissionView(
            one.id,
            place + 1,
            one.complete,
            place < telling.first,
            one.received_at,
            one.author,
            one.note,
            tuple(telling.line(file, place) for file in one.files),
        )
        for place, one in enumerate(history)
    ]


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the files of all submissions have become.

    Attributes:
        first: The 0-based place of the first submission in force.
        current: The files in force by name.
        earlier: What those are called by now whose name another has, by the name that they had and their SHA-256.
        copies: Names by SHA-256.
    """

    first: int
    current: Mapping[str, RunFile]
    earlier: Mapping[tuple[str, str], str]
    copies: Mapping[str, Sequence[str]]
    findings: Findings

    def line(self, file: StoredFile, place: int) -> FileLine:
        """`place`: of its submission."""
        newest = self.current.get(file.name)
        if place < self.first or newest is None:
            return _gone(file, f"представление № {self.first + 1} заменило весь комплект")
        if newest.part != place - self.first:
            called = self.earlier.get((file.name, file.sha256), "")
            if self.findings.owner(called):
                return self.findings.line(called, file.sha256, file.size)
            return _gone(file, f"новый файл с этим именем – в представлении № {self.first + newest.part + 1}")
        line = self.findings.line(file.name, file.sha256, file.size)
        return replace(line, copies=tuple(name for name in self.copies[file.sha256] if name != file.name))


def _gone(file: StoredFile, why: str) -> FileLine:
    return FileLine(file.name, "replaced", file.sha256, file.size, words=f"не рассматривается: {why}")


def _copies(current: Mapping[str, RunFile]) -> Mapping[str, Sequence[str]]:
    """Names by SHA-256."""
    found: dict[str, list[str]] = {}
    for file in current.values():
        found.setdefault(file.sha256, []).append(file.name)
    return found
