"""Loads a profile: the rules of a pack, and the region that it is for."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from reviewer.model.errors import RulebookError, UsageError
from reviewer.model.region import Region
from reviewer.model.review import DisabledRule
from reviewer.resources import data_folder
from reviewer.rulebook.packs import Pack, read_pack
from reviewer.rulebook.parameters import compile_parameters
from reviewer.rulebook.problems import Problems, nearest
from reviewer.rulebook.references import report_missed
from reviewer.rulebook.regions import read_region
from reviewer.rulebook.rulebook import Rulebook
from reviewer.rulebook.signals import compile_signals


def load_pack(folder: Path) -> Rulebook:
    """Read and compile the pack in a folder with all that it extends.

    Raises:
        RulebookError: With every problem of every file at once.
    """
    problems = Problems()
    pack = read_pack(folder, problems)
    if pack is None:
        raise RulebookError(problems.listed())
    judges = compile_signals(pack, problems)
    parameters = compile_parameters(pack, judges, problems)
    report_missed(pack, problems)
    if problems:
        raise RulebookError(problems.listed())
    return Rulebook(
        name=pack.name,
        version=pack.version,
        sha256=pack.digest,
        title=pack.title,
        signals=judges.signals,
        parameters=parameters,
        labels=judges.labels,
        searches=judges.searches,
        plan=judges.plan,
        disabled=_disabled(pack),
    )


def _disabled(pack: Pack) -> tuple[DisabledRule, ...]:
    kinds: dict[str, Literal["signal", "parameter"]] = {"signals": "signal", "parameters": "parameter"}
    return tuple(
        DisabledRule(kinds[gone.section], name, gone.title, gone.reason, gone.place.file.origin(gone.place.path))
        for (_, name), gone in sorted(pack.gone.items())
        if gone.reason
    )


def load_region(folder: Path) -> Region:
    """Read the region.yaml of a folder. Raises: RulebookError, with every problem at once."""
    problems = Problems()
    region = read_region(folder, problems)
    if region is None or problems:
        raise RulebookError(problems.listed())
    return region


def find_profile(name_or_path: str) -> Path:
    """The folder of a profile: a folder as given, else a folder of that name in ./rules or in the shipped rules.

    Raises:
        UsageError: There is none; the message names those that there are.
    """
    given = Path(name_or_path)
    if _is_profile(given):
        return given
    places = (Path("rules"), data_folder("rules"))
    for place in places:
        if given.name == name_or_path and _is_profile(place / name_or_path):
            return place / name_or_path
    known = sorted(
        {folder.name for place in places if place.is_dir() for folder in place.iterdir() if _is_profile(folder)}
    )
    if given.is_dir():
        message = f"В папке «{name_or_path}» нет ни pack.yaml, ни region.yaml: это не профиль."
    else:
        message = f"Нет профиля «{name_or_path}»."
    listed = (
        f" Есть: {', '.join(known)}; можно указать и папку." if known else " Укажите папку с pack.yaml и region.yaml."
    )
    suggestion = nearest(name_or_path, known)
    raise UsageError(message + (f" Возможно, имелось в виду «{suggestion}»." if suggestion else "") + listed)


def _is_profile(folder: Path) -> bool:
    return any((folder / name).is_file() for name in ("pack.yaml", "region.yaml"))
