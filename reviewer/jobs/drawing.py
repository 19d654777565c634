"""The pictures of a stored result: what is to be drawn is found once, each picture is drawn when somebody asks for it, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from reviewer.jobs.comparing import region_of
from reviewer.jobs.engine import engine
from reviewer.model.errors import ReviewerError
from reviewer.model.review import Review
from reviewer.report.cleaning import cleaned
from reviewer.report.context import build_context
from reviewer.report.heat_map import HeatMap, heat_map
from reviewer.report.pictures import Chart
from reviewer.store.blobs import Blobs
from reviewer.store.computed import Computed, Key, key_of
from reviewer.store.encoding import from_json, to_json
from reviewer.store.runs import Run
from reviewer.store.workspace import Workspace

_DRAWING = Lock()
"""The library that draws is not made for threads."""
_MATRIX = "Матрица: кто каким параметрам соответствует"


@dataclass(frozen=True, slots=True)
class Titled:
    """`key`: of the picture, fit for an address."""

    key: str
    title: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that may be asked for. `description`: what is to be seen, in words."""

    key: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class _Plan:
    matrix: HeatMap
    charts: tuple[Titled, ...]


def drawings(workspace: Workspace, run: Run, review: Review) -> tuple[Drawing, ...]:
    """What can be drawn of a result. `review`: that of the run."""
    plan = _plan(workspace, run, review)
    charts = (Drawing(one.key, one.title, one.chart.description) for one in plan.charts)
    return (Drawing("matrix", _MATRIX, plan.matrix.description), *charts)


def drawn(workspace: Workspace, run: Run, review: Review, key: str) -> bytes | None:
    """A picture as PNG; None where there is none of that key."""
    cache, stored = Computed(workspace), _key("picture", run, key)
    kept = cache.recall(stored)
    if kept is not None:
        return kept
    plan = _plan(workspace, run, review)
    found = {one.key: one.chart for one in plan.charts}
    if key != "matrix" and key not in found:
        return None
    with _DRAWING:
        png = (plan.matrix if key == "matrix" else found[key]).draw().png
    cache.keep(stored, png)
    cache.write()
    return png


def _plan(workspace: Workspace, run: Run, review: Review) -> _Plan:
    cache, key = Computed(workspace), _key("pictures", run)
    kept = cache.recall(key)
    if kept is not None:
        return from_json(kept, _Plan)
    clean = cleaned(review)
    plan = _Plan(heat_map(clean), _charts(workspace.blobs, run, clean))
    cache.keep(key, to_json(plan).encode())
    cache.write()
    return plan


def _charts(blobs: Blobs, run: Run, clean: Review) -> tuple[Titled, ...]:
    """Those of the справка; none where the region of that time cannot be read any more."""
    try:
        figures = build_context(clean, cleaned(region_of(blobs, run)), run.manifest.today).figures
    except ReviewerError:
        return ()
    sides = (("content", figures.content), ("calendar", figures.calendar))
    return tuple(
        Titled(f"{name}-{place}", figure.title, figure.image)
        for name, group in sides
        for place, figure in enumerate(group, start=1)
    )


def _key(kind: str, run: Run, *parts: str) -> Key:
    return key_of(kind, run.identity, run.review, engine(), *parts)
