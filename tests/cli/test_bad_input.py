"""Bad input gets one clear sentence, is left untouched, and the rest is done."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.polyloom import (
    SPANISH,
    catalog_file,
    files,
    make_project,
    polyloom,
    translate_by_hand,
)
from support.programs import require_program


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project")
    assert polyloom(project, "sync").code == 0
    translate_by_hand(project, "es", SPANISH)
    return project


def cut(text: str) -> str:
    return text[: text.index("Afirmamos") + 4]


def conflict(text: str) -> str:
    ours = 'msgstr "Afirmamos:"\n'
    theirs = 'msgstr "Sostenemos:"\n'
    return text.replace(ours, f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n")


def repeated(text: str) -> str:
    return text + '\nmsgid "We affirm:"\nmsgstr "Sostenemos:"\n'


CORRUPTIONS: dict[str, Callable[[str], str]] = {
    "unterminated string": lambda text: text.replace('"Afirmamos:"', '"Afirmamos:'),
    "missing msgstr": lambda text: text.replace('msgstr "Afirmamos:"\n', ""),
    "bad escape": lambda text: text.replace("Afirmamos:", "Afirmamos\\q"),
    "conflict markers": conflict,
    "defined twice": repeated,
    "cut file": cut,
    "stray word": lambda text: text.replace("msgstr", "mgsstr", 2),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_broken_catalog_is_refused_untouched_and_the_others_are_done(
    root: Path, name: str
) -> None:
    path = catalog_file(root, "es")
    broken = CORRUPTIONS[name](path.read_text(encoding="utf-8")).encode()
    refuse_and_go_on(root, broken)


def test_bytes_that_are_not_in_the_charset(root: Path) -> None:
    text = catalog_file(root, "es").read_text(encoding="utf-8")
    refuse_and_go_on(root, text.encode("latin-1", errors="replace"))


def refuse_and_go_on(root: Path, broken: bytes) -> None:
    path = catalog_file(root, "es")
    path.write_bytes(broken)
    msgfmt = require_program("msgfmt")
    verdict = subprocess.run(
        [msgfmt, "-o", "/dev/null", str(path)], capture_output=True, check=False
    )
    assert verdict.returncode != 0, "gettext takes this: it is not broken"
    (root / "source/other.txt").write_text("Other\n\nMore text.\n", encoding="utf-8")
    for command in ("sync", "translate", "check", "build", "report"):
        run = polyloom(root, command)
        assert run.code == 1, command
        said = [line for line in run.err.splitlines() if line.startswith("polyloom: ")]
        assert len(said) == 1, run.err
        assert said[0].startswith("polyloom: locales/es/LC_MESSAGES/statement.po:"), said
        assert "; " in said[0], "no remedy"
        assert path.read_bytes() == broken
    assert catalog_file(root, "es", "other").exists()
    assert catalog_file(root, "fr", "other").exists()


def test_the_last_good_outputs_stay(root: Path) -> None:
    assert polyloom(root, "build", "es").code == 0
    before = files(root / "build")
    path = catalog_file(root, "es")
    path.write_text(path.read_text(encoding="utf-8") + '\nmsgid "x', encoding="utf-8")
    assert polyloom(root, "build", "es").code == 1
    assert files(root / "build") == before


def test_a_document_in_an_unknown_encoding(root: Path) -> None:
    (root / "source/año.txt").write_bytes("Un año\n\nMás texto\n".encode("latin-1"))
    run = polyloom(root, "sync")
    assert run.code == 1
    assert "source/año.txt:1: byte 0xf1 at offset 4 is not UTF-8; save the file as UTF-8" in run.err
    assert run.err.count("polyloom: ") == 1
    extra = '[documents."año.txt"]\nencoding = "latin-1"\n'
    with (root / "polyloom.toml").open("a", encoding="utf-8") as file:
        file.write(extra)
    assert polyloom(root, "sync").code == 0


def test_a_directive_that_is_not_understood(root: Path) -> None:
    (root / "source/note.md").write_text(
        "One.\n\n<!-- polyloom:skp\x1b[31m -->\n\nTwo.\n", encoding="utf-8"
    )
    said = (
        "source/note.md:3: warning: “polyloom:skp\\x1b[31m” is no directive and has no effect;"
        " write polyloom:skip if that is meant, or take the comment out"
    )
    run = polyloom(root, "sync")
    assert (run.code, run.err.count("warning")) == (0, 1)
    assert said in run.err
    for command in ("update", "check", "build", "report"):
        run = polyloom(root, command)
        assert (run.code, run.err.count("warning")) == (0, 0), run.err
    shown = polyloom(root, "extract", "--show", "note")
    assert (shown.code, shown.out.splitlines()[0]) == (0, "source/note.md: 2 segments")
    assert said in shown.err
    warnings = polyloom(root, "extract", "--json").json["documents"]["note"]["warnings"]
    assert [(one["line"], one["remedy"][:19]) for one in warnings] == [(3, "write polyloom:skip")]


def test_two_documents_for_one_catalog(root: Path) -> None:
    (root / "source/statement.text").write_text("Text.\n", encoding="utf-8")
    (root / "source/other.txt").write_text("Text.\n", encoding="utf-8")
    run = polyloom(root, "extract")
    assert run.code == 1
    assert "source/statement.text: it would share the catalog statement.po" in run.err
    assert (root / "locales/other.pot").exists()


def test_links_that_lead_out_of_the_project(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.po"
    outside.write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    path = catalog_file(root, "fr")
    path.unlink()
    path.symlink_to(outside)
    run = polyloom(root, "sync")
    assert run.code == 1
    assert "locales/fr/LC_MESSAGES/statement.po: leads out of the project" in run.err
    assert outside.read_text(encoding="utf-8") == 'msgid ""\nmsgstr ""\n'


def test_a_table_for_a_document_that_does_not_exist(root: Path) -> None:
    with (root / "polyloom.toml").open("a", encoding="utf-8") as file:
        file.write('\n[documents."statment.txt"]\ntitle = "x"\n')
    run = polyloom(root, "extract")
    assert run.code == 1
    assert (
        "polyloom.toml:5: there is no document source/statment.txt; did you mean statement.txt?"
        in run.err
    )


def test_a_catalog_that_is_a_folder(root: Path) -> None:
    path = catalog_file(root, "fr")
    path.unlink()
    path.mkdir()
    run = polyloom(root, "sync")
    assert run.code == 1
    assert "statement.po: cannot read it: is a directory" in run.err


def test_a_translation_that_would_change_the_structure_is_a_finding(root: Path) -> None:
    path = catalog_file(root, "es")
    text = path.read_text(encoding="utf-8").replace("El país está en crisis.", "***")
    path.write_text(text, encoding="utf-8")
    run = polyloom(root, "build", "es")
    assert run.code == 1
    assert "would change the document's structure" in run.out
    line = text.splitlines().index('msgid "The country is in crisis."') + 1
    assert f"locales/es/LC_MESSAGES/statement.po:{line}: error:" in run.out
    built = (root / "build/es/statement.txt").read_text(encoding="utf-8")
    assert "The country is in crisis." in built
    assert "Afirmamos:" in built


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_folders_that_cannot_be_written(root: Path) -> None:
    setpriv = require_program("setpriv")
    (root / "source/other.txt").write_text("Other\n\nText.\n", encoding="utf-8")
    before = files(root)
    for parent in (root, *root.parents[:4]):
        parent.chmod(parent.stat().st_mode | 0o055)
    done = subprocess.run(
        [
            *(setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"),
            *(sys.executable, "-m", "polyloom", "-C", str(root), "sync"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if "can't open file" in done.stderr or "No module named" in done.stderr:
        pytest.skip("others cannot run this Python")
    assert done.returncode == 1
    assert "cannot lock the project: permission denied" in done.stderr
    assert done.stderr.count("\n") == 1
    assert files(root) == before


@pytest.mark.slow
def test_a_killed_run_loses_nothing_and_the_next_one_carries_on(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", locales='"es", "fr", "pt_BR", "ar"')
    for number in range(30):
        shutil.copy(root / "source/statement.txt", root / f"source/copy{number}.txt")
    polyloom(root, "extract")
    polyloom(root, "update", "es")
    translate_by_hand(root, "es", SPANISH)
    killed = 0
    for written in (1, 10, 40, 70):
        with subprocess.Popen(
            [sys.executable, "-m", "polyloom", "-C", str(root), "sync"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            while len(list(root.rglob("*.po"))) < 31 + written and process.poll() is None:
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
        killed += process.returncode == -signal.SIGKILL
        assert "Perú: insurgencia nacional" in catalog_file(root, "es").read_text(encoding="utf-8")
    assert killed, "each run had come to its end before it was killed"
    assert polyloom(root, "sync").code == 0
    report = polyloom(root, "report", "--json").json
    assert report["locales"]["es"]["documents"]["statement"]["segments"]["translated"] == 7
    assert report["locales"]["ar"]["segments"]["total"] == 31 * 7


def test_one_problem_in_many_places_is_summed_up(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    for number in range(14):
        (root / f"source/chapter-{number:02}.txt").write_text("A title\n", encoding="utf-8")
    alike = "there is no template yet; make it with polyloom extract"
    lines = polyloom(root, "update").err.splitlines()
    assert lines[0] == f"polyloom: locales/chapter-00.pot: {alike}"
    assert lines[9] == f"polyloom: locales/chapter-09.pot: {alike}"
    assert lines[10:] == [f"polyloom: 5 more places with the same problem: {alike} (-v names them)"]
    done = polyloom(root, "-v", "update")
    assert sum(alike in line for line in done.err.splitlines()) == 15
    assert len(json.loads(polyloom(root, "update", "--json").out)["problems"]) == 15


def test_one_problem_more_is_said_as_it_is(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    for number in range(10):
        (root / f"source/chapter-{number:02}.txt").write_text("A title\n", encoding="utf-8")
    lines = polyloom(root, "update").err.splitlines()
    assert len(lines) == 11
    assert all(": there is no template yet; " in line and ".pot" in line for line in lines)
