"""The review page of small projects, asked as a browser asks."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.testclient import TestClient

from polyloom.cli.main import main
from polyloom.model import EntryKey
from polyloom.project import Project
from polyloom.project.configuration import load_project
from polyloom.review_page.access import AccessKeys
from polyloom.review_page.application import review_application
from polyloom.review_page.page_session import PageSession, PageSettings, text_name
from polyloom.workspace.lock import project_lock
from support.polyloom import SPANISH, make_project, translate_by_hand

TOKEN, COOKIE = "token-of-the-test", "cookie-of-the-test"
PORT = 8765
ORIGIN = f"http://127.0.0.1:{PORT}"
ANA = "Ana <ana@example.org>"
ADDRESS = "/document/es/statement.txt"
ACT = "/act/es/statement.txt"


def translated_project(folder: Path, extra: str = "", **changes: str) -> Path:
    """A project with a Spanish translation of its document; ``changes`` are none so far."""
    root = make_project(folder / "project", locales='"es"', extra=extra)
    assert main(["-C", str(root), "-q", "sync"]) == 0
    translate_by_hand(root, "es", {**SPANISH, **changes})
    return root


def session_for(root: Path, **settings: Any) -> PageSession:
    """A session of the page as the command line begins it."""

    @contextmanager
    def writing() -> Iterator[Project]:
        with project_lock(root, "review", wait=0.2, notice=lambda _: None):
            yield load_project(root)

    numbers = count(1)
    usual: dict[str, Any] = {
        "load": lambda: load_project(root),
        "writing": writing,
        "lock": threading.RLock(),
        "now": lambda: datetime(2026, 11, 27, 12, tzinfo=UTC),
        "new_id": lambda: f"id-{next(numbers)}",
        "by": ANA,
    }
    return PageSession(PageSettings(**{**usual, **settings}), root)


def stranger_to(root: Path, **settings: Any) -> TestClient:
    """A browser that has not got the address."""
    keys = AccessKeys(TOKEN, COOKIE, "127.0.0.1", PORT)
    application = review_application(session_for(root, **settings), keys)
    return TestClient(application, base_url=ORIGIN)


def client_for(root: Path, **settings: Any) -> TestClient:
    """A browser that has opened the address."""
    client = stranger_to(root, **settings)
    client.cookies.set(f"polyloom-review-{PORT}", COOKIE)
    return client


def name_of(source: str, context: str | None = None) -> str:
    """What addresses call a text."""
    key: EntryKey = (context, source)
    return text_name(key)


def opened(page: TestClient, source: str, address: str = ADDRESS) -> dict[str, str]:
    """The fields of a text's form as the page has them."""
    answer = page.get(f"{address}?text={name_of(source)}")
    assert answer.status_code == 200, answer.text
    return fields(answer.text)


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the editor that is open."""
    from html import unescape

    # What is in a template is shown by nobody but the page's script.
    page = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    found = {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    }
    areas = re.findall(r'<textarea [^>]*name="(form-\d+)"[^>]*>\n?([^<]*)</textarea>', page)
    return {**found, **{name: unescape(text) for name, text in areas}}


def sent(
    page: TestClient, form: Mapping[str, str], address: str = ACT, *, part: bool = True
) -> Any:
    """The answer to a form, as the page's script or (``part=False``) a plain browser sends it."""
    headers = {"Origin": ORIGIN, **({"HX-Request": "true"} if part else {})}
    return page.post(address, data=dict(form), headers=headers, follow_redirects=False)


def done(page: TestClient, source: str, act: str, **changes: str) -> Any:
    """The answer to an act with a text, as it is on the page."""
    return sent(page, {**opened(page, source), "act": act, **changes})


def said(answer: Response | Any) -> str:
    """What the page says was done."""
    from urllib.parse import unquote

    return unquote(answer.headers.get("x-review-said", ""))
