"""Files are opened once, from the archive that they were in too, and not too many at a time."""

from __future__ import annotations

import io
import threading
import zipfile
from concurrent.futures import Executor, Future, ThreadPoolExecutor

import pytest
from shown_campaign import PLAN, shown_campaign

from reviewer.model.errors import UsageError
from reviewer.model.roadmap import Source
from reviewer.store.runs import RunFile
from reviewer.store.workspace import Workspace
from reviewer.web.opening import AT_ONCE, OpenedFile, SourceDesk, file_of
from reviewer.web.sources.asked import Asked
from reviewer.web.views.reviews import show_campaign

ROWS = [Asked(Source(PLAN, table=1, row=2), "1", "Городское родительское собрание о подготовке к экзаменам")]


class Counting(Executor):
    """Calls in this process, once they are let through."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.open = threading.Event()
        self.open.set()

    def submit(self, function, /, *args, **kwargs):
        self.calls.append(function.__name__)
        done: Future[object] = Future()
        self.open.wait(20)
        done.set_result(function(*args, **kwargs))
        return done


def _file(workspace: Workspace) -> OpenedFile:
    run = show_campaign(workspace, shown_campaign(workspace).id).run
    return file_of(run, PLAN)


def test_what_was_shown_is_kept(workspace: Workspace) -> None:
    file, executor = _file(workspace), Counting()
    desk = SourceDesk(workspace, lambda: executor)
    assert desk.kept_view(file, ROWS) is None
    view = desk.view(file, ROWS)
    assert view.rows[0].located
    assert desk.view(file, ROWS) == desk.kept_view(file, ROWS) == view
    desk.view(file, [])
    assert executor.calls == ["read", "view", "view"]


def test_a_file_that_two_ask_for_at_once_is_opened_once(workspace: Workspace) -> None:
    file, executor = _file(workspace), Counting()
    desk = SourceDesk(workspace, lambda: executor)
    executor.open.clear()
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(desk.view, file, ROWS) for _ in range(4)]
        while not executor.calls:
            assert not all(one.done() for one in asked)
        executor.open.set()
        assert len({one.result() for one in asked}) == 1
    assert executor.calls == ["read", "view"]


def test_others_are_answered_while_many_wait(workspace: Workspace) -> None:
    file, executor = _file(workspace), Counting()
    desk = SourceDesk(workspace, lambda: executor)
    executor.open.clear()
    refused = []
    with ThreadPoolExecutor(AT_ONCE + 1) as threads:
        asked = [threads.submit(desk.view, file, ROWS) for _ in range(AT_ONCE + 1)]
        while not refused:
            refused = [one for one in asked if one.done()]
        with pytest.raises(UsageError, match="Повторите через минуту"):
            refused[0].result()
        executor.open.set()
    assert sum(one.exception() is None for one in asked) == AT_ONCE
    assert desk.view(file, ROWS).rows


def test_a_file_is_taken_out_of_its_archive(workspace: Workspace) -> None:
    plain = _file(workspace)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"город/{PLAN}", workspace.blobs.get(plain.handed_in.sha256))
    sha256 = workspace.blobs.put(packed.getvalue())
    executor = Counting()
    desk = SourceDesk(workspace, lambda: executor)
    name = f"карты.zip/город/{PLAN}"
    assert desk.view(OpenedFile(name, RunFile("карты.zip", sha256)), ROWS).file == name
    gone = OpenedFile("карты.zip/город/другой.docx", RunFile("карты.zip", sha256))
    with pytest.raises(UsageError, match="в архиве больше нет"):
        desk.view(gone, ROWS)
