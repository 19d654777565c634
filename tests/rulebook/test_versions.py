"""Ranges of versions."""

from __future__ import annotations

import pytest

from reviewer.rulebook.versions import VersionError, fits


@pytest.mark.parametrize(
    ("wanted", "inside", "outside"),
    [
        ("1.2.3", ["1.2.3"], ["1.2.4", "1.2.2", "2.2.3"]),
        ("1.2", ["1.2.0", "1.2.9"], ["1.3.0", "1.1.9"]),
        ("==1.2", ["1.2.7"], ["1.20.0"]),
        ("1", ["1.0.0", "1.9.9"], ["0.9.9", "2.0.0", "10.0.0"]),
        ("^1.2", ["1.2.0", "1.10.0"], ["1.1.9", "2.0.0"]),
        ("^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0"]),
        ("^0.2", ["0.2.0", "0.2.9"], ["0.3.0", "0.1.9"]),
        ("^0.0.3", ["0.0.3"], ["0.0.4", "0.1.0"]),
        ("^0", ["0.0.1", "0.9.0"], ["1.0.0"]),
        ("^2024.2", ["2024.2.0", "2024.11.1"], ["2024.1.0", "2025.1.0"]),
        ("~1.2", ["1.2.0", "1.2.9"], ["1.3.0", "1.1.0"]),
        ("~1.2.3", ["1.2.3", "1.2.9"], ["1.2.2", "1.3.0"]),
        ("~1", ["1.0.0", "1.9.0"], ["2.0.0"]),
        (">=1.0,<2", ["1.0.0", "1.99.0"], ["0.9.9", "2.0.0"]),
        ("> 1.0, <= 1.5", ["1.0.1", "1.5.0"], ["1.0.0", "1.5.1"]),
    ],
)
def test_which_versions_are_within(wanted: str, inside: list[str], outside: list[str]) -> None:
    assert [version for version in inside if not fits(version, wanted)] == []
    assert [version for version in outside if fits(version, wanted)] == []


@pytest.mark.parametrize("wanted", ["", "^", "1.2.3.4", "1.x", "*", "=1.0", ">=1.0,", "<1, v2", "^1.0 <2"])
def test_ranges_that_cannot_be_read(wanted: str) -> None:
    with pytest.raises(VersionError):
        fits("1.0.0", wanted)
