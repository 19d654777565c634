"""Versions of profiles that a workspace keeps, and drafts of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.model.errors import ConflictError, UsageError
from reviewer.resources import data_folder
from reviewer.rulebook.loading import load_pack, load_region
from reviewer.store.history import deeds
from reviewer.store.profile_archives import archived_files, files_of, packed_profile, unpacked_profile
from reviewer.store.profile_drafts import Draft, draft_of, drop_draft, rebase_draft, save_draft_file
from reviewer.store.rulesets import SHIPPED, add_version, number_in_force, own_files, sources_of, versions
from reviewer.store.workspace import Workspace

SHIPPED_FOLDER = data_folder("rules") / "zaozerye"
DRAFT = ("zaozerye", "методист")


def _put(workspace: Workspace, files: dict[str, bytes], *, name: str = "zaozerye", seen: int = SHIPPED) -> int:
    with workspace.writing() as connection:
        sources = sources_of(connection, workspace.blobs, name).changed(name, files)
        with sources.laid_out() as folder:
            content = packed_profile(folder)
        made = add_version(
            connection, workspace.blobs, name, content, author="методист", note="ближе к приказу", seen=seen
        )
    return made.number


def _retitled(folder: Path, title: str) -> dict[str, bytes]:
    files = dict(files_of(folder))
    lines = files["pack.yaml"].decode().splitlines()
    kept = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    return {**files, "pack.yaml": "\n".join(kept).encode()}


def test_what_ships_is_in_force_until_somebody_changes_it(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        sources = sources_of(connection, workspace.blobs, "zaozerye")
        assert number_in_force(connection, "zaozerye") == SHIPPED
    with sources.laid_out() as folder:
        assert folder.resolve() == SHIPPED_FOLDER.resolve()


def test_the_newest_version_is_in_force_and_no_file_stays_behind(workspace: Workspace) -> None:
    assert _put(workspace, _retitled(SHIPPED_FOLDER, "Первая")) == 1
    assert _put(workspace, _retitled(SHIPPED_FOLDER, "Вторая"), seen=1) == 2
    with workspace.reading() as connection:
        sources = sources_of(connection, workspace.blobs, str(SHIPPED_FOLDER))
        known = versions(connection, "zaozerye")
        assert deeds(connection)[0].body == {"profile": "zaozerye", "version": 2}
    assert [(one.number, one.parent) for one in known] == [(2, 1), (1, 0)]
    assert b"title: \xd0\x9f" in own_files(workspace.blobs.folder, known[1].sha256)["pack.yaml"]
    with sources.laid_out() as folder:
        assert load_pack(folder).title == "Вторая"
        assert load_region(folder).municipalities
    assert not folder.exists()


def test_nobodys_version_is_passed_over_unseen(workspace: Workspace) -> None:
    _put(workspace, _retitled(SHIPPED_FOLDER, "Первая"))
    with pytest.raises(ConflictError, match=r"применена версия 1 \(методист"):
        _put(workspace, _retitled(SHIPPED_FOLDER, "Вторая"))
    with workspace.reading() as connection:
        assert number_in_force(connection, "zaozerye") == 1


def test_a_changed_base_is_that_of_all_that_stand_on_it(workspace: Workspace) -> None:
    base = data_folder("rules") / "base"
    content = (base / "signals" / "marks.yaml").read_bytes()
    _put(workspace, {**files_of(base), "signals/marks.yaml": content + "\n# проверено\n".encode()}, name="base")
    with workspace.reading() as connection:
        sources = sources_of(connection, workspace.blobs, "zaozerye")
    assert sources.chain == ("zaozerye", "base")
    with sources.laid_out() as folder:
        own = load_pack(folder).sha256
        assert archived_files(packed_profile(folder))["base"]["signals/marks.yaml"].endswith(b"\n")
    assert own != load_pack(SHIPPED_FOLDER).sha256


def test_a_profile_may_be_in_the_workspace_only(workspace: Workspace) -> None:
    files = files_of(SHIPPED_FOLDER)
    region = files["region.yaml"].decode().replace("id: zaozerye", "id: rodniki", 1)
    _put_new(workspace, {**files, "region.yaml": region.encode()})
    with workspace.reading() as connection:
        sources = sources_of(connection, workspace.blobs, "rodniki")
        with pytest.raises(UsageError, match="Нет профиля «ruchyi»"):
            sources_of(connection, workspace.blobs, "ruchyi")
    with sources.laid_out() as folder:
        assert (folder.name, load_region(folder).id) == ("rodniki", "rodniki")


def _put_new(workspace: Workspace, files: dict[str, bytes]) -> None:
    with workspace.writing() as connection:
        sources = sources_of(connection, workspace.blobs, "base")
        with sources.changed("base", files).laid_out() as folder:
            content = packed_profile(folder)
        add_version(connection, workspace.blobs, "rodniki", content, author="методист", note="", seen=SHIPPED)


def test_an_archive_is_laid_out_as_it_was(tmp_path: Path) -> None:
    content = packed_profile(SHIPPED_FOLDER)
    folder = unpacked_profile(content, tmp_path)
    assert files_of(folder) == files_of(SHIPPED_FOLDER) == archived_files(content)["profile"]
    assert packed_profile(folder) == content


@pytest.mark.parametrize("path", ["../outside.yaml", "signals/../../outside.yaml", "/outside.yaml"])
def test_a_file_never_comes_to_lie_outside(workspace: Workspace, path: str) -> None:
    with workspace.reading() as connection:
        sources = sources_of(connection, workspace.blobs, "zaozerye")
    with pytest.raises(UsageError, match="не годится"), sources.changed("zaozerye", {path: b""}).laid_out():
        pass


def test_a_draft_holds_what_was_typed(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        assert draft_of(connection, *DRAFT) == Draft("zaozerye", SHIPPED)
        first = save_draft_file(connection, workspace.blobs, DRAFT, "pack.yaml", b"a", seen=0)
        second = save_draft_file(connection, workspace.blobs, DRAFT, "pack.yaml", b"b", seen=first)
        assert save_draft_file(connection, workspace.blobs, DRAFT, "pack.yaml", b"b", seen=0) == second
        save_draft_file(connection, workspace.blobs, DRAFT, "region.yaml", None, seen=0)
        found = draft_of(connection, *DRAFT)
        assert draft_of(connection, "zaozerye", "другой").files == {}
    assert found.over({"pack.yaml": b"", "region.yaml": b"", "a.txt": b"c"}, workspace.blobs) == {
        "pack.yaml": b"b",
        "a.txt": b"c",
    }


def test_two_windows_of_one_person_lose_nothing(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        save_draft_file(connection, workspace.blobs, DRAFT, "pack.yaml", b"a", seen=0)
    with pytest.raises(ConflictError, match="В другом окне"), workspace.writing() as connection:
        save_draft_file(connection, workspace.blobs, DRAFT, "pack.yaml", b"b", seen=0)
    with workspace.writing() as connection:
        save_draft_file(connection, workspace.blobs, DRAFT, "pack.yaml", b"b", seen=None)
        assert draft_of(connection, *DRAFT).revision("pack.yaml") == 2


def test_a_draft_is_taken_back_file_by_file_or_whole(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        for path in ("a.yaml", "b.yaml"):
            save_draft_file(connection, workspace.blobs, DRAFT, path, b"x", seen=0)
        drop_draft(connection, *DRAFT, "a.yaml")
        assert list(draft_of(connection, *DRAFT).files) == ["b.yaml"]
        drop_draft(connection, *DRAFT, "b.yaml")
        assert draft_of(connection, *DRAFT).files == {}
        drop_draft(connection, *DRAFT)


def test_a_draft_stays_on_its_version_until_it_is_moved(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        save_draft_file(connection, workspace.blobs, DRAFT, "pack.yaml", b"x", seen=0)
    _put(workspace, _retitled(SHIPPED_FOLDER, "Первая"))
    with workspace.writing() as connection:
        assert draft_of(connection, *DRAFT).base == SHIPPED
        rebase_draft(connection, *DRAFT)
        assert draft_of(connection, *DRAFT).base == 1
