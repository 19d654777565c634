# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""The template of the covering letter «О направлении справки»."""

from __future__ import annotations

from conditional import only_if
from docx.document import Document as WordDocument
from layout import (
    ADDRESSEE,
    BODY,
    BULLET,
    CENTERED,
    EXECUTOR,
    LEAD,
    PLAIN,
    SIGNATURE,
    new_document,
    paragraph,
    row,
    signature,
    table,
)

NBSP = "\u00a0"
MOST_NAMED = 15
"""Municipalities that the letter names one by one: more would push its signature to a second page."""
NUMBER_OF_THE_QUESTION = f"На №{NBSP}________ от{NBSP}____________"


def letter() -> WordDocument:
    document = new_document()
    document.core_properties.title = "О направлении справки"
    _head(document)
    paragraph(document, SIGNATURE, "")
    paragraph(document, SIGNATURE, "О направлении справки")
    paragraph(document, CENTERED, "")
    paragraph(document, CENTERED, "Уважаемые коллеги!")
    _body(document)
    _annexes(document)
    signature(document, dated=False)
    paragraph(document, EXECUTOR, "")
    paragraph(document, EXECUTOR, "Исполнитель: {{ letter.executor }}")
    paragraph(document, EXECUTOR, "Телефон: {{ letter.phone }}")
    return document


def _head(document: WordDocument) -> None:
    widths = (95, 10, 75)
    made = table(document, (), widths, style=PLAIN)
    row(made, ("{{ centre }}", "", "{{ addressee }}"), (CENTERED, CENTERED, ADDRESSEE), widths)
    number = f"{{{{ letter.date }}}} №{NBSP}{{{{ letter.number }}}}"
    row(made, (number, "", ""), (CENTERED, CENTERED, ADDRESSEE), widths)
    row(made, (NUMBER_OF_THE_QUESTION, "", ""), (CENTERED, CENTERED, ADDRESSEE), widths)


def _body(document: WordDocument) -> None:
    paragraph(
        document,
        BODY,
        "Направляем справку о результатах экспертизы муниципальных планов мероприятий («дорожных карт») "
        "{{ region|inflect('gent') }} по работе со школами, функционирующими в условиях рисков снижения образовательных "
        "результатов{% if plan_period %},{{ plan_period }}{% endif %}. Экспертиза проведена {{ review_period }} на "
        "основании приказа {{ order.issuer }} от {{ order.date }} № {{ order.number }}.",
    )
    paragraph(
        document,
        BODY,
        "{% if reviewed %}Рассмотрены «дорожные карты» {{ reviewed|length|count_of('муниципальное образование', 'gent') }} из "
        "{{ municipalities|length }}. По каждой «дорожной карте» составлено заключение"
        "{% if to_resubmit %} с перечнем того, что следует исправить{% endif %}."
        "{% else %}«Дорожные карты» муниципальных образований ({{ municipalities|length }}) не рассмотрены.{% endif %}"
        "{% if unplaced_files %} Не удалось прочитать или отнести к муниципальным образованиям "
        "{{ unplaced_files|count_of('представленный файл') }} (приложение {{ annexes.files }} к справке).{% endif %}",
    )
    with only_if(document, "changes and changes.resubmitted"):
        paragraph(
            document,
            BODY,
            "В справке учтены «дорожные карты», поступившие после справки от {{ blank_date }} № {{ blank_number }}"
            f"{{% if changes.resubmitted|length > {MOST_NAMED} %}}: доработанные – {{{{ changes.corrected|length }}}}, "
            "представленные впервые – {{ changes.first|length }}.{% else %}"
            "{% if changes.corrected %}: доработанные – {{ changes.corrected|groups }}{% endif %}"
            "{% if changes.first %}{% if changes.corrected %};{% else %}:{% endif %} представленные впервые – "
            "{{ changes.first|groups }}{% endif %}.{% endif %}"
            "{% if changes.asked %} Устранено {{ changes.settled }} из {{ changes.asked|count_of('замечание', 'gent') }}, сделанных "
            "этим муниципальным образованиям ранее.{% endif %}",
        )
    with only_if(document, "to_resubmit or not_reviewed"):
        paragraph(document, LEAD, "Просим в срок до {{ blank_date }}:")
    with only_if(document, "to_resubmit"):
        paragraph(
            document,
            BULLET,
            "учесть замечания, указанные в заключениях, и представить доработанные «дорожные карты»"
            f"{{% if to_resubmit|length > {MOST_NAMED} %}} ({{{{ to_resubmit|length|count_of('муниципальное образование') }}}})"
            "{% else %}: {{ to_resubmit|map(attribute='name')|groups }}{% endif %}"
            "{% if not_reviewed %};{% else %}.{% endif %}",
        )
    with only_if(document, "not_reviewed"):
        paragraph(
            document,
            BULLET,
            "представить «дорожные карты», которые не были рассмотрены"
            f"{{% if not_reviewed|length > {MOST_NAMED} %}} ({{{{ not_reviewed|length|count_of('муниципальное образование') }}}})."
            "{% else %}: {{ not_reviewed|map(attribute='name')|groups }}.{% endif %}",
        )


def _annexes(document: WordDocument) -> None:
    paragraph(document, LEAD, "")
    paragraph(document, LEAD, "Приложения:")
    paragraph(document, LEAD, f"1. Справка на{NBSP}____{NBSP}л. в{NBSP}___{NBSP}экз.")
    paragraph(
        document,
        LEAD,
        "2. Заключения для муниципальных образований "
        f"({{{{ municipalities|length }}}}) на{NBSP}____{NBSP}л. в{NBSP}___{NBSP}экз.",
    )
    with only_if(document, "changes", LEAD):
        paragraph(document, LEAD, f"3. Сведения об изменениях на{NBSP}____{NBSP}л. в{NBSP}___{NBSP}экз.")
