"""Compiles the dictionaries of a pack, each after those that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reviewer.language.phrases import Item, PhraseError, UnknownDictionaryError, choice_of, compile_entry
from reviewer.rulebook.packs import Located, Pack
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile, nearest

_NAMED = re.compile(r"<([^<>\s|]+)>")


def compile_dictionaries(pack: Pack, problems: Problems) -> dict[str, Item]:
    """Every dictionary that could be compiled, by name. What is wrong with the others goes to `problems`."""
    compiler = _Dictionaries(
        pack.dictionaries, problems, {name for kind, name in pack.broken if kind == "dictionaries"}
    )
    for name in pack.dictionaries:
        compiler.compile(name, ())
    return compiler.done


@dataclass(slots=True)
class _Dictionaries:
    entries: Mapping[str, Located[list[str]]]
    problems: Problems
    broken: set[str]
    done: dict[str, Item] = field(default_factory=dict)

    def compile(self, name: str, inside: tuple[str, ...]) -> None:
        """`inside`: the dictionaries whose entries led here."""
        if name in self.done or name in self.broken or name not in self.entries:
            return
        located = self.entries[name]
        if name in inside:
            circle = " → ".join((*inside[inside.index(name) :], name))
            self.problems.add(
                located.file, located.path, "cycle", f"словари ссылаются друг на друга по кругу: {circle}"
            )
            self.broken.add(name)
            return
        for entry in located.entry:
            for named in _NAMED.findall(entry):
                self.compile(named, (*inside, name))
        branches = [self._branch(located, number) for number in range(len(located.entry))]
        self.done[name] = choice_of(branch for branch in branches if branch)

    def _branch(self, located: Located[list[str]], number: int) -> tuple[Item, ...]:
        try:
            return compile_entry(located.entry[number], self.done)
        except PhraseError as error:
            known = self.entries.keys()
            report_phrase(self.problems, located.file, (*located.path, number), error, known=known, broken=self.broken)
            return ()


def report_phrase(
    problems: Problems,
    file: RuleFile,
    path: KeyPath,
    error: PhraseError,
    *,
    known: Iterable[str],
    broken: Iterable[str] = (),
) -> None:
    """Report a phrase that does not compile, unless it names a dictionary that was reported already."""
    name = error.name if isinstance(error, UnknownDictionaryError) else None
    if name is None:
        problems.add(file, path, "phrase", error.message, offset=error.offset)
    elif name not in set(broken):
        problems.add(file, path, "dictionary", error.message, offset=error.offset, suggestion=nearest(name, known))
