"""Where one begins: which documents want doing in which language."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.testclient import TestClient

from polyloom.cli.main import main
from support.polyloom import catalog_file, files
from support.review_pages import ADDRESS, ORIGIN, client_for, done, translated_project

TITLE = "Peru: National insurgency"


def whole(page: TestClient, address: str = "/") -> str:
    """The page when all is counted, as a browser that looks again sees it."""
    for _ in range(50):
        text = str(page.get(address).text)
        if 'id="counting"' not in text:
            return text
    raise AssertionError(text)


def rows(text: str) -> list[tuple[str, list[str]]]:
    """Of each document its name and its figures."""
    found = re.findall(r"<tr id=.*?</tr>", text, re.DOTALL)
    return [
        (
            re.search(r"<bdi>(.*?)</bdi>", row)[1],  # type: ignore[index]
            re.findall(r'<td class="figure[^"]*"[^>]*>([^<]*)</td>', row),
        )
        for row in found
    ]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_document_with_its_figures(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    page = client_for(root)
    # Awaiting review, drafts, outdated, findings, untranslated, approved.
    assert rows(whole(page)) == [("statement.txt", ["7", "–", "–", "–", "–", "–"])]
    done(page, TITLE, "approve")
    done(page, "We affirm:", "draft")
    assert rows(whole(page)) == [("statement.txt", ["5", "1", "–", "–", "–", "1"])]
    change(catalog_file(root, "es"), "28 causas", "29 causas")
    assert rows(whole(page)) == [("statement.txt", ["5", "1", "–", "2", "–", "1"])]


def test_what_is_outdated(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    page = client_for(root)
    whole(page)
    change(root / "source/statement.txt", "28 causes", "29 causes")
    assert main(["-C", str(root), "-q", "sync"]) == 0
    assert rows(whole(page)) == [("statement.txt", ["6", "1", "1", "2", "–", "–"])]


def test_what_is_known_is_known_by_the_next_program(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    whole(client_for(root))
    assert (root / ".polyloom/review/progress.json").exists()
    first = client_for(root).get("/").text
    assert 'id="counting"' not in first
    (root / ".polyloom/review/progress.json").write_text('{"es/statement.txt": 3}')
    assert rows(whole(client_for(root))) == [("statement.txt", ["7", "–", "–", "–", "–", "–"])]


def test_what_wants_most_doing_comes_first(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    for name in ("a", "b"):
        (root / f"source/{name}.txt").write_text("One\n\nTwo.\n")
    (root / "source/broken.txt").write_bytes(b"\xff\xfe\xff")
    assert main(["-C", str(root), "-q", "sync"]) in (0, 1)
    assert [name for name, _ in rows(whole(client_for(root)))][:2] == [
        "broken.txt",
        "statement.txt",
    ]


def test_a_page_for_showing_leaves_the_project_as_it_is(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    before = files(root)
    state = sorted((root / ".polyloom").rglob("*"))
    page = client_for(root, read_only=True)
    whole(page)
    for address in (
        "/locale/es",
        ADDRESS,
        "/approve/es/statement.txt",
        "/progress/es/statement.txt",
    ):
        assert page.get(address).status_code == 200
    assert files(root) == before
    assert sorted((root / ".polyloom").rglob("*")) == state


def test_only_what_was_asked_for(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    (root / "source/other.txt").write_text("Another\n")
    assert main(["-C", str(root), "-q", "new-locale", "fr"]) == 0
    assert main(["-C", str(root), "-q", "sync"]) == 0
    page = client_for(root, locales=("fr",), names=("other.txt",))
    assert [name for name, _ in rows(whole(page))] == ["other.txt"]
    assert 'id="locale-es"' not in page.get("/").text


def test_a_project_whose_file_is_broken(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    page = client_for(root)
    (root / "polyloom.toml").write_text("locales = [")
    answer = page.get("/")
    assert answer.status_code == 409
    assert "polyloom.toml:1" in answer.text
    assert page.post("/act/es/statement.txt", headers={"Origin": ORIGIN}).status_code == 400
