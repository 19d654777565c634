"""`reviewer correct …`: a correction is entered, and what was and what is now is told."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from reviewer.cli import correct_naming as naming
from reviewer.cli.authors import author_name
from reviewer.cli.correct_options import Call, OtherFields
from reviewer.jobs import correcting, correcting_rows
from reviewer.jobs.campaign_state import CampaignState, state_of
from reviewer.jobs.correcting_workbook import import_workbook
from reviewer.jobs.correction_entering import Author, Entered
from reviewer.language.numerals import count_of
from reviewer.model.corrections import RowReference
from reviewer.store.workspace import Workspace, open_workspace

_NEXT: Mapping[str, str] = {
    "verdict": "вывод программы будет заменён этим решением; доли, выводы и рекомендации пересчитаются",
    "label": "мероприятие будет учтено по этому ответу; выводы, доли и рекомендации пересчитаются",
    "row": "строка будет рассмотрена в исправленном виде; выводы, доли и рекомендации пересчитаются",
    "file": "файл будет рассмотрен как «дорожная карта» этого муниципалитета",
}


@dataclass(frozen=True, slots=True)
class _Session:
    """An open workspace, the campaign in it, what there is to correct, and who corrects."""

    workspace: Workspace
    campaign: int
    state: CampaignState
    author: Author

    @property
    def on(self) -> tuple[Workspace, int, Author]:
        """What every correction is entered on."""
        return self.workspace, self.campaign, self.author

    def owner(self, municipality: str) -> str:
        return naming.municipality_id(self.state, municipality)

    def row(self, municipality: str, row: str) -> RowReference:
        return naming.row_reference(self.state, self.owner(municipality), row)


def given(activity: str | None, others: OtherFields) -> Mapping[str, str]:
    """The fields that were named."""
    fields = {"activity": activity, **asdict(others)}
    return {name: text for name, text in fields.items() if text is not None}


def run_verdict(call: Call, municipality: str, parameter: str, verdict: str, reason: str, comment: str | None) -> int:
    def enter(session: _Session) -> Entered:
        return correcting.correct_verdict(
            *session.on,
            municipality=session.owner(municipality),
            parameter=naming.parameter_id(session.state, parameter),
            verdict=naming.verdict_kind(verdict),
            reason=reason,
            comment=comment,
        )

    return _run(call, enter)


def run_label(call: Call, municipality: str, row: str, label: str, answer: str, reason: str) -> int:
    def enter(session: _Session) -> Entered:
        return correcting.correct_label(
            *session.on,
            row=session.row(municipality, row),
            label=naming.label_id(session.state, label),
            holds=naming.answer(answer),
            reason=reason,
        )

    return _run(call, enter)


def run_field(call: Call, municipality: str, row: str, field: str, text: str, reason: str) -> int:
    def enter(session: _Session) -> Entered:
        found, name = session.row(municipality, row), naming.field_name(field)
        return correcting_rows.correct_field(*session.on, row=found, field=name, text=text, reason=reason)

    return _run(call, enter)


def run_add(call: Call, municipality: str, after: str | None, fields: Mapping[str, str], reason: str) -> int:
    def enter(session: _Session) -> Entered:
        before, owner = session.row(municipality, after) if after else None, session.owner(municipality)
        return correcting_rows.add_row(*session.on, municipality=owner, after=before, fields=fields, reason=reason)

    return _run(call, enter)


def run_remove(call: Call, municipality: str, row: str, reason: str) -> int:
    def enter(session: _Session) -> Entered:
        return correcting_rows.remove_row(*session.on, row=session.row(municipality, row), reason=reason)

    return _run(call, enter)


def run_split(call: Call, municipality: str, row: str, parts: Sequence[str], reason: str) -> int:
    def enter(session: _Session) -> Entered:
        found, texts = session.row(municipality, row), [{"activity": part} for part in parts]
        return correcting_rows.split_row(*session.on, row=found, parts=texts, reason=reason)

    return _run(call, enter)


def run_merge(call: Call, municipality: str, rows: Sequence[str], fields: Mapping[str, str], reason: str) -> int:
    def enter(session: _Session) -> Entered:
        found = [session.row(municipality, row) for row in rows]
        return correcting_rows.merge_rows(*session.on, rows=found, fields=fields, reason=reason)

    return _run(call, enter)


def run_file(call: Call, file: str, municipality: str, reason: str) -> int:
    def enter(session: _Session) -> Entered:
        return correcting.assign_file(*session.on, file=file, municipality=session.owner(municipality), reason=reason)

    return _run(call, enter)


def run_undo(call: Call, number: int, reason: str) -> int:
    return _run(call, lambda session: correcting.undo(*session.on, number=number, reason=reason))


def run_import(call: Call, workbook: Path) -> int:
    """Returns 1 where something in the workbook was not entered, else 0."""
    with _session(call) as session:
        imported = import_workbook(*session.on, workbook)
    if call.as_json:
        told = {
            "entered": [_form(entered) for entered in imported.entered],
            "known": imported.known,
            "refused": list(imported.refused),
        }
        print(json.dumps(told, ensure_ascii=False))
    else:
        for entered in imported.entered:
            _tell(entered)
        print(f"Внесено: {count_of(len(imported.entered), 'решение')}; уже действовало: {imported.known}.")
    for line in imported.refused:
        print(f"  ! {line}", file=sys.stderr)
    return 1 if imported.refused else 0


def _run(call: Call, enter: Callable[[_Session], Entered]) -> int:
    with _session(call) as session:
        entered = enter(session)
        name = session.state.campaign.name
    if call.as_json:
        print(json.dumps(_form(entered), ensure_ascii=False))
        return 0
    _tell(entered)
    number = entered.entry.id
    if entered.entry.undoes is None:
        print(f"При следующей экспертизе (reviewer review): {_NEXT[entered.entry.kind]}.")
    elif entered.was == entered.now:
        print("Ничего не меняется: запись и так не действовала.")
    else:
        print("При следующей экспертизе (reviewer review) это будет учтено.")
    print(f"Экспертиза: {name}. Отменить: reviewer correct undo {number}")
    return 0


@contextmanager
def _session(call: Call) -> Iterator[_Session]:
    with closing(open_workspace(call.workspace)) as workspace:
        with workspace.reading() as connection:
            campaign = naming.campaign_id(connection, call.campaign)
            state = state_of(connection, workspace, campaign)
        # The day is that of whoever sits at this computer, in its own time.
        author = Author(author_name(call.author), date.today())  # noqa: DTZ011
        yield _Session(workspace, campaign, state, author)


def _tell(entered: Entered) -> None:
    title = getattr(entered.entry.body, "municipality_title", "")
    undone = f"отменяет № {entered.entry.undoes}. " if entered.entry.undoes else ""
    owner = f"{title}. " if title and entered.entry.kind != "file" else ""
    print(f"Запись № {entered.entry.id}: {undone}{owner}{entered.subject}")
    print(f"  было:  {entered.was}")
    print(f"  стало: {entered.now}")


def _form(entered: Entered) -> dict[str, object]:
    entry = entered.entry
    return {
        "entry": entry.id,
        "campaign": entry.campaign,
        "kind": entry.kind,
        "municipality": entry.municipality,
        "subject": entered.subject,
        "was": entered.was,
        "now": entered.now,
        "replaced": entered.replaced.id if entered.replaced else None,
        "undoes": entry.undoes,
        "author": entry.author,
        "reason": entry.reason,
        "at": entry.at.isoformat(),
    }
