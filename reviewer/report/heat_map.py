"""The matrix as a picture: municipalities × parameters, each verdict by its sign and its shade."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.model.review import MunicipalityReview, Review
from reviewer.report.pictures import Picture
from reviewer.report.wording import NO_ROADMAP, NO_ROADMAP_SIGN, SIGN_COLOURS, SIGNS, VERDICTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

_MM_IN_INCH = 25.4
_DOTS_PER_INCH = 160
_POINTS = 8
_LETTER_MM = 1.75
"""Mean width of a letter of `_POINTS`."""
_CELL_MM = 7.0
_ROW_MM = 5.2
_EDGE_MM = 3.0
_LEGEND_MM = 9.0
_MOST_TITLE = 48
"""Letters of a parameter's title; a longer one is shortened."""
_GREY = "D3D7DB"


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`signs`: a line for each name, a sign for each head, with the colour of its cell («RRGGBB»).

    `description`: what is to be seen, in words.
    """

    names: tuple[str, ...]
    heads: tuple[str, ...]
    signs: tuple[tuple[tuple[str, str], ...], ...]
    description: str

    def draw(self) -> Picture:
        """The same map gives the same bytes."""
        return _draw(self)


def heat_map(review: Review) -> HeatMap:
    """Columns are numbered as the parameters of the справка are."""
    members, statements = review.municipalities, review.statements
    counted = "; ".join(f"{one.title} – {one.count} из {one.total}" for one in statements)
    return HeatMap(
        names=tuple(one.name for one in members),
        heads=tuple(_title(number, one.title) for number, one in enumerate(statements, start=1)),
        signs=tuple(tuple(_sign(one, statement.id) for statement in statements) for one in members),
        description=f"Карта выводов: строки – муниципалитеты, столбцы – параметры. Соответствуют: {counted}.",
    )


def _title(number: int, title: str) -> str:
    short = title if len(title) <= _MOST_TITLE else f"{title[: _MOST_TITLE - 1].rstrip()}…"
    return f"{number}. {short}"


def _sign(municipality: MunicipalityReview, parameter: str) -> tuple[str, str]:
    verdict = municipality.verdict(parameter)
    if verdict is None:
        return "", "FFFFFF"
    if verdict.verdict == "unknown" and municipality.status != "reviewed":
        return NO_ROADMAP_SIGN, _GREY
    return SIGNS[verdict.verdict], SIGN_COLOURS[verdict.verdict]


def _draw(chart: HeatMap) -> Picture:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - heavy, and only where a picture is drawn
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415

    left = max(map(len, chart.names), default=0) * _LETTER_MM + 2 * _EDGE_MM
    top = max(map(len, chart.heads), default=0) * _LETTER_MM + 2 * _EDGE_MM
    body = max(1, len(chart.names)) * _ROW_MM, max(1, len(chart.heads)) * _CELL_MM
    width, height = left + body[1] + _EDGE_MM, top + body[0] + _LEGEND_MM
    figure = Figure(figsize=(width / _MM_IN_INCH, height / _MM_IN_INCH), dpi=_DOTS_PER_INCH)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((left / width, _LEGEND_MM / height, body[1] / width, body[0] / height))
    font = FontProperties(family="DejaVu Sans", size=_POINTS)
    _fill(axes, chart, font)
    figure.text(_EDGE_MM / width, _EDGE_MM / height, _legend(), fontproperties=font)
    png = io.BytesIO()
    figure.savefig(png, format="png", metadata={"Software": None})
    return Picture(png.getvalue(), width, height)


def _fill(axes: Axes, chart: HeatMap, font: FontProperties) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - heavy, as above

    for row, line in enumerate(chart.signs):
        for column, (sign, colour) in enumerate(line):
            place = (column - 0.5, row - 0.5)
            axes.add_patch(
                Rectangle(place, 1, 1, clip_on=False, facecolor=f"#{colour}", edgecolor="#777777", linewidth=0.4)
            )
            axes.text(column, row, sign, va="center", ha="center", fontproperties=font)
    axes.set_xlim(-0.5, max(1, len(chart.heads)) - 0.5)
    axes.set_ylim(max(1, len(chart.names)) - 0.5, -0.5)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(chart.heads)), chart.heads, rotation=90, fontproperties=font)
    axes.set_yticks(range(len(chart.names)), chart.names, fontproperties=font)
    axes.tick_params(length=0, pad=2)
    axes.spines[:].set_visible(False)


def _legend() -> str:
    told = ((SIGNS[verdict], words) for verdict, words in VERDICTS.items())
    return "    ".join(f"{sign}  {words}" for sign, words in (*told, (NO_ROADMAP_SIGN, NO_ROADMAP)))
