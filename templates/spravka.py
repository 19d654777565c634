# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""The template of the справка: its body; the annexes are in `annexes.py`."""

from __future__ import annotations

from contextlib import nullcontext

from annexes import ANNEXES, add_annexes
from conditional import for_each, only_if, otherwise, rows_for
from docx.document import Document as WordDocument
from dynamics import add_dynamics, add_dynamics_to_conclusions
from layout import (
    BODY,
    BULLET,
    CELL,
    CELL_CENTERED,
    GROUP,
    ITEM,
    LEAD,
    NOTE,
    NUMBERED,
    Entry,
    contents,
    control,
    described,
    figure,
    heading,
    new_document,
    paragraph,
    row,
    signature,
    spanning_row,
    table,
    table_caption,
)

NBSP = "\u00a0"
ENDING = "{{ '.' if loop.last else ';' }}"
SECTIONS = (
    Entry("1. Общие сведения"),
    Entry("2. Параметры экспертизы"),
    Entry("3. Результаты экспертизы"),
    Entry("4. Муниципальные мероприятия"),
    Entry("{{ sections.dynamics }}. Динамика", "changes"),
    Entry("{{ sections.conclusions }}. Выводы"),
    Entry("{{ sections.recommendations }}. Рекомендации"),
)


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
    contents(document, [*SECTIONS, *(annex.entry for annex in ANNEXES)])
    parts = (_general, _parameters, _results, _content, add_dynamics, _conclusions, _recommendations)
    for place, (entry, part) in enumerate(zip(SECTIONS, parts, strict=True)):
        with only_if(document, entry.when) if entry.when else nullcontext():
            heading(document, place, entry.title)
            part(document)
    paragraph(document, LEAD, "".join(annex.listed for annex in ANNEXES), lead="Приложения:")
    signature(document, dated=True)
    add_annexes(document, first=len(SECTIONS))
    return document


def _general(document: WordDocument) -> None:
    paragraph(
        document,
        BODY,
        "Экспертиза муниципальных планов мероприятий («дорожных карт») {{ region|inflect('gent') }} проведена "
        "{{ centre|inflect('ablt') }} {{ review_period }} на основании приказа {{ order.issuer }} от {{ order.date }} "
        "№ {{ order.number }}{{ order.title }}.",
    )
    with only_if(document, "reviewed"):
        paragraph(
            document,
            BODY,
            "Рассмотрены «дорожные карты» {{ reviewed|length|count_of('муниципальное образование', 'gent') }} из "
            "{{ municipalities|length }} ({{ reviewed_percent }} от общего количества муниципальных образований, имеющих "
            "школы с рисками снижения образовательных результатов, далее – от общего количества муниципальных "
            "образований). В них {{ activity_count|count_of('мероприятие') }}, в том числе "
            "{{ municipal_count|count_of('собственное мероприятие') }} муниципалитетов и их школ (далее – муниципальные "
            "мероприятия).",
        )
        otherwise(document)
        paragraph(
            document,
            BODY,
            "«Дорожные карты» муниципальных образований, имеющих школы с рисками снижения образовательных результатов "
            "({{ municipalities|length }}; далее – муниципальные образования), не рассмотрены.",
        )
    with only_if(document, "not_reviewed"):
        paragraph(
            document,
            LEAD,
            "{% if reviewed %}Не рассмотрены «дорожные карты» следующих муниципальных образований{% else %}Причины{% endif %}"
            "{% if annexes.files and not_reviewed|selectattr('files')|list %} (сведения о файлах – в приложении {{ annexes.files }}){% endif %}:",
        )
        with for_each(document, "group in not_reviewed|groupby('status')"):
            paragraph(
                document,
                BULLET,
                "{% if group.grouper == 'missing' %}«дорожная карта» {% endif %}{{ group.list[0].status_text }}: "
                "{{ group.list|map(attribute='name')|groups }}" + ENDING,
            )
    _unplaced(document)
    _resubmitted(document)
    with only_if(document, "reviewed"):
        paragraph(
            document,
            BODY,
            "Доли рассчитаны от общего количества муниципальных образований ({{ municipalities|length }}) и округлены до "
            "одного знака после запятой. Оценки подтверждаются строками «дорожных карт»: они указаны в "
            "{% if annexes.grounds %}приложении {{ annexes.grounds }} и в {% endif %}заключениях для муниципальных образований."
            "{% if annexes.criteria %} По каким значениям показателей ставится каждая оценка, указано в приложении "
            "{{ annexes.criteria }}.{% endif %}{% if not annexes.files %} Все представленные файлы прочитаны и отнесены к "
            "муниципальным образованиям.{% endif %}",
        )


def _unplaced(document: WordDocument) -> None:
    with only_if(document, "unplaced_files"):
        paragraph(
            document,
            BODY,
            "Не удалось прочитать или отнести к муниципальным образованиям {{ unplaced_files|count_of('представленный файл') }} "
            "(приложение {{ annexes.files }}). До уточнения содержащиеся в таких файлах «дорожные карты» считаются непредставленными.",
        )


def _resubmitted(document: WordDocument) -> None:
    with only_if(document, "changes"):
        paragraph(
            document,
            BODY,
            "Справка составлена повторно, после справки от {{ blank_date }} № {{ blank_number }}"
            "{% if changes.resubmitted %}, и учитывает «дорожные карты», поступившие после неё{% endif %}. Что изменилось, указано в "
            "разделе {{ sections.dynamics }}.",
        )


def _parameters(document: WordDocument) -> None:
    paragraph(document, LEAD, "Экспертиза проводится по следующим параметрам:")
    with for_each(document, "parameter in parameters"):
        paragraph(document, ITEM, "{{ parameter.number }}) {{ parameter.title|uncapital }}" + ENDING)


def _results(document: WordDocument) -> None:
    paragraph(
        document, BODY, "Соответствие каждой «дорожной карты» параметрам показано в приложении {{ annexes.matrix }}."
    )
    with for_each(document, "statement in statements if reviewed or statement.judged"):
        paragraph(document, BODY, " {{ statement.text }}", lead="{{ statement.title }}.")
    with only_if(document, "not reviewed"):
        paragraph(
            document, BODY, "По остальным параметрам оценок нет, так как ни одна «дорожная карта» не рассмотрена."
        )
    with only_if(document, "reviewed and not regional.events"):
        paragraph(
            document,
            BODY,
            "С отдельными мероприятиями региональной «дорожной карты» муниципальные «дорожные карты» не сопоставлялись, так как "
            "она к экспертизе не приложена.",
        )
    with only_if(document, "doubts"):
        paragraph(
            document,
            BODY,
            "Мероприятия и параметры, о которых по тексту «дорожных карт» нельзя судить уверенно, перечислены в приложении "
            "{{ annexes.doubts }}. "
            "До решения методиста они не учтены как соответствующие.",
        )


def _content(document: WordDocument) -> None:
    with only_if(document, "reviewed"):
        with only_if(document, "content"):
            paragraph(document, BODY, " {{ content.text }}", lead="{{ content.title }}.")
        _pictures(document, "content")
        _pictures(document, "calendar")
        with only_if(document, "figures.calendar_note"):
            paragraph(document, NOTE, "{{ figures.calendar_note }}")
        _activities(document)
        otherwise(document)
        paragraph(
            document,
            BODY,
            "Сведений о муниципальных мероприятиях нет, так как ни одна «дорожная карта» не рассмотрена.",
        )


def _pictures(document: WordDocument, field: str) -> None:
    with for_each(document, f"figure in figures.{field}"):
        figure(document, "{{ figure.image }}", "{{ figure.number }}", "{{ figure.title }}")


def _activities(document: WordDocument) -> None:
    widths = (14, 104, 42, 20)
    paragraph(
        document,
        BODY,
        "Мероприятия муниципалитетов и школ приведены в таблице 1; в столбце «Пункт» указан номер в «дорожной карте».",
    )
    table_caption(document, "1", "Мероприятия муниципалитетов и школ")
    made = described(
        table(document, ("№ п/п", "Мероприятие", "Срок", "Пункт"), widths),
        "Мероприятия муниципалитетов и школ",
        "По муниципальным образованиям: номер по порядку, мероприятие, срок и номер пункта в «дорожной карте».",
    )
    with rows_for(made, "item in reviewed"):
        spanning_row(made, "{{ item.name }}", GROUP, widths)
        with rows_for(made, "activity in item.municipal"):
            row(
                made,
                ("{{ activity.number }}", "{{ activity.text }}", "{{ activity.deadline }}", "{{ activity.point }}"),
                (CELL_CENTERED, CELL, CELL, CELL_CENTERED),
                widths,
            )
            control(made, "{%tr else %}")
            spanning_row(made, "Муниципальные мероприятия отсутствуют.", CELL, widths)
    paragraph(document, NOTE, "Наименования и сроки приведены в редакции муниципальных «дорожных карт».")


def _conclusions(document: WordDocument) -> None:
    with only_if(document, "reviewed"):
        with only_if(document, "conclusions.total"):
            paragraph(
                document,
                BODY,
                "{% if conclusions.prevailing %}Из {{ conclusions.total|count_of('параметр', 'gent') }} экспертизы "
                "{{ conclusions.prevailing }} – те, которым соответствуют «дорожные карты» не менее половины муниципальных "
                "образований.{% else %}Нет параметров, которым соответствовали бы «дорожные карты» не менее половины муниципальных "
                "образований.{% endif %} Частичное соответствие (знак «±» в приложении {{ annexes.matrix }}) указано отдельно.",
            )
        add_dynamics_to_conclusions(document)
        _groups(document)
        otherwise(document)
        paragraph(
            document,
            BODY,
            "Ни одна «дорожная карта» не рассмотрена, поэтому выводов о соответствии параметрам экспертизы нет.",
        )


CONCLUSIONS = (
    ("everywhere", "Параметры, которым соответствуют «дорожные карты» всех муниципальных образований:"),
    (
        "mostly",
        "Параметры, которым соответствуют «дорожные карты» не менее половины, но не всех муниципальных образований:",
    ),
    ("seldom", "Параметры, которым соответствуют «дорожные карты» менее половины муниципальных образований:"),
    ("nowhere", "Параметры, которым в полной мере не соответствует ни одна «дорожная карта»:"),
    ("unjudged", "Параметры, по которым оценить «дорожные карты» не удалось, так как сведений недостаточно:"),
)


def _groups(document: WordDocument) -> None:
    for field, lead in CONCLUSIONS:
        with only_if(document, f"conclusions.{field}"):
            paragraph(document, LEAD, lead)
            with for_each(document, f"item in conclusions.{field}"):
                share = f" – {{{{ item.met }}}} из{NBSP}{{{{ item.total }}}}{NBSP}({{{{ item.percent }}}})"
                partly = "{% if item.partly %}, частично – {{ item.partly }}{% endif %}"
                told = share + partly if field in {"mostly", "seldom"} else partly
                paragraph(document, BULLET, "{{ item.title|uncapital }}" + told + ENDING)
    with only_if(document, "not_demanded"):
        paragraph(
            document,
            BODY,
            "Несоответствие {% if not_demanded|length == 1 %}параметру{% else %}параметрам{% endif %} "
            "{{ not_demanded|map(attribute='number')|map('string')|list|names }} замечанием не является и приведено к сведению.",
        )


def _recommendations(document: WordDocument) -> None:
    with only_if(document, "recommendations"):
        paragraph(
            document,
            LEAD,
            "Муниципальным органам управления образованием рекомендуется следующее"
            "{% if annexes.grounds %} (на чём основана каждая рекомендация, указано в приложении {{ annexes.grounds }}).{% else %}:"
            "{% endif %}",
        )
        with for_each(document, "item in recommendations"):
            paragraph(
                document,
                NUMBERED,
                "{{ item.text }}{% if item.concerns_all %} Касается всех муниципальных образований."
                "{% elif item.whom %} Касается {{ item.whom }}.{% endif %}"
                "{% if item.grounds %} Основание: {{ item.grounds }} (приложение"
                + NBSP
                + "{{ annexes.matrix }}).{% endif %}",
            )
        otherwise(document)
        paragraph(document, BODY, "Рекомендации по параметрам экспертизы отсутствуют.")
