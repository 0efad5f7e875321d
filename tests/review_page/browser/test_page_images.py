"""The pictures of docs/review.md; ``POLYLOOM_IMAGES=docs/images pytest`` of this file writes them.

They show Polyloom's own project, as it is in this clone, in the browser of the tests.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from support.git import Clone, make_clone
from support.polyloom import polyloom
from support.review_browser import DocumentView, Visitors
from support.review_server import ReviewServer, review_server

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[3]
DOCUMENT = "peru-statement.txt"
EDITED = "On Thursday, December 15"


@pytest.fixture(scope="module")
def peru(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """The own project, with nobody's reviews but those that are committed."""
    root = tmp_path_factory.mktemp("images") / "statements"
    root.mkdir()
    for name in ("source", "locales"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "polyloom.toml", root)
    clone = make_clone(root)
    clone.git("config", "user.name", "Ana Quispe")
    clone.git("config", "user.email", "ana@example.org")
    for words in (
        ("approve", "fr"),
        ("approve", "pt_BR", DOCUMENT),
        ("approve", "es", f"{DOCUMENT}#title"),
        ("reject", "ar", f"{DOCUMENT}#title", "too long for a title"),
    ):
        assert polyloom(root, *words).code == 0
    return clone


@pytest.fixture(scope="module")
def peru_server(peru: Clone) -> Iterator[ReviewServer]:
    with review_server(peru.root) as started:
        yield started


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures go: where ``POLYLOOM_IMAGES`` says, or nowhere that is kept."""
    wanted = os.environ.get("POLYLOOM_IMAGES")
    return REPOSITORY / wanted if wanted else tmp_path_factory.mktemp("pictures")


@pytest.mark.parametrize(
    "shot",
    [
        ("review-start", "/", {"viewport": {"width": 1280, "height": 640}}),
        (
            "review-document",
            f"/document/es/{DOCUMENT}",
            {"viewport": {"width": 1280, "height": 800}},
        ),
        (
            "review-phone",
            f"/document/ar/{DOCUMENT}",
            {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "ar"},
        ),
    ],
)
def test_a_picture_is_taken(
    peru_server: ReviewServer,
    visit: Visitors,
    images: Path,
    shot: tuple[str, str, dict[str, Any]],
) -> None:
    name, path, options = shot
    page = visit(peru_server, path, **options)
    if page.locator("#document").count():
        segment = DocumentView(page).open(EDITED)
        editor = segment.locator("textarea[data-catalog]")
        # A slip, which is found while it is made.
        editor.fill(editor.input_value().replace("28", ""))
        expect(segment.locator(".finding")).not_to_have_count(0)
        # What stands beside it is fetched.
        page.wait_for_load_state("networkidle")
        segment.evaluate("each => each.scrollIntoView({ block: 'start' })")
        page.evaluate("scrollBy(0, -100)")
    else:
        expect(page.locator("#counting")).to_have_count(0, timeout=60_000)
    image = images / f"{name}.png"
    page.screenshot(path=image, animations="disabled", caret="hide")
    assert 10_000 < image.stat().st_size < 400_000
