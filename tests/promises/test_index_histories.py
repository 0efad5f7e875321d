"""The index changes nothing but the time: whatever happens to a project, with it and without it.

Two projects have the same history. In one of them commands ask the index, which is also deleted,
damaged, or set back to what it was before; in the other one they are run with ``--no-index``. What
commands say, and every file, is the same in both after every command.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.polyloom import files, make_project, polyloom

PARAGRAPHS = (
    "The country is in crisis.",
    "The country is in a deep crisis.",
    "The committee asks for 12 contracts of the mine.",
    "The committee asks for 14 contracts of the mine.",
    "1) Bread is dear.",
    "# A heading",
    "We [ask](https://example.org/a) *everybody* to come.",
)
DOCUMENTS = ("statement.txt", "other.txt", "guide.md")
TRANSLATIONS = ("", "El comité pide 12 contratos.", "Algo más .", "La crisis es de todos.")
SETTINGS = (
    "",
    "[build]\nminimum_coverage = 0\n",
    "[build]\nminimum_coverage = 0\nminimum_state = 'draft'\n",
    "[build]\nminimum_coverage = 0.5\nbelow_coverage = 'keep'\non_error = 'hold'\n",
    "[build]\nminimum_coverage = 0\non_error = 'source'\noutputs = []\n",
    "[catalogs]\nwrap = 0\nreferences = 'none'\n",
    "[catalogs]\ncatalog = 'project'\n[build]\nminimum_coverage = 0\n",
    "[[checks.accepted]]\ncheck = 'numbers'\n[build]\nminimum_coverage = 0\n[review]\nsteps = 1\n",
    "[documents.'guide.md']\ntitle = 'A guide'\n[build]\nminimum_coverage = 0\n",
    "[pretranslation]\ndo_not_translate = ['Bread']\n[build]\nminimum_coverage = 0\n",
)
COMMANDS = (
    ("pipeline",),
    ("pipeline",),
    ("pipeline", "--json"),
    ("sync",),
    ("extract", "--json"),
    ("update", "es"),
    ("translate",),
    ("check",),
    ("check", "fr", "--json"),
    ("build",),
    ("build", "es", "--minimum-coverage", "0"),
    ("report", "--html"),
    ("report", "--json"),
)
# Of all that Polyloom dates.
MOMENT = {"SOURCE_DATE_EPOCH": "1795000000"}
INDEX = ".polyloom/index"

# Something that happens to a project.
Event = Callable[[Path], object]


def edited(name: str, texts: list[str]) -> Event:
    def edit(root: Path) -> None:
        (root / "source" / name).write_text("Title\n\n" + "\n\n".join(texts) + "\n", "utf-8")

    return edit


def edited_in_place(name: str, letter: str) -> Event:
    """One letter is another one, and the time is what it was."""

    def edit(root: Path) -> None:
        path = root / "source" / name
        if path.exists():
            times = path.stat()
            path.write_bytes(path.read_bytes()[:-3] + f"{letter}.\n".encode())
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    return edit


def renamed(before: str, after: str) -> Event:
    def rename(root: Path) -> None:
        if (root / "source" / before).exists():
            (root / "source" / before).rename(root / "source" / after)

    return rename


def touched(pattern: str, seconds: int) -> Event:
    """Files get another time: of a clock that is ahead or behind, too."""

    def touch(root: Path) -> None:
        for path in sorted(root.glob(pattern)):
            time = path.stat().st_mtime_ns + seconds * 1_000_000_000
            os.utime(path, ns=(time, time))

    return touch


def translated(number: int, text: str) -> Event:
    """An entry of the catalogs gets another translation."""

    def translate(root: Path) -> None:
        for path in sorted(root.glob("locales/*/LC_MESSAGES/*.po")):
            before, *entries = path.read_text("utf-8").split("\nmsgstr ")
            if number < len(entries):
                _, _, after = entries[number].partition("\n\n")
                entries[number] = f'"{text}"\n\n{after}' if after else f'"{text}"\n'
                path.write_text("\nmsgstr ".join([before, *entries]), "utf-8")

    return translate


def removed(pattern: str) -> Event:
    def remove(root: Path) -> None:
        for path in sorted(root.glob(pattern))[:2]:
            path.unlink()

    return remove


def written_over(pattern: str, data: bytes) -> Event:
    def write(root: Path) -> None:
        for path in sorted(root.glob(pattern))[:1]:
            path.write_bytes(data)

    return write


def configured(said: str) -> Event:
    def configure(root: Path) -> None:
        text = f'source_locale = "en"\nlocales = ["es", "fr"]\n{said}'
        (root / "polyloom.toml").write_text(text, "utf-8")

    return configure


def cloned(root: Path) -> None:
    """All files are others, with other times; the state folder comes along."""
    other = root.with_name(f"{root.name} copy")
    shutil.copytree(root, other, copy_function=shutil.copyfile)
    shutil.rmtree(root)
    other.rename(root)


def set_back(root: Path) -> None:
    """The index is what it was when this happened last."""
    kept, index = root.with_name("kept"), root / INDEX
    before = kept.read_bytes() if kept.exists() else None
    if index.exists():
        shutil.copyfile(index, kept)
    if before is not None and index.parent.is_dir():
        index.write_bytes(before)


def damaged(at: int, data: bytes) -> Event:
    def damage(root: Path) -> None:
        index = root / INDEX
        if index.exists():
            whole = index.read_bytes()
            place = at * len(whole) // 100
            index.write_bytes(whole[:place] + data + whole[place + len(data) :])

    return damage


names = st.sampled_from(DOCUMENTS)
patterns = st.sampled_from(("source/*", "locales/*.pot", "locales/*/*/*.po", "build/*/*", "*.toml"))
to_both: st.SearchStrategy[Event] = st.one_of(
    st.builds(edited, names, st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4)),
    st.builds(edited_in_place, names, st.sampled_from("xyz")),
    st.builds(renamed, names, names),
    st.builds(touched, patterns, st.sampled_from((0, 1, -3600, 86400))),
    st.builds(translated, st.integers(1, 5), st.sampled_from(TRANSLATIONS)),
    st.builds(removed, patterns.filter(lambda pattern: pattern != "*.toml")),
    st.builds(written_over, patterns, st.sampled_from((b"", b"broken \xff", b'msgid "a"\n'))),
    st.builds(configured, st.sampled_from(SETTINGS)),
    st.just(cloned),
)
to_the_index: st.SearchStrategy[Event] = st.one_of(
    st.just(set_back),
    st.just(removed(INDEX)),
    st.builds(damaged, st.integers(0, 99), st.binary(min_size=1, max_size=300)),
)
commands = st.sampled_from(COMMANDS)
steps = st.one_of(
    st.tuples(st.just("both"), to_both),
    st.tuples(st.just("index"), to_the_index),
    st.tuples(st.just("run"), commands),
    st.tuples(st.just("run"), commands),
    st.tuples(st.just("rest"), st.none()),
)
# In seconds, longer than a disk's times are apart: after it a round may be known.
REST = 0.06


def run_both(indexed: Path, plain: Path, words: tuple[str, ...]) -> None:
    with_index = polyloom(indexed, *words, environment=MOMENT)
    without = polyloom(plain, words[0], "--no-index", *words[1:], environment=MOMENT)
    assert with_index == without, words
    assert files(indexed) == files(plain), words


def reviewed(indexed: Path, plain: Path) -> None:
    """A translation is approved, which has a time: so the ledger is the same file in both."""
    polyloom(indexed, "approve", "es", "statement#title", "--by", "Ana")
    ledgers = indexed / "locales/es/reviews"
    if ledgers.exists():
        shutil.copytree(ledgers, plain / "locales/es/reviews", dirs_exist_ok=True)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(history=st.lists(steps, min_size=4, max_size=14))
def test_the_same_comes_of_it_with_the_index_and_without(
    history: list[tuple[str, object]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        indexed = make_project(Path(folder, "a", "project"))
        plain = make_project(Path(folder, "b", "project"))
        run_both(indexed, plain, ("pipeline",))
        reviewed(indexed, plain)
        for kind, step in history:
            if kind == "run":
                assert isinstance(step, tuple)
                run_both(indexed, plain, step)
                continue
            if kind == "rest":
                for _ in range(2):
                    time.sleep(REST)
                    run_both(indexed, plain, ("pipeline",))
                continue
            assert callable(step)
            step(indexed)
            if kind == "both":
                step(plain)
        run_both(indexed, plain, ("pipeline",))
        run_both(indexed, plain, ("pipeline",))
