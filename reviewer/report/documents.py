"""The Word outputs: the справка of the region and a conclusion for each municipality."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.report.filenames import file_names
from reviewer.report.municipal import MunicipalityView
from reviewer.report.word import fill, find_template, variables_of
from reviewer.report.writer import Order, Writer, Written, WrittenFile

SPRAVKA = "справка.docx"
CONCLUSION = "заключение.docx"
CONCLUSIONS_FOLDER = "заключения"


def write_spravka(order: Order, /) -> Written:
    path = order.out / SPRAVKA
    path.write_bytes(fill(find_template(SPRAVKA, order.templates), variables_of(order.context), order.today))
    return Written((WrittenFile(path, "справка о результатах экспертизы"),))


def write_conclusions(order: Order, /) -> Written:
    """One file a municipality, called by its name; those who handed in nothing are told so."""
    folder = order.out / CONCLUSIONS_FOLDER
    folder.mkdir(exist_ok=True)
    template = find_template(CONCLUSION, order.templates)
    shared = variables_of(order.context)
    files = []
    for municipality, name in _named(order):
        path = folder / f"{name}.docx"
        path.write_bytes(fill(template, {**shared, "municipality": municipality}, order.today))
        files.append(WrittenFile(path, f"заключение: {municipality.name}"))
    return Written(tuple(files))


def _named(order: Order) -> Iterable[tuple[MunicipalityView, str]]:
    views = order.context.municipalities
    return zip(views, file_names((view.name.nominative, view.id) for view in views), strict=True)


_: tuple[Writer, ...] = (write_spravka, write_conclusions)
