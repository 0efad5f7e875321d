"""Pages as a browser shows them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.programs import require_browser


def shown_by_chromium(page: str, folder: Path) -> str:
    """The page's elements as the browser has them once its scripts have run, on a phone's width.

    ``folder`` is for the page and the browser's own files. Skips the test without the browser.
    """
    chromium = require_browser()
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    completed = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", f"--user-data-dir={folder / 'profile'}", "--window-size=400,800",
         "--dump-dom", file.as_uri()],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return completed.stdout.decode()
