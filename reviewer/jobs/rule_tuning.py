"""What was changed in a profile by a form goes into the draft of whoever asked, if it loads with that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reviewer.jobs.rule_changing import Change, check_change
from reviewer.model.errors import UsageError
from reviewer.rulebook.tuning import Tuning, Weight
from reviewer.rulebook.yaml_edits import read_data
from reviewer.store.profile_drafts import drop_draft, save_draft_file
from reviewer.store.workspace import Workspace


def keep_tuning(workspace: Workspace, change: Change, owner: str, tuning: Tuning, weight: Weight) -> None:
    """Save the files that are otherwise now, with the version of the rules raised once for a draft.

    Args:
        owner: The login of the person.
        weight: Of the change, by which the version rises. A pack that others stand on keeps its first number: they name it.

    Raises:
        ConflictError: The same person has saved one of the files in another window meanwhile.
        UsageError: The rules would not load.
    """
    if not tuning.changed():
        return
    in_force = str(read_data(change.sources.files["pack.yaml"].decode("utf-8-sig")).get("version", ""))
    tuning.raise_version(in_force, "minor" if change.standing else weight)
    keep_files(workspace, change, owner, tuning.changed())


def keep_files(workspace: Workspace, change: Change, owner: str, changed: Mapping[str, bytes | None]) -> None:
    """Save files in the draft; None takes one out.

    Raises:
        ConflictError: The same person has saved one of the files in another window meanwhile.
        UsageError: The profile would not load.
    """
    files = dict(change.changed.files)
    for path, content in changed.items():
        if content is None:
            files.pop(path, None)
        else:
            files[path] = content
    candidate = replace(change, changed=change.sources.changed(change.name, files))
    if faults := check_change(workspace, candidate).faults:
        raise UsageError(f"Так записать нельзя: {faults[0].message}", code="rules")
    with workspace.writing() as connection:
        for path, content in changed.items():
            if change.sources.files.get(path) == content:
                drop_draft(connection, change.name, owner, path)
            else:
                key, seen = (change.name, owner), change.draft.revision(path)
                save_draft_file(connection, workspace.blobs, key, path, content, seen=seen)
