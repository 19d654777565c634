# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""The template of the conclusion on one municipality's roadmap."""

from __future__ import annotations

from conditional import for_each, only_if, otherwise, rows_for
from docx.document import Document as WordDocument
from layout import (
    BODY,
    BULLET,
    CELL,
    CELL_CENTERED,
    FINDING,
    LEAD,
    NOTE,
    REQUEST,
    described,
    new_document,
    paragraph,
    row,
    signature,
    table,
    table_caption,
)


def conclusion() -> WordDocument:
    document = new_document()
    document.core_properties.title = "Заключение по результатам экспертизы «дорожной карты»"
    paragraph(document, "Title", "ЗАКЛЮЧЕНИЕ")
    paragraph(
        document,
        "Subtitle",
        "по результатам экспертизы плана мероприятий («дорожной карты») {{ municipality.official }}{{ plan_period }}",
    )
    with only_if(document, "municipality.status == 'reviewed'"):
        _passport(document)
        _settled(document)
        _summary(document)
        _remarks(document)
        _good(document)
        _to_note(document)
        _unclear(document)
        _note(document)
        _checklist(document)
        with only_if(document, "municipality.to_mend"):
            paragraph(document, REQUEST, "Доработанную «дорожную карту» просим представить в срок до {{ blank_date }}")
        otherwise(document)
        _not_reviewed(document)
    signature(document, dated=True)
    return document


def _passport(document: WordDocument) -> None:
    paragraph(
        document,
        BODY,
        "{{ ('Экспертиза проведена ' ~ review_period)|sentence }} Рассмотрен"
        "{% if municipality.file_count == 1 %} документ (файл{% else %}ы документы (файлы{% endif %} "
        "{{ municipality.files }})."
        "{% if municipality.period %} Период «дорожной карты»: {{ municipality.period }}.{% endif %}"
        "{% if municipality.approved %} Дата утверждения: {{ municipality.approved }}.{% endif %}",
    )
    paragraph(
        document,
        BODY,
        "В «дорожной карте» {{ municipality.activity_count|count_of('мероприятие') }}, в том числе "
        "{{ municipality.municipal|length|count_of('собственное мероприятие') }} муниципалитета и его школ (далее – "
        "муниципальные мероприятия).",
    )


def _settled(document: WordDocument) -> None:
    """What became of the remarks of the run before, where the municipality has sent another roadmap since."""
    with only_if(document, "resubmission"):
        paragraph(
            document,
            BODY,
            "«Дорожная карта» представлена повторно. {% if resubmission.before %}Ранее было сделано "
            "{{ resubmission.before|count_of('замечание') }}; устранено {{ resubmission.settled|length }}{% if resubmission.settled %}: "
            "{{ resubmission.settled|map(attribute='title')|map('uncapital')|join('; ') }}{% endif %}.{% else %}Ранее замечаний не было."
            "{% endif %}{% if resubmission.lifted %} По другим причинам (правила экспертизы, решения методиста) больше не "
            "{{ 'предъявляется' if resubmission.lifted|length == 1 else 'предъявляются' }}: "
            "{{ resubmission.lifted|map(attribute='title')|map('uncapital')|join('; ') }}.{% endif %}"
            "{% if resubmission.left %} {{ 'Остаётся' if resubmission.left|length == 1 else 'Остаются' }}: "
            "{{ resubmission.left|map(attribute='title')|map('uncapital')|join('; ') }}.{% endif %}"
            "{% if resubmission.new %} {{ 'Новое замечание' if resubmission.new|length == 1 else 'Новые замечания' }}: "
            "{{ resubmission.new|map(attribute='title')|map('uncapital')|join('; ') }}.{% endif %}",
        )


def _summary(document: WordDocument) -> None:
    widths = (14, 116, 50)
    table_caption(document, "1", "Результаты по параметрам")
    made = described(
        table(document, ("№", "Параметр", "Вывод"), widths),
        "Результаты по параметрам",
        "Для каждого параметра экспертизы – соответствует ли ему «дорожная карта».",
    )
    with rows_for(made, "mark in municipality.marks"):
        row(
            made,
            ("{{ mark.parameter.number }}", "{{ mark.parameter.title }}", "{{ mark.word }}"),
            (CELL_CENTERED, CELL, CELL),
            widths,
        )


def _remarks(document: WordDocument) -> None:
    with only_if(document, "municipality.to_mend"):
        paragraph(document, "Heading 1", "Замечания")
        with for_each(document, "mark in municipality.to_mend"):
            paragraph(document, FINDING, "{{ mark.parameter.title }}")
            paragraph(document, BODY, "{{ mark.finding }}")
            _quotes(document)
            with only_if(document, "mark.lacking"):
                paragraph(document, BODY, "Следует доработать: {{ mark.lacking }}.")
            with only_if(document, "mark.remark"):
                paragraph(document, BODY, " {{ mark.remark }}", lead="Рекомендация.")


def _good(document: WordDocument) -> None:
    with only_if(document, "municipality.met"):
        paragraph(document, "Heading 1", "Положительные стороны")
        with for_each(document, "mark in municipality.met"):
            paragraph(document, FINDING, "{{ mark.parameter.title }}")
            paragraph(document, BODY, "{{ mark.finding }}")
            _quotes(document)
            with only_if(document, "mark.lacking"):
                paragraph(document, BODY, "Остальные мероприятия: {{ mark.lacking }}.")


def _quotes(document: WordDocument) -> None:
    with only_if(document, "mark.places"):
        paragraph(document, BODY, "Место в «дорожной карте»: {{ mark.places }}.")
    with only_if(document, "mark.quotes"):
        paragraph(document, LEAD, "Учтённые мероприятия:")
    with for_each(document, "quote in mark.quotes"):
        paragraph(
            document,
            BULLET,
            "{{ quote.text|quoted }}{% if quote.place %} ({{ quote.place }}){% endif %}"
            "{% if not loop.last %};{% elif mark.further %}; и ещё {{ mark.further|count_of('мероприятие') }}"
            "{% if mark.further_places %} ({{ mark.further_places }}){% endif %}.{% else %}.{% endif %}",
        )


def _to_note(document: WordDocument) -> None:
    with only_if(document, "municipality.to_note"):
        paragraph(document, "Heading 1", "К сведению")
        with for_each(document, "mark in municipality.to_note"):
            paragraph(document, BULLET, "{{ mark.finding }}")


def _unclear(document: WordDocument) -> None:
    with only_if(document, "municipality.unclear"):
        paragraph(document, "Heading 1", "Требует уточнения")
        with for_each(document, "mark in municipality.unclear"):
            paragraph(document, BULLET, "{{ mark.parameter.title }}. {{ mark.finding }}")


def _note(document: WordDocument) -> None:
    with for_each(document, "note in municipality.notes"):
        paragraph(document, BODY, " {{ note }}", lead="Примечание.")


def _checklist(document: WordDocument) -> None:
    widths = (12, 118, 50)
    with only_if(document, "municipality.to_mend"):
        paragraph(document, "Heading 1", "Перечень для повторного представления")
        table_caption(document, "2", "Что исправлено")
        made = described(
            table(document, ("☐", "Замечание", "Где исправлено (пункт, страница)"), widths),
            "Что исправлено",
            "Перечень замечаний с местом для отметки и для указания пункта исправленной «дорожной карты».",
        )
        with rows_for(made, "mark in municipality.to_mend"):
            row(
                made,
                ("☐", "{{ mark.parameter.title }}. {{ mark.remark }}", ""),
                (CELL_CENTERED, CELL, CELL),
                widths,
            )
        paragraph(
            document,
            NOTE,
            "Перечень заполняет муниципальное образование и представляет вместе с доработанной «дорожной картой».",
        )


def _reasons(document: WordDocument) -> None:
    with only_if(document, "municipality.notes"):
        paragraph(document, LEAD, "Причины:")
        with for_each(document, "note in municipality.notes"):
            paragraph(document, BULLET, "{{ note }}")


def _not_reviewed(document: WordDocument) -> None:
    paragraph(
        document,
        BODY,
        "{{ ('Экспертиза проведена ' ~ review_period)|sentence }} «Дорожная карта» "
        "{% if municipality.status == 'missing' %}не представлена{% else %}не рассмотрена: "
        "{{ municipality.status_text }}{% endif %}."
        "{% if municipality.files %} Представлен{% if municipality.file_count == 1 %} файл{% else %}ы файлы{% endif %} "
        "{{ municipality.files }}.{% endif %}",
    )
    _reasons(document)
    paragraph(document, REQUEST, "«Дорожную карту» просим представить в срок до {{ blank_date }}")
