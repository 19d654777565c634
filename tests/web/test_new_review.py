"""A new review: what is uploaded, what becomes of it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from workplace import new_client

from reviewer.jobs.queue import jobs_of
from reviewer.jobs.samples import SAMPLE_NAME
from reviewer.store.campaigns import add_campaign, campaigns, submissions
from reviewer.store.workspace import Workspace
from reviewer.web.settings import Limits, Settings

REGION = {"region": "zaozerye"}


def upload(*files: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", file) for file in files]


def stored(workspace: Workspace) -> dict[str, bytes]:
    with workspace.reading() as connection:
        found = [
            file for one in campaigns(connection) for part in submissions(connection, one.id) for file in part.files
        ]
    return {file.name: workspace.blobs.get(file.sha256) for file in found}


def test_a_review_begins_with_the_files_that_were_sent(client: TestClient, workspace: Workspace) -> None:
    files = upload(("Зима/Лугозёрск/план.docx", b"one"), ("Зима/письмо.pdf", b"two"))
    answer = client.post("/campaigns/new", data=REGION, files=files, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/campaigns/1/progress")
    assert stored(workspace) == {"Лугозёрск/план.docx": b"one", "письмо.pdf": b"two"}
    with workspace.reading() as connection:
        (made,) = campaigns(connection)
        (job,) = jobs_of(connection, made.id)
    assert (made.name, made.profile) == ("Заозёрская область, 2026 год", "zaozerye")
    assert (job.kind, job.state) == ("review", "queued")


def test_the_next_review_of_a_region_is_named_otherwise(client: TestClient, workspace: Workspace) -> None:
    for number in range(2):
        client.post("/campaigns/new", data=REGION, files=upload((f"{number}.docx", b"one")), follow_redirects=False)
    with workspace.reading() as connection:
        assert [one.name for one in campaigns(connection)] == [
            "Заозёрская область, 2026 год (2)",
            "Заозёрская область, 2026 год",
        ]


@pytest.mark.parametrize(
    ("fields", "files", "told"),
    [
        ({"region": ""}, [("план.docx", b"1")], "Заполните это поле"),
        ({"region": "../../etc"}, [("план.docx", b"1")], "Выберите регион из списка"),
        (REGION, [("", b"")], "Не выбрано ни одного файла"),
        (REGION | {"name": "Зима"}, [("план.docx", b"1")], "Экспертиза «Зима» уже есть"),
        (REGION | {"name": "а" * 201}, [("план.docx", b"1")], "не больше 200 знаков"),
        (REGION, [("~$план.docx", b"1"), ("Thumbs.db", b"2")], "служебный файл"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(
    client: TestClient, workspace: Workspace, fields: dict[str, str], files: list[tuple[str, bytes]], told: str
) -> None:
    with workspace.writing() as connection:
        add_campaign(connection, "Зима", "zaozerye", "методист")
    answer = client.post("/campaigns/new", data=fields, files=upload(*files))
    assert answer.status_code == 422
    assert told in answer.text
    assert 'aria-invalid="true"' in answer.text
    with workspace.reading() as connection:
        assert len(campaigns(connection)) == 1
    assert list(workspace.blobs) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.docx", "x.docx"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\x.docx", "x.docx"),
        ("C:\\Windows\\x.docx", "x.docx"),
        ("con.docx", "_con.docx"),
        ("LPT1", "_LPT1"),
        ("план\u202excod.exe", "план\\u202excod.exe"),
        ("<script>alert(1)</script>.docx", "script>.docx"),
        ("a" * 300 + ".docx", "…"),
        ("б/" * 40 + "план.docx", "/план.docx"),
    ],
)
def test_a_hostile_name_is_only_shown(client: TestClient, workspace: Workspace, name: str, shown: str) -> None:
    before = {path for path in workspace.folder.parent.rglob("*") if "files" not in path.parts}
    files = upload((name, b"one"), ("другой.docx", b"two"))
    client.post("/campaigns/new", data=REGION, files=files, follow_redirects=False)
    found = [known for known in stored(workspace) if known != "другой.docx"]
    assert len(found) == 1
    assert found[0].endswith(shown) or shown in found[0]
    assert len(found[0]) <= 400
    assert {path for path in workspace.folder.parent.rglob("*") if "files" not in path.parts} == before
    assert sorted(len(path.name) for path in (workspace.folder / "files").rglob("*") if path.is_file()) == [64, 64]


def test_the_same_file_twice_is_noticed(client: TestClient, workspace: Workspace) -> None:
    same = [("план.docx", b"one"), ("план.docx", b"one"), ("копия.docx", b"one"), ("план.docx", b"two")]
    answer = client.post("/api/v1/campaigns", data=REGION, files=upload(*same))
    assert answer.status_code == 201
    assert answer.json()["twins"] == [["копия.docx", "план.docx"]]
    assert stored(workspace) == {"план.docx": b"one", "копия.docx": b"one", "план (2).docx": b"two"}


def test_a_file_that_is_too_large_does_not_stop_the_rest(
    client: TestClient, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviewer.documents.guard import Limits as FileLimits
    from reviewer.web.uploading import receiving

    monkeypatch.setattr(receiving, "LIMITS", FileLimits(file_bytes=100_000))
    files = upload(("большой.pdf", b"0" * 100_001), ("план.docx", b"0" * 100_000))
    answer = client.post("/api/v1/campaigns", data=REGION, files=files).json()
    assert answer["files"] == ["план.docx"]
    assert [one["name"] for one in answer["refused"]] == ["большой.pdf"]
    assert list((workspace.blobs.folder / "unfinished").iterdir()) == []
    with workspace.reading() as connection:
        (submission,) = submissions(connection, answer["campaign"])
    assert submission.note == "Не принят «большой.pdf»: больше 97,7 КБ: уменьшите или удалите рисунки в нём."


def test_too_much_at_once_is_refused_whole(workspace: Workspace) -> None:
    client = new_client(Settings(workspace, limits=Limits(upload=1_000_000, upload_files=2)))
    large = client.post("/campaigns/new", data=REGION, files=upload(("план.docx", b"0" * 1_000_001)))
    assert large.status_code == 413
    assert "отправьте частями" in large.text
    assert stored(workspace) == {}
    many = client.post("/api/v1/campaigns", data=REGION, files=upload(*((f"{n}.docx", b"%d" % n) for n in range(4))))
    assert many.json()["files"] == ["0.docx", "1.docx"]
    assert [one["name"] for one in many.json()["refused"]] == ["2.docx", "3.docx"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b"no boundary here"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A: " + b"b" * 100_000),
    ],
)
def test_what_is_no_form_is_told_so(client: TestClient, kind: str, body: bytes) -> None:
    answer = client.post("/api/v1/campaigns", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert answer.json()["code"] == "not-multipart"


def test_the_sample_is_one_click_away(client: TestClient, workspace: Workspace, project: Path) -> None:
    first = client.post("/campaigns/sample", follow_redirects=False)
    again = client.post("/api/v1/campaigns/sample").json()
    assert first.headers["location"] == f"/campaigns/{again['campaign']}"
    assert again["name"] == SAMPLE_NAME
    shipped = {path.name for path in (project / "corpora" / "samples" / "roadmaps").iterdir()}
    assert set(stored(workspace)) == shipped


def test_the_form_proposes_the_region_of_the_last_review(client: TestClient, workspace: Workspace) -> None:
    assert "selected" not in client.get("/campaigns/new").text
    with workspace.writing() as connection:
        add_campaign(connection, "Зима", "tambov", "методист")
    assert '<option value="tambov" selected>Тамбовская область</option>' in client.get("/campaigns/new").text
