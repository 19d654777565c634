"""Bounds between buckets are moved, and the conditions of the rule files follow."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from reviewer.model.review import VerdictKind
from reviewer.resources import data_folder
from reviewer.rulebook.bounds import bounds_of, moved
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.measures import Bucket, MeasureKind
from reviewer.rulebook.ranges import faults, read_range

_VERDICT: VerdictKind = get_args(VerdictKind)[0]


def _buckets(*whens: str) -> list[Bucket]:
    return [Bucket("abcdef"[at], f"Ступень {at}", _VERDICT, when, read_range(when)) for at, when in enumerate(whens)]


@pytest.mark.parametrize(
    ("kind", "whens", "least", "made"),
    [
        ("count", ["== 0", "1..2", "3..5", "> 5"], {"c": "4"}, {"b": "1..3", "c": "4..5"}),
        ("count", ["== 0", "1..2", "> 2"], {"c": "2"}, {"b": "== 1", "c": ">= 2"}),
        ("count", ["== 0", ">= 1"], {"b": "3"}, {"a": "0..2", "b": ">= 3"}),
        ("count", ["== 0", ">= 1"], {"b": "1"}, {}),
        ("share", ["< 0.3", ">= 0.3, < 0.6", ">= 0.6"], {"c": "0.75"}, {"b": ">= 0.3, < 0.75", "c": ">= 0.75"}),
        ("share", [">= 0.6", "< 0.6"], {"a": "0.125"}, {"b": "< 0.125", "a": ">= 0.125"}),
        ("share", ["== 0", "> 0, < 0.1", ">= 0.1"], {"c": "0.2"}, {"b": "> 0, < 0.2", "c": ">= 0.2"}),
    ],
)
def test_conditions_follow_their_bounds(
    kind: MeasureKind, whens: list[str], least: dict[str, str], made: dict[str, str]
) -> None:
    buckets = _buckets(*whens)
    found = moved(kind, buckets, {name: Decimal(text) for name, text in least.items()})
    assert found == made
    assert (
        faults(kind, [Bucket(b.id, b.title, b.verdict, w := found.get(b.id, b.when), read_range(w)) for b in buckets])
        == ()
    )


def test_bounds_rise() -> None:
    with pytest.raises(ValueError, match="должна начинаться с большего числа"):
        moved("count", _buckets("== 0", "1..2", "> 2"), {"c": Decimal(1)})
    with pytest.raises(ValueError, match="должна начинаться с меньшего числа"):
        moved("count", _buckets("== 0", "1..2", "> 2"), {"b": Decimal(3)})


def test_where_nothing_is_counted_there_are_no_bounds() -> None:
    assert bounds_of("exists", _buckets("== 0", "== 1")) == ()
    assert [one.free for one in bounds_of("share", _buckets("== 0", "> 0, < 0.1", ">= 0.1"))] == [False, False, True]


@pytest.mark.parametrize("name", ["base", "zaozerye"])
def test_every_bound_of_the_shipped_rules_can_be_moved(name: str) -> None:
    for parameter in load_pack(data_folder("rules") / name).parameters:
        kind = parameter.measure.kind
        free = [one for one in bounds_of(kind, parameter.buckets) if one.free]
        step = Decimal("0.01") if kind == "share" else Decimal(100)
        least = {one.bucket: one.least + step for one in free}
        made = moved(kind, parameter.buckets, least)
        ranges = [
            Bucket(b.id, b.title, b.verdict, w := made.get(b.id, b.when), read_range(w)) for b in parameter.buckets
        ]
        assert faults(kind, ranges) == (), parameter.id
