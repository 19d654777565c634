"""The JSON forms of what was counted, the same in every output: a row, and a statement of the справка."""

from __future__ import annotations

from reviewer.model.review import Evidence, Statement


def evidence_form(row: Evidence) -> dict[str, object]:
    return {"file": row.file, "number": row.number, "row": row.row, "page": row.page, "quote": row.quote}


def statement_form(statement: Statement | None) -> dict[str, object] | None:
    """For a comparison; None where that run has no such statement."""
    if statement is None:
        return None
    return {
        "count": statement.count,
        "total": statement.total,
        "percent": statement.percent,
        "municipalities": list(statement.municipalities),
        "text": statement.text,
    }
