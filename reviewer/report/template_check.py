"""What is wrong in a Word template, told before a document is made of it: each mistake with its paragraph.

The paragraphs of the template, a line each, are one Jinja text. Its syntax tree is walked with the types of the context, so that
a field of a list's item is known as well as one of the report. Source of the tag forms `{%p %}`, `{%tr %}`, `{%tc %}`, `{%r %}`: docxtpl.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import IO

from jinja2 import TemplateSyntaxError, nodes
from lxml.etree import XMLSyntaxError

from reviewer.documents.safe_xml import ForbiddenXmlError, open_xml
from reviewer.model.errors import UsageError
from reviewer.model.zip_damage import ZIP_DAMAGE
from reviewer.report.template_fields import Field, fields_of_any, root_fields
from reviewer.report.word import template_environment

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(?:header\d*|document|footer\d*|footnotes)\.xml")
_TAG = re.compile(r"\{(?P<kind>[%{])(?:tr|tc|p|r)\s")
_PROPERTY = re.compile(r"\{%\s*(?:cellbg|colspan)\s(?P<value>[^%]*)%\}")
_LONGEST_QUOTE = 90
_KEEPING = frozenset({"list", "selectattr", "rejectattr", "select", "reject", "sort", "unique", "reverse", "batch"})
_TAKING = frozenset({"first", "last", "random", "max", "min"})
_LOOP = Field("loop", object)


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """`paragraph`: 1-based, in the order of the file, empty ones not counted. `suggestion`: the nearest known name."""

    paragraph: int
    quote: str
    message: str
    suggestion: str | None = None


def check_template(path: Path) -> tuple[TemplateProblem, ...]:
    """Everything that would keep the template from being filled, in the order of its paragraphs.

    Raises:
        UsageError: The file is no Word file.
    """
    paragraphs = _paragraphs(path)
    text = "\n".join(_PROPERTY.sub(r"{{\g<value>}}", _TAG.sub(r"{\g<kind> ", paragraph)) for paragraph in paragraphs)
    environment = template_environment()
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as error:
        return (_problem(paragraphs, error.lineno, f"Запись поля не разобрана: {error.message}."),)
    walk = _Walk(paragraphs, frozenset(environment.filters), frozenset(environment.tests))
    walk.body(tree.body, dict(root_fields(path.name)))
    return tuple(sorted(walk.problems, key=lambda problem: problem.paragraph))


def _paragraphs(path: Path) -> list[str]:
    """Texts of the paragraphs of page headers, body and page footers that hold anything."""
    found: list[str] = []
    try:
        with zipfile.ZipFile(path) as package:
            for name in sorted(name for name in package.namelist() if _PARTS.fullmatch(name)):
                with package.open(name) as part:
                    found.extend(_read_part(part))
    except (OSError, *ZIP_DAMAGE, XMLSyntaxError, ForbiddenXmlError) as error:
        message = f"Шаблон «{path}» не открывается. Проверьте, что это файл Word (.docx)."
        raise UsageError(message, code="template") from error
    if not found:
        raise UsageError(f"В «{path}» нет текста. Проверьте, что это файл Word (.docx) с шаблоном.", code="template")
    return found


def _read_part(part: IO[bytes]) -> Iterator[str]:
    text = ""
    for event, element in open_xml(part, (f"{_WORD}p", f"{_WORD}t")):
        if event == "end":
            text += (element.text or "") if element.tag == f"{_WORD}t" else ""
            if element.tag == f"{_WORD}p":
                if text.strip():
                    yield " ".join(text.split())
                text = ""


def _problem(
    paragraphs: list[str], line: int, message: str, name: str = "", known: tuple[str, ...] = ()
) -> TemplateProblem:
    quote = paragraphs[line - 1] if 0 < line <= len(paragraphs) else ""
    near = get_close_matches(name, known, n=1)
    short = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
    return TemplateProblem(line, short, message, near[0] if near else None)


Scope = dict[str, Field | None]
"""Names in force; None for one whose type is not known."""


@dataclass(slots=True)
class _Walk:
    """Types travel from the roots through loops, `set` and attributes; an unknown type is asked nothing."""

    paragraphs: list[str]
    filters: frozenset[str]
    tests: frozenset[str]
    problems: list[TemplateProblem] = field(default_factory=list)

    def body(self, statements: list[nodes.Node], scope: Mapping[str, Field | None]) -> None:
        names: Scope = dict(scope)
        for node in statements:
            self._statement(node, names)

    def _statement(self, node: nodes.Node, names: Scope) -> None:
        if isinstance(node, nodes.For):
            items = self.expression(node.iter, names)
            inner: Scope = {**names, "loop": _LOOP, **_bound(node.target, _element(items))}
            if node.test:
                self.expression(node.test, inner)
            self.body(node.body, inner)
            self.body(node.else_, names)
        elif isinstance(node, nodes.If):
            self.expression(node.test, names)
            self.body(node.body, names)
            for branch in node.elif_:
                self._statement(branch, names)
            self.body(node.else_, names)
        elif isinstance(node, nodes.Assign):
            names.update(_bound(node.target, self.expression(node.node, names)))
        elif isinstance(node, nodes.Output):
            for part in node.nodes:
                self.expression(part, names)
        elif isinstance(node, (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
            self._tell(node, "Шаблон не может подключать другие файлы.")
        else:
            self._others(node, names)

    def expression(self, node: nodes.Node, names: Scope) -> Field | None:
        """The type of an expression, None where it is not known; mistakes in it are noted."""
        if isinstance(node, nodes.Name):
            if node.name not in names:
                self._tell(node, f"Поля «{node.name}» нет.", node.name, tuple(names))
            return names.get(node.name)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node, names)
        if isinstance(node, nodes.Getitem):
            self.expression(node.arg, names)
            return _element(self.expression(node.node, names))
        if isinstance(node, nodes.Filter):
            return self._filtered(node, names)
        if isinstance(node, nodes.Test) and node.name not in self.tests:
            self._tell(node, f"Проверки «{node.name}» нет.", node.name, tuple(self.tests))
        self._others(node, names)
        return None

    def _attribute(self, node: nodes.Getattr, names: Scope) -> Field | None:
        owner = self.expression(node.node, names)
        if owner is None or owner is _LOOP:
            return None
        if owner.element is not None:
            self._tell(node, f"«{owner.name}» – список: поле «{node.attr}» есть у его элементов, нужен цикл for.")
            return None
        known = fields_of_any(owner.records)
        if node.attr not in known:
            self._tell(node, f"У «{owner.name}» нет поля «{node.attr}».", node.attr, tuple(known))
        return known.get(node.attr)

    def _filtered(self, node: nodes.Filter, names: Scope) -> Field | None:
        value = self.expression(node.node, names) if node.node else None
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.expression(argument, names)
        if node.name not in self.filters:
            self._tell(node, f"Фильтра «{node.name}» нет.", node.name, tuple(self.filters))
        if node.name in _KEEPING:
            return value
        return _element(value) if node.name in _TAKING else None

    def _others(self, node: nodes.Node, names: Scope) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.expression(child, names)
            else:
                self._statement(child, names)

    def _tell(self, node: nodes.Node, message: str, name: str = "", known: tuple[str, ...] = ()) -> None:
        self.problems.append(_problem(self.paragraphs, node.lineno, message, name, known))


def _element(value: Field | None) -> Field | None:
    return Field(value.name, value.element) if value and value.element is not None else None


def _bound(target: nodes.Node, value: Field | None) -> Scope:
    if isinstance(target, nodes.Name):
        return {target.name: Field(target.name, value.kind, value.element) if value else None}
    return {name.name: None for name in target.find_all(nodes.Name)}
