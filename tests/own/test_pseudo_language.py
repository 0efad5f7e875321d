"""Nothing that the program says is left in English: in a made-up language all of it is in brackets.

The catalog of that language has each message as ``⟦no findings⟧``. What stands outside is
text of documents, a name, or a sentence that nobody has marked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace
from program_messages.catalog_project import TEMPLATE

from polyloom.cli.main import COMMANDS, main
from polyloom.messages import speaking
from polyloom.po import message_catalogs
from polyloom.po.message_catalogs import message_catalog
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from support.review_pages import client_for

# Whatever Babel knows, and the program does not speak.
LANGUAGE = "eo"
WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}")
# What is typed, and what is said by libraries.
AS_IT_IS = re.compile(
    r"polyloom (?:" + "|".join(COMMANDS) + r")\b|pip install|git config|git merge-file"
    r"|\S+\.(?:md|txt|toml|json)\b"
    r"|(?:es|fr) (?:tea|plain)\b|es, fr|^::[a-z]+ file|title=[a-z-]+ \(es\)"
)
CONFIGURATION = 'name = "Leaves"\nsource_locale = "en"\nlocales = ["es", "fr"]\n'
MARKDOWN = """\
# Tea and milk

The *tea* has 28 leaves: [rules](rules.md) and `code`[^1].

- It is "hot".
- Gone: %s.

<!-- a comment here -->

    some code here

| first cell | other cell |
|---|---|
| one two | three |

[^1]: A note below.
"""
PLAIN = """\
A plain title

By somebody else

The country is in crisis. It has 30 minutes until 3 March.

1) The first point here.

2) The second point here.
"""
TRANSLATIONS = {
    "Tea and milk": " té y leche",
    "The *tea* has 28 leaves: [rules](rules.md) and `code`[^1].": ("El té té 29 <b>\ufffd código"),
    'It is "hot".': 'Está "caliente',
    "Gone: %s.": "El  archivo no esta ahí!",
    "A plain title": "A plain title",
    "By somebody else": "Por otrа",
    "The country is in crisis. It has 30 minutes until 3 March.": "El país. 30 horas, 3 de mayo.",
    "The first point here.": "El primer punto\u00a0",
}

TEXTS = [
    *TRANSLATIONS,
    *(text.strip() for text in TRANSLATIONS.values()),
    *("first cell", "other cell", "one two", "a comment here", "some code here"),
    *("A note below.", "The second point here."),
]


def marked(text: str) -> str:
    return f"⟦{text}⟧"


@pytest.fixture(scope="module", autouse=True)
def _pseudo_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("messages")
    template = read_catalog(TEMPLATE.read_bytes(), TEMPLATE.name)
    entries = tuple(
        replace(
            entry,
            msgstr=(marked(entry.msgid),)
            if entry.msgid_plural is None
            else (marked(entry.msgid), marked(entry.msgid_plural)),
        )
        for entry in template.entries
    )
    file = folder / LANGUAGE / "LC_MESSAGES/polyloom.po"
    file.parent.mkdir(parents=True)
    file.write_bytes(write_catalog(replace(template, header_flags=(), entries=entries)))
    caches = (message_catalogs.shipped_languages, message_catalogs.shipped_catalog)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(message_catalogs, "_FOLDER", folder)
        patch.setenv("COLUMNS", "240")
        for cache in caches:
            cache.cache_clear()
        yield
    for cache in caches:
        cache.cache_clear()


def told(root: Path, *arguments: str) -> str:
    """What a command says, in this process."""
    said = io.StringIO()
    # Help ends the program.
    with redirect_stdout(said), redirect_stderr(said), suppress(SystemExit):
        main(["-C", str(root), "--lang", LANGUAGE, *arguments])
    return said.getvalue()


def outside_of_marks(text: str) -> str:
    """What is in no brackets, which may stand within others."""
    depth, kept = 0, []
    for part in re.split(r"([⟦⟧])", text):
        if part in "⟦⟧" and part:
            depth += 1 if part == "⟦" else -1
            kept.append("|")
        elif not depth:
            kept.append(part)
    return "".join(kept)


def english(said: str) -> list[str]:
    """The lines of what was said in which words are left that are no message."""
    left = outside_of_marks(said)
    for text in TEXTS:
        left = left.replace(text, "")
    # Excerpts of texts stand in lines of their own, and changes of them have marks.
    lines = [line for line in left.splitlines() if not re.match(r"    |.*\{\+", line)]
    return [line for line in lines if WORDS.search(AS_IT_IS.sub("", line))]


def write_translations(root: Path) -> None:
    for file in (root / "locales/es/LC_MESSAGES").glob("*.po"):
        catalog = read_catalog(file.read_bytes(), file.name)
        entries = tuple(
            replace(entry, msgstr=(TRANSLATIONS.get(entry.msgid, ""),)) for entry in catalog.entries
        )
        file.write_bytes(write_catalog(replace(catalog, entries=entries)))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    (root / "source").mkdir()
    (root / "polyloom.toml").write_text(CONFIGURATION, encoding="utf-8")
    (root / "source/tea.md").write_text(MARKDOWN, encoding="utf-8")
    (root / "source/plain.txt").write_text(PLAIN, encoding="utf-8")
    assert english(told(root, "sync")) == []
    write_translations(root)
    return root


@pytest.mark.parametrize("command", COMMANDS)
def test_help(tmp_path: Path, command: str) -> None:
    text = told(tmp_path, command, "--help").replace("⟧", "⟧ ")
    assert english(text) == []


@pytest.mark.parametrize(
    "words",
    [
        "check",
        "check --fix --dry-run",
        "check --format github",
        "check --format sarif --merge nothing.json",
        "check --nonsense",
        "check --shard 3/2",
        "check --shard nine",
        "check --scheduler ftp://somewhere",
        "build",
        "build --minimum-coverage 0",
        "build --minimum-coverage many",
        "build --minimum-state no",
        "build de",
        "report",
        "report -v",
        "report --fail-under many",
        "report --fail-under 100",
        "extract --show source/tea.md",
        "extract --show source/plain.txt",
        "extract --show source/nothing.txt",
        "doctor",
        "translate",
        "translate --dry-run",
        "translate --compare",
        "translate --engine nothing",
        "translate --engine openai",
        "trust",
        "reviews",
        "reviews prune",
        "reviews evidence es tea",
        "review es --list",
        "approve es tea.md",
        "approve es nothing.md",
        "reject es tea.md#title reason",
        "comment es tea.md#title hello",
        "accept es tea.md#title whitespace",
        "accept es tea.md nonsense",
        "blame es tea.md#title",
        "blame es nothing",
        "unapprove es tea.md",
        "reword tea.md one two",
        "format --check",
        "merge-driver a b c",
        "new-locale xx-yy",
        "init source/tea.md",
        "nonsense",
        "help one two",
    ],
)
def test_what_commands_say(project: Path, words: str) -> None:
    assert english(told(project, *words.split(" "))) == []


def page_text(html: str) -> str:
    """What a page shows and what it is read out as."""
    shown = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^<>]*>", "|", html)
    labels = re.findall(r'\b(?:title|aria-label|placeholder|alt|value)="([^"]*)"', html)
    return unescape("\n".join([shown, *labels]))


@pytest.mark.parametrize(
    "address", ["/", "/document/es/tea.md", "/find?text=tea", "/find?filter=nothing", "/nothing"]
)
def test_pages(project: Path, address: str) -> None:
    with speaking(message_catalogs.shipped_catalog(LANGUAGE)):
        answer = client_for(project).get(address, headers={"Accept-Language": LANGUAGE})
    said = page_text(answer.text)
    assert "⟦" in said
    assert english(said) == []


def test_the_page_of_segments(project: Path) -> None:
    said = page_text(told(project, "extract", "--show", "source/tea.md", "--html"))
    assert "⟦paragraph⟧" in said
    assert english(said) == []


BROKEN_CONFIGURATIONS: Mapping[str, str] = {
    "no TOML": "name =",
    "an unknown key": f"{CONFIGURATION}colour = 1\n",
    "no texts": CONFIGURATION.replace('["es", "fr"]', "3"),
    "an unknown locale": CONFIGURATION.replace('"fr"', '"frr_ZZ"'),
    "a table": f"{CONFIGURATION}build = 1\n",
    "a list of tables": f"{CONFIGURATION}[documents]\nx = 1\n",
    "a state": f'{CONFIGURATION}[build]\nminimum_state = "good"\nminimum_coverage = 7\n',
    "a command": f'{CONFIGURATION}[engines.command]\nrun = "x"\n',
    "engines": f'{CONFIGURATION}[pretranslation]\nengines = ["nothing"]\n',
    "checks": f"{CONFIGURATION}[checks]\nlength = 3\n",
    "accepted": f"{CONFIGURATION}[[checks.accepted]]\ntext = 3\n",
    "a scheduler": f'{CONFIGURATION}[execution]\nscheduler = "ftp://x"\n',
}


@pytest.mark.parametrize("configuration", BROKEN_CONFIGURATIONS.values(), ids=BROKEN_CONFIGURATIONS)
def test_configurations_that_are_wrong(tmp_path: Path, configuration: str) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "polyloom.toml").write_text(configuration, encoding="utf-8")
    said = told(tmp_path, "report")
    assert "⟦" in said
    assert english(said) == []


HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
BROKEN_CATALOGS: Mapping[str, bytes] = {
    "an open string": f'{HEADER}msgid "x\nmsgstr ""\n'.encode(),
    "text behind a string": f'{HEADER}msgid "x" y\nmsgstr ""\n'.encode(),
    "an escape": f'{HEADER}msgid "\\q"\nmsgstr ""\n'.encode(),
    "a conflict": f"{HEADER}<<<<<<< ours\n".encode(),
    "a keyword": f'{HEADER}msgwhat "x"\n'.encode(),
    "no msgstr": f'{HEADER}msgid "x"\n'.encode(),
    "plural forms": f'{HEADER}msgid "x"\nmsgid_plural "y"\nmsgstr[1] ""\n'.encode(),
    "an entry twice": f'{HEADER}msgid "x"\nmsgstr ""\n\nmsgid "x"\nmsgstr ""\n'.encode(),
    "no charset": b'msgid "caf\xc3\xa9"\nmsgstr ""\n',
    "a wrong byte": HEADER.encode() + b'msgid "\xff"\nmsgstr ""\n',
    "a NUL": HEADER.encode() + b'msgid "a longer text \x00"\nmsgstr ""\n',
    "UTF-16": HEADER.encode("utf-16"),
    "a mark": b"\xef\xbb\xbf" + HEADER.encode(),
}


@pytest.mark.parametrize("data", BROKEN_CATALOGS.values(), ids=BROKEN_CATALOGS)
def test_catalogs_that_are_broken(data: bytes) -> None:
    from polyloom.errors import UserError

    with (
        speaking(message_catalogs.shipped_catalog(LANGUAGE)),
        pytest.raises(UserError) as caught,
    ):
        read_catalog(data, "es.po")
    assert english(str(caught.value)) == []


def test_english_is_seen() -> None:
    assert english("⟦{a} ⟦is⟧ left⟧: no words here") == ["||||: no words here"]
    assert message_catalog(b"", LANGUAGE).texts == {}
