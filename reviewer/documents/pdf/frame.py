"""From the coordinates of a PDF page to those of a reader who holds the sheet upright.

A page has its origin at the bottom left, may start anywhere (`CropBox`), may be turned when it is shown (`/Rotate`), and
a sheet may be printed sideways without saying so. All of these are quarter turns and shifts, so one frame carries a
page's point to x from the left and y from the top, in points.
"""

from __future__ import annotations

from dataclasses import dataclass

RIGHT_ANGLE = 90
FULL_TURN = 360


@dataclass(frozen=True, slots=True)
class Frame:
    """`x' = xx*x + xy*y + x0`, `y' = yx*x + yy*y + y0`; `width` and `height` of the sheet as it is read, in points."""

    xx: float
    xy: float
    x0: float
    yx: float
    yy: float
    y0: float
    width: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.xx * x + self.xy * y + self.x0, self.yx * x + self.yy * y + self.y0

    def box(self, x1: float, y1: float, x2: float, y2: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the rectangle with these two opposite corners."""
        ax, ay = self.place(x1, y1)
        bx, by = self.place(x2, y2)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def turned(self, turn: int) -> Frame:
        """The frame in which text that reads at `turn` degrees counter-clockwise here reads from left to right."""
        if turn == RIGHT_ANGLE:
            return Frame(-self.yx, -self.yy, self.height - self.y0, self.xx, self.xy, self.x0, self.height, self.width)
        if turn == 2 * RIGHT_ANGLE:
            return self.turned(RIGHT_ANGLE).turned(RIGHT_ANGLE)
        if turn == 3 * RIGHT_ANGLE:
            return Frame(self.yx, self.yy, self.y0, -self.xx, -self.xy, self.width - self.x0, self.height, self.width)
        return self


def page_frame(crop: tuple[float, float, float, float], turn: int) -> Frame:
    """The frame of a page in which text at `turn` degrees counter-clockwise reads from left to right.

    `crop` is left, bottom, right, top. A page with `/Rotate` R is shown as with a `turn` of R.
    """
    left, bottom, right, top = crop
    return Frame(1, 0, -left, 0, -1, top, right - left, top - bottom).turned(turn % FULL_TURN)


def turn_of(angle_degrees: float) -> int | None:
    """The quarter turn nearest to an angle, None where it is slanted (a watermark)."""
    nearest = round(angle_degrees / RIGHT_ANGLE) * RIGHT_ANGLE
    return nearest % FULL_TURN if abs(angle_degrees - nearest) <= _SLANT_DEGREES else None


_SLANT_DEGREES = 5.0
