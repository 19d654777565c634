"""What a new review may be of, and what it may be called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewer.model.errors import UsageError
from reviewer.model.region import Region
from reviewer.rulebook.profiles import find_profile
from reviewer.store.campaigns import campaigns
from reviewer.store.workspace import Workspace
from reviewer.web.regions import known_regions


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """A region with a profile. `proposed`: a name for its next review that is not taken."""

    profile: str
    title: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Choices:
    """`likely`: the profile to begin with, of the last review or the only one; empty where nothing speaks for any."""

    regions: tuple[RegionChoice, ...]
    likely: str = ""

    def of(self, profile: str) -> RegionChoice | None:
        return next((one for one in self.regions if one.profile == profile), None)


def region_choices(workspace: Workspace, today: date) -> Choices:
    """The regions by title. Of two names of one profile the plain one is offered."""
    known = known_regions(workspace)
    with workspace.reading() as connection:
        held = campaigns(connection)
    taken = {one.name for one in held}
    places: dict[Path, str] = {}
    for profile in sorted(known, key=lambda name: (len(Path(name).parts), name)):
        places.setdefault(_place(profile), profile)
    choices = [
        RegionChoice(profile, known[profile].name.nominative, _proposed(known[profile], today, taken))
        for profile in places.values()
        if known[profile].municipalities
    ]
    regions = tuple(sorted(choices, key=lambda one: (one.title, one.profile)))
    last = next((places.get(_place(one.profile), "") for one in held), "")
    likely = last or (regions[0].profile if len(regions) == 1 else "")
    return Choices(regions, likely if any(one.profile == likely for one in regions) else "")


def _place(profile: str) -> Path:
    try:
        return find_profile(profile).resolve()
    except UsageError:
        return Path(profile)


def _proposed(region: Region, today: date, taken: Collection[str]) -> str:
    year = region.plan_period.start.year if region.plan_period else today.year
    plain = name = f"{region.name.nominative}, {year} год"
    number = 1
    while name in taken:
        number += 1
        name = f"{plain} ({number})"
    return name
