"""Whose each file of a run was found to be, and by what: told from the readings that the run used."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from reviewer.model.errors import ReviewerError
from reviewer.model.region import Region
from reviewer.review import ReadFile
from reviewer.rulebook.loading import load_region
from reviewer.store.computed import Computed, Key
from reviewer.store.encoding import from_json
from reviewer.store.profile_archives import unpacked_profile
from reviewer.store.runs import Run
from reviewer.store.workspace import Workspace
from reviewer.verdicts.ownership import Owners, Ownership

_KEPT = 8
"""Runs whose owners are remembered."""


@dataclass(slots=True)
class _Shelf:
    """A run never changes. Threads may share it."""

    kept: OrderedDict[tuple[Path, int], Mapping[str, Ownership]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_SHELF = _Shelf()


def found_owners(workspace: Workspace, run: Run) -> Mapping[str, Ownership]:
    """By name of the file. A file whose reading is not kept any more is looked for by its name."""
    key = workspace.folder, run.id
    with _SHELF.lock:
        if key not in _SHELF.kept:
            _SHELF.kept[key] = _found(workspace, run)
        _SHELF.kept.move_to_end(key)
        while len(_SHELF.kept) > _KEPT:
            _SHELF.kept.popitem(last=False)
        return _SHELF.kept[key]


def _found(workspace: Workspace, run: Run) -> Mapping[str, Ownership]:
    region = _region(workspace, run)
    if region is None:
        return {}
    owners = Owners(region)
    found = {file.name: owners.of_name(file.name) for file in run.manifest.files}
    for read in _readings(workspace, run):
        found[read.name] = owners.of_roadmap(read.roadmap) if read.roadmap else owners.of_name(read.name)
    return found


def _region(workspace: Workspace, run: Run) -> Region | None:
    """As the run knew it; None where its profile is gone."""
    try:
        with TemporaryDirectory(prefix="reviewer-") as folder:
            return load_region(unpacked_profile(workspace.blobs.get(run.manifest.profile), Path(folder)))
    except ReviewerError:
        return None


def _readings(workspace: Workspace, run: Run) -> list[ReadFile]:
    cache = Computed(workspace)
    keys = [Key(kind, key) for kind, key in run.summary.computed if kind == "reading"]
    cache.look_up(keys)
    found = []
    for key in keys:
        content = cache.recall(key)
        try:
            if content is not None:
                found.append(from_json(content, ReadFile))
        except msgspec.ValidationError:
            continue
    return found
