"""``polyloom review``: the program that serves the page, from its start to its end."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from support.polyloom import SPANISH, files, make_project, polyloom, translate_by_hand

ANA = ("--by", "Ana <ana@example.org>")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", SPANISH)
    return root


class Server:
    """A program that serves, and what it has said."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], 60)
        assert ready, "it does not say its address"
        line = process.stdout.readline()
        match = re.fullmatch(r"review: (http://[^ ]+)\n", line)
        assert match, line
        self.address = match[1]

    def end(self) -> tuple[int, str]:
        """Ctrl-C: the exit code, and what was said besides."""
        self.process.send_signal(signal.SIGINT)
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err


@contextmanager
def serving(
    root: Path, *words: str, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "polyloom", "-C", str(root), "review", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    try:
        yield Server(process)
    finally:
        process.kill()
        process.communicate()


def shown(address: str) -> str:
    """The page that a browser shows which has never been there."""
    with httpx.Client(follow_redirects=True) as browser:
        return browser.get(address).text


def test_it_serves_until_it_is_interrupted(root: Path) -> None:
    before = files(root)
    with serving(root, "--port", "0", "--no-browser", *ANA) as server:
        with httpx.Client(follow_redirects=True) as browser:
            page = browser.get(server.address)
        assert page.status_code == 200
        assert "statement.txt" in page.text
        assert "token" not in str(page.url)
        assert httpx.get(str(page.url)).status_code == 403
        code, err = server.end()
    assert code == 0
    assert err == "Ctrl-C ends it\nreview: the page is closed; all that was done on it is written\n"
    assert files(root) == before


def test_it_begins_with_a_document(root: Path) -> None:
    with serving(root, "es", "statement", "--port", "0", "--no-browser", *ANA) as server:
        assert "/document/es/statement.txt?token=" in server.address
        page = shown(server.address)
        assert "Perú: insurgencia nacional" in page


def test_it_begins_with_a_text(root: Path) -> None:
    with serving(root, "es", "statement.txt#title", "--port", "0", *ANA, "--no-browser") as server:
        assert "/document/es/statement.txt?at=title&token=" in server.address
        assert 'name="form-0"' in shown(server.address)


def test_the_language_of_the_command_line_is_the_pages(root: Path) -> None:
    with serving(root, "--lang", "pt-br", "--port", "0", "--no-browser", *ANA) as server:
        assert '<html lang="pt-BR"' in shown(server.address)


def test_a_port_that_is_taken(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with serving(root, "--port", str(port), "--no-browser", *ANA) as server:
            assert f"127.0.0.1:{port}/" not in shown(server.address)
            assert f"127.0.0.1:{port}/" not in server.address
            _, err = server.end()
    assert re.search(rf"port {port} is taken: it is \d+ this time\n", err)


def test_a_machine_without_a_browser(root: Path) -> None:
    nothing = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"), "")
    with serving(root, "--port", "0", *ANA, environment=nothing) as server:
        shown(server.address)
        _, err = server.end()
    assert "there is no browser here: open the address in one\n" in err


def test_the_browser_gets_the_address(root: Path, tmp_path: Path) -> None:
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {seen}.new\nmv {seen}.new {seen}\n')
    browser.chmod(0o755)
    with serving(root, "--port", "0", *ANA, environment={"BROWSER": str(browser)}) as server:
        shown(server.address)
        server.end()
        assert seen.read_text() == server.address


def test_somebody_without_a_name_can_look(root: Path) -> None:
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "EMAIL": ""}
    with serving(root, "--port", "0", "--no-browser", environment=nobody) as server:
        assert "nobody is named" in shown(server.address)
        _, err = server.end()
    assert "review: nothing can be written: git does not know who you are" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--port", "70000"), "“70000” is no port between 0 and 65535"),
        (("--port", "x"), "“x” is no port between 0 and 65535"),
        (("--host", "192.0.2.1", "--port", "0"), "“192.0.2.1” is no address of this machine"),
        (("it", "--no-browser"), "“it” is not one of the project's locales"),
        (("es", "statemnt", "--no-browser"), "did you mean “statement”?"),
        (("--list",), "review --list is of one locale; name it"),
        (("--next",), "review --next is of one locale; name it"),
        (("--next", "--list"), "not allowed with argument"),
        (("--by", " ", "--no-browser"), "--by names nobody"),
    ],
)
def test_what_cannot_be_served_is_said(root: Path, words: tuple[str, ...], says: str) -> None:
    run = polyloom(root, "review", *words)
    assert run.code == 2
    assert says in run.err


def test_a_locale_is_listed_where_nobody_is_at_a_terminal(root: Path) -> None:
    listed = polyloom(root, "review", "es")
    assert listed.out == polyloom(root, "review", "es", "--list").out
    assert listed.out.endswith("review: 7 translations awaiting review, 0 drafts\n")
