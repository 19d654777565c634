"""Files are read in child processes bounded in time and memory: one that brings its process down harms no other.

A process reads some dozens of files before a fresh one takes its place, so that starting it is paid for rarely and what
its libraries leave behind is given back. Where the system can fork (Linux), a child has the parent's dictionaries from
the start and shares their memory.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, ParamSpec, Protocol, TypeVar, runtime_checkable

from pebble import ProcessExpired, ProcessPool

from reviewer.documents.guard import LIMITS, Limits, too_much_memory, too_slow
from reviewer.model.errors import UnreadableFileError

try:
    import resource
except ImportError:  # a system without resource limits (Windows): time is bounded there, memory is not
    resource = None  # type: ignore[assignment]

FILES_A_PROCESS = 50
_OFFICE_STARTS = (b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_KILLED_FOR_MEMORY = -9
"""The exit code of a process that the system ended with SIGKILL: it does so where memory runs out."""

Answer = TypeVar("Answer")
Call = ParamSpec("Call")


@runtime_checkable
class OnDisk(Protocol):
    """An argument that names the file to read."""

    @property
    def path(self) -> Path: ...


class IsolatedReading(Executor):
    """An executor of `concurrent.futures` whose calls run in bounded processes.

    A call that takes too long, needs too much memory or ends its process gives an InputError, whose message says so; the
    other calls go on. A call with an argument that has a `path` gets the time for that file. Function and arguments are
    pickled.
    """

    def __init__(
        self,
        jobs: int,
        limits: Limits = LIMITS,
        files_a_process: int = FILES_A_PROCESS,
        *,
        preload: Sequence[str] | None = None,
    ) -> None:
        """Processes start at once: a process that has no threads yet can be forked with no risk.

        Args:
            jobs: How many processes.
            preload: For a caller that has threads and open connections: modules that a process of their own loads, from which the
                others are then forked.
        """
        self._jobs = jobs
        self._preload = preload
        self._limits = limits
        self._files_a_process = files_a_process
        self._lock = Lock()
        self._pools = [self._new_pool()]

    def submit(self, function: Callable[Call, Answer], /, *args: Call.args, **kwargs: Call.kwargs) -> Future[Answer]:
        told: Future[Answer] = Future()
        told.set_running_or_notify_cancel()
        seconds = self._seconds_for(args)
        self._schedule(told, seconds, partial(function, *args, **kwargs), again=True)
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - it always waits
        """End the processes when what was submitted is done, or at once with `cancel_futures`."""
        for pool in self._pools:
            if cancel_futures:
                pool.stop()  # type: ignore[no-untyped-call]  # the library says nothing of these two
            else:
                pool.close()  # type: ignore[no-untyped-call]
            pool.join()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        self.shutdown(cancel_futures=error is not None)
        return None

    def _new_pool(self) -> ProcessPool:
        pool = ProcessPool(
            self._jobs,
            self._files_a_process,
            initializer=_bound_memory,
            initargs=(self._limits.reading_bytes,),
            context=self._context(),
        )
        _ = pool.active  # starts it
        return pool

    def _context(self) -> BaseContext:
        if sys.platform != "linux":
            return multiprocessing.get_context("spawn")
        if self._preload is None:
            return multiprocessing.get_context("fork")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(self._preload))
        return context

    def _schedule(self, told: Future[Answer], seconds: int, call: Callable[[], Answer], *, again: bool) -> None:
        """`again`: whether it may be tried anew where the pool itself has broken down, which is not the file's doing."""
        with self._lock:
            pool = self._pools[-1]
            try:
                done = pool.schedule(call, timeout=seconds)
            except RuntimeError:
                self._pools.append(self._new_pool())
                done = self._pools[-1].schedule(call, timeout=seconds)
        retry = partial(self._schedule, told, seconds, call, again=False) if again else None
        done.add_done_callback(partial(_tell, told, seconds, self._limits, retry))

    def _seconds_for(self, args: tuple[object, ...]) -> int:
        file = next((argument.path for argument in args if isinstance(argument, OnDisk)), None)
        may_be_scan = file is not None and not _starts_as_office_file(file)
        return self._limits.reading_seconds + (self._limits.scan_seconds if may_be_scan else 0)


def _tell(told: Future[Any], seconds: int, limits: Limits, retry: Callable[[], None] | None, done: Future[Any]) -> None:
    """Hand over what came of a call; an end that the call did not bring about itself is told as an error of the file."""
    if done.cancelled():
        told.set_exception(CancelledError())
        return
    error = done.exception()
    if error is None:
        told.set_result(done.result())
    elif isinstance(error, BrokenProcessPool) and retry is not None:
        retry()
    elif isinstance(error, TimeoutError):
        told.set_exception(too_slow(seconds))
    elif isinstance(error, ProcessExpired | BrokenProcessPool):
        ran_out = getattr(error, "exitcode", None) == _KILLED_FOR_MEMORY
        told.set_exception(too_much_memory(limits=limits) if ran_out else _died())
    else:
        told.set_exception(error)


def _died() -> UnreadableFileError:
    return UnreadableFileError(
        "Чтение файла аварийно прервалось: скорее всего, он повреждён. "
        "Откройте его в Word или программе просмотра PDF, сохраните заново и пришлите снова.",
        code="reader-died",
    )


def _starts_as_office_file(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(8).startswith(_OFFICE_STARTS)
    except OSError:
        return True


def _bound_memory(size: int) -> None:
    """Runs in each child. Where memory runs out, the child is told so and not the whole computer."""
    if resource is not None:
        for kind, bound in ((resource.RLIMIT_DATA, size), (resource.RLIMIT_CORE, 0)):
            _, hard = resource.getrlimit(kind)
            allowed = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
            resource.setrlimit(kind, (allowed, hard))
