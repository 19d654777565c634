"""Texts of rules: Jinja templates in a sandbox, checked when they are loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reviewer.language.names import group_names, inflect_name, join_names, preposition_v
from reviewer.language.numerals import (
    agree,
    count_of,
    date_text,
    long_date_text,
    number_text,
    percent_text,
    period_text,
    range_of,
    range_words,
    share_text,
)
from reviewer.model.errors import Place, RulebookError, RuleProblem
from reviewer.model.region import CASES, Case, Name

_RENDERING_ERRORS = (TemplateError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError)
_MISSING_ATTRIBUTE = re.compile(r"has no attribute '(\w+)'")
_BLANKS = re.compile(r"[ \t]*\n[ \t]*|[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Text:
    """A template. `origin`: where it stands, for messages: «base@1.0.0#parameters.parents.summary»."""

    source: str
    origin: str

    def render(self, **variables: object) -> str:
        """The text with its variables put in: one paragraph, single spaces.

        Raises:
            RulebookError: The template asks of a variable what it has not.
        """
        try:
            text = _compiled(self.source).render(variables) if _is_template(self.source) else self.source
        except _RENDERING_ERRORS as error:
            message = f"Текст правила {self.origin} не заполняется: проверьте его переменные и фильтры."
            raise RulebookError((RuleProblem("text", message, Place(key=self.origin), self.source),)) from error
        return _BLANKS.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with a template: a Russian message, the word that it is about, and those known in its place."""

    message: str
    word: str | None = None
    known: frozenset[str] = frozenset()


def faults_of(source: str, sample: Mapping[str, object]) -> tuple[TextFault, ...]:
    """What is wrong with a template that may use the variables of `sample`, which it is tried with."""
    if not _is_template(source):
        return ()
    known = frozenset(sample)
    try:
        tree = _parsed(source)
    except TemplateSyntaxError as error:
        return (TextFault(f"шаблон записан с ошибкой в строке {error.lineno}: проверьте скобки {{{{ }}}} и {{% %}}"),)
    asked = list(tree.find_all((nodes.Name, nodes.Filter, nodes.Test)))
    found = [
        TextFault(f"в шаблоне неизвестная переменная «{name}»", name, known)
        for name in sorted(_names_used(asked) - known)
    ]
    for node, title, named in (
        (nodes.Filter, "неизвестный фильтр", _ENVIRONMENT.filters),
        (nodes.Test, "неизвестная проверка", _ENVIRONMENT.tests),
    ):
        used = {one.name for one in asked if isinstance(one, node)}
        found += [
            TextFault(f"в шаблоне {title} «{name}»", name, frozenset(named)) for name in sorted(used - named.keys())
        ]
    return tuple(found) or _faults_in_use(source, sample)


def _names_used(found: Iterable[nodes.Node]) -> set[str]:
    """Names that are read and set nowhere in the template; one that is read where it is not set shows on trying."""
    names = [node for node in found if isinstance(node, nodes.Name)]
    return (
        {name.name for name in names if name.ctx == "load"}
        - {name.name for name in names if name.ctx != "load"}
        - {"loop"}
    )


def _faults_in_use(source: str, sample: Mapping[str, object]) -> tuple[TextFault, ...]:
    try:
        _compiled(source).render(dict(sample))
    except UndefinedError as error:
        missing = _MISSING_ATTRIBUTE.search(str(error))
        if missing is None:
            return (TextFault("шаблон обращается к значению, которого нет"),)
        return (TextFault(f"в шаблоне неизвестное свойство «{missing[1]}»", missing[1]),)
    except CaseError as error:
        return (TextFault(str(error), error.case, frozenset(CASES)),)
    except _RENDERING_ERRORS:
        return (TextFault("шаблон не заполняется: проверьте, что фильтры применены к подходящим значениям"),)
    return ()


class CaseError(ValueError):
    """A filter was asked for a case that there is not."""

    def __init__(self, case: str) -> None:
        super().__init__(f"нет падежа «{case}»: есть {', '.join(CASES)}")
        self.case = case


_FINAL_STOP = re.compile(
    r"(?<!\.)(?<!\b[^\W\d])(?<!\b(?:гг|пп|др|пр|кл|ул))(?<!\b(?:чел|руб|тыс|стр|мин|обл))\s*[.;,]\s*$", re.IGNORECASE
)
"""A mark that ends a cell of a table; the stop of an abbreviation («2026 г.») and an ellipsis belong to the words."""


def quoted(text: object) -> str:
    """In Russian quotation marks; those inside become the inner ones. The sentence around it sets the final stop."""
    return "«" + _FINAL_STOP.sub("", str(text)).replace("«", "„").replace("»", "“") + "»"


def _case(name: str) -> Case:
    for case in CASES:
        if case == name:
            return case
    raise CaseError(name)


def _agree(count: float, phrase: str, case: str = "nomn") -> str:
    return agree(count, phrase, _case(case))


def _count_of(count: float, phrase: str, case: str = "nomn") -> str:
    return count_of(count, phrase, _case(case))


def _groups(names: Iterable[Name | str], case: str = "nomn") -> str:
    return group_names(names, _case(case))


def _inflect(name: Name | str, case: str) -> str:
    return inflect_name(name, _case(case))


def _names(names: Iterable[Name | str], case: str = "nomn") -> str:
    return join_names(names, _case(case))


def _date(day: date, form: str = "short") -> str:
    return long_date_text(day) if form == "long" else date_text(day)


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters |= {
        "agree": _agree,
        "count_of": _count_of,
        "date": _date,
        "groups": _groups,
        "inflect": _inflect,
        "names": _names,
        "number": number_text,
        "percent": percent_text,
        "period": period_text,
        "preposition_v": preposition_v,
        "quoted": quoted,
        "range_of": range_of,
        "range_words": range_words,
        "share": share_text,
    }
    environment.globals = {}
    return environment


_ENVIRONMENT = _environment()


def _is_template(source: str) -> bool:
    """A text without a brace stands as it is, and is many times as quick so."""
    return "{" in source


@cache
def _parsed(source: str) -> nodes.Template:
    return _ENVIRONMENT.parse(source)


@cache
def _compiled(source: str) -> Template:
    return _ENVIRONMENT.from_string(_parsed(source))
