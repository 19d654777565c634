"""The variables that the texts of rules may use, with values to try each text with when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from reviewer.language.numerals import range_words
from reviewer.model.region import Municipality, Name, Region
from reviewer.model.review import FilledBucket, MemberPlan
from reviewer.model.roadmap import Passport, Period
from reviewer.rulebook.measures import MeasureKind


def finding_sample(kind: MeasureKind) -> Mapping[str, object]:
    """What `finding` and `remark` may use: one municipality. `measure` is a whole number, or 0..1 for a share; `plan` is
    what its roadmap says of itself, None where none was read.
    """
    return {
        "measure": 0.5 if kind == "share" else 2,
        "total": 4,
        "bucket": "sample",
        "examples": ["Семинар для учителей", "Собрание родителей"],
        "municipality": Name("Новый район"),
        "plan": _PLAN,
        "region": _region(),
    }


@cache
def summary_sample() -> Mapping[str, object]:
    """What `summary` and `advice` may use: the whole region. `percent`: 0..100; `members`: of whom it is said."""
    names = tuple(municipality.short for municipality in _region().municipalities)
    plans = tuple(MemberPlan(name, _PLAN) for name in names)
    buckets = tuple(
        FilledBucket(f"sample{low}", "образец", names, plans, low, low + 1, range_words(low, low + 1)) for low in (1, 3)
    )
    return {
        "count": 2,
        "total": 4,
        "percent": 50.0,
        "members": list(names),
        "others": list(names),
        "filled_buckets": buckets,
        "region": _region(),
    }


_YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
_PLAN = Passport("План мероприятий", "Новый район", _YEAR, date(2026, 1, 20))


@cache
def _region() -> Region:
    names = (Name("Новый район"), Name("город Старый"))
    municipalities = tuple(Municipality(f"sample{number}", str(name), name) for number, name in enumerate(names))
    return Region("sample", Name("Новая область"), municipalities, plan_period=_YEAR, plans_due=date(2026, 1, 30))
