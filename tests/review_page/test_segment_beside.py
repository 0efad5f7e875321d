"""What stands beside a text on the page: findings while one writes, suggestions, history."""

from __future__ import annotations

from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from polyloom.mt.runtime.response_cache import NullResponseStore
from polyloom.mt.runtime.run_context import RunContext
from polyloom.review_page.page_session import EngineAccess
from support.engine_runs import FakeClock
from support.git import make_clone
from support.polyloom import catalog_file, entry, files, polyloom
from support.review_pages import (
    ORIGIN,
    client_for,
    done,
    name_of,
    opened,
    said,
    translated_project,
)
from support.test_bed import serving

POINT = "That the crisis has 28 causes in our country."
PART = {"Origin": ORIGIN, "HX-Request": "true"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return translated_project(tmp_path, '[pretranslation]\ndo_not_translate = ["Peru"]\n')


def findings(page: TestClient, form: dict[str, str], **changes: str) -> str:
    answer = page.post("/findings/es/statement.txt", data={**form, **changes}, headers=PART)
    assert answer.status_code == 200
    return unescape(answer.text)


def part(page: TestClient, what: str, source: str) -> str:
    address = f"/{what}/es/statement.txt?text={name_of(source)}"
    answer = page.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_findings_of_what_is_being_written(root: Path) -> None:
    page = client_for(root)
    before = files(root)
    form = opened(page, POINT)
    assert findings(page, form).strip() == ""
    shown = findings(page, form, **{"form-0": "Que la crisis tiene  27 causas."})
    assert "[numbers]" in shown
    assert "[double-spaces]" in shown
    assert 'data-put="Que la crisis tiene 27 causas."' in shown
    # What is not saved cannot be accepted.
    assert "accept:" not in shown
    assert "control character" in findings(page, form, **{"form-0": "Que\x07"})
    assert files(root) == before


def test_a_finding_is_accepted_by_its_button(root: Path) -> None:
    path = catalog_file(root, "es")
    path.write_text(path.read_text("utf-8").replace("28 causas", "27 causas"), "utf-8")
    page = client_for(root)
    shown = page.get(f"/document/es/statement.txt?text={name_of(POINT)}").text
    assert 'value="accept:numbers"' in shown
    answer = done(page, POINT, "accept:numbers")
    assert said(answer) == "Accepted: what “numbers” finds there is meant."
    assert 'value="accept:numbers"' not in answer.text
    assert 'value="accept:extra-numbers"' in answer.text


def test_terms_are_marked_in_the_source(root: Path) -> None:
    shown = client_for(root).get("/document/es/statement.txt").text
    assert '<mark class="term" translate="no">Peru</mark>: National insurgency' in shown


def test_suggestions_and_other_places(root: Path) -> None:
    (root / "source/other.txt").write_text(
        "A title\n\nWe affirm:\n\nThat the crisis has 31 causes in our country.\n"
    )
    assert polyloom(root, "sync").code == 0
    page = client_for(root)
    address = (
        f"/beside/es/other.txt?text={name_of('That the crisis has 31 causes in our country.')}"
    )
    shown = page.get(address, headers={"HX-Request": "true"}).text
    assert 'data-text="Que la crisis tiene 31 causas aquí."' in shown
    assert "<del>28</del><ins>31</ins>" in shown
    assert "made to fit" in shown
    address = f"/beside/es/other.txt?text={name_of('We affirm:')}"
    shown = page.get(address, headers={"HX-Request": "true"}).text
    assert f'href="/document/es/statement.txt?text={name_of("We affirm:")}' in shown
    # Without script it is a page of its own.
    assert "<html" in page.get(address).text


def test_history_from_git_and_the_ledger(root: Path) -> None:
    make_clone(root)
    by = ("--by", "Ana <ana@example.org>")
    assert polyloom(root, "comment", "es", POINT, "Are they <b>28</b>?", *by).code == 0
    shown = part(client_for(root), "history", POINT)
    assert "A Translator <translator@example.org>" in shown
    assert "Are they <b>28</b>?" in shown


def test_an_engine_is_asked_by_a_button_and_by_nothing_else(tmp_path: Path) -> None:
    with serving() as bed:
        bed.translate = lambda texts: ["Que la crisis tiene 28 causas." for _ in texts]
        engine = f'[engines.libretranslate]\nurl = "{bed.url}"\n'
        extra = f'[pretranslation]\nengines = ["libretranslate"]\n{engine}'
        root = translated_project(tmp_path, extra)
        page = client_for(root, engines=access())
        shown = page.get(f"/document/es/statement.txt?text={name_of(POINT)}").text
        assert "Ask libretranslate" in shown
        part(page, "beside", POINT)
        assert bed.requests == []
        form = {"text": name_of(POINT), "engine": "libretranslate"}
        assert page.get("/engines/es/statement.txt").status_code in (404, 405)
        before = entry(root, "es", POINT)
        answer = page.post("/engines/es/statement.txt", data=form, headers=PART)
        assert 'data-text="Que la crisis tiene 28 causas."' in answer.text
        assert bed.texts == [POINT]
        assert entry(root, "es", POINT) == before
        answer = page.post(
            "/engines/es/statement.txt", data={**form, "engine": "deepl"}, headers=PART
        )
        assert (answer.status_code, len(bed.texts)) == (409, 1)
        assert "does not name the engine" in answer.text


def access() -> EngineAccess:
    @contextmanager
    def asking(_project: Any) -> Any:
        yield RunContext(NullResponseStore(), {}, FakeClock().clock())

    return EngineAccess({}, lambda _project: lambda _permission: True, asking)


def test_who_only_looks_asks_nobody(root: Path) -> None:
    page = client_for(root, read_only=True, engines=access())
    shown = page.get(f"/document/es/statement.txt?text={name_of(POINT)}").text
    assert "Ask " not in shown
    for what in ("engines", "findings"):
        answer = page.post(f"/{what}/es/statement.txt", data={"text": "x"}, headers=PART)
        assert answer.status_code == 403


@pytest.mark.parametrize("what", ["beside", "history"])
def test_a_text_that_is_not_there(root: Path, what: str) -> None:
    page = client_for(root)
    answer = page.get(f"/{what}/es/statement.txt?text=0123456789abcdef")
    assert answer.status_code == 404
    assert "no such text" in answer.text
