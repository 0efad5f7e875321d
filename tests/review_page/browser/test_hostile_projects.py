"""A project that somebody made to do harm, in a browser that would let it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from support.git import Clone, make_clone
from support.hostile_texts import PAYLOADS
from support.polyloom import catalog_file, make_project, polyloom, read
from support.review_browser import DocumentView, Visitors
from support.review_server import ReviewServer, review_server

pytestmark = pytest.mark.slow

NAME = "a'onload=alert(1)&<img src=x onerror=alert(1)>&amp;{{ 7*7 }}.txt"
# Elements that the page has none of: they would be somebody's.
STRANGE = (
    "iframe, object, embed, svg, math, img, video, base, style, marquee, main script, main meta"
)
# Where something leads to, but to the server.
LEADING = """() => [...document.querySelectorAll("*")]
    .flatMap((each) => ["href", "src", "action", "formaction", "hx-get", "hx-post"]
        .filter((name) => each.hasAttribute(name))
        .map((name) => new URL(each.getAttribute(name), location.href)))
    .filter((address) => address.origin !== location.origin)
    .map(String)"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A project whose every part is hostile: sources, translations, comments, names, reviewers."""
    folder = tmp_path_factory.mktemp("hostile") / "project"
    texts = [f"{payload.strip()} ({number})" for number, payload in enumerate(PAYLOADS)]
    script = "<script>alert(1)</script>"
    root = make_project(
        folder,
        locales='"es"',
        text="\n\n".join(["A title", *(" ".join(text.split()) for text in texts)]) + "\n",
    )
    configuration = (
        (root / "polyloom.toml").read_text().replace("Statements", f"{script}{{{{7*7}}}}")
    )
    (root / "polyloom.toml").write_text(
        f'{configuration}\n[documents."statement.txt"]\nauthor = "{script}"\ntitle = "{script}"\n'
        f'[[documents."statement.txt".notes]]\ntext = "alert"\nnote = "{script}"\n'
    )
    (root / "source" / NAME).write_text("A title\n\nA text.\n")
    assert polyloom(root, "sync").code == 0
    _translate_by_itself(root)
    clone = make_clone(root)
    clone.git(
        "config", "user.name", "' onload='alert(1)' {{7*7}} &lt;script&gt; \" onfocus=\"alert(1)"
    )
    for text in ("A title", "<script>alert(1)</script> (0)"):
        assert polyloom(root, "comment", "es", text, f"{script} \" onload='alert(1)").code == 0
    ledger = root / "locales/es/reviews/statement.jsonl"
    acts = [json.loads(line) for line in ledger.read_text().splitlines()]
    acts.append(
        {**acts[-1], "id": '"><script>alert(1)</script>', "by": f"{script} <x@example.org>"}
    )
    ledger.write_text("".join(f"{json.dumps(act)}\n" for act in acts) + f"{script}\n")
    return clone


def _translate_by_itself(root: Path) -> None:
    """Give each source, somewhat longer, as its translation, and as a comment on it."""
    lines = catalog_file(root, "es").read_text(encoding="utf-8").split("\n\n")
    entries = read(root, "es").entries
    assert len(entries) == len(lines) - 1
    for place, entry in enumerate(entries, start=1):
        quoted = json.dumps(f"{entry.msgid} y", ensure_ascii=False)
        comment = f"# {entry.msgid}\n"
        head, _, _ = lines[place].partition("msgstr ")
        lines[place] = f"{comment}{head}msgstr {quoted}"
    catalog_file(root, "es").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def hostile_server(hostile: Clone) -> Iterator[ReviewServer]:
    with review_server(hostile.root) as started:
        yield started


def strange(page: Page) -> list[str]:
    """What is on the page that is not the page's own."""
    found = page.evaluate(
        f"[...document.querySelectorAll('{STRANGE}')].map((each) => each.outerHTML)"
    )
    return [*found, *page.evaluate(LEADING)]


def test_nothing_runs_and_nothing_leaves(hostile_server: ReviewServer, visit: Visitors) -> None:
    page = visit(hostile_server)
    assert strange(page) == []
    expect(page.locator("main")).to_contain_text(NAME)
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>{{7*7}}")
    for address in (
        "/document/es/statement.txt",
        "/approve/es/statement.txt",
        f"/document/es/{quote(NAME)}",
        f"/approve/es/{quote(NAME)}",
        "/document/es/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/locale/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/document/es/statement.txt?text=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/document/es/statement.txt?from=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ):
        page.goto(hostile_server.origin + address)
        assert strange(page) == [], address


def test_each_text_can_be_opened(hostile_server: ReviewServer, visit: Visitors) -> None:
    page = visit(hostile_server, "/document/es/statement.txt")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".chunk.waiting")).to_have_count(0)
    total = page.locator(".segment").count()
    assert total > 60
    page.evaluate("for (const link of document.querySelectorAll('.open-close')) { link.click(); }")
    expect(page.locator("form.editor")).to_have_count(total, timeout=60_000)
    assert strange(page) == []
    # Each text is in its editor as it stands in the catalog.
    for area in page.locator("textarea[data-catalog]").all()[:5]:
        assert area.input_value().endswith(" y")


def test_what_is_sent_comes_back_as_text(hostile_server: ReviewServer, visit: Visitors) -> None:
    view = DocumentView(visit(hostile_server, "/document/es/statement.txt"))
    payload = "</textarea><script>alert(1)</script>\" onfocus='alert(1)' {{7*7}}"
    segment = view.open("A title")
    segment.locator("textarea[data-catalog]").fill(payload)
    view.press(segment, "draft")
    expect(segment.locator("textarea[data-catalog]")).to_have_value(payload)
    segment.locator("details.comment").evaluate("details => { details.open = true; }")
    segment.locator("textarea[name=comment]").fill(payload)
    view.press(segment, "comment")
    expect(segment).to_contain_text("{{7*7}}")
    assert strange(view.page) == []
