"""The document «Сведения об изменениях»."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reviewer.model.os_reasons import not_written
from reviewer.report.changes_context import ChangesContext
from reviewer.report.reuse import Filler
from reviewer.report.word import fill, find_template, variables_of
from reviewer.report.writer import Order, Writer, Written, WrittenFile
from reviewer.resources import data_folder

TEMPLATE = "сведения-об-изменениях.docx"
DOCUMENT = "Сведения-об-изменениях.docx"


def write_changes(
    context: ChangesContext, out: Path, *, templates: Path | None = None, today: date | None = None
) -> Path:
    """Write the document into the folder `out`, which is made if need be, and return its path.

    Args:
        templates: A folder whose template goes before the shipped one.

    Raises:
        UsageError: The template is broken, or the folder cannot be written to.
    """
    shipped = data_folder("templates")
    template = find_template(TEMPLATE, (templates, shipped) if templates else (shipped,))
    filled = fill(template, variables_of(context), today)
    path = out / DOCUMENT
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(filled)
    except OSError as error:
        raise not_written(path, error) from error
    return path


def write_order_changes(order: Order, /) -> Written:
    """The document as an output of a review that follows another; nothing where it follows none."""
    if order.context.changes is None:
        return Written()
    path = order.out / DOCUMENT
    template = find_template(TEMPLATE, order.templates)
    path.write_bytes(Filler(order, template, variables_of(order.context.changes)).fill())
    return Written((WrittenFile(path, "сведения об изменениях"),))


_: Writer = write_order_changes
