"""The event of the regional roadmap that an activity takes part in: one thing that tells at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reviewer.facts.regional import EventIndex
from reviewer.facts.regional_bodies import bodies_of, region_stems
from reviewer.facts.regional_days import compare_days
from reviewer.facts.regional_events import planned_events
from reviewer.facts.regional_words import wording_of
from reviewer.model.facts import ActivityFacts, Deadline, Interval, Labels, Level
from reviewer.model.region import Municipality, Name, Region
from reviewer.model.roadmap import Activity, Source

UNDATED = Deadline("relative", concrete=False)


def on(*days: tuple[int, int]) -> Deadline:
    return Deadline("date", concrete=True, intervals=tuple((date(2026, month, day),) * 2 for month, day in days))


def planned(
    text: str,
    deadline: Deadline = UNDATED,
    *,
    number: str | None = None,
    level: Level = "regional",
    themes: tuple[str, ...] = (),
    signals: tuple[str, ...] = (),
    responsible: str | None = None,
    parent: str | None = None,
) -> ActivityFacts:
    source = Source("план.docx", row=3)
    activity = Activity(text, source, number=number, parent=parent, responsible=responsible, deadline="март")
    return ActivityFacts(activity, deadline, Labels(level, themes), "missing", signals=signals)


EVENTS = planned_events(
    [
        planned("Областной вебинар «Читательская грамотность на каждом уроке»", on((2, 12)), number="1"),
        planned("Курсы повышения квалификации учителей математики по работе с отстающими", on((3, 2)), number="2"),
        planned("Региональный форум наставников школ", on((10, 9)), number="3", responsible="ГАУ ДПО «ОИРО»"),
        planned("Областной вебинар для директоров о рисковом профиле школы", on((4, 16)), number="4"),
        planned("Перепроверка всероссийских проверочных работ", on((6, 1)), number="5", themes=("objectivity",)),
        planned("Рассмотрение планов «Новый маршрут»", number="6", level="municipal"),
    ]
)
INDEX = EventIndex(EVENTS)


def named(facts: ActivityFacts) -> str | None:
    match = INDEX.settle(facts).regional
    return match.event if match else None


def similarity(facts: ActivityFacts) -> float:
    match = INDEX.settle(facts).regional
    return match.similarity if match else 0.0


@pytest.mark.parametrize(
    ("text", "deadline", "event"),
    [
        ("Участие учителей в областном вебинаре по читательской грамотности", on((2, 12)), "1"),
        ("Направление учителей математики на курсы повышения квалификации", UNDATED, "2"),
        ("Делегирование педагогов на форум наставников", on((10, 9)), "3"),
        ("Участие директоров в областном вебинаре", on((4, 16)), "4"),
        ("Выборочная перепроверка ВПР", on((6, 1)), "5"),
        ("Встреча по вопросам из пункта 3 региональной карты", UNDATED, "3"),
    ],
)
def test_the_event_is_found_in_other_words(text: str, deadline: Deadline, event: str) -> None:
    assert named(planned(text, deadline)) == event
    nearest = INDEX.nearest(planned(text).activity, deadline)
    assert nearest is not None
    assert nearest.event == event


def test_another_day_makes_the_same_words_less_like() -> None:
    text = "Участие в областном вебинаре по читательской грамотности"
    assert similarity(planned(text, on((11, 30)))) < similarity(planned(text)) < similarity(planned(text, on((2, 12))))


def test_an_event_of_the_municipality_is_less_like_than_one_of_the_region() -> None:
    text = "Вебинар о рисковом профиле школы"
    own = planned(text, on((4, 16)), level="municipal", signals=("municipal_mark",))
    unsaid = planned(text, on((4, 16)), level="municipal")
    assert similarity(own) < similarity(unsaid) < similarity(planned(text, on((4, 16))))


def test_what_municipalities_hold_themselves_needs_no_word_of_the_region() -> None:
    text = "Рассмотрение планов на совете"
    own = planned(text, level="municipal", signals=("municipal_mark",))
    evidence = dict(INDEX._candidates(INDEX._row(own.activity, own.deadline, own)))
    assert evidence[5].holder == "shared"


def test_the_body_that_holds_the_event_tells_whose_it_is() -> None:
    text = "Форум наставников школ"
    silent = planned(text, on((10, 9)), level="municipal")
    told = planned(text, on((10, 9)), level="municipal", responsible="ОИРО, методический кабинет")
    assert similarity(silent) < similarity(told)


def test_a_common_theme_stands_for_common_words() -> None:
    text = "Участие школ в проверке силами областной комиссии"
    assert named(planned(text, on((6, 1)))) is None
    assert named(planned(text, on((6, 1)), themes=("objectivity",))) == "5"


def test_a_name_of_its_own_tells_another_event() -> None:
    plain, other = "Вебинар для директоров", "Вебинар для директоров «Летний отдых детей»"
    assert similarity(planned(other, on((4, 16)))) < similarity(planned(plain, on((4, 16))))


def test_nothing_like_any_event_has_no_match() -> None:
    assert named(planned("Покраска забора силами старшеклассников")) is None
    assert EventIndex(()).nearest(planned("Вебинар").activity, UNDATED) is None


def test_the_match_says_what_and_why() -> None:
    found = INDEX.settle(planned("Делегирование педагогов на форум наставников", on((10, 9))))
    assert found.regional is not None
    assert found.regional.title == "Региональный форум наставников школ"
    assert found.regional.words == ("форум", "наставников")
    assert found.regional.certain
    (why,) = found.whys
    assert (why.label, why.by) == ("regional_event", "regional-roadmap:3")
    assert (why.quote, why.start) == ("форум наставников", 27)
    assert why.probability == found.regional.similarity


def test_a_faint_likeness_is_to_be_checked() -> None:
    own = planned("Форум школ", on((10, 9)), level="municipal", signals=("municipal_mark",))
    match = INDEX.settle(own).regional
    assert match is not None
    assert 0.3 <= match.similarity < 0.5
    assert not match.certain


def test_words_of_every_activity_weigh_less() -> None:
    text = "Форум наставников"
    rows = [Activity(f"Форум номер {number}", Source("план.docx")) for number in range(40)]
    common = EventIndex(EVENTS, rows)._lexicon
    assert common.weight("форум") < INDEX._lexicon.weight("форум")
    assert common.weight("наставник") > common.weight("форум")
    assert EventIndex(EVENTS, rows).nearest(Activity(text, Source("план.docx")), on((10, 9))) is not None


@pytest.mark.parametrize(
    ("text", "abbreviations", "spelled"),
    [
        ("Перепроверка всероссийских проверочных работ", {"впр"}, {"впр"}),
        ("Курсы института педагогического мастерства", {"зипм"}, {"зипм"}),
        ("Заседание учебно-методического объединения", {"умо"}, {"умо"}),
        ("Работа по вопросам преподавания русского языка", {"впр"}, set()),
        ("Основной и государственный 9 экзамен", {"огэ"}, set()),
    ],
)
def test_an_abbreviation_is_known_by_its_initials(text: str, abbreviations: set[str], spelled: set[str]) -> None:
    assert wording_of(text).spelled_out(abbreviations) == spelled


def test_a_quoted_name_is_that_of_an_event_not_of_a_school() -> None:
    wording = wording_of("Семинар «Шаги к успеху» в МБОУ «Лесная средняя школа» (п. 2.1, пункт 4)")
    assert wording.titles == (frozenset({"шаг", "успех"}),)
    assert wording.cited == {"2.1", "4"}


@pytest.mark.parametrize(
    ("own", "other", "agreement"),
    [
        ([(date(2026, 3, 1), date(2026, 3, 31))], [(date(2026, 3, 1), date(2026, 3, 31))], "same"),
        ([(None, date(2026, 3, 5))], [(date(2026, 3, 1), date(2026, 3, 31))], "within"),
        ([(date(2026, 2, 1), date(2026, 3, 5))], [(date(2026, 3, 1), date(2026, 3, 31))], "overlap"),
        ([(date(2026, 4, 1), None)], [(date(2026, 3, 1), date(2026, 3, 31))], "apart"),
        ([], [(date(2026, 3, 1), date(2026, 3, 31))], "unknown"),
    ],
)
def test_days_are_compared(own: list[Interval], other: list[Interval], agreement: str) -> None:
    assert compare_days(own, other) == compare_days(other, own) == agreement


def test_the_last_abbreviation_names_the_body() -> None:
    assert [body.short for body in bodies_of("ГАУ ДПО ЗО ОИРО, Министерство образования")] == ["оиро", None]


def test_the_region_is_told_from_its_towns() -> None:
    town = Municipality("zarechny", "город Заречный", Name("г. Заречный"))
    assert region_stems(Region("z", Name("Заречная область"), ())) == ("регион", "заречн", "област")
    assert region_stems(Region("z", Name("Заречная область"), (town,))) == ("регион", "област")


def test_items_that_only_head_others_are_no_events() -> None:
    head = planned("Областные семинары:", number="1")
    parts = [
        planned("для директоров", number="1.1", parent="1"),
        planned("для методистов", number="1.2", parent="1"),
    ]
    events = planned_events([head, *parts, planned("Форум", number="2")])
    assert [event.id for event in events] == ["1.1", "1.2", "2"]
    assert [event.title for event in events] == [
        "Областные семинары: для директоров",
        "Областные семинары: для методистов",
        "Форум",
    ]


def test_events_whose_numbers_repeat_are_told_apart_by_their_places() -> None:
    events = planned_events([planned("Форум", number="1"), planned("Слёт", number="1"), planned("Смена")])
    assert [(event.id, event.number) for event in events] == [("1", "1"), ("2", "1"), ("3", None)]
    match = EventIndex(events).settle(planned("Участие в слёте региона")).regional
    assert match is None or match.event == "2"


def test_ties_go_to_the_earlier_event() -> None:
    twins = planned_events([planned("Форум учителей", number="1"), planned("Форум учителей", number="2")])
    match = EventIndex(twins).settle(replace(planned("Форум учителей"), deadline=on((1, 9)))).regional
    assert match is not None
    assert match.event == "1"
