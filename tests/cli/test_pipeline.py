"""The main job, end to end, with the real program."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from polyloom.model import State
from support.polyloom import (
    SPANISH,
    STATEMENT,
    catalog_file,
    entry,
    files,
    make_project,
    polyloom,
    read,
    translate_by_hand,
)
from support.programs import require_program


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project")
    assert polyloom(project, "sync").code == 0
    return project


def test_sync_makes_templates_and_catalogs(root: Path) -> None:
    assert (root / "locales/statement.pot").is_file()
    catalog = read(root, "es")
    assert [each.msgid for each in catalog.entries] == list(SPANISH)
    assert catalog.field("Language") == "es"
    point = entry(root, "es", "That the corruption")
    assert point.extracted_comments == ("Point 2 of 2, under “Peru: National insurgency”",)
    assert point.references == ("source/statement.txt#point-2",)


def test_catalogs_please_gettext(root: Path) -> None:
    msgfmt = require_program("msgfmt")
    translate_by_hand(root, "es", SPANISH)
    for path in [*root.rglob("*.po"), *root.rglob("*.pot")]:
        checked = subprocess.run(
            [msgfmt, "-c", "-o", "/dev/null", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        if path.suffix == ".po":
            assert (checked.returncode, checked.stderr) == (0, "")


def test_a_second_run_writes_nothing(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    everything = ("sync", "translate", "check", "build", "report")
    first = [polyloom(root, command).code for command in everything]
    before = files(root)
    times = {path: (root / path).stat().st_mtime_ns for path in before}
    second = [polyloom(root, command).code for command in everything]
    assert first == second
    assert files(root) == before
    assert {path: (root / path).stat().st_mtime_ns for path in before} == times


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "ar_EG.UTF-8", "LANGUAGE": "ar"},
        {"TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima"},
    ],
    ids=str,
)
def test_surroundings_change_no_byte(tmp_path: Path, environment: dict[str, str]) -> None:
    outcome = []
    for name, here in (("plain", {}), ("odd", environment)):
        root = make_project(tmp_path / name)
        stamp = {"SOURCE_DATE_EPOCH": "1700000000", **here}
        polyloom(root, "sync", environment=stamp)
        translate_by_hand(root, "es", SPANISH)
        polyloom(root, "build", environment=stamp)
        outcome.append(files(root))
    assert outcome[0] == outcome[1]


def test_the_source_comes_back_where_nothing_is_translated(root: Path) -> None:
    run = polyloom(root, "build", "--minimum-coverage", "0")
    assert run.code == 0
    assert (root / "build/es/statement.txt").read_bytes() == STATEMENT.encode()


def test_outputs_in_the_sources_format_and_as_a_page(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    assert polyloom(root, "build", "es").code == 0
    expected = STATEMENT
    for source, translation in SPANISH.items():
        expected = expected.replace(source, translation)
    assert (root / "build/es/statement.txt").read_text(encoding="utf-8") == expected
    page = (root / "build/es/statement.html").read_text(encoding="utf-8")
    assert '<html lang="es" dir="ltr">' in page
    assert "<h1>Perú: insurgencia nacional</h1>" in page
    assert page.count("<li>") == 2
    assert not (root / "build/fr").exists()


def test_a_project_may_want_documents_only(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    settings = root / "polyloom.toml"
    settings.write_text(f"{settings.read_text()}\n[build]\noutputs = []\n", encoding="utf-8")
    assert polyloom(root, "build").code == 0
    assert [path.name for path in (root / "build/es").rglob("*.*")] == ["statement.txt"]


def test_what_falls_short_is_not_built_and_the_report_says_so(root: Path) -> None:
    translate_by_hand(root, "es", {"We affirm:": "Afirmamos:"})
    run = polyloom(root, "build", "es")
    assert run.code == 0
    assert "es statement: not built, 5% of the words are translated, 80% are needed" in run.err
    assert not (root / "build").exists()
    report = polyloom(root, "report", "es", "--json").json
    document = report["locales"]["es"]["documents"]["statement"]
    assert document["published"] is False
    assert document["reason"] == "5% of the words are translated, 80% are needed"


def test_drafts_fall_back_to_the_source_unless_the_project_publishes_them(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    path = catalog_file(root, "es")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('msgid "We affirm:"', '#, fuzzy\nmsgid "We affirm:"'), encoding="utf-8"
    )
    polyloom(root, "build", "es")
    assert "We affirm:" in (root / "build/es/statement.txt").read_text(encoding="utf-8")
    page = (root / "build/es/statement.html").read_text(encoding="utf-8")
    assert '<p lang="en" dir="ltr" data-state="untranslated">We affirm:</p>' in page
    polyloom(root, "build", "es", "--minimum-state", "draft")
    assert "Afirmamos:" in (root / "build/es/statement.txt").read_text(encoding="utf-8")


def test_an_edited_point_and_a_new_one(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    source = root / "source/statement.txt"
    text = source.read_text(encoding="utf-8")
    text = text.replace("2) That the corruption scandals", "3) That the big corruption scandals")
    text = text.replace("3) That the big", "2) That bread is dear.\n\n3) That the big")
    source.write_text(text, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    counts = polyloom(root, "report", "--json").json["locales"]["es"]["segments"]
    assert counts == {
        "total": 8,
        "translated": 6,
        "approved": 0,
        "draft": 1,
        "untranslated": 1,
        "outdated": 1,
    }
    edited = entry(root, "es", "That the big corruption")
    assert edited.state is State.DRAFT
    assert edited.msgstr == ("Que los escándalos lo han mostrado.",)
    assert edited.previous is not None
    assert edited.previous.msgid == "That the corruption scandals have shown it."
    kept = {each.msgid: each.msgstr[0] for each in read(root, "es").entries}
    for msgid, msgstr in SPANISH.items():
        assert kept.get(msgid, msgstr) == msgstr


def test_a_removed_paragraph_comes_back_with_its_translation(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    source = root / "source/statement.txt"
    source.write_text(STATEMENT.replace("The country is in crisis.\n\n", ""), encoding="utf-8")
    polyloom(root, "sync")
    assert entry(root, "es", "The country").obsolete
    source.write_text(STATEMENT, encoding="utf-8")
    polyloom(root, "sync")
    back = entry(root, "es", "The country")
    assert (back.obsolete, back.state, back.msgstr) == (
        False,
        State.TRANSLATED,
        ("El país está en crisis.",),
    )


def test_rewrapping_the_source_changes_no_catalog(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    before = files(root / "locales")
    wrapped = STATEMENT.replace("time to change", "time\nto change").replace("\n", "\r\n")
    (root / "source/statement.txt").write_bytes(wrapped.encode())
    assert polyloom(root, "sync").code == 0
    assert files(root / "locales") == before
    assert polyloom(root, "build", "es").code == 0
    built = (root / "build/es/statement.txt").read_bytes()
    assert built.count(b"\r\n") == built.count(b"\n")


def test_memory_drafts_what_another_document_has(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    (root / "source/other.txt").write_text("Other\n\nWe affirm:\n", encoding="utf-8")
    polyloom(root, "sync")
    run = polyloom(root, "translate", environment={"SOURCE_DATE_EPOCH": "1700000000"})
    assert run.code == 0
    drafted = entry(root, "es", "We affirm", "other")
    assert (drafted.state, drafted.msgstr) == (State.DRAFT, ("Afirmamos:",))
    [comment] = drafted.translator_comments
    assert comment.startswith(" Draft by memory, 2023-11-14 (statement) [")
    assert entry(root, "es", "Other", "other").state is State.UNTRANSLATED
    assert entry(root, "es", "We affirm").state is State.TRANSLATED


def test_notes_reach_the_translator(tmp_path: Path) -> None:
    note = '[[documents."statement.txt".notes]]\ntext = "28 causes"\nnote = "Count them."\n'
    root = make_project(tmp_path / "project", extra=note)
    polyloom(root, "sync")
    assert "Note: Count them." in entry(root, "es", "That the crisis").extracted_comments


def test_editors_rewriting_a_catalog_is_no_change(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    path = catalog_file(root, "es")
    for command in (
        [require_program("msgcat"), "--no-wrap"],
        [require_program("msgcat"), "--width=40"],
        [require_program("msgattrib")],
    ):
        subprocess.run([*command, "-o", str(path), str(path)], check=True)
        rewritten = path.read_bytes()
        assert polyloom(root, "sync").code == 0
        assert path.read_bytes() == rewritten


def test_new_locale(root: Path) -> None:
    run = polyloom(root, "new-locale", "it", "pt-BR")
    assert run.code == 0, run.err
    assert 'locales = ["es", "fr", "it", "pt_BR"]' in (root / "polyloom.toml").read_text(
        encoding="utf-8"
    )
    assert read(root, "pt_BR").field("Language") == "pt_BR"


def test_init_makes_a_project_that_works(tmp_path: Path) -> None:
    root = tmp_path / "new one"
    run = polyloom(tmp_path, "init", "new one", "--locale", "es", "--locale", "zh-Hans")
    assert run.code == 0, run.err
    (root / "source/letter.txt").write_text("Dear all\n\nWe meet at noon.\n", encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    assert polyloom(root, "report", "--json").json["locales"].keys() == {"es", "zh_Hans"}
    assert "/build/" in (root / ".gitignore").read_text(encoding="utf-8")
    again = polyloom(tmp_path, "init", "new one")
    assert again.code == 2
    assert "there is a project here already" in again.err


def test_a_document_by_sentences(tmp_path: Path) -> None:
    extra = '[documents."statement.txt"]\nsegment_by = "sentence"\n[build]\nminimum_coverage = 0\n'
    text = "A title\n\nOne sentence. Another one, with Dr. Smith.\n"
    root = make_project(tmp_path / "project", extra=extra, text=text)
    polyloom(root, "sync")
    second = entry(root, "es", "Another one")
    assert second.extracted_comments == ("Sentence 2 of 2 in paragraph, under “A title”",)
    assert second.references == ("source/statement.txt#paragraph-1.2",)
    translate_by_hand(root, "es", {"One sentence.": "Una frase."})
    assert polyloom(root, "build", "es").code == 0
    built = (root / "build/es/statement.txt").read_text(encoding="utf-8")
    assert built == "A title\n\nUna frase. Another one, with Dr. Smith.\n"
    assert polyloom(root, "report", "es", "--json").json["locales"]["es"]["segments"]["total"] == 3
