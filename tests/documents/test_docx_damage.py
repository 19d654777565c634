"""Damaged and hostile docx: a document or an error of the file, never anything else."""

from __future__ import annotations

import random
import zipfile

import pytest

from reviewer.documents.docx import read
from reviewer.model.document import Document
from reviewer.model.errors import EncryptedFileError, ReviewerError, UnreadableFileError

BODY = (
    '<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>План мероприятий</w:t></w:r></w:p><w:tbl><w:tblGrid>'
    '<w:gridCol w:w="500"/><w:gridCol w:w="4000"/></w:tblGrid>'
    + "".join(
        '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/>'
        f'<w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tc><w:tc><w:p><w:r><w:t>Семинар {index}</w:t></w:r></w:p></w:tc></w:tr>'
        for index in range(30)
    )
    + "</w:tbl>"
)
STYLES = '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def outcome(path, content):
    """What became of the file with this content: a document, or the code of its error."""
    path.write_bytes(content)
    try:
        return read(path, path.name)
    except ReviewerError as error:
        return error.code


@pytest.fixture
def whole(make_docx):
    path = make_docx(BODY, styles=STYLES, numbering=NUMBERING)
    return path, path.read_bytes()


def test_the_undamaged_file_is_read(whole):
    document = outcome(*whole)
    assert isinstance(document, Document)
    assert document.tables[0].row_count == 30


def test_every_truncation_is_refused(whole):
    path, content = whole
    chance = random.Random(20240119)  # noqa: S311 - a seeded choice of places to damage
    for length in chance.sample(range(1, len(content)), 60):
        assert outcome(path, content[:length]) == "damaged-file"


def test_flipped_bytes_give_a_document_or_an_error(whole):
    path, content = whole
    chance = random.Random(20240120)  # noqa: S311 - a seeded choice of places to damage
    outcomes = []
    for _ in range(250):
        damaged = bytearray(content)
        for place in chance.sample(range(len(content)), chance.randint(1, 4)):
            damaged[place] ^= 1 << chance.randrange(8)
        outcomes.append(outcome(path, bytes(damaged)))
    refused = [result for result in outcomes if isinstance(result, str)]
    assert 0 < len(refused) < len(outcomes)
    assert set(refused) <= {"damaged-file", "encrypted", "unusual-compression", "archive-too-large", "archive-ratio"}


def test_flipped_bytes_of_the_xml_itself(make_docx, whole):
    path, _ = whole
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(20240121)  # noqa: S311 - a seeded choice of places to damage
    for _ in range(250):
        name = chance.choice(["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels"])
        damaged = bytearray(parts[name])
        place = chance.randrange(len(damaged))
        damaged[place : place + chance.randrange(2)] = bytes([chance.randrange(256)])
        broken = make_docx("", entries={**parts, name: bytes(damaged)}, name="порча.docx")
        result = outcome(broken, broken.read_bytes())
        assert isinstance(result, Document) or result == "damaged-file"


@pytest.mark.parametrize(
    "entries",
    [
        {"word/document.xml": "<html/>"},
        {"word/document.xml": "никакого XML"},
        {"word/document.xml": ""},
        {"word/styles.xml": "<w:styles"},
        {"_rels/.rels": "<Relationships"},
    ],
)
def test_parts_that_are_not_what_they_should_be(make_docx, entries):
    path = make_docx(BODY, entries=entries)
    assert outcome(path, path.read_bytes()) == "damaged-file"


def test_a_package_without_a_main_part(tmp_path):
    path = tmp_path / "пустой.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/styles.xml", "<styles/>")
    assert outcome(path, path.read_bytes()) == "damaged-file"


ENTITIES = '<!DOCTYPE w [<!ENTITY a "много "><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_document_type_declaration_is_refused(make_docx, part):
    xml = (
        f'{ENTITIES}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>"
    )
    path = make_docx(BODY, entries={part: xml})
    with pytest.raises(UnreadableFileError) as raised:
        read(path, path.name)
    assert raised.value.code == "forbidden-xml"


def test_xml_nested_beyond_the_parsers_bound(make_docx):
    path = make_docx("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400)
    assert outcome(path, path.read_bytes()) == "damaged-file"


def test_parts_outside_the_package_are_never_opened(make_docx, tmp_path):
    secret = tmp_path / "styles.xml"
    secret.write_text("<не XML", encoding="utf-8")
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/styles" Target="../../../styles.xml"/>'
        f'<Relationship Id="b" Type="x/numbering" TargetMode="External" Target="{secret.as_uri()}"/></Relationships>'
    )
    path = make_docx(BODY, entries={"word/_rels/document.xml.rels": relationships})
    assert isinstance(read(path, path.name), Document)


def test_numbers_that_are_none(read_docx):
    wild = '<w:tc><w:tcPr><w:gridSpan w:val="{0}"/></w:tcPr><w:p><w:pPr><w:outlineLvl w:val="{0}"/><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="{0}"/></w:numPr></w:pPr><w:r><w:t>текст</w:t></w:r></w:p></w:tc>'  # fmt: skip
    for value in ("", "-5", "--", "1e9", "9" * 5000, "٣", "½"):
        row = f"<w:tbl><w:tr>{wild.format(value)}</w:tr></w:tbl>"
        (table,) = read_docx(row, numbering=NUMBERING).tables
        assert [cell.text for cell in table.cells] == ["текст"]


def test_a_password_on_the_zip(make_docx):
    path = make_docx(BODY)
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            content[place + offset] |= 1
    path.write_bytes(bytes(content))
    with pytest.raises(EncryptedFileError):
        read(path, path.name)
