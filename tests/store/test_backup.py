"""A backup of either database is restored into either, row by row and byte by byte; a damaged one leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from any_rows import contents, fill
from first_workspace import PLAN_SHA256, VERSION, first_workspace
from sqlalchemy import text

from reviewer.model.errors import UsageError
from reviewer.store.backup import back_up
from reviewer.store.campaigns import StoredFile, add_campaign, find_campaign, hand_in, submissions
from reviewer.store.migrating import schema_version
from reviewer.store.moments import now
from reviewer.store.restoring import restore
from reviewer.store.schema import NEWEST, metadata
from reviewer.store.workspace import Workspace, create_workspace, open_workspace

FILES = [b"", "План мероприятий".encode(), bytes(range(256)) * 10_000]


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """Files that are there, and something in every table."""
    with workspace.writing() as connection:
        files = [StoredFile(f"план {len(file)}.docx", workspace.blobs.put(file), len(file)) for file in FILES]
        made = add_campaign(connection, "Зима", "zaozerye", "методист")
        hand_in(connection, made.id, files, "методист", complete=True)
        for name in ("вторая", "третья"):
            hand_in(connection, add_campaign(connection, name, "zaozerye", "методист").id, files, "", complete=True)
        fill(connection)
    return workspace


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """Where the restored rows go."""
    return request.getfixturevalue("empty_database")() if request.param == "postgresql" else None


def _rows(workspace: Workspace) -> dict[str, list[dict[str, object]]]:
    with workspace.reading() as connection:
        return contents(connection)


def test_everything_is_restored(filled: Workspace, url: str | None, tmp_path: Path) -> None:
    before = _rows(filled)
    assert set(before) == set(metadata.tables)
    assert all(before.values())
    manifest = back_up(filled, tmp_path / "копия.zip")
    assert manifest.rows == {table: len(rows) for table, rows in before.items()}
    assert (manifest.files, manifest.bytes, manifest.lost) == (len(FILES), sum(map(len, FILES)), ())
    restored, _ = restore(tmp_path / "копия.zip", tmp_path / "новая", url)
    assert restored.engine.dialect.name == ("postgresql" if url else "sqlite")
    assert _rows(restored) == before
    assert {restored.blobs.get(sha256) for sha256 in restored.blobs} == set(FILES)
    restored.close()
    opened = open_workspace(tmp_path / "новая")
    assert _rows(opened) == before
    with opened.writing() as connection:
        assert add_campaign(connection, "Весна", "zaozerye", "методист").id == len(before["campaign"]) + 1
    opened.close()


def test_a_number_is_never_given_twice(workspace: Workspace, url: str | None, tmp_path: Path) -> None:
    numbers = metadata.tables["campaign"]
    with workspace.writing() as connection:
        row = {"profile": "zaozerye", "made_at": now(), "author": "методист"}
        connection.execute(numbers.insert(), [{"name": name, **row} for name in ("Зима", "Весна")])
        connection.execute(numbers.delete().where(numbers.c.id == 2))
    back_up(workspace, tmp_path / "копия.zip")
    restored, _ = restore(tmp_path / "копия.zip", tmp_path / "новая", url)
    with restored.writing() as connection:
        assert add_campaign(connection, "Лето", "zaozerye", "методист").id == 3
    restored.close()


def test_a_backup_of_the_first_schema_is_restored(
    url: str | None, tmp_path: Path, empty_database: Callable[[], str]
) -> None:
    old = first_workspace(tmp_path / "старая", empty_database() if url else None)
    before = _rows(old)
    back_up(old, tmp_path / "копия.zip")
    old.close()
    restored, manifest = restore(tmp_path / "копия.zip", tmp_path / "новая", url)
    assert manifest.schema == VERSION
    with restored.reading() as connection:
        assert schema_version(connection) == NEWEST
        assert find_campaign(connection, "Зима 2026") is not None
    assert {table: len(rows) for table, rows in _rows(restored).items() if table in before} == manifest.rows
    assert restored.blobs.whole(PLAN_SHA256)
    restored.close()


WRITE = """
import sys
from pathlib import Path
from reviewer.store.campaigns import StoredFile, add_campaign, hand_in
from reviewer.store.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
print("writing", flush=True)
for number in range(100_000):
    content = str(number).encode() * 1000
    with workspace.writing() as connection:
        file = StoredFile("план.docx", workspace.blobs.put(content), len(content))
        made = add_campaign(connection, f"Экспертиза {number}", "zaozerye", "методист")
        hand_in(connection, made.id, [file], "методист", complete=True)
"""


@pytest.fixture
def written_to(workspace: Workspace) -> Iterator[Workspace]:
    """Another process writes into it all the time."""
    call = [sys.executable, "-c", WRITE, str(workspace.folder)]
    with subprocess.Popen(call, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"writing\n"
        yield workspace
        assert process.poll() is None
        process.kill()


def test_a_backup_is_of_one_moment_while_another_process_writes(written_to: Workspace, tmp_path: Path) -> None:
    counts = []
    for number in range(3):
        manifest = back_up(written_to, tmp_path / f"{number}.zip")
        assert manifest.lost == ()
        restored, _ = restore(tmp_path / f"{number}.zip", tmp_path / str(number))
        with restored.reading() as connection:
            handed_in = [submissions(connection, row.id) for row in connection.execute(text("SELECT id FROM campaign"))]
        assert all(len(one) == 1 and len(one[0].files) == 1 for one in handed_in)
        assert manifest.rows["history"] == 2 * len(handed_in)
        assert manifest.files == len(handed_in) == len(list(restored.blobs))
        counts.append(len(handed_in))
    assert counts[0] < counts[-1]


def test_a_lost_file_is_told_and_the_rest_kept(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    with sqlite_workspace.writing() as connection:
        files = [StoredFile(str(len(file)), sqlite_workspace.blobs.put(file), len(file)) for file in FILES]
        hand_in(connection, add_campaign(connection, "Зима", "", "").id, files, "", complete=True)
    sqlite_workspace.blobs.path(files[0].sha256).unlink()
    sqlite_workspace.blobs.path(files[2].sha256).write_bytes(b"damaged")
    manifest = back_up(sqlite_workspace, tmp_path / "копия.zip")
    assert set(manifest.lost) == {files[0].sha256, files[2].sha256}
    restored, _ = restore(tmp_path / "копия.zip", tmp_path / "новая")
    assert list(restored.blobs) == [files[1].sha256]
    assert _rows(restored) == _rows(sqlite_workspace)


def test_only_a_backup_is_overwritten(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    kept, copy = tmp_path / "справка.docx", tmp_path / "копия.zip"
    kept.write_text("важно")
    with pytest.raises(UsageError, match="не резервная копия"):
        back_up(sqlite_workspace, kept)
    assert kept.read_text() == "важно"
    back_up(sqlite_workspace, copy)
    back_up(sqlite_workspace, copy)
    assert copy.stat().st_mode & 0o077 == 0
    with pytest.raises(UsageError, match="Не удаётся записать"):
        back_up(sqlite_workspace, tmp_path / "нет" / "копия.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["workspace", "копия.zip", "справка.docx"]


def test_nothing_is_restored_over_what_is_there(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    back_up(sqlite_workspace, tmp_path / "копия.zip")
    before = _rows(sqlite_workspace)
    with pytest.raises(UsageError, match="не пустая"):
        restore(tmp_path / "копия.zip", sqlite_workspace.folder)
    assert _rows(sqlite_workspace) == before


def test_nothing_is_restored_into_a_database_in_use(
    sqlite_workspace: Workspace, tmp_path: Path, empty_database: Callable[[], str]
) -> None:
    url = empty_database()
    create_workspace(tmp_path / "чужая", url).close()
    back_up(sqlite_workspace, tmp_path / "копия.zip")
    with pytest.raises(UsageError, match="уже занята"):
        restore(tmp_path / "копия.zip", tmp_path / "новая", url)
    assert not (tmp_path / "новая").exists()


def _backup(tmp_path: Path) -> dict[str, bytes]:
    """The entries of a good one."""
    workspace = create_workspace(tmp_path / "workspace")
    with workspace.writing() as connection:
        file = StoredFile("план.docx", workspace.blobs.put(FILES[1]), len(FILES[1]))
        hand_in(connection, add_campaign(connection, "Зима", "zaozerye", "").id, [file], "", complete=True)
    back_up(workspace, tmp_path / "good.zip")
    with zipfile.ZipFile(tmp_path / "good.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(path: Path, entries: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


PLAN = hashlib.sha256(FILES[1]).hexdigest()
Entries = dict[str, bytes]
WRONG: dict[str, Callable[[Entries], Entries]] = {
    "a file of another content": lambda good: good | {f"files/{PLAN}": b"x" * len(FILES[1])},
    "a file too long": lambda good: good | {f"files/{PLAN}": FILES[1] + b"x"},
    "a file missing": lambda good: {name: content for name, content in good.items() if "files/" not in name},
    "a file too many": lambda good: good | {"files/" + "a" * 64: b"x"},
    "a name that leads out": lambda good: good | {"files/../../x": b"x"},
    "an unknown name": lambda good: good | {"readme.txt": b"x"},
    "no manifest": lambda good: {name: content for name, content in good.items() if name != "manifest.json"},
    "a manifest of nothing": lambda good: good | {"manifest.json": b"{}"},
    "a manifest that is no JSON": lambda good: good | {"manifest.json": b"\xff"},
    "a table missing": lambda good: {name: content for name, content in good.items() if "history" not in name},
    "a table too many": lambda good: good | {"tables/other.jsonl": b""},
    "a row missing": lambda good: good | {"tables/history.jsonl": b""},
    "a row twice": lambda good: good | {"tables/history.jsonl": good["tables/history.jsonl"] * 2},
    "a row of another table": lambda good: good | {"tables/history.jsonl": good["tables/campaign.jsonl"]},
    "a row that refers to nothing": lambda good: (
        good
        | {"tables/submission.jsonl": good["tables/submission.jsonl"].replace(b'"campaign_id":1', b'"campaign_id":9')}
    ),
    "a value of another type": lambda good: (
        good
        | {"tables/submission.jsonl": good["tables/submission.jsonl"].replace(b'"campaign_id":1', b'"campaign_id":"1"')}
    ),
    "a blob whose name leads out": lambda good: (
        good
        | {name: content.replace(PLAN.encode(), b"../../x") for name, content in good.items() if name.endswith("l")}
        | {"manifest.json": good["manifest.json"].replace(b'"lost":[]', b'"lost":["../../x"]')}
    ),
    "numbers of no table": lambda good: (
        good | {"manifest.json": good["manifest.json"].replace(b'"last_numbers":{', b'"last_numbers":{"blobs":1,')}
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_backup_leaves_nothing_behind(wrong: str, tmp_path: Path) -> None:
    _pack(tmp_path / "wrong.zip", WRONG[wrong](_backup(tmp_path)))
    with pytest.raises(UsageError, match="повреждён или не является резервной копией"):
        restore(tmp_path / "wrong.zip", tmp_path / "новая")
    assert not (tmp_path / "новая").exists()
    assert not (tmp_path / "x").exists()


def test_a_wrong_backup_leaves_a_database_as_empty_as_it_was(tmp_path: Path, empty_database: Callable[[], str]) -> None:
    good, url = _backup(tmp_path), empty_database()
    for wrong in WRONG.values():
        _pack(tmp_path / "wrong.zip", wrong(good))
        with pytest.raises(UsageError, match="повреждён или не является резервной копией"):
            restore(tmp_path / "wrong.zip", tmp_path / "новая", url)
    restore(tmp_path / "good.zip", tmp_path / "новая", url)[0].close()


def test_packed_files_are_refused(tmp_path: Path) -> None:
    _pack(tmp_path / "wrong.zip", _backup(tmp_path), zipfile.ZIP_DEFLATED)
    with pytest.raises(UsageError, match="повреждён"):
        restore(tmp_path / "wrong.zip", tmp_path / "новая")


@pytest.mark.parametrize("change", [{"form": 99}, {"schema": "9999"}])
def test_a_newer_backup_is_refused(change: dict[str, object], tmp_path: Path) -> None:
    good = _backup(tmp_path)
    newer = json.loads(good["manifest.json"]) | change
    _pack(tmp_path / "newer.zip", good | {"manifest.json": json.dumps(newer).encode()})
    with pytest.raises(UsageError, match="Обновите программу"):
        restore(tmp_path / "newer.zip", tmp_path / "новая")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = _backup(tmp_path)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w") as archive:
        for name, content in good.items():
            archive.writestr(name, content)
        archive.writestr("tables/bomb.jsonl", b" " * 20_000_000, zipfile.ZIP_DEFLATED)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10_000_000}))
    with pytest.raises(UsageError, match="Освободите место"):
        restore(tmp_path / "bomb.zip", tmp_path / "новая")
    assert not (tmp_path / "новая").exists()


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.store.restoring._LINE_BYTES", 20)
    _pack(tmp_path / "long.zip", _backup(tmp_path))
    with pytest.raises(UsageError, match="повреждён"):
        restore(tmp_path / "long.zip", tmp_path / "новая")


def test_any_damage_is_told_or_does_no_harm(tmp_path: Path) -> None:
    _backup(tmp_path)
    before = _rows(open_workspace(tmp_path / "workspace"))
    good = (tmp_path / "good.zip").read_bytes()
    chance = Random(7)  # noqa: S311 - which bytes are damaged
    told = 0
    for number in range(36):
        damaged = bytearray(good[: chance.randrange(1, len(good))] if number % 3 == 0 else good)
        for _ in range(chance.randrange(4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / "damaged.zip").write_bytes(damaged)
        folder = tmp_path / f"новая {number}"
        try:
            restored, _ = restore(tmp_path / "damaged.zip", folder)
        except UsageError:
            told += 1
            assert not folder.exists()
        else:
            assert _rows(restored) == before
            assert all(restored.blobs.whole(sha256) for sha256 in restored.blobs)
    assert told > 12
