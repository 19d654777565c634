"""Follows the files of a review as they are read: in the order in which they come to an end, whatever the order of the files.

So a killed worker loses no finished file though a slow one before it is still being read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import ParamSpec, TypeVar

from reviewer.jobs.claiming import Claim, JobLostError, tell
from reviewer.jobs.file_steps import Pace, Step, file_read, files_begun, list_files
from reviewer.jobs.processes import is_ending, process_count
from reviewer.jobs.queue import Progress
from reviewer.jobs.readings import Reading, lasts
from reviewer.model.errors import InputError
from reviewer.model.review import FileProblem
from reviewer.review import ReadFile, SubmittedFile
from reviewer.review.reading import read_roadmap
from reviewer.store.computed import Key, enter_result, put_result
from reviewer.store.encoding import to_json
from reviewer.store.workspace import Workspace

Answer = TypeVar("Answer")
Call = ParamSpec("Call")


class Following:
    """A `reviewer.jobs.readings.Watch` that writes down how far a job is."""

    def __init__(self, workspace: Workspace, held: Claim) -> None:
        self._workspace, self._held = workspace, held
        self._lock = Lock()
        self._readings: Sequence[Reading] = ()
        self._keys: Sequence[Key] = ()
        self._places: dict[tuple[Path, str], int] = {}
        self._left: dict[int, None] = {}
        self._pace = Pace(0.0, 0, 0)

    def begin(self, readings: Sequence[Reading], keys: Sequence[Key], found: Sequence[ReadFile | None]) -> None:
        self._readings, self._keys = readings, keys
        self._places = {(one.file.path, one.file.name): place for place, one in enumerate(readings)}
        self._left = dict.fromkeys(place for place, read in enumerate(found) if read is None)
        self._pace = Pace(time.monotonic(), len(readings) - len(self._left), len(readings))
        steps = [Step(one.file.name, read) for one, read in zip(readings, found, strict=True)]
        with self._workspace.writing() as connection:
            tell(connection, self._held, self._progress())
            list_files(connection, self._held.job.id, steps)
            files_begun(connection, self._held.job.id, self._at_once())

    def over(self, executor: Executor) -> Executor:
        return _Passing(executor, self._finished)

    def _finished(self, file: SubmittedFile, read: ReadFile) -> None:
        """Called by the threads of the executor. A reader that ends with its process has not come to the end of its file."""
        if is_ending():
            return
        with self._lock:
            place = self._places[file.path, file.name]
            if place not in self._left:
                return
            del self._left[place]
            keeps = self._readings[place].sha256 and lasts(read)
            stored = put_result(self._workspace.blobs, to_json(read).encode()) if keeps else None
            with suppress(JobLostError), self._workspace.writing() as connection:
                tell(connection, self._held, self._progress())
                if stored:
                    enter_result(connection, self._workspace.blobs, self._keys[place], stored)
                file_read(connection, self._held.job.id, place, read)
                files_begun(connection, self._held.job.id, self._at_once())

    def _at_once(self) -> list[int]:
        """The executor begins files in their order."""
        return list(self._left)[: process_count(len(self._readings))]

    def _progress(self) -> Progress:
        total = len(self._readings)
        reading = next(iter(self._left), None)
        if reading is None:
            return Progress("judging", total, total)
        return self._pace.progress(total - len(self._left), self._readings[reading].file.name, time.monotonic())


class _Passing(Executor):
    """Passes every call on to an executor. What a file became is told before it is the answer."""

    def __init__(self, executor: Executor, finished: Callable[[SubmittedFile, ReadFile], None]) -> None:
        self._executor, self._finished = executor, finished

    def submit(self, function: Callable[Call, Answer], /, *args: Call.args, **kwargs: Call.kwargs) -> Future[Answer]:
        future = self._executor.submit(function, *args, **kwargs)
        file = next((argument for argument in args if isinstance(argument, SubmittedFile)), None)
        if file is None or function is not read_roadmap:
            return future
        answered: Future[Answer] = Future()
        answered.set_running_or_notify_cancel()
        future.add_done_callback(lambda done: self._answer(file, done, answered))
        return answered

    def _answer(self, file: SubmittedFile, done: Future[Answer], answered: Future[Answer]) -> None:
        try:
            read = _read(file, done)
            if read:
                self._finished(file, read)
        finally:  # whether or not it could be stored: whoever waits for the answer stores it too
            error = done.exception()
            if error:
                answered.set_exception(error)
            else:
                answered.set_result(done.result())


def _read(file: SubmittedFile, done: Future[Answer]) -> ReadFile | None:
    error = done.exception()
    if isinstance(error, InputError):
        return ReadFile(file.name, problem=FileProblem(file.name, error.code, error.message))
    answer = None if error else done.result()
    return answer if isinstance(answer, ReadFile) else None
