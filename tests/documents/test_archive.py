"""Archives among the submitted files, friendly and hostile."""

from __future__ import annotations

import struct
import zipfile
import zlib

import pytest

from reviewer.documents.archive import is_archive, unpack
from reviewer.documents.entry_names import shown_parts
from reviewer.documents.guard import MEBIBYTE, Limits
from reviewer.model.errors import EncryptedFileError, LimitExceededError, UnreadableFileError, UnsupportedFormatError

TEXT = b"text of a plan"
LOCAL_HEAD, CENTRAL_HEAD = b"PK\x03\x04", b"PK\x01\x02"


@pytest.fixture
def folder(tmp_path):
    into = tmp_path / "into"
    into.mkdir()
    return into


def packed(path, *entries, compression=zipfile.ZIP_DEFLATED):
    """An archive of pairs of name (or entry) and content."""
    with zipfile.ZipFile(path, "w", compression) as made:
        for name, content in entries:
            made.writestr(name, content)
    return path


def named(path, raw, content=TEXT, *, extra=b"", flags=0):
    """An archive of one file whose name stands in it in these very bytes."""
    head = struct.pack(
        "<5HLLLHH", 20, flags, 0, 0, 0, zlib.crc32(content), len(content), len(content), len(raw), len(extra)
    )
    local = LOCAL_HEAD + head + raw + extra
    central = CENTRAL_HEAD + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + raw + extra
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local) + len(content), 0)
    path.write_bytes(local + content + central + end)
    return path


def names(found):
    return [file.name for file in found.files]


def problems(found):
    return [(problem.code, problem.place.file) for problem in found.problems]


def test_files_are_unpacked_with_their_folders_in_their_names(tmp_path, folder):
    path = packed(tmp_path / "а.zip", ("Район/план.docx", TEXT), ("письмо.pdf", b"%PDF-1.4"))
    found = unpack(path, "почта/а.zip", folder)
    assert names(found) == ["почта/а.zip/Район/план.docx", "почта/а.zip/письмо.pdf"]
    assert [file.path.read_bytes() for file in found.files] == [TEXT, b"%PDF-1.4"]
    assert [file.path.suffix for file in found.files] == [".docx", ".pdf"]
    assert found.problems == ()


@pytest.mark.parametrize(
    "name",
    [
        "../../план.docx",
        "/etc/план.docx",
        "C:\\Windows\\план.docx",
        "C:план.docx",
        "..\\..\\план.docx",
        "./а/../план.docx",
    ],
)
def test_a_name_leads_nowhere_but_into_the_folder(tmp_path, folder, name):
    before = sorted(tmp_path.rglob("*"))
    found = unpack(named(tmp_path / "а.zip", name.encode("cp866")), "а.zip", folder)
    (file,) = found.files
    assert file.path.parent == folder
    assert file.path.read_bytes() == TEXT
    assert sorted(set(tmp_path.rglob("*")) - set(before)) == sorted([tmp_path / "а.zip", file.path])
    assert ".." not in file.name
    assert ":" not in file.name
    assert file.name.endswith("план.docx")


@pytest.mark.parametrize(
    ("raw", "flags", "shown"),
    [
        ("Дорожная карта.docx".encode("cp866"), 0, "Дорожная карта.docx"),
        ("ПЛАН № 5 (ёлка).docx".encode("cp866"), 0, "ПЛАН № 5 (ёлка).docx"),
        ("Дорожная карта.docx".encode("cp1251"), 0, "Дорожная карта.docx"),
        ("ПЛАН РАБОТЫ.docx".encode("cp1251"), 0, "ПЛАН РАБОТЫ.docx"),
        ("Собинка.docx".encode("cp1251"), 0, "Собинка.docx"),
        ("хорошо.docx".encode("cp866"), 0, "хорошо.docx"),
        ("Дорожная карта.docx".encode(), 0, "Дорожная карта.docx"),
        ("Дорожная карта.docx".encode(), 0x800, "Дорожная карта.docx"),
        (b"plan.docx", 0, "plan.docx"),
        (b"con.docx", 0, "_con.docx"),
        ("план\u202excod.exe".encode(), 0x800, "план\\u202excod.exe"),
        ("план\u200b\n.docx".encode(), 0x800, "план\\u200b\\u000a.docx"),
    ],
)
def test_names_in_the_encodings_of_their_packers(tmp_path, folder, raw, flags, shown):
    found = unpack(named(tmp_path / "а.zip", raw, flags=flags), "а.zip", folder)
    assert names(found) == [f"а.zip/{shown}"]


def test_the_unicode_name_beside_the_old_one_is_preferred_where_it_belongs_to_it(tmp_path, folder):
    raw, real = "План.docx".encode("cp866"), "План – 2024.docx"
    for checksum, shown in ((zlib.crc32(raw), real), (0, "План.docx")):
        field = struct.pack("<BL", 1, checksum) + real.encode()
        extra = struct.pack("<HH", 0x7075, len(field)) + field
        assert names(unpack(named(tmp_path / "а.zip", raw, extra=extra), "а.zip", folder)) == [f"а.zip/{shown}"]
        for file in folder.iterdir():
            file.unlink()


def test_what_systems_leave_behind_is_skipped(tmp_path, folder):
    litter = [
        "__MACOSX/._план.docx",
        ".DS_Store",
        "Район/~$план.docx",
        "Район/Thumbs.db",
        "Район/",
        "desktop.ini",
        ".git/config",
    ]
    path = packed(tmp_path / "а.zip", *((name, b"") for name in litter), ("план.docx", TEXT))
    assert names(unpack(path, "а.zip", folder)) == ["а.zip/план.docx"]


def test_two_files_of_one_name_are_told_apart(tmp_path, folder):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = packed(tmp_path / "а.zip", ("план.docx", TEXT), ("план.docx", b"another"))
    found = unpack(path, "а.zip", folder)
    assert names(found) == ["а.zip/план.docx", "а.zip/план.docx (2)"]
    assert [file.path.read_bytes() for file in found.files] == [TEXT, b"another"]


def nested(folder, depth):
    """An archive in an archive, so many in all."""
    path = packed(folder / "0.zip", ("план.docx", TEXT))
    for number in range(1, depth):
        path = packed(folder / f"{number}.zip", (f"{number - 1}.zip", path.read_bytes()))
    return path


def test_archives_in_archives_are_opened_down_to_a_depth(tmp_path, folder):
    found = unpack(nested(tmp_path, 3), "2.zip", folder)
    assert names(found) == ["2.zip/1.zip/0.zip/план.docx"]
    assert [file.name for file in folder.iterdir()] == [found.files[0].path.name]
    deeper = unpack(nested(tmp_path, 4), "3.zip", folder, Limits(archive_depth=3))
    assert deeper.files == ()
    assert problems(deeper) == [("archive-depth", "3.zip/2.zip/1.zip/0.zip")]


def test_an_office_document_is_no_archive(tmp_path, make_docx):
    assert not is_archive(make_docx("<w:p/>"))
    assert is_archive(packed(tmp_path / "план.docx", ("папка/план.txt", TEXT)))


def no_unpacking(monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("an entry was unpacked"))


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(archive_entries=2), "archive-too-many-entries"),
        (Limits(unpacked_bytes=3 * MEBIBYTE), "archive-too-large"),
        (Limits(small_unpacked_bytes=MEBIBYTE), "archive-ratio"),
        (Limits(file_bytes=100), "file-too-large"),
    ],
)
def test_a_bomb_is_judged_by_what_it_declares(tmp_path, folder, monkeypatch, limits, code):
    path = packed(tmp_path / "а.zip", *((f"{number}.docx", bytes(2 * MEBIBYTE)) for number in range(3)))
    no_unpacking(monkeypatch)
    found = unpack(path, "а.zip", folder, limits)
    assert problems(found) == [(code, "а.zip")]
    assert isinstance(found.problems[0], LimitExceededError)
    assert list(folder.iterdir()) == []


def test_archives_in_an_archive_share_its_limits(tmp_path, folder):
    inner = packed(tmp_path / "в.zip", ("план.docx", bytes(MEBIBYTE)), compression=zipfile.ZIP_STORED).read_bytes()
    path = packed(tmp_path / "а.zip", *((f"{number}.zip", inner) for number in range(4)))
    limits = Limits(unpacked_bytes=7 * MEBIBYTE)
    found = unpack(path, "а.zip", folder, limits)
    assert names(found) == ["а.zip/0.zip/план.docx", "а.zip/1.zip/план.docx"]
    assert problems(found) == [("archive-too-large", "а.zip/2.zip"), ("archive-too-large", "а.zip/3.zip")]


def test_a_directory_that_is_too_long_is_not_even_read(tmp_path, folder, monkeypatch):
    path = packed(tmp_path / "а.zip", *((f"{number:0900}.docx", b"") for number in range(20)))
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("the directory was read"))
    assert is_archive(path, Limits(archive_entries=10))
    found = unpack(path, "а.zip", folder, Limits(archive_entries=10))
    assert problems(found) == [("archive-too-many-entries", "а.zip")]


def test_an_entry_that_holds_more_than_it_declares_is_cut_off(tmp_path, folder):
    path = packed(tmp_path / "а.zip", ("бомба.docx", bytes(8 * MEBIBYTE)), ("план.docx", TEXT))
    content = path.read_bytes().replace((8 * MEBIBYTE).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(content)
    found = unpack(path, "а.zip", folder)
    assert names(found) == ["а.zip/план.docx"]
    assert problems(found) == [("damaged-file", "а.zip/бомба.docx")]
    assert sum(file.stat().st_size for file in folder.iterdir()) == len(TEXT)


def with_flag(path, *, first_only=False):
    """The archive with its entries marked as encrypted."""
    content = bytearray(path.read_bytes())
    for mark, offset in ((LOCAL_HEAD, 6), (CENTRAL_HEAD, 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = -1 if first_only else content.find(mark, place + 4)
    path.write_bytes(bytes(content))
    return path


def test_what_is_under_a_password_is_refused(tmp_path, folder):
    entries = (("тайна.docx", TEXT), ("план.docx", TEXT))
    one = unpack(with_flag(packed(tmp_path / "а.zip", *entries), first_only=True), "а.zip", folder)
    assert (names(one), problems(one)) == (["а.zip/план.docx"], [("encrypted", "а.zip/тайна.docx")])
    every = unpack(with_flag(packed(tmp_path / "б.zip", *entries)), "б.zip", folder)
    assert (names(every), problems(every)) == ([], [("encrypted", "б.zip")])
    assert isinstance(every.problems[0], EncryptedFileError)


def test_links_and_rare_compressions_are_refused(tmp_path, folder):
    link = zipfile.ZipInfo("ссылка.docx")
    link.external_attr = 0o120777 << 16
    path = packed(tmp_path / "а.zip", (link, "/etc/passwd"), ("план.docx", TEXT))
    found = unpack(path, "а.zip", folder)
    assert (names(found), problems(found)) == (["а.zip/план.docx"], [("archive-link", "а.zip/ссылка.docx")])
    rare = unpack(packed(tmp_path / "б.zip", ("план.docx", TEXT), compression=zipfile.ZIP_LZMA), "б.zip", folder)
    assert problems(rare) == [("unusual-compression", "б.zip/план.docx")]
    assert isinstance(rare.problems[0], UnsupportedFormatError)


def test_damage_concerns_the_archive_or_one_file(tmp_path, folder):
    path = packed(
        tmp_path / "а.zip", ("первый.docx", TEXT * 9), ("второй.docx", b"another"), compression=zipfile.ZIP_STORED
    )
    content = path.read_bytes()
    path.write_bytes(content.replace(TEXT, b"tampered with!", 1))
    found = unpack(path, "а.zip", folder)
    assert (names(found), problems(found)) == (["а.zip/второй.docx"], [("damaged-file", "а.zip/первый.docx")])
    path.write_bytes(content[:60])
    assert problems(unpack(path, "а.zip", folder)) == [("damaged-file", "а.zip")]


def test_an_archive_without_files_is_told(tmp_path, folder):
    found = unpack(packed(tmp_path / "а.zip", ("Район/", b"")), "а.zip", folder)
    assert problems(found) == [("empty-archive", "а.zip")]
    assert isinstance(found.problems[0], UnreadableFileError)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Папка/Район/план.docx", ("Папка", "Район", "план.docx")),
        ("../../план.docx", ("план.docx",)),
        ("C:\\Windows\\план.docx", ("Windows", "план.docx")),
        ("con.docx", ("_con.docx",)),
        ("план\u202excod.exe", ("план\\u202excod.exe",)),
        ("..", ()),
    ],
)
def test_a_name_from_a_browser_is_made_fit_to_be_shown(name, parts):
    assert shown_parts(name) == parts
