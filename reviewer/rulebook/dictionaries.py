"""Compiles the dictionaries of a pack, each after those that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reviewer.language.phrases import Item, PhraseError, UnknownDictionaryError, choice_of, compile_entry
from reviewer.rulebook.packs import Located, Pack
from reviewer.rulebook.problems import KeyPath, Problems, RuleFile
from reviewer.rulebook.references import report_missing

_NAMED = re.compile(r"<([^<>\s|]+)>")


def compile_dictionaries(pack: Pack, problems: Problems) -> dict[str, Item]:
    """Every dictionary that could be compiled, by name. What is wrong with the others goes to `problems`."""
    compiler = _Dictionaries(pack, problems)
    for name in pack.dictionaries:
        compiler.compile(name, ())
    return compiler.done


@dataclass(slots=True)
class _Dictionaries:
    pack: Pack
    problems: Problems
    done: dict[str, Item] = field(default_factory=dict)

    def compile(self, name: str, inside: tuple[str, ...]) -> None:
        """`inside`: the dictionaries whose entries led here."""
        located = self.pack.dictionaries.get(name)
        if located is None or name in self.done or ("dictionaries", name) in self.pack.broken:
            return
        if name in inside:
            circle = " → ".join((*inside[inside.index(name) :], name))
            self.problems.add(
                located.file, located.path, "cycle", f"словари ссылаются друг на друга по кругу: {circle}"
            )
            self.pack.broken.add(("dictionaries", name))
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
            report_phrase(self.pack, self.problems, located.file, (*located.path, number), error)
            return ()


def report_phrase(pack: Pack, problems: Problems, file: RuleFile, path: KeyPath, error: PhraseError) -> None:
    """Report a phrase that does not compile, unless it names a dictionary that was reported already."""
    if not isinstance(error, UnknownDictionaryError):
        problems.add(file, path, "phrase", error.message, offset=error.offset)
    elif error.name not in pack.dictionaries:
        key = ("dictionaries", error.name)
        report_missing(pack, problems, key, file, path, code="dictionary", message=error.message, offset=error.offset)
