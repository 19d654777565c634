"""Who did what: an entry for every deed, written in the transaction of the deed itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from reviewer.store.encoding import from_json, to_json
from reviewer.store.moments import now
from reviewer.store.schema import history


@dataclass(frozen=True, slots=True)
class Deed:
    """`kind`: «campaign», «submission», «run», «correction», «undo»…; `body`: its particulars, no document's text among them."""

    id: int
    at: datetime
    author: str
    campaign: int | None
    kind: str
    body: Mapping[str, object]


def record(
    connection: Connection, author: str, kind: str, body: Mapping[str, object], campaign: int | None = None
) -> None:
    connection.execute(
        history.insert().values(at=now(), author=author, campaign_id=campaign, kind=kind, body=to_json(body))
    )


def deeds(
    connection: Connection, campaign: int | None = None, *, before: int | None = None, most: int = 100
) -> list[Deed]:
    """The newest first. `before`: the id of the last one that was shown."""
    query = select(history).order_by(history.c.id.desc()).limit(most)
    if campaign is not None:
        query = query.where(history.c.campaign_id == campaign)
    if before is not None:
        query = query.where(history.c.id < before)
    return [
        Deed(row.id, row.at, row.author, row.campaign_id, row.kind, from_json(row.body, dict[str, object]))
        for row in connection.execute(query)
    ]
