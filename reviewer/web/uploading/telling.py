"""What is told of an upload: at once, and with the submission for as long as it is kept."""

from __future__ import annotations

from reviewer.jobs.handing_in import HandedIn
from reviewer.language.numerals import count_of
from reviewer.web.pages import Kind
from reviewer.web.uploading.receiving import Upload

_NAMED = 3
"""Files that are named in a notice; all of them stand on the page of the files."""


def refusals(upload: Upload) -> str:
    """For the submission's own note: a line for each file that was not taken."""
    return "\n".join(f"Не принят «{one.name}»: {one.why}." for one in upload.refused)


def outcome(upload: Upload, handed: HandedIn) -> tuple[str, Kind]:
    """A notice, and whether it is good news."""
    told = [f"Принято: {count_of(len(handed.submission.files), 'файл')}."]
    twins = (*upload.twins, *handed.twins)
    if twins:
        told.append(f"Одинаковые: {_some([f'«{one}» – копия «{other}»' for one, other in twins])}.")
    if handed.renewed:
        told.append(f"Новые версии прежних файлов: {_some([f'«{name}»' for name in handed.renewed])}.")
    if handed.known:
        told.append(f"Уже были в экспертизе: {_some([f'«{name}»' for name in handed.known])}.")
    if handed.withdrawn:
        told.append(f"Больше не рассматриваются: {_some([f'«{name}»' for name in handed.withdrawn])}.")
    if upload.refused:
        told.append(f"Не приняты: {_some([f'«{one.name}» ({one.why})' for one in upload.refused])}.")
    return " ".join(told), "warning" if upload.refused or handed.withdrawn else "done"


def nothing_taken(upload: Upload) -> str:
    """Why there is nothing to review though files were sent; empty where none were."""
    reasons = _some([f"«{one.name}» ({one.why})" for one in upload.refused])
    return f"Ни один файл не принят: {reasons}." if reasons else ""


def _some(told: list[str]) -> str:
    more = len(told) - _NAMED
    return ", ".join(told[:_NAMED]) + (f" и ещё {more}" if more > 0 else "")
