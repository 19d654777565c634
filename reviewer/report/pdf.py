"""The справка as PDF, by LibreOffice."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from reviewer.documents.guard import LIMITS
from reviewer.documents.office.libreoffice import Start, find_libreoffice, run_libreoffice
from reviewer.report.documents import SPRAVKA
from reviewer.report.writer import Order, Writer, Written, WrittenFile

TIMEOUT_S = 180
"""A cold start of LibreOffice takes some ten seconds on an office computer, a справка a few more."""

_NOT_INSTALLED = "справка.pdf не создана: LibreOffice не найден. Установите его или сохраните справку как PDF в Word."
_FAILED = "справка.pdf не создана: LibreOffice не справился. Сохраните справку как PDF в Word."


def write_pdf(order: Order, /) -> Written:
    """Needs the справка in Word beside it; without LibreOffice there is a notice and all else stands."""
    source, made = order.out / SPRAVKA, (order.out / SPRAVKA).with_suffix(".pdf")
    made.unlink(missing_ok=True)
    program = find_libreoffice()
    if program is None:
        return Written(notices=(_NOT_INSTALLED,))
    with tempfile.TemporaryDirectory(prefix="reviewer-pdf-", ignore_cleanup_errors=True) as profile:
        start = Start(program, (source.resolve(),), "pdf", Path(profile) / "out", Path(profile) / "profile")
        start.out.mkdir()
        if not run_libreoffice(start, replace(LIMITS, conversion_seconds=TIMEOUT_S)):
            return Written(notices=(_FAILED,))
        converted = start.output_of(source)
        if not converted.is_file():
            return Written(notices=(_FAILED,))
        shutil.copyfile(converted, made)
    return Written((WrittenFile(made, "справка для печати"),))


_: Writer = write_pdf
