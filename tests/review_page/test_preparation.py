"""What is loaded beside the first request."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from polyloom.review_page.preparation import prepare
from support.review_pages import session_for, translated_project

LOADED = """
import sys
from pathlib import Path
from support.review_pages import session_for
from polyloom.review_page.preparation import prepare
before = "polyloom.formats.plaintext.points" in sys.modules
prepare(session_for(Path(sys.argv[1])))
print(before, "polyloom.formats.plaintext.points" in sys.modules)
"""


def test_the_code_for_the_documents_is_loaded(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    tests = str(Path(__file__).parents[1])

    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            f"import sys\nsys.path.insert(0, {tests!r})\n{LOADED}",
            str(root),
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["False", "True"]


def test_what_is_wrong_with_the_project_is_told_by_its_page(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    session = session_for(root)
    (root / "polyloom.toml").write_text("locales = [\n", encoding="utf-8")

    prepare(session)
