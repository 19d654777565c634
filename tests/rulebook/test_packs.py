"""Every pack in rules/ loads, and passes the cases that stand in its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.facts.deadlines import parse_deadline
from reviewer.rulebook.loading import load_pack, load_region
from reviewer.rulebook.selftest import check_pack

RULES = Path(__file__).resolve().parents[2] / "rules"
PACKS = sorted(path.parent for path in RULES.glob("*/pack.yaml"))
REGIONS = sorted(path.parent for path in RULES.glob("*/region.yaml"))


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_the_pack_passes_its_own_cases(folder: Path) -> None:
    failures = check_pack(load_pack(folder), lambda text: parse_deadline(text, None))
    assert not failures, "\n" + "\n".join(str(failure) for failure in failures)


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_every_signal_is_tried(folder: Path) -> None:
    rulebook = load_pack(folder)
    untried = [name for name, signal in rulebook.signals.items() if not (signal.tests.match or signal.tests.todo)]
    assert not untried


@pytest.mark.parametrize("folder", REGIONS, ids=lambda folder: folder.name)
def test_the_region_loads(folder: Path) -> None:
    region = load_region(folder)
    assert len({one.id for one in region.municipalities}) == len(region.municipalities)
