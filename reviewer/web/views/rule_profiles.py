"""The profiles that there are: what ships, what the workspace has of its own, and who is judged by which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from reviewer.jobs.rule_changing import Change, profile_names
from reviewer.model.errors import UsageError
from reviewer.store.blobs import Blobs
from reviewer.store.campaigns import campaigns
from reviewer.store.profile_archives import Files
from reviewer.store.rulesets import SHIPPED, profile_name, sources_of, versions_in_force
from reviewer.web.views.heads import campaign_name

_TOP = re.compile(r"^(title|version|name|id):[ \t]*([^#\n{]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A profile in the list.

    Attributes:
        number: Of the version in force, 0 for what ships; `author`, `made_at`: of that version.
        base: The pack that it stands on.
        has_region: Whether it is of a region; `has_rules`: whether it has rules of its own.
        campaigns: Ids and names of those that are judged by it.
        standing: Names of the profiles that stand on it.
    """

    name: str
    title: str
    version: str
    number: int
    author: str
    made_at: datetime | None
    base: str
    has_region: bool
    has_rules: bool
    campaigns: tuple[tuple[int, str], ...]
    standing: tuple[str, ...]


def list_profiles(connection: Connection, blobs: Blobs) -> tuple[ProfileLine, ...]:
    """Packs that others stand on first, then regions by title."""
    chains, lines, held = {}, [], campaigns(connection)
    versions = versions_in_force(connection)
    for name in profile_names(connection):
        try:
            sources = sources_of(connection, blobs, name)
            files, chains[name] = sources.files, sources.chain
        except UsageError:
            continue
        header, region = head_of(files, "pack.yaml"), head_of(files, "region.yaml")
        version = versions.get(name)
        lines.append(
            ProfileLine(
                name=name,
                title=str(header.get("title") or region.get("name") or name),
                version=str(header.get("version", "")),
                number=version.number if version else SHIPPED,
                author=version.author if version else "",
                made_at=version.made_at if version else None,
                base=chains[name][1] if len(chains[name]) > 1 else "",
                has_region="region.yaml" in files,
                has_rules="pack.yaml" in files,
                campaigns=tuple((one.id, campaign_name(one)) for one in held if profile_name(one.profile) == name),
                standing=(),
            )
        )
    return tuple(sorted((_standing(one, chains) for one in lines), key=lambda one: (one.has_region, one.title)))


def _standing(line: ProfileLine, chains: Mapping[str, tuple[str, ...]]) -> ProfileLine:
    found = tuple(name for name, chain in chains.items() if line.name in chain and name != line.name)
    return replace(line, standing=found)


def profile_title(change: Change) -> str:
    """What people call the profile, with the draft over it."""
    files = change.changed.files
    return head_of(files, "pack.yaml").get("title") or head_of(files, "region.yaml").get("name") or change.name


def region_title(change: Change) -> str:
    return head_of(change.changed.files, "region.yaml").get("name") or change.name


def head_of(files: Files, path: str) -> Mapping[str, str]:
    """The plain values at the top of a file, without reading the whole of it: for a list."""
    found = _TOP.findall(files.get(path, b"").decode("utf-8-sig", errors="replace"))
    return {key: value.strip().strip("\"'") for key, value in found}
