"""Reads a YAML file of rules as plain data, with the place of every key and value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from reviewer.model.errors import Place
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile, Spot, dotted


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
    try:
        file.data = _Builder(file, problems, _events(text)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file.name, line=mark.line + 1, column=mark.column + 1) if mark else Place(file.name)
        tab = mark is not None and "".join(file.lines[mark.line : mark.line + 1])[mark.column :].startswith("\t")
        explained = _explain(str(error.problem or error.context))
        problems.add_at(file, place, "yaml", "табуляция: отступы в YAML делают пробелами" if tab else explained)
        return None
    except yaml.YAMLError as error:
        problems.add_for_file(file.name, "yaml", _explain(str(error)))
        return None
    except RecursionError:
        problems.add_for_file(file.name, "yaml", "слишком много вложенных друг в друга скобок или отступов")
        return None
    if not isinstance(file.data, dict):
        problems.add(file, (), "type", "в файле должны стоять ключи со значениями («ключ: значение»)")
        return None
    return file


_EXPLANATIONS = (
    ("mapping values are not allowed", "двоеточие с пробелом внутри значения: возьмите значение в кавычки"),
    ("block sequence entries are not allowed", "«-» начинает пункт списка: список пишется со следующей строки"),
    ("unexpected end of stream", "кавычка не закрыта"),
    ("expected ',' or ']'", "список в квадратных скобках не закрыт или пропущена запятая"),
    ("expected ',' or '}'", "фигурная скобка не закрыта или пропущена запятая"),
    ("expected node content", "скобка не закрыта или стоит не на месте"),
    ("did not find expected key", "отступ не совпадает с отступом соседних строк, или текст после закрытой кавычки"),
    ("expected '-' indicator", "отступ не совпадает с отступом соседних строк, или у пункта списка нет «-»"),
    ("expected <document start>", "отступ не совпадает с отступом соседних строк"),
    ("could not find expected ':'", "после ключа нет двоеточия с пробелом"),
    ("cannot start any token", "с этого знака значение начинаться не может: возьмите его в кавычки"),
    ("unknown escape", "в двойных кавычках «\\» начинает особый знак: возьмите значение в одинарные кавычки"),
    ("single document", "в файле должен быть один документ YAML: уберите «---» посередине"),
    ("control characters", "в файле есть управляющий знак, который YAML не допускает"),
)


def _explain(problem: str) -> str:
    for sign, explanation in _EXPLANATIONS:
        if sign in problem:
            return explanation
    return "запись не читается как YAML: проверьте отступы, кавычки и двоеточия в этой строке и строкой выше"


def _events(text: str) -> Iterator[yaml.Event]:
    """By the parser in C: rule files are read at every start of the program, and it takes a tenth of the time."""
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
    return events


_PLAIN_VALUES: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?\d+")
_FRACTION = re.compile(r"[-+]?\d+\.\d+")
_BEFORE_FIRST = {None: 0, "'": 1, '"': 1}
"""How many signs stand before the first character of a value, by its style; block texts have lines of their own."""


class _Builder:
    """Makes plain data of YAML events (YAML 1.2, core schema) and notes the places. Days stay texts."""

    def __init__(self, file: RuleFile, problems: Problems, events: Iterator[yaml.Event]) -> None:
        self._file = file
        self._problems = problems
        self._events = events

    def document(self) -> object:
        """The one document of the file; an empty file is an empty mapping."""
        data: object = {}
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                data = self._value(next(self._events), ())
                next(self._events)
                if not isinstance(next(self._events), yaml.StreamEndEvent):
                    self._problems.add_for_file(self._file.name, "yaml", _explain("single document"))
                break
        return data

    def _value(self, event: yaml.Event, path: KeyPath) -> object:
        if isinstance(event, yaml.ScalarEvent):
            self._file.values[path] = _spot(event, event.style or None)
            return _scalar(event)
        self._file.values[path] = _spot(event, "collection")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        self._problems.add(self._file, path, "alias", "ссылки YAML («&» и «*») в правилах не поддерживаются", offset=0)
        return None

    def _sequence(self, path: KeyPath) -> list[object]:
        data: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            data.append(self._value(event, (*path, len(data))))
        return data

    def _mapping(self, path: KeyPath) -> dict[str, object]:
        data: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = str(event.value) if isinstance(event, yaml.ScalarEvent) else None
            spot = _spot(event, None)
            inside = (*path, key or "")
            if key is None:
                self._add(spot, inside, "key", "ключом может быть только слово")
                self._value(event, inside)
                self._value(next(self._events), inside)
            elif key in data:
                self._add(spot, inside, "duplicate", f"ключ «{key}» повторяется")
                self._value(next(self._events), (*path, f"{key} (повтор)"))
            else:
                self._file.keys[inside] = spot
                data[key] = self._value(next(self._events), inside)
        return data

    def _add(self, spot: Spot, path: KeyPath, code: str, message: str) -> None:
        place = Place(self._file.name, line=spot.line, column=spot.column, key=dotted(path))
        self._problems.add_at(self._file, place, code, message)


def _spot(event: yaml.Event, style: str | None) -> Spot:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # a parser that reads a text marks every event
        return Spot(1, 1, 1, inline=False)
    inline = style in _BEFORE_FIRST and start.line == end.line
    return Spot(start.line + 1, start.column + 1 + _BEFORE_FIRST.get(style, 0), end.line + 1, inline)


def _scalar(event: yaml.ScalarEvent) -> object:
    value = str(event.value)
    if event.style:
        return value
    if value in _PLAIN_VALUES:
        return _PLAIN_VALUES[value]
    if _INTEGER.fullmatch(value):
        return int(value)
    return float(value) if _FRACTION.fullmatch(value) else value
