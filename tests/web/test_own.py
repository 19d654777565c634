"""The municipality's own page: what it sees, what it never sees, and how it sends a corrected roadmap."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page
from resubmitted import FIRST, OTHER, OTHER_FILE, OWN, OWN_FILE, SECOND, own_plan, plan, review
from starlette.testclient import TestClient
from workplace import Team

from reviewer.jobs import resubmitting
from reviewer.jobs.correcting_rows import add_row
from reviewer.jobs.correction_entering import Author
from reviewer.jobs.queue import jobs_of
from reviewer.store.accounts import Role
from reviewer.store.campaigns import add_campaign, submissions
from reviewer.store.correction_entries import entries
from reviewer.store.runs import review_of
from reviewer.store.workspace import Workspace

CAMPAIGN, PATH = 1, f"/own/1/{OWN}"
THIRD = (*SECOND, ("5", "Семинар школьных методических объединений", "ноябрь 2026 г.", "материалы"))


@pytest.fixture(scope="module")
def template_folder(resubmitted_folder: Path) -> Path:
    return resubmitted_folder


@pytest.fixture
def own(team: Team) -> TestClient:
    return team.client(Role.MUNICIPALITY)


def sent(client: TestClient, content: bytes, name: str = "карта.docx", path: str = PATH):
    return client.post(path, files=[("files", (name, content, "application/octet-stream"))])


def test_it_comes_to_its_page_and_sees_what_is_its_own(own: TestClient) -> None:
    answer = own.get("/")
    assert answer.url.path == PATH, "by way of /own, where there is one expertise"
    text = answer.text
    for told in (
        "Кедроборский район",
        "Замечания",
        "Диагностика профессиональных дефицитов педагогов",
        "Заключение (Word)",
    ):
        assert told in text
    assert "Совещание директоров <ins>и завучей</ins> школ района" in text
    assert "Отправить исправленную" in text
    assert "Лугозёрск" not in text
    assert "/campaigns/" not in text
    taken = own.get(f"{PATH}/conclusion")
    assert taken.content[:2] == b"PK"
    assert taken.headers["content-disposition"].startswith("attachment; ")


def test_rows_that_people_corrected_are_told_from_those_of_its_file(
    own: TestClient, workspace: Workspace, tmp_path: Path
) -> None:
    told = "Исправлено методистом: в файле не так."
    assert told not in own.get(PATH).text
    fields = {"activity": "Родительский лекторий района"}
    add_row(workspace, CAMPAIGN, Author("Методист", date(2026, 1, 19)), municipality=OWN, after=None, fields=fields)
    review(workspace, CAMPAIGN, tmp_path / "out")
    text = own.get(PATH).text
    assert text.count(told) == 1
    assert text.index("Родительский лекторий района") < text.index(told)


def test_nothing_of_others_is_there(own: TestClient, workspace: Workspace) -> None:
    with workspace.reading() as connection:
        files = {file.name: file.sha256 for one in submissions(connection, CAMPAIGN) for file in one.files}
    assert own.get(f"{PATH}/files/{files[OWN_FILE]}").status_code == 200, "an earlier version of its own"
    assert own.get(f"{PATH}/files/{files[OTHER_FILE]}").status_code == 404
    for path in (f"/own/1/{OTHER}", f"/own/1/{OTHER}/conclusion", f"/own/1/{OTHER}/files/{files[OTHER_FILE]}"):
        assert own.get(path).status_code == 404
        assert own.get(f"/api/v1{path}").status_code == 404
    assert sent(own, own_plan(THIRD), path=f"/own/1/{OTHER}").status_code == 404
    for path in ("/campaigns/1", "/campaigns/1/changes", "/campaigns/1/documents", "/campaigns/1/files"):
        assert own.get(path).status_code == 403
    assert own.get(f"{PATH}/receipts/1").status_code == 404, "what others handed in is no receipt of its own"


def test_a_corrected_roadmap_is_taken_with_a_receipt_and_judged(
    own: TestClient, workspace: Workspace, tmp_path: Path
) -> None:
    content = own_plan(THIRD)
    answer = sent(own, content, "C:\\папка\\карта.docx")
    assert "Расписка №" in answer.text
    for told in ("карта.docx", "Человек municipality", "получен, ждёт проверки", "Кедроборский район"):
        assert told in answer.text
    with workspace.reading() as connection:
        last = submissions(connection, CAMPAIGN)[-1]
        job = jobs_of(connection, CAMPAIGN)[0]
    assert (last.complete, [file.name for file in last.files]) == (False, ["Кедроборский район/карта.docx"])
    assert job.state == "queued"
    assert workspace.blobs.get(last.files[0].sha256) == content
    assert "Идёт проверка" in own.get(PATH).text
    review(workspace, CAMPAIGN, tmp_path / "out")
    text = own.get(PATH).text
    assert "Семинар школьных методических объединений" in text
    assert "рассмотрен" in text
    assert "результат № 2" in text, "it is set against the version before"
    assert "рассмотрен файл «карта.docx»" in text, "not the folder that the centre has put it into"


def test_it_is_its_own_whatever_stands_in_it(own: TestClient, workspace: Workspace, tmp_path: Path) -> None:
    """A file that names another municipality, and has the name of another's file, touches no other."""
    foreign = plan("Дорожная карта города Лугозёрск на 2026 год", THIRD)
    assert sent(own, foreign, OTHER_FILE).status_code == 200
    run = review(workspace, CAMPAIGN, tmp_path / "out")
    judged = {one.id: one for one in review_of(workspace.blobs, run).municipalities}
    assert judged[OTHER].files == (OTHER_FILE,)
    assert len(judged[OTHER].reviewed.facts) == 3  # type: ignore[union-attr]
    assert judged[OWN].files == (f"Кедроборский район/{OTHER_FILE}",)
    assert len(judged[OWN].reviewed.facts) == len(THIRD)  # type: ignore[union-attr]
    with workspace.reading() as connection:
        (entry,) = entries(connection, CAMPAIGN)
    assert (entry.kind, entry.municipality, entry.author) == ("file", OWN, "Человек municipality")


def test_a_file_of_another_is_not_taken_for_its_own(own: TestClient, workspace: Workspace) -> None:
    with workspace.reading() as connection:
        first = next(file for one in submissions(connection, CAMPAIGN) for file in one.files if file.name == OTHER_FILE)
    answer = sent(own, workspace.blobs.get(first.sha256))
    assert answer.status_code == 422
    assert "не числится вашим" in answer.text


def archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("Лугозёрск.docx", own_plan(THIRD))
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("карты.docx", archive(), "архив ZIP"),
        ("карта.docx", b"PK\x03\x04 and nothing more", "прочитать его нельзя"),
        ("карта.exe", bytes(range(256)) * 9, "прочитать его нельзя"),
        ("~$карта.docx", b"x", "не документ"),
    ],
    ids=["an archive", "a damaged file", "no document", "litter"],
)
def test_what_is_no_roadmap_is_refused_with_a_reason(
    own: TestClient, workspace: Workspace, name: str, content: bytes, told: str
) -> None:
    answer = sent(own, content, name)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'aria-invalid="true"' in answer.text
    with workspace.reading() as connection:
        assert len(submissions(connection, CAMPAIGN)) == 2
        assert entries(connection, CAMPAIGN) == []


def test_one_file_at_a_time_and_none_twice(
    own: TestClient, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = [("files", ("а.docx", own_plan(THIRD))), ("files", ("б.docx", own_plan(FIRST)))]
    assert "Отправьте один файл" in own.post(PATH, files=two).text
    assert own.post(PATH, files=[("files", ("", b""))]).status_code == 422
    assert "ничего не изменено" in sent(own, workspace.blobs.get(_judged_now(workspace))).text
    assert sent(own, own_plan(THIRD)).status_code == 200
    with workspace.reading() as connection:
        content = workspace.blobs.get(submissions(connection, CAMPAIGN)[-1].files[0].sha256)
    assert "уже отправили последним" in sent(own, content).text
    monkeypatch.setattr(resubmitting, "MOST_A_DAY", 1)
    assert "не больше 1 файлов" in sent(own, own_plan(SECOND)).text


def _judged_now(workspace: Workspace) -> str:
    with workspace.reading() as connection:
        return submissions(connection, CAMPAIGN)[-1].files[0].sha256


def test_an_earlier_version_may_be_sent_again(own: TestClient, workspace: Workspace, tmp_path: Path) -> None:
    with workspace.reading() as connection:
        first = next(file for one in submissions(connection, CAMPAIGN) for file in one.files if file.name == OWN_FILE)
    assert sent(own, own_plan(THIRD)).status_code == 200
    assert sent(own, workspace.blobs.get(first.sha256), "снова прежняя.docx").status_code == 200
    run = review(workspace, CAMPAIGN, tmp_path / "out")
    judged = next(one for one in review_of(workspace.blobs, run).municipalities if one.id == OWN)
    assert judged.files == ("Кедроборский район/снова прежняя.docx",)
    text = own.get(PATH).text
    assert "заменён следующим" in text
    assert "рассмотрен" in text


def test_before_a_result_it_may_send_too(own: TestClient, workspace: Workspace) -> None:
    with workspace.writing() as connection:
        empty = add_campaign(connection, "Пустая", "zaozerye", "методист").id
    assert "Выберите экспертизу" in own.get("/own").text
    assert "Результата ещё нет" in own.get(f"/own/{empty}/{OWN}").text
    assert "Расписка №" in sent(own, own_plan(THIRD), path=f"/own/{empty}/{OWN}").text
    with workspace.reading() as connection:
        assert submissions(connection, empty)[0].complete
    assert own.get(f"/api/v1/own/{empty}/{OWN}").json()["receipts"][0]["state"] == "получен, ждёт проверки"


def test_without_an_expertise_it_is_told_what_to_wait_for(team: Team) -> None:
    with team.settings.workspace.writing() as connection:
        connection.exec_driver_sql("UPDATE campaign SET profile = 'tambov'")
    assert "Экспертиз вашего региона ещё нет" in team.client(Role.MUNICIPALITY).get("/own").text


def test_a_methodist_looks_at_it_as_the_municipality_does(client: TestClient, team: Team) -> None:
    for one in (client, team.client(Role.READER)):
        text = one.get(PATH).text
        assert "Так видит эту страницу муниципалитет" in text
        assert 'type="file"' not in text
        assert sent(one, own_plan(THIRD)).status_code == 403
        assert one.get(f"/own/1/{OTHER}").status_code == 200
        assert one.get("/own/1/nowhere").status_code == 404
    assert client.get("/own").url.path == "/"


def test_programs_of_a_municipality_do_the_same(own: TestClient) -> None:
    assert own.get("/api/v1/own").json() == [{"id": 1, "name": "Зима 2026"}]
    form = own.get(f"/api/v1{PATH}").json()
    assert (form["municipality"], form["activities"], form["run"]) == (OWN, len(SECOND), 2)
    assert form["remarks"]
    assert form["conclusion"] == ["заключения/Кедроборский район.docx"]
    answer = sent(own, own_plan(THIRD), path=f"/api/v1{PATH}")
    assert (answer.status_code, answer.json()["state"]) == (201, "получен, ждёт проверки")
    assert own.get(f"/api/v1{PATH}/files/{answer.json()['sha256']}").status_code == 200
    assert own.get(f"/api/v1{PATH}/conclusion?format=pdf").status_code == 404, "none was made"


def test_the_page_in_a_browser(browser_page: Page, axe: Callable[[Page], None]) -> None:
    browser_page.goto(PATH)
    axe(browser_page)
