"""Corrections of a campaign: of a verdict, a label, a file's owner; each checked against the last result and what was decided since.

Those of rows are in `correcting_rows`, those of a filled-in workbook in `correcting_workbook`.
"""

from __future__ import annotations

from dataclasses import replace

from reviewer.jobs.campaign_state import CampaignState, state_of
from reviewer.jobs.correction_entering import (
    Author,
    Entered,
    checked,
    checked_text,
    enter,
    told_entry,
    wrong,
)
from reviewer.model.corrections import REGIONAL_EVENT, Decision, LabelDecision, RowReference, VerdictKind
from reviewer.model.review import Verdict
from reviewer.model.roadmap import Activity
from reviewer.report.wording import VERDICTS
from reviewer.store.correction_entries import NewEntry, decided_by
from reviewer.store.correction_entries import undo as enter_undo
from reviewer.store.correction_targets import file_target, label_target, verdict_target
from reviewer.store.correction_words import subject
from reviewer.store.file_assignments import FileAssignment
from reviewer.store.workspace import Workspace
from reviewer.verdicts.row_references import reference_to

_NOBODY = "не определён"


def correct_verdict(
    workspace: Workspace,
    campaign: int,
    author: Author,
    *,
    municipality: str,
    parameter: str,
    verdict: VerdictKind,
    reason: str = "",
    comment: str | None = None,
    seen: int | None = None,
) -> Entered:
    """Say what the verdict on a parameter of a municipality is.

    Args:
        reason: Why; needed where the rules say otherwise.
        comment: What the outputs quote; by default the reason.
        seen: Ordinal of the newest entry on it that the author has had before him; None: whatever is the newest.

    Raises:
        ConflictError: Somebody has entered another one since.
        UsageError: There is no such municipality, parameter or verdict, it is decided so already, or the reason is missing.
    """
    author, reason = checked(author), checked_text(reason, "Причина")
    with workspace.writing() as connection:
        state = state_of(connection, workspace, campaign)
        before = _verdict_of(state, municipality, parameter)
        if verdict not in VERDICTS:
            raise wrong(f"Вывода «{verdict}» нет. Бывают: {', '.join(VERDICTS)}.")
        if verdict != before.by_rules and not reason:
            raise wrong(f"Программа считает иначе («{VERDICTS[before.by_rules]}»). Укажите причину решения.")
        body = Decision(
            municipality=municipality,
            parameter=parameter,
            verdict=verdict,
            comment=reason if comment is None else checked_text(comment, "Комментарий"),
            who=author.name,
            when=author.day,
            municipality_title=state.municipality(municipality).name,
            parameter_title=state.parameter_title(parameter),
        )
        target = verdict_target(municipality, parameter)
        new = NewEntry("verdict", municipality, target, body, author.name, reason)
        return enter(connection, state, new, verdict_before(state, municipality, parameter), seen)


def verdict_before(state: CampaignState, municipality: str, parameter: str) -> str:
    """What the rules said of it in the last result. Raises: UsageError where they say nothing of such."""
    return f"{VERDICTS[_verdict_of(state, municipality, parameter).by_rules]} (программа)"


def _verdict_of(state: CampaignState, municipality: str, parameter: str) -> Verdict:
    found = state.municipality(municipality).verdict(parameter)
    if found is None:
        raise wrong(f"Параметра «{parameter}» в этой экспертизе нет.")
    return found


def correct_label(
    workspace: Workspace,
    campaign: int,
    author: Author,
    *,
    row: RowReference,
    label: str,
    holds: bool,
    reason: str = "",
    seen: int | None = None,
) -> Entered:
    """Say whether a label of a row holds. `label`: id of a signal, or REGIONAL_EVENT; otherwise as `correct_verdict`."""
    author, reason = checked(author), checked_text(reason, "Причина")
    with workspace.writing() as connection:
        state = state_of(connection, workspace, campaign)
        body = label_decision(state, state.row(row), row.municipality, label)
        body = replace(body, holds=holds, comment=reason, who=author.name, when=author.day)
        target = label_target(body.row, label)
        new = NewEntry("label", row.municipality, target, body, author.name, reason)
        return enter(connection, state, new, label_before(state, body), seen)


def label_decision(state: CampaignState, activity: Activity, municipality: str, label: str) -> LabelDecision:
    """The question, not answered yet.

    Raises:
        UsageError: There is no such label, or the row was matched with no regional event.
    """
    review = state.municipality(municipality)
    titles = state.review.decided.signals
    title = titles.get(label, "")
    if label == REGIONAL_EVENT:
        found = [facts for facts in review.reviewed.facts if facts.activity == activity] if review.reviewed else []
        match = found[0].regional if found else None
        if match is None:
            raise wrong("Строка не похожа ни на одно мероприятие региональной «дорожной карты»: решать нечего.")
        title = f"Участие в региональном мероприятии «{match.title}»"
    elif label not in titles:
        raise wrong(f"Признака «{label}» в правилах нет.")
    return LabelDecision(reference_to(municipality, activity), label, label_title=title, municipality_title=review.name)


def label_before(state: CampaignState, decision: LabelDecision) -> str:
    """What the rules said of it in the last result."""
    reviewed = state.municipality(decision.row.municipality).reviewed
    for facts in reviewed.facts if reviewed else ():
        if reference_to(decision.row.municipality, facts.activity) != decision.row:
            continue
        if decision.label == REGIONAL_EVENT and facts.regional:
            return "да (программа)" if facts.regional.certain else "проверить (программа)"
        doubtful = decision.label in facts.doubtful
        word = "проверить" if doubtful else "да" if decision.label in facts.signals else "нет"
        return f"{word} (программа)"
    return "ещё не определено (строка исправлена)"


def assign_file(
    workspace: Workspace,
    campaign: int,
    author: Author,
    *,
    file: str,
    municipality: str,
    reason: str = "",
    seen: int | None = None,
) -> Entered:
    """Say whose a file is. `file`: as the outputs name it; otherwise as `correct_verdict`."""
    author, reason = checked(author), checked_text(reason, "Причина")
    with workspace.writing() as connection:
        state = state_of(connection, workspace, campaign)
        owner = state.municipality(municipality)
        known = state.files
        if file not in known:
            raise wrong(f"Файла «{file}» в этой экспертизе нет. Пишите имя так, как оно стоит в матрице.")
        body = FileAssignment(
            file,
            known[file],
            municipality,
            comment=reason,
            who=author.name,
            when=author.day,
            municipality_title=owner.name,
        )
        owners = [one.name for one in state.review.municipalities if file in one.files]
        target = file_target(body.sha256, file)
        if owners == [owner.name] and state.standing_on(target) is None:
            raise wrong(f"Файл «{file}» и так отнесён к «{owner.name}».")
        new = NewEntry("file", municipality, target, body, author.name, reason)
        return enter(connection, state, new, f"{owners[0] if owners else _NOBODY} (программа)", seen)


def undo(
    workspace: Workspace, campaign: int, author: Author, *, number: int, reason: str = "", seen: int | None = None
) -> Entered:
    """Take an entry back; taking an undoing back brings the first entry back.

    Raises:
        ConflictError: Somebody has entered another one on the same thing since.
        UsageError: There is no such entry, it is taken back already, or later corrections rest on what it made.
    """
    author, reason = checked(author), checked_text(reason, "Причина")
    with workspace.writing() as connection:
        state = state_of(connection, workspace, campaign)
        known = {entry.id: entry for entry in state.known}
        target = known[number].target if number in known else ""
        newest = state.seen(target) if seen is None else seen
        entry = enter_undo(connection, campaign, number, author=author.name, reason=reason, seen=newest)
        after = (*state.known, entry)
        state.check_rows(entry.municipality, after)
        about = subject(decided_by(after, entry))
        was, now = state.standing_on(target), replace(state, known=after).standing_on(target)
        return Entered(entry, about, told_entry(was, entry.kind), told_entry(now, entry.kind), was)
