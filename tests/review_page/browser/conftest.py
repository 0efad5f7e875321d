"""One browser for all tests of the review page, and projects to review in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from support.accord import accord_project
from support.git import Clone
from support.programs import require_browser
from support.review_browser import ARGUMENTS, PATIENCE, Visitors, Watch
from support.review_server import ReviewServer, review_server

expect.set_options(timeout=PATIENCE)


# Playwright's loop runs in this thread as long as it is there: no longer than its tests do.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser. Skips the test without it, fails where CI is set."""
    chromium = require_browser()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visitors]:
    """Visit a server's page. None of the visitors may see what a page must not do."""
    contexts: list[BrowserContext] = []
    watch = Watch()

    def come(server: ReviewServer, path: str = "/", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        watch.of(context, server.origin)
        page = context.new_page()
        page.goto(server.address)
        if path != "/":
            page.goto(server.origin + path)
        return page

    yield come
    for context in contexts:
        context.close()
    assert not watch.faults, watch.faults


@pytest.fixture(scope="module")
def accord_template(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """The accord, of which each test gets a copy."""
    return accord_project(tmp_path_factory.mktemp("accord") / "project")


@pytest.fixture(scope="module")
def kept_accord(
    accord_template: Clone, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Clone, ReviewServer]]:
    """A copy of the accord that is served all the time."""
    root = tmp_path_factory.mktemp("kept") / "accord"
    shutil.copytree(accord_template.root, root, symlinks=True)
    with review_server(root) as started:
        yield Clone(root), started


@pytest.fixture
def accord(kept_accord: tuple[Clone, ReviewServer]) -> Clone:
    """The accord, in all locales, partly translated: as it was committed, for each test."""
    clone, _ = kept_accord
    clone.git("reset", "-q", "--hard", "main")
    clone.git("clean", "-fdq")
    return clone


@pytest.fixture
def server(accord: Clone, kept_accord: tuple[Clone, ReviewServer]) -> ReviewServer:
    """The accord's review page."""
    assert accord.root == kept_accord[0].root
    return kept_accord[1]


@pytest.fixture
def own_accord(accord_template: Clone, tmp_path: Path) -> Clone:
    """A copy of the accord for a test that has a server of its own."""
    shutil.copytree(accord_template.root, tmp_path / "accord", symlinks=True)
    return Clone(tmp_path / "accord")
