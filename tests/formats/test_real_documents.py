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
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.model import Document

_ADDRESS = re.compile(r"[a-z]+://\S+")
_WORD = re.compile(r"[^\W\d_]+")
_NOT_PROSE = frozenset(
    ("code", "pre", "script", "style", "samp", "kbd", "math", "svg", "template", "head")
)
# Formulas, and the title of a block of code: a setting makes it a text.
_CLASSES_OF_CODE = frozenset(("arithmatex", "filename"))
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# The type of a box, which is also its title where it has none.
_BOX_TYPE = re.compile(r"(?m)^[ \t]*(?:!!!|\?\?\?\+?|/{3,})[ \t]*[\w -]+")
# What mkdocstrings puts documentation of code in the place of.
_SNIPPET = re.compile(r"(?m)^-+8<-+.*$")
_AUTODOC = re.compile(
    r"^(?P<indent>[ \t]*)::: [\w.]+[ \t]*(?:\n|\Z)(?:(?P=indent)[ \t]+\S.*\n|[ \t]*\n)*",
    re.MULTILINE,
)
# What a site makes of what stands behind a fence is its own affair.
_FENCE_OPTIONS = re.compile(r"(?m)^([ \t>]*(?:`{3,}|~{3,})[ \t]*[\w+.-]*)[ \t][^`\n]*$")
# What the macros of a site, as those of Jinja, put something in the place of.
_MACROS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
_PYMDOWN = (
    "abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "admonition",
    "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.highlight",
    "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark",
    "pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
    "pymdownx.tilde", "pymdownx.blocks.admonition", "pymdownx.blocks.definition",
    "pymdownx.blocks.details", "pymdownx.blocks.tab", "pymdownx.blocks.html",
    "pymdownx.blocks.caption", "pymdownx.arithmatex", "pymdownx.critic", "pymdownx.progressbar",
    "pymdownx.emoji",
)  # fmt: skip
_MORE_OF_PYMDOWN = ("pymdownx.quotes", "pymdownx.fancylists", "pymdownx.saneheaders")
_CONFIGURATION: dict[str, dict[str, Any]] = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.quotes": {"callouts": True},
    # The boxes of the documents' own configuration beside those that are always there.
    "pymdownx.blocks.admonition": {
        "types": [
            "note",
            "attention",
            "caution",
            "danger",
            "error",
            "tip",
            "hint",
            "warning",
            "new",
            "settings",
            "example",
            "question",
            "success",
            "info",
            "abstract",
            "failure",
            "bug",
            "quote",
            "important",
        ]
    },
    # That a bracket behind an address belongs to it is the parser's own affair.
    "pymdownx.magiclink": {"repo_url_shorthand": False, "social_url_shorthand": False},
}


def python_markdown(text: str) -> str:
    """As Python-Markdown and its extensions render it (MkDocs, Material)."""
    return _of_python_markdown(text, _PYMDOWN)


def python_markdown_with_all(text: str) -> str:
    """As Python-Markdown renders it with what few sites have, too."""
    return _of_python_markdown(text, (*_PYMDOWN, *_MORE_OF_PYMDOWN))


def _of_python_markdown(text: str, extensions: Sequence[str]) -> str:
    import markdown

    for pattern in (_FRONT_MATTER, _AUTODOC, _SNIPPET, _MACROS):
        text = pattern.sub("", text)
    shown = _FENCE_OPTIONS.sub(r"\1", text)
    configuration = {name: value for name, value in _CONFIGURATION.items() if name in extensions}
    return str(markdown.markdown(shown, extensions=extensions, extension_configs=configuration))


def markdown_it(text: str) -> str:
    """As markdown-it with the plug-ins of MyST renders it (Sphinx)."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin
    from mdit_py_plugins.myst_blocks import myst_block_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (
        front_matter_plugin, footnote_plugin, deflist_plugin, tasklists_plugin, admon_plugin,
        attrs_plugin, attrs_block_plugin, colon_fence_plugin, dollarmath_plugin, myst_block_plugin,
    ):  # fmt: skip
        parser.use(plugin)
    return str(parser.render(text))


class Corpus(Struct, frozen=True):
    """The documents of a package: how to fetch it, where they are, and what renders them.

    ``missing`` is how many of a hundred visible words may be in no msgid, ``changed`` how many
    documents may be built otherwise than their source.
    """

    package: str
    pattern: str
    format: str
    render: Callable[[str], str]
    missing: float
    changed: int
    client: str = "pip"


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
    "npm": Corpus("npm@10.9.2", "**/docs/content/**/*.md", "markdown", markdown_it, 0.1, 0, "npm"),
    "debian-policy": Corpus("debian-policy", "**/*.html", "html", str, 0.1, 0, "apt"),
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
    found = Measure()
    for path in filter(Path.is_file, sorted(folder.glob(corpus.pattern))):
        data = path.read_bytes()
        try:
            document = segment(data, corpus.format, where=path.name)
        except UserError:
            continue
        source = data[document.bom :].decode(document.encoding)
        page = corpus.render(source)
        have = Counter(_WORD.findall("\n".join(one.text for one in document.segments)))
        written = Counter(_WORD.findall(_BOX_TYPE.sub("", source)))
        shown = Counter(visible_words(page))
        found.documents += 1
        found.words += shown.total()
        # What the site adds itself is no word of the source.
        missing = (shown & written) - have
        found.missing += missing
        found.details += [f"{path.name}: {word} × {count}" for word, count in missing.items()]
        before, after = outline_of_page(page), outline_of_page(corpus.render(bracketed(document)))
        if before != after:
            found.changed.append(path.name)
            changes = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
            found.details.append(f"{path.name}: {changes[:6]}")
    return found


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
