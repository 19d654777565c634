"""A docx is written part by part, so that a test can say exactly what stands in its XML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reviewer.documents.docx import read
from reviewer.model.document import Document

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _relationships(targets: Mapping[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{index}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


@pytest.fixture
def make_docx(tmp_path: Path) -> Callable[..., Path]:
    """Write a docx with this body, styles and numbering (the XML inside the parts' roots), and with further entries."""

    def make(
        body: str,
        *,
        styles: str = "",
        numbering: str = "",
        name: str = "план.docx",
        entries: Mapping[str, str | bytes] | None = None,
    ) -> Path:
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": _relationships({"styles": "styles.xml", "numbering": "numbering.xml"}),
            "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>",
            **(entries or {}),
        }
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, content in parts.items():
                archive.writestr(entry, content)
        return path

    return make


@pytest.fixture
def read_docx(make_docx: Callable[..., Path]) -> Callable[..., Document]:
    """Write a docx like `make_docx` and read it."""

    def make_and_read(body: str, **parts: str) -> Document:
        path = make_docx(body, **parts)
        return read(path, path.name)

    return make_and_read
