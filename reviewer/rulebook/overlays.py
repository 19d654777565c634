"""Lays what one pack says over what another says: adds to an entry, takes from it.

A value that is put together of several files knows of each of its parts which file it stands in, so that problems and
reasons name the place as somebody wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reviewer.model.errors import Place
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile, nearest

_TOLD_APART_BY = ("phrase", "regex", "signal", "classifier", "activity", "id")
"""Keys whose value is name enough for an item of a list."""


@dataclass(slots=True)
class LayeredFile(RuleFile):
    """Stands for the files that a value was put together of.

    Attributes:
        base: What was added to or taken from.
        change: What said so.
        grafts: The parts by their keys.
    """

    base: Piece | None = None
    change: Piece | None = None
    grafts: dict[str | int, Piece] = field(default_factory=dict)

    def locate(self, path: KeyPath) -> tuple[RuleFile, KeyPath]:
        piece, rest = self._inside(path, self.base)
        return piece.file.locate((*piece.path, *rest))

    def blame(self, path: KeyPath) -> tuple[RuleFile, KeyPath]:
        """As `locate`, but what is wrong with the whole is the fault of the change."""
        piece, rest = self._inside(path, self.change)
        return piece.file.blame((*piece.path, *rest))

    def place(self, path: KeyPath, *, offset: int | None = None, word: str | None = None) -> Place:
        file, inside = self.locate(path)
        return file.place(inside, offset=offset, word=word)

    def _inside(self, path: KeyPath, whole: Piece | None) -> tuple[Piece, KeyPath]:
        if path and path[0] in self.grafts:
            return self.grafts[path[0]], path[1:]
        if whole is None:
            raise LookupError(path)
        return whole, path


@dataclass(frozen=True, slots=True)
class Piece:
    """A value as it stands in the file at that path."""

    value: object
    file: RuleFile
    path: KeyPath

    def parts(self) -> dict[str | int, Piece]:
        """Those of a mapping by their keys, those of a list by their numbers; a single value has none."""
        if isinstance(self.value, dict):
            inside: Mapping[str | int, object] = self.value
        else:
            inside = dict(enumerate(self.value)) if isinstance(self.value, list) else {}
        return {key: Piece(value, self.file, (*self.path, key)) for key, value in inside.items()}


def _together(base: Piece, change: Piece, parts: Mapping[str | int, Piece]) -> Piece:
    """A mapping or a list, as the base is, of these parts."""
    values = {key: part.value for key, part in parts.items()}
    file = LayeredFile(base.file.name, [], base=base, change=change, grafts=dict(parts))
    return Piece(values if isinstance(base.value, dict) else list(values.values()), file, ())


def added(base: Piece, more: Piece) -> Piece:
    """`base` with `more` added: keys are merged and lists are continued. An item with an `id` that is there already is
    merged with it, one that is there word for word is not repeated. Any other value replaces the one before it.
    """
    parts = base.parts()
    if isinstance(base.value, dict) and isinstance(more.value, dict):
        for key, part in more.parts().items():
            parts[key] = added(parts[key], part) if key in parts else part
        return _together(base, more, parts)
    if isinstance(base.value, list) and isinstance(more.value, list):
        for part in more.parts().values():
            same = next((key for key, known in parts.items() if _same_item(known.value, part.value)), None)
            if same is None:
                parts[len(parts)] = part
            elif parts[same].value != part.value:
                parts[same] = added(parts[same], part)
        return _together(base, more, parts)
    return more


def _same_item(known: object, new: object) -> bool:
    if isinstance(known, dict) and isinstance(new, dict) and "id" in new:
        return bool(known.get("id") == new["id"])
    return known == new


def lessened(base: Piece, less: Piece, problems: Problems) -> Piece | None:
    """`base` without what `less` names; None where nothing is left.

    `true` takes the whole; a list names keys of a mapping or items of a list, an item as it is written or by its
    phrase, id or the like; a mapping goes into the keys. What is not there goes to `problems`, with the nearest that is.
    """
    if less.value is True or (less.value == base.value and not isinstance(base.value, (dict, list))):
        return None
    parts = base.parts()
    if isinstance(base.value, dict) and isinstance(less.value, dict):
        for key, part in less.parts().items():
            if key not in parts:
                _report(problems, part, f"ключа «{key}» здесь нет, убирать нечего", nearest(str(key), map(str, parts)))
            elif (left := lessened(parts.pop(key), part, problems)) is not None:
                parts[key] = left
    elif isinstance(base.value, (dict, list)) and isinstance(less.value, list):
        for wanted in less.parts().values():
            for key in _chosen(parts, wanted, problems, keyed=isinstance(base.value, dict)):
                del parts[key]
    else:
        wanted_form = "true или список того, что убрать" if parts else "true или значение, как оно записано"
        _report(problems, less, f"здесь нужно {wanted_form}")
        return base
    if not parts:
        return None
    ordered = {key: parts[key] for key in base.parts() if key in parts}
    return _together(base, less, ordered if isinstance(base.value, dict) else dict(enumerate(ordered.values())))


def _chosen(parts: Mapping[str | int, Piece], wanted: Piece, problems: Problems, *, keyed: bool) -> list[str | int]:
    """The keys of all parts that an item of a removal names."""
    names = {key: [str(key)] if keyed else list(_names(part.value)) for key, part in parts.items()}
    if isinstance(wanted.value, dict) and not keyed:
        asked = wanted.value.items()
        chosen = [key for key, part in parts.items() if isinstance(part.value, dict) and asked <= part.value.items()]
    else:
        chosen = [key for key, known in names.items() if _plain(wanted.value) in known]
    if not chosen:
        known = {name for listed in names.values() for name in listed}
        shown = "такого условия" if isinstance(wanted.value, dict) else f"«{wanted.value}»"
        _report(problems, wanted, f"{shown} здесь нет, убирать нечего", nearest(_plain(wanted.value), known), offset=0)
    return chosen


def _names(item: object) -> Iterator[str]:
    if isinstance(item, dict):
        yield from (_plain(item[key]) for key in _TOLD_APART_BY if key in item)
    else:
        yield _plain(item)


def _plain(value: object) -> str:
    return " ".join(str(value).split())


def _report(
    problems: Problems, piece: Piece, message: str, suggestion: str | None = None, *, offset: int | None = None
) -> None:
    problems.add(piece.file, piece.path, "overlay", message, offset=offset, suggestion=suggestion)
