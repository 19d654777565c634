"""The history as pages show it: filtered, the newest first, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from reviewer.store.encoding import from_json
from reviewer.store.schema import account, campaign, history

PAGE = 50
"""Deeds on a page."""

DEED_WORDS = {
    "campaign": "Создана экспертиза",
    "submission": "Представлены файлы",
    "run": "Проведена экспертиза",
    "correction": "Внесено исправление",
    "undo": "Отменено исправление",
    "import": "Прочитаны решения из книги Excel",
    "model": "Сменён классификатор",
    "rules": "Изменены правила",
    "person": "Названо имя под решениями",
    "login": "Вход",
    "account": "Добавлен человек",
    "account-role": "Изменена роль",
    "account-blocked": "Закрыт вход",
    "account-unblocked": "Открыт вход",
    "account-password": "Сменён пароль",
}
"""By the kind of a deed. Each module that writes deeds of a new kind adds its words here."""

PARTICULAR_WORDS = {
    "name": "название",
    "person": "имя",
    "profile": "профиль",
    "files": "файлов",
    "submission": "представление №",
    "run": "результат №",
    "correction": "исправление №",
    "account": "человек",
    "version": "версия №",
}
"""Names of particulars in the body of a deed. Others are not shown on the page; the API gives all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown; None or empty is everything. `before`: the id of the last deed that was shown."""

    campaign: int | None = None
    author: str = ""
    kind: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    at: datetime
    author: str
    what: str
    kind: str
    campaign: str | None
    body: Mapping[str, object]
    people: Mapping[object, str]
    """Names by the number of the account."""

    @property
    def particulars(self) -> str:
        """«файлов: 13, представление № 2»."""
        told = {**self.body, "account": self.people.get(self.body.get("account"), "")}
        named = ((PARTICULAR_WORDS.get(name), value) for name, value in told.items() if name != "account" or value)
        return ", ".join(f"{name}{' ' if name.endswith('№') else ': '}{value}" for name, value in named if name)


def deed_words(kind: str) -> str:
    return DEED_WORDS.get(kind, kind)


def lines(connection: Connection, asked: Asked) -> tuple[list[Line], bool]:
    """The next page, and whether there is more."""
    query = select(history, campaign.c.name.label("campaign")).outerjoin(campaign).order_by(history.c.id.desc())
    if asked.campaign is not None:
        query = query.where(history.c.campaign_id == asked.campaign)
    if asked.author:
        query = query.where(history.c.author == asked.author)
    if asked.kind:
        query = query.where(history.c.kind == asked.kind)
    if asked.before is not None:
        query = query.where(history.c.id < asked.before)
    rows = connection.execute(query.limit(PAGE + 1)).all()
    people: dict[object, str] = {row.id: row.name for row in connection.execute(select(account.c.id, account.c.name))}
    told = [
        Line(
            row.id,
            row.at,
            row.author,
            deed_words(row.kind),
            row.kind,
            row.campaign,
            from_json(row.body, dict[str, object]),
            people,
        )
        for row in rows[:PAGE]
    ]
    return told, len(rows) > PAGE


def authors(connection: Connection) -> list[str]:
    return list(connection.execute(select(history.c.author).distinct().order_by(history.c.author)).scalars())


def kinds(connection: Connection) -> list[tuple[str, str]]:
    """Those that there are, by their words."""
    found = connection.execute(select(history.c.kind, func.count()).group_by(history.c.kind))
    return sorted(((row.kind, deed_words(row.kind)) for row in found), key=lambda pair: pair[1])
