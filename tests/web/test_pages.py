"""Pages of the mode of one person, and what is said when something goes wrong."""

from __future__ import annotations

import logging
import re

import pytest
from fastapi import APIRouter, Depends
from starlette.datastructures import UploadFile
from workplace import ORIGIN, client_of, new_client

from reviewer.model.errors import UsageError
from reviewer.store.campaigns import add_campaign
from reviewer.store.history import record
from reviewer.store.workspace import Workspace
from reviewer.web.access import PUBLIC
from reviewer.web.app import create_app
from reviewer.web.deeds import PAGE
from reviewer.web.forms import UploadFields
from reviewer.web.settings import Limits, Settings


def test_the_only_person_is_called_as_they_say(workspace: Workspace) -> None:
    client = new_client(Settings(workspace))
    assert client.get("/api/v1/you").json()["name"] == "Пользователь"
    saved = client.post("/you", data={"name": "  Отдел <мониторинга>  "})
    assert "Имя сохранено" in saved.text
    assert "Имя сохранено" not in client.get("/you").text, "a notice is shown once"
    assert client.get("/api/v1/you").json()["name"] == "Отдел <мониторинга>"
    assert "Отдел &lt;мониторинга&gt;" in client.get("/you").text
    other_browser = new_client(Settings(workspace))
    assert other_browser.get("/api/v1/you").json()["name"] == "Отдел <мониторинга>", "the workspace remembers it"
    assert "Названо имя под решениями" in other_browser.get("/history").text
    other_browser.post("/you", data={"name": ""})
    assert new_client(Settings(workspace)).get("/api/v1/you").json()["name"] == "Пользователь"


def test_a_form_with_errors_comes_back_as_it_was_sent(workspace: Workspace) -> None:
    response = new_client(Settings(workspace)).post("/you", data={"name": "я" * 101})
    assert response.status_code == 422
    assert "не больше 100 знаков" in response.text
    assert "я" * 101 in response.text
    assert re.search(r'aria-describedby="name-hint name-error"', response.text)
    assert 'aria-invalid="true"' in response.text


def test_there_are_no_accounts_for_one_person(workspace: Workspace) -> None:
    client = new_client(Settings(workspace))
    for path in ("/login", "/people", "/password"):
        assert client.get(path).status_code == 404
    assert "/people" not in client.get("/you").text


def test_the_history_is_told_in_pieces_and_filtered(workspace: Workspace) -> None:
    with workspace.writing() as connection:
        made = add_campaign(connection, "Зима", "zaozerye", "методист")
        for number in range(PAGE):
            record(connection, "другой", "submission", {"submission": number, "files": 13}, made.id)
    client = new_client(Settings(workspace))
    first = client.get("/history").text
    assert first.count('<th scope="row">') == PAGE
    assert "файлов: 13" in first
    more = re.search(r'hx-get="([^"]+)"', first)
    assert more
    piece = client.get(more[1], headers={"HX-Request": "true"}).text
    assert "<html" not in piece
    assert piece.count("<th") == 1
    assert "Создана экспертиза" in piece
    whole = client.get(more[1]).text
    assert "<html" in whole, "the same address without JavaScript"
    only = client.get("/history", params={"author": "методист"}).text
    assert only.count('<th scope="row">') == 1
    assert "Таких записей нет" in client.get("/history", params={"author": "никто"}).text
    told = client.get("/api/v1/history", params={"kind": "campaign"}).json()
    assert [deed["body"] for deed in told["deeds"]] == [{"name": "Зима", "profile": "zaozerye"}]


def test_an_empty_history_says_what_will_be_there(workspace: Workspace) -> None:
    assert "Здесь появятся записи" in new_client(Settings(workspace)).get("/history").text


def test_about_tells_versions_licences_and_the_place(workspace: Workspace) -> None:
    text = new_client(Settings(workspace)).get("/about").text
    assert str(workspace.folder.resolve()) in text
    assert "reviewer workspace backup" in text
    for library, licence in (("lxml", "BSD"), ("htmx", "0BSD"), ("openpyxl", "MIT")):
        assert re.search(rf'<th scope="row">{library}</th><td>[\d.]+</td><td>{licence}', text, re.IGNORECASE)


def test_static_files_are_kept_for_good(workspace: Workspace) -> None:
    client = new_client(Settings(workspace))
    (address,) = re.findall(r'href="(/static/[^"]+/app\.css)"', client.get("/you").text)
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/static/0000/app.css").headers["cache-control"] == "no-cache"
    for name in ("../app.py", "..%2fapp.py", "%2e%2e/settings.py", "app.py"):
        assert client.get(f"/static/0000/{name}").status_code == 404


def _with(settings: Settings, router: APIRouter):
    app = create_app(settings)
    app.router.routes.extend(router.routes)
    return client_of(app)


def test_a_defect_gives_a_number_that_stands_in_the_log(workspace: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    router = APIRouter()

    def broken() -> None:
        raise RuntimeError("слова из документа")

    for path in ("/broken", "/api/v1/broken"):
        router.add_api_route(path, broken, dependencies=[Depends(PUBLIC)])
    with caplog.at_level(logging.INFO, "reviewer.web"):
        client = _with(Settings(workspace), router)
        page, told = client.get("/broken"), client.get("/api/v1/broken")
    assert (page.status_code, told.status_code) == (500, 500)
    number = re.search(r"её номер: ([0-9a-f]{8})", page.text)
    assert number
    assert f"{number[1]} /broken RuntimeError at test_pages.py" in caplog.text
    assert "слова из документа" not in caplog.text + page.text + told.text
    assert "Traceback" not in page.text
    assert page.headers["content-security-policy"]


def test_a_refusal_is_told_as_it_was_asked(workspace: Workspace) -> None:
    router = APIRouter()

    def refuse() -> None:
        raise UsageError("Нельзя. Сделайте иначе.", code="conflict")

    for path in ("/refused", "/api/v1/refused"):
        router.add_api_route(path, refuse, dependencies=[Depends(PUBLIC)])
    client = _with(Settings(workspace), router)
    page, piece = client.get("/refused"), client.get("/refused", headers={"HX-Request": "true"})
    assert (page.status_code, piece.status_code) == (409, 409)
    assert "<html" in page.text
    assert "<html" not in piece.text
    assert "Нельзя. Сделайте иначе." in piece.text
    assert client.get("/api/v1/refused").json()["code"] == "conflict"


def test_a_database_that_is_away_is_told_of(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise UsageError("База данных не открывается. Запустите её сервер.", code="workspace")

    monkeypatch.setattr(Workspace, "reading", away)
    settings = Settings(workspace, mode="team")
    client = new_client(settings)
    client.cookies.set("reviewer_session", "x")
    for path in ("/history", "/api/v1/history"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "Запустите её сервер" in answer.text


_LIMITS = Limits(body=10_000, upload=100_000)


def _uploading(workspace: Workspace):
    router = APIRouter()

    def take(fields: UploadFields) -> dict[str, int]:
        return {one.filename: one.size for one in fields.getlist("files") if isinstance(one, UploadFile)}

    router.add_api_route("/take", take, methods=["POST"], dependencies=[Depends(PUBLIC)])
    return _with(Settings(workspace, limits=_LIMITS), router)


def test_bodies_are_limited_and_uploads_by_a_limit_of_their_own(workspace: Workspace) -> None:
    client = _uploading(workspace)
    assert client.post("/you", data={"name": "я" * 20_000}).status_code == 413
    taken = client.post("/take", files=[("files", ("а.docx", b"x" * 50_000)), ("files", ("../б.docx", b"yy"))])
    assert taken.json() == {"а.docx": 50_000, "../б.docx": 2}
    refused = client.post("/take", files=[("files", ("а.docx", b"x" * 200_000))])
    assert refused.status_code == 413
    assert "Ничего не сохранено" in refused.text


def test_a_body_that_does_not_tell_its_length_is_counted(workspace: Workspace) -> None:
    client = _uploading(workspace)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": ORIGIN}
    response = client.post("/you", content=iter([b"name="] + [b"x" * 1000] * 50), headers=headers)
    assert response.status_code == 413


def test_a_damaged_form_is_refused(workspace: Workspace) -> None:
    client = _uploading(workspace)
    response = client.post("/take", content=b"--b\r\n", headers={"Content-Type": "multipart/form-data"})
    assert response.status_code == 400
    assert "Запрос не разобран" in response.text
