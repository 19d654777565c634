"""Word and Excel files whose bytes depend on their content alone."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CORE = "docProps/core.xml"


def repack(package: bytes, today: date | None = None) -> bytes:
    """The same package with the clock taken out: members bear the zip epoch, the document the day handed in."""
    stamp = f"{today or date(*_ZIP_EPOCH[:3])}T00:00:00Z".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == _CORE:
                content = _STAMP.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(member.filename, date_time=_ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, content)
    return packed.getvalue()
