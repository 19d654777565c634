"""Packs written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from reviewer.model.errors import RulebookError, RuleProblem
from reviewer.rulebook.loading import load_pack
from reviewer.rulebook.rulebook import Rulebook

HEAD = "pack: trial\nversion: 1.0.0\n"
WritePack = Callable[..., Path]


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """Writes the files of a pack into a folder of its own: `write_pack(signals="…", name="trial")`."""

    def write(rules: str = "", *, name: str = "trial", head: str = HEAD, **files: str) -> Path:
        folder = tmp_path / name
        for path, text in {"pack.yaml": head + dedent(rules), **files}.items():
            target = folder / path.replace("__", "/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(dedent(text), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def load(write_pack: WritePack) -> Callable[..., Rulebook]:
    def loaded(rules: str, **options: str) -> Rulebook:
        return load_pack(write_pack(rules, **options))

    return loaded


@pytest.fixture
def problems_of(write_pack: WritePack) -> Callable[..., tuple[RuleProblem, ...]]:
    def problems(rules: str = "", **options: str) -> tuple[RuleProblem, ...]:
        with pytest.raises(RulebookError) as caught:
            load_pack(write_pack(rules, **options))
        return caught.value.problems

    return problems
