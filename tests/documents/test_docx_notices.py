"""What a methodist is told of a docx that was read."""

from __future__ import annotations

import pytest

from reviewer.documents.docx import read
from reviewer.model.errors import UnreadableFileError

PICTURE = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def paragraph(inline):
    return f"<w:p><w:r><w:t>План</w:t></w:r>{inline}</w:p>"


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (paragraph(""), []),
        (paragraph("<w:ins><w:r><w:t>!</w:t></w:r></w:ins>"), ["tracked-changes"]),
        (paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайна</w:t></w:r>"), ["hidden-text"]),
        (paragraph("<w:r><w:rPr><w:vanish/></w:rPr></w:r>"), []),
        (paragraph('<w:r><w:commentReference w:id="1"/></w:r>'), ["comments"]),
        (paragraph('<w:r><w:endnoteReference w:id="1"/></w:r>'), ["footnotes"]),
        (paragraph("<w:r><w:object/></w:r>") + TABLE, ["embedded-object"]),
        (paragraph("") + "<w:altChunk/>", ["imported-file"]),
        (paragraph(PICTURE), ["pictures"]),
        (paragraph(PICTURE) + TABLE, []),
        ("", ["no-text"]),
    ],
)
def test_notices(read_docx, body, codes):
    assert [notice.code for notice in read_docx(body).notices] == codes


def test_a_document_of_pictures_is_refused(make_docx):
    path = make_docx(f"<w:p>{PICTURE}</w:p>")
    with pytest.raises(UnreadableFileError) as raised:
        read(path, "скан.docx")
    assert (raised.value.code, raised.value.place.file) == ("pictures-only", "скан.docx")
