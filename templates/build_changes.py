# ruff: noqa: INP001 - scripts beside the data that they make, no package
"""Makes the template of «Сведения об изменениях» anew: `python templates/build_changes.py [FOLDER]`.

The template is meant to be edited in Word; this script is how the shipped one came to be.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from conditional import for_each, only_if, otherwise, rows_for
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.styles.style import CharacterStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from layout import (
    BODY,
    CAPTION,
    CELL,
    CELL_CENTERED,
    LEAD,
    NOTE,
    PLAIN,
    SIGNATURE,
    new_document,
    paragraph,
    row,
    table,
)

from reviewer.report.changes_document import TEMPLATE
from reviewer.report.packaging import repack

REMOVED = "Removed Words"
ADDED = "Added Words"


def changes() -> WordDocument:
    document = new_document()
    _word_styles(document)
    document.core_properties.title = "Сведения об изменениях в муниципальных «дорожных картах»"
    paragraph(document, "Title", "СВЕДЕНИЯ ОБ ИЗМЕНЕНИЯХ")
    paragraph(
        document,
        "Subtitle",
        "в муниципальных планах мероприятий («дорожных картах») {{ region|inflect('gent') }} и в результатах их экспертизы",
    )
    _general(document)
    _dynamics(document)
    _municipalities(document)
    _conflicts(document)
    _signature(document)
    return document


def _word_styles(document: WordDocument) -> None:
    for name in (REMOVED, ADDED):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        assert isinstance(style, CharacterStyle)  # noqa: S101 - a style of another kind would be a defect of this script
        style.quick_style, style.hidden = True, False
        style.font.strike, style.font.underline = (True, None) if name == REMOVED else (None, True)


def _general(document: WordDocument) -> None:
    paragraph(document, "Heading 1", "1. Общие сведения")
    with only_if(document, "resubmitted"):
        paragraph(
            document,
            BODY,
            "Новые версии «дорожных карт» поступили от {{ resubmitted|length|count_of('муниципальное образование', 'gent') }} из "
            "{{ total }}: {{ resubmitted|groups }}. По остальным муниципальным образованиям учтены «дорожные карты», "
            "рассмотренные ранее.",
        )
        with only_if(document, "added or dropped or edited"):
            paragraph(
                document,
                BODY,
                "В новых версиях добавлено {{ added|count_of('мероприятие', 'accs') }}, исключено "
                "{{ dropped|count_of('мероприятие', 'accs') }}, изменено {{ edited|count_of('мероприятие', 'accs') }}.",
            )
        otherwise(document)
        paragraph(document, BODY, "Новые версии «дорожных карт» не представлены.")
    paragraph(
        document,
        BODY,
        "{% if same_rules %}Прежние и новые «дорожные карты» рассмотрены по одним и тем же правилам ({{ rules_after }})."
        "{% elif rules_before == rules_after %}Правила экспертизы ({{ rules_after }}) изменились, их версия осталась прежней."
        "{% else %}Правила экспертизы изменились: ранее – {{ rules_before }}, теперь – {{ rules_after }}.{% endif %}",
    )
    with only_if(document, "unchanged"):
        paragraph(document, BODY, "Без изменений: {{ unchanged }}.")


def _dynamics(document: WordDocument) -> None:
    widths = (10, 65, 32, 32, 26)
    paragraph(document, "Heading 1", "2. Динамика показателей справки")
    with only_if(document, "dynamics"):
        paragraph(document, CAPTION, "Таблица 1 – Показатели, которые изменились")
        made = table(document, ("№", "Параметр", "Было", "Стало", "Изменение, п. п."), widths)
        with rows_for(made, "item in dynamics"):
            row(
                made,
                (
                    "{{ item.number }}",
                    "{{ item.title }}",
                    "{{ item.before }}",
                    "{{ item.after }}",
                    "{{ item.difference }}",
                ),
                (CELL_CENTERED, CELL, CELL, CELL, CELL_CENTERED),
                widths,
            )
        paragraph(
            document,
            NOTE,
            "В столбцах «Было» и «Стало» – число и доля муниципальных образований; «п. п.» – процентные пункты."
            "{% if steady %} Остальные показатели ({{ steady }}) не изменились.{% endif %}",
        )
        with for_each(document, "item in dynamics"), only_if(document, "item.joined or item.left"):
            paragraph(
                document,
                BODY,
                "{% if item.joined %} Теперь {{ 'соответствует' if item.joined_count == 1 else 'соответствуют' }}: {{ item.joined }}.{% endif %}"
                "{% if item.left %} Больше не {{ 'соответствует' if item.left_count == 1 else 'соответствуют' }}: {{ item.left }}.{% endif %}"
                "{% if item.because %} Причина: {{ item.because }}.{% endif %}",
                lead="{{ item.title }}.",
            )
        otherwise(document)
        paragraph(document, BODY, "Показатели справки не изменились.")


def _municipalities(document: WordDocument) -> None:
    paragraph(document, "Heading 1", "3. Изменения по муниципальным образованиям")
    with only_if(document, "municipalities"):
        note = paragraph(document, NOTE, "В таблицах ")
        note.add_run("зачёркнуты", style=REMOVED)
        note.add_run(" слова, которые исключены, и ")
        note.add_run("подчёркнуты", style=ADDED)
        note.add_run(" слова, которые добавлены.")
        otherwise(document)
        paragraph(document, BODY, "Изменений нет.")
    with for_each(document, "item in municipalities"):
        paragraph(document, "Heading 1", "3.{{ loop.index }}. {{ item.name }}")
        with only_if(document, "item.status"):
            paragraph(document, BODY, "«Дорожная карта»: {{ item.status }}.")
        with only_if(document, "item.files"):
            paragraph(document, BODY, "Файлы: {{ item.files }}{% if item.counts %}; {{ item.counts }}{% endif %}.")
        with for_each(document, "field in item.passport"):
            _redline(paragraph(document, BODY, "{{ field.title|capitalize }}: "), "field.runs")
        _activities(document)
        _facts(document)
        _verdicts(document)


def _activities(document: WordDocument) -> None:
    widths = (28, 100, 37)
    with only_if(document, "item.edited or item.added or item.dropped or item.splits or item.merges"):
        paragraph(document, CAPTION, "Мероприятия")
        made = table(document, ("Пункт", "Мероприятие", "Что изменилось"), widths)
        for name, style, what in (("added", ADDED, "добавлено"), ("dropped", REMOVED, "исключено")):
            with rows_for(made, f"row in item.{name}"):
                cells = row(made, ("{{ row.point }}", "", what), (CELL, CELL, CELL), widths).cells
                cells[1].paragraphs[0].add_run("{{ row.text }}", style=style)
                cells[1].paragraphs[0].add_run("{% if row.deadline %} ({{ row.deadline }}){% endif %}", style=style)
        _edited(made, widths)
        for name, what in (("splits", "разделено на {}"), ("merges", "объединено из {}")):
            with rows_for(made, f"row in item.{name}"):
                parts = what.format(
                    "{% for part in row.parts %}{{ part.point }}{{ ', ' if not loop.last }}{% endfor %}"
                )
                row(made, ("{{ row.whole.point }}", "{{ row.whole.text }}", parts), (CELL, CELL, CELL), widths)
    with only_if(document, "item.renumbered"):
        paragraph(
            document,
            NOTE,
            "У {{ item.renumbered|count_of('мероприятие', 'gent') }} изменился только номер.",
        )


def _edited(made: Table, widths: tuple[int, ...]) -> None:
    with rows_for(made, "row in item.edited"):
        cells = row(made, ("{{ row.point }}", "{%p if row.name %}", "{{ row.what }}"), (CELL, CELL, CELL), widths).cells
        cell = cells[1]
        cell.add_paragraph("{{ row.name }}", style=CELL)
        cell.add_paragraph("{%p endif %}", style=CELL)
        cell.add_paragraph("{%p for field in row.fields %}", style=CELL)
        _redline(
            cell.add_paragraph("{% if field.title != 'формулировка' %}{{ field.title }}: {% endif %}", style=CELL),
            "field.runs",
        )
        cell.add_paragraph("{%p endfor %}", style=CELL)


def _redline(target: Paragraph, runs: str) -> None:
    """The words of `runs` with those that are gone and those that are new in styles of their own."""
    for text, style in (
        (f"{{%r for run in {runs} %}}", None),
        ("{%r if run.kind == 'removed' %}", None),
        ("{{ run.text }}", REMOVED),
        ("{%r elif run.kind == 'added' %}", None),
        ("{{ run.text }}", ADDED),
        ("{%r else %}", None),
        ("{{ run.text }}", None),
        ("{%r endif %}", None),
        ("{%r endfor %}", None),
    ):
        target.add_run(text, style=style)


def _facts(document: WordDocument) -> None:
    widths = (24, 40, 36, 36, 29)
    with only_if(document, "item.facts"):
        paragraph(document, CAPTION, "Как поняты мероприятия")
        made = table(document, ("Пункт", "Признак", "Было", "Стало", "Причина"), widths)
        with rows_for(made, "fact in item.facts"):
            row(
                made,
                ("{{ fact.point }}", "{{ fact.facet }}", "{{ fact.before }}", "{{ fact.after }}", "{{ fact.because }}"),
                (CELL,) * 5,
                widths,
            )


def _verdicts(document: WordDocument) -> None:
    widths = (45, 40, 40, 40)
    with only_if(document, "item.verdicts"):
        paragraph(document, CAPTION, "Выводы")
        made = table(document, ("Параметр", "Было", "Стало", "Причина"), widths)
        with rows_for(made, "verdict in item.verdicts"):
            because = (
                "{{ verdict.because }}{% if verdict.gained %}; учтены: {{ verdict.gained }}{% endif %}"
                "{% if verdict.lost %}; больше не учтены: {{ verdict.lost }}{% endif %}"
            )
            row(
                made,
                ("{{ verdict.title }}", "{{ verdict.before }}", "{{ verdict.after }}", because),
                (CELL,) * 4,
                widths,
            )
        otherwise(document)
        paragraph(document, LEAD, "Выводы по параметрам не изменились.")


def _conflicts(document: WordDocument) -> None:
    widths = (45, 50, 70)
    with only_if(document, "conflicts"):
        paragraph(document, "Heading 1", "4. Решения методиста, которые нужно подтвердить")
        paragraph(
            document,
            BODY,
            "Эти решения приняты по прежним «дорожным картам», текст которых в новых версиях изменён. До подтверждения они не "
            "учитываются.",
        )
        made = table(document, ("Муниципальное образование", "О чём решение", "Почему его нужно подтвердить"), widths)
        with rows_for(made, "item in conflicts"):
            row(made, ("{{ item.municipality }}", "{{ item.about }}", "{{ item.message }}"), (CELL,) * 3, widths)


def _signature(document: WordDocument) -> None:
    widths = (70, 45, 50)
    paragraph(document, SIGNATURE, "")
    made = table(document, (), widths, style=PLAIN)
    row(made, ("{{ signer_position }}", "______________", "{{ signer_name }}"), (SIGNATURE,) * 3, widths)
    row(made, ("{{ today }}", "", ""), (SIGNATURE,) * 3, widths)


def build(folder: Path) -> None:
    saved = io.BytesIO()
    changes().save(saved)
    (folder / TEMPLATE).write_bytes(repack(saved.getvalue()))


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
