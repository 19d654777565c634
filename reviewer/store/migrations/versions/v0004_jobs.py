"""Jobs of the workplace, the files that each reads, and who works on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TOKEN = sa.String(32)
_MOMENT = sa.String(27)


def upgrade() -> None:
    op.create_table(
        "worker",
        sa.Column("token", _TOKEN, nullable=False),
        sa.Column("machine", sa.Text, nullable=False),
        sa.Column("process", sa.Integer, nullable=False),
        sa.Column("begun_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_worker"),
    )
    op.create_table(
        "job",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("campaign_id", _ID),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("not_before", _MOMENT, nullable=False),
        sa.Column("begun_at", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("worker", _TOKEN),
        sa.Column("heartbeat", _MOMENT),
        sa.Column("cancelled_by", sa.Text),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("seconds_left", sa.Integer),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("run_id", _ID),
        sa.Column("again_of", _ID),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_job_campaign_id_campaign"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_job_run_id_run"),
        sa.ForeignKeyConstraint(["again_of"], ["job.id"], name="fk_job_again_of_job"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_state", "job", ["state"])
    op.create_index("ix_job_campaign_id", "job", ["campaign_id"])
    op.create_table(
        "job_file",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("job_id", _ID, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("readings", sa.Integer, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_job_file"),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_job_file_job_id_job"),
        sa.UniqueConstraint("job_id", "position", name="uq_job_file_job_id_position"),
        sqlite_autoincrement=True,
    )
