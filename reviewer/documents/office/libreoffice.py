"""LibreOffice as a converter: one start for a group of files, in a profile of its own, watched while it works.

The profile is the program's own and new each time: one that a person has open is left alone, and two starts never meet.
In it macros are off, links in documents are not followed, and every address is asked of a proxy that is not there.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reviewer.documents.guard import Limits

try:
    import resource
except ImportError:  # a system without resource limits (Windows)
    resource = None  # type: ignore[assignment]

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_LOOK_EVERY_S = 0.1
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Misc", "UseLocking", "false"),
    ("Writer/Content/Update", "Link", "2"),
    ("Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Path below org.openoffice, property, value. `Link` 2: never update; `ooInetProxyType` 2: by hand; port 9 discards."""


def find_libreoffice() -> str | None:
    """The program, on the path or where it is usually installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    return found or next((str(path) for path in _USUAL_PLACES if path.is_file()), None)


@dataclass(frozen=True, slots=True)
class Start:
    """One start of LibreOffice. `target`: the extension to convert to; `inputs` need names that differ without extension."""

    program: str
    inputs: Sequence[Path]
    target: str
    out: Path
    profile: Path

    def output_of(self, file: Path) -> Path:
        return self.out / f"{file.stem}.{self.target}"


def run_libreoffice(start: Start, limits: Limits) -> bool:
    """Convert the files in their order. Whether it came to the end by itself: it says nothing of files that it skipped.

    It is stopped where no further file is done for `limits.conversion_seconds`.
    """
    _write_profile(start.profile)
    command = [start.program, "--headless", "--norestore"]
    command += [f"-env:UserInstallation={start.profile.as_uri()}", "--convert-to", start.target]
    command += ["--outdir", str(start.out), *(str(file) for file in start.inputs)]
    with subprocess.Popen(  # noqa: S603 - the program found above, files named by us
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            _bound(running.pid, limits)
            return _watch(running, start, limits)
        finally:
            _end(running)


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{"" if path.startswith("Inet") else "Office."}{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    settings = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")


def _bound(pid: int, limits: Limits) -> None:
    """Bound the memory and the outputs of the launcher, before it starts what it launches."""
    if hasattr(resource, "prlimit"):
        for kind, size in (
            (resource.RLIMIT_DATA, limits.reading_bytes),
            (resource.RLIMIT_FSIZE, limits.unpacked_bytes),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ProcessLookupError):
                resource.prlimit(pid, kind, (size, size))


def _watch(running: subprocess.Popen[bytes], start: Start, limits: Limits) -> bool:
    done, deadline = -1, 0.0
    while running.poll() is None:
        now_done = sum(1 for _ in start.out.iterdir())
        if now_done != done:
            done, deadline = now_done, time.monotonic() + limits.conversion_seconds
        if time.monotonic() > deadline:
            return False
        try:
            running.wait(_LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            continue
    return running.returncode == 0


def _end(running: subprocess.Popen[bytes]) -> None:
    """End the launcher and what it started, which may outlive it."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
    elif running.poll() is None:
        running.kill()
