"""What the pages of rules have in common: a profile is opened with the draft of whoever asks, checked and tried."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable
from urllib.parse import quote

from fastapi import Request

from reviewer.jobs.rule_changing import Change, check_change, open_change, profile_names, try_change
from reviewer.jobs.rule_checking import Checked, Tried
from reviewer.store.profile_archives import packed_profile
from reviewer.store.rulesets import versions_in_force
from reviewer.store.workspace import Workspace
from reviewer.web.access import EDITORS, person_of
from reviewer.web.heavy import HEAVY
from reviewer.web.navigation import Crumb
from reviewer.web.problems import NotFound
from reviewer.web.views.rule_profiles import profile_title

_EDITABLE = re.compile(
    r"(?:pack|dictionaries|region)\.yaml|deadlines\.txt|(?:signals|parameters)/[A-Za-zА-Яа-яЁё0-9_-]{1,60}\.yaml"
)


def workspace_of(request: Request) -> Workspace:
    found: Workspace = request.app.state.settings.workspace
    return found


def change_of(request: Request, name: str) -> Change:
    """Raises: NotFound."""
    workspace = workspace_of(request)
    with workspace.reading() as connection:
        if name not in profile_names(connection):
            raise NotFound("Таких правил нет. Выберите из списка.")
        return open_change(connection, workspace.blobs, name, person_of(request).login)


def crumbs_of(change: Change) -> tuple[Crumb, ...]:
    """To a page below that of the profile."""
    return Crumb("Правила", "/rules"), Crumb(profile_title(change), f"/rules/{quote(change.name)}")


def edits(request: Request) -> bool:
    return person_of(request).role in EDITORS


def is_editable(path: str) -> bool:
    """Whether rules may lie in a file of that path: only those are written, and only below the profile."""
    return _EDITABLE.fullmatch(path) is not None


def checked(request: Request, change: Change) -> Checked:
    """What is wrong in the rules with the draft. Raises: UsageError where too many ask at once."""
    workspace = workspace_of(request)
    return HEAVY.answer(("check", *_key(workspace, change)), lambda: check_change(workspace, change))


def tried(request: Request, change: Change) -> Tried:
    """Raises: RulebookError where they do not load; UsageError where too many ask at once."""
    return HEAVY.answer(("try", *_key(workspace_of(request), change)), lambda: try_change(change))


def _key(workspace: Workspace, change: Change) -> tuple[Hashable, ...]:
    """Of everything that the answer follows from."""
    with workspace.reading() as connection:
        others = tuple((one.profile, one.number) for one in versions_in_force(connection).values())
    with change.changed.laid_out() as folder:
        content = hashlib.sha256(packed_profile(folder)).hexdigest()
    return str(workspace.folder), change.name, content, others, change.standing
