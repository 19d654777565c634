"""A YAML file of rules as plain data, with the place of every key and value, and the problems found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from reviewer.model.errors import Place, RuleProblem

KeyPath = tuple[str | int, ...]
"""The keys and list indices that lead to a value."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value begins and ends. Lines and columns count from 1; `inline`: its characters stand there as they are,
    so that an offset in the value is an offset in the line.
    """

    line: int
    column: int
    end_line: int
    inline: bool = True


@dataclass(slots=True)
class RuleFile:
    """`keys` and `values`: the places of keys and values by their path."""

    name: str
    lines: list[str]
    data: object = None
    keys: dict[KeyPath, Spot] = field(default_factory=dict)
    values: dict[KeyPath, Spot] = field(default_factory=dict)

    @property
    def mapping(self) -> dict[str, object]:
        """The whole of a file, which is a mapping wherever it could be read."""
        return self.data if isinstance(self.data, dict) else {}

    def place(self, path: KeyPath, *, offset: int | None = None, word: str | None = None) -> Place:
        """The place of a value, of a character of it (`offset`, 0-based), or of a word in it.

        Without both, the place of its key. What is not in the file is looked for in what contains it.
        """
        known = path
        while known and known not in self.values:
            known = known[:-1]
        spot = self.values.get(known, Spot(1, 1, 1))
        line, column = spot.line, spot.column
        if offset is not None and spot.inline and known == path:
            column += offset
        elif word is not None and known == path:
            line, column = self._find(word, spot)
        elif known in self.keys:
            line, column = self.keys[known].line, self.keys[known].column
        return Place(file=self.name, line=line, column=column, key=dotted(path) or None)

    def _find(self, word: str, spot: Spot) -> tuple[int, int]:
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        for line in range(spot.line, min(spot.end_line, len(self.lines)) + 1):
            found = pattern.search(self.lines[line - 1], spot.column - 1 if line == spot.line else 0)
            if found:
                return line, found.start() + 1
        return spot.line, spot.column

    def quote(self, line: int | None) -> str:
        return self.lines[line - 1].strip() if line and line <= len(self.lines) else ""


def dotted(path: KeyPath) -> str:
    """«signals.parents.any[1].phrase»."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


class Problems:
    """All that is wrong in the files of a pack, in the order found."""

    def __init__(self) -> None:
        self._found: list[RuleProblem] = []

    def add(
        self,
        file: RuleFile,
        path: KeyPath,
        code: str,
        message: str,
        *,
        offset: int | None = None,
        word: str | None = None,
        suggestion: str | None = None,
    ) -> None:
        self.add_at(file, file.place(path, offset=offset, word=word), code, message, suggestion)

    def add_at(self, file: RuleFile, place: Place, code: str, message: str, suggestion: str | None = None) -> None:
        self._found.append(RuleProblem(code, _sentence(message), place, file.quote(place.line), suggestion))

    def add_for_file(self, name: str, code: str, message: str) -> None:
        self._found.append(RuleProblem(code, _sentence(message), Place(file=name)))

    def __bool__(self) -> bool:
        return bool(self._found)

    def listed(self) -> tuple[RuleProblem, ...]:
        """Each once, file by file in the order of lines."""
        return tuple(
            sorted(
                dict.fromkeys(self._found),
                key=lambda problem: (problem.place.file or "", problem.place.line or 0, problem.place.column or 0),
            )
        )


def _sentence(message: str) -> str:
    return message[0].upper() + message[1:] + ("" if message.endswith((".", "?", "!")) else ".")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a mistyped one is closest to, where one is close."""
    matches = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def read_rule_file(path: Path, problems: Problems) -> RuleFile | None:
    """Read a file; what is wrong with it goes to `problems`, and where nothing can be read at all None is returned."""
    name = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        problems.add_for_file(name, "file", "файл не открывается: проверьте, что он есть и доступен для чтения")
        return None
    except UnicodeDecodeError:
        problems.add_for_file(name, "encoding", "файл не в кодировке UTF-8: сохраните его в UTF-8")
        return None
    file = RuleFile(name, text.splitlines())
    node = _compose(text, file, problems)
    if node is None:
        return file if file.data is not None else None
    file.data = _Reader(file, problems).read(node, ())
    if not isinstance(file.data, dict):
        problems.add(file, (), "type", "в файле должны стоять ключи со значениями («ключ: значение»)")
        return None
    return file


def _compose(text: str, file: RuleFile, problems: Problems) -> Node | None:
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file.name, line=mark.line + 1, column=mark.column + 1) if mark else Place(file.name)
        problems.add_at(file, place, "yaml", _explain(str(error.problem or error.context)))
        return None
    except YAMLError as error:
        problems.add_for_file(file.name, "yaml", _explain(str(error)))
        return None
    if node is None:
        file.data = {}
    return node


_EXPLANATIONS = (
    ("mapping values are not allowed", "двоеточие с пробелом внутри значения: возьмите значение в кавычки"),
    ("'\\t'", "табуляция: отступы в YAML делают пробелами"),
    ("while scanning a quoted scalar", "кавычка не закрыта"),
    ("unexpected end of stream", "кавычка не закрыта"),
    ("expected ',' or ']'", "список в квадратных скобках не закрыт или пропущена запятая"),
    ("expected ',' or '}'", "фигурная скобка не закрыта или пропущена запятая"),
    ("expected <block end>", "отступ не совпадает с отступом соседних строк, или текст после закрытой кавычки"),
    ("could not find expected ':'", "после ключа нет двоеточия с пробелом"),
    ("cannot start any token", "с этого знака значение начинаться не может: возьмите его в кавычки"),
    ("unknown escape", "в двойных кавычках «\\» начинает особый знак: возьмите значение в одинарные кавычки"),
    ("undefined alias", "«*» в начале значения YAML понимает как ссылку: возьмите значение в кавычки"),
    ("single document", "в файле должен быть один документ YAML: уберите «---» посередине"),
    ("special characters", "в файле есть управляющий знак, который YAML не допускает"),
)


def _explain(problem: str) -> str:
    for sign, explanation in _EXPLANATIONS:
        if sign in problem:
            return explanation
    return "запись не читается как YAML: проверьте отступы, кавычки и двоеточия в этой строке и строкой выше"


_NUMBERS = {"tag:yaml.org,2002:int": int, "tag:yaml.org,2002:float": float}
_INLINE_STYLES = {None: 0, "'": 1, '"': 1}
"""How many signs stand before the first character of a value, by its style; block texts have lines of their own."""


class _Reader:
    """Turns nodes into plain data and notes their places. Days stay texts: what they are is the schema's affair."""

    def __init__(self, file: RuleFile, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._seen: set[int] = set()

    def read(self, node: Node, path: KeyPath) -> object:
        self._file.values[path] = _spot(node)
        if id(node) in self._seen:
            self._problems.add(self._file, path, "alias", "ссылки YAML («&» и «*») в правилах не поддерживаются")
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node) if isinstance(node, ScalarNode) else None

    def _mapping(self, node: MappingNode, path: KeyPath) -> dict[str, object]:
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            spot = _spot(key_node)
            place = Place(self._file.name, line=spot.line, column=spot.column, key=dotted((*path, str(key))))
            if key is None:
                self._problems.add_at(self._file, place, "key", "ключом может быть только слово")
                continue
            if key in data:
                self._problems.add_at(self._file, place, "duplicate", f"ключ «{key}» повторяется")
                continue
            self._file.keys[(*path, key)] = spot
            data[key] = self.read(value_node, (*path, key))
        return data


def _spot(node: Node) -> Spot:
    style = node.style if isinstance(node, ScalarNode) else None
    start, end = node.start_mark, node.end_mark
    inline = style in _INLINE_STYLES and start.line == end.line
    shift = _INLINE_STYLES.get(style, 0)
    return Spot(start.line + 1, start.column + 1 + shift, end.line + 1, inline)


def _scalar(node: ScalarNode) -> object:
    tag, value = str(node.tag), str(node.value)
    if tag == "tag:yaml.org,2002:null":
        return None
    if tag == "tag:yaml.org,2002:bool":
        return value.lower() == "true"
    if tag in _NUMBERS:
        try:
            return _NUMBERS[tag](value)
        except ValueError:
            return value
    return value
