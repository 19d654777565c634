"""Files under the name of their SHA-256."""

from __future__ import annotations

import hashlib
import os
from io import BytesIO
from pathlib import Path

import pytest

from reviewer.model.errors import UsageError
from reviewer.store.blobs import Blobs

CONTENT = "План мероприятий".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()
LONG_AGO, LATER = 1_000_000_000, 1_000_000_001


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "files")


def test_a_file_is_kept_once_however_it_comes(blobs: Blobs, tmp_path: Path) -> None:
    path = tmp_path / "план.docx"
    path.write_bytes(CONTENT)
    assert {blobs.put(CONTENT), blobs.put_file(path), blobs.put_from(BytesIO(CONTENT))} == {SHA256}
    assert list(blobs) == [SHA256]
    assert blobs.get(SHA256) == CONTENT
    assert blobs.path(SHA256) == tmp_path / "files" / SHA256[:2] / SHA256
    assert not list((tmp_path / "files" / "unfinished").iterdir())


def test_a_file_that_is_gone_is_told(blobs: Blobs, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Восстановите её из резервной копии"):
        blobs.get(SHA256)
    with pytest.raises(UsageError, match="Восстановите её из резервной копии"):
        blobs.copy(SHA256, tmp_path / "план.docx")


def test_a_changed_file_is_told_from_a_whole_one(blobs: Blobs) -> None:
    assert not blobs.whole(SHA256)
    blobs.put(CONTENT)
    assert blobs.whole(SHA256)
    blobs.path(SHA256).write_bytes(CONTENT[:-1])
    assert not blobs.whole(SHA256)


def test_a_file_is_dropped_unless_it_was_put_again(blobs: Blobs) -> None:
    blobs.put(CONTENT)
    os.utime(blobs.path(SHA256), (LONG_AGO, LONG_AGO))
    blobs.put(CONTENT)
    assert blobs.drop(SHA256, LATER) is None
    assert blobs.get(SHA256) == CONTENT
    os.utime(blobs.path(SHA256), (LONG_AGO, LONG_AGO))
    assert blobs.drop(SHA256, LATER) == len(CONTENT)
    assert list(blobs) == []
    assert blobs.drop(SHA256, LATER) is None


def test_what_a_killed_writer_left_is_dropped_when_it_is_old(blobs: Blobs) -> None:
    blobs.put(CONTENT)
    left = [blobs.folder / "unfinished" / name for name in ("old", "new")]
    for path in left:
        path.write_bytes(b"123")
    os.utime(left[0], (LONG_AGO, LONG_AGO))
    assert blobs.drop_unfinished(LATER) == 3
    assert [path.exists() for path in left] == [False, True]
    assert list(blobs) == [SHA256]


def test_what_cannot_be_read_to_its_end_leaves_nothing(blobs: Blobs) -> None:
    class Broken:
        left = 3

        def read(self, size: int, /) -> bytes:
            self.left -= 1
            if not self.left:
                raise OSError("the line is cut")
            return CONTENT[:size]

    with pytest.raises(OSError, match="cut"):
        blobs.put_from(Broken())
    assert list(blobs) == []
    assert list((blobs.folder / "unfinished").iterdir()) == []
