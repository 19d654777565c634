"""The labelled texts that ship with the program."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from reviewer.learn.corpus import load_corpus
from reviewer.model.errors import UsageError
from reviewer.model.facts import AUDIENCES, LEVELS, OUTCOME_KINDS, SCOPES, THEMES


@pytest.fixture(scope="module")
def corpus(project: Path):
    return load_corpus(project / "corpora")


def test_there_is_enough_of_everything(corpus) -> None:
    assert len(corpus.activities) >= 1500
    assert len(corpus.outcomes) >= 400
    counts = Counter(label for row in corpus.activities for label in row.labels)
    assert min(counts[theme] for theme in THEMES) >= 80
    assert min(counts[f"audience:{audience}"] for audience in AUDIENCES) >= 40
    assert min(counts[f"level:{level}"] for level in LEVELS) >= 80
    assert min(counts[f"scope:{scope}"] for scope in SCOPES) >= 150
    kinds = Counter(row.outcome_kind for row in corpus.outcomes)
    assert min(kinds[kind] for kind in OUTCOME_KINDS) >= 40


def test_no_text_and_no_id_stands_twice(corpus) -> None:
    for rows in (corpus.activities, corpus.outcomes):
        assert len({row.id for row in rows}) == len(rows)
        assert len({row.text for row in rows}) == len(rows)


def test_labels_stand_in_the_order_of_the_taxonomy(corpus) -> None:
    for row in corpus.activities:
        assert list(row.themes) == [theme for theme in THEMES if theme in row.themes], row.id
        assert list(row.audiences) == [audience for audience in AUDIENCES if audience in row.audiences], row.id


def test_documents_are_many_and_small(corpus) -> None:
    documents = Counter(row.document for row in corpus.activities)
    assert len(documents) >= 80
    assert max(documents.values()) <= 40


def test_whole_voices_can_be_held_out(corpus) -> None:
    voices = Counter(row.author for row in corpus.activities)
    assert len(voices) >= 3
    assert min(voices.values()) >= 300


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "a"', "не объект JSON"),
        (
            '{"id": "a", "document": "d", "text": "т", "level": "lunar", "themes": [], "audiences": [], "scope": "unstated"}',
            "level",
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "activities").mkdir()
    (tmp_path / "activities" / "a.jsonl").write_text("\n" + line, encoding="utf-8")
    (tmp_path / "outcomes.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_corpus(tmp_path)
    assert words in str(caught.value)
    assert "a.jsonl:2" in str(caught.value)


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    (tmp_path / "outcomes.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="нет размеченных мероприятий"):
        load_corpus(tmp_path)
