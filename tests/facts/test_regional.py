"""The nearest event of the regional roadmap."""

from __future__ import annotations

from datetime import date

import pytest

from reviewer.facts.regional import EventIndex
from reviewer.model.facts import Deadline
from reviewer.model.roadmap import Activity, Source


def _activity(text: str) -> Activity:
    return Activity(text, Source("план.docx"))


def _on(*days: tuple[int, int]) -> Deadline:
    return Deadline("date", concrete=True, intervals=tuple((date(2026, month, day),) * 2 for month, day in days))


UNDATED = Deadline("relative", concrete=False)

EVENTS = EventIndex(
    [
        ("1", _activity("Областной вебинар «Читательская грамотность на каждом уроке»"), _on((2, 12))),
        ("2", _activity("Курсы повышения квалификации учителей математики по работе с отстающими"), _on((3, 2))),
        ("3", _activity("Региональный форум наставников школ"), _on((10, 9))),
        ("4", _activity("Областной вебинар для директоров о рисковом профиле школы"), _on((4, 16))),
    ]
)


@pytest.mark.parametrize(
    ("text", "deadline", "event"),
    [
        ("Участие учителей в областном вебинаре по читательской грамотности", _on((2, 12)), "1"),
        ("Направление учителей математики на курсы повышения квалификации", UNDATED, "2"),
        ("Делегирование педагогов на форум наставников", _on((10, 9)), "3"),
        ("Участие директоров в областном вебинаре", _on((4, 16)), "4"),
    ],
)
def test_the_event_is_found_in_other_words(text: str, deadline: Deadline, event: str) -> None:
    match = EVENTS.nearest(_activity(text), deadline)
    assert match is not None
    assert match.event == event


def test_another_day_makes_the_same_words_less_like() -> None:
    text = "Участие в областном вебинаре по читательской грамотности"
    same, other = EVENTS.nearest(_activity(text), _on((2, 12))), EVENTS.nearest(_activity(text), _on((11, 30)))
    assert same is not None
    assert other is None or other.similarity < same.similarity


def test_nothing_like_any_event_has_no_match() -> None:
    assert EVENTS.nearest(_activity("Покраска забора силами старшеклассников"), UNDATED) is None


def test_no_events_no_match() -> None:
    assert EventIndex([]).nearest(_activity("Вебинар"), UNDATED) is None
