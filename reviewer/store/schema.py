"""The tables of a workspace, as the newest migration leaves them.

`run`, `correction`, `history`, `model` and `profile_version` are append-only: triggers refuse to change or delete their rows.
"""

from __future__ import annotations

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


def _id() -> Column[int]:
    return Column("id", _ID, primary_key=True, autoincrement=True)


def _of(table: str, name: str | None = None, *, nullable: bool = False) -> Column[int]:
    return Column(name or f"{table}_id", _ID, ForeignKey(f"{table}.id"), nullable=nullable)


blob = Table(
    "blob",
    metadata,
    Column("sha256", _SHA256, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("stored_at", Moment, nullable=False),
)
"""What lies in the folder `files/`, named by its SHA-256."""

computed = Table(
    "computed",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("key", _SHA256, primary_key=True),
    Column("sha256", _SHA256, ForeignKey("blob.sha256"), nullable=False),
    Column("stored_at", Moment, nullable=False),
    Index(None, "sha256"),
)
"""Results that can be computed again; the table may be emptied at any time."""

campaign = Table(
    "campaign",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("profile", Text, nullable=False),
    Column("folder", Text),
    Column("made_at", Moment, nullable=False),
    Column("author", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""One collection of roadmaps of a region. `profile`: the folder of the region's profile or its name; `folder`: where the
files of a campaign without a name of its own come from."""

submission = Table(
    "submission",
    metadata,
    _id(),
    _of("campaign"),
    Column("complete", Boolean, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index(None, "campaign_id"),
    sqlite_autoincrement=True,
)
"""Files handed in at one time. `complete`: they take the place of all that was there before; else they add to it."""

submitted_file = Table(
    "submitted_file",
    metadata,
    _id(),
    _of("submission"),
    Column("name", Text, nullable=False),
    Column("sha256", _SHA256, ForeignKey("blob.sha256"), nullable=False),
    Column("size", BigInteger, nullable=False),
    UniqueConstraint("submission_id", "name"),
    Index(None, "sha256"),
    sqlite_autoincrement=True,
)
"""`name`: the path below the folder that was handed in, as every output names the file."""

run = Table(
    "run",
    metadata,
    _id(),
    _of("campaign"),
    _of("submission"),
    Column("identity", _SHA256, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("review", _SHA256, ForeignKey("blob.sha256"), nullable=False),
    Column("outputs", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("author", Text, nullable=False),
    Index(None, "campaign_id", "identity"),
    Index(None, "review"),
    sqlite_autoincrement=True,
)
"""A result. `identity`: SHA-256 of `manifest`, what it was made from (JSON); `outputs`: the files that were written (JSON)."""

correction = Table(
    "correction",
    metadata,
    _id(),
    _of("campaign"),
    Column("kind", String(20), nullable=False),
    Column("municipality", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("base", _SHA256, ForeignKey("blob.sha256")),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    _of("correction", "undoes", nullable=True),
    UniqueConstraint("campaign_id", "target", "ordinal"),
    Index(None, "base"),
    sqlite_autoincrement=True,
)
"""What a person decided. `target`: the key of what is corrected; `ordinal`: 1.. among the entries on it; `base`: the roadmap
as it was read when the decision was taken; `undoes`: the entry that this one takes back."""

history = Table(
    "history",
    metadata,
    _id(),
    Column("at", Moment, nullable=False),
    Column("author", Text, nullable=False),
    _of("campaign", nullable=True),
    Column("kind", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "campaign_id"),
    sqlite_autoincrement=True,
)
"""Who did what. `body`: JSON, without any document's text."""

model = Table(
    "model",
    metadata,
    _id(),
    Column("sha256", _SHA256, ForeignKey("blob.sha256")),
    Column("lessons", _SHA256, ForeignKey("blob.sha256")),
    Column("made_at", Moment, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_from", Text, nullable=False),
    Column("figures", Text, nullable=False),
    _of("model", "uses", nullable=True),
    sqlite_autoincrement=True,
)
"""Which classifier is in use from then on; the newest row holds. `sha256`: of its file, null for the one that ships; `lessons`: the
corrected rows that it has learnt from; `made_from`, `figures`: JSON; `uses`: the row of the training that is taken up again."""

account = Table(
    "account",
    metadata,
    _id(),
    Column("login", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("profile", Text),
    Column("municipality", Text),
    Column("blocked", Boolean, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("password", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
"""Who may enter in team mode. `municipality`: the id in the region's `profile`, for those of that role."""

session = Table(
    "session",
    metadata,
    Column("token", _SHA256, primary_key=True),
    Column("former", _SHA256),
    _of("account"),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("rotated_at", Moment, nullable=False),
    Index(None, "former"),
    Index(None, "account_id"),
)
"""Who has logged in. `token` and `former`: SHA-256 of what the browser keeps now and kept before it was changed."""

login_attempt = Table(
    "login_attempt",
    metadata,
    _id(),
    Column("login", _SHA256, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Index(None, "at"),
    sqlite_autoincrement=True,
)
"""Tries to log in, kept for a day. `login`: its SHA-256, since people type passwords there."""

worker = Table(
    "worker",
    metadata,
    Column("token", _TOKEN, primary_key=True),
    Column("machine", Text, nullable=False),
    Column("process", Integer, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)
"""Who does jobs, or did. `machine`: the one on which the number `process` means something."""

job = Table(
    "job",
    metadata,
    _id(),
    _of("campaign", nullable=True),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("request", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("begun_at", Moment),
    Column("ended_at", Moment),
    Column("attempt", Integer, nullable=False),
    Column("worker", _TOKEN),
    Column("heartbeat", Moment),
    Column("cancelled_by", Text),
    Column("stage", String(20), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("seconds_left", Integer),
    Column("code", String(40), nullable=False),
    Column("message", Text, nullable=False),
    Column("result", Text, nullable=False),
    _of("run", nullable=True),
    _of("job", "again_of", nullable=True),
    Index(None, "state"),
    Index(None, "campaign_id"),
    sqlite_autoincrement=True,
)
"""Work that is asked for and done by a worker. `request` and `result`: JSON by kind; `attempt`: how often it was begun;
`cancelled_by`: who asked to stop it; `again_of`: the job whose failures it tries again."""

job_file = Table(
    "job_file",
    metadata,
    _id(),
    _of("job"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("readings", Integer, nullable=False),
    Column("code", String(40), nullable=False),
    Column("message", Text, nullable=False),
    Column("ended_at", Moment),
    UniqueConstraint("job_id", "position"),
    sqlite_autoincrement=True,
)
"""A file that a job reads. `readings`: how often a reader came to an end with it; 0 where what is stored was used."""

profile_version = Table(
    "profile_version",
    metadata,
    _id(),
    Column("profile", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("parent", Integer, nullable=False),
    Column("sha256", _SHA256, ForeignKey("blob.sha256"), nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    UniqueConstraint("profile", "number"),
    sqlite_autoincrement=True,
)
"""A profile as the workspace has it; the newest of a name is in force. `number`: 1.. of a profile, 0 is what ships with the
program; `parent`: the number that it was made from; `sha256`: of the profile with the packs that it stands on, as one file."""

profile_draft = Table(
    "profile_draft",
    metadata,
    _id(),
    Column("profile", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("base", Integer, nullable=False),
    UniqueConstraint("profile", "owner"),
    sqlite_autoincrement=True,
)
"""What a person has begun to change in a profile. `owner`: the login, empty in the mode of one person; `base`: the number of
the version that it was begun on."""

profile_draft_file = Table(
    "profile_draft_file",
    metadata,
    _id(),
    Column("draft_id", _ID, ForeignKey("profile_draft.id"), nullable=False),
    Column("path", Text, nullable=False),
    Column("sha256", _SHA256, ForeignKey("blob.sha256")),
    Column("revision", Integer, nullable=False),
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("draft_id", "path"),
    sqlite_autoincrement=True,
)
"""A file of a draft. `sha256`: null for one that is to be removed; `revision`: how often it was saved."""
