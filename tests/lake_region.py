"""An invented region of two municipalities, with no profile in rules/."""

from __future__ import annotations

from datetime import date

from reviewer.model.region import Municipality, Name, Region
from reviewer.model.roadmap import Period

REGION = Region(
    "край",
    Name("Приозёрный край"),
    (
        Municipality("dolina", "Долинный район", Name("Долинный район")),
        Municipality("mysy", "Мысовский округ", Name("Мысовский округ")),
    ),
    plan_period=Period(date(2025, 1, 1), date(2025, 12, 31)),
)
