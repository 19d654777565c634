"""Where a profile lies: by its name or its folder. Nothing of it is read."""

from __future__ import annotations

from pathlib import Path

from reviewer.model.errors import UsageError
from reviewer.resources import data_folder
from reviewer.rulebook.problems import nearest


def find_profile(name_or_path: str) -> Path:
    """The folder of a profile: a folder as given, else a folder of that name in ./rules or in the shipped rules.

    Raises:
        UsageError: There is none; the message names those that there are.
    """
    given = Path(name_or_path)
    if _is_profile(given):
        return given
    places = (Path("rules"), data_folder("rules"))
    for place in places:
        if given.name == name_or_path and _is_profile(place / name_or_path):
            return place / name_or_path
    known = sorted(
        {folder.name for place in places if place.is_dir() for folder in place.iterdir() if _is_profile(folder)}
    )
    if given.is_dir():
        message = f"В папке «{name_or_path}» нет ни pack.yaml, ни region.yaml: это не профиль."
    else:
        message = f"Нет профиля «{name_or_path}»."
    listed = (
        f" Есть: {', '.join(known)}; можно указать и папку." if known else " Укажите папку с pack.yaml и region.yaml."
    )
    suggestion = nearest(name_or_path, known)
    raise UsageError(message + (f" Возможно, имелось в виду «{suggestion}»." if suggestion else "") + listed)


def _is_profile(folder: Path) -> bool:
    return any((folder / name).is_file() for name in ("pack.yaml", "region.yaml"))
