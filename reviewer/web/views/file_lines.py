"""A file of a campaign as its page shows it: whose it is, how that was found, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reviewer.jobs.queue import JobFile
from reviewer.model.review import MunicipalityReview
from reviewer.store.correction_entries import Entry, seen_ordinal, standing
from reviewer.store.correction_targets import file_target
from reviewer.store.file_assignments import FileAssignment
from reviewer.verdicts.ownership import Ownership
from reviewer.web.formatting import day_text
from reviewer.web.views.progress import may_pass
from reviewer.web.views.reviews import Shown

FileState = Literal[
    "reviewed", "spare", "unread", "empty", "doubtful", "nobodys", "older", "waiting", "archive", "replaced"
]
STATE_WORDS: Mapping[FileState, str] = {
    "reviewed": "рассмотрен",
    "spare": "не рассмотрен: рассмотрен другой файл",
    "unread": "не прочитан",
    "empty": "мероприятий не найдено",
    "doubtful": "чей – неясно",
    "nobodys": "чей – не найдено",
    "older": "не рассматривается: есть более новая «дорожная карта»",
    "waiting": "ещё не проверен",
    "archive": "архив",
    "replaced": "не рассматривается",
}
SIGNS: Mapping[FileState, str] = {
    "reviewed": "good",
    "spare": "partly",
    "unread": "bad",
    "empty": "bad",
    "doubtful": "unknown",
    "nobodys": "unknown",
    "older": "unknown",
    "waiting": "work",
    "archive": "unknown",
    "replaced": "unknown",
}
HOW_WORDS: Mapping[str, str] = {
    "территория": "территория названа в документе",
    "заголовок": "по заголовку документа",
    "текст документа": "по тексту документа",
    "имя файла": "по имени файла",
    "исполнители": "по исполнителям мероприятий",
}
_OWN_WORDS = frozenset({"ambiguous"})
"""Codes of problems that the state itself tells."""
_NO_ROWS = "no-activities"
"""The code of a problem of files that were read."""


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file.

    Attributes:
        sha256, size: None for a file within an archive.
        municipality: Id of its owner, None while there is none; `municipality_name`: empty then.
        how: How the owner was found, in words.
        problems: What is wrong with it and what to do, in Russian. `may_pass`: another try may read it.
        copies: Names of other files with the same bytes.
        candidates: Whose it may be, where that is in doubt.
        assignable: Whether a person may say whose it is; `seen`: the ordinal of the newest entry on that.
        pending: What people have said of it since the result, in words.
        inside: The files of an archive.
    """

    name: str
    state: FileState
    sha256: str | None = None
    size: int | None = None
    municipality: str | None = None
    municipality_name: str = ""
    how: str = ""
    problems: tuple[str, ...] = ()
    may_pass: bool = False
    copies: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    assignable: bool = False
    seen: int = 0
    pending: str = ""
    words: str = ""
    inside: tuple[FileLine, ...] = ()

    @property
    def sign(self) -> str:
        return SIGNS[self.state]

    @property
    def state_words(self) -> str:
        return self.words or STATE_WORDS[self.state]

    @property
    def to_settle(self) -> bool:
        """Whether a person should say whose it is."""
        return self.state in {"doubtful", "nobodys"} and not self.pending


@dataclass(frozen=True, slots=True)
class Findings:
    """What a result says of files. `read`: those that a job which is under way has come to, by name."""

    shown: Shown | None = None
    owners: Mapping[str, Ownership] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    read: Mapping[str, JobFile] = field(default_factory=dict)

    def names_within(self, archive: str) -> list[str]:
        return sorted(name for name in self._names() if name.startswith(f"{archive}/"))

    def line(self, name: str, sha256: str | None, size: int | None = None) -> FileLine:
        """Of a file that is reviewed, or will be."""
        known = {file.name: file.sha256 for file in self.shown.run.manifest.files} if self.shown else {}
        if self.shown is None or (sha256 is not None and known.get(name) != sha256):
            return self._unjudged(name, sha256, size)
        inside = tuple(self.line(one, None) for one in self.names_within(name)) if sha256 else ()
        entry = self._entry(sha256, name)
        owner = self.owner(name)
        told = [one for one in self.shown.review.problems if one.file == name]
        found = self.owners.get(name, Ownership(None))
        state: FileState = (
            "archive" if inside and not told else self._state(name, owner, found, {one.code for one in told})
        )
        return FileLine(
            name,
            state,
            sha256,
            size,
            municipality=owner.id if owner else found.municipality if state == "older" else None,
            municipality_name=owner.name if owner else self._name(found.municipality) if state == "older" else "",
            how="" if state == "archive" else self._how(name, owner, found, entry),
            problems=tuple(one.message for one in told if one.code not in _OWN_WORDS),
            may_pass=any(may_pass(one.code) for one in told),
            candidates=self._candidates(found) if owner is None else (),
            assignable=self.shown.is_newest and state not in {"archive", "older"},
            seen=seen_ordinal(self.entries, file_target(sha256, name)),
            pending=self._pending(sha256, name, entry),
            inside=inside,
        )

    def _unjudged(self, name: str, sha256: str | None, size: int | None) -> FileLine:
        """There is no result that knows the file."""
        read = self.read.get(name)
        if read and read.state == "failed":
            return FileLine(name, "unread", sha256, size, problems=(read.message,), may_pass=may_pass(read.code))
        return FileLine(name, "waiting", sha256, size)

    def _names(self) -> set[str]:
        if self.shown is None:
            return set()
        review = self.shown.review
        told = {name for one in review.municipalities for name in one.files} | set(review.unmatched_files)
        return told | {one.file for one in review.problems} | set(self.owners)

    def owner(self, name: str) -> MunicipalityReview | None:
        """Whose roadmap the result has taken it for."""
        municipalities = self.shown.review.municipalities if self.shown else ()
        return next((one for one in municipalities if name in one.files), None)

    def _state(
        self, name: str, owner: MunicipalityReview | None, found: Ownership, problems: Collection[str]
    ) -> FileState:
        """`problems`: their codes."""
        if set(problems) - _OWN_WORDS - {_NO_ROWS}:
            return "unread"
        if _NO_ROWS in problems:
            return "empty"
        if owner is None:
            matched = self.shown is not None and name not in self.shown.review.unmatched_files
            return "older" if matched else "doubtful" if found.candidates else "nobodys"
        judged = owner.reviewed.roadmap if owner.reviewed else owner.as_read
        return "reviewed" if judged and judged.file == name else "spare"

    def _how(self, name: str, owner: MunicipalityReview | None, found: Ownership, entry: Entry | None) -> str:
        if entry is not None and self.shown is not None and entry.id <= self.shown.run.summary.last_correction:
            return f"указано: {entry.author}, {day_text(entry.at.astimezone())}"
        if owner is None or found.municipality is None:
            return ""
        if owner.id != found.municipality or self._given(name):
            return "указано при запуске"
        return HOW_WORDS.get(found.source, found.source)

    def _given(self, name: str) -> bool:
        assigned = self.shown.run.manifest.assigned if self.shown else ()
        return any(one.rpartition("=")[0] == name for one in assigned)

    def _candidates(self, found: Ownership) -> tuple[Candidate, ...]:
        return tuple(Candidate(one, self._name(one)) for one in found.candidates)

    def _name(self, municipality: str | None) -> str:
        municipalities = self.shown.review.municipalities if self.shown else ()
        return next((one.name for one in municipalities if one.id == municipality), municipality or "")

    def _entry(self, sha256: str | None, name: str) -> Entry | None:
        target = file_target(sha256, name)
        return next((one for one in standing(self.entries) if one.target == target), None)

    def _pending(self, sha256: str | None, name: str, entry: Entry | None) -> str:
        known = self.shown.run.summary.last_correction if self.shown else 0
        target = file_target(sha256, name)
        if not any(one.target == target and one.id > known for one in self.entries):
            return ""
        if entry is None or not isinstance(entry.body, FileAssignment):
            return "решение о муниципалитете отменено"
        return f"отнесён к «{entry.body.municipality_title}» ({entry.author})"
