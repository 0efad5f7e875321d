"""However often a project changes its mind on what has a catalog: no translation is lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from polyloom.model import Catalog, Entry, State
from polyloom.po.parser import read_catalog
from polyloom.po.quoting import escape_po
from polyloom.po.writer import write_catalog
from polyloom.project import CatalogSettings, Grouping, Project
from polyloom.project.documents import find_documents
from polyloom.stages.catalog_rewriting import FileChange, Outcome, rewrite_file
from polyloom.stages.extract import extract
from polyloom.stages.update import FileAccess, update
from support.polyloom import catalog_file

NOW = datetime(2026, 11, 23, tzinfo=UTC)
NAMES = ("a", "guide/b", "guide/messages", "messages")
# Texts that nothing takes for another's rewording.
TEXTS = (
    "Apples fall down.",
    "Every river sings tonight!",
    "Who has opened the window?",
    "Seven grey horses.",
    "Nobody paid for lunch.",
)
NAMED = st.sampled_from(NAMES)


@dataclass(frozen=True)
class Work:
    """What translators made of a text: a translation or none, draft or not, a comment."""

    msgstr: str
    is_draft: bool
    comment: str


WORK = st.builds(
    Work,
    st.sampled_from(["", "uno", 'dos "2"', "tres\\n"]),
    st.booleans(),
    st.sampled_from(["", " a person's note"]),
)


@dataclass(frozen=True)
class Case:
    """By document and text: what was made of it, and whether the text is still there."""

    texts: dict[tuple[str, str], tuple[Work, bool]]

    def text_of(self, name: str) -> str:
        still = [
            text for (where, text), (_, stands) in self.texts.items() if where == name and stands
        ]
        return "\n\n".join([f"The {name}", *still]) + "\n"


CASES = st.builds(
    Case, st.dictionaries(st.tuples(NAMED, st.sampled_from(TEXTS)), st.tuples(WORK, st.booleans()))
)
WAYS = st.lists(st.sampled_from(Grouping), min_size=1, max_size=4)


@contextmanager
def project_of(case: Case) -> Iterator[Project]:
    """The project with a catalog for each document, as translators left it."""
    root = Path(tempfile.mkdtemp())
    try:
        for name in NAMES:
            path = root / "source" / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(case.text_of(name), encoding="utf-8")
        project = Project(root, "en", ("es",))
        sync(project, Grouping.DOCUMENT)
        for name in NAMES:
            path = catalog_file(root, "es", name)
            catalog = read_catalog(path.read_bytes(), name)
            path.write_bytes(write_catalog(worked_on(catalog, case, name)))
        yield project
    finally:
        shutil.rmtree(root)


def worked_on(catalog: Catalog, case: Case, name: str) -> Catalog:
    entries = {entry.msgid: entry for entry in catalog.entries}
    for (where, text), (work, stands) in case.texts.items():
        if where == name and (stands or work.msgstr):
            entries[text] = replace(
                entries.get(text, Entry(text)),
                msgstr=(work.msgstr,),
                flags=("fuzzy",) if work.is_draft and work.msgstr else (),
                translator_comments=(work.comment,) if work.comment else (),
                obsolete=not stands,
            )
    return replace(catalog, entries=tuple(sorted(entries.values(), key=lambda each: each.obsolete)))


def sync(project: Project, grouping: Grouping) -> None:
    asked = replace(project, catalogs=CatalogSettings(grouping=grouping))
    extracted = extract(asked, now=NOW)
    assert not extracted.problems
    report = update(asked, ("es",), find_documents(project.root))
    assert not report.problems
    assert not report.removal.kept


def catalogs(project: Project) -> dict[str, Catalog]:
    folder = project.root / "locales/es/LC_MESSAGES"
    return {
        path.relative_to(folder).with_suffix("").as_posix(): read_catalog(
            path.read_bytes(), path.name
        )
        for path in sorted(folder.rglob("*.po"))
    }


def is_contested(case: Case, text: str) -> bool:
    """Whether documents share the text, but not what was made of it."""
    return len({made for (_, each), made in case.texts.items() if each == text}) > 1 or (
        # One that has the text, one that had it, and one that never translated it.
        sum(each == text and not stands for (_, each), (_, stands) in case.texts.items()) > 0
        and sum(each == text for _, each in case.texts) > 1
    )


@settings(max_examples=20, deadline=None)
@given(CASES, WAYS)
def test_no_translation_is_lost(case: Case, way: list[Grouping]) -> None:
    with project_of(case) as project:
        for grouping in way:
            sync(project, grouping)
        entries = [entry for each in catalogs(project).values() for entry in each.entries]
        for (_, text), (work, stands) in case.texts.items():
            found = [entry for entry in entries if entry.msgid == text]
            if work.msgstr:
                kept = [form for entry in found for form in entry.msgstr]
                comments = "\n".join(line for each in found for line in each.translator_comments)
                assert work.msgstr in kept or f'"{escape_po(work.msgstr)}"' in comments
            if work.comment and (work.msgstr or stands):
                assert any(work.comment in entry.translator_comments for entry in found)
            if stands and work.msgstr and not work.is_draft:
                states = {entry.state for entry in found if not entry.obsolete}
                assert State.TRANSLATED in states


@settings(max_examples=20, deadline=None)
@given(CASES, WAYS)
def test_there_and_back_again(case: Case, way: list[Grouping]) -> None:
    with project_of(case) as project:
        sync(project, Grouping.DOCUMENT)
        before = catalogs(project)
        for grouping in way:
            sync(project, grouping)
        sync(project, Grouping.DOCUMENT)
        after = catalogs(project)
        assert set(after) == set(before) == set(NAMES)
        for name in NAMES:
            assert uncontested(after[name], case) == uncontested(before[name], case)


def uncontested(catalog: Catalog, case: Case) -> list[Entry]:
    return [entry for entry in catalog.entries if not is_contested(case, entry.msgid)]


INTERRUPTED = Case(
    {
        (name, text): (Work(f"{name}: {text}", False, ""), stands)
        for name, text, stands in zip(NAMES, TEXTS, (True, True, False, True), strict=False)
    }
)


@pytest.mark.parametrize("writes", [0, 1, 2, 3])
@pytest.mark.parametrize("before", [Grouping.FOLDER, Grouping.PROJECT])
@pytest.mark.parametrize("after", [Grouping.DOCUMENT, Grouping.FOLDER])
def test_an_interrupted_change_of_mind_goes_on(
    writes: int, before: Grouping, after: Grouping
) -> None:
    left = writes

    def rewrite_some(
        project: Project, path: str, change: Callable[[bytes | None], FileChange[Outcome]]
    ) -> tuple[bool, Outcome]:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        return rewrite_file(project, path, change)

    with project_of(INTERRUPTED) as project:
        sync(project, before)
        asked = replace(project, catalogs=CatalogSettings(grouping=after))
        extract(asked, now=NOW)
        with suppress(KeyboardInterrupt):
            access = FileAccess(rewrite=rewrite_some)
            update(asked, ("es",), find_documents(project.root), access=access)
        sync(project, after)
        sync(project, Grouping.DOCUMENT)
        entries = [entry for each in catalogs(project).values() for entry in each.entries]
        for (_, text), (work, stands) in INTERRUPTED.texts.items():
            found = [entry for entry in entries if work.msgstr in entry.msgstr]
            assert {entry.msgid for entry in found} == {text}
            assert {entry.state for entry in found} == {State.TRANSLATED}
            assert any(not entry.obsolete for entry in found) is stands
