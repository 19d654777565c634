"""A profile is changed: a draft is laid over the version in force, looked at, and put in force."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from reviewer.jobs.queue import Job, ask, job_of
from reviewer.jobs.requests import ImpactRequest, ReviewRequest
from reviewer.jobs.rule_checking import Checked, Tried, check, try_cases
from reviewer.model.errors import ConflictError, UsageError
from reviewer.resources import data_folder
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import Campaign, campaigns
from reviewer.store.database import insert_missing
from reviewer.store.moments import now
from reviewer.store.profile_archives import Files, packed_profile
from reviewer.store.profile_drafts import Draft, draft_of, drop_draft
from reviewer.store.rulesets import (
    SHIPPED,
    ProfileVersion,
    Sources,
    add_version,
    number_in_force,
    own_files,
    profile_name,
    sources_of,
    versions,
    versions_in_force,
)
from reviewer.store.runs import last_run
from reviewer.store.schema import blob, campaign
from reviewer.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Change:
    """What a person would change.

    Attributes:
        number: Of the version in force.
        sources: The version in force; `changed`: with the draft over it.
        standing: The names of the profiles that stand on it.
        campaigns: Those that are judged by it, or by a profile that stands on it; `with_result`: those of them that have one.
    """

    name: str
    number: int
    draft: Draft
    sources: Sources
    changed: Sources
    standing: tuple[str, ...]
    campaigns: tuple[Campaign, ...]
    with_result: tuple[Campaign, ...]

    @property
    def begun(self) -> bool:
        return bool(self.draft.files)

    @property
    def overtaken(self) -> bool:
        """Whether another version has come into force since the draft was begun."""
        return self.begun and self.draft.base != self.number


def profile_names(connection: Connection) -> tuple[str, ...]:
    """All that the workspace knows: shipped, used by campaigns, or its own."""
    files = {*data_folder("rules").glob("*/pack.yaml"), *data_folder("rules").glob("*/region.yaml")}
    used = connection.execute(select(campaign.c.profile).distinct()).scalars()
    names = {file.parent.name for file in files} | {profile_name(one) for one in used}
    return tuple(sorted(names | set(versions_in_force(connection))))


def open_change(connection: Connection, blobs: Blobs, name: str, owner: str) -> Change:
    """Raises: UsageError where there is no profile of the name."""
    if name not in profile_names(connection):
        raise UsageError(f"Правил «{name}» нет. Выберите из списка.", code="profile")
    sources = sources_of(connection, blobs, name)
    draft = draft_of(connection, name, owner)
    changed = sources.changed(name, draft.over(sources.files, blobs)) if draft.files else sources
    chains = {one: _chain(connection, blobs, one) for one in profile_names(connection)}
    standing = tuple(one for one, chain in chains.items() if name in chain and one != name)
    held = tuple(one for one in campaigns(connection) if profile_name(one.profile) in {name, *standing})
    with_result = tuple(one for one in held if last_run(connection, one.id) is not None)
    return Change(name, number_in_force(connection, name), draft, sources, changed, standing, held, with_result)


def files_at(connection: Connection, blobs: Blobs, name: str, number: int) -> Files:
    """The files of a version; 0 is what ships. Raises: UsageError where there is no such version."""
    if number == SHIPPED:
        sources = sources_of(connection, blobs, name)
        if sources.folder is None:
            raise UsageError(f"Версии 0 у «{name}» нет: эти правила начаты в рабочей папке.", code="profile")
        return Sources(name, sources.folder, {}).files
    for version in versions(connection, name):
        if version.number == number:
            return own_files(blobs.folder, version.sha256)
    raise UsageError(f"Версии {number} у «{name}» нет. Выберите из списка версий.", code="profile")


def check_change(workspace: Workspace, change: Change) -> Checked:
    """What is wrong in the profile with the draft, and by it in the profiles that stand on it."""
    with workspace.reading() as connection:
        others = [sources_of(connection, workspace.blobs, one) for one in change.standing]
    return check(change.changed, [_with(one, change) for one in others] if change.begun else ())


def try_change(change: Change) -> Tried:
    """Raises: RulebookError where the profile does not load."""
    return try_cases(change.changed)


def ask_impact(workspace: Workspace, change: Change, campaign: int, author: str) -> Job:
    """Have a campaign judged by the version in force and by the draft. Raises: UsageError where it is not judged by the profile."""
    content = _judging(workspace, change, campaign)
    sha256 = workspace.blobs.put(content)
    with workspace.writing() as connection:
        insert_missing(connection, blob, {"sha256": sha256, "size": len(content), "stored_at": now()})
        return ask(connection, ImpactRequest(change.name, sha256), author, campaign)


def looked_at(workspace: Workspace, change: Change, job: int) -> Job:
    """The job whose result shows what this very draft changes.

    Raises:
        ConflictError: The draft is another by now, or the version in force is.
        UsageError: There is no such result.
    """
    with workspace.reading() as connection:
        found = job_of(connection, job)
    request = found.request
    if not isinstance(request, ImpactRequest) or request.profile != change.name or found.campaign is None:
        raise UsageError("Это не сравнение этих правил. Посмотрите влияние черновика ещё раз.", code="impact")
    if found.state != "done":
        raise UsageError("Сравнение ещё не закончено. Дождитесь его и посмотрите, что изменится.", code="impact")
    content = _judging(workspace, change, found.campaign)
    if hashlib.sha256(content).hexdigest() != request.content:
        raise ConflictError("После сравнения черновик изменён. Посмотрите его влияние ещё раз и потом применяйте.")
    return found


def apply_change(
    workspace: Workspace, change: Change, owner: tuple[str, str], note: str, rereview: Sequence[int]
) -> ProfileVersion:
    """Put a draft in force, and ask for the reviews that are to follow it.

    Args:
        owner: The login and the name of the person.
        rereview: Campaigns that are judged anew.

    Raises:
        ConflictError: Another version has come into force since the draft was begun.
        UsageError: Nothing was changed, or something is wrong in it.
    """
    if not change.begun:
        raise UsageError("В черновике ничего не изменено: применять нечего.", code="draft")
    if check_change(workspace, change).faults:
        raise UsageError("В черновике есть ошибки. Исправьте их: они названы на странице файла.", code="rules")
    login, author = owner
    with change.changed.laid_out() as folder:
        content = packed_profile(folder)
    with workspace.writing() as connection:
        if draft_of(connection, change.name, login) != change.draft:
            raise ConflictError("Черновик изменён в другом окне. Посмотрите его влияние ещё раз и потом применяйте.")
        version = add_version(
            connection, workspace.blobs, change.name, content, author=author, note=note, seen=change.draft.base
        )
        drop_draft(connection, change.name, login)
        _ask_reviews(connection, change, rereview, author)
    return version


def restore(
    workspace: Workspace, change: Change, number: int, author: str, *, note: str, rereview: Sequence[int]
) -> ProfileVersion:
    """Put the content of an earlier version in force, as a new version.

    Raises:
        ConflictError: Another version has come into force since the page was shown.
        UsageError: There is no such version, it is in force already, or it does not load with the program of today.
    """
    with workspace.reading() as connection:
        files = files_at(connection, workspace.blobs, change.name, number)
    if files == change.sources.files:
        raise UsageError("Эти правила и так действуют: возвращать нечего.", code="rules")
    former = change.sources.changed(change.name, files)
    if faults := check(former).faults:
        raise UsageError(f"Эта версия не подходит к нынешней программе: {faults[0].message}", code="rules")
    with former.laid_out() as folder:
        content = packed_profile(folder)
    with workspace.writing() as connection:
        version = add_version(
            connection,
            workspace.blobs,
            change.name,
            content,
            author=author,
            note=note or f"Возвращена версия {number}",
            seen=change.number,
            parent=number,
        )
        _ask_reviews(connection, change, rereview, author)
    return version


def begin_profile(workspace: Workspace, folder: Path, author: str, note: str) -> ProfileVersion:
    """Keep a new profile. `folder`: named as it is to be called. Raises: UsageError where there is one of the name."""
    content = packed_profile(folder)
    with workspace.writing() as connection:
        if folder.name in profile_names(connection):
            raise UsageError(f"Профиль «{folder.name}» уже есть. Назовите новый иначе.", code="profile")
        return add_version(connection, workspace.blobs, folder.name, content, author=author, note=note, seen=SHIPPED)


def _ask_reviews(connection: Connection, change: Change, rereview: Sequence[int], author: str) -> None:
    for one in change.campaigns:
        if one.id in rereview:
            ask(connection, ReviewRequest(), author, one.id)


def _judging(workspace: Workspace, change: Change, campaign: int) -> bytes:
    """The profile of a campaign with the draft in it."""
    profile = next((one.profile for one in change.campaigns if one.id == campaign), None)
    if profile is None:
        raise UsageError("Эта экспертиза ведётся по другим правилам. Выберите из списка.", code="campaign")
    with workspace.reading() as connection:
        sources = sources_of(connection, workspace.blobs, profile)
    with _with(sources, change).laid_out() as folder:
        return packed_profile(folder)


def _with(sources: Sources, change: Change) -> Sources:
    return sources.changed(change.name, change.changed.files)


def _chain(connection: Connection, blobs: Blobs, name: str) -> tuple[str, ...]:
    try:
        return sources_of(connection, blobs, name).chain
    except UsageError:
        return ()
