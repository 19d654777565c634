"""The pages and what works beside them are started and ended together."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from logging.handlers import RotatingFileHandler
from pathlib import Path

import uvicorn

from reviewer.jobs.supervising import supervised_workers
from reviewer.model.errors import UsageError
from reviewer.model.os_reasons import reason_of
from reviewer.store.accounts import has_administrator
from reviewer.store.workspace import Workspace, open_workspace
from reviewer.web.app import create_app
from reviewer.web.settings import Settings

PORT = 8000
_TRIED = 20
"""Ports from the usual one on."""
_LEAVE_SECONDS = 5
"""Requests under way are waited for so long when it is ended."""
_IDLE_SECONDS = 75
"""A connection without requests is kept so long: closed sooner, it would be gone just when somebody who has read a page goes on."""
_LOG_BYTES, _LOGS = 2 << 20, 5
_LOG = "reviewer.log"


@dataclass(frozen=True, slots=True)
class Call:
    """What the command was called with."""

    workspace: Path | None
    host: str
    port: int | None
    team: bool = False
    names: tuple[str, ...] = ()
    https: bool = False
    opens_browser: bool = True


def run_serve(call: Call) -> int:
    """Serve until it is interrupted. Returns 0. Raises: UsageError where it may not or cannot start."""
    _check_host(call)
    workspace = open_workspace(call.workspace, make=True)
    if call.team:
        _check_accounts(workspace)
    settings = Settings(
        workspace,
        mode="team" if call.team else "single",
        names=frozenset(name.lower() for name in call.names),
        https=call.https,
    )
    listening = listen(call.host, call.port)
    keep_log(workspace.folder)
    try:
        with supervised_workers(workspace.folder):
            _serve(settings, call, listening)
    finally:
        listening.close()
        workspace.close()
    return 0


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens on that port, or on the first free one from 8000 on. Raises: UsageError."""
    ports = range(PORT, PORT + _TRIED) if port is None else range(port, port + 1)
    for number in ports:
        made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        try:
            if os.name == "posix":  # on Windows it would let two programs share a port
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind((host, number))
            made.listen()
        except OSError as error:
            made.close()
            reason = error
        else:
            return made
    raise _not_free(host, port, reason)


def keep_log(folder: Path) -> None:
    """What happens goes into a file of the workspace; it holds no text of documents and no names."""
    handler = RotatingFileHandler(folder / _LOG, maxBytes=_LOG_BYTES, backupCount=_LOGS, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("reviewer.web")
    log.setLevel(logging.INFO)
    log.addHandler(handler)


def _serve(settings: Settings, call: Call, listening: socket.socket) -> None:
    config = uvicorn.Config(
        create_app(settings),
        lifespan="off",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=call.https,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_LEAVE_SECONDS,
    )
    server = uvicorn.Server(config)
    address = _address(call.host, listening.getsockname()[1])
    print(f"Рабочее место открыто: {address}")
    print(f"Рабочая папка: {settings.workspace.folder.absolute()}")
    print("Чтобы закончить, нажмите Ctrl+C.", flush=True)
    if call.opens_browser and not call.team:
        threading.Thread(target=_open_when_ready, args=(server, address), daemon=True).start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):  # the server hands the signal on when it has come to its end
        server.run(sockets=[listening])
    print("Рабочее место закрыто. Всё сохранено.")


def _open_when_ready(server: uvicorn.Server, address: str) -> None:
    while not server.started and not server.should_exit:
        time.sleep(0.05)
    if server.started:
        webbrowser.open(address)


def _check_host(call: Call) -> None:
    if not call.team and not _is_loopback(call.host):
        message = (
            f"Без учётных записей программа отвечает только этому компьютеру, а не на адресе {call.host}: иначе документы "
            "увидел бы любой в сети. Для нескольких человек: reviewer people add …, затем reviewer serve --team."
        )
        raise UsageError(message, code="serve-host")


def _check_accounts(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        ready = has_administrator(connection)
    if not ready:
        workspace.close()
        message = "Ещё нет ни одного администратора. Добавьте его: reviewer people add ИМЯ --role administrator."
        raise UsageError(message, code="serve-accounts")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _not_free(host: str, port: int | None, error: OSError) -> UsageError:
    if port is None:
        message = f"На адресе {host} не открыть ни одного порта с {PORT} по {PORT + _TRIED - 1} ({reason_of(error)})."
    else:
        message = f"Порт {port} на адресе {host} не открыть ({reason_of(error)}): возможно, программа уже запущена."
    return UsageError(f"{message} Укажите другой: --port ЧИСЛО.", code="serve-port")
