"""What the person of a workplace without accounts is called: kept among the deeds, so that it comes along with a backup."""

from __future__ import annotations

from sqlalchemy import Connection, select

from reviewer.store.encoding import from_json
from reviewer.store.history import record
from reviewer.store.schema import history

KIND = "person"


def name_of_only_person(connection: Connection) -> str:
    """As was said last; empty where nothing was."""
    query = select(history.c.body).where(history.c.kind == KIND).order_by(history.c.id.desc()).limit(1)
    body = connection.execute(query).scalar()
    return str(from_json(body, dict[str, object]).get("person", "")) if body else ""


def name_only_person(connection: Connection, name: str, author: str) -> None:
    """`author`: what they were called until now. An empty name takes it back."""
    record(connection, author, KIND, {"person": name})
