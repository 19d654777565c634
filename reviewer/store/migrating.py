"""A workspace's schema is brought to what this program knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from reviewer.model.errors import UsageError
from reviewer.store.schema import NEWEST

_VERSIONS = Path(__file__).parent / "migrations"
_LOCK = 0x7265766965776572
"""Of those who bring a PostgreSQL database up to date, one after another («reviewer»)."""


def schema_version(connection: Connection) -> str | None:
    """None for a database with nothing in it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: Connection, to: str = NEWEST) -> None:
    """Bring the schema to a version, in the transaction of the connection.

    Raises:
        UsageError: The workspace was made by a newer program.
    """
    from alembic import command  # noqa: PLC0415 - takes a while, and is needed once in a workspace's life
    from alembic.config import Config  # noqa: PLC0415 - the same
    from alembic.util import CommandError  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(_VERSIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise _too_new() from error


def _too_new() -> UsageError:
    message = "Рабочая папка сделана более новой версией программы. Обновите программу."
    return UsageError(message, code="workspace")
