"""How moments, sizes and counts are written on pages."""

from __future__ import annotations

from datetime import date, datetime

from reviewer.language.numerals import count_of, number_text
from reviewer.store.accounts import Role

_UNITS = ("Б", "КБ", "МБ", "ГБ")
_STEP = 1024

ROLE_WORDS = {
    Role.ADMINISTRATOR: "администратор",
    Role.METHODIST: "методист",
    Role.READER: "читатель",
    Role.MUNICIPALITY: "муниципалитет",
}


def moment_text(moment: datetime) -> str:
    """«22.11.2026, 10:05», in the time of this computer."""
    return f"{moment.astimezone():%d.%m.%Y, %H:%M}"


def machine_moment(moment: datetime) -> str:
    """For the attribute `datetime` of the element `time`."""
    return moment.isoformat(timespec="seconds")


def day_text(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def size_text(size: int) -> str:
    """A size in bytes: «1,5 МБ»."""
    value, unit = float(size), _UNITS[0]
    for unit in _UNITS:
        if value < _STEP or unit == _UNITS[-1]:
            break
        value /= _STEP
    return f"{number_text(round(value, 1))} {unit}"


FILTERS = {
    "moment": moment_text,
    "machine_moment": machine_moment,
    "day": day_text,
    "size": size_text,
    "count_of": count_of,
    "role": ROLE_WORDS.__getitem__,
}
"""Jinja filters: {{ 3 | count_of("файл") }} is «3 файла»."""
