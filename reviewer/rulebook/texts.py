"""Texts of rules: Jinja templates in a sandbox, checked when they are loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
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
from reviewer.model.region import Name

FINDING_VARIABLES = frozenset({"measure", "total", "bucket", "examples", "municipality"})
SUMMARY_VARIABLES = frozenset({"count", "total", "percent", "members", "others", "filled_buckets", "region"})

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
            text = _compiled(self.source).render(variables)
        except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            message = f"Текст правила не заполняется: {error}."
            raise RulebookError((RuleProblem("text", message, Place(key=self.origin), self.source),)) from error
        return _BLANKS.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with a template: a Russian message, the word or the 1-based line it is about, the nearest known."""

    message: str
    word: str | None = None
    known: frozenset[str] = frozenset()


def faults_of(source: str, variables: Iterable[str], sample: Mapping[str, object]) -> tuple[TextFault, ...]:
    """What is wrong with a template that may use those variables. `sample`: values of them to try it with."""
    known = frozenset(variables)
    try:
        tree = _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        return (TextFault(f"шаблон записан с ошибкой в строке {error.lineno}: проверьте скобки {{{{ }}}} и {{% %}}"),)
    found = [
        TextFault(f"в шаблоне неизвестная переменная «{name}»", name, known)
        for name in sorted(find_undeclared_variables(tree) - known)
    ]
    for kind, title, named in (
        (nodes.Filter, "фильтр", _ENVIRONMENT.filters),
        (nodes.Test, "проверка", _ENVIRONMENT.tests),
    ):
        names = {node.name for node in tree.find_all(kind)}
        found += [
            TextFault(
                f"в шаблоне неизвестн{'ый' if title == 'фильтр' else 'ая'} {title} «{name}»", name, frozenset(named)
            )
            for name in sorted(names - named.keys())
        ]
    return tuple(found) or _faults_in_use(source, sample)


def _faults_in_use(source: str, sample: Mapping[str, object]) -> tuple[TextFault, ...]:
    try:
        _compiled(source).render(dict(sample))
    except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        return (TextFault(f"шаблон не заполняется: {error}"),)
    return ()


def quoted(text: object) -> str:
    """In Russian quotation marks; those inside become the inner ones."""
    return "«" + str(text).replace("«", "„").replace("»", "“") + "»"


def _names(names: Iterable[Name | str], case: str = "nomn") -> str:
    return join_names(names, case)  # type: ignore[arg-type] # a template may write any word here


def _date(day: date, form: str = "short") -> str:
    return long_date_text(day) if form == "long" else date_text(day)


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters |= {
        "agree": agree,
        "count_of": count_of,
        "date": _date,
        "groups": group_names,
        "inflect": inflect_name,
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


@cache
def _compiled(source: str) -> Template:
    return _ENVIRONMENT.from_string(source)
