"""Style sheets and scripts under addresses that hold their digest, so that a browser may keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse

from reviewer.web.access import PUBLIC
from reviewer.web.problems import NotFound

FOLDER = Path(__file__).parent / "static"
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_FOR_GOOD = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


@cache
def _files() -> dict[str, Path]:
    """What may be asked for, by its name: the names of requests never become paths."""
    return {
        path.relative_to(FOLDER).as_posix(): path
        for path in sorted(FOLDER.rglob("*"))
        if path.suffix in _KINDS and path.is_file()
    }


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_files()[name].read_bytes()).hexdigest()[:16]


def static_url(name: str) -> str:
    """Raises: KeyError for a file that is not there."""
    return f"/static/{_digest(name)}/{name}"


def style_sheets() -> list[str]:
    """All at the top of the folder, the common one first; each page has all of them."""
    names = [name for name in _files() if name.endswith(".css") and "/" not in name]
    return [static_url(name) for name in sorted(names, key=lambda name: (name != "app.css", name))]


def scripts() -> list[str]:
    """All modules at the top of the folder."""
    return [static_url(name) for name in _files() if name.endswith(".js") and "/" not in name]


@router.get("/static/{digest}/{name:path}", dependencies=[Depends(PUBLIC)])
def static_file(digest: str, name: str) -> FileResponse:
    if name not in _files():
        raise NotFound
    keep = _FOR_GOOD if digest == _digest(name) else "no-cache"
    path = _files()[name]
    return FileResponse(path, media_type=_KINDS[path.suffix], headers={"Cache-Control": keep})
