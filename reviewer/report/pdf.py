"""The справка as PDF, by LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from reviewer.report.documents import SPRAVKA
from reviewer.report.writer import Order, Writer, Written, WrittenFile

TIMEOUT_S = 180
"""A cold start of LibreOffice takes some ten seconds on an office computer, a справка a few more."""

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)

_NOT_INSTALLED = "справка.pdf не создана: LibreOffice не найден. Установите его или сохраните справку как PDF в Word."
_FAILED = "справка.pdf не создана: LibreOffice не справился. Сохраните справку как PDF в Word."


def find_libreoffice() -> str | None:
    """The program, on the path or where it is usually installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    return found or next((str(path) for path in _USUAL_PLACES if path.is_file()), None)


def write_pdf(order: Order, /) -> Written:
    """Needs the справка in Word beside it; without LibreOffice there is a notice and all else stands."""
    source, made = order.out / SPRAVKA, (order.out / SPRAVKA).with_suffix(".pdf")
    made.unlink(missing_ok=True)
    program = find_libreoffice()
    if program is None:
        return Written(notices=(_NOT_INSTALLED,))
    with tempfile.TemporaryDirectory(prefix="reviewer-pdf-", ignore_cleanup_errors=True) as profile:
        converted = Path(profile) / "out" / made.name
        if not _convert(program, source, Path(profile)) or not converted.is_file():
            return Written(notices=(_FAILED,))
        shutil.copyfile(converted, made)
    return Written((WrittenFile(made, "справка для печати"),))


def _convert(program: str, source: Path, profile: Path) -> bool:
    """In a profile of its own, so that a LibreOffice that a person has open is left alone."""
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={(profile / 'user').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(profile / "out"), str(source.resolve())]
    with subprocess.Popen(  # noqa: S603 - the program found above, the file written by us
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            return running.wait(TIMEOUT_S) == 0
        except subprocess.TimeoutExpired:
            _kill(running)
            return False


def _kill(running: subprocess.Popen[bytes]) -> None:
    """The launcher and the program that it started."""
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()


_: Writer = write_pdf
