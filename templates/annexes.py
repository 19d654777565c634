# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""The annexes of the справка, each with one table that bears the number of its annex («Таблица П1»)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conditional import only_if, rows_for
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
    Entry,
    described,
    heading,
    landscape_section,
    paragraph,
    portrait_section,
    row,
    table,
)


@dataclass(frozen=True, slots=True)
class Annex:
    """`name`: of the field of `annexes` that holds its number, or 0 where it has nothing in it and is left out."""

    name: str
    title: str

    @property
    def when(self) -> str:
        return f"annexes.{self.name}"

    @property
    def number(self) -> str:
        return f"{{{{ {self.when} }}}}"

    @property
    def entry(self) -> Entry:
        return Entry(f"Приложение {self.number}. {self.title}", self.when)

    @property
    def listed(self) -> str:
        return f"{{% if {self.when} %}} {self.number}. {self.title}.{{% endif %}}"


MATRIX = Annex("matrix", "Соответствие муниципальных «дорожных карт» параметрам экспертизы")
CRITERIA = Annex("criteria", "Критерии оценки")
FILES = Annex("files", "Файлы, требующие внимания")
EVENTS = Annex("events", "Участие в региональных мероприятиях")
GROUNDS = Annex("grounds", "Основания рекомендаций")
DOUBTS = Annex("doubts", "Случаи, требующие решения методиста")
MOST_TITLES = 2
"""Parameters with the same thresholds that are told by their titles; section 2 has the titles of more."""
ANNEXES = (MATRIX, CRITERIA, FILES, EVENTS, GROUNDS, DOUBTS)


def add_annexes(document: WordDocument, first: int) -> None:
    """`first`: the place of the first annex in the contents, from 0."""
    landscape_section(document)
    _title(document, first, MATRIX)
    _matrix(document)
    portrait_section(document)
    parts = (_criteria, _files, _regional_events, _grounds, _doubts)
    for place, (annex, part) in enumerate(zip(ANNEXES[1:], parts, strict=True), start=first + 1):
        with only_if(document, annex.when):
            _title(document, place, annex)
            part(document)


def _title(document: WordDocument, place: int, annex: Annex) -> None:
    heading(document, place, f"Приложение {annex.number}", annex.title, style=APPENDIX_TITLE)


Columns = Mapping[str, float]
"""Heads and widths, in mm."""


def _captioned(document: WordDocument, annex: Annex, title: str, columns: Columns, description: str) -> Table:
    paragraph(document, CAPTION, f"Таблица П{annex.number} – {title}")
    return described(table(document, tuple(columns), tuple(columns.values())), title, description)


def _matrix(document: WordDocument) -> None:
    widths = (60, 10, 10, 10)
    paragraph(document, CAPTION, f"Таблица П{MATRIX.number} – Оценки по параметрам")
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
    with rows_for(made, "item in municipalities"):
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


def _criteria(document: WordDocument) -> None:
    widths = (20, 58, 34, 34, 34)
    paragraph(
        document,
        BODY,
        "Оценка зависит от того, сколько мероприятий «дорожной карты» отвечает параметру или какую долю её мероприятий они "
        "составляют. Прочерк означает, что такой оценки по параметру нет.",
    )
    made = _captioned(
        document,
        CRITERIA,
        "За что ставится оценка",
        dict(zip(("№", "Параметр", "Соответствует", "Частично", "Не соответствует"), widths, strict=True)),
        "Для каждого параметра – сколько мероприятий или какая их доля нужны для каждой оценки.",
    )
    called = (
        f"{{% if item.titles|length > {MOST_TITLES} %}}{{{{ item.titles|length|count_of('параметр') }}}} с этими номерами"
        "{% else %}{{ item.titles|join('; ') }}{% endif %}"
    )
    with rows_for(made, "item in criteria"):
        row(
            made,
            (
                "{{ item.numbers|runs }}",
                called,
                "{{ item.met }}",
                "{{ item.partly }}{% if item.with_partly %} (учитываются в доле в разделе 3){% endif %}",
                "{{ item.not_met }}",
            ),
            (CELL_CENTERED, CELL, CELL, CELL, CELL),
            widths,
        )
    paragraph(document, NOTE, "№ – номера параметров в разделе 2. Пороги установлены правилами экспертизы.")


def _files(document: WordDocument) -> None:
    widths = (60, 120)
    made = _captioned(
        document,
        FILES,
        "Файлы и что с ними следует сделать",
        dict(zip(("Файл", "Причина и что следует сделать"), widths, strict=True)),
        "Имя файла; что с ним не так и что следует сделать.",
    )
    with rows_for(made, "problem in problems"):
        row(made, ("{{ problem.file }}", "{{ problem.message }}"), (CELL, CELL), widths)


def _regional_events(document: WordDocument) -> None:
    widths = (13, 62, 30, 13, 62)
    paragraph(document, BODY, "{{ regional.summary }}")
    paragraph(
        document,
        BODY,
        "В таблице П{{ annexes.events }}: № – номер в региональной «дорожной карте»; МО – количество муниципальных образований (из {{ regional.total }}), "
        "«дорожные карты» которых предусматривают участие в мероприятии; прочерк означает, что участие не найдено. "
        "Участие, которое не соотносится ни с одним из этих мероприятий, в таблице не показано. "
        "Участие установлено по сходству названий, сроков и исполнителей"
        "{% if regional.in_doubt %}; там, где оно неочевидно, требуется уточнение{% endif %}.",
    )
    made = _captioned(
        document,
        EVENTS,
        "Мероприятия региональной «дорожной карты» и их участники",
        dict(zip(("№", "Мероприятие", "Срок", "МО", "Муниципальные образования"), widths, strict=True)),
        "Для каждого мероприятия региональной «дорожной карты» – срок, количество и названия муниципальных образований.",
    )
    members = (
        "{% if event.count or not event.to_check %}{{ event.names }}{% endif %}"
        "{% if event.to_check %}{% if event.count %}; {% endif %}требуется уточнить: {{ event.to_check }}{% endif %}"
    )
    with rows_for(made, "event in regional.events"):
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


def _grounds(document: WordDocument) -> None:
    widths = (13, 67, 100)
    made = _captioned(
        document,
        GROUNDS,
        "Что установлено и в каких строках",
        dict(zip(("№", "Что установлено", "Муниципальные образования и строки «дорожных карт»"), widths, strict=True)),
        "Номер рекомендации, что установлено, и у кого: с пунктами или строками «дорожной карты».",
    )
    with rows_for(made, "ground in grounds"):
        row(
            made,
            ("{{ ground.number }}", "{{ ground.finding }}", "{{ ground.whom }}"),
            (CELL_CENTERED, CELL, CELL),
            widths,
        )
    paragraph(
        document,
        NOTE,
        "№ – номер рекомендации в разделе {{ sections.recommendations }}. Пункты и строки: если установлена доля – те, что её снижают; в остальных "
        "случаях – те, что учтены. Где строк нет, вывод сделан по документу в целом: просмотрены все его строки, подходящих не "
        "найдено. Тексты строк приведены в заключениях и в файле «матрица.xlsx».",
    )


def _doubts(document: WordDocument) -> None:
    widths = (40, 80, 60)
    paragraph(
        document,
        BODY,
        "Ответы на эти вопросы записывают на листах «Проверить» и «Решения» файла «матрица.xlsx»; при следующем запуске они "
        "учитываются, и показатели справки пересчитываются.",
    )
    made = _captioned(
        document,
        DOUBTS,
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
    with rows_for(made, "doubt in doubts"):
        row(made, ("{{ doubt.name }}", where, "{{ doubt.question }}"), (CELL, CELL, CELL), widths)
