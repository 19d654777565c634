"""Single values of a rule file are changed in its text: everything else, comments and order too, stays byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

import yaml

from reviewer.model.errors import UsageError
from reviewer.rulebook.problems import KeyPath

STEP = 2
"""Blanks of an indentation."""
_NULL = "tag:yaml.org,2002:null"


def read_data(text: str) -> Any:  # noqa: ANN401 - whatever the file holds; values as they are written
    """The data of a file, every value as text. Raises: yaml.YAMLError."""
    return yaml.load(text, Loader=yaml.CBaseLoader) or {}  # noqa: S506 - the base loader makes texts only


def put(text: str, path: KeyPath, value: object, *, before: str | None = None) -> str:
    """The text with a value under the keys; keys that are not there yet are made.

    Args:
        before: A key of the whole file in front of which a new one is to stand; else it stands at the end.

    Raises:
        UsageError: The file is written in a way in which this cannot be done.
    """
    return _sure(text, lambda data: _put_data(data, path, value), lambda: _put(text, path, value, before))


def append(text: str, path: KeyPath, item: object) -> str:
    """The text with an item more in a list, which is made where there is none. Raises: UsageError as `put`."""

    def expected(data: Any) -> None:  # noqa: ANN401 - as read_data gives it
        known = _inside(data, path)
        _put_data(data, path, [*known, _plain(item)] if isinstance(known, list) else [item])

    return _sure(text, expected, lambda: _append(text, path, item))


def take_out(text: str, path: KeyPath) -> str:
    """The text without a key or an item, and without what is left empty by that. Raises: UsageError as `put`."""
    return _sure(text, lambda data: _take_data(data, path), lambda: _take_out(text, path))


def _sure(text: str, expected: Callable[[Any], None], edit: Callable[[], str]) -> str:
    """What was made is read again: nothing but what was meant may be otherwise."""
    try:
        data = deepcopy(read_data(text))
        expected(data)
        made = edit()
        if read_data(made) == data:
            return made
    except (yaml.YAMLError, LookupError, TypeError, AttributeError):
        pass
    message = "Эта запись сделана в файле так, что формой её не изменить. Откройте файл правил и исправьте её в тексте."
    raise UsageError(message, code="rules")


def _put(text: str, path: KeyPath, value: object, before: str | None = None) -> str:
    found, rest = _walk(text, path)
    if not rest:
        if not isinstance(found, yaml.ScalarNode):
            raise TypeError(path)
        start, end = _offset(text, found.start_mark), _end(text, found)
        return f"{text[:start]}{_flow(value)}{text[end:]}"
    for key in reversed(rest[1:]):
        value = {key: value}
    if found is None:
        return _with_lines(text, len(text.rstrip()), _lines(str(rest[0]), value, 0))
    if isinstance(found, yaml.ScalarNode) and found.tag == _NULL:
        indent = (_indent_of(text, found) + STEP) if path[: len(path) - len(rest)] else 0
        return _with_lines(text, _line_end(text, _offset(text, found.start_mark)), _lines(str(rest[0]), value, indent))
    if not isinstance(found, yaml.MappingNode):
        raise TypeError(path)
    if found.flow_style:
        return _into_flow(text, found, f"{rest[0]}: {_flow(value)}")
    lines = _lines(str(rest[0]), value, found.start_mark.column)
    following = _spans(text, found).get(before) if before and len(rest) == len(path) else None
    if following:
        start = _above(text, following[0])
        return text[:start] + "".join(f"{line}\n" for line in lines) + text[start:]
    return _with_lines(text, _line_end(text, _end(text, found)), lines)


def _append(text: str, path: KeyPath, item: object) -> str:
    found, rest = _walk(text, path)
    if rest:
        return _put(text, path, [item])
    if not isinstance(found, yaml.SequenceNode):
        raise TypeError(path)
    if found.flow_style:
        return _into_flow(text, found, _flow(item))
    line = f"{' ' * found.start_mark.column}- {_flow(item)}"
    return _with_lines(text, _line_end(text, _end(text, found)), [line])


def _take_out(text: str, path: KeyPath) -> str:
    if not path:
        return ""
    container, rest = _walk(text, path[:-1])
    if rest or not isinstance(container, yaml.CollectionNode):
        raise LookupError(path)
    spans = _spans(text, container)
    if len(spans) == 1:
        return _take_out(text, path[:-1])
    number = list(spans).index(path[-1])
    bounds = list(spans.values())
    start, end = bounds[number]
    if container.flow_style:
        if number + 1 < len(bounds):
            return text[:start] + text[bounds[number + 1][0] :]
        return text[: bounds[number - 1][1]] + text[end:]
    first, last = text.rfind("\n", 0, start) + 1, _line_end(text, end)
    return text[:first] + text[last + 1 :]


def _walk(text: str, path: KeyPath) -> tuple[yaml.Node | None, KeyPath]:
    """The node that the keys lead to, as far as they go, and the keys that are left."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    for number, key in enumerate(path):
        inside = _children(node)
        if key not in inside:
            return node, path[number:]
        node = inside[key]
    return node, ()


def _children(node: yaml.Node | None) -> Mapping[str | int, yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return {key.value: value for key, value in node.value}
    return dict(enumerate(node.value)) if isinstance(node, yaml.SequenceNode) else {}


def _spans(text: str, node: yaml.Node) -> dict[str | int, tuple[int, int]]:
    """Where each entry of a mapping or a list begins and ends."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: (_offset(text, key.start_mark), _end(text, value)) for key, value in node.value}
    return {key: (_offset(text, one.start_mark), _end(text, one)) for key, one in _children(node).items()}


def _end(text: str, node: yaml.Node) -> int:
    """Where its last character stands; the mark of a block is only at what follows it."""
    if isinstance(node, yaml.ScalarNode):
        end = _offset(text, node.end_mark)
        return len(text[:end].rstrip()) if node.style in {"|", ">"} else end
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return _offset(text, node.end_mark)
    last = node.value[-1]
    return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)


def _offset(text: str, mark: yaml.Mark) -> int:
    start = 0
    for _ in range(mark.line):
        start = text.index("\n", start) + 1
    return start + mark.column


def _line_end(text: str, offset: int) -> int:
    """Where the line ends: what is noted after a value stays with it."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _above(text: str, offset: int) -> int:
    """Where the notes begin that stand above the line of an offset."""
    start = text.rfind("\n", 0, offset) + 1
    while start:
        line = text.rfind("\n", 0, start - 1) + 1
        if not text[line:start].startswith("#"):
            break
        start = line
    return start


def _indent_of(text: str, node: yaml.Node) -> int:
    line = text.splitlines()[node.start_mark.line]
    return len(line) - len(line.lstrip())


def _with_lines(text: str, offset: int, lines: Sequence[str]) -> str:
    before = f"{text[:offset]}\n" if text[:offset] else ""
    return before + "\n".join(lines) + (text[offset:] or "\n")


def _into_flow(text: str, node: yaml.CollectionNode, entry: str) -> str:
    end = _offset(text, node.end_mark) - 1
    inside = text[:end].rstrip()
    joint = "" if not node.value else " " if inside.endswith(",") else ", "
    return f"{inside}{joint}{entry}{text[end:]}"


def _lines(key: str, value: object, indent: int) -> list[str]:
    """An entry of a mapping, mappings and lists on lines of their own; the items of a list on one line each."""
    blanks, deeper = " " * indent, indent + STEP
    if isinstance(value, dict):
        inside = [line for name, one in value.items() for line in _lines(str(name), one, deeper)]
        return [f"{blanks}{key}:", *inside]
    if isinstance(value, list):
        return [f"{blanks}{key}:", *(f"{' ' * deeper}- {_flow(one)}" for one in value)]
    return [f"{blanks}{key}: {_flow(value)}"]


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> object:
    """As `read_data` would read it."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str) else json.dumps(value)


def _inside(data: Any, path: KeyPath) -> Any:  # noqa: ANN401 - as read_data gives it
    for key in path:
        try:
            data = data[key]
        except (LookupError, TypeError):
            return None
    return data


def _put_data(data: Any, path: KeyPath, value: object) -> None:  # noqa: ANN401 - as read_data gives it
    for number, key in enumerate(path[:-1]):
        if isinstance(data, dict) and not data.get(key):
            data[key] = {}
        elif _inside(data, (key,)) is None:
            raise LookupError(path[: number + 1])
        data = data[key]
    data[path[-1]] = _plain(value)


def _take_data(data: Any, path: KeyPath) -> None:  # noqa: ANN401 - as read_data gives it
    container = _inside(data, path[:-1])
    del container[path[-1]]
    if not container and path[:-1]:
        _take_data(data, path[:-1])
