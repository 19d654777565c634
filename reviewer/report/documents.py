"""The Word outputs: the справка of the region, the letter that it goes with, and a conclusion for each municipality."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reviewer.report.changes_document import DOCUMENT as CHANGES
from reviewer.report.filenames import file_names
from reviewer.report.municipal import MunicipalityView
from reviewer.report.reuse import Filler
from reviewer.report.word import find_template, variables_of
from reviewer.report.writer import Order, Writer, Written, WrittenFile

SPRAVKA = "справка.docx"
LETTER = "письмо.docx"
CONCLUSION = "заключение.docx"
CONCLUSIONS_FOLDER = "заключения"


def write_spravka(order: Order, /) -> Written:
    return _write_regional(order, SPRAVKA, "справка о результатах экспертизы")


def write_letter(order: Order, /) -> Written:
    return _write_regional(order, LETTER, "сопроводительное письмо")


def _write_regional(order: Order, name: str, title: str) -> Written:
    template = find_template(name, order.templates)
    path = order.out / name
    path.write_bytes(Filler(order, template, variables_of(order.context)).fill())
    return Written((WrittenFile(path, title),))


def write_conclusions(order: Order, /) -> Written:
    """One file a municipality, called by its name; those who handed in nothing are told so."""
    (order.out / CONCLUSIONS_FOLDER).mkdir(exist_ok=True)
    filler = Filler(order, find_template(CONCLUSION, order.templates), variables_of(order.context))
    answers = {one.id: one for one in order.context.changes.answers} if order.context.changes else {}
    files = []
    for municipality, name in _named(order):
        path = order.out / name
        path.write_bytes(filler.fill({"municipality": municipality, "resubmission": answers.get(municipality.id)}))
        files.append(WrittenFile(path, f"заключение: {municipality.name}"))
    return Written(tuple(files))


def word_files(order: Order) -> tuple[Path, ...]:
    """Every Word file that is made of the order."""
    regional = (SPRAVKA, LETTER, CHANGES) if order.context.changes else (SPRAVKA, LETTER)
    return tuple(order.out / name for name in (*regional, *(name for _, name in _named(order))))


def conclusion_files(named: Iterable[tuple[str, str]]) -> list[str]:
    """What the conclusions are called, of the names and ids of all municipalities."""
    return [f"{CONCLUSIONS_FOLDER}/{name}.docx" for name in file_names(named)]


def _named(order: Order) -> Iterable[tuple[MunicipalityView, str]]:
    views = order.context.municipalities
    return zip(views, conclusion_files((view.name.nominative, view.id) for view in views), strict=True)


_: tuple[Writer, ...] = (write_spravka, write_letter, write_conclusions)
