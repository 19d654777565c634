"""`reviewer history`: who did what in a workspace, the newest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from reviewer.cli import correct_naming as naming
from reviewer.cli.tables import print_rows
from reviewer.language.numerals import count_of
from reviewer.store.campaigns import campaigns
from reviewer.store.correction_words import local_moment
from reviewer.store.history import Deed, deeds
from reviewer.store.workspace import open_workspace

Body = Mapping[str, object]

_CORRECTIONS: Mapping[str, str] = {
    "verdict": "решение о выводе",
    "label": "решение о признаке",
    "row": "исправление строки",
    "file": "принадлежность файла",
}
_WORDS: Mapping[str, Callable[[Body], str]] = {
    "campaign": lambda body: f"создана экспертиза «{body.get('name')}»",
    "submission": lambda body: f"загружено: {count_of(_number(body, 'files'), 'файл')}",
    "run": lambda body: f"проведена экспертиза: результат № {body.get('run')}",
    "correction": lambda body: f"{_correction(body)}: запись № {body.get('correction')}",
    "undo": lambda body: (
        f"отменена запись № {body.get('undoes')} ({_correction(body)}): запись № {body.get('correction')}"
    ),
    "import": lambda body: (
        f"внесены решения из книги: {_number(body, 'entered')}, не внесены: {_number(body, 'refused')}"
    ),
    "model": lambda _: "сменён классификатор",
}


def run_history(campaign: str | None, workspace: Path | None, most: int, *, as_json: bool) -> int:
    with closing(open_workspace(workspace)) as opened, opened.reading() as connection:
        identifier = naming.campaign_id(connection, campaign) if campaign else None
        found = deeds(connection, identifier, most=most)
        names = {one.id: one.name for one in campaigns(connection)}
    if as_json:
        print(json.dumps([_form(deed) for deed in found], ensure_ascii=False))
        return 0
    if not found:
        print("Записей нет.")
        return 0
    lines = [(local_moment(deed.at), deed.author, names.get(deed.campaign or 0, "—"), _told(deed)) for deed in found]
    print_rows(("Когда", "Кто", "Экспертиза", "Что сделано"), lines)
    return 0


def _told(deed: Deed) -> str:
    """A deed that this program has no words for is told by its kind."""
    words = _WORDS.get(deed.kind)
    return words(deed.body) if words else deed.kind


def _correction(body: Body) -> str:
    return _CORRECTIONS.get(str(body.get("kind")), "исправление")


def _number(body: Body, name: str) -> int:
    found = body.get(name)
    return found if isinstance(found, int) else 0


def _form(deed: Deed) -> dict[str, object]:
    return {
        "id": deed.id,
        "at": deed.at.isoformat(),
        "author": deed.author,
        "campaign": deed.campaign,
        "kind": deed.kind,
        "body": dict(deed.body),
    }
