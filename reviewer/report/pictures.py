"""Pictures for the справка: drawn at the size in which they are printed, readable without colours, each with its text for those
who do not see it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

MOST_ROWS = 30
"""Rows of one picture; a longer list is drawn in several."""
_MM_IN_INCH = 25.4
_DOTS_PER_INCH = 200
_POINTS = 8
_LETTER_MM = 1.75
"""Mean width of a letter of `_POINTS`."""
_ROW_MM = 5.5
_EDGE_MM = 2.0
_NUMBER_ROOM = 1.08
"""The longest bar takes this much less of the width, so that its number stands inside the picture."""
_DARK = 0.5
"""Share of the greatest count from which a square is so dark that its number is white."""
_LIGHTEST, _DARKEST = (226, 236, 246), (31, 73, 125)


@dataclass(frozen=True, slots=True)
class Picture:
    """`png`: at 200 dots an inch."""

    png: bytes
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What is to be drawn: it is drawn only where a document asks for it.

    Attributes:
        names: A row for each.
        heads: A column for each; none for bars.
        counts: A line for each name: a number for each head, or one number for a bar.
        most: The greatest count of all charts that are read together.
        description: What is to be seen, in words.
    """

    names: tuple[str, ...]
    heads: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    most: int
    width_mm: float
    description: str

    def draw(self) -> Picture:
        """The same chart gives the same bytes: nothing of the time or of the library's version is in them."""
        sheet = _draw_squares(self) if self.heads else _draw_bars(self)
        png = io.BytesIO()
        sheet.figure.savefig(png, format="png", metadata={"Software": None})
        return Picture(png.getvalue(), sheet.width_mm, sheet.height_mm)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A figure whose axes leave room for the names at the left and the heads above."""

    figure: Figure
    axes: Axes
    font: FontProperties
    width_mm: float
    height_mm: float


def bars(names: Sequence[str], counts: Sequence[int], width_mm: float, description: str) -> tuple[Chart, ...]:
    """Bars with their numbers, in the order given."""
    return _charts(names, (), [(count,) for count in counts], width_mm, description)


def squares(
    names: Sequence[str], heads: Sequence[str], counts: Sequence[Sequence[int]], width_mm: float, description: str
) -> tuple[Chart, ...]:
    """Squares of names × heads with their numbers, the darker the more; a zero stays empty."""
    return _charts(names, heads, counts, width_mm, description)


def _charts(
    names: Sequence[str], heads: Sequence[str], counts: Sequence[Sequence[int]], width_mm: float, description: str
) -> tuple[Chart, ...]:
    most = max((count for line in counts for count in line), default=0) or 1
    lines = tuple(tuple(line) for line in counts)
    return tuple(
        Chart(tuple(names[part]), tuple(heads), lines[part], most, width_mm, description) for part in _parts(len(names))
    )


def _draw_bars(chart: Chart) -> _Sheet:
    sheet, most = _sheet(chart), chart.most
    axes = sheet.axes
    counts = [line[0] for line in chart.counts]
    axes.barh(range(len(counts)), counts, height=0.62, color="#5b7fa6", edgecolor="black", linewidth=0.4)
    for place, count in enumerate(counts):
        axes.text(count + most * 0.01, place, str(count), va="center", ha="left", fontproperties=sheet.font)
    axes.set_xlim(0, most * _NUMBER_ROOM)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_xticks([])
    return sheet


def _draw_squares(chart: Chart) -> _Sheet:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - heavy, and only where a picture is drawn

    sheet = _sheet(chart)
    axes = sheet.axes
    for row, line in enumerate(chart.counts):
        for column, count in enumerate(line):
            fill, letters = _shade(count / chart.most)
            place = (column - 0.5, row - 0.5)
            square = Rectangle(place, 1, 1, facecolor=fill, edgecolor="#777777", linewidth=0.4, clip_on=False)
            axes.add_artist(square)  # add_patch would widen the limits for each, and they are set below
            if count:
                axes.text(column, row, str(count), va="center", ha="center", color=letters, fontproperties=sheet.font)
    axes.set_xlim(-0.5, len(chart.heads) - 0.5)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(chart.heads)), chart.heads, rotation=90, fontproperties=sheet.font)
    axes.spines[:].set_visible(False)
    return sheet


def _sheet(chart: Chart) -> _Sheet:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - heavy, as above
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415

    names, width_mm = chart.names, chart.width_mm
    head_letters = max(map(len, chart.heads), default=0)
    left = min(max(map(len, names), default=0) * _LETTER_MM + 2 * _EDGE_MM, width_mm / 2)
    top = head_letters * _LETTER_MM + 2 * _EDGE_MM
    body = max(1, len(names)) * _ROW_MM
    height = top + body + _EDGE_MM
    figure = Figure(figsize=(width_mm / _MM_IN_INCH, height / _MM_IN_INCH), dpi=_DOTS_PER_INCH)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((left / width_mm, _EDGE_MM / height, (width_mm - left - _EDGE_MM) / width_mm, body / height))
    font = FontProperties(family="DejaVu Sans", size=_POINTS)
    axes.set_yticks(range(len(names)), names, fontproperties=font)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(length=0, pad=2)
    return _Sheet(figure, axes, font, width_mm, height)


def _shade(share: float) -> tuple[str, str]:
    """White to dark blue, and the colour of the letters on it."""
    if share == 0:
        return "#ffffff", "black"
    red, green, blue = (round(start + (end - start) * share) for start, end in zip(_LIGHTEST, _DARKEST, strict=True))
    return f"#{red:02x}{green:02x}{blue:02x}", "white" if share > _DARK else "black"


def _parts(rows: int) -> Iterator[slice]:
    """Rows shared out evenly over as few pictures as they need."""
    each = max(1, -(-rows // max(1, -(-rows // MOST_ROWS))))
    return (slice(start, start + each) for start in range(0, rows, each))
