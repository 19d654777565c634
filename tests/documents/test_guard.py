"""Limits are asked before anything is unpacked."""

from __future__ import annotations

import tracemalloc
import zipfile

import pytest

from reviewer.documents.docx import read
from reviewer.documents.guard import LIMITS, MEBIBYTE, Limits, check_archive, check_cells, check_file_size, check_pages
from reviewer.model.errors import LimitExceededError, UnreadableFileError


@pytest.fixture
def archive_of(tmp_path):
    def make(*contents):
        path = tmp_path / "архив.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for index, content in enumerate(contents):
                archive.writestr(f"{index}.xml", content)
        return path

    return make


def code_of(check, *arguments):
    with pytest.raises(LimitExceededError) as raised:
        check(*arguments)
    assert raised.value.place.file == "план.docx"
    return raised.value.code


def test_file_size(tmp_path):
    path = tmp_path / "план.docx"
    path.write_bytes(b"x" * 10)
    check_file_size(path, "план.docx", Limits(file_bytes=10))
    assert code_of(check_file_size, path, "план.docx", Limits(file_bytes=9)) == "file-too-large"
    path.write_bytes(b"")
    with pytest.raises(UnreadableFileError) as raised:
        check_file_size(path, "план.docx")
    assert raised.value.code == "empty-file"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(archive_entries=2), "archive-too-many-entries"),
        (Limits(unpacked_bytes=2_999), "archive-too-large"),
        (Limits(unpack_ratio=10, small_unpacked_bytes=3_000), "archive-ratio"),
    ],
)
def test_archives(archive_of, limits, code):
    with zipfile.ZipFile(archive_of("а" * 500, "б" * 500, "в" * 500)) as archive:
        assert code_of(check_archive, archive, "план.docx", limits) == code


def test_a_small_archive_may_pack_well(archive_of):
    with zipfile.ZipFile(archive_of("а" * 1_500)) as archive:
        check_archive(archive, "план.docx", Limits(unpack_ratio=10, small_unpacked_bytes=3_001))
        check_archive(archive, "план.docx", Limits(unpacked_bytes=3_000, archive_entries=1))


def test_pages_and_cells():
    check_pages(7, "план.docx", Limits(pages=7))
    assert code_of(check_pages, 8, "план.docx", Limits(pages=7)) == "too-many-pages"
    check_cells(7, "план.docx", Limits(cells=7))
    assert code_of(check_cells, 8, "план.docx", Limits(cells=7)) == "too-many-cells"


def test_a_bomb_is_refused_by_what_it_declares(make_docx, monkeypatch):
    path = make_docx("", entries={"word/media/1.bin": bytes(500 * MEBIBYTE)})
    assert path.stat().st_size < MEBIBYTE
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("a part was opened"))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("a part was unpacked"))
    assert code_of(read, path, "план.docx") == "archive-too-large"


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_a_part_that_declares_less_than_it_holds_is_not_unpacked_further(make_docx, part):
    path = make_docx("<w:p/>", entries={part: bytes(64 * MEBIBYTE + 1)})
    content = path.read_bytes()
    true_size, small = (64 * MEBIBYTE + 1).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert content.count(true_size) == 2
    path.write_bytes(content.replace(true_size, small))
    tracemalloc.start()
    with pytest.raises(UnreadableFileError) as raised:
        read(path, path.name)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert raised.value.code == "damaged-file"
    assert peak_bytes < 4 * MEBIBYTE


def test_a_compression_that_office_does_not_use_is_refused(tmp_path):
    path = tmp_path / "план.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", bytes(1000))
    with pytest.raises(UnreadableFileError) as raised:
        read(path, path.name)
    assert raised.value.code == "unusual-compression"


def test_the_defaults_admit_a_long_plan_and_refuse_a_known_bomb():
    assert LIMITS.cells >= 9_000 * 10
    assert LIMITS.unpacked_bytes < 500 * MEBIBYTE
