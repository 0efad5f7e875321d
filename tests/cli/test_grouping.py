"""One catalog per document, folder or project, and projects that change their mind."""

from __future__ import annotations

import io
import json
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from polyloom.cli.main import main
from polyloom.model import Catalog, State
from polyloom.project.configuration import load_project
from polyloom.stages.pretranslation_plan import PretranslationScope, plan_pretranslation
from support.polyloom import catalog_file, entry, files, read
from support.programs import require_program

MODES = ("document", "folder", "project")
DOCUMENTS = {
    "a.txt": "Title A\n\nWe affirm the same.\n\nOnly the first says this.\n",
    "guide/b.txt": "Title B\n\nWe affirm the same.\n\nOnly the second says this.\n",
    "guide/messages.txt": "Title C\n\nOnly the third says this.\n",
}
SPANISH = {
    "a": {
        "Title A": "Título A",
        "We affirm the same.": "Afirmamos lo mismo.",
        "Only the first says this.": "Solo el primero lo dice.",
    },
    "guide/b": {"Title B": "Título B", "We affirm the same.": "Afirmamos lo mismo."},
    "guide/messages": {"Title C": "Título C", "Only the third says this.": "Solo el tercero."},
}
GONE = '\n# by a person\n#~ msgid "gone from {}"\n#~ msgstr "ya no está"\n'
# What stands under locales/ in each mode.
LISTINGS = {
    "document": [
        "a.pot",
        "es/LC_MESSAGES/a.po",
        "es/LC_MESSAGES/guide/b.po",
        "es/LC_MESSAGES/guide/messages.po",
        "guide/b.pot",
        "guide/messages.pot",
    ],
    "folder": [
        "es/LC_MESSAGES/guide/messages.po",
        "es/LC_MESSAGES/messages.po",
        "guide/messages.pot",
        "messages.pot",
    ],
    "project": ["es/LC_MESSAGES/messages.po", "messages.pot"],
}
MERGED = """\
#. Title
#: source/a.txt#title
msgid "Title A"
msgstr ""

#. Paragraph 1 of 2, under “Title A”
#. Paragraph 1 of 2, under “Title B”
#: source/a.txt#paragraph-1 source/guide/b.txt#paragraph-1
msgid "We affirm the same."
msgstr ""

#. Paragraph 2 of 2, under “Title A”
#: source/a.txt#paragraph-2
msgid "Only the first says this."
msgstr ""

#. Title
#: source/guide/b.txt#title
msgid "Title B"
msgstr ""

#. Paragraph 2 of 2, under “Title B”
#: source/guide/b.txt#paragraph-2
msgid "Only the second says this."
msgstr ""

#. Title
#: source/guide/messages.txt#title
msgid "Title C"
msgstr ""

#. Paragraph, under “Title C”
#: source/guide/messages.txt#paragraph-1
msgid "Only the third says this."
msgstr ""
"""


@dataclass(frozen=True)
class Run:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


def polyloom(root: Path, *arguments: str) -> Run:
    """Run a command in this process."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = main(["-C", str(root), *arguments])
    return Run(code, out.getvalue(), err.getvalue())


def ask_for(root: Path, mode: str, more: str = "") -> None:
    (root / "polyloom.toml").write_text(
        f'source_locale = "en"\nlocales = ["es"]\n{more}\n[catalogs]\ncatalog = "{mode}"\n'
        "[build]\nminimum_coverage = 0\n",
        encoding="utf-8",
    )


def switch(root: Path, mode: str) -> Run:
    ask_for(root, mode)
    run = polyloom(root, "sync")
    assert run.code == 0, run.err
    return run


def write(root: Path, path: str, text: str) -> None:
    file = root / "source" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def fill(root: Path, name: str, translations: dict[str, str]) -> None:
    path = catalog_file(root, "es", name)
    text = path.read_text(encoding="utf-8")
    for msgid, msgstr in translations.items():
        empty = f'msgid "{msgid}"\nmsgstr ""\n'
        assert text.count(empty) == 1, text
        text = text.replace(empty, f'msgid "{msgid}"\nmsgstr "{msgstr}"\n')
    path.write_text(text, encoding="utf-8")


def under(root: Path, folder: str) -> dict[str, bytes]:
    return {path: data for path, data in files(root).items() if path.startswith(f"{folder}/")}


def listing(root: Path) -> list[str]:
    return [path.removeprefix("locales/") for path in under(root, "locales")]


def without_dates(catalog: Catalog) -> Catalog:
    fields = tuple(field for field in catalog.header if field[0] != "POT-Creation-Date")
    return Catalog(fields, catalog.entries, catalog.header_comments, catalog.header_flags)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a catalog for each document, as translators left it."""
    for path, text in DOCUMENTS.items():
        write(tmp_path, path, text)
    switch(tmp_path, "document")
    for name, translations in SPANISH.items():
        fill(tmp_path, name, translations)
        with catalog_file(tmp_path, "es", name).open("a", encoding="utf-8") as catalog:
            catalog.write(GONE.format(name))
    return tmp_path


@pytest.mark.parametrize("mode", MODES)
def test_the_files_of_each_mode_and_nothing_churns(tmp_path: Path, mode: str) -> None:
    for path, text in DOCUMENTS.items():
        write(tmp_path, path, text)
    switch(tmp_path, mode)
    assert listing(tmp_path) == LISTINGS[mode]
    before = files(tmp_path)
    assert "none written" in switch(tmp_path, mode).out
    assert files(tmp_path) == before
    for command in (["check"], ["report"], ["format", "--check"], ["doctor"]):
        assert polyloom(tmp_path, *command).code == 0, command


def test_a_shared_template_names_all_places_of_a_text(tmp_path: Path) -> None:
    for path, text in DOCUMENTS.items():
        write(tmp_path, path, text)
    switch(tmp_path, "project")
    template = (tmp_path / "locales/messages.pot").read_text(encoding="utf-8")
    assert template.split("\n\n", 1)[1] == MERGED


@pytest.mark.parametrize("mode", MODES)
def test_outputs_and_coverage_are_the_same_in_each_mode(root: Path, mode: str) -> None:
    assert polyloom(root, "build").code == 0
    outputs = under(root, "build")
    coverage = json.loads(polyloom(root, "report", "--json").out)
    switch(root, mode)
    assert polyloom(root, "build").code == 0
    assert under(root, "build") == outputs
    assert json.loads(polyloom(root, "report", "--json").out) == coverage


@pytest.mark.parametrize("mode", ["folder", "project"])
def test_gettext_accepts_shared_catalogs(root: Path, mode: str) -> None:
    switch(root, mode)
    catalogs = sorted((root / "locales").rglob("*.po"))
    assert catalogs
    for path in catalogs:
        done = subprocess.run(
            [require_program("msgfmt"), "-c", "-o", "/dev/null", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("way", [("project",), ("folder",), ("folder", "project"), MODES[::-1]])
def test_there_and_back_again(root: Path, way: tuple[str, ...]) -> None:
    before = {name: without_dates(read(root, "es", name)) for name in SPANISH}
    for mode in way:
        run = switch(root, mode)
        assert listing(root) == LISTINGS[mode]
        assert f"one catalog per {mode}, translations of" in run.out
        again = files(root)
        assert "older" not in switch(root, mode).out
        assert files(root) == again
    switch(root, "document")
    assert {name: without_dates(read(root, "es", name)) for name in SPANISH} == before
    assert listing(root) == LISTINGS["document"]


def test_of_two_translations_of_a_text_the_first_stands_and_the_other_is_kept(root: Path) -> None:
    path = catalog_file(root, "es", "guide/b")
    text = path.read_text(encoding="utf-8").replace("Afirmamos lo mismo.", "Decimos lo mismo.")
    path.write_text(text, encoding="utf-8")
    switch(root, "project")
    shared = entry(root, "es", "We affirm", "messages")
    assert shared.msgstr == ("Afirmamos lo mismo.",)
    assert shared.state is State.TRANSLATED
    kept = (' Translated otherwise in guide/b: "Decimos lo mismo."',)
    assert shared.translator_comments == kept
    switch(root, "document")
    assert entry(root, "es", "We affirm", "guide/b").translator_comments == kept


def test_a_draft_gives_way_to_a_finished_translation(root: Path) -> None:
    path = catalog_file(root, "es", "a")
    text = path.read_text(encoding="utf-8")
    text = text.replace('msgid "We affirm', '#, fuzzy\nmsgid "We affirm').replace(
        "Afirmamos lo mismo.", "Borrador."
    )
    path.write_text(text, encoding="utf-8")
    switch(root, "project")
    shared = entry(root, "es", "We affirm", "messages")
    assert (shared.msgstr, shared.state) == (("Afirmamos lo mismo.",), State.TRANSLATED)
    assert shared.translator_comments == (' Translated otherwise in a: "Borrador."',)


def test_a_dry_run_of_a_change_of_mind_writes_nothing(root: Path) -> None:
    ask_for(root, "project")
    before = files(root)
    run = polyloom(root, "sync", "--dry-run")
    assert "one catalog per project, translations of 3 older catalogs to be taken over" in run.out
    assert files(root) == before


def test_an_edit_at_the_same_time_as_a_change_of_mind(root: Path) -> None:
    write(root, "a.txt", DOCUMENTS["a.txt"].replace("Only the first says", "Only the first said"))
    switch(root, "project")
    draft = entry(root, "es", "Only the first said", "messages")
    assert (draft.msgstr, draft.state) == (("Solo el primero lo dice.",), State.DRAFT)
    assert listing(root) == LISTINGS["project"]


def test_a_broken_catalog_stays_and_the_rest_is_taken_over(root: Path) -> None:
    path = catalog_file(root, "es", "guide/b")
    broken = path.read_text(encoding="utf-8") + '\nmsgid "open\n'
    path.write_text(broken, encoding="utf-8")
    ask_for(root, "project")
    run = polyloom(root, "sync")
    assert run.code == 1
    assert "locales/es/LC_MESSAGES/guide/b.po:" in run.err
    assert path.read_text(encoding="utf-8") == broken
    assert not catalog_file(root, "es", "a").exists()
    path.write_text(broken.replace('\nmsgid "open\n', ""), encoding="utf-8")
    switch(root, "project")
    assert entry(root, "es", "Title B", "messages").msgstr == ("Título B",)
    assert listing(root) == LISTINGS["project"]


def test_a_document_that_cannot_be_read_holds_its_group_back(root: Path) -> None:
    switch(root, "folder")
    before = under(root, "locales")
    (root / "source/guide/b.txt").write_bytes(b"Caf\xe9.\n")
    write(root, "a.txt", DOCUMENTS["a.txt"] + "\nMore.\n")
    run = polyloom(root, "sync")
    assert run.code == 1
    assert "source/guide/b.txt" in run.err
    assert "locales/guide/messages.pot: stays as it is" in run.err
    after = under(root, "locales")
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"locales/messages.pot", "locales/es/LC_MESSAGES/messages.po"}


def test_a_document_that_is_left_out_holds_its_group_back(root: Path) -> None:
    switch(root, "project")
    before = under(root, "locales")
    write(root, "guide/b.text", "Title B\n")
    run = polyloom(root, "sync")
    assert run.code == 1
    assert "source/guide/b.text" in run.err
    assert under(root, "locales") == before


def test_a_document_that_cannot_be_read_during_a_change_of_mind(root: Path) -> None:
    switch(root, "project")
    good = (root / "source/guide/b.txt").read_bytes()
    (root / "source/guide/b.txt").write_bytes(b"Caf\xe9.\n")
    ask_for(root, "document")
    assert polyloom(root, "sync").code == 1
    assert catalog_file(root, "es", "messages").exists()
    (root / "source/guide/b.txt").write_bytes(good)
    switch(root, "document")
    assert listing(root) == LISTINGS["document"]
    assert entry(root, "es", "Title B", "guide/b").msgstr == ("Título B",)
    assert entry(root, "es", "gone from guide/b", "guide/b").obsolete


def wanted(root: Path, *documents: str) -> list[tuple[bool, list[str]]]:
    """What translate would fill: whether machines may, and the texts."""
    project = load_project(root)
    scope = PretranslationScope(("es",), ("memory",), documents)
    plan = plan_pretranslation(project, scope)
    assert plan.problems == ()
    assert {catalog.name for catalog in plan.catalogs} == {"messages"}
    return [(catalog.is_open, [one.text for one in catalog.texts]) for catalog in plan.catalogs]


def test_machines_leave_a_document_of_a_shared_catalog_alone(root: Path) -> None:
    ask_for(root, "project", '[documents."guide/b.txt"]\nmachine = false\n')
    write(root, "a.txt", DOCUMENTS["a.txt"] + "\nA new one.\n")
    assert polyloom(root, "sync").code == 0
    assert wanted(root) == [(True, ["A new one."]), (False, ["Only the second says this."])]


def test_one_document_of_a_shared_catalog_is_translated(root: Path) -> None:
    write(root, "a.txt", DOCUMENTS["a.txt"] + "\nA new one.\n")
    switch(root, "project")
    assert wanted(root, "a.txt") == [(True, ["A new one."])]
    assert wanted(root) == [(True, ["A new one.", "Only the second says this."])]


def test_the_memory_fills_part_of_a_shared_catalog(root: Path) -> None:
    write(root, "a.txt", DOCUMENTS["a.txt"] + "\nOnly the fourth says this.\n")
    switch(root, "project")
    run = polyloom(root, "translate", "--engine", "memory", "--document", "guide/b.txt", "--json")
    assert run.code == 0, run.err
    assert json.loads(run.out)["locales"]["es"]["messages"]["empty"] == 0
    assert entry(root, "es", "Only the second", "messages").state is State.DRAFT
    assert entry(root, "es", "Only the fourth", "messages").state is State.UNTRANSLATED


def test_a_reworded_text_of_a_shared_catalog_stays_finished(root: Path) -> None:
    switch(root, "project")
    write(root, "a.txt", DOCUMENTS["a.txt"].replace("the first says", "the first one says"))
    words = ("Only the first says", "Only the first one says")
    assert polyloom(root, "reword", "a", *words).code == 0
    switch(root, "project")
    reworded = entry(root, "es", "Only the first one says", "messages")
    assert (reworded.msgstr, reworded.state) == (("Solo el primero lo dice.",), State.TRANSLATED)


def test_a_catalog_that_only_looks_like_an_older_one_is_left_alone(root: Path) -> None:
    other = catalog_file(root, "es", "messages")
    other.write_bytes(catalog_file(root, "es", "a").read_bytes())
    before = files(root)
    switch(root, "document")
    assert files(root) == before


def test_doctor_knows_catalogs_from_before(root: Path) -> None:
    ask_for(root, "project")
    told = polyloom(root, "doctor").out
    assert told.count("not in use: there is one catalog per project") == 3


def test_an_unknown_mode_is_refused(root: Path) -> None:
    ask_for(root, "chapter")
    run = polyloom(root, "sync")
    assert run.code == 2
    assert "catalog must be one of document, folder, project" in run.err
