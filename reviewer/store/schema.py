"""The tables of a workspace, as the newest migration leaves them.

`run`, `correction`, `history`, `model` and `profile_version` are append-only: triggers refuse to change or delete their rows.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from reviewer.store.moments import Moment

NEWEST = "0005"
"""The newest migration: a workspace that has it is opened without asking Alembic."""
APPEND_ONLY = ("run", "correction", "history", "model", "profile_version")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = BigInteger().with_variant(Integer, "sqlite")
_SHA256 = String(64)
_TOKEN = String(32)


def _numbered(name: str, *columns: Column[Any] | Index | UniqueConstraint) -> Table:
    """A table whose rows have numbers, none of which is given twice."""
    number = Column("id", _ID, primary_key=True, autoincrement=True)
    return Table(name, metadata, number, *columns, sqlite_autoincrement=True)


def _needed(name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]]) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _of(table: str, name: str | None = None, *, nullable: bool = False) -> Column[int]:
    return Column(name or f"{table}_id", _ID, ForeignKey(f"{table}.id"), nullable=nullable)


def _content(name: str, *, nullable: bool = False) -> Column[str]:
    """What lies in the folder `files/`."""
    return Column(name, _SHA256, ForeignKey("blob.sha256"), nullable=nullable)


blob = Table(
    "blob",
    metadata,
    Column("sha256", _SHA256, primary_key=True),
    _needed("size", BigInteger),
    _needed("stored_at", Moment),
)
"""What lies in the folder `files/`, named by its SHA-256."""

computed = Table(
    "computed",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("key", _SHA256, primary_key=True),
    _content("sha256"),
    _needed("stored_at", Moment),
    Index(None, "sha256"),
)
"""Results that can be computed again; the table may be emptied at any time."""

campaign = _numbered(
    "campaign",
    Column("name", Text, nullable=False, unique=True),
    _needed("profile", Text),
    Column("folder", Text),
    _needed("made_at", Moment),
    _needed("author", Text),
)
"""One collection of roadmaps of a region. `profile`: the folder of the region's profile or its name; `folder`: where the
files of a campaign without a name of its own come from."""

submission = _numbered(
    "submission",
    _of("campaign"),
    _needed("complete", Boolean),
    _needed("received_at", Moment),
    _needed("author", Text),
    _needed("note", Text),
    Index(None, "campaign_id"),
)
"""Files handed in at one time. `complete`: they take the place of all that was there before; else they add to it."""

submitted_file = _numbered(
    "submitted_file",
    _of("submission"),
    _needed("name", Text),
    _content("sha256"),
    _needed("size", BigInteger),
    UniqueConstraint("submission_id", "name"),
    Index(None, "sha256"),
)
"""`name`: the path below the folder that was handed in, as every output names the file."""

run = _numbered(
    "run",
    _of("campaign"),
    _of("submission"),
    _needed("identity", _SHA256),
    _needed("manifest", Text),
    _content("review"),
    _needed("outputs", Text),
    _needed("summary", Text),
    _needed("made_at", Moment),
    _needed("author", Text),
    Index(None, "campaign_id", "identity"),
    Index(None, "review"),
)
"""A result. `identity`: SHA-256 of `manifest`, what it was made from (JSON); `outputs`: the files that were written (JSON)."""

correction = _numbered(
    "correction",
    _of("campaign"),
    _needed("kind", String(20)),
    _needed("municipality", Text),
    _needed("target", Text),
    _needed("ordinal", Integer),
    _needed("body", Text),
    _content("base", nullable=True),
    _needed("author", Text),
    _needed("reason", Text),
    _needed("at", Moment),
    _of("correction", "undoes", nullable=True),
    UniqueConstraint("campaign_id", "target", "ordinal"),
    Index(None, "base"),
)
"""What a person decided. `target`: the key of what is corrected; `ordinal`: 1.. among the entries on it; `base`: the roadmap
as it was read when the decision was taken; `undoes`: the entry that this one takes back."""

history = _numbered(
    "history",
    _needed("at", Moment),
    _needed("author", Text),
    _of("campaign", nullable=True),
    _needed("kind", String(40)),
    _needed("body", Text),
    Index(None, "campaign_id"),
)
"""Who did what. `body`: JSON, without any document's text."""

model = _numbered(
    "model",
    _content("sha256", nullable=True),
    _content("lessons", nullable=True),
    _needed("made_at", Moment),
    _needed("author", Text),
    _needed("made_from", Text),
    _needed("figures", Text),
    _of("model", "uses", nullable=True),
)
"""Which classifier is in use from then on; the newest row holds. `sha256`: of its file, null for the one that ships; `lessons`: the
corrected rows that it has learnt from; `made_from`, `figures`: JSON; `uses`: the row of the training that is taken up again."""

account = _numbered(
    "account",
    Column("login", Text, nullable=False, unique=True),
    _needed("name", Text),
    _needed("role", String(20)),
    Column("profile", Text),
    Column("municipality", Text),
    _needed("blocked", Boolean),
    _needed("must_change", Boolean),
    _needed("password", Text),
    _needed("made_at", Moment),
)
"""Who may enter in team mode. `municipality`: the id in the region's `profile`, for those of that role."""

session = Table(
    "session",
    metadata,
    Column("token", _SHA256, primary_key=True),
    Column("former", _SHA256),
    _of("account"),
    _needed("made_at", Moment),
    _needed("seen_at", Moment),
    _needed("rotated_at", Moment),
    Index(None, "former"),
    Index(None, "account_id"),
)
"""Who has logged in. `token` and `former`: SHA-256 of what the browser keeps now and kept before it was changed."""

login_attempt = _numbered(
    "login_attempt",
    _needed("login", _SHA256),
    _needed("address", Text),
    _needed("at", Moment),
    _needed("accepted", Boolean),
    Index(None, "at"),
)
"""Tries to log in, kept for a day. `login`: its SHA-256, since people type passwords there."""

worker = Table(
    "worker",
    metadata,
    Column("token", _TOKEN, primary_key=True),
    _needed("machine", Text),
    _needed("process", Integer),
    _needed("begun_at", Moment),
    _needed("seen_at", Moment),
)
"""Who does jobs, or did. `machine`: the one on which the number `process` means something."""

job = _numbered(
    "job",
    _of("campaign", nullable=True),
    _needed("kind", String(20)),
    _needed("state", String(20)),
    _needed("request", Text),
    _needed("author", Text),
    _needed("asked_at", Moment),
    _needed("not_before", Moment),
    Column("begun_at", Moment),
    Column("ended_at", Moment),
    _needed("attempt", Integer),
    Column("worker", _TOKEN),
    Column("heartbeat", Moment),
    Column("cancelled_by", Text),
    _needed("stage", String(20)),
    _needed("done", Integer),
    _needed("total", Integer),
    _needed("file", Text),
    Column("seconds_left", Integer),
    _needed("code", String(40)),
    _needed("message", Text),
    _needed("result", Text),
    _of("run", nullable=True),
    _of("job", "again_of", nullable=True),
    Index(None, "state"),
    Index(None, "campaign_id"),
)
"""Work that is asked for and done by a worker. `request` and `result`: JSON by kind; `attempt`: how often it was begun;
`cancelled_by`: who asked to stop it; `again_of`: the job whose failures it tries again."""

job_file = _numbered(
    "job_file",
    _of("job"),
    _needed("position", Integer),
    _needed("name", Text),
    _needed("state", String(20)),
    _needed("readings", Integer),
    _needed("code", String(40)),
    _needed("message", Text),
    Column("ended_at", Moment),
    UniqueConstraint("job_id", "position"),
)
"""A file that a job reads. `readings`: how often a reader came to an end with it; 0 where what is stored was used."""

profile_version = _numbered(
    "profile_version",
    _needed("profile", Text),
    _needed("number", Integer),
    _needed("parent", Integer),
    _content("sha256"),
    _needed("author", Text),
    _needed("made_at", Moment),
    _needed("note", Text),
    UniqueConstraint("profile", "number"),
)
"""A profile as the workspace has it; the newest of a name is in force. `number`: 1.. of a profile, 0 is what ships with the
program; `parent`: the number that it was made from; `sha256`: of the profile with the packs that it stands on, as one file."""

profile_draft = _numbered(
    "profile_draft",
    _needed("profile", Text),
    _needed("owner", Text),
    _needed("base", Integer),
    UniqueConstraint("profile", "owner"),
)
"""What a person has begun to change in a profile. `owner`: the login, empty in the mode of one person; `base`: the number of
the version that it was begun on."""

profile_draft_file = _numbered(
    "profile_draft_file",
    _of("profile_draft", "draft_id"),
    _needed("path", Text),
    _content("sha256", nullable=True),
    _needed("revision", Integer),
    _needed("saved_at", Moment),
    UniqueConstraint("draft_id", "path"),
)
"""A file of a draft. `sha256`: null for one that is to be removed; `revision`: how often it was saved."""
