"""Regions that the workplace knows: the shipped profiles, those of its campaigns and its own."""

from __future__ import annotations

from sqlalchemy import select

from reviewer.jobs.profiles import profile_in_force
from reviewer.model.errors import ReviewerError
from reviewer.model.region import Region
from reviewer.resources import data_folder
from reviewer.rulebook.loading import load_region
from reviewer.store.rulesets import versions_in_force
from reviewer.store.schema import campaign
from reviewer.store.workspace import Workspace


def known_regions(workspace: Workspace) -> dict[str, Region]:
    """By profile, as campaigns name it. A profile with errors is left out: its own page tells them."""
    shipped = {folder.parent.name for folder in data_folder("rules").glob("*/region.yaml")}
    with workspace.reading() as connection:
        used = set(connection.execute(select(campaign.c.profile).distinct()).scalars())
        own = set(versions_in_force(connection))
    found = ((profile, _region(workspace, profile)) for profile in sorted(shipped | used | own))
    return {profile: region for profile, region in found if region}


def _region(workspace: Workspace, profile: str) -> Region | None:
    try:
        with profile_in_force(workspace, profile) as folder:
            return load_region(folder) if (folder / "region.yaml").is_file() else None
    except ReviewerError:
        return None
