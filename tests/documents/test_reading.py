"""A file is what it holds, whatever it is called; a bad one is refused for itself alone."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

from reviewer.documents import reading
from reviewer.documents.formats import (
    DAMAGED_ZIP,
    DOC,
    DOCX,
    ENCRYPTED_OFFICE,
    HTML,
    JPEG,
    ODT,
    PAGES,
    PDF,
    PNG,
    PPTX,
    RTF,
    TEXT,
    TIFF,
    UNKNOWN,
    WEBP,
    XLS,
    XLSX,
    XML,
    ZIP,
    detect_format,
)  # fmt: skip
from reviewer.documents.reading import READERS, read_document
from reviewer.documents.refusals import refusal
from reviewer.model.document import Document
from reviewer.model.errors import (
    EncryptedFileError,
    InputError,
    LimitExceededError,
    UnreadableFileError,
    UnsupportedFormatError,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TEXT_PARAGRAPH = "<w:p><w:r><w:t>План</w:t></w:r></w:p>"


def ole(*streams):
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\r\n junk " * 20 + b"%PDF-1.4\n", PDF),
        (b"{\\rtf1\\ansi", RTF),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", JPEG),
        (b"\x89PNG\r\n\x1a\n\0\0", PNG),
        (b"II*\0\x08\0", TIFF),
        (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), ENCRYPTED_OFFICE),
        (ole("Root Entry", "WordDocument", "Workbook"), DOC),
        (ole("Root Entry", "Workbook"), XLS),
        (ole("Root Entry"), UNKNOWN),
        (b"PK\x03\x04\x14\0 cut off", DAMAGED_ZIP),
        ("План мероприятий".encode(), TEXT),
        ("План мероприятий".encode("cp1251"), TEXT),
        ("План".encode("utf-16"), TEXT),
        (b"<!DOCTYPE html><html>", HTML),
        (b"\xef\xbb\xbf<?xml version='1.0'?><w:wordDocument/>", XML),
        (b"\0\x01\x02\x03", UNKNOWN),
    ],
)
def test_formats_by_first_bytes(tmp_path, content, kind):
    path = tmp_path / "файл.docx"
    path.write_bytes(content)
    assert detect_format(path) == kind


@pytest.mark.parametrize(
    ("entries", "kind"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": ""}, DOCX),
        ({"_rels/.rels": "", "word\\document.xml": ""}, DOCX),
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, XLSX),
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, PPTX),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, ODT),
        ({"word/план.txt": "", "отчёт.docx": ""}, ZIP),
        ({}, ZIP),
    ],
)
def test_formats_by_what_is_in_the_zip(tmp_path, entries, kind):
    path = tmp_path / "файл.bin"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    assert detect_format(path) == kind


@pytest.mark.parametrize(
    ("kind", "name", "error", "code", "says"),
    [
        (
            WEBP,
            "план.docx",
            UnsupportedFormatError,
            "unsupported-webp",
            "изображение (WebP), хотя называется .docx: пришлите",
        ),
        (
            HTML,
            "план.html",
            UnsupportedFormatError,
            "unsupported-html",
            "Формат .html пока не читается: откройте файл в Word",
        ),
        (PAGES, "план", UnsupportedFormatError, "unsupported-pages", "документ Apple Pages: экспортируйте документ"),
        (ENCRYPTED_OFFICE, "план.docx", EncryptedFileError, "encrypted", "снимите пароль"),
        (DAMAGED_ZIP, "план.docx", UnreadableFileError, "damaged-file", "Запросите его ещё раз"),
        (UNKNOWN, "план.docx", UnreadableFileError, "unknown-content", "Запросите документ"),
        (DOCX, "район/~$план.docx", UnsupportedFormatError, "temporary-file", "Пришлите сам документ"),
    ],
)
def test_refusals_say_what_to_do(kind, name, error, code, says):
    refused = refusal(kind, name)
    assert type(refused) is error
    assert (refused.code, refused.place.file) == (code, name)
    assert says in refused.message


def test_a_docx_is_read_under_any_name(make_docx):
    document = read_document(make_docx(TEXT_PARAGRAPH, name="план.doc"), name="Район/план.doc")
    assert (document.file, document.format, document.paragraphs[0].text) == ("Район/план.doc", "docx", "План")
    assert [notice.code for notice in document.notices] == ["wrong-extension"]
    for name in ("план.docx", "ПЛАН.DOCX", "план.docm", "план"):
        assert read_document(make_docx(TEXT_PARAGRAPH, name=name)).notices == ()


def test_words_own_temporary_file_is_refused(make_docx):
    with pytest.raises(UnsupportedFormatError) as raised:
        read_document(make_docx(TEXT_PARAGRAPH, name="~$план.docx"))
    assert raised.value.code == "temporary-file"


def test_files_that_cannot_be_opened(tmp_path):
    (tmp_path / "пусто.docx").touch()
    for name, code in (("нет.docx", "file-missing"), ("", "not-a-file"), ("пусто.docx", "empty-file")):
        with pytest.raises(UnreadableFileError) as raised:
            read_document(tmp_path / name, name="имя.docx")
        assert (raised.value.code, raised.value.place.file) == (code, "имя.docx")


@pytest.mark.parametrize("provoked", [ValueError("тайный текст"), RecursionError(), KeyError("x")])
def test_whatever_a_reader_raises_concerns_that_file_alone(make_docx, monkeypatch, provoked):
    def fail(*_):
        raise provoked

    monkeypatch.setattr("reviewer.documents.docx.read", fail)
    with pytest.raises(UnreadableFileError) as raised:
        read_document(make_docx(TEXT_PARAGRAPH))
    assert raised.value.code == "reader-failed"
    assert raised.value.__cause__ is provoked
    assert "тайный текст" not in str(raised.value)


def test_memory_that_runs_out_is_told_as_such(make_docx, monkeypatch):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr("reviewer.documents.docx.read", fail)
    with pytest.raises(LimitExceededError) as raised:
        read_document(make_docx(TEXT_PARAGRAPH), name="план.docx")
    assert (raised.value.code, raised.value.place.file) == ("reading-memory", "план.docx")


def test_a_reader_that_is_missing_is_a_defect_and_no_fault_of_the_file(make_docx, monkeypatch):
    lazy = reading.LazyReader((DOCX,), "reviewer.documents.no_such_reader")
    monkeypatch.setattr(reading, "READERS", {DOCX: lazy})
    with pytest.raises(ModuleNotFoundError):
        read_document(make_docx(TEXT_PARAGRAPH))


def test_readers_are_imported_when_they_are_needed():
    program = "import sys, reviewer.documents.reading; print(*(name for name in sys.modules if 'lxml' in name or 'pdf' in name))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
    assert set(READERS) >= {DOCX, PDF, DOC, ODT, RTF}


def spoilt(entry):
    """Whether the index of the folder expects an error for the file."""
    return "error" in entry["expectation"]


def test_odd_files_are_read_or_refused_as_expected(shared):
    entries = json.loads((shared / "odd" / "index.json").read_text(encoding="utf-8"))
    codes = {}
    for entry in entries:
        if entry["file"].endswith(".pdf"):
            continue
        try:
            document = read_document(shared / "odd" / entry["file"])
        except InputError as error:
            codes[entry["file"]] = error.code
            assert spoilt(entry) or not entry["file"].endswith(".docx"), entry["file"]
        else:
            assert isinstance(document, Document)
            assert not spoilt(entry), entry["file"]
    assert codes["bug53475-password-is-pass.docx"] == "encrypted"
    assert codes["truncated62886.docx"] == "damaged-file"
