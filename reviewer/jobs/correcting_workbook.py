"""The decisions of a workbook that was filled in elsewhere, entered one by one: those that are new, and nothing over what is newer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from reviewer.activities.wording import one_line
from reviewer.jobs.campaign_state import CampaignState, state_of
from reviewer.jobs.correcting import label_before, label_decision, verdict_before
from reviewer.jobs.correction_entering import (
    LONGEST_NAME,
    Author,
    Entered,
    checked,
    checked_text,
    enter,
    told_entry,
    wrong,
)
from reviewer.model.corrections import Corrections, Decision, LabelDecision
from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Activity, Roadmap
from reviewer.report.decisions_reading import KnownTitles, read_decisions
from reviewer.store.correction_entries import Body, Entry, NewEntry, standing
from reviewer.store.correction_targets import label_target, verdict_target
from reviewer.store.corrections import keep_base
from reviewer.store.history import record
from reviewer.store.workspace import Workspace
from reviewer.verdicts.row_references import RowIndex, plain_text, reference_to, row_key

_COLUMNS = ("deadline", "responsible", "participants", "outcome")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a workbook.

    Attributes:
        entered: Decisions that are new or were changed.
        known: How many are in force as they stand in it.
        refused: Those that were not entered: the cell and the reason, in Russian.
    """

    entered: tuple[Entered, ...]
    known: int
    refused: tuple[str, ...]


def import_workbook(workspace: Workspace, campaign: int, author: Author, workbook: Path) -> Imported:
    """Enter what a person filled into a workbook of the campaign.

    Who decided and when is as the workbook has it, else the author and his day. A decision that was replaced or taken back since the
    workbook had it, and one dated before the one in force, is not entered but told.

    Raises:
        UsageError: The workbook cannot be read, or cells of it are wrong; nothing is entered then.
    """
    author = checked(author)
    with workspace.reading() as connection:
        titles = _titles(state_of(connection, workspace, campaign))
    found = _read(workbook, titles)
    with workspace.writing() as connection:
        importing = _Importing(connection, state_of(connection, workspace, campaign), author, found)
        imported = importing.run()
        told = {"workbook": found.sha256, "entered": len(imported.entered), "refused": len(imported.refused)}
        record(connection, author.name, "import", told, campaign)
    return imported


def _titles(state: CampaignState) -> KnownTitles:
    return KnownTitles(
        municipalities={one.name: one.id for one in state.review.municipalities},
        parameters={one.title: one.id for one in state.review.statements},
        labels={title: signal for signal, title in state.review.decided.signals.items()},
    )


def _read(workbook: Path, titles: KnownTitles) -> Corrections:
    if not workbook.is_file():
        raise UsageError(f"Книга «{workbook}» не найдена. Проверьте путь.", code="decisions")
    try:
        return read_decisions(workbook, titles)
    except UsageError as error:
        message = error.message.removeprefix("--decisions: ").replace("ничего не рассмотрено", "ничего не внесено")
        raise UsageError(message, code=error.code, place=error.place) from error


class _Importing:
    def __init__(self, connection: Connection, state: CampaignState, author: Author, found: Corrections) -> None:
        self._connection = connection
        self._state = state
        self._author = author
        self._found = found
        self._bases = {name: self._base(name, roadmap) for name, roadmap in found.former.items()}
        self._entered: list[Entered] = []
        self._known = 0
        self._followed = _followed(state)

    def run(self) -> Imported:
        refused = []
        taken: list[Decision | LabelDecision] = [*self._found.verdicts, *self._found.labels]
        for decision in taken:
            if decision.outdated:
                continue
            try:
                self._take(decision)
            except UsageError as error:
                refused.append(f"{decision.place}: {error.message}")
        return Imported(tuple(self._entered), self._known, tuple(refused))

    def _take(self, decision: Decision | LabelDecision) -> None:
        new, was = self._verdict(decision) if isinstance(decision, Decision) else self._label(decision)
        if self._is_known(decision, new.target):
            self._known += 1
            return
        entered = enter(self._connection, self._state, new, was, None)
        self._entered.append(entered)
        self._state = replace(self._state, known=(*self._state.known, entered.entry))

    def _verdict(self, decision: Decision) -> tuple[NewEntry, str]:
        was = verdict_before(self._state, decision.municipality, decision.parameter)
        body = replace(decision, **self._signature(decision))
        target = verdict_target(decision.municipality, decision.parameter)
        base = self._bases.get(decision.municipality)
        return NewEntry("verdict", decision.municipality, target, body, body.who, body.comment, base), was

    def _label(self, decision: LabelDecision) -> tuple[NewEntry, str]:
        municipality = decision.row.municipality
        base = self._bases.get(municipality)
        if base is None:
            activity = self._state.row(decision.row)
            asked = label_decision(self._state, activity, municipality, decision.label)
            was = label_before(self._state, asked)
        else:
            activity = _row_of(self._found.former[municipality], decision)
            asked, was = decision, "в прежней версии «дорожной карты»"
        title = decision.label_title or asked.label_title
        row = reference_to(municipality, activity)
        body = replace(decision, row=row, label_title=title, **self._signature(decision))
        target = label_target(row, decision.label)
        return NewEntry("label", municipality, target, body, body.who, body.comment, base), was

    def _signature(self, decision: Decision | LabelDecision) -> dict[str, Any]:
        """Who, when and why, as the workbook has it where it does."""
        return {
            "who": checked_text(decision.who, "Имя", LONGEST_NAME) or self._author.name,
            "when": decision.when or self._author.day,
            "comment": checked_text(decision.comment, "Комментарий"),
            "place": "",
        }

    def _is_known(self, decision: Decision | LabelDecision, target: str) -> bool:
        """Whether it is in force.

        Raises:
            UsageError: It was, and is no more; or what is in force is newer.
        """
        standing_now = self._state.standing_on(target) or self._standing_elsewhere(target)
        if standing_now and _same(decision, standing_now.body):
            return True
        known = [entry for entry in self._state.known if entry.target == target and _same(decision, entry.body)]
        if known:
            now = told_entry(standing_now)
            message = (
                f"Это решение уже было внесено (запись № {known[-1].id}), а теперь иначе: {now}. "
                "Если оно всё же верно, поставьте в книге новую дату."
            )
            raise wrong(message)
        if standing_now and decision.when and decision.when < standing_now.at.astimezone().date():
            raise wrong(f"Позже решено иначе: {told_entry(standing_now)}. Если верно прежнее, поставьте новую дату.")
        return False

    def _standing_elsewhere(self, target: str) -> Entry | None:
        """The entry on a row that has another number or place in the last result than when it was decided on."""
        in_force = {str(entry.id): entry for entry in standing(self._state.known)}
        return next((in_force[number] for number in self._followed.get(target, ()) if number in in_force), None)

    def _base(self, municipality: str, former: Roadmap) -> str | None:
        """Of a workbook of an earlier version that version is kept; None for one of the last result."""
        review = next((one for one in self._state.review.municipalities if one.id == municipality), None)
        if review is None or (review.reviewed and _said(review.reviewed.roadmap) == _said(former)):
            return None
        return keep_base(self._connection, self._state.blobs, former)


def _followed(state: CampaignState) -> Mapping[str, Sequence[str]]:
    """Ids of the entries on labels by the key of the row that each is about in the last result, the latest first."""
    found: dict[str, list[str]] = {}
    for decision in state.review.decided.corrections.labels:
        if decision.id:
            found.setdefault(label_target(decision.row, decision.label), []).insert(0, decision.id)
    return found


def _same(decision: Decision | LabelDecision, body: Body | None) -> bool:
    """Whether an entry says what a cell does; a cell that is not signed is anybody's."""
    if not isinstance(body, Decision | LabelDecision):
        return False
    answer = decision.verdict if isinstance(decision, Decision) else decision.holds
    other = body.verdict if isinstance(body, Decision) else body.holds
    return (
        (answer, one_line(decision.comment)) == (other, body.comment)
        and decision.who in {"", body.who}
        and decision.when in {None, body.when}
    )


def _row_of(former: Roadmap, decision: LabelDecision) -> Activity:
    found = RowIndex(former).find(decision.row)
    if not found:
        raise wrong("Такой строки в «дорожной карте» нет: её текст или номер изменён.")
    return found[0]


def _said(roadmap: Roadmap) -> object:
    return [
        (row_key(row.number, row.activity), *(plain_text(row.field(name) or "") for name in _COLUMNS))
        for row in roadmap.activities
    ]
