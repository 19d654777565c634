# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""Makes the Word templates anew: `python templates/build.py [FOLDER]`.

The templates are meant to be edited in Word; this script is how the shipped ones came to be.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from docx.document import Document as WordDocument
from layout import (
    APPENDIX,
    APPENDIX_TITLE,
    BODY,
    BULLET,
    CAPTION,
    CELL,
    CELL_CENTERED,
    FINDING,
    GROUP,
    HEAD,
    ITEM,
    LEAD,
    MARK,
    NOTE,
    NUMBERED,
    PLAIN,
    SIGNATURE,
    control,
    landscape_section,
    new_document,
    paragraph,
    portrait_section,
    row,
    spanning_row,
    table,
)

from reviewer.report.packaging import repack

NBSP = "\u00a0"
ENDING = "{{ '.' if loop.last else ';' }}"


def spravka() -> WordDocument:
    document = new_document()
    document.core_properties.title = "Справка о результатах экспертизы муниципальных «дорожных карт»"
    paragraph(document, "Title", "СПРАВКА")
    paragraph(
        document,
        "Subtitle",
        "о результатах экспертизы муниципальных планов мероприятий («дорожных карт») по работе со школами, "
        "функционирующими в условиях рисков снижения образовательных результатов{% if plan_period %},{{ plan_period }}{% endif %}",
    )
    _general(document)
    _parameters(document)
    _results(document)
    _content(document)
    _conclusions(document)
    _recommendations(document)
    paragraph(
        document,
        LEAD,
        "1. Соответствие «дорожных карт» параметрам экспертизы. 2. Сведения о представленных файлах. "
        "3. Участие в региональных мероприятиях.",
        lead="Приложения: ",
    )
    _signature(document)
    landscape_section(document)
    _matrix(document)
    _problems(document)
    portrait_section(document)
    _regional_events(document)
    return document


def _general(document: WordDocument) -> None:
    paragraph(document, "Heading 1", "1. Общие сведения")
    paragraph(
        document,
        BODY,
        "Экспертиза муниципальных планов мероприятий («дорожных карт») {{ region|inflect('gent') }} проведена "
        "{{ centre|inflect('ablt') }} {{ review_period }} на основании приказа {{ order.issuer }} от {{ order.date }} "
        "№ {{ order.number }}{{ order.title }}.",
    )
    paragraph(
        document,
        BODY,
        "Рассмотрены «дорожные карты» {{ reviewed|length|count_of('муниципальное образование', 'gent') }} из "
        "{{ municipalities|length }} ({{ reviewed_percent }} от общего количества муниципальных образований, имеющих "
        "школы с рисками снижения образовательных результатов, далее – от общего количества муниципальных "
        "образований). В них "
        "{{ activity_count|count_of('мероприятие') }}, в том числе "
        "{{ municipal_count|count_of('муниципальное мероприятие') }}.",
    )
    paragraph(document, BODY, "{%p if not_reviewed %}")
    paragraph(
        document,
        BODY,
        "Не рассмотрены «дорожные карты» следующих муниципальных образований"
        "{% if not_reviewed|selectattr('files')|list %} (сведения о файлах – в приложении 2){% endif %}:",
    )
    paragraph(document, BODY, "{%p for item in not_reviewed %}")
    paragraph(
        document,
        BULLET,
        "{{ item.name }} ({% if item.status == 'missing' %}«дорожная карта» {% endif %}{{ item.status_text }})"
        + ENDING,
    )
    paragraph(document, BODY, "{%p endfor %}")
    paragraph(document, BODY, "{%p endif %}")
    paragraph(
        document,
        BODY,
        "Доли рассчитаны от общего количества муниципальных образований ({{ municipalities|length }}) и округлены до "
        "одного знака после запятой.",
    )


def _parameters(document: WordDocument) -> None:
    paragraph(document, "Heading 1", "2. Параметры экспертизы")
    paragraph(document, LEAD, "«Дорожные карты» рассмотрены по следующим параметрам:")
    paragraph(document, BODY, "{%p for parameter in parameters %}")
    paragraph(document, ITEM, "{{ parameter.number }}) {{ parameter.title|uncapital }}" + ENDING)
    paragraph(document, BODY, "{%p endfor %}")


def _results(document: WordDocument) -> None:
    paragraph(document, "Heading 1", "3. Результаты экспертизы")
    paragraph(document, BODY, "Соответствие каждой «дорожной карты» параметрам показано в приложении 1.")
    paragraph(document, BODY, "{%p for statement in statements %}")
    paragraph(document, BODY, " {{ statement.text }}", lead="{{ statement.title }}.")
    paragraph(document, BODY, "{%p endfor %}")


def _content(document: WordDocument) -> None:
    widths = (14, 95, 38, 18)
    paragraph(document, "Heading 1", "4. Муниципальные мероприятия")
    paragraph(document, BODY, "{%p if content %}")
    paragraph(document, BODY, " {{ content.text }}", lead="{{ content.title }}.")
    paragraph(document, BODY, "{%p endif %}")
    paragraph(
        document,
        BODY,
        "Мероприятия муниципалитетов и школ приведены в таблице 1; в столбце «Пункт» указан номер в «дорожной карте».",
    )
    paragraph(document, CAPTION, "Таблица 1 – Мероприятия муниципалитетов и школ")
    made = table(document, ("№ п/п", "Мероприятие", "Срок", "Пункт"), widths)
    control(made, "{%tr for item in reviewed %}")
    spanning_row(made, "{{ item.name }}", GROUP, widths)
    control(made, "{%tr for activity in item.municipal %}")
    row(
        made,
        ("{{ activity.number }}", "{{ activity.text }}", "{{ activity.deadline }}", "{{ activity.point }}"),
        (CELL_CENTERED, CELL, CELL, CELL_CENTERED),
        widths,
    )
    control(made, "{%tr else %}")
    spanning_row(made, "Муниципальные мероприятия отсутствуют.", CELL, widths)
    control(made, "{%tr endfor %}")
    control(made, "{%tr endfor %}")
    paragraph(document, NOTE, "Наименования и сроки приведены в редакции муниципальных «дорожных карт».")


def _conclusions(document: WordDocument) -> None:
    paragraph(document, "Heading 1", "5. Выводы")
    paragraph(document, BODY, "{%p if conclusions.total %}")
    paragraph(
        document,
        BODY,
        "«Дорожные карты» не менее половины муниципальных образований соответствуют "
        "{% if conclusions.prevailing %}{{ conclusions.prevailing }} из "
        "{{ conclusions.total|count_of('параметр', 'gent') }} экспертизы"
        "{% else %}менее чем одному параметру экспертизы{% endif %}.",
    )
    paragraph(document, BODY, "{%p endif %}")
    groups = (
        ("everywhere", "Параметры, которым соответствуют «дорожные карты» всех муниципальных образований:"),
        ("mostly", "Параметры, которым соответствуют «дорожные карты» не менее половины муниципальных образований:"),
        ("seldom", "Параметры, которым соответствуют «дорожные карты» менее половины муниципальных образований:"),
        ("nowhere", "Параметры, которым полностью не соответствует ни одна «дорожная карта»:"),
    )
    for field, lead in groups:
        paragraph(document, BODY, f"{{%p if conclusions.{field} %}}")
        paragraph(document, LEAD, lead)
        paragraph(document, BODY, f"{{%p for item in conclusions.{field} %}}")
        share = f" – {{{{ item.met }}}} из{NBSP}{{{{ item.total }}}}{NBSP}({{{{ item.percent }}}})"
        partly = "{% if item.partly %}, частично – {{ item.partly }}{% endif %}"
        told = share + partly if field in {"mostly", "seldom"} else partly
        paragraph(document, BULLET, "{{ item.title|uncapital }}" + told + ENDING)
        paragraph(document, BODY, "{%p endfor %}")
        paragraph(document, BODY, "{%p endif %}")


def _recommendations(document: WordDocument) -> None:
    paragraph(document, "Heading 1", "6. Рекомендации")
    paragraph(document, BODY, "{%p if recommendations %}")
    paragraph(document, LEAD, "Муниципальным органам управления образованием рекомендуется следующее.")
    paragraph(document, BODY, "{%p for item in recommendations %}")
    paragraph(
        document,
        NUMBERED,
        "{{ item.text }}{% if item.concerns_all %} Касается всех муниципальных образований."
        "{% elif item.whom %} Касается {{ item.whom }}.{% endif %}"
        "{% if item.grounds %} Основание: {{ item.grounds }} (приложение" + NBSP + "1).{% endif %}",
    )
    paragraph(document, BODY, "{%p endfor %}")
    paragraph(document, BODY, "{%p else %}")
    paragraph(document, BODY, "Рекомендации по параметрам экспертизы отсутствуют.")
    paragraph(document, BODY, "{%p endif %}")


def _signature(document: WordDocument) -> None:
    widths = (70, 45, 50)
    paragraph(document, SIGNATURE, "")
    made = table(document, (), widths, style=PLAIN)
    row(made, ("{{ signer_position }}", "______________", "{{ signer_name }}"), (SIGNATURE,) * 3, widths)
    row(made, ("{{ today }}", "", ""), (SIGNATURE,) * 3, widths)


def _matrix(document: WordDocument) -> None:
    widths = (60, 10, 10, 10)
    paragraph(document, APPENDIX, "Приложение 1")
    paragraph(document, APPENDIX_TITLE, "Соответствие муниципальных «дорожных карт» параметрам экспертизы")
    paragraph(document, CAPTION, "Таблица 2 – Оценки по параметрам")
    made = table(document, (), widths)
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
        ("{{ item.name }}", "{%tc for mark in item.marks %}", "{{ mark.sign }}", "{%tc endfor %}"),
        (CELL, MARK, MARK, MARK),
        widths,
    )
    control(made, "{%tr endfor %}")
    paragraph(
        document,
        NOTE,
        "Обозначения: «+» – соответствует; «±» – соответствует частично; «–» – не соответствует; «?» – требуется "
        "уточнение; «н/д» – нет данных, так как «дорожная карта» не рассмотрена. Номера столбцов – номера параметров в "
        "разделе 2. Правила экспертизы: {{ rules }}.",
    )


def _problems(document: WordDocument) -> None:
    widths = (90, 170)
    paragraph(document, APPENDIX, "Приложение 2")
    paragraph(document, APPENDIX_TITLE, "Сведения о представленных файлах")
    paragraph(document, BODY, "{%p if problems %}")
    paragraph(document, CAPTION, "Таблица 3 – Файлы, требующие внимания")
    made = table(document, ("Файл", "Причина и что следует сделать"), widths)
    control(made, "{%tr for problem in problems %}")
    row(made, ("{{ problem.file }}", "{{ problem.message }}"), (CELL, CELL), widths)
    control(made, "{%tr endfor %}")
    paragraph(document, BODY, "{%p else %}")
    paragraph(document, BODY, "Все представленные файлы прочитаны и отнесены к муниципальным образованиям.")
    paragraph(document, BODY, "{%p endif %}")


def _regional_events(document: WordDocument) -> None:
    widths = (11, 58, 27, 13, 56)
    paragraph(document, APPENDIX, "Приложение 3")
    paragraph(document, APPENDIX_TITLE, "Участие в региональных мероприятиях")
    paragraph(document, BODY, "{%p if regional.events %}")
    paragraph(document, BODY, "{{ regional.summary }}")
    paragraph(
        document,
        BODY,
        "В таблице 4: № – номер в региональной «дорожной карте»; МО – количество муниципальных образований (из {{ regional.total }}), "
        "«дорожные карты» которых предусматривают участие в мероприятии; прочерк означает, что участие не найдено. "
        "Участие установлено по сходству названий, сроков и исполнителей"
        "{% if regional.in_doubt %}; там, где оно неочевидно, требуется уточнение{% endif %}.",
    )
    paragraph(document, CAPTION, "Таблица 4 – Мероприятия региональной «дорожной карты» и их участники")
    made = table(document, ("№", "Мероприятие", "Срок", "МО", "Муниципальные образования"), widths)
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
    paragraph(document, BODY, "{%p else %}")
    paragraph(
        document,
        BODY,
        "Региональная «дорожная карта» в профиле региона не указана или не содержит мероприятий, поэтому участие в них не "
        "сопоставлялось.",
    )
    paragraph(document, BODY, "{%p endif %}")


def conclusion() -> WordDocument:
    document = new_document()
    document.core_properties.title = "Заключение по результатам экспертизы «дорожной карты»"
    paragraph(document, "Title", "ЗАКЛЮЧЕНИЕ")
    paragraph(
        document,
        "Subtitle",
        "по результатам экспертизы плана мероприятий («дорожной карты») {{ municipality.official }}{{ plan_period }}",
    )
    paragraph(document, BODY, "{%p if municipality.status == 'reviewed' %}")
    _passport(document)
    _summary(document)
    _remarks(document)
    _good(document)
    _to_note(document)
    _unclear(document)
    _note(document)
    paragraph(document, BODY, "{%p if municipality.to_mend %}")
    paragraph(document, LEAD, "Доработанную «дорожную карту» просим представить в срок до {{ blank_date }}")
    paragraph(document, BODY, "{%p endif %}")
    paragraph(document, BODY, "{%p else %}")
    _not_reviewed(document)
    paragraph(document, BODY, "{%p endif %}")
    _signature(document)
    return document


def _passport(document: WordDocument) -> None:
    paragraph(
        document,
        BODY,
        "Экспертиза проведена {{ review_period }}. Рассмотрен"
        "{% if municipality.file_count == 1 %} документ (файл{% else %}ы документы (файлы{% endif %} "
        "{{ municipality.files }})."
        "{% if municipality.period %} Период «дорожной карты»: {{ municipality.period }}.{% endif %}"
        "{% if municipality.approved %} Дата утверждения: {{ municipality.approved }}.{% endif %}",
    )
    paragraph(
        document,
        BODY,
        "В «дорожной карте» {{ municipality.activity_count|count_of('мероприятие') }}, в том числе "
        "{{ municipality.municipal|length|count_of('муниципальное мероприятие') }}.",
    )


def _summary(document: WordDocument) -> None:
    widths = (12, 108, 45)
    paragraph(document, CAPTION, "Таблица 1 – Результаты по параметрам")
    made = table(document, ("№", "Параметр", "Вывод"), widths)
    control(made, "{%tr for mark in municipality.marks %}")
    row(
        made,
        ("{{ mark.parameter.number }}", "{{ mark.parameter.title }}", "{{ mark.word }}"),
        (CELL_CENTERED, CELL, CELL),
        widths,
    )
    control(made, "{%tr endfor %}")


def _remarks(document: WordDocument) -> None:
    paragraph(document, BODY, "{%p if municipality.to_mend %}")
    paragraph(document, "Heading 1", "Замечания")
    paragraph(document, BODY, "{%p for mark in municipality.to_mend %}")
    paragraph(document, FINDING, "{{ mark.parameter.title }}")
    paragraph(document, BODY, "{{ mark.finding }}")
    _quotes(document)
    paragraph(document, BODY, "{%p if mark.remark %}")
    paragraph(document, BODY, " {{ mark.remark }}", lead="Рекомендация.")
    paragraph(document, BODY, "{%p endif %}")
    paragraph(document, BODY, "{%p endfor %}")
    paragraph(document, BODY, "{%p endif %}")


def _good(document: WordDocument) -> None:
    paragraph(document, BODY, "{%p if municipality.met %}")
    paragraph(document, "Heading 1", "Положительные стороны")
    paragraph(document, BODY, "{%p for mark in municipality.met %}")
    paragraph(document, FINDING, "{{ mark.parameter.title }}")
    paragraph(document, BODY, "{{ mark.finding }}")
    _quotes(document)
    paragraph(document, BODY, "{%p endfor %}")
    paragraph(document, BODY, "{%p endif %}")


def _quotes(document: WordDocument) -> None:
    paragraph(document, BODY, "{%p if mark.places %}")
    paragraph(document, BODY, "Место в «дорожной карте»: {{ mark.places }}.")
    paragraph(document, BODY, "{%p endif %}")
    paragraph(document, BODY, "{%p if mark.quotes %}")
    paragraph(document, LEAD, "Учтённые мероприятия:")
    paragraph(document, BODY, "{%p endif %}")
    paragraph(document, BODY, "{%p for quote in mark.quotes %}")
    paragraph(
        document,
        BULLET,
        "{{ quote.text|quoted }}{% if quote.place %} ({{ quote.place }}){% endif %}"
        "{% if not loop.last %};{% elif mark.further %}; и ещё {{ mark.further|count_of('мероприятие') }}.{% else %}.{% endif %}",
    )
    paragraph(document, BODY, "{%p endfor %}")


def _to_note(document: WordDocument) -> None:
    paragraph(document, BODY, "{%p if municipality.to_note %}")
    paragraph(document, "Heading 1", "К сведению")
    paragraph(document, BODY, "{%p for mark in municipality.to_note %}")
    paragraph(document, BULLET, "{{ mark.finding }}")
    paragraph(document, BODY, "{%p endfor %}")
    paragraph(document, BODY, "{%p endif %}")


def _unclear(document: WordDocument) -> None:
    paragraph(document, BODY, "{%p if municipality.unclear %}")
    paragraph(document, "Heading 1", "Требует уточнения")
    paragraph(document, BODY, "{%p for mark in municipality.unclear %}")
    paragraph(document, BULLET, "{{ mark.parameter.title }}. {{ mark.finding }}")
    paragraph(document, BODY, "{%p endfor %}")
    paragraph(document, BODY, "{%p endif %}")


def _note(document: WordDocument) -> None:
    paragraph(document, BODY, "{%p for note in municipality.notes %}")
    paragraph(document, BODY, " {{ note }}", lead="Примечание.")
    paragraph(document, BODY, "{%p endfor %}")


def _reasons(document: WordDocument) -> None:
    paragraph(document, BODY, "{%p if municipality.notes %}")
    paragraph(document, LEAD, "Причины:")
    paragraph(document, BODY, "{%p for note in municipality.notes %}")
    paragraph(document, BULLET, "{{ note }}")
    paragraph(document, BODY, "{%p endfor %}")
    paragraph(document, BODY, "{%p endif %}")


def _not_reviewed(document: WordDocument) -> None:
    paragraph(
        document,
        BODY,
        "Экспертиза проведена {{ review_period }}. «Дорожная карта» "
        "{% if municipality.status == 'missing' %}не представлена{% else %}не рассмотрена: "
        "{{ municipality.status_text }}{% endif %}."
        "{% if municipality.files %} Представлен{% if municipality.file_count == 1 %} файл{% else %}ы файлы{% endif %} "
        "{{ municipality.files }}.{% endif %}",
    )
    _reasons(document)
    paragraph(document, LEAD, "«Дорожную карту» просим представить в срок до {{ blank_date }}")


def build(folder: Path) -> None:
    for name, made in (("справка.docx", spravka()), ("заключение.docx", conclusion())):
        saved = io.BytesIO()
        made.save(saved)
        (folder / name).write_bytes(repack(saved.getvalue()))


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
