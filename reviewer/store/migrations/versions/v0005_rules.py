"""A workspace's own versions of profiles, and what people have begun to change in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reviewer.store.migrations.append_only import refuse_changes

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_SHA256 = sa.String(64)
_MOMENT = sa.String(27)


def upgrade() -> None:
    op.create_table(
        "profile_version",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("parent", sa.Integer, nullable=False),
        sa.Column("sha256", _SHA256, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_profile_version"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_profile_version_sha256_blob"),
        sa.UniqueConstraint("profile", "number", name="uq_profile_version_profile_number"),
        sqlite_autoincrement=True,
    )
    refuse_changes("profile_version")
    op.create_table(
        "profile_draft",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_profile_draft"),
        sa.UniqueConstraint("profile", "owner", name="uq_profile_draft_profile_owner"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "profile_draft_file",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("draft_id", _ID, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", _SHA256),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_profile_draft_file"),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["profile_draft.id"], name="fk_profile_draft_file_draft_id_profile_draft"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_profile_draft_file_sha256_blob"),
        sa.UniqueConstraint("draft_id", "path", name="uq_profile_draft_file_draft_id_path"),
        sqlite_autoincrement=True,
    )
