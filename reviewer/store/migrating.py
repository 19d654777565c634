"""A workspace's schema is brought to what this program knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from reviewer.model.errors import UsageError
from reviewer.store.schema import NEWEST

_VERSIONS = Path(__file__).parent / "migrations"


def schema_version(connection: Connection) -> str | None:
    """None for a database with nothing in it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def check_known(version: str) -> None:
    """Raises: UsageError where a schema is that of a newer program."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as below
    from alembic.util import CommandError  # noqa: PLC0415 - as below

    try:
        ScriptDirectory(str(_VERSIONS)).get_revision(version)
    except CommandError as error:
        message = "Рабочая папка сделана более новой версией программы. Обновите программу."
        raise UsageError(message, code="workspace") from error


def migrate(connection: Connection, to: str = NEWEST) -> None:
    """Bring the schema to a version, in the transaction of the connection: one that rebuilds."""
    from alembic import command  # noqa: PLC0415 - takes a while, and is needed once in a workspace's life
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(_VERSIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
