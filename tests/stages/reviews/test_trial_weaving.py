"""A translation that is tried in a part of a large document is judged as in the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.project.configuration import load_project
from polyloom.project.documents import find_documents
from polyloom.stages.reviews.reviewed_documents import (
    ReviewedDocument,
    ReviewedDocuments,
    ReviewedText,
)
from polyloom.stages.reviews.translation_edit import with_translation
from polyloom.stages.reviews.trial_weaving import trial_refusals
from support.polyloom import catalog_file, make_project, polyloom

PIECES = (
    "Some *text* number {}, with `code`.",
    "- point {}\n- another point {}",
    "> A quote {}.\n>\n> Its second paragraph {}.",
    "## Heading {}",
    "| a {} | b |\n|---|---|\n| c {} | d |",
    "```sh\nls {}\n```",
)
# Some can stand in their documents, and some cannot.
HOSTILE = (
    "- a", "1. a", "# a", "```", "<!-- a", "<div>", "</div> a", "| a", "a\n\nb", "> a", "a {#b}",
    "[a]: b", "*a", "a `b", "===", "---", "$$", ":::note", "{% if %}", "Text.",
)  # fmt: skip


def document_of(folder: Path, name: str, text: str) -> ReviewedDocument:
    root = make_project(folder / "project", locales='"es"')
    (root / "source/statement.txt").unlink()
    (root / f"source/{name}").write_text(text, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    catalog = catalog_file(root, "es", name.partition(".")[0])
    head, _, rest = catalog.read_text("utf-8").partition("\n\n")
    filled = rest.replace('msgstr ""', 'msgstr "x"')
    catalog.write_text(f"{head}\n\n{filled}", "utf-8")
    project = load_project(root)
    found = find_documents(root)
    return ReviewedDocuments(project, found, "es").document(found.documents[0])


def reasons(document: ReviewedDocument, text: ReviewedText, translation: str) -> set[str]:
    edited = with_translation(text, [translation])
    return {refusal.reason for refusal in trial_refusals(document, edited)}


@pytest.mark.parametrize("name", [pytest.param("a.md", marks=pytest.mark.slow), "a.txt", "a.html"])
def test_in_a_part_as_in_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    blocks = [PIECES[number % len(PIECES)].replace("{}", str(number)) for number in range(300)]
    if name == "a.html":
        blocks = [f"<p>Text <b>{number}</b> here.</p>" for number in range(300)]
    document = document_of(tmp_path, name, "\n\n".join(blocks) + "\n")
    texts = list(document.texts())
    assert len(texts) > 250
    refused = 0
    for number, hostile in enumerate(HOSTILE):
        text = texts[(number * 13 + 5) % len(texts)]
        in_part = reasons(document, text, hostile)
        refused += bool(in_part)
        with monkeypatch.context() as patch:
            patch.setattr("polyloom.stages.reviews.trial_weaving._MOST_SEGMENTS", 10**9)
            assert reasons(document, text, hostile) == in_part, (text.reference, hostile)
    # Plain text is laid out so that nearly anything can stand in it.
    assert 0 < refused < len(HOSTILE) or name == "a.txt", refused
