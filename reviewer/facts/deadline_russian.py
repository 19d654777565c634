"""What was understood of a deadline, in Russian that a methodist can check against the cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reviewer.facts.deadline_grammar import Repeat
from reviewer.facts.deadline_spans import Span
from reviewer.language.calendar import MONTHS, MONTHS_GENITIVE, month_end
from reviewer.model.facts import DeadlineKind, Interval, Rhythm

_WHOLE = {
    "continuous": "в течение всего срока",
    "relative": "срок зависит от другого события или документа",
    "missing": "срок не указан",
}
_ONCE: dict[Rhythm, str] = {
    "day": "ежедневно",
    "week": "еженедельно",
    "month": "ежемесячно",
    "quarter": "ежеквартально",
    "half_year": "раз в полугодие",
    "year": "ежегодно",
}
_IN: dict[Rhythm, str] = {
    "day": "в день",
    "week": "в неделю",
    "month": "в месяц",
    "quarter": "в квартал",
    "half_year": "в полугодие",
    "year": "в год",
}


def describe(kind: DeadlineKind, intervals: Sequence[Interval], spans: Sequence[Span], repeat: Repeat | None) -> str:
    """«до 19 января 2024 года», «октябрь–ноябрь 2021 года», «2 раза в год: май, октябрь», «срок не указан»."""
    if kind in _WHOLE:
        return _WHOLE[kind]
    stretches = [_interval(interval) for interval in intervals] or [_undated(span) for span in spans]
    when = ", ".join(dict.fromkeys(stretches))
    if repeat is None:
        return when
    rhythm = _rhythm(repeat)
    return f"{rhythm}: {when}" if when else rhythm


def _rhythm(repeat: Repeat) -> str:
    if repeat.times == 1:
        return _ONCE[repeat.every]
    few = repeat.times % 10 in {2, 3, 4} and repeat.times % 100 not in {12, 13, 14}
    return f"{repeat.times} {'раза' if few else 'раз'} {_IN[repeat.every]}"


def _undated(span: Span) -> str:
    unit = span.unit
    if span.open_start:
        return f"до {unit.genitive}"
    return f"с {unit.genitive}" if span.open_end else unit.name


def _interval(interval: Interval) -> str:
    first, last = interval
    if first is None or last is None:
        return _open(first, last)
    if first.day == 1 and last == month_end(last.year, last.month):
        return _months(first, last)
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"с {first.day} по {_day(last)}"
    start = f"{first.day} {MONTHS_GENITIVE[first.month - 1]}" if first.year == last.year else _day(first)
    return f"{_with(start)} {start} по {_day(last)}"


def _with(text: str) -> str:
    return "с" if text else ""


def _open(first: date | None, last: date | None) -> str:
    if last is not None:
        return f"до {_day(last)}"
    return f"с {_day(first)}" if first is not None else ""


def _day(day: date) -> str:
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]} {day.year} года"


def _months(first: date, last: date) -> str:
    start, end = MONTHS[first.month - 1], f"{MONTHS[last.month - 1]} {last.year} года"
    if (first.year, first.month) == (last.year, last.month):
        return end
    if first.year != last.year:
        return f"{start} {first.year} года – {end}"
    if (first.month, last.month) == (1, 12):
        return f"{last.year} год"
    return f"{start}–{end}"
