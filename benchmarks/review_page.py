"""How long the review page keeps somebody waiting, in a real browser.

``python -m benchmarks.review_page FOLDER`` makes two projects there: a document of 20,000 texts,
and 574 documents in five locales, all translated; opens them in Chromium, and prints medians.
"""

from __future__ import annotations

import random
import shutil
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.corpus import words
from benchmarks.measuring import environment
from benchmarks.scale import SEED, SHAPES, translate_all

TEXTS = 20_000
DOCUMENTS = 574
LOCALES = ("es", "fr", "pt_BR", "de", "it")
RUNS = 5
_KEYS = 200
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
)
_OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
# From the key to the focus on another text, in the page's own time.
_WATCH_KEYS = """() => {
    window.waits = [];
    let pressed = 0;
    addEventListener("keydown", () => { pressed = performance.now(); }, true);
    addEventListener("focusin", (event) => {
        if (pressed && event.target.matches(".segment")) {
            window.waits.push(performance.now() - pressed);
            pressed = 0;
        }
    }, true);
}"""
# From one picture to the next, while one scrolls.
_FRAMES = """() => new Promise((resolve) => {
    const gaps = [];
    let last = performance.now();
    const step = (now) => {
        gaps.push(now - last);
        last = now;
        scrollBy(0, 120);
        if (gaps.length < 240) { requestAnimationFrame(step); } else { resolve(gaps.slice(1)); }
    };
    requestAnimationFrame(step);
})"""


@contextmanager
def _served(root: Path) -> Iterator[str]:
    """The address of a project's review page, with its token."""
    process = subprocess.Popen(
        [sys.executable, "-m", "polyloom", "-C", str(root), "review", "--by", "A <a@example.org>",
         "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(),
    )  # fmt: skip
    try:
        yield process.stdout.readline().removeprefix("review: ").strip() if process.stdout else ""
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def _run(root: Path, *words_: str) -> None:
    argv = [sys.executable, "-m", "polyloom", "--quiet", "-C", str(root), *words_]
    subprocess.run(argv, check=True, env=environment(), stdout=subprocess.DEVNULL)


def _project(root: Path, locales: Sequence[str]) -> Path:
    names = ", ".join(f'"{locale}"' for locale in locales)
    shutil.rmtree(root, ignore_errors=True)
    (root / "source").mkdir(parents=True)
    (root / "polyloom.toml").write_text(f'source_locale = "en"\nlocales = [{names}]\n', "utf-8")
    return root


def _long_document(root: Path) -> Path:
    chance = random.Random(SEED)
    blocks = [words(chance, 12) for _ in range(TEXTS)]
    _project(root, ["es"])
    (root / "source/long.txt").write_text("\n\n".join(blocks) + "\n", "utf-8")
    return root


def _documents(root: Path) -> Path:
    chance = random.Random(SEED)
    _project(root, LOCALES)
    for number in range(DOCUMENTS):
        blocks = [words(chance, size) for size in chance.choice(SHAPES)]
        (root / f"source/document-{number:03}.txt").write_text("\n\n".join(blocks) + "\n", "utf-8")
    return root


def _open(browser: Browser, address: str, path: str) -> tuple[Page, float]:
    """A page, and the milliseconds until it has been loaded."""
    page = browser.new_page()
    page.goto(address)
    parts = urlsplit(address)
    page.goto(f"{parts.scheme}://{parts.netloc}{path}", wait_until="load")
    page.wait_for_function(f"{_OPENED} > 0")
    return page, float(page.evaluate(_OPENED))


def _tell(subject: str, milliseconds: Sequence[float]) -> None:
    highest = max(milliseconds)
    print(f"{subject:44} {statistics.median(milliseconds):7.0f} ms  (at most {highest:.0f})")


def long_document(root: Path, browser: Browser) -> None:
    """A document of many texts: opened, gone through by key, and scrolled."""
    path = "/document/es/long.txt"
    with _served(root) as address:
        _, first = _open(browser, address, path)
        _tell(f"{TEXTS} texts, opened first", [first])
        _tell(f"{TEXTS} texts, opened", [_open(browser, address, path)[1] for _ in range(RUNS)])
        page, _ = _open(browser, address, path)
        page.evaluate(_WATCH_KEYS)
        page.locator(".segment").first.focus()
        for _ in range(_KEYS):
            page.keyboard.press("j")
        page.wait_for_timeout(500)
        _tell("a key to the next text", page.evaluate("window.waits"))
        _tell("a picture while one scrolls", page.evaluate(_FRAMES))


def start_page(root: Path, browser: Browser) -> None:
    """The list of many documents: by a server that knows nothing yet, and again."""
    subject = f"{DOCUMENTS} documents, {len(LOCALES)} locales"
    with _served(root) as address:
        page, first = _open(browser, address, "/")
        _tell(f"{subject}, nothing counted yet", [first])
        page.wait_for_selector("#counting", state="detached", timeout=300_000)
        _tell(f"{subject}, again", [_open(browser, address, "/")[1] for _ in range(RUNS)])
    waits = []
    for _ in range(RUNS):
        with _served(root) as address:
            waits.append(_open(browser, address, "/")[1])
    _tell(f"{subject}, by a new server", waits)


def main(folder: Path) -> None:
    roots = (_long_document(folder / "long"), _documents(folder / "many"))
    for root in roots:
        _run(root, "sync")
        translate_all(root)
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        long_document(roots[0], browser)
        start_page(roots[1], browser)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
