"""An invented region: nine municipalities, seven roadmaps read, one file unread, one municipality silent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from reviewer.language.names import group_names
from reviewer.language.numerals import count_of, percent, percent_text
from reviewer.model.facts import ActivityFacts, Deadline, Labels, Level, RegionalMatch, Why
from reviewer.model.region import Basis, Municipality, Name, Region
from reviewer.model.review import (
    Evidence,
    FileProblem,
    MunicipalityReview,
    Recommendation,
    Review,
    ReviewedRoadmap,
    RulesIdentity,
    Statement,
    Verdict,
)
from reviewer.model.roadmap import Activity, Passport, Period, Roadmap, Source

NAMES = {
    "zaozerye": ("г. Заозерье", "муниципальное образование город Заозерье", 16),
    "lesnogorsk": ("Лесногорский район", "Лесногорский район Заречной области", 8),
    "kamensk": ("Каменский р-н", "Каменский район Заречной области", 1),
    "tikhaya": ("Тихогривский муниципальный округ", "Тихогривский муниципальный округ Заречной области", 6),
    "sosnovy": ("ЗАТО г. Сосновый", "ЗАТО г. Сосновый Заречной области", 4),
    "veshnyak": ("о. Вешняк", "муниципальное образование округ Вешняк", 9),
    "polyana": ("Верх-Полянский район", "Верх-Полянский район Заречной области", 0),
    "klyuchi": ("Староключевской район", "Староключевской район Заречной области", None),
    "ozerny": ("Озёрный муниципальный округ", "Озёрный муниципальный округ Заречной области", None),
}
EVENTS = (
    "Семинар для учителей-предметников «Приёмы работы с обучающимися, которые испытывают трудности в учении»",
    "Собеседование с директорами школ по итогам первого полугодия",
    "Перекрёстная проверка работ по математике в 6 классах силами муниципальной комиссии",
    "Родительское собрание «Как помочь ребёнку подготовиться к экзаменам»",
    "Мониторинг успеваемости обучающихся 9 классов в школах муниципалитета",
    "Открытые уроки школ-кураторов для педагогов других школ",
)
DEADLINES = (
    ("до 15 марта 2024 года", Deadline("date", concrete=True, intervals=((None, date(2024, 3, 15)),))),
    ("апрель 2024", Deadline("month", concrete=True, intervals=((date(2024, 4, 1), date(2024, 4, 30)),))),
    ("в течение года", Deadline("continuous", concrete=False)),
    (None, Deadline("missing", concrete=False)),
)
TITLES = {
    "submitted": "Представление «дорожной карты»",
    "municipal_content": "Объём муниципального контента",
    "concrete_deadlines": "Конкретность сроков",
    "parents": "Работа с родителями",
    "curator_schools": "Школы-кураторы",
}


def make_region() -> Region:
    return Region(
        id="zarechye",
        name=Name("Заречная область"),
        municipalities=tuple(
            Municipality(identifier, official, Name(short)) for identifier, (short, official, _) in NAMES.items()
        ),
        centre="Государственное автономное учреждение «Центр оценки качества образования Заречной области»",
        authority="Министерство образования Заречной области",
        basis=Basis("Министерство образования Заречной области", "214-р", date(2023, 12, 4), "Об экспертизе планов"),
        review_period=Period(date(2024, 1, 22), date(2024, 1, 26)),
        plan_period=Period(date(2024, 1, 1), date(2024, 12, 31)),
    )


def make_facts(file: str, number: int, level: Level, text: str | None = None) -> ActivityFacts:
    deadline, understood = DEADLINES[number % len(DEADLINES)]
    return ActivityFacts(
        Activity(
            activity=text or EVENTS[number % len(EVENTS)],
            source=Source(file, page=1 + number // 8, table=1, row=number + 1),
            number=f"{1 + number // 6}.{1 + number % 6}",
            section="Работа с педагогами",
            deadline=deadline,
            responsible="Управление образования, методический кабинет",
            participants="Педагоги школ из списка",
            outcome="Справка",
        ),
        understood,
        Labels(level, ("methodical_support", "parents"), ("teachers",), "listed_schools"),
        "document",
        doubtful=("objectivity",) if number % 5 == 0 else (),
        regional=RegionalMatch("Региональный семинар для руководителей", 0.71) if level == "regional" else None,
        whys=(Why("methodical_support", "rule:base@1.0.0#signals.methodical_support.any[0]", "Семинар для учителей"),),
    )


def make_municipality(identifier: str, municipal: int, text: str | None = None) -> MunicipalityReview:
    file = f"План {identifier} 2024.docx"
    facts = tuple(
        make_facts(file, number, "municipal" if number < municipal else "regional", text)
        for number in range(municipal + 3)
    )
    roadmap = Roadmap(
        file,
        "docx",
        Passport("Дорожная карта", period=Period(date(2024, 1, 1), date(2024, 12, 31)), approved_on=date(2024, 1, 15)),
        tuple(item.activity for item in facts),
    )
    return MunicipalityReview(
        identifier,
        NAMES[identifier][0],
        "reviewed",
        (file,),
        ReviewedRoadmap(roadmap, facts),
        make_verdicts(facts, municipal),
    )


def evidence(facts: ActivityFacts) -> Evidence:
    source = facts.activity.source
    return Evidence(
        source.file,
        facts.activity.activity[:300],
        facts.activity.number,
        source.page,
        source.table,
        source.row,
        "rule:x",
    )


def make_verdicts(facts: tuple[ActivityFacts, ...], municipal: int) -> tuple[Verdict, ...]:
    own = tuple(evidence(item) for item in facts if item.labels.level == "municipal")
    concrete = tuple(evidence(item) for item in facts if item.deadline.concrete)
    share = len(concrete) / len(facts)
    bucket = (
        ("none", "отсутствует") if not municipal else ("some", "небольшой") if municipal < 6 else ("wide", "широкий")
    )
    rule = "zarechye@2024.1.0#parameters."
    return (
        Verdict(
            "submitted", "met", 1.0, None, "yes", "представлена", finding="«Дорожная карта» представлена.", rule=rule
        ),
        Verdict(
            "municipal_content",
            "met" if municipal > 5 else "partly" if municipal else "not_met",
            float(municipal),
            None,
            *bucket,
            own,
            f"В «дорожной карте» {count_of(municipal, 'муниципальное мероприятие')}.",
            None if municipal > 5 else "Дополнить «дорожную карту» собственными мероприятиями муниципалитета.",
            rule + "municipal_content",
        ),
        Verdict(
            "concrete_deadlines",
            "met" if share > 0.5 else "partly",
            share,
            len(facts),
            "most",
            "большинство",
            concrete,
            f"Конкретные сроки указаны у {count_of(len(concrete), 'мероприятие', 'gent')} из {len(facts)}.",
            None if share > 0.5 else "Указать день, месяц или период вместо слов «в течение года».",
            rule + "concrete_deadlines",
        ),
        Verdict("parents", "met", 2.0, None, "some", "есть", own[:2], "Запланирована работа с родителями.", rule=rule),
        Verdict("curator_schools", "unknown", rule=rule + "curator_schools"),
    )


def make_statement(identifier: str, members: tuple[str, ...], text: str = "") -> Statement:
    share = percent(len(members), len(NAMES))
    listed = group_names(Name(NAMES[member][0]) for member in members)
    written = text or (
        f"Параметр выдержан в {count_of(len(members), 'муниципальное образование', 'loct')} "
        f"({percent_text(share)} от общего количества муниципальных образований): {listed}."
    )
    return Statement(identifier, TITLES[identifier], len(members), len(NAMES), share, members, written)


def make_review(text: str | None = None) -> Review:
    reviewed = [(key, count) for key, (_, _, count) in NAMES.items() if count is not None]
    municipalities = [make_municipality(key, count, text) for key, count in reviewed]
    message = "Файл повреждён. Попросите прислать его ещё раз."
    silent = tuple(Verdict(key, "not_met" if key == "submitted" else "unknown") for key in TITLES)
    unread = tuple(Verdict(key, "met" if key == "submitted" else "unknown") for key in TITLES)
    municipalities.append(
        MunicipalityReview(
            "klyuchi",
            NAMES["klyuchi"][0],
            "unreadable",
            ("ключи.pdf",),
            None,
            unread,
            (f"Файл «ключи.pdf» не прочитан: {message}",),
        )
    )
    municipalities.append(MunicipalityReview("ozerny", NAMES["ozerny"][0], "missing", (), None, silent))
    wide = tuple(key for key, count in reviewed if count > 5)
    return Review(
        "Заречная область",
        RulesIdentity("zarechye", "2024.1.0", "0" * 64),
        tuple(municipalities),
        (
            make_statement("submitted", tuple(key for key in NAMES if key != "ozerny")),
            make_statement("municipal_content", wide),
            make_statement("concrete_deadlines", ("zaozerye", "lesnogorsk", "veshnyak", "tikhaya", "polyana")),
            make_statement("parents", ("lesnogorsk", "polyana")),
            make_statement("curator_schools", (), "Школы-кураторы не определены ни в одной «дорожной карте»."),
        ),
        (
            Recommendation(
                "municipal_content",
                "Расширить перечень муниципальных мероприятий.",
                ("municipal_content",),
                ("kamensk", "sosnovy", "polyana"),
            ),
            Recommendation("curator_schools", "Определить школы-кураторы.", ("curator_schools",), tuple(NAMES)),
        ),
        (FileProblem("ключи.pdf", "unreadable", message),),
        ("разное/письмо.docx",),
    )


@pytest.fixture(scope="session")
def region() -> Region:
    return make_region()


@pytest.fixture(scope="session")
def review() -> Review:
    return make_review()


@pytest.fixture(scope="session")
def review_saying() -> Callable[[str], Review]:
    """Makes the same review with all activities saying that."""
    return make_review
