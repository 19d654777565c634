# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""What a справка that follows another says of the dynamics."""

from __future__ import annotations

from conditional import for_each, only_if, otherwise, rows_for
from docx.document import Document as WordDocument
from layout import (
    BODY,
    BULLET,
    CELL,
    CELL_CENTERED,
    LEAD,
    NOTE,
    described,
    paragraph,
    row,
    table,
    table_caption,
)

ENDING = "{{ '.' if loop.last else ';' }}"
MEMBERS = (
    "{% if item.joined %}теперь {{ 'соответствует' if item.joined_count == 1 else 'соответствуют' }}: {{ item.joined }}"
    "{% endif %}{% if item.joined and item.left %}; {% endif %}"
    "{% if item.left %}больше не {{ 'соответствует' if item.left_count == 1 else 'соответствуют' }}: {{ item.left }}{% endif %}"
)
SHARES = {
    "up": "с {{ item.before_share }} до {{ item.after_share }}",
    "down": "с {{ item.before_share }} до {{ item.after_share }}",
    "same": "{{ item.after_share }}",
}
LEADS = (
    (
        "up",
        "С новыми «дорожными картами» выросли доли муниципальных образований, которые соответствуют следующим параметрам:",
    ),
    (
        "down",
        "С новыми «дорожными картами» снизились доли муниципальных образований, которые соответствуют следующим параметрам:",
    ),
    (
        "same",
        "Доли не изменились, но изменился состав муниципальных образований, которые соответствуют следующим параметрам:",
    ),
)
OTHERWISE = "changes.dynamics|rejectattr('by_roadmaps')|list"


def add_dynamics(document: WordDocument) -> None:
    _received(document)
    _shares(document)
    _otherwise(document)
    _remarks(document)
    _remaining(document)


def _received(document: WordDocument) -> None:
    with only_if(document, "changes.corrected"):
        paragraph(
            document,
            BODY,
            "Доработанные «дорожные карты» представили {{ changes.corrected|length|count_of('муниципальное образование') }} из "
            "{{ changes.total }}: {{ changes.corrected|groups }}."
            "{% if changes.added or changes.dropped or changes.edited %} В них добавлено "
            "{{ changes.added|count_of('мероприятие', 'accs') }}, исключено {{ changes.dropped }}, изменено {{ changes.edited }}."
            "{% endif %}",
        )
    for field, told in (
        ("first", "Впервые рассмотрены «дорожные карты», которые ранее не были представлены или прочитаны"),
        ("vanished", "Рассмотрены ранее, но в этот раз не представлены или не прочитаны «дорожные карты»"),
    ):
        with only_if(document, f"changes.{field}"):
            paragraph(document, BODY, f"{told}: {{{{ changes.{field}|groups }}}}.")
    with only_if(document, "not changes.resubmitted"):
        paragraph(document, BODY, "Новых версий «дорожных карт» не поступило.")
    paragraph(
        document,
        BODY,
        "{% if changes.resubmitted and changes.resubmitted|length < changes.total %}Остальные муниципальные образования оценены "
        "по «дорожным картам», рассмотренным ранее. {% endif %}"
        "{% if changes.same_rules %}Правила экспертизы не изменились."
        "{% elif changes.rules_before == changes.rules_after %}Правила экспертизы ({{ changes.rules_after }}) изменились, их "
        "версия осталась прежней.{% else %}Правила экспертизы изменились: ранее – "
        "{{ changes.rules_before }}, теперь – {{ changes.rules_after }}.{% endif %}",
    )


def _shares(document: WordDocument) -> None:
    for direction, lead in LEADS:
        chosen = f"changes.dynamics|selectattr('by_roadmaps')|selectattr('direction', 'equalto', '{direction}')|list"
        with only_if(document, chosen):
            paragraph(document, LEAD, lead)
            with for_each(document, f"item in {chosen}"):
                paragraph(
                    document,
                    BULLET,
                    "{{ item.title|uncapital }} – "
                    + SHARES[direction]
                    + "{% if item.joined or item.left %} ("
                    + MEMBERS
                    + ")"
                    "{% endif %}{% if item.other_causes %}, повлияли также {{ item.other_causes }}{% endif %}" + ENDING,
                )
    with only_if(document, "not changes.dynamics"):
        paragraph(document, BODY, "Доли муниципальных образований, соответствующих параметрам, не изменились.")


def _otherwise(document: WordDocument) -> None:
    with only_if(document, OTHERWISE):
        paragraph(document, LEAD, "С доработкой «дорожных карт» не связаны следующие изменения:")
        with for_each(document, f"item in {OTHERWISE}"):
            paragraph(
                document,
                BULLET,
                "{{ item.title|uncapital }} – {% if item.direction == 'new' %}оценивается впервые, {{ item.after }}"
                "{% elif item.direction == 'gone' %}больше не оценивается, было {{ item.before }}"
                "{% elif item.direction == 'same' %}" + SHARES["same"] + "{% else %}" + SHARES["up"] + "{% endif %}"
                "{% if item.direction not in ('new', 'gone') and (item.joined or item.left) %} ("
                + MEMBERS
                + "){% endif %}"
                "{% if item.because %}, причина – {{ item.because }}{% endif %}" + ENDING,
            )


def _remarks(document: WordDocument) -> None:
    widths = (60, 27, 31, 31, 31)
    with only_if(document, "changes.answers"):
        paragraph(
            document,
            BODY,
            "Муниципальным образованиям, представившим доработанные «дорожные карты», ранее "
            "было сделано {{ changes.asked|count_of('замечание') }}"
            "{% if changes.asked %}; устранено {{ changes.settled }} ({{ changes.settled_percent }}){% endif %}. По каждому из "
            "муниципальных образований сведения приведены в таблице 2.",
        )
        table_caption(document, "2", "Устранение замечаний предыдущей экспертизы")
        made = described(
            table(document, ("Муниципальное образование", "Было замечаний", "Устранены", "Остаются", "Новые"), widths),
            "Устранение замечаний предыдущей экспертизы",
            "Для каждого муниципального образования, представившего доработанную «дорожную карту»: сколько замечаний было, номера "
            "параметров, замечания по которым устранены, остаются и появились.",
        )
        with rows_for(made, "item in changes.answers"):
            numbers = "{{{{ item.{0}|map(attribute='number')|runs or '–' }}}}"
            row(
                made,
                (
                    "{{ item.name }}",
                    "{{ item.before }}",
                    *(numbers.format(field) for field in ("settled", "left", "new")),
                ),
                (CELL, CELL_CENTERED, CELL_CENTERED, CELL_CENTERED, CELL_CENTERED),
                widths,
            )
        paragraph(
            document,
            NOTE,
            "В столбцах «Устранены», «Остаются» и «Новые» – номера параметров раздела 2."
            "{% if changes.lifted %} Ещё {{ changes.lifted|count_of('замечание') }} (с учётом муниципальных образований, которые "
            "не представили доработанных «дорожных карт») больше не {{ 'предъявляется' if changes.lifted == 1 else 'предъявляются' }}"
            " не из-за доработки, а по другим причинам: из-за правил экспертизы, классификатора или решений методиста.{% endif %}",
        )


def _remaining(document: WordDocument) -> None:
    with only_if(document, "changes.silent"):
        paragraph(
            document,
            BODY,
            "Не представили доработанных «дорожных карт», хотя замечания были: {{ changes.silent|groups }}.",
        )
    with only_if(document, "remark_count"):
        paragraph(
            document,
            BODY,
            "Всего остаётся {{ remark_count|count_of('замечание') }} к «дорожным картам» "
            "{{ to_resubmit|length|count_of('муниципальное образование', 'gent') }}; они приведены в заключениях.",
        )
        otherwise(document, "reviewed")
        paragraph(document, BODY, "Замечаний к рассмотренным «дорожным картам» не остаётся.")


def add_dynamics_to_conclusions(document: WordDocument) -> None:
    """What moved a parameter to another group, and how many remarks are settled: no more is weighty enough to be said twice."""
    with only_if(document, "changes"):
        with only_if(document, "changes.asked"):
            paragraph(
                document,
                BODY,
                "В доработанных «дорожных картах» устранено {{ changes.settled }} из "
                "{{ changes.asked|count_of('замечание', 'gent') }} предыдущей экспертизы ({{ changes.settled_percent }}).",
            )
        with only_if(document, "changes.crossings"):
            paragraph(
                document,
                LEAD,
                "По сравнению с предыдущей экспертизой изменилось, у какой части муниципальных образований «дорожные карты» "
                "соответствуют параметрам:",
            )
            with for_each(document, "item in changes.crossings"):
                paragraph(
                    document,
                    BULLET,
                    "{{ item.title|uncapital }} – было {{ item.before_group }} ({{ item.before }}), стало {{ item.after_group }} "
                    "({{ item.after }}){% if item.because %}, причина – {{ item.because }}{% endif %}" + ENDING,
                )
