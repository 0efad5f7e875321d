"""What a running server refuses, asked through a socket: nothing is shown, nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from support.polyloom import files
from support.review_pages import ACT, ADDRESS, ANA, name_of, translated_project
from support.review_server import ReviewServer, review_server

pytestmark = pytest.mark.slow

OF_THE_PROJECT_FILE = "source_locale"
FORM = urlencode({"act": "save", "text": name_of("Peru: National insurgency"), "form-0": "x"})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return translated_project(tmp_path_factory.mktemp("refused"))


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[ReviewServer]:
    with review_server(root, "--by", ANA) as started:
        yield started


@pytest.fixture(scope="module")
def cookie(server: ReviewServer) -> str:
    """What the browser gets for the token."""
    parts = urlsplit(server.address)
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        connection.request("GET", f"/?{parts.query}")
        answer = connection.getresponse()
        assert answer.status == 303
        answer.read()
    return (answer.getheader("Set-Cookie") or "").partition(";")[0]


def asked(
    server: ReviewServer, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, str]:
    """The status and the text of the answer to a request, sent as it is written here."""
    usual = {"Host": f"127.0.0.1:{server.port}", "Content-Length": str(len(body))}
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {**usual, **headers}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_who_was_let_in_is_answered(server: ReviewServer, cookie: str) -> None:
    assert asked(server, "GET", ADDRESS, Cookie=cookie)[0] == 200


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "127.0.0.1.example.org:{port}"])
def test_a_foreign_host(server: ReviewServer, cookie: str, host: str) -> None:
    status, _ = asked(server, "GET", "/", Host=host.format(port=server.port), Cookie=cookie)
    assert status == 403


@pytest.mark.parametrize("address", ["/", ADDRESS, "/?token=wrong", "/static/review.js"])
def test_no_token(server: ReviewServer, address: str) -> None:
    assert asked(server, "GET", address)[0] == 403


@pytest.mark.parametrize("origin", ["", "null", "http://example.org", "http://127.0.0.1:1"])
def test_a_foreign_origin(server: ReviewServer, cookie: str, root: Path, origin: str) -> None:
    before = files(root)
    headers = {"Origin": origin} if origin else {}
    assert asked(server, "POST", ACT, FORM.encode(), Cookie=cookie, **headers)[0] == 403
    assert files(root) == before


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/document/es/../../polyloom.toml",
        "/document/es/..%2f..%2fpolyloom.toml",
        "/document/es/%2e%2e/%2e%2e/polyloom.toml",
        "/static/../page_session.py",
        "/static/%2e%2e/page_session.py",
        "/static/..%5cpage_session.py",
    ],
)
def test_a_way_out(server: ReviewServer, cookie: str, path: str) -> None:
    status, text = asked(server, "GET", path, Cookie=cookie)
    assert status == 404
    assert OF_THE_PROJECT_FILE not in text


def test_a_body_of_ten_megabytes(server: ReviewServer, cookie: str, root: Path) -> None:
    before = files(root)
    body = f"{FORM}{'x' * 10_000_000}".encode()
    status, text = asked(server, "POST", ACT, body, Cookie=cookie, Origin=server.origin)
    assert (status, text) == (413, "This is more than 1 MB: nothing was written.\n")
    assert files(root) == before


def test_an_act_by_get(server: ReviewServer, cookie: str, root: Path) -> None:
    before = files(root)
    assert asked(server, "GET", f"{ACT}?{FORM}", Cookie=cookie)[0] == 405
    assert files(root) == before
