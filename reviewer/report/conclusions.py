"""How many roadmaps meet each parameter: what section 5 of the справка draws together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reviewer.language.numerals import percent, percent_text
from reviewer.report.municipal import MunicipalityView, ParameterView


@dataclass(frozen=True, slots=True)
class ConclusionView:
    """How many roadmaps meet a parameter, and meet it partly, by the marks in the matrix. `percent`: text, of `met`."""

    title: str
    met: int
    partly: int
    total: int
    percent: str


@dataclass(frozen=True, slots=True)
class ConclusionsView:
    """Parameters by how many municipalities meet them: all, half and more, less than half, none.

    `unjudged`: those of which nobody could be judged; they are neither met nor missed.
    """

    everywhere: tuple[ConclusionView, ...]
    mostly: tuple[ConclusionView, ...]
    seldom: tuple[ConclusionView, ...]
    nowhere: tuple[ConclusionView, ...]
    unjudged: tuple[ConclusionView, ...] = ()

    @property
    def prevailing(self) -> int:
        """How many parameters at least half of the municipalities meet."""
        return len(self.everywhere) + len(self.mostly)

    @property
    def total(self) -> int:
        return self.prevailing + len(self.seldom) + len(self.nowhere) + len(self.unjudged)


def view_conclusions(
    parameters: tuple[ParameterView, ...], municipalities: tuple[MunicipalityView, ...]
) -> ConclusionsView:
    total = len(municipalities)
    verdicts = [{view.marks[number].verdict for view in municipalities} for number in range(len(parameters))]
    told = [_conclusion(number, parameter, municipalities) for number, parameter in enumerate(parameters)]
    items = tuple(item for item, found in zip(told, verdicts, strict=True) if found - {"unknown"})
    return ConclusionsView(
        everywhere=tuple(item for item in items if item.met == total),
        mostly=tuple(item for item in items if total <= 2 * item.met < 2 * total),
        seldom=tuple(item for item in items if 0 < 2 * item.met < total),
        nowhere=tuple(item for item in items if total and not item.met),
        unjudged=tuple(item for item, found in zip(told, verdicts, strict=True) if found == {"unknown"}),
    )


def _conclusion(number: int, parameter: ParameterView, municipalities: tuple[MunicipalityView, ...]) -> ConclusionView:
    """`number`: the place of the parameter among the marks."""
    marks = Counter(view.marks[number].verdict for view in municipalities)
    total = len(municipalities)
    share = percent_text(percent(marks["met"], total))
    return ConclusionView(parameter.title, marks["met"], marks["partly"], total, share)
