"""The documents of a result: what there is of each kind, what can still be made, and why something cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import quote

from sqlalchemy import Connection

from reviewer.documents.office.libreoffice import find_libreoffice
from reviewer.jobs.queue import ask, jobs_of
from reviewer.jobs.requests import DocumentsRequest
from reviewer.jobs.writing import outputs_in_hand
from reviewer.report.changes_document import DOCUMENT as CHANGES
from reviewer.report.documents import CONCLUSIONS_FOLDER, LETTER, SPRAVKA
from reviewer.report.matrix import MATRIX
from reviewer.store.blobs import Blobs
from reviewer.store.runs import Output, Run
from reviewer.store.workspace import Workspace
from reviewer.web.views.heads import Head
from reviewer.web.views.side_jobs import SideJob, side_job_of

Format = Literal["Word", "PDF", "Excel", "JSON"]

_FORMATS: dict[str, Format] = {".docx": "Word", ".pdf": "PDF", ".xlsx": "Excel", ".json": "JSON"}
_TITLES = {
    SPRAVKA: ("Справка", "о результатах экспертизы, по региону"),
    LETTER: ("Письмо", "сопроводительное, к справке"),
    MATRIX: ("Матрица", "параметры, мероприятия и листы для решений"),
    CHANGES: ("Сведения об изменениях", "с прошлого представления"),
    "review.json": ("Результат для программ", "всё, что найдено, в JSON"),
}
_JOBS_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class FileLink:
    """`name`: as the result calls it; `size` in bytes."""

    name: str
    format: Format
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in the formats that there are. `about`: what it is; `lost`: whether a file of it is gone from the workspace."""

    name: str
    title: str
    about: str
    files: tuple[FileLink, ...]
    lost: bool = False


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """What may be taken along of a result.

    Attributes:
        conclusions: Of the municipalities, one each.
        all_path: Of the ZIP with everything.
        written: False while nobody has asked for the documents of this result, or they are being written.
        unprinted: Word documents that there is no PDF of. `can_print`: whether LibreOffice is there to make them.
        job: That makes what is missing; None where none was asked for.
        notices: What the result could not write when it was made.
    """

    regional: tuple[DocumentLine, ...]
    conclusions: tuple[DocumentLine, ...]
    all_path: str
    written: bool
    unprinted: int
    can_print: bool
    job: SideJob | None
    notices: tuple[str, ...]

    @property
    def over(self) -> bool:
        return self.job is None or self.job.over

    @property
    def mark(self) -> str:
        return self.job.mark if self.job else ""


def view_documents(connection: Connection, blobs: Blobs, head: Head, run: Run, municipality: str = "") -> DocumentsView:
    """`municipality`: the name of the one whose conclusion alone is asked for; empty for all."""
    outputs = outputs_in_hand(connection, run)
    lines = tuple(_lines(outputs, blobs, head, run))
    conclusions = [line for line in lines if line.name.startswith(f"{CONCLUSIONS_FOLDER}/")]
    printed = {output.name for output in outputs}
    word = [output for output in outputs if output.name.endswith(".docx")]
    unprinted = sum(str(PurePosixPath(output.name).with_suffix(".pdf")) not in printed for output in word)
    return DocumentsView(
        regional=tuple(line for line in lines if line not in conclusions),
        conclusions=tuple(line for line in conclusions if municipality in {"", line.title}),
        all_path=f"{head.base}/documents/all?run={run.id}",
        written=bool(outputs),
        unprinted=unprinted,
        can_print=find_libreoffice() is not None,
        job=documents_job(connection, run, written=bool(outputs)),
        notices=run.summary.notices if unprinted else (),
    )


def documents_job(connection: Connection, run: Run, *, written: bool) -> SideJob | None:
    """What is made of a result, or was last: its PDFs where the documents are there, else the documents."""
    asked = [
        one
        for one in jobs_of(connection, run.campaign, kind="documents", most=_JOBS_LOOKED_AT)
        if isinstance(one.request, DocumentsRequest)
        and one.request.run == run.id
        and (one.request.printed or not written)
    ]
    found = next((one for one in asked if not one.over), next(iter(asked), None))
    return side_job_of(connection, found) if found else None


def ask_for_documents(workspace: Workspace, run: Run, author: str, *, printed: bool = False) -> None:
    """Have what is missing made, unless that is under way."""
    with workspace.writing() as connection:
        under_way = documents_job(connection, run, written=printed)
        if under_way is None or under_way.over:
            ask(connection, DocumentsRequest(run.id, printed=printed), author, run.campaign)


def _lines(outputs: Sequence[Output], blobs: Blobs, head: Head, run: Run) -> Iterator[DocumentLine]:
    stems: dict[str, list[Output]] = {}
    for output in outputs:
        stems.setdefault(str(PurePosixPath(output.name).with_suffix("")), []).append(output)
    order = [PurePosixPath(name).stem for name in _TITLES]
    for stem in sorted(stems, key=lambda one: order.index(one) if one in order else len(order)):
        members = stems[stem]
        there = [output for output in members if blobs.path(output.sha256).is_file()]
        title, about = _TITLES.get(members[0].name, (PurePosixPath(stem).name, members[0].title))
        about = "" if stem.startswith(f"{CONCLUSIONS_FOLDER}/") else about
        files = tuple(_link(output, blobs, head, run) for output in there)
        yield DocumentLine(members[0].name, title, about, files, lost=len(there) < len(members))


def _link(output: Output, blobs: Blobs, head: Head, run: Run) -> FileLink:
    suffix = PurePosixPath(output.name).suffix
    path = f"{head.base}/documents/file?run={run.id}&name={quote(output.name, safe='')}"
    return FileLink(output.name, _FORMATS.get(suffix, "JSON"), path, blobs.size(output.sha256))
