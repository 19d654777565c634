"""The municipality that a person works for, as one value of a form: «zaozerye/kedrobor»."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.model.errors import UsageError
from reviewer.model.region import Region
from reviewer.store.accounts import Belonging, Role


def belonging_value(profile: str, municipality: str) -> str:
    return f"{profile}/{municipality}"


def read_belonging(value: str, role: Role, regions: Mapping[str, Region]) -> Belonging | None:
    """Nobody but those of the role «municipality» has one. Raises: UsageError where it is none that is known."""
    if role is not Role.MUNICIPALITY:
        return None
    profile, _, municipality = value.rpartition("/")
    region = regions.get(profile)
    if region is None or all(one.id != municipality for one in region.municipalities):
        raise UsageError("Выберите муниципалитет, от имени которого работает человек.", code="account-municipality")
    return Belonging(profile, municipality)


def choices(regions: Mapping[str, Region]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Regions with their municipalities, for a select."""
    return [
        (
            str(region.name),
            [(belonging_value(profile, one.id), str(one.short)) for one in region.municipalities],
        )
        for profile, region in regions.items()
    ]
