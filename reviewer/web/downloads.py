"""Files to be kept: named in Russian and harmlessly, with the media type that they have."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import FileResponse

from reviewer.report.filenames import file_names

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".png": "image/png",
    ".zip": "application/zip",
}
_OTHER = "application/octet-stream"
_LONGEST_SUFFIX = 8


def kept_name(name: str, *about: str) -> str:
    """What a file is called on the disk of whoever keeps it: «справка, результат 3, Зима 2026.docx». `name`: with its suffix."""
    path = PurePosixPath(name)
    suffix = "".join(sign for sign in path.suffix if sign.isalnum())[:_LONGEST_SUFFIX]
    (plain,) = file_names([(", ".join([path.stem, *filter(None, about)]), "файл")])
    return f"{plain}.{suffix}" if suffix else plain


def media_type(name: str) -> str:
    return _TYPES.get(PurePosixPath(name).suffix.lower(), _OTHER)


def disposition(name: str) -> dict[str, str]:
    """RFC 6266: the name in UTF-8 (RFC 5987), and one in ASCII for programs that know no other."""
    plain = f"document{PurePosixPath(name).suffix}"
    plain = plain if plain.isascii() else "document"
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "private, no-store",
    }


def attachment(content: bytes, name: str) -> Response:
    """`name`: by `kept_name`."""
    return Response(content, media_type=media_type(name), headers=disposition(name))


def stored_attachment(path: Path, name: str, *, as_bytes: bool = False) -> FileResponse:
    """A file of the workspace. `as_bytes`: what somebody has handed in is no page, whatever it calls itself."""
    return FileResponse(path, media_type=_OTHER if as_bytes else media_type(name), headers=disposition(name))
