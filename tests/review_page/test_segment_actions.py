"""What the page does with a text, each act as its form sends it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from polyloom.model import State
from polyloom.project import Project
from polyloom.project.configuration import load_project
from polyloom.workspace.lock import project_lock
from support.faults import fill, small_disk
from support.polyloom import catalog_file, entry, files
from support.review_pages import (
    ACT,
    ADDRESS,
    client_for,
    done,
    fields,
    name_of,
    opened,
    said,
    sent,
    translated_project,
)

TITLE = "Peru: National insurgency"
POINT = "That the crisis has 28 causes in our country."
LEDGER = "locales/es/reviews/statement.jsonl"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return translated_project(tmp_path)


@pytest.fixture
def page(root: Path) -> TestClient:
    return client_for(root)


def acts(root: Path) -> list[tuple[str, str]]:
    path = root / LEDGER
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [
        (act["verdict"], act.get("text") or act.get("check", "")) for act in map(json.loads, lines)
    ]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_saving_finishes_the_translation_and_says_so(page: TestClient, root: Path) -> None:
    before = files(root)
    answer = done(page, TITLE, "save", **{"form-0": "Perú: rebelión nacional"})
    assert (answer.status_code, said(answer)) == (200, "Saved as translated.")
    assert entry(root, "es", TITLE).msgstr == ("Perú: rebelión nacional",)
    after = files(root)
    assert [path for path in after if after[path] != before.get(path)] == [
        "locales/es/LC_MESSAGES/statement.po"
    ]
    assert fields(answer.text)["form-0"] == "Perú: rebelión nacional"


def test_saving_is_no_approval(page: TestClient, root: Path) -> None:
    answer = done(page, TITLE, "save", **{"form-0": "Perú: rebelión nacional"})
    assert "awaiting review" in answer.text
    assert acts(root) == []


def test_a_draft(page: TestClient, root: Path) -> None:
    assert said(done(page, TITLE, "draft", **{"form-0": "Perú"})) == "Saved as a draft."
    assert entry(root, "es", TITLE).state is State.DRAFT
    answer = done(page, TITLE, "approve")
    assert answer.status_code == 409
    assert "It is a draft: finish it first" in answer.text
    assert said(done(page, TITLE, "save")) == "Saved as translated."
    assert entry(root, "es", TITLE).state is State.TRANSLATED


def test_approving(page: TestClient, root: Path) -> None:
    answer = done(page, TITLE, "approve")
    assert said(answer) == "Approved."
    assert 'data-state="approved"' in answer.text
    assert acts(root) == [("approve", "")]
    again = done(page, TITLE, "approve")
    assert (again.status_code, acts(root)) == (409, [("approve", "")])
    assert "You have approved it already." in again.text


def test_what_is_not_saved_is_not_approved_and_not_lost(page: TestClient, root: Path) -> None:
    for act in ("approve", "reject"):
        answer = done(page, TITLE, act, **{"form-0": "Perú: otra cosa", "reason": "wrong"})
        assert answer.status_code == 409
        assert "What is in the editor is not saved; save it first" in answer.text
        assert fields(answer.text)["form-0"] == "Perú: otra cosa"
    assert acts(root) == []


def test_saving_and_approving(page: TestClient, root: Path) -> None:
    answer = done(page, TITLE, "save-approve", **{"form-0": "Perú: rebelión"})
    assert said(answer) == "Saved as translated. Approved."
    assert answer.headers["x-review-event"] == "save-approve"
    assert entry(root, "es", TITLE).msgstr == ("Perú: rebelión",)
    assert 'data-state="approved"' in answer.text


def test_a_rejection_has_a_reason(page: TestClient, root: Path) -> None:
    assert "A rejection has a reason" in done(page, TITLE, "reject", reason=" \r\n").text
    assert acts(root) == []
    answer = done(page, TITLE, "reject", reason="Not “insurgencia”:\r\ntoo weak")
    assert said(answer) == "Rejected: it is a draft now."
    assert acts(root) == [("reject", "Not “insurgencia”: too weak")]
    assert entry(root, "es", TITLE).state is State.DRAFT


def test_a_comment_changes_nothing_and_keeps_what_is_in_the_editor(
    page: TestClient, root: Path
) -> None:
    answer = done(page, TITLE, "comment", comment="Why?", **{"form-0": "half a"})
    assert (answer.status_code, said(answer)) == (200, "Commented.")
    assert fields(answer.text)["form-0"] == "half a"
    assert entry(root, "es", TITLE).msgstr == ("Perú: insurgencia nacional",)
    assert acts(root) == [("comment", "Why?")]


def test_accepting_a_finding(page: TestClient, root: Path) -> None:
    assert "There is no check" in done(page, TITLE, "accept", check="nummers").text
    assert acts(root) == []
    assert "Accepted" in said(done(page, TITLE, "accept", check="numbers"))
    assert acts(root) == [("accept", "numbers")]


def test_taking_verdicts_back(page: TestClient) -> None:
    assert "Nobody has approved or rejected it" in done(page, TITLE, "withdraw").text
    done(page, TITLE, "approve")
    answer = done(page, TITLE, "withdraw")
    assert said(answer) == "Approvals and rejections are taken back."
    assert 'data-state="translated"' in answer.text


@pytest.mark.parametrize(
    ("act", "changes"),
    [
        ("save", {"form-0": "Perú"}),
        ("draft", {"form-0": "Perú"}),
        ("save", {"form-0": ""}),
        ("approve", {}),
        ("save-approve", {"form-0": "Perú"}),
        ("reject", {"reason": "no"}),
    ],
)
def test_each_act_can_be_undone(
    page: TestClient, root: Path, act: str, changes: dict[str, str]
) -> None:
    before = catalog_file(root, "es").read_bytes()
    shown = opened(page, TITLE)
    assert done(page, TITLE, act, **changes).status_code == 200
    answer = done(page, TITLE, "undo")
    assert said(answer).startswith("Undone: ")
    assert catalog_file(root, "es").read_bytes() == before
    assert 'data-state="translated"' in answer.text
    assert fields(answer.text)["form-0"] == shown["form-0"]
    assert "Nothing was done with it on this page" in done(page, TITLE, "undo").text


def test_acts_are_undone_one_after_the_other(page: TestClient, root: Path) -> None:
    for text in ("uno", "dos"):
        done(page, TITLE, "save", **{"form-0": text})
    done(page, TITLE, "undo")
    assert entry(root, "es", TITLE).msgstr == ("uno",)
    done(page, TITLE, "undo")
    assert entry(root, "es", TITLE).msgstr == ("Perú: insurgencia nacional",)


def test_nothing_is_undone_over_what_somebody_else_wrote(page: TestClient, root: Path) -> None:
    done(page, TITLE, "save", **{"form-0": "uno"})
    change(catalog_file(root, "es"), '"uno"', '"de otra persona"')
    answer = done(page, TITLE, "undo")
    assert "Somebody has changed it since; nothing was undone." in answer.text
    assert entry(root, "es", TITLE).msgstr == ("de otra persona",)


@pytest.mark.parametrize("act", ["save", "draft", "approve", "save-approve", "reject", "undo"])
def test_a_text_that_was_changed_meanwhile_is_shown_beside_the_other(
    page: TestClient, root: Path, act: str
) -> None:
    form = {**opened(page, TITLE), "form-0": "lo mío", "reason": "x"}
    change(catalog_file(root, "es"), "insurgencia nacional", "lo de otros")
    answer = sent(page, {**form, "act": act})
    assert answer.status_code == 409
    assert "Somebody has changed it meanwhile: nothing was written." in answer.text
    assert "What is there now" in answer.text
    assert "Perú: lo de otros" in answer.text
    assert fields(answer.text)["form-0"] == "lo mío"
    assert entry(root, "es", TITLE).msgstr == ("Perú: lo de otros",)
    # Both have been seen now: saving is a choice.
    again = sent(page, {**fields(answer.text), "act": "save"})
    assert said(again) == "Saved as translated."
    assert entry(root, "es", TITLE).msgstr == ("lo mío",)


def test_a_verdict_of_somebody_else_is_seen_first(page: TestClient, root: Path) -> None:
    form = opened(page, TITLE)
    other = client_for(root, by="Ben <ben@example.org>")
    done(other, TITLE, "reject", reason="no")
    answer = sent(page, {**form, "act": "approve"})
    assert answer.status_code == 409
    assert 'data-state="draft"' in answer.text
    assert [verdict for verdict, _ in acts(root)] == ["reject"]


def test_an_edit_elsewhere_in_the_catalog_is_no_conflict(page: TestClient, root: Path) -> None:
    form = opened(page, TITLE)
    change(catalog_file(root, "es"), "28 causas aquí", "28 causas")
    assert said(sent(page, {**form, "act": "save", "form-0": "Perú"})) == "Saved as translated."
    assert entry(root, "es", POINT).msgstr == ("Que la crisis tiene 28 causas.",)


def test_a_broken_catalog_is_said_with_its_line(page: TestClient, root: Path) -> None:
    form = opened(page, TITLE)
    whole = catalog_file(root, "es").read_text("utf-8")
    change(catalog_file(root, "es"), 'msgstr "Perú', "msgstr Perú")
    shown = page.get(ADDRESS)
    assert shown.status_code == 409
    assert "locales/es/LC_MESSAGES/statement.po:" in shown.text
    answer = sent(page, {**form, "act": "save", "form-0": "lo mío"})
    assert answer.status_code == 409
    assert "statement.po:" in answer.text
    assert "lo mío" in answer.text
    assert "statement.po:" in page.get("/").text
    catalog_file(root, "es").write_text(whole, "utf-8")
    assert page.get(ADDRESS).status_code == 200


def test_a_catalog_that_is_gone(page: TestClient, root: Path) -> None:
    form = opened(page, TITLE)
    catalog_file(root, "es").unlink()
    answer = sent(page, {**form, "act": "save", "form-0": "lo mío"})
    assert answer.status_code == 409
    assert "there is no catalog yet" in answer.text
    assert "lo mío" in answer.text


def test_a_text_that_has_gone_is_kept_as_a_draft(page: TestClient, root: Path) -> None:
    form = {**opened(page, TITLE), "act": "save", "form-0": "lo mío"}
    change(root / "source/statement.txt", TITLE, "Another title")
    answer = sent(page, form)
    assert answer.status_code == 200
    assert (
        "The text has gone from its document meanwhile: what you wrote is kept as the draft of its"
        " old entry in locales/es/LC_MESSAGES/statement.po." in answer.text
    )
    kept = entry(root, "es", TITLE)
    assert (kept.msgstr, kept.is_fuzzy) == (("lo mío",), True)


def test_a_text_that_went_before_the_program_began_anew(page: TestClient, root: Path) -> None:
    from polyloom.cli.main import main

    form = {**opened(page, TITLE), "act": "save", "form-0": "lo mío"}
    change(root / "source/statement.txt", TITLE, "")
    assert main(["-C", str(root), "-q", "sync"]) == 0
    answer = sent(client_for(root), form)
    assert "is kept as the draft" in answer.text
    kept = entry(root, "es", TITLE)
    assert (kept.obsolete, kept.msgstr, kept.is_fuzzy) == (True, ("lo mío",), True)


def test_an_act_with_a_text_that_has_gone(page: TestClient, root: Path) -> None:
    form = opened(page, TITLE)
    change(root / "source/statement.txt", TITLE, "Another title")
    answer = sent(page, {**form, "act": "approve"})
    assert answer.status_code == 409
    assert "The text has gone from its document meanwhile." in answer.text


def test_a_project_that_somebody_else_writes(page: TestClient, root: Path) -> None:
    form = opened(page, TITLE)
    with project_lock(root, "translate", wait=0, notice=lambda _: None):
        # The lock is that of this process, too, by another handle.
        answer = sent(page, {**form, "act": "save", "form-0": "lo mío"})
    assert answer.status_code == 409
    assert "polyloom translate" in answer.text
    assert "is at work here" in answer.text
    assert fields(answer.text)["form-0"] == "lo mío"


def test_who_only_looks_goes_on_while_another_run_is_waited_for(root: Path) -> None:
    waits, is_over = Event(), Event()

    @contextmanager
    def writing() -> Iterator[Project]:
        waits.set()
        is_over.wait(5)
        yield load_project(root)

    page = client_for(root, writing=writing)
    form = opened(page, TITLE)
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(sent, page, {**form, "act": "save", "form-0": "lo mío"})
        assert waits.wait(5)
        assert page.get(ADDRESS).status_code == 200
        assert not answer.done()
        is_over.set()
        assert answer.result().status_code == 200


def test_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=200) as disk:
        root = translated_project(disk)
        page = client_for(root)
        form = opened(page, TITLE)
        fill(disk)
        before = catalog_file(root, "es").read_bytes()
        answer = sent(page, {**form, "act": "save", "form-0": "lo mío " * 2000})
        assert answer.status_code == 409
        assert "free some space" in answer.text
        assert fields(answer.text)["form-0"].startswith("lo mío")
        assert catalog_file(root, "es").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "says"),
    [("a\x07b", "It has a control character (U+0007); take it out."), ("a\0b", "U+0000")],
)
def test_what_can_be_no_translation(page: TestClient, root: Path, text: str, says: str) -> None:
    answer = done(page, TITLE, "save", **{"form-0": text})
    assert answer.status_code == 409
    assert says in answer.text
    assert entry(root, "es", TITLE).msgstr == ("Perú: insurgencia nacional",)


def test_without_a_text_it_is_untranslated(page: TestClient, root: Path) -> None:
    assert said(done(page, TITLE, "save", **{"form-0": " "})) == "Saved without a translation."
    assert entry(root, "es", TITLE).state is State.UNTRANSLATED


def test_line_breaks_of_the_editor_are_not_the_catalogs(page: TestClient, root: Path) -> None:
    done(page, TITLE, "save", **{"form-0": "\r\nPerú:\r\nrebelión\r\n"})
    assert entry(root, "es", TITLE).msgstr == ("Perú: rebelión",)


def test_what_nobody_changed_stays_to_the_byte(page: TestClient, root: Path) -> None:
    change(catalog_file(root, "es"), '"Perú: insurgencia nacional"', '"Perú:\\r\\ninsurgencia"')
    before = catalog_file(root, "es").read_bytes()
    assert done(page, TITLE, "save").status_code == 200
    assert catalog_file(root, "es").read_bytes() == before


def test_without_script(page: TestClient) -> None:
    form = {**opened(page, TITLE), "act": "save", "form-0": "Perú"}
    answer = sent(page, form, part=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{ADDRESS}?text={name_of(TITLE)}#t-{name_of(TITLE)}"
    after = page.get(answer.headers["location"].partition("#")[0])
    assert "Saved as translated." in after.text
    assert "Saved as translated." not in page.get(ADDRESS).text.partition("<main")[0]
    again = sent(page, {**form, "form-0": "otra"}, part=False)
    assert again.status_code == 409
    assert "<!doctype html>" in again.text
    assert fields(again.text)["form-0"] == "otra"


def test_an_unknown_act(page: TestClient) -> None:
    answer = done(page, TITLE, "format-disk")
    assert answer.status_code == 400
    assert answer.text == "This page knows no “format-disk”: nothing was done.\n"
    assert sent(page, {}).status_code == 400
    assert (
        page.post(
            ACT, content=b"\xff=\xfe%", headers={"Origin": "http://127.0.0.1:8765"}
        ).status_code
        == 400
    )


def test_own_work_is_not_approved_where_the_project_says_so(tmp_path: Path) -> None:
    root = translated_project(tmp_path, extra="[review]\nown_work = false\n")
    for words in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "-qm", "all"),
    ):
        subprocess.run(["git", *words], cwd=root, check=True)
    page = client_for(root)
    answer = done(page, TITLE, "save-approve", **{"form-0": "Perú"})
    assert said(answer).startswith("Saved; not approved: you made the translation yourself")
    assert entry(root, "es", TITLE).msgstr == ("Perú",)
    assert acts(root) == []


def test_a_translation_that_breaks_its_document_is_saved_as_a_draft_only(tmp_path: Path) -> None:
    from polyloom.cli.main import main
    from support.polyloom import make_project

    root = make_project(tmp_path / "project", locales='"es"', text="")
    (root / "source/page.md").write_text("# A\n\nSee [this](https://example.org/).\n")
    (root / "source/statement.txt").unlink()
    assert main(["-C", str(root), "-q", "sync"]) == 0
    page, address, act = client_for(root), "/document/es/page.md", "/act/es/page.md"
    form = opened(page, "See [this](https://example.org/).", address)
    answer = sent(page, {**form, "form-0": "Ve [esto](https://example.net/).", "act": "save"}, act)
    assert answer.status_code == 409
    assert "example.net" in answer.text
    draft = sent(page, {**form, "form-0": "Ve [esto](https://example.net/).", "act": "draft"}, act)
    assert said(draft) == "Saved as a draft."
