"""The profile by which a campaign is judged: the version in force in the workspace, else as it lies in its folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.store.profile_archives import packed_profile, unpacked_profile
from reviewer.store.rulesets import sources_of
from reviewer.store.workspace import Workspace

__all__ = ["packed_profile", "profile_in_force", "unpacked_profile"]


@contextmanager
def profile_in_force(workspace: Workspace, profile: str) -> Iterator[Path]:
    """The folder of a profile while it is needed. `profile`: as a campaign names it. Raises: UsageError where there is none."""
    with workspace.reading() as connection:
        sources = sources_of(connection, workspace.blobs, profile)
    with sources.laid_out() as folder:
        yield folder
