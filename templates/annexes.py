# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""The annexes of the справка, each with one table that bears the number of its annex («Таблица П1»)."""

from __future__ import annotations

from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.table import Table
from layout import (
    APPENDIX_TITLE,
    BODY,
    CAPTION,
    CELL,
    CELL_CENTERED,
    HEAD,
    MARK,
    NOTE,
    control,
    described,
    heading,
    landscape_section,
    paragraph,
    portrait_section,
    row,
    table,
)

ANNEXES = (
    "Соответствие муниципальных «дорожных карт» параметрам экспертизы",
    "Сведения о представленных файлах",
    "Участие в региональных мероприятиях",
    "Основания рекомендаций",
    "Случаи, требующие решения методиста",
)


def add_annexes(document: WordDocument, first: int) -> None:
    """`first`: the place of the first annex in the contents, from 0."""
    landscape_section(document)
    _title(document, first, 1)
    _matrix(document)
    portrait_section(document)
    for number, annex in enumerate((_problems, _regional_events, _grounds, _doubts), start=2):
        _title(document, first + number - 1, number)
        annex(document)


def _title(document: WordDocument, place: int, number: int) -> None:
    heading(document, place, f"Приложение {number}", ANNEXES[number - 1], style=APPENDIX_TITLE)


Columns = Mapping[str, float]
"""Heads and widths, in mm."""


def _captioned(document: WordDocument, number: int, title: str, columns: Columns, description: str) -> Table:
    paragraph(document, CAPTION, f"Таблица П{number} – {title}")
    return described(table(document, tuple(columns), tuple(columns.values())), title, description)


def _matrix(document: WordDocument) -> None:
    widths = (60, 10, 10, 10)
    paragraph(document, CAPTION, "Таблица П1 – Оценки по параметрам")
    made = described(
        table(document, (), widths),
        "Оценки по параметрам",
        "Строки – муниципальные образования, столбцы – параметры по номерам раздела 2. В клетке знак: плюс – соответствует, "
        "плюс-минус – частично, тире – не соответствует. Чем меньше соответствие, тем темнее клетка.",
    )
    row(
        made,
        (
            "Муниципальное образование",
            "{%tc for parameter in parameters %}",
            "{{ parameter.number }}",
            "{%tc endfor %}",
        ),
        (HEAD, MARK, HEAD, MARK),
        widths,
        repeated=True,
    )
    control(made, "{%tr for item in municipalities %}")
    row(
        made,
        (
            "{{ item.name }}",
            "{%tc for mark in item.marks %}",
            "{% cellbg mark.colour %}{{ mark.sign }}",
            "{%tc endfor %}",
        ),
        (CELL, MARK, MARK, MARK),
        widths,
    )
    control(made, "{%tr endfor %}")
    row(
        made,
        ("Соответствуют, всего", "{%tc for count in met_counts %}", "{{ count }}", "{%tc endfor %}"),
        (HEAD, MARK, HEAD, MARK),
        widths,
    )
    paragraph(
        document,
        NOTE,
        "Обозначения: «+» – соответствует; «±» – соответствует частично; «–» – не соответствует; «?» – требуется "
        "уточнение; «н/д» – нет данных, так как «дорожная карта» не рассмотрена."
        "{% if not_demanded %} По "
        "{% if not_demanded|length == 1 %}параметру{% else %}параметрам{% endif %} "
        "{{ not_demanded|map(attribute='number')|map('string')|list|names }} знак «–» означает «не запланировано» и "
        "замечанием не является.{% endif %} В последней строке – количество знаков «+». Чем меньше соответствие, тем темнее "
        "клетка. Номера столбцов – номера параметров в разделе 2. Правила экспертизы: {{ rules }}.",
    )


def _problems(document: WordDocument) -> None:
    widths = (60, 120)
    paragraph(document, BODY, "{%p if problems %}")
    made = _captioned(
        document,
        2,
        "Файлы, требующие внимания",
        dict(zip(("Файл", "Причина и что следует сделать"), widths, strict=True)),
        "Имя файла; что с ним не так и что следует сделать.",
    )
    control(made, "{%tr for problem in problems %}")
    row(made, ("{{ problem.file }}", "{{ problem.message }}"), (CELL, CELL), widths)
    control(made, "{%tr endfor %}")
    paragraph(document, BODY, "{%p else %}")
    paragraph(document, BODY, "Все представленные файлы прочитаны и отнесены к муниципальным образованиям.")
    paragraph(document, BODY, "{%p endif %}")


def _regional_events(document: WordDocument) -> None:
    widths = (13, 62, 30, 13, 62)
    paragraph(document, BODY, "{%p if regional.events and reviewed %}")
    paragraph(document, BODY, "{{ regional.summary }}")
    paragraph(
        document,
        BODY,
        "В таблице П3: № – номер в региональной «дорожной карте»; МО – количество муниципальных образований (из {{ regional.total }}), "
        "«дорожные карты» которых предусматривают участие в мероприятии; прочерк означает, что участие не найдено. "
        "Участие, которое не соотносится ни с одним из этих мероприятий, в таблице не показано. "
        "Участие установлено по сходству названий, сроков и исполнителей"
        "{% if regional.in_doubt %}; там, где оно неочевидно, требуется уточнение{% endif %}.",
    )
    made = _captioned(
        document,
        3,
        "Мероприятия региональной «дорожной карты» и их участники",
        dict(zip(("№", "Мероприятие", "Срок", "МО", "Муниципальные образования"), widths, strict=True)),
        "Для каждого мероприятия региональной «дорожной карты» – срок, количество и названия муниципальных образований.",
    )
    members = (
        "{% if event.count or not event.to_check %}{{ event.names }}{% endif %}"
        "{% if event.to_check %}{% if event.count %}; {% endif %}требуется уточнить: {{ event.to_check }}{% endif %}"
    )
    control(made, "{%tr for event in regional.events %}")
    row(
        made,
        (
            "{{ event.number }}",
            "{{ event.title }}",
            "{{ event.deadline }}",
            "{{ event.count }}",
            members,
        ),
        (CELL_CENTERED, CELL, CELL, CELL_CENTERED, CELL),
        widths,
    )
    control(made, "{%tr endfor %}")
    paragraph(document, BODY, "{%p elif regional.events %}")
    paragraph(
        document, BODY, "Участие не сопоставлялось, так как ни одна муниципальная «дорожная карта» не рассмотрена."
    )
    paragraph(document, BODY, "{%p else %}")
    paragraph(
        document,
        BODY,
        "Региональная «дорожная карта» в профиле региона не указана или не содержит мероприятий, поэтому участие в них не "
        "сопоставлялось.",
    )
    paragraph(document, BODY, "{%p endif %}")


def _grounds(document: WordDocument) -> None:
    widths = (13, 67, 100)
    paragraph(document, BODY, "{%p if grounds %}")
    made = _captioned(
        document,
        4,
        "Что установлено и в каких строках",
        dict(zip(("№", "Что установлено", "Муниципальные образования и строки «дорожных карт»"), widths, strict=True)),
        "Номер рекомендации раздела 6, что установлено, и у кого: с пунктами или строками «дорожной карты».",
    )
    control(made, "{%tr for ground in grounds %}")
    row(
        made,
        ("{{ ground.number }}", "{{ ground.finding }}", "{{ ground.whom }}"),
        (CELL_CENTERED, CELL, CELL),
        widths,
    )
    control(made, "{%tr endfor %}")
    paragraph(
        document,
        NOTE,
        "№ – номер рекомендации в разделе 6. Пункты и строки: если установлена доля – те, что её снижают; в остальных "
        "случаях – те, что учтены. Где строк нет, вывод сделан по документу в целом: просмотрены все его строки, подходящих не "
        "найдено. Тексты строк приведены в заключениях и в файле «матрица.xlsx».",
    )
    paragraph(document, BODY, "{%p else %}")
    paragraph(document, BODY, "Рекомендаций, которые опираются на строки «дорожных карт», нет.")
    paragraph(document, BODY, "{%p endif %}")


def _doubts(document: WordDocument) -> None:
    widths = (40, 80, 60)
    paragraph(document, BODY, "{%p if doubts %}")
    paragraph(
        document,
        BODY,
        "Ответы на эти вопросы записывают на листах «Проверить» и «Решения» файла «матрица.xlsx»; при следующем запуске они "
        "учитываются, и показатели справки пересчитываются.",
    )
    made = _captioned(
        document,
        5,
        "Вопросы методисту",
        dict(
            zip(
                ("Муниципальное образование", "Мероприятие и его место в «дорожной карте»", "Вопрос"),
                widths,
                strict=True,
            )
        ),
        "Муниципальное образование, цитата из «дорожной карты» с местом и вопрос, на который отвечает методист.",
    )
    where = (
        "{% if doubt.quote %}{{ doubt.quote|quoted }}{% if doubt.place %} ({{ doubt.place }}){% endif %}"
        "{% else %}«Дорожная карта» в целом{% endif %}"
    )
    control(made, "{%tr for doubt in doubts %}")
    row(made, ("{{ doubt.name }}", where, "{{ doubt.question }}"), (CELL, CELL, CELL), widths)
    control(made, "{%tr endfor %}")
    paragraph(document, BODY, "{%p else %}")
    paragraph(document, BODY, "Случаев, о которых нельзя судить уверенно, нет.")
    paragraph(document, BODY, "{%p endif %}")
