"""Approving several texts at once: what is listed is approved, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from starlette.testclient import TestClient

from support.polyloom import catalog_file
from support.review_pages import client_for, done, fields, name_of, sent, translated_project

LIST = "/approve/es/statement.txt"
LEDGER = "locales/es/reviews/statement.jsonl"
TITLE, BYLINE = "Peru: National insurgency", "By the movement"


def approved(root: Path) -> int:
    path = root / LEDGER
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return sum(json.loads(line)["verdict"] == "approve" for line in lines)


def approve(page: TestClient, form: dict[str, str], **more: str) -> str:
    """The page behind the list."""
    answer = sent(page, {**form, **more}, LIST, part=False)
    if answer.status_code == 303:
        answer = page.get(answer.headers["location"])
    return str(answer.text)


def test_a_document(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    page = client_for(root)
    done(page, TITLE, "draft")
    listed = page.get(LIST).text
    assert "6 texts will be approved" in listed
    assert "1 text will not" in listed
    assert "it is a draft: finish it first" in listed
    assert approved(root) == 0
    assert "6 texts approved." in approve(page, fields(listed))
    assert approved(root) == 6
    assert "Nothing here can be approved." in page.get(LIST).text


def test_a_selection(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    page = client_for(root)
    listed = page.get(LIST, params={"text": [name_of(TITLE), name_of(BYLINE)]}).text
    assert "2 texts will be approved" in listed
    form = {"seen": fields(listed)["seen"], "text": [name_of(TITLE), name_of(BYLINE)]}
    assert "1 text approved." in approve(page, form, leave=name_of(BYLINE))  # type: ignore[arg-type]
    assert approved(root) == 1
    assert (
        'data-state="approved"'
        in page.get(f"/document/es/statement.txt?text={name_of(TITLE)}").text
    )


def test_nothing_is_approved_that_was_not_listed(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    page = client_for(root)
    form = fields(page.get(LIST).text)
    path = catalog_file(root, "es")
    path.write_text(path.read_text("utf-8").replace("28 causas", "82 causas"), "utf-8")
    text = approve(page, form)
    assert "Somebody has changed some of it meanwhile: look at the list again." in text
    assert "82 causas" in text
    assert approved(root) == 0
    assert "7 texts approved." in approve(page, fields(text))


def test_what_the_checks_find_is_listed_beside(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    page = client_for(root)
    assert "the checks find something" not in page.get(LIST).text
    path = catalog_file(root, "es")
    path.write_text(path.read_text("utf-8").replace("28 causas", "82 causas"), "utf-8")
    listed = page.get(LIST).text
    assert "In 1 of them the checks find something." in listed
    assert "28 is missing from the translation" in listed
    done(page, "That the crisis has 28 causes in our country.", "accept", check="numbers")
    done(page, "That the crisis has 28 causes in our country.", "accept", check="extra-numbers")
    assert "the checks find something" not in page.get(LIST).text
