"""Regions that the workplace knows: the shipped profiles and those of its campaigns."""

from __future__ import annotations

from sqlalchemy import select

from reviewer.model.errors import ReviewerError
from reviewer.model.region import Region
from reviewer.resources import data_folder
from reviewer.rulebook.loading import find_profile, load_region
from reviewer.store.schema import campaign
from reviewer.store.workspace import Workspace


def known_regions(workspace: Workspace) -> dict[str, Region]:
    """By profile, as campaigns name it. A profile with errors is left out: its own page tells them."""
    shipped = {folder.parent.name for folder in data_folder("rules").glob("*/region.yaml")}
    with workspace.reading() as connection:
        used = set(connection.execute(select(campaign.c.profile).distinct()).scalars())
    found = ((profile, _region(profile)) for profile in sorted(shipped | used))
    return {profile: region for profile, region in found if region}


def _region(profile: str) -> Region | None:
    try:
        return load_region(find_profile(profile))
    except ReviewerError:
        return None
