"""A large upload to a real server process: its memory stays where it was."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.store.workspace import create_workspace

MEGABYTE = 1 << 20
FILES, SIZE = 200, 950_000
"""Each is smaller than what the framework's own reader of forms would hold in memory."""
LARGE = 110 * MEGABYTE
ALLOWED = 60 * MEGABYTE
"""Of growth. All of what is sent is 300 MB."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Its port and the number of its process."""
    create_workspace(tmp_path / "workspace").close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("reviewer"), "serve", "--no-browser", "--port", str(port)]
    with subprocess.Popen([*command, "--workspace", str(tmp_path / "workspace")], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        _answers(port)
        yield port, process.pid
        process.terminate()


def _answers(port: int) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as connection:
                connection.request("GET", "/campaigns/new")
                assert connection.getresponse().read()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server does not answer")


def _peak(process: int) -> int:
    """The most memory that it has had so far, in bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) * 1024


def _body(boundary: str) -> Iterator[bytes]:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="region"\r\n\r\nzaozerye\r\n'
    yield head.encode()
    for number in range(FILES):
        yield _file_head(boundary, f"{number}.docx")
        yield number.to_bytes(4, "big") * (SIZE // 4) + b"\r\n"
    yield _file_head(boundary, "большой.pdf")
    for _ in range(LARGE // MEGABYTE):
        yield bytes(MEGABYTE)
    yield f"\r\n--{boundary}--\r\n".encode()


def _file_head(boundary: str, name: str) -> bytes:
    disposition = f'Content-Disposition: form-data; name="files"; filename="{name}"'
    return f"--{boundary}\r\n{disposition}\r\n\r\n".encode()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by /proc, on Linux")
def test_an_upload_is_never_held_in_memory(server: tuple[int, int]) -> None:
    port, process = server
    before = _peak(process)
    headers = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "multipart/form-data; boundary=xyz"}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as connection:
        connection.request("POST", "/api/v1/campaigns", _body("xyz"), headers, encode_chunked=True)
        answer = connection.getresponse()
        told = answer.read().decode()
        assert answer.status == 201, told
    assert told.count('.docx"') == FILES
    assert "больше 100 МБ" in told
    grown = _peak(process) - before
    assert grown < ALLOWED, f"{grown // MEGABYTE} MB more for an upload of {(FILES * SIZE + LARGE) // MEGABYTE} MB"
