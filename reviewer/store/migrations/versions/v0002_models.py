"""Classifiers that were trained in the workspace."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reviewer.store.migrations.append_only import refuse_changes

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_SHA256 = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "model",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("sha256", _SHA256),
        sa.Column("lessons", _SHA256),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made_from", sa.Text, nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
        sa.Column("uses", _ID),
        sa.PrimaryKeyConstraint("id", name="pk_model"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_model_sha256_blob"),
        sa.ForeignKeyConstraint(["lessons"], ["blob.sha256"], name="fk_model_lessons_blob"),
        sa.ForeignKeyConstraint(["uses"], ["model.id"], name="fk_model_uses_model"),
        sqlite_autoincrement=True,
    )
    refuse_changes("model")
