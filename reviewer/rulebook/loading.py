"""Loads a profile: the rules of a pack, and the region that it is for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from reviewer.model.errors import RulebookError
from reviewer.model.region import Region
from reviewer.model.review import DisabledRule
from reviewer.rulebook.packs import Pack, read_pack
from reviewer.rulebook.parameters import compile_parameters
from reviewer.rulebook.problems import Problems
from reviewer.rulebook.profiles import find_profile
from reviewer.rulebook.references import report_missed
from reviewer.rulebook.regions import read_region
from reviewer.rulebook.rulebook import Rulebook
from reviewer.rulebook.signals import compile_signals

__all__ = ["find_profile", "load_pack", "load_region"]


def load_pack(folder: Path) -> Rulebook:
    """Read and compile the pack in a folder with all that it extends.

    Raises:
        RulebookError: With every problem of every file at once.
    """
    with _nothing_collected():
        return _loaded(folder)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Rules are made to stay: to look for garbage among them takes a quarter of the time of loading."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _loaded(folder: Path) -> Rulebook:
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
