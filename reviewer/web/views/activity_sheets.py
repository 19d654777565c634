"""Activities that were found, as a workbook and as a table of comma-separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from reviewer.model.facts import ActivityFacts
from reviewer.report.cleaning import clean_text
from reviewer.report.sheets import Column, Look, Value
from reviewer.report.wording import DEADLINES, LEVELS, OUTCOMES, SCOPES
from reviewer.report.workbook import Book
from reviewer.web.views.activities import audiences_of, event_words, themes_of, to_check
from reviewer.web.views.activity_rows import ActivityRow

_NUMBER = Look(centered=True)
COLUMNS = (
    Column("Муниципалитет", 24, Look(bold=True)),
    Column("Пункт", 8, _NUMBER),
    Column("Раздел", 22),
    Column("Мероприятие", 56),
    Column("Срок", 20),
    Column("Понято как", 20),
    Column("Конкретный", 12, _NUMBER),
    Column("Ответственные", 28),
    Column("Участники", 24),
    Column("Результат", 32),
    Column("Уровень", 16),
    Column("Темы", 32),
    Column("Адресаты", 18),
    Column("Охват школ", 18),
    Column("Вид результата", 17),
    Column("Региональное мероприятие", 32),
    Column("Проверить", 26),
    Column("Исправлено", 12, _NUMBER),
    Column("Файл", 30),
    Column("Страница", 10, _NUMBER),
    Column("Таблица", 10, _NUMBER),
    Column("Строка", 10, _NUMBER),
)
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV Injection)."""


def workbook_of(rows: Sequence[ActivityRow], titles: Mapping[str, str]) -> bytes:
    """`titles`: of the signals of the rules, by id."""
    book = Book()
    book.add_sheet("Мероприятия", COLUMNS, table_rows(rows, titles))
    return book.saved()


def csv_of(rows: Sequence[ActivityRow], titles: Mapping[str, str]) -> bytes:
    """As Excel in Russia opens it: with semicolons, in UTF-8 with its mark. What looks like a formula stands behind an apostrophe."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.title for column in COLUMNS)
    for row in table_rows(rows, titles):
        writer.writerow(map(_harmless, row))
    return stream.getvalue().encode("utf-8-sig", "replace")


def table_rows(rows: Sequence[ActivityRow], titles: Mapping[str, str]) -> Iterator[list[Value]]:
    for row in rows:
        yield [row.municipality_name, *map(_clean, _cells(row.facts, titles))]


def _clean(value: Value) -> Value:
    return clean_text(value) or None if isinstance(value, str) else value


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.lstrip(" \n").startswith(_LIKE_FORMULA) else value


def _cells(facts: ActivityFacts, titles: Mapping[str, str]) -> Sequence[Value]:
    activity, source, labels = facts.activity, facts.activity.source, facts.labels
    return (
        activity.number,
        activity.section,
        activity.activity,
        activity.deadline,
        facts.deadline.understood or DEADLINES[facts.deadline.kind],
        "да" if facts.deadline.concrete else "нет",
        activity.responsible,
        activity.participants,
        activity.outcome,
        LEVELS[labels.level],
        "; ".join(themes_of(facts)),
        "; ".join(audiences_of(facts)),
        SCOPES[labels.scope],
        OUTCOMES[facts.outcome_kind],
        event_words(facts.regional),
        "; ".join(to_check(facts, titles)),
        "да" if facts.corrected else "нет",
        source.file,
        source.page,
        source.table,
        source.row,
    )
