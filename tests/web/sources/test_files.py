"""The calls that are made in bounded child processes, and what is kept between them."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from reviewer.activities.assembling import assemble
from reviewer.documents.isolation import IsolatedReading
from reviewer.documents.reading import read_document
from reviewer.model.errors import UnreadableFileError
from reviewer.model.facts import Why
from reviewer.web.sources.asked import asked_of
from reviewer.web.sources.files import SourceFile
from reviewer.web.sources.keeping import document_from_json, document_to_json
from reviewer.web.sources.view import SourceView

ROWS = [
    ["1.", "Тренинг для классных руководителей", "май 2026", "Центр", "Отчёт"],
    ["2.", "Смотр школ", "июнь", "", ""],
]


def test_a_view_and_a_page_are_made_in_a_child_process(project: Path, word_plan: Callable[..., Path]) -> None:
    word = SourceFile(word_plan(ROWS), "округ/план.docx")
    sample = SourceFile(project / "corpora/samples/roadmaps/ДК Медноречье 2026.pdf", "план.pdf")
    broken = SourceFile(word.path.with_name("пусто.pdf"), "пусто.pdf")
    broken.path.write_bytes(b"%PDF-1.4")
    with IsolatedReading(1) as executor:
        document = executor.submit(SourceFile.read, word).result()
        asked = [asked_of(activity) for activity in assemble(document).activities]
        view = executor.submit(SourceFile.view, word, asked, document).result()
        image = executor.submit(SourceFile.page_image, sample, 1, 1.0).result()
        with pytest.raises(UnreadableFileError):
            executor.submit(SourceFile.page_image, broken, 1, 1.0).result()
    assert [row.located for row in view.rows] == [True, True]
    assert view.file == "округ/план.docx"
    assert image.startswith(b"\x89PNG")


def test_a_view_is_the_same_whether_the_document_was_kept(word_plan: Callable[..., Path]) -> None:
    file = SourceFile(word_plan(ROWS), "план.docx")
    document = file.read()
    asked = [asked_of(activity) for activity in assemble(document).activities]
    assert file.view(asked, document) == file.view(asked)


def test_a_view_goes_through_json_and_pickle(word_plan: Callable[..., Path]) -> None:
    file = SourceFile(word_plan(ROWS), "план.docx")
    view = file.view([asked_of(activity) for activity in assemble(file.read()).activities])
    assert msgspec.json.decode(msgspec.json.encode(view), type=SourceView) == view
    assert pickle.loads(pickle.dumps(view)) == view  # noqa: S301 - our own bytes


def test_a_document_is_kept_as_json(project: Path) -> None:
    for path in sorted((project / "corpora/samples/roadmaps").glob("*")):
        document = read_document(path)
        assert document_from_json(document_to_json(document)) == document


def test_what_was_kept_otherwise_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        document_from_json(b'{"file": 1}')


def test_an_activity_asks_for_each_quote_once(word_plan: Callable[..., Path]) -> None:
    activity = assemble(SourceFile(word_plan(ROWS), "план.docx").read()).activities[0]
    whys = (
        Why("teachers", "rule:a", "классных руководителей", "activity", 12),
        Why("other", "rule:b", "классных руководителей", "activity", 12),
        Why("level:school", "default:base"),
    )
    assert [quote.quote for quote in asked_of(activity, whys).quotes] == ["классных руководителей"]
