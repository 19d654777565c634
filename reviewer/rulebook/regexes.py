r"""Regular expressions of rules, searched in time linear in the text, whatever the pattern and the text.

The engine is RE2 (Cox, «Regular Expression Matching in the Wild», 2010), which has neither references nor lookaround and
never goes back over its choices. Its `\w` and `\b` know Latin letters only: the first is put right here, the second
is refused, since a boundary that is silently no boundary would be worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import re2  # type: ignore[import-untyped] # it has no types

from reviewer.language.phrases import Span

_ESCAPE = re.compile(r"\\(?P<escaped>.)|(?P<bracket>[\[\]])", re.DOTALL)
_MEMORY = 256 << 20
"""Bytes that the engine may use; it asks for what it needs, which for the patterns of a pack is far less."""
_LETTERS = r"\pL\pN_"


class RegexError(ValueError):
    """A pattern that is refused: a Russian message, and the 0-based offset in it that it is about."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def check_regex(source: str) -> None:
    """Raises: RegexError, where the pattern cannot be compiled or would be found in any text."""
    if not source:
        raise RegexError("выражение пусто")
    try:
        pattern = _compiled(source)
    except re2.error as error:
        raise _explained(source, error.args[0].decode()) from None
    if pattern.search("") is not None:
        raise RegexError("выражение подходит к пустому тексту, то есть к любому")


def find_patterns(sources: tuple[str, ...], text: str) -> Iterator[tuple[int, Span]]:
    """The patterns that are found in the text, by their number, each with its first place. One pass over the text finds
    the letters without which a pattern cannot be there, and only the others are tried one by one.
    """
    if sources:
        for number in sorted(_together(sources).Match(text) or ()):
            place = _compiled(sources[number]).search(text)
            if place is not None:
                yield number, Span(*place.span())


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MEMORY
    return options


@cache
def _compiled(source: str) -> re.Pattern[str]:
    pattern: re.Pattern[str] = re2.compile(_with_russian_letters(source), options=_options())
    return pattern


@cache
def _together(sources: tuple[str, ...]) -> re2.Filter:
    """Not a `Set`: one automaton of dozens of patterns has so many states that a thousand texts only begin to fill it."""
    patterns = re2.Filter()
    for source in sources:
        patterns.Add(_with_russian_letters(source), _options())
    patterns.Compile()
    return patterns


def _with_russian_letters(source: str) -> str:
    pieces: list[str] = []
    end, in_brackets = 0, False
    for match in _ESCAPE.finditer(source):
        pieces.append(source[end : match.start()])
        end = match.end()
        if match["bracket"]:
            in_brackets = match["bracket"] == "["
            pieces.append(match["bracket"])
        else:
            pieces.append(_escape(match["escaped"], in_brackets=in_brackets, offset=match.start()))
    return "".join((*pieces, source[end:]))


def _escape(letter: str, *, in_brackets: bool, offset: int) -> str:
    if letter in "bB":
        raise RegexError("«\\b» не видит русских букв: границу слова пишите так: (?:^|[^а-яё])", offset)
    if letter == "W" and in_brackets:
        raise RegexError("«\\W» внутри квадратных скобок не поддерживается", offset)
    if letter in "wW":
        return _LETTERS if in_brackets else f"[{'^' if letter == 'W' else ''}{_LETTERS}]"
    return f"\\{letter}"


_EXPLANATIONS = (
    (
        "invalid perl operator",
        "проверка вперёд и назад («(?=», «(?!», «(?<») не поддерживается: поиск идёт за один проход",
    ),
    ("invalid named capture", "группа после «(?» записана с ошибкой, или это проверка назад, а она не поддерживается"),
    ("invalid escape sequence", "после «\\» стоит знак, который ничего не значит; ссылки на группы не поддерживаются"),
    ("missing )", "скобка «(» не закрыта"),
    ("unexpected )", "лишняя скобка «)»"),
    ("missing ]", "скобка «[» не закрыта"),
    ("no argument for repetition operator", "перед «?», «*» или «+» ничего нет"),
    ("bad repetition operator", "два знака повтора подряд"),
    ("invalid repetition size", "в фигурных скобках повтор больше 1000 раз, или первое число больше второго"),
    ("invalid character class range", "неверный промежуток в квадратных скобках"),
    ("pattern too large", "выражение слишком велико: сократите повторы"),
)


def _explained(source: str, message: str) -> RegexError:
    kind, _, fragment = message.partition(": ")
    offset = max(source.find(fragment), 0) if fragment else 0
    known = (russian for english, russian in _EXPLANATIONS if english in kind)
    return RegexError(f"выражение записано с ошибкой: {next(known, 'проверьте скобки и особые знаки')}", offset)
