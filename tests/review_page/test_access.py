"""Who gets an answer from the review page, and who does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from support.review_pages import COOKIE, ORIGIN, TOKEN, client_for, stranger_to, translated_project

ADDRESS = "/document/es/statement.txt"


@pytest.fixture
def page(tmp_path: Path) -> TestClient:
    return client_for(translated_project(tmp_path))


@pytest.fixture
def stranger(tmp_path: Path) -> TestClient:
    return stranger_to(translated_project(tmp_path))


def test_the_token_is_exchanged_for_a_cookie(stranger: TestClient) -> None:
    answer = stranger.get(f"{ADDRESS}?token={TOKEN}&text=x", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ADDRESS}?text=x")
    cookie = answer.headers["set-cookie"]
    assert COOKIE in cookie
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert TOKEN not in cookie
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/?token=wrong", "/?token=", ADDRESS, "/static/review.js"]
)
def test_nobody_comes_in_without_it(stranger: TestClient, address: str) -> None:
    answer = stranger.get(address)
    assert answer.status_code == 403
    assert answer.text == "Open the address that polyloom review has printed: it lets you in.\n"


@pytest.mark.parametrize(
    "host",
    ["example.org", "example.org:8765", "127.0.0.1", "127.0.0.1:80", "localhost:8765.example.org"],
)
def test_a_foreign_host_is_refused(page: TestClient, host: str) -> None:
    assert page.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765"])
def test_names_of_this_machine_are_known(page: TestClient, host: str) -> None:
    assert page.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://example.org", "https://127.0.0.1:8765", "http://127.0.0.1:8766"],
)
def test_forms_of_other_sites_are_refused(page: TestClient, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin}
    answer = page.post("/act/es/statement.txt", data={"act": "approve"}, headers=headers)
    assert answer.status_code == 403
    assert answer.text == "What another site sends is not done: nothing was written.\n"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(page: TestClient, method: str) -> None:
    assert page.request(method, "/", headers={"Origin": ORIGIN}).status_code == 405


def test_nothing_is_done_by_get(page: TestClient) -> None:
    answer = page.get("/act/es/statement.txt?act=approve")
    assert answer.status_code == 405
    assert answer.text == "This address is not for that: nothing was written.\n"


@pytest.mark.parametrize("size", [2_000_000, 10_000_000])
def test_a_body_that_is_too_large_is_refused(page: TestClient, size: int) -> None:
    answer = page.post(
        "/act/es/statement.txt", content=b"form-0=" + b"a" * size, headers={"Origin": ORIGIN}
    )
    assert answer.status_code == 413
    assert answer.text == "This is more than 1 MB: nothing was written.\n"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        ADDRESS,
        "/nowhere",
        "/static/review.css",
        "/document/es/no.txt",
    ],
)
def test_every_answer_is_kept_from_running_scripts(page: TestClient, address: str) -> None:
    headers = page.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/nowhere", "There is no such page here"),
        ("/document/xx/statement.txt", "The project has no locale “xx”"),
        ("/document/es/no.txt", "There is no document “no.txt”"),
        ("/document/es/../polyloom.toml", "There is no"),
        ("/document/es/%2e%2e/polyloom.toml", "There is no"),
        ("/document/es/..%2fpolyloom.toml", "There is no"),
        ("/document/es//etc/passwd", "There is no"),
        ("/document/es/statement.txt%00.po", "There is no"),
        ("/document/es/statement.txt?text=0000", "no such text"),
        ("/segment/es/statement.txt?text=%ff", "no such text"),
        ("/static/../access.py", "There is no such page"),
        ("/static/%2e%2e/access.py", "There is no such page"),
        ("/locale/xx", "The project has no locale"),
    ],
)
def test_what_is_not_there_is_said(page: TestClient, address: str, says: str) -> None:
    answer = page.get(address)
    assert answer.status_code == 404
    assert says in answer.text


def test_a_page_for_showing_writes_nothing(tmp_path: Path) -> None:
    page = client_for(translated_project(tmp_path), read_only=True)
    shown = page.get(ADDRESS)
    assert "textarea" not in shown.text
    answer = page.post("/act/es/statement.txt", data={"act": "save"}, headers={"Origin": ORIGIN})
    assert answer.status_code == 403
    assert "This page is for showing (--read-only): nothing was written." in answer.text
