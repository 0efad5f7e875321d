"""Every command shown in the documentation runs, and prints what is shown.

In a ``console`` block a line with ``$ `` is run and the lines below it are what it prints; ``…``
stands for anything. A ``text file=PATH`` block is written to the file, a ``po file=PATH`` block
fills in the translations of that catalog, as an editor would. In a ``terminal`` block a person at a
terminal answers each question by the key of the word behind it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from polyloom.cli.main import COMMANDS
from polyloom.mt import ENGINES
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from polyloom.project.configuration import load_project
from polyloom.project.schema import ENGINE_KEYS, SCHEMA, Table
from support.programs import require_program
from support.terminal import at_terminal

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(?P<info>[^\n]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """A command and what it prints, or a file and what goes into it."""

    kind: str
    name: str
    text: str


def steps(markdown: str) -> Iterator[Step]:
    for block in BLOCK.finditer(markdown):
        kind, _, path = block["info"].partition(" file=")
        if kind == "terminal":
            command, _, output = block["body"].removeprefix("$ ").partition("\n")
            yield Step("terminal", command, output)
        elif kind == "console":
            for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield Step("command", command, output)
        elif path:
            yield Step(kind, path, block["body"])


def perform(step: Step, folder: Path) -> Path:
    """Do one step in ``folder``; the folder in which the next one is done."""
    if step.kind == "text":
        (folder / step.name).write_text(step.text, encoding="utf-8")
    elif step.kind == "po":
        fill_in(folder / step.name, step.text)
    elif step.kind == "terminal":
        answer_questions(step, folder)
    elif step.name.startswith("cd "):
        return folder / step.name.removeprefix("cd ")
    else:
        run(step, folder)
    return folder


def run(step: Step, folder: Path) -> None:
    # A pull from one pipe, as a terminal shows both streams.
    done = subprocess.run(
        ["bash", "-c", step.name],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith("MAKE")},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
        },
        check=False,
    )
    lines = step.text.splitlines(keepends=True)
    shown = "".join(
        r"(?:.*\n)*?" if line == "…\n" else re.escape(line).replace("…", ".*") for line in lines
    )
    assert re.fullmatch(shown, done.stdout), f"$ {step.name}\n{done.stdout}"


def answer_questions(step: Step, folder: Path) -> None:
    """Do at a terminal what is shown, and compare what it shows."""
    program, *words = step.name.split()
    assert program == "polyloom"
    with at_terminal(folder, *words, columns=100) as terminal:
        for question, word in re.findall(r"^(.* > )(\w+)$", step.text, re.MULTILINE):
            terminal.question()
            key = re.search(rf"(\S) {word}\b", question)
            assert key is not None, question
            terminal.press(key[1])
        terminal.end()
        printed = re.sub(r"\x1b\[[0-9;]*m", "", terminal.transcript)
    assert re.fullmatch(re.escape(step.text).replace("…", ".*"), printed), printed


def fill_in(path: Path, text: str) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    wanted = {entry.key: entry for entry in read_catalog((header + text).encode(), "docs").entries}
    catalog = read_catalog(path.read_bytes(), str(path))
    entries = tuple(
        replace(entry, msgstr=wanted.pop(entry.key).msgstr) if entry.key in wanted else entry
        for entry in catalog.entries
    )
    assert not wanted, f"{path} has no {list(wanted)}"
    path.write_bytes(write_catalog(replace(catalog, entries=entries)))


def test_the_tutorial(tmp_path: Path) -> None:
    require_program("msgattrib")
    folder = tmp_path
    done = 0
    for step in steps((ROOT / "docs/tutorial.md").read_text(encoding="utf-8")):
        folder = perform(step, folder)
        done += 1
    assert done > 12


def test_the_page_about_git(tmp_path: Path) -> None:
    require_program("git")
    folder = tmp_path
    for step in steps((ROOT / "docs/git.md").read_text(encoding="utf-8")):
        folder = perform(step, folder)
    assert folder != tmp_path


def test_the_page_about_reviews(tmp_path: Path) -> None:
    require_program("git")
    folder = tmp_path
    for step in steps((ROOT / "docs/review.md").read_text(encoding="utf-8")):
        folder = perform(step, folder)
    assert folder != tmp_path


def test_the_readme(tmp_path: Path) -> None:
    for part in ("source", "locales", "src"):
        shutil.copytree(ROOT / part, tmp_path / part)
    for name in ("polyloom.toml", "Makefile", "pyproject.toml", "constraints.txt", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    # The environment of this very test run stands in for the one that make would set up.
    ready = tmp_path / ".venv"
    (ready / "bin").mkdir(parents=True)
    for program in ("python", "polyloom"):
        (ready / "bin" / program).symlink_to(Path(sys.executable).parent / program)
    for stamp in (".ready", ".ready-dev"):
        (ready / stamp).touch()
    folder = tmp_path
    found = list(steps((ROOT / "README.md").read_text(encoding="utf-8")))
    assert any(step.name == "make build" for step in found)
    for step in found:
        if step.name not in ("make test", "make lint", "make bench"):
            folder = perform(step, folder)


def test_the_python_reference(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    text = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    blocks = [(block["info"], block["body"]) for block in BLOCK.finditer(text)]
    assert [info for info, _ in blocks] == ["python", "text"] * 2
    for (_, code), (_, printed) in zip(blocks[::2], blocks[1::2], strict=True):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (done.stdout, done.stderr) == (printed, "")


def test_the_reference_names_every_command() -> None:
    text = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"| `{name}" not in text] == []


def keys(table: Table, prefix: str = "") -> Iterator[str]:
    for name, value in table.keys.items():
        if isinstance(value, Table):
            yield from keys(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"
    if table.each:
        yield from keys(table.each("PATH"), f"{prefix}PATH.")


def test_the_reference_names_every_key() -> None:
    text = (ROOT / "docs/reference/configuration.md").read_text(encoding="utf-8")
    shown = tomllib.loads(next(re.finditer(r"```toml\n(.*?)```", text, re.DOTALL))[1])
    for key in keys(SCHEMA):
        if key in ("engines", "documents.PATH.kinds"):
            continue  # a table with names of its own, and what is no longer written
        value: object = shown
        for part in key.split("."):
            value = value[0] if isinstance(value, list) else value
            assert isinstance(value, dict)
            if part == "PATH":
                # A table for any name: all that is shown of them together.
                value = {"PATH": dict(ChainMap(*value.values()))}
            assert part in value, f"{key} is not in the example"
            value = value[part]


def test_the_example_of_the_reference_is_accepted(tmp_path: Path) -> None:
    text = (ROOT / "docs/reference/configuration.md").read_text(encoding="utf-8")
    shown = next(re.finditer(r"```toml\n(.*?)```", text, re.DOTALL))[1]
    (tmp_path / "polyloom.toml").write_text(shown, encoding="utf-8")
    assert load_project(tmp_path).documents.keys() == {
        "statement.txt",
        "guide.md",
        "letter.txt",
        "manual.docx",
    }


def test_the_reference_names_every_key_of_engines() -> None:
    text = (ROOT / "docs/reference/configuration.md").read_text(encoding="utf-8")
    shown = tomllib.loads(next(re.finditer(r"```toml\n(.*?)```", text, re.DOTALL))[1])
    assert shown["engines"]["libretranslate"].keys() == ENGINE_KEYS.keys()
    assert [key for key in ENGINE_KEYS if f"`engines.NAME.{key}`" not in text] == []


@pytest.mark.parametrize("name", ENGINES)
def test_the_page_of_engines_shows_each_with_its_own_keys(tmp_path: Path, name: str) -> None:
    text = (ROOT / "docs/engines.md").read_text(encoding="utf-8")
    assert f"\n## {name}\n" in text
    blocks = [block["body"] for block in BLOCK.finditer(text) if block["info"] == "toml"]
    tables = [block for block in blocks if f"[engines.{name}]" in block]
    assert tables or not ENGINES[name].options
    for table in tables:
        head = 'source_locale = "en"\nlocales = ["es"]\n'
        (tmp_path / "polyloom.toml").write_text(f"{head}{table}", encoding="utf-8")
        options = load_project(tmp_path).engines[name].options
        assert options.keys() == ENGINES[name].options.keys()


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *sorted(ROOT.glob("docs/**/*.md"))], ids=lambda path: path.name
)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", text):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_each_decision_is_listed_with_its_day() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    pages = sorted(ROOT.glob("docs/decisions/[!R]*.md"))
    assert pages
    for page in pages:
        title, _, day = page.read_text(encoding="utf-8").splitlines()[:3]
        row = f"| {day[:10]} | [{title.removeprefix('# ')}]({page.name}) |"
        assert row in listed, row
