"""Moments in the database: text that sorts as time does and is the same in every database."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Dialect, String, TypeDecorator

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def now() -> datetime:
    return datetime.now(UTC)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC as «2026-01-19T08:30:00.000000Z»."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - its interface
        return value.astimezone(UTC).strftime(_FORM) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the same
        return datetime.strptime(value, _FORM).replace(tzinfo=UTC) if value else None
