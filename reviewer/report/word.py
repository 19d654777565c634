"""Word files made from Word templates.

A template is data of the region: it is filled in a sandbox, every value is escaped, and a field that does not exist is
an error that names the template, never an empty place in a document that is to be signed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import XMLSyntaxError
from markupsafe import Markup

from reviewer.language.names import group_names, inflect_name, join_names, preposition_v
from reviewer.language.numerals import agree, count_of, share_text
from reviewer.model.errors import UsageError
from reviewer.model.region import Name, PageLayout
from reviewer.model.zip_damage import ZIP_DAMAGE
from reviewer.report.cleaning import sentence, uncapital
from reviewer.report.grids import fit_grid, settle_shading
from reviewer.report.packaging import repack
from reviewer.report.page_layout import lay_out
from reviewer.report.pictures import Chart, Picture
from reviewer.report.places import runs_text
from reviewer.rulebook.texts import quoted

_UNREADABLE = (PackageNotFoundError, *ZIP_DAMAGE, XMLSyntaxError, KeyError, OSError)
_UNFILLABLE = (TemplateError, XMLSyntaxError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

_FILTERS: Mapping[str, Callable[..., str]] = {
    "agree": agree,
    "count_of": count_of,
    "groups": group_names,
    "inflect": inflect_name,
    "names": join_names,
    "preposition_v": preposition_v,
    "quoted": quoted,
    "runs": runs_text,
    "sentence": sentence,
    "share": share_text,
    "uncapital": uncapital,
}
"""Called as in the texts of the rules; `uncapital` is for items of a list, `sentence` puts a full stop where there is none, `runs` tells
numbers shortly.
"""


def fill(
    template: Path,
    variables: Mapping[str, object],
    today: date | None = None,
    layout: PageLayout = "gost",
    *,
    draw: Callable[[Chart], Picture] = Chart.draw,
) -> bytes:
    """The document that a template makes of the variables, in the look that the region has chosen. `draw`: makes its pictures.

    Raises:
        UsageError: The template is no Word file, or asks for what there is not.
    """
    try:
        document = DocxTemplate(io.BytesIO(template.read_bytes()))
        document.init_docx()
    except _UNREADABLE as error:
        message = f"Шаблон «{template}» не открывается. Проверьте, что это файл Word (.docx), или уберите его из папки."
        raise UsageError(message, code="template") from error
    try:
        environment = template_environment(lambda chart: _drawing(document, chart, draw(chart)))
        document.render(dict(variables), environment, autoescape=True)
    except _UNFILLABLE as error:
        message = (
            f"Шаблон «{template}» не удалось заполнить: {error}. Исправьте поле шаблона или уберите файл из папки."
        )
        raise UsageError(message, code="template") from error
    lay_out(document.docx, layout)
    for table in document.docx.element.body.iter(qn("w:tbl")):
        fit_grid(table)
        settle_shading(table)
    filled = io.BytesIO()
    document.save(filled)
    return repack(filled.getvalue(), today)


def find_template(name: str, folders: Iterable[Path]) -> Path:
    """The first folder's template of that name.

    Raises:
        UsageError: No folder has it.
    """
    folders = tuple(folders)
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    looked = ", ".join(f"«{folder}»" for folder in folders)
    raise UsageError(f"Шаблон «{name}» не найден. Положите его в одну из папок: {looked}.", code="template")


def variables_of(record: object) -> dict[str, object]:
    """The fields and properties of a frozen record under their names."""
    names = [field.name for field in fields(record)]  # type: ignore[arg-type]
    names += [name for name, value in vars(type(record)).items() if isinstance(value, property) and name[0] != "_"]
    return {name: getattr(record, name) for name in names}


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox that translates each part of a template once: all conclusions are made of the same one."""

    def from_string(
        self,
        source: str | Any,  # noqa: ANN401 - or a tree of Jinja's own, as it declares
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
        template_class: type[Template] | None = None,
    ) -> Template:
        if not isinstance(source, str) or template_class is not None:
            return super().from_string(source, globals, template_class)
        return Template.from_code(self, _translated(source), self.make_globals(globals))


@lru_cache(maxsize=64)
def _translated(source: str) -> CodeType:
    """Raises: TemplateSyntaxError."""
    return template_environment().compile(source)


def template_environment(draw: Callable[[Chart], object] = repr) -> TemplateEnvironment:
    """What the fields of a template are evaluated in: a sandbox with the filters of the rules' texts.

    Args:
        draw: What is printed of a chart.
    """

    def printed(value: object) -> object:
        return draw(value) if isinstance(value, Chart) else _printable(value)

    environment = TemplateEnvironment(autoescape=True, undefined=StrictUndefined, finalize=printed)
    environment.filters.update(_FILTERS)
    return environment


def _drawing(document: DocxTemplate, chart: Chart, picture: Picture) -> Markup:
    """The picture within the line, with its text for those who do not see it; docxtpl's own image has none."""
    inline = document.current_rendering_part.new_pic_inline(
        io.BytesIO(picture.png), Mm(picture.width_mm), Mm(picture.height_mm)
    )
    inline.docPr.set("descr", chart.description)
    return Markup(  # noqa: S704 - serialised by lxml, which escapes
        f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
    )


_GLUED = re.compile(r"(?<!\w)(?P<before>г\.|о\.|п\.|с\.|стр\.|№|строка|таблица) (?=[\w«])")
_DISTRICT = re.compile(r"\bр-н")
_GLUED_YEAR = re.compile(r"(?<=\d) (?=год|г\.|%)")


def _printable(value: object) -> object:
    """«г. Владимир», «р-н», «№ 7» and «2024 года» are not torn between lines. Escaping comes after this."""
    if value is None:
        return ""
    if not isinstance(value, (str, Name)):
        return value
    glued = _GLUED_YEAR.sub("\u00a0", _GLUED.sub("\\g<before>\u00a0", str(value)))
    return _DISTRICT.sub("р\u2011н", glued)
