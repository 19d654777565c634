"""What a keeper of rules changes most, written into the files of a profile: bounds and verdicts of a parameter, phrases of a
signal, a rule switched off and on.

What is the profile's own is changed where it stands; what it inherits is laid over (`key+`, `key-`), in a file of its own
where the profile says nothing of the rule yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import yaml

from reviewer.model.errors import UsageError
from reviewer.rulebook.problems import KeyPath
from reviewer.rulebook.yaml_edits import append, put, read_data, take_out

Section = Literal["signals", "parameters"]
Branch = Literal["any", "none"]
Weight = Literal["major", "minor"]
_HEAD = "# Отличия, записанные на страницах правил. Их можно править и здесь.\n"
_YEARS = 1900
"""First numbers of versions from here on are years, and no count of changed meanings."""


class Tuning:
    """The rule files of a profile while they are changed.

    Every change raises UsageError where a file is written in a way in which it cannot be made.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """`files`: of the profile itself, by path. Raises: UsageError where one of them cannot be read."""
        self._before = dict(_texts(files))
        self._texts = dict(self._before)

    def changed(self) -> dict[str, bytes | None]:
        """The files that are otherwise now; None for one of which nothing is left."""
        return {
            path: text.encode() if read_data(text) or path == "pack.yaml" else None
            for path, text in self._texts.items()
            if text != self._before.get(path)
        }

    def set_bucket(self, parameter: str, number: int, identifier: str, key: str, value: str) -> None:
        """`number`: of the bucket in the parameter, from 0; `key`: «when», «verdict», «title»."""
        file = self._file_of("parameters", parameter)
        if file:
            self._put(file, ("parameters", parameter, "buckets", number, key), value)
            return
        over = f"{parameter}+"
        buckets = self._inside("parameters", over, "buckets")
        known = next((at for at, one in enumerate(buckets) if one.get("id") == identifier), None)
        path: KeyPath = ("parameters", over, "buckets")
        file = self._home("parameters", over)
        if known is None:
            self._texts[file] = append(self._texts[file], path, {"id": identifier, key: value})
        else:
            self._put(file, (*path, known, key), value)

    def drop_inherited_examples(self, parameter: str) -> None:
        """They speak of the bounds before. Own ones stay, and so do those of a parameter that is the profile's own."""
        less = f"{parameter}-"
        if self._file_of("parameters", parameter) or self._inside("parameters", less, "tests"):
            return
        self._put(self._home("parameters", less), ("parameters", less, "tests"), True)  # noqa: FBT003 - a value of YAML

    def switch_off(self, section: Section, name: str, reason: str) -> None:
        key = name if self._file_of(section, name) else f"{name}+"
        self._put(self._home(section, key), (section, key, "disabled"), reason)

    def switch_on(self, section: Section, name: str) -> None:
        for key in (name, f"{name}+"):
            file = self._file_of(section, key)
            if file and self._inside(section, key, "disabled"):
                self._texts[file] = take_out(self._texts[file], (section, key, "disabled"))
                return
        self._put(self._home(section, f"{name}-"), (section, f"{name}-", "disabled"), True)  # noqa: FBT003 - as above

    def add_phrase(self, signal: str, branch: Branch, phrase: str) -> None:
        """One that the profile had taken out comes back by that."""
        if self._drop_item(f"{signal}-", branch, phrase):
            return
        key = signal if self._file_of("signals", signal) else f"{signal}+"
        self._append(("signals", key, branch), {"phrase": phrase})

    def take_phrase(self, signal: str, branch: Branch, phrase: str) -> None:
        if not any(self._drop_item(key, branch, phrase) for key in (signal, f"{signal}+")):
            self._append(("signals", f"{signal}-", branch), phrase)

    def taken_phrases(self, signal: str, branch: Branch) -> tuple[str, ...]:
        """Those of the inherited ones that the profile takes out."""
        return tuple(filter(None, map(_phrase_of, self._inside("signals", f"{signal}-", branch))))

    def raise_version(self, shipped: str, weight: Weight) -> None:
        """Unless it was raised already. `shipped`: that which is in force."""
        version = str(read_data(self._texts.get("pack.yaml", "")).get("version", ""))
        numbers = version.split(".")
        if version != shipped or len(numbers) != len(("major", "minor", "patch")):
            return
        first, second = int(numbers[0]), int(numbers[1])
        raised = f"{first + 1}.0.0" if weight == "major" and first < _YEARS else f"{first}.{second + 1}.0"
        text = self._texts["pack.yaml"]
        self._texts["pack.yaml"] = put(text, ("version",), raised).replace(f'"{raised}"', raised, 1)

    def _put(self, file: str, path: KeyPath, value: object) -> None:
        self._texts[file] = put(self._texts[file], path, value)

    def _append(self, path: tuple[Section, str, Branch], item: object) -> None:
        file = self._home(path[0], path[1])
        self._texts[file] = append(self._texts[file], path, item)

    def _drop_item(self, key: str, branch: Branch, phrase: str) -> bool:
        found = [at for at, one in enumerate(self._inside("signals", key, branch)) if _phrase_of(one) == phrase]
        if not found:
            return False
        file = self._home("signals", key)
        self._texts[file] = take_out(self._texts[file], ("signals", key, branch, found[0]))
        return True

    def _file_of(self, section: str, key: str) -> str | None:
        return next((path for path, text in self._texts.items() if key in _entries(text, section)), None)

    def _home(self, section: Section, key: str) -> str:
        """The file that says something of the rule, else one for what is written here."""
        file = self._file_of(section, key) or f"{section}/tuning.yaml"
        self._texts.setdefault(file, _HEAD)
        return file

    def _inside(self, section: Section, key: str, inside: str) -> Any:  # noqa: ANN401 - a value of YAML
        file = self._file_of(section, key)
        entry = _entries(self._texts[file], section)[key] if file else None
        return (entry.get(inside) if isinstance(entry, dict) else None) or []


def _texts(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for path, content in files.items():
        if path.endswith(".yaml") and path != "region.yaml":
            try:
                text = content.decode("utf-8-sig")
                read_data(text)
            except (UnicodeDecodeError, yaml.YAMLError) as error:
                message = f"Файл {path} не читается: исправьте его в тексте, потом меняйте правила формой."
                raise UsageError(message, code="rules") from error
            yield path, text


def _entries(text: str, section: str) -> Mapping[str, Any]:
    data = read_data(text)
    found = data.get(section) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _phrase_of(item: Any) -> str:  # noqa: ANN401 - a value of YAML
    phrase = item.get("phrase", "") if isinstance(item, dict) else item
    return " ".join(str(phrase).split())
