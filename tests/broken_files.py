"""Files that no reader can read, made on the spot."""

from __future__ import annotations

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
