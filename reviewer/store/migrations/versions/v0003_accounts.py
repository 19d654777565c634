"""Accounts of a team, their sessions, and who tried to log in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_SHA256 = sa.String(64)
_MOMENT = sa.String(27)


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("profile", sa.Text),
        sa.Column("municipality", sa.Text),
        sa.Column("blocked", sa.Boolean, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("login", name="uq_account_login"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "session",
        sa.Column("token", _SHA256, nullable=False),
        sa.Column("former", _SHA256),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("rotated_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_session"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_session_account_id_account"),
    )
    op.create_index("ix_session_former", "session", ["former"])
    op.create_index("ix_session_account_id", "session", ["account_id"])
    op.create_table(
        "login_attempt",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("login", _SHA256, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_attempt"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_login_attempt_at", "login_attempt", ["at"])
