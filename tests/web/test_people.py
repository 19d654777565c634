"""In and out, passwords, and the people of a team."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from workplace import OWN, PASSWORD, Team, client_of

from reviewer.store import moments, sessions
from reviewer.store.accounts import Role
from reviewer.web.identifying import SESSION_COOKIE
from reviewer.web.pages import own_path


def test_who_logs_in_comes_where_they_wanted(team: Team) -> None:
    client = client_of(team.app)
    asked = client.get("/history?kind=login")
    assert asked.url.path == "/login"
    fields = {"login": "METHODIST", "password": PASSWORD, "next": asked.url.params["next"]}
    entered = client.post("/login", data=fields)
    assert str(entered.url).endswith("/history?kind=login")
    assert "Человек methodist, методист" in entered.text
    left = client.post("/logout")
    assert left.url.path == "/login"
    assert "Вы вышли" in left.text
    assert client.get("/history").url.path == "/login"


def test_the_cookie_is_for_this_site_only_and_new_at_each_login(team: Team) -> None:
    client, tokens = client_of(team.app), []
    for _ in range(2):
        response = client.post("/login", data={"login": "reader", "password": PASSWORD}, follow_redirects=False)
        cookie = response.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        tokens.append(client.cookies[SESSION_COOKIE])
        client.cookies.delete(SESSION_COOKIE)
    assert tokens[0] != tokens[1]


def test_the_session_before_a_login_ends(team: Team) -> None:
    client, copied = client_of(team.app), client_of(team.app)
    client.post("/login", data={"login": "reader", "password": PASSWORD})
    copied.cookies.set(SESSION_COOKIE, client.cookies[SESSION_COOKIE])
    client.post("/login", data={"login": "methodist", "password": PASSWORD})
    assert copied.get("/history").url.path == "/login"


def test_a_token_is_changed_while_it_is_used(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    client = team.client(Role.READER)
    first, begun = client.cookies[SESSION_COOKIE], moments.now()
    assert SESSION_COOKIE not in client.get("/history").headers.get("set-cookie", "")
    monkeypatch.setattr(sessions, "now", lambda: begun + timedelta(minutes=16))
    cookie = client.get("/history").headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}=")
    assert "HttpOnly" in cookie
    assert first not in cookie
    monkeypatch.setattr(sessions, "now", lambda: begun + timedelta(hours=13))
    assert client.get("/history").url.path == "/login"


def test_a_wrong_password_and_an_unknown_login_look_alike(team: Team) -> None:
    client = client_of(team.app)
    told = [
        re.sub(r"value=\"\w+\"", "", client.post("/login", data={"login": login, "password": "не тот пароль"}).text)
        for login in ("reader", "nobody")
    ]
    assert "Имя или пароль не подходят" in told[0]
    assert told[0] == told[1]
    assert "не тот пароль" not in told[0]


def test_guessing_is_slowed_down(team: Team) -> None:
    client = client_of(team.app)
    for _ in range(5):
        client.post("/login", data={"login": "reader", "password": "не тот пароль"})
    refused = client.post("/login", data={"login": "reader", "password": PASSWORD})
    assert refused.status_code == 429
    assert re.search(r"Следующая попытка – через \d+ секунд", refused.text)


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/a\nb"])
def test_no_way_leads_to_another_site(path: str) -> None:
    assert own_path(path) == "/"


def test_one_changes_ones_own_password(team: Team) -> None:
    client, other = team.client(Role.READER), team.client(Role.READER)
    wrong = client.post("/password", data={"current": "не тот", "fresh": "новый длинный пароль", "again": "другой"})
    assert "Пароли не совпадают" in wrong.text
    fresh = {"fresh": "новый длинный пароль", "again": "новый длинный пароль"}
    assert "Это не нынешний пароль" in client.post("/password", data={"current": "не тот", **fresh}).text
    assert "Пароль изменён" in client.post("/password", data={"current": PASSWORD, **fresh}).text
    assert client.get("/history").url.path == "/history", "this browser stays in"
    assert other.get("/history").url.path == "/login", "others have to log in again"


def test_an_administrator_adds_changes_and_blocks(team: Team) -> None:
    client = team.client(Role.ADMINISTRATOR)
    form = {"name": "Отдел образования", "login": "Кедробор", "role": "municipality"}
    assert "Выберите муниципалитет" in client.post("/people/new", data=form).text
    form["municipality"] = f"{OWN.profile}/{OWN.municipality}"
    given = client.post("/people/new", data=form)
    assert re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", given.text)
    assert given.headers["cache-control"] == "no-store"
    listed = client.get("/people").text
    assert "муниципалитет: Кедроборский район" in listed
    number = re.findall(r"/people/(\d+)", listed)
    newcomer = next(one for one in number if "Отдел образования" in client.get(f"/people/{one}").text)
    assert "Роль изменена" in client.post(f"/people/{newcomer}/role", data={"role": "reader"}).text
    assert "войти больше не может" in client.post(f"/people/{newcomer}/block").text
    assert "закрыт" in client.get(f"/people/{newcomer}").text


def test_the_last_administrator_is_not_blocked(team: Team) -> None:
    client = team.client(Role.ADMINISTRATOR)
    refused = client.post(f"/people/{team.accounts[Role.ADMINISTRATOR].id}/block")
    assert refused.status_code == 422
    assert "последний действующий администратор" in refused.text


def test_hostile_names_are_shown_as_text(team: Team) -> None:
    client = team.client(Role.ADMINISTRATOR)
    hostile = "<script>alert(1)</script>\" onload='x' {{ 7*7 }}"
    client.post("/people/new", data={"name": hostile, "login": "x", "role": "reader"})
    listed = client.get("/people").text
    assert "<script>alert" not in listed
    assert "&lt;script&gt;alert(1)" in listed
    assert "{{ 7*7 }}" in listed


def test_the_log_names_nobody(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "reviewer.web")
    client = team.client(Role.ADMINISTRATOR)
    client.get("/history?author=Человек")
    client.get(f"/people/{team.accounts[Role.READER].id}")
    client.post("/login", data={"login": "methodist", "password": "тайна"})
    log = caplog.text
    assert "GET /history 200" in log
    assert "GET /people/{account} 200" in log
    assert not re.search(r"Человек|methodist|тайна|author=", log)


def test_the_history_names_whom_a_deed_was_about(team: Team) -> None:
    client = team.client(Role.ADMINISTRATOR)
    client.post(f"/people/{team.accounts[Role.READER].id}/block")
    shown = client.get("/history", params={"kind": "account-blocked"}).text
    assert "человек: Человек reader" in shown
    assert "учётная запись №" not in shown


def test_the_list_says_truly_what_a_role_may_do(team: Team) -> None:
    shown = team.client(Role.ADMINISTRATOR).get("/people").text
    assert "решения и исправления, правила и регионы" in shown
    assert team.client(Role.METHODIST).get("/regions/new").status_code == 200
