"""What a file is, told by its content: the name of a file is only what somebody called it."""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_HEAD_BYTES = 64 * 1024
_PDF_MARK_WITHIN = 1024
_LONGEST_KIND_BYTES = 100
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOW_CONTROL_BYTES = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a\x1b")


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A kind of file.

    Attributes:
        id: The word of the command line's contract where it has one.
        title: What a message calls it, in the nominative.
        extensions: Those that its files rightly bear, with the dot, in lower case.
    """

    id: str
    title: str
    extensions: tuple[str, ...] = ()


DOCX = FileFormat("docx", "документ Word (.docx)", (".docx", ".docm", ".dotx", ".dotm"))
PDF = FileFormat("pdf", "документ PDF", (".pdf",))
DOC = FileFormat("doc", "документ Word 97–2003 (.doc)", (".doc", ".dot"))
RTF = FileFormat("rtf", "документ RTF", (".rtf",))
ODT = FileFormat("odt", "документ OpenDocument (.odt)", (".odt", ".ott"))
XLSX = FileFormat("xlsx", "книга Excel (.xlsx)", (".xlsx", ".xlsm"))
XLS = FileFormat("xls", "книга Excel 97–2003 (.xls)", (".xls",))
ODS = FileFormat("ods", "таблица OpenDocument (.ods)", (".ods",))
PPTX = FileFormat("pptx", "презентация PowerPoint (.pptx)", (".pptx", ".ppsx"))
PPT = FileFormat("ppt", "презентация PowerPoint 97–2003 (.ppt)", (".ppt", ".pps"))
ODP = FileFormat("odp", "презентация OpenDocument (.odp)", (".odp",))
PAGES = FileFormat("pages", "документ Apple Pages", (".pages",))
ENCRYPTED_OFFICE = FileFormat("encrypted-office", "документ Office, закрытый паролем")
DAMAGED_ZIP = FileFormat("damaged-zip", "повреждённый архив")
HTML = FileFormat("html", "веб-страница (HTML)", (".html", ".htm", ".mht", ".mhtml"))
XML = FileFormat("xml", "файл XML", (".xml",))
TEXT = FileFormat("txt", "простой текст", (".txt", ".csv", ".md"))
JPEG = FileFormat("jpeg", "изображение (JPEG)", (".jpg", ".jpeg"))
PNG = FileFormat("png", "изображение (PNG)", (".png",))
TIFF = FileFormat("tiff", "изображение (TIFF)", (".tif", ".tiff"))
GIF = FileFormat("gif", "изображение (GIF)", (".gif",))
BMP = FileFormat("bmp", "изображение (BMP)", (".bmp",))
WEBP = FileFormat("webp", "изображение (WebP)", (".webp",))
HEIC = FileFormat("heic", "изображение (HEIC)", (".heic", ".heif"))
DJVU = FileFormat("djvu", "скан DjVu", (".djvu", ".djv"))
ZIP = FileFormat("zip", "архив ZIP", (".zip",))
RAR = FileFormat("rar", "архив RAR", (".rar",))
SEVEN_ZIP = FileFormat("7z", "архив 7-Zip", (".7z",))
UNKNOWN = FileFormat("unknown", "файл неизвестного вида")

UNREAD_IMAGES = frozenset({GIF, WEBP, HEIC, DJVU})
ARCHIVES = frozenset({ZIP, RAR, SEVEN_ZIP})

_FIRST_BYTES = (
    (b"{\\rtf", RTF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"GIF8", GIF),
    (b"AT&TFORM", DJVU),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": ODS,
    b"application/vnd.oasis.opendocument.presentation": ODP,
}
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("PowerPoint Document", PPT),
    ("Workbook", XLS),
    ("Book", XLS),
)
"""In the order of asking: a Word file may hold a whole workbook, and an encrypted file holds nothing else."""
_HTML_STARTS = (b"<!doctype html", b"<html", b"mime-version:")


def detect_format(path: Path) -> FileFormat:
    """The format of a file by its content. Raises: OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(_ZIP_MARKS):
        return _format_of_zip(path)
    if head.startswith(_OLE_MARK):
        return _format_of_ole(path.read_bytes())
    for mark, kind in _FIRST_BYTES:
        if head.startswith(mark):
            return kind
    if b"%PDF-" in head[:_PDF_MARK_WITHIN]:
        return PDF
    return _format_of_picture(head) or _format_of_text(head) or UNKNOWN


def _format_of_zip(path: Path) -> FileFormat:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/") for name in archive.namelist()}
            kind = _declared_kind(archive)
    except Exception:  # noqa: BLE001 - what zlib, lzma and struct raise over damaged bytes has no common ancestor
        return DAMAGED_ZIP
    return _OPEN_DOCUMENT.get(kind) or _format_of_members(names)


def _declared_kind(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument says of itself: an entry that must stand uncompressed (ODF 1.3, part 2, 3.3)."""
    declared = next((entry for entry in archive.infolist() if entry.filename == "mimetype"), None)
    if declared is None or declared.compress_type != zipfile.ZIP_STORED:
        return b""
    with archive.open(declared) as entry:
        return entry.read(_LONGEST_KIND_BYTES).strip()


def _format_of_members(names: Iterable[str]) -> FileFormat:
    folders = {name.partition("/")[0].lower() for name in names if "/" in name}
    if "[Content_Types].xml" in names or "_rels" in folders:
        for folder, kind in (("word", DOCX), ("xl", XLSX), ("ppt", PPTX)):
            if folder in folders:
                return kind
    return PAGES if any(name.endswith(".iwa") for name in names) else ZIP


def _format_of_ole(content: bytes) -> FileFormat:
    """Stream names stand in the container's directory in UTF-16, each ended by a zero."""
    for stream, kind in _OLE_STREAMS:
        if f"{stream}\0".encode("utf-16-le") in content:
            return kind
    return UNKNOWN


def _format_of_picture(head: bytes) -> FileFormat | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1"}:
        return HEIC
    return BMP if head[:2] == b"BM" and head[6:10] == bytes(4) else None


def _format_of_text(head: bytes) -> FileFormat | None:
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and _LOW_CONTROL_BYTES.intersection(head):
        return None
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1024].lower()
    if start.startswith(_HTML_STARTS) or b"<html" in start:
        return HTML
    return XML if start.startswith(b"<?xml") else TEXT
