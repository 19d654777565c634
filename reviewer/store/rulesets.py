"""The profiles of a workspace: its own versions of them, of which the newest is in force, over those that ship with the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Row, func, select

from reviewer.model.errors import ConflictError, UsageError
from reviewer.model.zip_damage import ZIP_DAMAGE
from reviewer.rulebook.profiles import find_profile
from reviewer.store.blobs import Blobs
from reviewer.store.database import insert_missing
from reviewer.store.history import record
from reviewer.store.moments import now
from reviewer.store.profile_archives import OWN, Files, archived_files, chain_of, extended_by, files_of
from reviewer.store.runs import Run
from reviewer.store.schema import blob, campaign, profile_version

SHIPPED = 0
"""The number of what ships with the program, or lies in the folder that a campaign names."""
_KEPT = 16


@dataclass(frozen=True, slots=True)
class ProfileVersion:
    """`number`: 1.. of a profile; `parent`: the number that it was made from; `sha256`: of its blob."""

    profile: str
    number: int
    parent: int
    sha256: str
    author: str
    made_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the files of a profile come from.

    Attributes:
        name: Of the profile.
        folder: As it ships, or lies where a campaign says; None where only the workspace has it.
        kept: Files by the name of a pack: what the workspace has in the place of a folder.
    """

    name: str
    folder: Path | None
    kept: Mapping[str, Files]

    @property
    def files(self) -> Files:
        """Those of the profile itself."""
        return self.kept[self.name] if self.name in self.kept else files_of(self._found())

    def changed(self, name: str, files: Files) -> Sources:
        """The same with other files of a pack."""
        return replace(self, kept={**self.kept, name: files})

    @property
    def chain(self) -> tuple[str, ...]:
        """The names of the profile and of the packs that it stands on."""
        return tuple(self._packs())

    @contextmanager
    def laid_out(self) -> Iterator[Path]:
        """A folder with all of it, the packs that it stands on beside it, while it is needed."""
        packs = self._packs()
        if self.folder is not None and not packs.keys() & self.kept.keys():
            yield self.folder
            return
        with TemporaryDirectory(prefix="reviewer-profile-") as place:
            for name, files in packs.items():
                _write(Path(place) / name, files)
            yield Path(place) / self.name

    def _packs(self) -> dict[str, Files]:
        packs: dict[str, Files] = {self.name: self.files}
        homes = {folder.name: folder for _, folder in chain_of(self.folder)} if self.folder else {}
        name = _base_of(self.files)
        while name is not None and name not in packs:
            files = self.kept.get(name) or _shipped(homes.get(name), name)
            if files is None:
                break
            packs[name] = files
            name = _base_of(files)
        return packs

    def _found(self) -> Path:
        if self.folder is None:
            raise UsageError(f"Профиля «{self.name}» в рабочей папке нет.", code="profile")
        return self.folder


def profile_name(profile: str) -> str:
    """The name of a profile that a campaign names by its folder, or by its name already."""
    return Path(profile).name


def sources_of(connection: Connection, blobs: Blobs, profile: str) -> Sources:
    """The profile as it is in force. `profile`: its name or folder. Raises: UsageError where there is none of the name."""
    name = profile_name(profile)
    kept = {one: own_files(blobs.folder, version.sha256) for one, version in versions_in_force(connection).items()}
    return Sources(name, _folder(connection, profile, needed=name not in kept), kept)


def _folder(connection: Connection, profile: str, *, needed: bool) -> Path | None:
    """That which is named, else the shipped one of the name, else that which a campaign has named."""
    name = profile_name(profile)
    used = connection.execute(select(campaign.c.profile).distinct().order_by(campaign.c.profile)).scalars()
    places = [profile, name, *(one for one in used if profile_name(one) == name)]
    for place in dict.fromkeys(places):
        try:
            return find_profile(place)
        except UsageError:
            continue
    return find_profile(profile) if needed else None


def versions(connection: Connection, profile: str) -> list[ProfileVersion]:
    """The newest first: it is in force."""
    query = select(profile_version).where(profile_version.c.profile == profile)
    return [_version(row) for row in connection.execute(query.order_by(profile_version.c.number.desc()))]


def versions_in_force(connection: Connection) -> dict[str, ProfileVersion]:
    """By the name of the profile, of those that the workspace has changed."""
    table = profile_version
    newest = select(func.max(table.c.id)).group_by(table.c.profile)
    rows = connection.execute(select(table).where(table.c.id.in_(newest)).order_by(table.c.profile))
    return {row.profile: _version(row) for row in rows}


def number_in_force(connection: Connection, profile: str) -> int:
    query = select(func.max(profile_version.c.number)).where(profile_version.c.profile == profile)
    return connection.execute(query).scalar() or SHIPPED


def add_version(
    connection: Connection,
    blobs: Blobs,
    profile: str,
    content: bytes,
    *,
    author: str,
    note: str,
    seen: int,
    parent: int | None = None,
) -> ProfileVersion:
    """Put a version in force.

    Args:
        content: As `packed_profile` makes it.
        seen: The number in force that the author knows of; `parent`: what it was made from, by default that.

    Raises:
        ConflictError: Another version has come into force since.
    """
    known = versions(connection, profile)
    last = known[0] if known else None
    number = last.number if last else SHIPPED
    if number != seen:
        raise ConflictError(_overtaken(last))
    sha256, made = blobs.put(content), now()
    insert_missing(connection, blob, {"sha256": sha256, "size": len(content), "stored_at": made})
    row = connection.execute(
        profile_version.insert()
        .values(
            profile=profile,
            number=number + 1,
            parent=seen if parent is None else parent,
            sha256=sha256,
            author=author,
            made_at=made,
            note=note,
        )
        .returning(profile_version)
    ).one()
    record(connection, author, "rules", {"profile": profile, "version": row.number})
    return _version(row)


def edition_of(connection: Connection, blobs: Blobs, profile: str, run: Run) -> int | None:
    """The number of the version that judged a run; None where the workspace has none of these files."""
    try:
        judged = own_files(blobs.folder, run.manifest.profile)
    except (UsageError, *ZIP_DAMAGE):
        return None
    name = profile_name(profile)
    for version in versions(connection, name):
        if version.made_at <= run.made_at and own_files(blobs.folder, version.sha256) == judged:
            return version.number
    folder = _folder(connection, profile, needed=False)
    return SHIPPED if folder is not None and files_of(folder) == judged else None


@lru_cache(maxsize=_KEPT)
def own_files(folder: Path, sha256: str) -> Files:
    """Those of the profile itself in a stored version. `folder`: of the blobs."""
    return archived_files(Blobs(folder).get(sha256)).get(OWN, {})


def _overtaken(last: ProfileVersion | None) -> str:
    if last is None:
        return "Правила изменились, пока вы работали. Обновите страницу."
    when = f"{last.made_at.astimezone():%d.%m.%Y, %H:%M}"
    return (
        f"Пока вы работали, применена версия {last.number} ({last.author}, {when}). Ваш черновик сохранён: "
        "перенесите его на новую версию и посмотрите, что изменится."
    )


def _base_of(files: Files) -> str | None:
    return extended_by(files.get("pack.yaml", b"").decode("utf-8-sig", errors="replace"))


def _shipped(folder: Path | None, name: str) -> Files | None:
    try:
        return files_of(folder or find_profile(name))
    except UsageError:
        return None


def _write(folder: Path, files: Files) -> None:
    """`files`: of paths that were packed from a folder, or checked when they were named."""
    folder.mkdir(parents=True)
    home = folder.resolve()
    for relative, content in files.items():
        path = (home / relative).resolve()
        if not path.is_relative_to(home):
            raise UsageError(f"Имя файла «{relative}» не годится.", code="profile")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _version(row: Row[tuple[Any, ...]]) -> ProfileVersion:
    return ProfileVersion(row.profile, row.number, row.parent, row.sha256, row.author, row.made_at, row.note)
