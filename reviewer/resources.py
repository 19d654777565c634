"""Where the data that ships with the program lies: rules, corpora and templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def data_folder(name: str) -> Path:
    """The shipped folder `rules`, `corpora` or `templates`: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "data" / name
    return inside if inside.is_dir() else package.parent / name


def shipped_model() -> Path | None:
    """The file of the classifier that ships with the program; None in a checkout where it has not been trained."""
    path = data_folder("corpora") / "model" / "classifier.npz"
    return path if path.is_file() else None
