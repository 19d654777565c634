"""Drafts: what people have begun to change in profiles. Nobody's draft judges anything, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from reviewer.model.errors import ConflictError
from reviewer.store.blobs import Blobs
from reviewer.store.database import insert_missing
from reviewer.store.moments import now
from reviewer.store.profile_archives import Files
from reviewer.store.rulesets import number_in_force
from reviewer.store.schema import blob, profile_draft, profile_draft_file


@dataclass(frozen=True, slots=True)
class DraftFile:
    """`sha256`: of its blob; None for one that is to be removed. `revision`: how often it was saved."""

    path: str
    sha256: str | None
    revision: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """`base`: the number of the version that it was begun on; `files`: those that were changed, by path."""

    profile: str
    base: int
    files: Mapping[str, DraftFile] = field(default_factory=dict)

    def revision(self, path: str) -> int:
        return self.files[path].revision if path in self.files else 0

    def over(self, files: Files, blobs: Blobs) -> dict[str, bytes]:
        """The files of the version with those of the draft over them. Raises: UsageError where one is gone from the workspace."""
        changed = dict(files)
        for path, one in self.files.items():
            if one.sha256 is None:
                changed.pop(path, None)
            else:
                changed[path] = blobs.get(one.sha256)
        return dict(sorted(changed.items()))


def draft_of(connection: Connection, profile: str, owner: str) -> Draft:
    """That of a person; where nothing was begun, an empty one on the version in force."""
    row = connection.execute(
        select(profile_draft).where(profile_draft.c.profile == profile, profile_draft.c.owner == owner)
    ).one_or_none()
    if row is None:
        return Draft(profile, number_in_force(connection, profile))
    rows = connection.execute(
        select(profile_draft_file).where(profile_draft_file.c.draft_id == row.id).order_by(profile_draft_file.c.path)
    )
    files = {one.path: DraftFile(one.path, one.sha256, one.revision, one.saved_at) for one in rows}
    return Draft(profile, row.base, files)


def save_draft_file(
    connection: Connection, blobs: Blobs, draft: tuple[str, str], path: str, content: bytes | None, *, seen: int | None
) -> int:
    """Save what was typed, or that a file is to be removed (None).

    Args:
        draft: The profile and the owner.
        seen: The revision that whoever typed had before him; None saves in any case.

    Returns: The new revision.

    Raises:
        ConflictError: The same person has saved something else in another window since.
    """
    profile, owner = draft
    number = _draft_id(connection, profile, owner)
    file = profile_draft_file
    place = file.c.draft_id == number, file.c.path == path
    known = connection.execute(select(file.c.sha256, file.c.revision).where(*place)).one_or_none()
    revision = known.revision if known else 0
    sha256 = _kept(connection, blobs, content) if content is not None else None
    if known and known.sha256 == sha256:
        return int(revision)
    if seen is not None and seen != revision:
        raise ConflictError(
            "В другом окне вы уже сохранили этот файл иначе. Набранное здесь осталось только на этой странице."
        )
    values = {"sha256": sha256, "revision": revision + 1, "saved_at": now()}
    if known:
        connection.execute(file.update().where(*place).values(**values))
    else:
        connection.execute(file.insert().values(draft_id=number, path=path, **values))
    return int(revision) + 1


def drop_draft(connection: Connection, profile: str, owner: str, path: str | None = None) -> None:
    """Take back what was changed in one file, or in all. A draft without files is none."""
    number = _known_id(connection, profile, owner)
    if number is None:
        return
    mine = profile_draft_file.c.draft_id == number
    which = (mine,) if path is None else (mine, profile_draft_file.c.path == path)
    connection.execute(profile_draft_file.delete().where(*which))
    if connection.execute(select(profile_draft_file.c.id).where(mine).limit(1)).one_or_none() is None:
        connection.execute(profile_draft.delete().where(profile_draft.c.id == number))


def rebase_draft(connection: Connection, profile: str, owner: str) -> None:
    """Put a draft on the version in force: its files stay as they were typed."""
    mine = profile_draft.c.profile == profile, profile_draft.c.owner == owner
    connection.execute(profile_draft.update().where(*mine).values(base=number_in_force(connection, profile)))


def _draft_id(connection: Connection, profile: str, owner: str) -> int:
    known = _known_id(connection, profile, owner)
    if known is not None:
        return known
    values = {"profile": profile, "owner": owner, "base": number_in_force(connection, profile)}
    return int(connection.execute(profile_draft.insert().values(**values).returning(profile_draft.c.id)).scalar_one())


def _known_id(connection: Connection, profile: str, owner: str) -> int | None:
    mine = profile_draft.c.profile == profile, profile_draft.c.owner == owner
    return connection.execute(select(profile_draft.c.id).where(*mine)).scalar()


def _kept(connection: Connection, blobs: Blobs, content: bytes) -> str:
    sha256 = blobs.put(content)
    insert_missing(connection, blob, {"sha256": sha256, "size": len(content), "stored_at": now()})
    return sha256
