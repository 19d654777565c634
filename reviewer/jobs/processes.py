"""The processes that read the files of a command."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from reviewer.documents.isolation import IsolatedReading
from reviewer.documents.reading import load_readers
from reviewer.review import SubmittedFile

MOST_JOBS = 4
"""A reader may need two gigabytes: more of them at once are for whoever asks for them."""


_ENDING = Event()


def begin_to_end() -> None:
    """This process has been asked to end, and its readers with it: what they could not read from now on says nothing of a file."""
    _ENDING.set()


def is_ending() -> bool:
    return _ENDING.is_set()


def reading_processes(files: Sequence[SubmittedFile], jobs: int | None) -> IsolatedReading:
    """As many as were asked for, by default as there are processors, four at most; never more than there are files."""
    load_readers({Path(file.name).suffix.lower() for file in files})
    return IsolatedReading(process_count(len(files), jobs))


def process_count(files: int, jobs: int | None = None) -> int:
    return max(1, min(files, jobs or min(_processors(), MOST_JOBS)))


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
