"""A campaign of two small roadmaps, of which one was sent again: rows reworded, dated otherwise, dropped and added."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from reviewer.jobs.correcting import correct_verdict
from reviewer.jobs.correction_entering import Author
from reviewer.jobs.handing_in import add_files, begin_campaign
from reviewer.jobs.rereview import Asked, review_campaign
from reviewer.resources import data_folder
from reviewer.store.campaigns import StoredFile
from reviewer.store.runs import Run
from reviewer.store.workspace import Workspace, create_workspace

PROFILE = "zaozerye"
OWN, OTHER = "kedrobor", "lugozersk"
OWN_FILE, OTHER_FILE = "Кедроборский район.docx", "Лугозёрск.docx"
Rows = Sequence[tuple[str, str, str, str]]

FIRST: Rows = (
    ("1", "Совещание директоров школ района", "февраль 2026 г.", "протокол"),
    ("2", "Семинар для учителей математики", "март 2026 г.", "не менее 20 участников"),
    ("3", "Родительские собрания в школах", "апрель 2026 г.", "5 собраний"),
    ("4", "Посещение уроков наставниками", "сентябрь 2026 г.", "справка"),
)
SECOND: Rows = (
    ("1", "Совещание директоров и завучей школ района", "февраль 2026 г.", "протокол"),
    ("2", "Семинар для учителей математики", "май 2026 г.", "не менее 20 участников"),
    ("3", "Посещение уроков наставниками", "сентябрь 2026 г.", "справка"),
    ("4", "Диагностика профессиональных дефицитов педагогов", "октябрь 2026 г.", "аналитическая справка"),
)


def plan(title: str, rows: Rows) -> bytes:
    document = Document()
    document.add_paragraph(title)
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("№", "Мероприятие", "Срок", "Результат"), strict=True):
        cell.text = text
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def own_plan(rows: Rows) -> bytes:
    return plan("Дорожная карта Кедроборского района на 2026 год", rows)


def stored(workspace: Workspace, name: str, content: bytes) -> StoredFile:
    return StoredFile(name, workspace.blobs.put(content), len(content))


def begin(workspace: Workspace, out: Path) -> int:
    """The campaign with its first result."""
    files = [
        stored(workspace, OWN_FILE, own_plan(FIRST)),
        stored(workspace, OTHER_FILE, plan("Дорожная карта города Лугозёрск на 2026 год", FIRST[:3])),
    ]
    campaign = begin_campaign(workspace, ("Зима 2026", PROFILE), files, "методист").campaign.id
    review(workspace, campaign, out)
    return campaign


def resubmit(folder: Path, *, decided: bool = False) -> Path:
    """A workspace with a result of the first files and one of the corrected file, made where there is no LibreOffice.

    Args:
        decided: Between them a person decides, and there is a result of that too.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "/nonexistent")
        made, out = create_workspace(folder / "workspace"), folder / "out"
        campaign = begin(made, out)
        if decided:
            decide(made, campaign)
            review(made, campaign, out)
        send_again(made, campaign, out)
        made.close()
    return folder / "workspace"


def send_again(workspace: Workspace, campaign: int, out: Path, rows: Rows = SECOND) -> Run:
    add_files(workspace, campaign, [stored(workspace, "исправленная.docx", own_plan(rows))], "методист")
    return review(workspace, campaign, out)


def decide(workspace: Workspace, campaign: int, parameter: str = "parents", municipality: str = OTHER) -> None:
    """The verdict is overturned; the next result follows it."""
    author = Author("Методист", date(2026, 1, 19))
    correct_verdict(
        workspace,
        campaign,
        author,
        municipality=municipality,
        parameter=parameter,
        verdict="not_met",
        reason="Собрания не по теме",
    )


def review(workspace: Workspace, campaign: int, out: Path) -> Run:
    asked = Asked(data_folder("rules") / PROFILE, author="методист", jobs=1, today=date(2026, 1, 19), printed=False)
    return review_campaign(workspace, campaign, out, asked).run
