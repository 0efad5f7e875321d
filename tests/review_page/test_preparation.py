"""What is loaded beside the first request."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from polyloom.review_page import page_rendering
from polyloom.review_page.page_rendering import template_names
from polyloom.review_page.preparation import prepare
from support.review_pages import ADDRESS, client_for, session_for, translated_project

TEMPLATES = Path(page_rendering.__file__).parent / "templates"
LOADED = """
import sys
from pathlib import Path
from support.review_pages import session_for
from polyloom.review_page.preparation import prepare
before = "polyloom.formats.plaintext.points" in sys.modules
list(prepare(session_for(Path(sys.argv[1]))))
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

    list(prepare(session))


def test_the_templates_of_the_first_pages_are_loaded_first(tmp_path: Path) -> None:
    names = template_names()
    assert {f"{path.name}" for path in TEMPLATES.iterdir()} == {*names.first, *names.rest}
    # What is loaded on use is not told by the names that are not there.
    client = client_for(translated_project(tmp_path))
    page_rendering._environment.cache_clear()
    for address in ("/", ADDRESS):
        assert client.get(address).status_code == 200
    loaded = {name for _, name in page_rendering._environment().cache or ()}
    assert loaded
    assert loaded <= {*names.first}


def test_a_document_that_was_asked_for_is_read(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    session = session_for(root, locales=("es",), names=("statement.txt",))
    list(prepare(session))
    assert session.known_file("statement.txt") is not None


def test_what_was_asked_for_and_is_broken_is_told_by_its_page(tmp_path: Path) -> None:
    root = translated_project(tmp_path)
    (root / "locales/es/LC_MESSAGES/statement.po").write_text('msgid "', encoding="utf-8")
    list(prepare(session_for(root, locales=("es",), names=("statement.txt",))))
