"""Names that no catalog, or not every system, can hold."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from pathlib import Path

import pytest

from polyloom.project.configuration import load_project
from polyloom.project.documents import find_documents
from polyloom.project.file_names import portability_faults
from support.faults import let_others_in, run_as_nobody
from support.polyloom import catalog_file, files, make_project, polyloom, read

PIPE_SENTENCE = "it is a named pipe, no file; move it away: a file should stand here"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", locales='"es"')


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (b"a\nb.txt", r"source/a\nb.txt: its name has characters that do not print; rename it"),
        (b"a\x1b[2J.txt", r"source/a\x1b[2J.txt: its name has characters that do not print"),
        (b"a\x7f.txt", r"source/a\x7f.txt: its name has characters that do not print"),
        ("a\u2028b.txt".encode(), r"source/a\u2028b.txt: its name has characters that do not"),
        ("a\u202eb.txt".encode(), r"source/a\u202eb.txt: its name has characters that do not"),
        (b"caf\xe9.txt", r"source/caf\xe9.txt: its name is not UTF-8; rename it"),
        (b"f\n/x.txt", r"source/f\n/: its name has characters that do not print; rename it"),
        (b"\xff\xfe/x.txt", r"source/\xff\xfe/: its name is not UTF-8; rename it"),
    ],
)
def test_a_name_that_no_catalog_can_hold_is_one_sentence_and_the_others_are_done(
    root: Path, name: bytes, sentence: str
) -> None:
    path = root / "source" / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"Some text.\n")
    run = polyloom(root, "sync")
    assert run.code == 1
    assert [line for line in run.err.splitlines() if sentence in line] == [
        line for line in run.err.splitlines() if line.startswith("polyloom: source/")
    ]
    assert run.err.count("its name") == 1
    assert len(read(root, "es").entries) == 7
    assert polyloom(root, "sync").code == 1
    assert sentence in polyloom(root, "doctor").out.replace(" broken ", "").replace(" → ", "; ")


@pytest.mark.parametrize("length", [240, 250, 251, 255])
@pytest.mark.parametrize("letter", ["x", "é"])
def test_a_long_name_is_done_or_one_sentence(root: Path, length: int, letter: str) -> None:
    letters = length - len(".txt")
    stem = letter * (letters // len(letter.encode())) + "x" * (letters % len(letter.encode()))
    (root / "source" / f"{stem}.txt").write_bytes(b"Some text.\n")
    run = polyloom(root, "sync")
    assert run.code == 0, run.err
    assert catalog_file(root, "es", stem).exists()
    with (root / "polyloom.toml").open("a", encoding="utf-8") as settings:
        settings.write('[build]\nminimum_coverage = 0\noutputs = ["page"]\n')
    built = polyloom(root, "build")
    assert built.code == (0 if length + len(".html") - len(".txt") <= 255 else 1)
    assert built.code == 0 or "file name too long; give it a shorter name" in built.err


def test_a_pipe_for_a_document_a_catalog_and_a_template_is_one_sentence_each(root: Path) -> None:
    assert polyloom(root, "sync").code == 0
    (root / "source/other.txt").write_bytes(b"Some text.\n")
    paths = ["source/pipe.md", "locales/other.pot", "locales/es/LC_MESSAGES/other.po"]
    for path in paths:
        os.mkfifo(root / path)
    commands = ("sync", "translate", "check", "build", "format", "report", "doctor")
    for command in commands:
        run = polyloom(root, command)
        assert run.code == 1, (command, run.err)
        assert PIPE_SENTENCE.partition(";")[0] in run.out + run.err, command
    assert len(read(root, "es").entries) == 7


@pytest.mark.parametrize("path", ["polyloom.toml", "locales/rewordings.jsonl"])
def test_a_pipe_for_what_the_project_is_read_from_is_one_sentence(root: Path, path: str) -> None:
    (root / path).unlink(missing_ok=True)
    (root / path).parent.mkdir(exist_ok=True)
    os.mkfifo(root / path)
    run = polyloom(root, "sync")
    assert run.code == (2 if path == "polyloom.toml" else 1)
    assert f"{path}: cannot read it: {PIPE_SENTENCE}" in run.err


def test_an_output_that_is_a_pipe(root: Path) -> None:
    assert polyloom(root, "sync").code == 0
    (root / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n[build]\nminimum_coverage = 0\n', encoding="utf-8"
    )
    (root / "build/es").mkdir(parents=True)
    os.mkfifo(root / "build/es/statement.txt")
    run = polyloom(root, "build")
    assert (run.code, PIPE_SENTENCE in run.err) == (1, True)


def test_links_in_a_circle_are_one_sentence_and_the_others_are_done(root: Path) -> None:
    (root / "source/loop.md").symlink_to("loop.md")
    (root / "source/one").symlink_to("two")
    (root / "source/two").symlink_to("one")
    for command in ("sync", "check", "build", "report"):
        run = polyloom(root, command)
        assert run.code == 1
        assert "source/loop.md" in run.out + run.err
        assert "too many levels of symbolic links" in run.out + run.err
    assert len(read(root, "es").entries) == 7


# Everything is imported by a first run: somebody else may not be allowed to read the modules.
FIRST_RUN = """
import os, sys
from polyloom.cli.main import main
root = sys.argv[1]
os.chdir("/")
assert main(["-q", "-C", root, "sync"]) == 0
open(f"{root}/source/statement.txt", "a").write("\\nOmega is a new paragraph here.\\n")
os.chmod(f"{root}/source/closed", 0)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to be root first, and somebody else then")
def test_a_folder_that_cannot_be_looked_into_is_one_sentence(root: Path) -> None:
    (root / "source/closed").mkdir()
    (root / "source/closed/b.txt").write_bytes(b"Alpha one two three four five.\n")
    for path in (root, *root.rglob("*")):
        os.chown(path, 65534, 65534)
    let_others_in(root)
    action = """
sys.stderr = sys.stdout
for command in ("sync", "sync"):
    print(command, main(["-q", "-C", root, command]))
"""
    said = run_as_nobody(FIRST_RUN, action, str(root))
    sentence = (
        "polyloom: source/closed/: cannot look into it: permission denied;"
        " make it accessible to you (chmod, or ask its owner)\n"
    )
    assert said.count(sentence) == 2, said
    assert "sync 1" in said
    assert len(read(root, "es").entries) == 8
    assert len(read(root, "es", "closed/b").entries) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = " + "[" * 100_000, "polyloom.toml: its brackets are nested too deep"),
        ("x = " + "9" * 5_000, "polyloom.toml: a number in it has too many digits; shorten it"),
    ],
)
def test_settings_beyond_all_measure(root: Path, text: str, sentence: str) -> None:
    (root / "polyloom.toml").write_text(text, encoding="utf-8")
    run = polyloom(root, "sync")
    assert run.code == 2
    assert sentence in run.err


@pytest.mark.slow
def test_folders_in_each_other_by_the_hundreds(root: Path) -> None:
    deep = root / "source"
    for _ in range(1_100):
        deep /= "d"
        deep.mkdir()
    (deep / "x.txt").write_bytes(b"Some text.\n")
    try:
        for command in ("sync", "translate", "check", "format", "doctor"):
            assert polyloom(root, command).code == 0
    finally:
        # What tidies up behind tests goes no deeper than Python's stack.
        subprocess.run(["rm", "-r", str(root)], check=True)


# What other systems make of names


def faults(*paths: str) -> list[str]:
    return [str(fault) for fault in portability_faults(paths)]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("source/CON.txt", "is that of a device"),
        ("source/aux", "is that of a device"),
        ("source/com1.tar.gz", "is that of a device"),
        ("source/a:b.txt", "has : in it"),
        ("source/what?.txt", "has ? in it"),
        ("source/a\\b.txt", "has \\ in it"),
        ("source/end.", "ends in a full stop"),
        ("source/end ", "ends in a blank"),
    ],
)
def test_names_that_windows_cannot_hold(path: str, why: str) -> None:
    assert faults(path) == [f"{path}: Windows cannot hold it: its name {why}; rename it"]


@pytest.mark.parametrize("path", ["a/CONtract.txt", "a/com.txt", "a/COM10.txt", ".a/b c.d", "ü.md"])
def test_names_that_every_system_can_hold(path: str) -> None:
    assert faults(path) == []


def test_a_folder_that_windows_cannot_hold_is_named_once() -> None:
    assert faults("s/aux/a.md", "s/aux/b.md") == [
        "s/aux: Windows cannot hold it: its name is that of a device; rename it"
    ]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("s/Guide.md", "s/guide.md", "case"),
        ("s/Straße.md", "s/STRASSE.md", "case"),
        ("s/caf\u00e9.md", "s/cafe\u0301.md", "Unicode form"),
        ("s/CAF\u00c9.md", "s/cafe\u0301.md", "case"),
    ],
)
def test_names_that_are_one_elsewhere(one: str, other: str, differ: str) -> None:
    (fault,) = faults(one, other)
    assert fault == (
        f"{other}: on Windows and macOS it is one with {one}, which differs in {differ} alone;"
        " rename one of them"
    )


def test_folders_that_are_one_elsewhere_are_named_once_for_each_file() -> None:
    assert [fault.partition(":")[0] for fault in faults("s/A/x.md", "s/a/y.md")] == ["s/a"]


def test_sync_and_doctor_warn_and_the_documents_are_done(root: Path) -> None:
    for name in ("Guide.md", "guide.txt", "nul.txt", "a b.md"):
        (root / "source" / name).write_bytes(b"Some text.\n")
    run = polyloom(root, "sync")
    assert run.code == 0
    shared = "on Windows and macOS its catalog is one with that of source/Guide.md"
    said = [
        "source/nul.txt: Windows cannot hold it: its name is that of a device; rename it",
        f"source/guide.txt: {shared}; rename one of them",
    ]
    assert [line for line in run.err.splitlines() if "rename" in line] == said
    warnings = polyloom(root, "sync", "--json").json["extract"]["warnings"]
    assert [each["where"] for each in warnings] == ["source/nul.txt", "source/guide.txt"]
    doctor = polyloom(root, "doctor")
    assert all(line.split(": ", 1)[1].partition(";")[0] in doctor.out for line in said)
    assert {"locales/Guide.pot", "locales/guide.pot", "locales/nul.pot"} <= set(files(root))


def test_a_key_in_composed_form_finds_a_file_in_decomposed_form(root: Path) -> None:
    name = "caf\u00e9.txt"
    (root / "source" / unicodedata.normalize("NFD", name)).write_bytes(b"Some text.\n")
    with (root / "polyloom.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[documents."{name}"]\ntitle = "A title"\n')
    run = polyloom(root, "sync")
    assert (run.code, "there is no document" in run.err) == (0, False)
    (found,) = [each for each in find_documents(root).documents if each.path.startswith("caf")]
    assert load_project(root).settings(found.path).title == "A title"
    assert polyloom(root, "translate", "--document", name).code == 0
