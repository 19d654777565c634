"""Campaigns and what was handed in for them."""

from __future__ import annotations

import pytest

from reviewer.model.errors import UsageError
from reviewer.store.campaigns import StoredFile, add_campaign, find_campaign, hand_in, in_force, submissions
from reviewer.store.history import deeds
from reviewer.store.workspace import Workspace


def _file(workspace: Workspace, name: str, content: bytes) -> StoredFile:
    return StoredFile(name, workspace.blobs.put(content), len(content))


def test_what_was_handed_in_is_found_again(workspace: Workspace) -> None:
    files = [_file(workspace, "б.docx", b"2"), _file(workspace, "а.docx", b"1"), _file(workspace, "копия.docx", b"1")]
    with workspace.writing() as connection:
        made = add_campaign(connection, "Зима 2026", "zaozerye", "методист")
        hand_in(connection, made.id, files, "методист", complete=True)
    with workspace.reading() as connection:
        found = find_campaign(connection, "Зима 2026")
        assert found == made
        (submission,) = submissions(connection, made.id)
        assert [file.name for file in submission.files] == ["а.docx", "б.docx", "копия.docx"]
        assert [deed.kind for deed in deeds(connection, made.id)] == ["submission", "campaign"]


def test_two_campaigns_do_not_share_a_name(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        add_campaign(connection, "Зима", "zaozerye", "методист")
        with pytest.raises(UsageError, match="Экспертиза «Зима» уже есть"):
            add_campaign(connection, "Зима", "tambov", "методист")
        other = add_campaign(connection, "Весна", "tambov", "методист")
    with workspace.reading() as connection:
        assert find_campaign(connection, "Весна") == other


def test_a_complete_submission_takes_the_place_of_earlier_ones(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        made = add_campaign(connection, "Зима", "zaozerye", "методист")
        for name, complete in (("1", True), ("2", False), ("3", True), ("4", False)):
            hand_in(connection, made.id, [_file(workspace, name, b"x")], "методист", complete=complete)
        found = in_force(submissions(connection, made.id))
    assert [file.name for one in found for file in one.files] == ["3", "4"]


def test_an_exception_takes_everything_back(workspace: Workspace) -> None:
    def fail() -> None:
        with workspace.writing() as connection:
            add_campaign(connection, "Зима", "zaozerye", "методист")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with workspace.reading() as connection:
        assert find_campaign(connection, "Зима") is None
