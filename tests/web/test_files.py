"""The page of the files: whose each is and how that was found, doubts, versions, copies, archives; and more files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from docx import Document
from starlette.testclient import TestClient
from workplace import Team

from reviewer.jobs.handing_in import add_files, begin_campaign
from reviewer.jobs.queue import jobs_of
from reviewer.jobs.rereview import Asked, review_campaign
from reviewer.resources import data_folder
from reviewer.store.accounts import Role
from reviewer.store.campaigns import StoredFile, campaigns
from reviewer.store.workspace import Workspace, create_workspace, open_workspace
from reviewer.web.views.file_lines import FileLine
from reviewer.web.views.files import FilesView, view_files
from reviewer.web.views.reviews import open_campaign, show_campaign

SAMPLES = data_folder("corpora") / "samples" / "roadmaps"
DOUBTFUL, NOBODYS, BROKEN = "Кедробор и Рябинополье.docx", "дорожная карта.docx", "Тихоструйский округ.docx"
LETTER = "письмо, Чернотропский район.docx"


def plan(title: str, *extra: str) -> bytes:
    """A small roadmap."""
    made = Document()
    made.add_paragraph(title)
    rows = ["Провести совещание руководителей школ", "Организовать наставничество молодых педагогов", *extra]
    table = made.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("№", "Мероприятие", "Срок", "Ответственный"), strict=True):
        cell.text = text
    for number, text in enumerate(rows, 1):
        for cell, value in zip(table.add_row().cells, (str(number), text, "март 2026 г.", "методист"), strict=True):
            cell.text = value
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def stored(workspace: Workspace, files: dict[str, bytes]) -> list[StoredFile]:
    return [StoredFile(name, workspace.blobs.put(content), len(content)) for name, content in files.items()]


def review(workspace: Workspace, campaign: int, out: Path) -> None:
    review_campaign(
        workspace, campaign, out, Asked(data_folder("rules") / "zaozerye", author="методист", jobs=1, printed=False)
    )


def view(workspace: Workspace, campaign: int) -> FilesView:
    with workspace.reading() as connection:
        found = open_campaign(connection, campaign)
    assert found is not None
    return view_files(workspace, show_campaign(workspace, campaign) or found)


def line(found: FilesView, name: str) -> FileLine:
    return next(one for one in found.lines if one.name == name and one.state != "replaced")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace where files were handed in, and one where they were reviewed."""
    folder = tmp_path_factory.mktemp("prepared")
    made = create_workspace(folder / "handed")
    identifier = begin_campaign(made, ("Зима", "zaozerye"), stored(made, handed_files()), "методист").campaign.id
    made.close()
    copytree(folder / "handed", folder / "reviewed")
    made = open_workspace(folder / "reviewed")
    review(made, identifier, folder / "out")
    made.close()
    return folder


def handed_files() -> dict[str, bytes]:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Дальнебродский район.docx", plan("План Дальнебродского района"))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("нули.docx", bytes(65 << 20))
    text, letter = Document(), io.BytesIO()
    text.add_paragraph("Направляем план мероприятий.")
    text.save(letter)
    lugozersk = (SAMPLES / "Дорожная карта Лугозёрск 2026 (утв.).docx").read_bytes()
    return {
        "Лугозёрск.docx": lugozersk,
        "Лугозёрск, копия.docx": lugozersk,
        "прил. 1.docx": plan("Дорожная карта города Медноречье на 2026 год"),
        DOUBTFUL: plan("План на 2026 год"),
        NOBODYS: plan("Дорожная карта на 2026 год"),
        LETTER: letter.getvalue(),
        BROKEN: b"PK\x03\x04 and nothing more",
        "почта.zip": archive.getvalue(),
        "бомба.zip": bomb.getvalue(),
    }


@pytest.fixture
def workspace(request: pytest.FixtureRequest, prepared: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the one that the test needs."""
    state = "reviewed" if "campaign" in request.fixturenames else "handed"
    copytree(prepared / state, tmp_path / "workspace")
    made = open_workspace(tmp_path / "workspace")
    yield made
    made.close()


@pytest.fixture
def handed(workspace: Workspace) -> int:
    """The campaign before there is a result."""
    with workspace.reading() as connection:
        return campaigns(connection)[0].id


@pytest.fixture
def campaign(workspace: Workspace) -> int:
    """The campaign with its result."""
    with workspace.reading() as connection:
        return campaigns(connection)[0].id


def test_before_a_result_files_wait(client: TestClient, workspace: Workspace, handed: int) -> None:
    found = view(workspace, handed)
    assert {one.state for one in found.lines} == {"waiting"}
    assert found.missing == ()
    page = client.get(f"/campaigns/{handed}/files").text
    assert "ещё не проверен" in page
    assert "Представление № 1" in page


def test_each_file_has_its_municipality_and_how_it_was_found(workspace: Workspace, campaign: int) -> None:
    found = view(workspace, campaign)
    told = {one.name: (one.state, one.municipality, one.how) for one in found.lines}
    inner = "почта.zip/Дальнебродский район.docx"
    assert told["прил. 1.docx"][:2] == ("reviewed", "mednorechye")
    assert "документ" in told["прил. 1.docx"][2]
    assert told[DOUBTFUL] == ("doubtful", None, "")
    assert told[NOBODYS] == ("nobodys", None, "")
    assert told[BROKEN] == ("unread", "tikhostruysk", "по имени файла")
    assert told[LETTER][:2] == ("empty", "chernotrop")
    assert told["почта.zip"][0] == "archive"
    assert told[inner][:2] == ("reviewed", "dalnebrod")
    assert told["бомба.zip"][0] == "unread"
    assert {one.id for one in line(found, DOUBTFUL).candidates} == {"kedrobor", "ryabinopolye"}
    assert {one.name for one in found.to_settle} == {DOUBTFUL, NOBODYS}
    assert {one.id for one in found.missing} >= {"elnograd", "vetloyar"}
    assert "dalnebrod" not in {one.id for one in found.missing}
    assert found.unread == 2


def test_copies_and_refusals_are_told(workspace: Workspace, campaign: int) -> None:
    found = view(workspace, campaign)
    assert line(found, "Лугозёрск.docx").copies == ("Лугозёрск, копия.docx",)
    states = {line(found, name).state for name in ("Лугозёрск.docx", "Лугозёрск, копия.docx")}
    assert states == {"reviewed", "spare"}
    assert "вредоносные архивы" in " ".join(line(found, "бомба.zip").problems)
    assert "Запросите его ещё раз" in " ".join(line(found, BROKEN).problems)


def test_a_doubt_is_settled_and_counts_with_the_next_result(
    client: TestClient, workspace: Workspace, campaign: int, tmp_path: Path
) -> None:
    page = client.get(f"/campaigns/{campaign}/files").text
    assert "Чьи это файлы? – 2 файла" in page
    fields = {"file": DOUBTFUL, "municipality": "kedrobor", "seen": "0"}
    answer = client.post(f"/campaigns/{campaign}/files/owner", data=fields)
    assert answer.status_code == 200
    assert "Учтётся при пересчёте" in answer.text
    assert "Чьи это файлы? – 1 файл" in answer.text
    with workspace.reading() as connection:
        assert jobs_of(connection, campaign)[0].state == "queued"
    review(workspace, campaign, tmp_path / "again")
    settled = line(view(workspace, campaign), DOUBTFUL)
    assert (settled.state, settled.municipality, settled.pending) == ("reviewed", "kedrobor", "")
    assert settled.how.startswith("указано: ")


def test_who_was_quicker_is_told_and_what_was_typed_is_kept(client: TestClient, campaign: int) -> None:
    path, fields = f"/campaigns/{campaign}/files/owner", {"file": DOUBTFUL, "seen": "0"}
    client.post(path, data=fields | {"municipality": "kedrobor"})
    refused = client.post(path, data=fields | {"municipality": "ryabinopolye", "reason": "сказали по телефону"})
    assert refused.status_code == 409
    assert "Пока вы решали" in refused.text
    assert "сказали по телефону" in refused.text
    assert 'name="seen" value="1"' in refused.text
    again = client.post(path, data=fields | {"municipality": "ryabinopolye", "seen": "1"})
    assert "Рябинопольский район" in again.text


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"file": DOUBTFUL, "municipality": ""}, 422, "Заполните это поле"),
        ({"file": DOUBTFUL, "municipality": "lukomorye"}, 422, "в этой экспертизе нет"),
        ({"file": "нет такого.docx", "municipality": "kedrobor"}, 404, "Такого файла в экспертизе нет"),
        ({"file": "прил. 1.docx", "municipality": "mednorechye"}, 422, "и так отнесён"),
    ],
)
def test_what_cannot_be_settled_is_told(
    client: TestClient, campaign: int, fields: dict[str, str], status: int, told: str
) -> None:
    answer = client.post(f"/campaigns/{campaign}/files/owner", data=fields)
    assert answer.status_code == status
    assert told in answer.text


def test_a_corrected_file_is_a_new_version(
    client: TestClient, workspace: Workspace, campaign: int, tmp_path: Path
) -> None:
    corrected = plan("Дорожная карта города Медноречье на 2026 год", "Провести вебинар")
    newer = plan("План Дальнебродского района", "Провести диагностику")
    files = [
        ("files", ("прил. 1.docx", corrected)),
        ("files", ("Дальнебродский, исправлено.docx", newer)),
        ("files", (NOBODYS, plan("Дорожная карта на 2026 год"))),
    ]
    answer = client.post(f"/campaigns/{campaign}/files", data={"whole": ""}, files=files, follow_redirects=False)
    assert answer.headers["location"] == f"/campaigns/{campaign}/progress"
    told = client.get(f"/campaigns/{campaign}/progress").text
    assert "Новые версии прежних файлов" in told
    page = client.get(f"/campaigns/{campaign}/files").text
    assert "новый файл с этим именем – в представлении № 2" in page
    assert "ещё не проверен" in page
    review(workspace, campaign, tmp_path / "again")
    found = view(workspace, campaign)
    assert [one.number for one in found.submissions] == [2, 1]
    assert line(found, "Дальнебродский, исправлено.docx").state == "reviewed"
    assert line(found, "почта.zip/Дальнебродский район.docx").state == "older"
    assert "elnograd" in {one.id for one in found.missing}


def test_a_whole_new_set_says_what_it_withdraws(client: TestClient, workspace: Workspace, campaign: int) -> None:
    files = [("files", ("прил. 1.docx", plan("Дорожная карта города Медноречье на 2026 год")))]
    answer = client.post(f"/api/v1/campaigns/{campaign}/files", data={"whole": "yes"}, files=files).json()
    assert set(answer["withdrawn"]) >= {DOUBTFUL, NOBODYS, BROKEN, "почта.zip"}
    found = view(workspace, campaign)
    assert [one.withdrawn for one in found.submissions] == [False, True]
    page = client.get(f"/campaigns/{campaign}/files").text
    assert "представление № 2 заменило весь комплект" in page
    assert f"/originals/{found.submissions[1].files[0].sha256}" in page, "what is withdrawn can still be had"


def test_what_is_there_already_is_not_entered_again(client: TestClient, workspace: Workspace, campaign: int) -> None:
    content = (SAMPLES / "Дорожная карта Лугозёрск 2026 (утв.).docx").read_bytes()
    again = client.post(f"/campaigns/{campaign}/files", files=[("files", ("Лугозёрск.docx", content))])
    assert again.status_code == 422
    assert "добавлять нечего" in again.text
    assert client.post(f"/campaigns/{campaign}/files", files=[("files", ("", b""))]).status_code == 422
    assert len(view(workspace, campaign).submissions) == 1
    renamed = [("files", ("Лугозёрск ещё раз.docx", content))]
    answer = client.post(f"/api/v1/campaigns/{campaign}/files", files=renamed).json()
    assert answer["twins"] == [["Лугозёрск ещё раз.docx", "Лугозёрск, копия.docx"]]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Район/план.docx", "план.docx"),
        ('а"б\\u202eц:д.docx', "а б u202eц д.docx"),
        ("_con.docx", "_con.docx"),
        ("без окончания", "без окончания"),
        ("я" * 150 + ".docx", "я" * 80 + ".docx"),
    ],
)
def test_an_original_is_given_under_a_safe_name(client: TestClient, workspace: Workspace, name: str, safe: str) -> None:
    from urllib.parse import quote

    with_name = stored(workspace, {name: b"<script>alert(1)</script>"})
    made = begin_campaign(workspace, ("Весна", "zaozerye"), with_name, "методист").campaign.id
    answer = client.get(f"/campaigns/{made}/originals/{with_name[0].sha256}")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].endswith((f"''{quote(safe)}", f'filename="{safe}"'))
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_file_of_another_campaign_is_not_given(client: TestClient, workspace: Workspace) -> None:
    one, other = (add_files_of(workspace, name, content) for name, content in (("Осень", b"one"), ("Весна", b"two")))
    assert client.get(f"/campaigns/{one[0]}/originals/{other[1]}").status_code == 404
    assert client.get(f"/campaigns/{one[0]}/originals/..%2f..%2fworkspace.db").status_code == 404
    assert client.get(f"/api/v1/campaigns/{one[0]}/originals/{one[1]}").content == b"one"


def add_files_of(workspace: Workspace, name: str, content: bytes) -> tuple[int, str]:
    (file,) = stored(workspace, {"план.docx": content})
    made = begin_campaign(workspace, (name, "zaozerye"), [file], "методист").campaign.id
    extra = stored(workspace, {"ещё.docx": content + b"!"})
    add_files(workspace, made, extra, "методист")
    return made, file.sha256


def test_a_reader_sees_files_and_changes_none(team: Team, campaign: int) -> None:
    client = team.client(Role.READER)
    page = client.get(f"/campaigns/{campaign}/files").text
    assert DOUBTFUL in page
    assert "Добавить файлы" not in page
    assert "files/owner" not in page


def test_a_file_counts_though_anothers_has_its_name_by_now(
    client: TestClient, workspace: Workspace, campaign: int, tmp_path: Path
) -> None:
    name, by_now = "прил. 1.docx", "прил. 1 (представление № 1).docx"
    add_files(workspace, campaign, stored(workspace, {name: plan("План Чернотропского района")}), "методист")
    review(workspace, campaign, tmp_path / "out")
    found = view(workspace, campaign)
    assert line(found, by_now).municipality_name == "г. о. Медноречье"
    assert line(found, by_now).state == "reviewed"
    assert line(found, name).municipality_name == "Чернотропский район"
    assert by_now in client.get(f"/campaigns/{campaign}/files").text
