"""Whatever happens to a project, in whatever order: no translation that was on disk is lost.

Authors edit the document, translators edit catalogs in their editors, programs run, some of them
are killed, branches are merged. After every step each translation that was there is there: active,
as a draft, obsolete, or in a comment; and a command that is run again writes no byte.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from polyloom.model import Catalog, Entry
from polyloom.mt.runtime.run_context import RunContext
from polyloom.po.parser import read_catalog
from polyloom.po.quoting import escape_po
from polyloom.po.writer import write_catalog
from polyloom.project.configuration import load_project
from polyloom.project.documents import find_documents
from polyloom.stages.build import build
from polyloom.stages.extract import extract
from polyloom.stages.merge_driver import merge_files
from polyloom.stages.pretranslation_plan import PretranslationScope
from polyloom.stages.translate import translate
from polyloom.stages.update import update
from polyloom.workspace.response_store import open_response_store
from support.polyloom import files, make_project
from support.programs import require_program

PARAGRAPHS = (
    "The country is in crisis.",
    "The country is in a deep crisis.",
    "The committee asks for 12 contracts of the mine to be published before March.",
    "The committee asks for 14 contracts of the mine to be published before March.",
    "The committee asks for 12 contracts of the mine to be published. All of them before March.",
    "1) Bread is dear.",
    "2) Bread is dear.",
    "We reaffirm that it is time to change.",
)
NAMES = ("statement", "other")
EDITORS = (
    ("msgcat", "--no-wrap"),
    ("msgcat", "--width=40"),
    ("msgcat", "--sort-output"),
    ("msgattrib",),
)
paragraphs = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=5)


class Project(RuleBasedStateMachine):
    """A project of one or two documents in one locale, on disk."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = make_project(self.folder / "project", locales='"es"')
        self.now = datetime(2026, 11, 23, tzinfo=UTC)
        self.written = 0
        self.branch: dict[Path, bytes] = {}
        self.seen: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # Authors

    @initialize()
    def begin(self) -> None:
        self.sync()

    @rule(texts=paragraphs, name=st.sampled_from(NAMES), followed=st.booleans())
    def edit_a_document(self, texts: list[str], name: str, followed: bool) -> None:
        path = self.root / "source" / f"{name}.txt"
        path.write_text("Title\n\n" + "\n\n".join(texts) + "\n", encoding="utf-8")
        if followed:
            self.sync()

    @rule(before=st.sampled_from(NAMES), after=st.sampled_from(NAMES))
    def rename_a_document(self, before: str, after: str) -> None:
        source = self.root / "source" / f"{before}.txt"
        if source.exists() and before != after:
            source.rename(self.root / "source" / f"{after}.txt")

    # Programs

    @rule()
    def sync(self) -> None:
        self._twice(self._extract_and_update)

    @rule()
    def translate_by_memory(self) -> None:
        self._twice(self._translate)

    @rule()
    def build(self) -> None:
        self._twice(self._build)

    @rule(number=st.integers(0, 2), milliseconds=st.integers(0, 40))
    def run_and_kill(self, number: int, milliseconds: int) -> None:
        """Kill a run at any moment; most take no longer than this."""
        command = (self._extract_and_update, self._translate, self._build)[number]
        child = os.fork()
        if child == 0:
            try:
                command()
            finally:
                os._exit(0)
        time.sleep(milliseconds / 1000)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        event("killed" if os.WIFSIGNALED(status) else "finished before it was killed")

    # Translators

    @rule()
    def translate_what_is_empty(self) -> None:
        for path in self._catalogs():
            self._edit(path, lambda entry: any(entry.msgstr), self._by_hand)

    @rule(data=st.data())
    def revise_an_entry(self, data: st.DataObject) -> None:
        path, chosen = self._one(data)
        self._edit(path, lambda entry: entry != chosen, self._by_hand)

    @rule(data=st.data())
    def mark_an_entry(self, data: st.DataObject) -> None:
        path, chosen = self._one(data)
        self._edit(
            path, lambda entry: entry != chosen, lambda entry: replace(entry, flags=("fuzzy",))
        )

    @rule(editor=st.sampled_from(EDITORS))
    def save_in_another_layout(self, editor: tuple[str, ...]) -> None:
        for path in self._catalogs():
            command = [require_program(editor[0]), *editor[1:], "-o", str(path), str(path)]
            subprocess.run(command, check=True)

    # Version control

    @rule()
    def leave_on_another_branch(self) -> None:
        self.branch = {path: path.read_bytes() for path in self._catalogs()}

    @precondition(lambda self: self.branch)
    @rule(every=st.integers(1, 3))
    def merge_the_other_branch(self, every: int) -> None:
        """There, every first, second or third entry was translated anew."""
        for path, data in self.branch.items():
            base = read_catalog(data, str(path))
            theirs = replace(
                base,
                entries=tuple(
                    entry if number % every else self._by_hand(entry)
                    for number, entry in enumerate(base.entries)
                ),
            )
            # What they replaced was replaced on purpose; what they left alone may be so here.
            before, after = _texts(base), _texts(theirs)
            self.seen = (self.seen - (before - after)) | (after - before)
            versions = {"base": data, "theirs": write_catalog(theirs)}
            for name, content in versions.items():
                (self.folder / name).write_bytes(content)
            report = merge_files(self.folder / "base", path, self.folder / "theirs", path=path.name)
            event(f"{len(report.contested)} to choose from")
        self.branch = {}

    # What always holds

    @invariant()
    def no_translation_is_lost(self) -> None:
        catalogs = [read_catalog(path.read_bytes(), str(path)) for path in self._catalogs()]
        kept = "\n".join(
            text
            for catalog in catalogs
            for entry in catalog.entries
            for text in (*map(escape_po, entry.msgstr), *entry.translator_comments)
        )
        lost = [text for text in self.seen if escape_po(text) not in kept]
        assert not lost
        self.seen |= {text for catalog in catalogs for text in _texts(catalog)}

    # How it is done

    def _catalogs(self) -> list[Path]:
        return sorted(self.root.glob("locales/es/**/*.po"))

    def _extract_and_update(self) -> None:
        self.now += timedelta(hours=1)
        project = load_project(self.root)
        assert not extract(project, now=self.now).problems
        assert not update(project, ["es"], find_documents(self.root)).problems

    def _translate(self) -> None:
        project = load_project(self.root)
        scope = PretranslationScope(("es",), ("memory",))
        with open_response_store(self.root) as store:
            translate(project, scope, RunContext(store, {}), day=self.now.date())

    def _build(self) -> None:
        build(load_project(self.root), ["es"])

    def _twice(self, command: Callable[[], object]) -> None:
        """Run a command, and again: the second time it writes nothing (promise 4)."""
        command()
        before = files(self.root)
        command()
        assert files(self.root) == before

    def _one(self, data: st.DataObject) -> tuple[Path, Entry]:
        path = data.draw(st.sampled_from(self._catalogs()))
        entries = read_catalog(path.read_bytes(), str(path)).entries
        return path, entries[data.draw(st.integers(0, len(entries) - 1))]

    def _by_hand(self, entry: Entry) -> Entry:
        self.written += 1
        text = f'Traducción número {self.written:04}.\n"Sí" \\'
        return replace(entry, msgstr=(text,), flags=(), previous=None)

    def _edit(
        self, path: Path, leave: Callable[[Entry], bool], change: Callable[[Entry], Entry]
    ) -> None:
        """An editor's save: what is replaced is replaced on purpose."""
        catalog = read_catalog(path.read_bytes(), str(path))
        entries = tuple(entry if leave(entry) else change(entry) for entry in catalog.entries)
        path.write_bytes(write_catalog(replace(catalog, entries=entries)))
        self.seen -= _texts(catalog) - _texts(replace(catalog, entries=entries))


def _texts(catalog: Catalog) -> set[str]:
    return {form for entry in catalog.entries for form in entry.msgstr if form.strip()}


def test_no_translation_is_lost_and_nothing_churns() -> None:
    require_program("msgcat")
    Project.TestCase.settings = settings(max_examples=15, stateful_step_count=25)
    Project.TestCase("runTest").debug()


@pytest.mark.slow
def test_nor_in_many_long_histories() -> None:
    Project.TestCase.settings = settings(max_examples=100, stateful_step_count=40)
    Project.TestCase("runTest").debug()
