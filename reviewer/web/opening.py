"""Files of a campaign are opened for the pages that show them: each once, and only in bounded child processes."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import BoundedSemaphore, Lock
from typing import TypeVar

import msgspec

from reviewer.documents.isolation import IsolatedReading
from reviewer.jobs.archives import archives_opened
from reviewer.jobs.engine import engine, environment
from reviewer.model.document import Document
from reviewer.model.errors import UsageError
from reviewer.review import SubmittedFile
from reviewer.store.computed import Computed, Key, key_of
from reviewer.store.encoding import from_json, to_json
from reviewer.store.runs import Run, RunFile
from reviewer.store.workspace import Workspace
from reviewer.web.sources.asked import Asked
from reviewer.web.sources.files import SourceFile
from reviewer.web.sources.keeping import document_from_json, document_to_json
from reviewer.web.sources.view import SourceView

Result = TypeVar("Result")

PROCESSES = 2
AT_ONCE = 12
"""Pages that may wait for a file to be opened: a scan takes minutes, and others want to be answered meanwhile."""
SCALE = 1.5
"""Of a page's picture: pixels a point."""
_PRELOADED = ("reviewer.web.sources.files",)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file of a result. `handed_in`: what was handed in: the file itself, or the archive that it was in."""

    name: str
    handed_in: RunFile

    def key(self, kind: str, *parts: str) -> Key:
        return key_of(kind, self.handed_in.sha256, self.name, engine(), to_json(environment()), *parts)


def file_of(run: Run, name: str) -> OpenedFile | None:
    """The file that outputs of a result call so; None where it was not handed in."""
    files = {file.name: file for file in run.manifest.files}
    if name in files:
        return OpenedFile(name, files[name])
    inside = (file for file in run.manifest.files if name.startswith(f"{file.name}/"))
    return next((OpenedFile(name, file) for file in inside), None)


@dataclass(slots=True)
class SourceDesk:
    """Opens files of a workspace. Threads may share it: what two ask for at once is opened once."""

    workspace: Workspace
    executor: Callable[[], Executor]
    _under_way: dict[Key, Future[bytes]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    def kept_view(self, file: OpenedFile, rows: Sequence[Asked]) -> SourceView | None:
        """What was shown before of these rows; None where the file would have to be opened."""
        return _view(Computed(self.workspace).recall(_view_key(file, rows)))

    def view(self, file: OpenedFile, rows: Sequence[Asked]) -> SourceView:
        """Raises: InputError, UsageError where the file cannot be opened any more, or too many are being opened."""
        with self._place():
            content = self._once(_view_key(file, rows), lambda: to_json(self._shown(file, rows)).encode())
        return from_json(content, SourceView)

    def page_image(self, file: OpenedFile, page: int) -> bytes:
        """A page, 1-based, as PNG. Raises: InputError; UsageError for a page that is not there."""

        def draw() -> bytes:
            with self._on_disk(file) as source:
                return self._result(SourceFile.page_image, source, page, SCALE)

        with self._place():
            return self._once(file.key("page", str(page), str(SCALE)), draw)

    def _shown(self, file: OpenedFile, rows: Sequence[Asked]) -> SourceView:
        with self._on_disk(file) as source:
            return self._result(SourceFile.view, source, tuple(rows), self._document(file, source))

    def _document(self, file: OpenedFile, source: SourceFile) -> Document:
        def read() -> bytes:
            return document_to_json(self._result(SourceFile.read, source))

        return document_from_json(self._once(file.key("document"), read))

    def _result(self, call: Callable[..., Result], *args: object) -> Result:
        return self.executor().submit(call, *args).result()

    def _once(self, key: Key, make: Callable[[], bytes]) -> bytes:
        """What is kept, or what somebody is making, or what is made now and kept."""
        cached = Computed(self.workspace)
        content = cached.recall(key)
        if content is not None:
            return content
        with self._lock:
            others = self._under_way.get(key)
            own = self._under_way.setdefault(key, Future())
        if others:
            return others.result()
        try:
            made = make()
            cached.keep(key, made)
            cached.write()
            own.set_result(made)
        except BaseException as error:
            own.set_exception(error)
            raise
        finally:
            del self._under_way[key]
        return made

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise UsageError("Сейчас открывается много файлов. Повторите через минуту.", code="source")
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def _on_disk(self, file: OpenedFile) -> Iterator[SourceFile]:
        handed = SubmittedFile(self.workspace.blobs.path(file.handed_in.sha256), file.handed_in.name)
        if file.name == handed.name:
            yield SourceFile(handed.path, file.name)
            return
        with archives_opened([handed]) as (inside,):
            found = next((one for one in inside if one.name == file.name and not one.refused), None)
            if found is None:
                raise UsageError(f"Файла «{file.name}» в архиве больше нет.", code="source")
            yield SourceFile(found.path, file.name)


@cache
def shared_executor() -> Executor:
    """The processes of this server. They are begun when a file is opened for the first time."""
    return IsolatedReading(PROCESSES, preload=_PRELOADED)


def end_processes() -> None:
    """The next file that is opened begins them anew."""
    if shared_executor.cache_info().currsize:
        shared_executor().shutdown(cancel_futures=True)
        shared_executor.cache_clear()


atexit.register(end_processes)

_DESKS: dict[str, SourceDesk] = {}


def desk_of(workspace: Workspace) -> SourceDesk:
    """The one that all pages of a workspace share."""
    return _DESKS.setdefault(str(workspace.folder.resolve()), SourceDesk(workspace, shared_executor))


def _view_key(file: OpenedFile, rows: Sequence[Asked]) -> Key:
    return file.key("source", to_json(list(rows)))


def _view(content: bytes | None) -> SourceView | None:
    try:
        return from_json(content, SourceView) if content is not None else None
    except msgspec.ValidationError:
        return None
