"""Files that no reader can read, made on the spot."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

ENCRYPTED_PDF = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>
endobj
4 0 obj
<< /Filter /Standard /V 1 /R 2 /P -4
/O <0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20>
/U <2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40> >>
endobj
trailer
<< /Root 1 0 R /Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] >>
%%EOF
"""
"""Its owner and user entries fit no empty password."""

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + b"\x10" * 64 + bytes.fromhex("ffd9")


def put_broken_files(folder: Path, whole_docx: Path) -> dict[str, str]:
    """Write one of each kind; returns the error code that each must get, by file name."""
    (folder / "пустой.docx").write_bytes(b"")
    (folder / "фото плана.docx").write_bytes(JPEG)
    data = whole_docx.read_bytes()
    (folder / "обрыв связи.docx").write_bytes(data[: len(data) // 2])
    (folder / "под паролем.pdf").write_bytes(ENCRYPTED_PDF)
    return {
        "пустой.docx": "empty-file",
        "фото плана.docx": "damaged-picture",
        "обрыв связи.docx": "damaged-file",
        "под паролем.pdf": "encrypted",
    }


def _with_unknown_compression(content: bytes) -> bytes:
    local = re.sub(rb"(PK\x03\x04.{4})..", rb"\1c\0", content, flags=re.DOTALL)
    return re.sub(rb"(PK\x01\x02.{6})..", rb"\1c\0", local, flags=re.DOTALL)


def _with_noise_for_content(content: bytes) -> bytes:
    noisy = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            begin = entry.header_offset + 30 + int.from_bytes(content[entry.header_offset + 26 :][:2], "little")
            begin += int.from_bytes(content[entry.header_offset + 28 :][:2], "little")
            noisy[begin : begin + entry.compress_size] = b"\xff" * entry.compress_size
    return bytes(noisy)


DAMAGE: Mapping[str, Callable[[bytes], bytes]] = {
    "no ZIP": lambda _: b"no zip",
    "cut off": lambda content: content[: len(content) // 2],
    "an unknown compression": _with_unknown_compression,
    "noise": _with_noise_for_content,
}
"""What a ZIP is made of when its medium or its sender fails."""
