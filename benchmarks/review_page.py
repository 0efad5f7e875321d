"""How long the review page keeps somebody waiting, in a real browser.

``python -m benchmarks.review_page FOLDER`` makes two projects there: a document of 20,000 texts,
and 574 documents in five locales, all translated and built; opens them in Chromium, and prints
medians.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
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
# It goes on checking documents when it has counted them.
_COUNTED = "() => !document.getElementById('counting')?.textContent.includes('counted')"
_OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
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


class Served(Struct, frozen=True):
    """A running server: its address with the token, and its process."""

    address: str
    pid: int

    def processor(self) -> float:
        """The milliseconds of processors that the server has taken (proc(5), utime and stime)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


class Opening(Struct, frozen=True):
    """The milliseconds until a page has been loaded, and until one saw something of it.

    Those of processors by server and page.
    """

    clock: float
    painted: float
    server: float
    page: float


@contextmanager
def _served(root: Path) -> Iterator[Served]:
    """A project's review page."""
    process = subprocess.Popen(
        [sys.executable, "-m", "polyloom", "-C", str(root), "review", "--by", "A <a@example.org>",
         "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(),
    )  # fmt: skip
    try:
        told = process.stdout.readline() if process.stdout else ""
        yield Served(told.removeprefix("review: ").strip(), process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def _run(root: Path, *words_: str, check: bool = True) -> None:
    argv = [sys.executable, "-m", "polyloom", "--quiet", "-C", str(root), *words_]
    subprocess.run(argv, check=check, env=environment(), stdout=subprocess.DEVNULL)


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


def _open(browser: Browser, server: Served, path: str) -> tuple[Page, Opening]:
    """A page in a new tab of somebody who has been let in, and what it took."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    parts = urlsplit(server.address)
    # Lets in, and shows next to nothing.
    page.goto(f"{parts.scheme}://{parts.netloc}/static/icon.svg?{parts.query}")
    before = server.processor()
    page.goto(f"{parts.scheme}://{parts.netloc}{path}", wait_until="load")
    page.wait_for_function(f"() => {_OPENED} > 0")
    metrics = session.send("Performance.getMetrics")["metrics"]
    busy = next(each["value"] for each in metrics if each["name"] == "TaskDuration")
    clock, painted = float(page.evaluate(_OPENED)), float(page.evaluate(_PAINTED))
    return page, Opening(clock, painted, server.processor() - before, busy * 1000)


def _tell(subject: str, milliseconds: Sequence[float], more: str = "") -> None:
    median, highest = statistics.median(milliseconds), max(milliseconds)
    print(f"{subject:50} {median:6.0f} ms, at most {highest:.0f}{more}", flush=True)


def _tell_openings(subject: str, openings: Sequence[Opening]) -> None:
    server = statistics.median(each.server for each in openings)
    page = statistics.median(each.page for each in openings)
    painted = statistics.median(each.painted for each in openings)
    processors = f"; of processors {server:.0f} by the server, {page:.0f} by the page"
    more = f"; something is seen after {painted:.0f}{processors}"
    _tell(subject, [each.clock for each in openings], more)


def _repeated(opening: Callable[[], Opening]) -> list[Opening]:
    return [opening() for _ in range(RUNS)]


def long_document(root: Path, browser: Browser) -> None:
    """A document of many texts: opened, gone through by key, and scrolled."""
    path = "/document/es/long.txt"

    def by_a_new_server(path: str) -> Opening:
        with _served(root) as server:
            return _open(browser, server, path)[1]

    _tell_openings(f"{TEXTS} texts, opened first", _repeated(lambda: by_a_new_server(path)))
    filtered = _repeated(lambda: by_a_new_server(f"{path}?is=findings"))
    _tell_openings(f"{TEXTS} texts, those with findings", filtered)
    with _served(root) as server:
        again = _repeated(lambda: _open(browser, server, path)[1])
        _tell_openings(f"{TEXTS} texts, opened", again)
        page, _ = _open(browser, server, path)
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
    with _served(root) as server:
        page, first = _open(browser, server, "/")
        _tell_openings(f"{subject}, nothing counted yet", [first])
        page.wait_for_function(_COUNTED, timeout=240_000)
        page.close()
        _tell_openings(f"{subject}, again", _repeated(lambda: _open(browser, server, "/")[1]))

    def by_a_new_server() -> Opening:
        with _served(root) as server:
            return _open(browser, server, "/")[1]

    _tell_openings(f"{subject}, by a new server", _repeated(by_a_new_server))


def main(folder: Path) -> None:
    roots = (_long_document(folder / "long"), _documents(folder / "many"))
    for root in roots:
        _run(root, "sync")
        translate_all(root)
        # What make build does; checks find something in made-up words.
        _run(root, "pipeline", check=False)
    with sync_playwright() as playwright:
        program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        long_document(roots[0], browser)
        start_page(roots[1], browser)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
