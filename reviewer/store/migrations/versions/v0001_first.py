"""The first schema: files, runs, corrections and history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from reviewer.store.migrations.append_only import refuse_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_SHA256 = sa.String(64)
_MOMENT = sa.String(27)


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", _SHA256, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("stored_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blob"),
    )
    op.create_table(
        "computed",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", _SHA256, nullable=False),
        sa.Column("sha256", _SHA256, nullable=False),
        sa.Column("stored_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name="pk_computed"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_computed_sha256_blob"),
    )
    op.create_index("ix_computed_sha256", "computed", ["sha256"])
    op.create_table(
        "campaign",
        _id(),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("folder", sa.Text),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
        sa.UniqueConstraint("name", name="uq_campaign_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "submission",
        _id(),
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_submission_campaign_id_campaign"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_submission_campaign_id", "submission", ["campaign_id"])
    op.create_table(
        "submitted_file",
        _id(),
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", _SHA256, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submitted_file"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name="fk_submitted_file_submission_id_submission"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_submitted_file_sha256_blob"),
        sa.UniqueConstraint("submission_id", "name", name="uq_submitted_file_submission_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_submitted_file_sha256", "submitted_file", ["sha256"])
    op.create_table(
        "run",
        _id(),
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("identity", _SHA256, nullable=False),
        sa.Column("manifest", sa.Text, nullable=False),
        sa.Column("review", _SHA256, nullable=False),
        sa.Column("outputs", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_run_campaign_id_campaign"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_run_submission_id_submission"),
        sa.ForeignKeyConstraint(["review"], ["blob.sha256"], name="fk_run_review_blob"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_run_campaign_id_identity", "run", ["campaign_id", "identity"])
    op.create_index("ix_run_review", "run", ["review"])
    op.create_table(
        "correction",
        _id(),
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("base", _SHA256),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("undoes", _ID),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_correction_campaign_id_campaign"),
        sa.ForeignKeyConstraint(["base"], ["blob.sha256"], name="fk_correction_base_blob"),
        sa.ForeignKeyConstraint(["undoes"], ["correction.id"], name="fk_correction_undoes_correction"),
        sa.UniqueConstraint("campaign_id", "target", "ordinal", name="uq_correction_campaign_id_target_ordinal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_correction_base", "correction", ["base"])
    op.create_table(
        "history",
        _id(),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("campaign_id", _ID),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_history_campaign_id_campaign"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_history_campaign_id", "history", ["campaign_id"])
    for table in ("run", "correction", "history"):
        refuse_changes(table)


def _id() -> sa.Column[int]:
    return sa.Column("id", _ID, autoincrement=True, nullable=False)
