"""The entry to this package: a review goes in, the folder that a methodist opens comes out."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

from reviewer.model.os_reasons import not_written
from reviewer.model.region import Region
from reviewer.model.review import Review
from reviewer.report.changes_context import ChangesContext, build_changes_context
from reviewer.report.changes_document import write_order_changes
from reviewer.report.cleaning import cleaned
from reviewer.report.context import build_context
from reviewer.report.documents import write_conclusions, write_letter, write_spravka
from reviewer.report.matrix import write_matrix
from reviewer.report.pdf import printed_beside, write_pdf
from reviewer.report.review_json import review_to_json, write_json
from reviewer.report.writer import DocumentMemory, Order, Writer, Written, WrittenFile
from reviewer.resources import data_folder
from reviewer.verdicts.changes import Changes

__all__ = ["WRITERS", "Written", "WrittenFile", "review_to_json", "write_outputs"]

WRITERS: tuple[Writer, ...] = (
    write_json,
    write_spravka,
    write_letter,
    write_matrix,
    write_conclusions,
    write_order_changes,
    write_pdf,
)
"""In the order in which they are told of."""
_WORD_WRITERS: frozenset[Writer] = frozenset({write_spravka, write_letter, write_conclusions, write_order_changes})
"""PDFs are made of what these write."""


def write_outputs(
    review: Review,
    region: Region,
    out: Path,
    *,
    templates: Path | None = None,
    today: date | None = None,
    changes: Changes | None = None,
    memory: DocumentMemory | None = None,
    printing: bool = True,
) -> Written:
    """Fill `out` with every output.

    Args:
        out: Made if need be; files of an earlier run are replaced.
        templates: A folder whose templates go before the shipped ones.
        today: The date that the справка bears; a blank line without it.
        changes: What differs from the run that this one follows: the справка tells the dynamics then.
        memory: Where documents that say what they said before are taken from.
        printing: Whether LibreOffice makes PDFs too.

    Raises:
        UsageError: A template is broken, or the folder cannot be written to.
    """
    clean, clean_region = cleaned(review), cleaned(region)
    shipped = data_folder("templates")
    since = _changes(changes, clean_region, review, today)
    order = Order(
        review=review,
        clean=clean,
        region=clean_region,
        context=build_context(clean, clean_region, today, since),
        out=out,
        templates=(templates, shipped) if templates else (shipped,),
        today=today,
        memory=memory,
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
        written = _write_all(order, printing=printing)
    except OSError as error:
        raise not_written(out, error) from error
    return written


def _write_all(order: Order, *, printing: bool) -> Written:
    """LibreOffice prints the Word files while the others are written."""
    done = {write: write(order) for write in WRITERS if write in _WORD_WRITERS}
    with printed_beside(order) if printing else nullcontext(Written) as printed:
        done.update((write, write(order)) for write in WRITERS if write not in {*_WORD_WRITERS, write_pdf})
        done[write_pdf] = printed()
    return sum((done[write] for write in WRITERS), Written())


def _changes(changes: Changes | None, region: Region, review: Review, today: date | None) -> ChangesContext | None:
    if changes is None:
        return None
    return build_changes_context(cleaned(changes), region, cleaned(review.decided.conflicts), today)
