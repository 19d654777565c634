"""`матрица.xlsx`: who meets which parameter, every activity with what was understood of it, every finding, the totals, and
the sheets on which a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reviewer.report import (
    sheet_activities,
    sheet_decisions,
    sheet_edits,
    sheet_findings,
    sheet_labels,
    sheet_matrix,
    sheet_roadmaps,
)
from reviewer.report.decisions_form import ACTIVITY_SHEET, EDIT_SHEET, LABEL_SHEET, ROADMAP_SHEET, VERDICT_SHEET
from reviewer.report.events import SHEET, event_sheet
from reviewer.report.sheets import Column, Print, Styled, Value
from reviewer.report.workbook import Book
from reviewer.report.writer import Order, Writer, Written, WrittenFile

MATRIX = "матрица.xlsx"

Rows = Iterator[list[Value | Styled]]


def write_matrix(order: Order, /) -> Written:
    book = Book()
    notes = sheet_matrix.matrix_notes(order)
    book.add_sheet("Матрица", sheet_matrix.matrix_columns(order), sheet_matrix.matrix_rows(order), notes=notes)
    for sheet in (*_SHEETS, *((_EDITS,) if order.clean.decided.corrections.rows else ())):
        book.add_sheet(sheet.title, sheet.columns, sheet.rows(order), sheet.frozen_columns, printed=sheet.printed)
    if order.clean.regional_events:
        book.add_sheet(SHEET, *event_sheet(order.clean), frozen_columns=2)
    path = order.out / MATRIX
    path.write_bytes(book.saved(order.today))
    return Written((WrittenFile(path, "матрица параметров, перечень мероприятий и листы для решений методиста"),))


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    columns: Sequence[Column]
    rows: Callable[[Order], Rows]
    printed: Print = field(default_factory=Print)
    frozen_columns: int = 1


_SHEETS = (
    _Sheet(ACTIVITY_SHEET, sheet_activities.COLUMNS, sheet_activities.activity_rows, sheet_activities.PRINT, 2),
    _Sheet(VERDICT_SHEET, sheet_decisions.COLUMNS, sheet_decisions.decision_rows, sheet_decisions.PRINT, 2),
    _Sheet(LABEL_SHEET, sheet_labels.COLUMNS, sheet_labels.label_rows, sheet_labels.PRINT),
    _Sheet("Заключения", sheet_findings.FINDING_COLUMNS, sheet_findings.finding_rows, sheet_findings.FINDING_PRINT),
    _Sheet("Итоги", sheet_findings.TOTAL_COLUMNS, sheet_findings.total_rows),
    _Sheet(ROADMAP_SHEET, sheet_roadmaps.COLUMNS, sheet_roadmaps.roadmap_rows, sheet_roadmaps.PRINT),
)
_EDITS = _Sheet(EDIT_SHEET, sheet_edits.COLUMNS, sheet_edits.edit_rows, sheet_edits.PRINT)

_: Writer = write_matrix
