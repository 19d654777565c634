"""doc, odt, rtf and the like are read as the docx they were made from; what LibreOffice loses or breaks over is told."""

from __future__ import annotations

import random
import shutil
import socket
import threading
import zipfile
from pathlib import Path

import olefile
import pytest

from reviewer.documents.formats import DOC, ODT, RTF
from reviewer.documents.guard import LIMITS, Limits
from reviewer.documents.office import conversion, libreoffice
from reviewer.documents.office.conversion import OfficeFile, Outcome, converted
from reviewer.documents.office.libreoffice import Start, find_libreoffice, run_libreoffice
from reviewer.documents.office.word_file import DAMAGE
from reviewer.documents.office.word_text import blocks_of
from reviewer.documents.reading import read_document
from reviewer.model.document import Paragraph, Table
from reviewer.model.errors import EncryptedFileError, LimitExceededError, UnreadableFileError, UnsupportedFormatError

office = pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(text, properties="", width=2000):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>'


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


TITLE = paragraph(run("План работы с опорными школами"), '<w:jc w:val="center"/>')
TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="8000" w:type="dxa"/></w:tblPr><w:tblGrid>'
    + '<w:gridCol w:w="2000"/>' * 4
    + "</w:tblGrid>"
    + row(cell("№"), cell("Мероприятие"), cell("Срок"), cell("Кто отвечает"), properties="<w:tblHeader/>")
    + row(cell("Раздел первый", '<w:gridSpan w:val="4"/>', 8000))
    + row(cell("1.1"), cell("Обход классов"), cell("март", '<w:vMerge w:val="restart"/>'), cell("завуч"))
    + row(cell("1.2"), cell(""), cell("", "<w:vMerge/>"), cell("директор"))
    + "</w:tbl>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://plan.example/" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>завтра</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
DELETED = '<w:del w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>лишнее</w:delText></w:r></w:del>'
AFTER = paragraph(run("Срок: ") + FIELD + run("скрытое", "<w:vanish/>") + DELETED)


def grid(document):
    """What is compared: every cell with its place and spans, and the paragraphs."""
    tables = [
        [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]
        for table in document.tables
    ]
    return tables, [paragraph.text for paragraph in document.paragraphs]


MORE_ROWS = "".join(row(*(cell(f"слово{chr(1072 + line)}{chr(1072 + at)}") for at in range(4))) for line in range(20))
LONG_TABLE = TABLE.replace("</w:tbl>", MORE_ROWS + "</w:tbl>")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def write_docx(path, body):
    """One that LibreOffice opens: it asks what the parts are."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
    return path


def convert(paths, target, folder):
    start = Start(find_libreoffice(), paths, target, folder / target, folder / "profile")
    start.out.mkdir(exist_ok=True)
    assert run_libreoffice(start, LIMITS)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """`plan`: a table with text after it; `ends`: one that ends the document; `long`: one of many rows. Each as a doc too."""
    folder = tmp_path_factory.mktemp("made")
    bodies = {"plan": TITLE + TABLE + AFTER, "ends": TITLE + TABLE, "long": LONG_TABLE + AFTER}
    sources = [write_docx(folder / f"{name}.docx", body) for name, body in bodies.items()]
    convert(sources, "doc", folder)
    for kind in ("odt", "rtf"):
        convert(sources[:1], kind, folder)
    return folder


@pytest.fixture
def plan(made):
    return made / "plan.docx"


@pytest.fixture
def copied(made, tmp_path):
    """A file of this kind made from the plan, to be changed at will."""
    return lambda kind: Path(shutil.copy(made / kind / f"plan.{kind}", tmp_path))


@office
def test_each_format_is_read_as_the_docx_that_it_was_made_from(plan, copied):
    expected = grid(read_document(plan))
    assert expected[1] == ["План работы с опорными школами", "Срок: завтра"]
    for kind in ("doc", "odt", "rtf"):
        document = read_document(copied(kind), name=f"Район/план.{kind}")
        assert (document.format, document.file) == (kind, f"Район/план.{kind}")
        assert grid(document) == expected
        assert "doc-read-directly" not in {notice.code for notice in document.notices}


@office
def test_a_table_that_libreoffice_loses_is_read_from_the_doc_itself(made, tmp_path):
    path = made / "doc" / "ends.doc"
    convert([path], "docx", tmp_path)
    document = read_document(path)
    assert grid(document) == grid(read_document(made / "ends.docx"))
    assert document.tables[0].header_rows == 1
    lost = not read_document(tmp_path / "docx" / "ends.docx").tables  # LibreOffice 7.4 loses it; a later one may not
    assert ("doc-read-directly" in {notice.code for notice in document.notices}) is lost


@office
def test_a_doc_is_read_without_any_converter(plan, copied):
    blocks = blocks_of(copied("doc").read_bytes())
    title, table, after = blocks
    assert title == Paragraph("План работы с опорными школами", centered=True)
    assert after == Paragraph("Срок: завтра")
    expected = read_document(plan).tables[0]
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == grid(read_document(plan))[0][
        0
    ]
    assert (table.row_count, table.column_count, table.header_rows) == (4, 4, expected.header_rows)


@office
def test_a_doc_that_libreoffice_cannot_open_is_still_read(plan, copied, tmp_path, monkeypatch):
    monkeypatch.setattr(conversion, "run_libreoffice", _writing_nothing_but_the_trial)
    document = read_document(copied("doc"))
    assert grid(document) == grid(read_document(plan))
    assert [notice.code for notice in document.notices] == ["doc-read-directly"]
    with pytest.raises(UnreadableFileError) as raised:
        read_document(_rtf(tmp_path))
    assert raised.value.code == "damaged-file"


@office
def test_cells_that_did_not_come_through_are_told(made, tmp_path, monkeypatch):
    """One cell of many: LibreOffice's reading stays, with the automatic numbers that it has."""
    lacking = write_docx(tmp_path / "часть.docx", LONG_TABLE.replace("Обход классов", "") + AFTER)
    monkeypatch.setattr(conversion, "run_libreoffice", lambda start, _: _write(start, lacking))
    document = read_document(made / "doc" / "long.doc")
    assert "Обход классов" not in [text for *_, text in grid(document)[0][0]]
    assert document.notices[-1].code == "doc-cells-differ"


@office
def test_a_password_is_told_as_such(copied):
    path = copied("doc")
    with olefile.OleFileIO(str(path), write_mode=True) as container:
        stream = bytearray(container.openstream("WordDocument").read())
        stream[0x0B] |= 0x01  # fEncrypted of the file's information block
        container.write_stream("WordDocument", bytes(stream))
    with pytest.raises(EncryptedFileError):
        read_document(path)
    closed = copied("odt")
    manifest = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    _rewrite(closed, {"META-INF/manifest.xml": manifest.encode()})
    with pytest.raises(EncryptedFileError):
        read_document(closed)


@office
def test_damaged_files_of_a_batch_do_not_harm_the_others(plan, copied, tmp_path):
    sound = copied("odt")
    torn = tmp_path / "порван.odt"
    torn.write_bytes(sound.read_bytes())
    _rewrite(torn, {"content.xml": b"<office:document-content"})
    empty = tmp_path / "пустой.doc"
    empty.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    gone = tmp_path / "удалён.rtf"
    with converted(
        [OfficeFile(torn, ODT), OfficeFile(empty, DOC), OfficeFile(gone, RTF), OfficeFile(sound, ODT)]
    ) as found:
        outcomes = {path.name: answer.outcome for path, answer in found.items()}
        assert grid(read_document(sound, conversion=found[sound])) == grid(read_document(plan))
        with pytest.raises(UnreadableFileError) as raised:
            read_document(torn, conversion=found[torn])
    assert raised.value.code == "damaged-file"
    assert outcomes == {
        torn.name: Outcome.REFUSED,
        empty.name: Outcome.REFUSED,
        gone.name: Outcome.REFUSED,
        sound.name: Outcome.DONE,
    }


@office
def test_a_batch_costs_one_start(copied, tmp_path, monkeypatch):
    path = copied("odt")
    files = []
    for number in range(10):
        copy = tmp_path / f"копия {number}.odt"
        copy.write_bytes(path.read_bytes())
        files.append(OfficeFile(copy, ODT))
    starts = []
    monkeypatch.setattr(conversion, "run_libreoffice", lambda *given: starts.append(1) or run_libreoffice(*given))
    with converted(files) as found:
        assert {answer.outcome for answer in found.values()} == {Outcome.DONE}
        places = [answer.path for answer in found.values()]
        assert all(place.is_file() for place in places)
    assert len(starts) == 1
    assert not any(place.exists() for place in places)


@office
def test_nothing_is_fetched_for_a_file(tmp_path):
    """A picture that the document only names is asked of nobody."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()
        listening = threading.Thread(target=_listen, args=(server, asked, stop))
        listening.start()
        path = tmp_path / "план.odt"
        _write_odt(path, f"http://127.0.0.1:{server.getsockname()[1]}/a.png")
        document = read_document(path)
        stop.set()
        listening.join()
    assert [paragraph.text for paragraph in document.paragraphs] == ["План"]
    assert asked == []


@office
def test_no_doc_however_damaged_raises_anything_else(copied):
    sound = copied("doc").read_bytes()
    chance = random.Random(7)  # noqa: S311 - damage, no secret
    read = 0
    for _ in range(300):
        damaged = bytearray(sound)
        for _ in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            blocks = blocks_of(bytes(damaged))
        except DAMAGE:
            continue
        read += 1
        assert all(isinstance(block, Paragraph | Table) for block in blocks)
    assert 0 < read < 300


def test_without_libreoffice_only_these_files_are_refused(make_docx, tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice.shutil, "which", lambda _: None)
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", ())
    with pytest.raises(UnsupportedFormatError) as raised:
        read_document(_rtf(tmp_path))
    assert raised.value.code == "libreoffice-absent"
    assert "apt install libreoffice-writer" in raised.value.message
    assert "сохраните как .docx" in raised.value.message
    assert read_document(make_docx(TITLE)).paragraphs


def test_an_archive_that_is_too_large_is_not_given_to_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr(conversion, "run_libreoffice", _never)
    path = tmp_path / "бомба.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", bytes(LIMITS.small_unpacked_bytes + 1))
    with pytest.raises(LimitExceededError) as raised:
        read_document(path)
    assert raised.value.code == "archive-ratio"


@pytest.fixture
def pretended(make_docx, tmp_path, monkeypatch):
    """A program that pretends to be LibreOffice: it falls or hangs over a file that says so, and notes its starts."""
    model, notes, program = make_docx(TITLE, name="образец.docx"), tmp_path / "пуски", tmp_path / "soffice"
    program.write_text(
        f"""#!/bin/sh
echo "$@" >> '{notes}'
for word in "$@"; do
  case "$last" in --outdir) out="$word" ;; esac
  last="$word"
  case "$word" in
    */in/*)
      grep -q FALL "$word" && exit 134
      grep -q HANG "$word" && exec sleep 600
      grep -q REFUSE "$word" && continue
      name=$(basename "$word"); cp '{model}' "$out/${{name%.*}}.docx" ;;
  esac
done
""",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setattr(conversion, "find_libreoffice", lambda: str(program))

    def outcomes(*contents, limits=LIMITS):
        files = []
        for number, content in enumerate(contents):
            files.append(OfficeFile(tmp_path / f"{number}.rtf", RTF))
            files[-1].path.write_text("{\\rtf1 " + content + "}", encoding="ascii")
        with converted(files, limits) as found:
            return [found[file.path].outcome for file in files], len(notes.read_text(encoding="utf-8").splitlines())

    return outcomes


def test_the_file_at_which_libreoffice_falls_is_left_out(pretended):
    done, fell, refused = Outcome.DONE, Outcome.FELL, Outcome.REFUSED
    assert pretended("FALL", "a", "REFUSE", "b", "FALL", "c") == ([fell, done, refused, done, fell, done], 3)


def test_the_file_over_which_libreoffice_hangs_is_left_out(pretended):
    found, starts = pretended("a", "HANG", "b", limits=Limits(conversion_seconds=1))
    assert (found, starts) == ([Outcome.DONE, Outcome.FELL, Outcome.DONE], 2)


def test_a_libreoffice_that_does_not_work_is_told_once_for_all(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 77\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(conversion, "find_libreoffice", lambda: str(program))
    with pytest.raises(UnsupportedFormatError) as raised:
        read_document(_rtf(tmp_path))
    assert raised.value.code == "libreoffice-broken"


def _never(*_):
    raise AssertionError("LibreOffice was started")


def _rtf(folder):
    path = folder / "план.rtf"
    path.write_text("{\\rtf1 plan}", encoding="ascii")
    return path


def _write(start, model):
    for path in start.inputs:
        start.output_of(path).write_bytes(Path(model).read_bytes())
    return True


def _writing_nothing_but_the_trial(start, _):
    with zipfile.ZipFile(start.output_of(start.inputs[0]), "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return True


def _rewrite(path, replaced):
    with zipfile.ZipFile(path) as archive:
        entries = {entry: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in entries.items():
            archive.writestr(entry, replaced.get(entry.filename, content))


def _write_odt(path, picture):
    names = {
        "office": "office",
        "text": "text",
        "draw": "drawing",
        "svg": "svg-compatible",
    }
    declared = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in names.items()
    )
    content = (
        f'<office:document-content {declared} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body>'
        '<office:text><text:p>План<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="3cm">'
        f'<draw:image xlink:href="{picture}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        "</draw:frame></text:p></office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        entries = ("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml")
        named = "".join(f'<m:file-entry m:full-path="{entry}" m:media-type="{type_}"/>' for entry, type_ in entries)
        space = 'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        archive.writestr("META-INF/manifest.xml", f"<m:manifest {space}>{named}</m:manifest>")


def _listen(server, asked, stop):
    while not stop.is_set():
        try:
            connection, _ = server.accept()
        except TimeoutError:
            continue
        with connection:
            asked.append(connection.recv(1000))


def test_libreoffice_is_looked_for_where_it_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", (tmp_path / "absent", tmp_path / "soffice.exe"))
    assert libreoffice.find_libreoffice() is None
    (tmp_path / "soffice.exe").touch()
    assert Path(libreoffice.find_libreoffice() or "") == tmp_path / "soffice.exe"
