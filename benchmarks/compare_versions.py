"""Two installed versions on the same work: what each writes and prints, and how long it takes.

    python -m benchmarks.compare_versions OLD_PROGRAM NEW_PROGRAM [CORPORA]
        [--every K] [--runs N] [--keep DIR]

A project is made twice, from this repository's documents and catalogs, the golden cases of the
formats, made-up prose, a Word file, and, where ``CORPORA`` holds a ``comprehensive-rust`` folder,
that book's Markdown files and catalogs. Both versions do the same steps on it. After each step
every file that differs is printed, and every difference of what was printed or of exit codes; at
the end, for each command, the CPU time of the new version by that of the old one (medians of
``N`` runs, by turns). Exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import document
from benchmarks.measuring import environment

ROOT = Path(__file__).resolve().parent.parent
# What both programs think the day is.
EPOCH = "1700000000"
# How much of a difference is shown, in lines.
SHOWN = 12
# Derived, and a version's own affair.
PRIVATE = ".polyloom"
# An engine that has an answer to everything, so that every segment can be published.
ECHO = """\
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"id": asked["id"], "text": "Así: " + asked["text"]}), flush=True)
"""
CONFIGURATION = """\
source_locale = "en"
locales = ["es", "fr", "pt_BR", "ar", "ko", "zh_Hans"]
[catalogs]
catalog = "{catalog}"
[build]
minimum_coverage = 0
[pretranslation]
do_not_translate = ["Polyloom", "Rust"]
[engines.command]
run = ["{python}", "{engine}"]
[documents."peru-statement.txt"]
author = "Movimiento Anticapitalista"
[[documents."peru-statement.txt".notes]]
text = "Nuevo Perú"
note = "the name of a political party"
[documents."prose-1.txt"]
segment_by = "sentence"
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A command's words, and what is done to the project before it."""

    words: Sequence[str]
    prepare: Callable[[Path], None] = lambda _: None

    @property
    def name(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run printed and its exit code, where the project lies left out; CPU seconds."""

    out: str
    err: str
    code: int
    seconds: float


@dataclass(slots=True)
class Versions:
    """The two programs and their projects, and what was found about them."""

    programs: tuple[str, str]
    folders: tuple[Path, Path]
    runs: int
    differences: int = 0
    times: dict[str, tuple[float, float]] = field(default_factory=dict)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare_versions")
    parser.add_argument("old", metavar="OLD_PROGRAM")
    parser.add_argument("new", metavar="NEW_PROGRAM")
    parser.add_argument("corpora", metavar="CORPORA", nargs="?", type=Path)
    parser.add_argument(
        "--every", type=int, default=1, help="only each so many-th file of the book"
    )
    parser.add_argument("--runs", type=int, default=1, help="of each command (default: 1)")
    parser.add_argument("--keep", type=Path, help="make the projects in this folder, and keep them")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        programs = (str(Path(asked.old).absolute()), str(Path(asked.new).absolute()))
        folders = (folder / "small/old", folder / "small/new")
        differences = work(Versions(programs, folders, asked.runs), None, 1)
        if asked.corpora:
            folders = (folder / "large/old", folder / "large/new")
            versions = Versions(programs, folders, asked.runs)
            differences += work(versions, asked.corpora, asked.every)
    print(f"\n{differences or 'no'} differences")
    return 1 if differences else 0


def work(versions: Versions, corpora: Path | None, every: int) -> int:
    """All steps with both versions; how many differences there were."""
    make_project(versions.folders[0], corpora, every)
    shutil.copytree(*versions.folders)
    for step in steps(corpora):
        perform(step, versions)
    print(f"\n{'command':52} {'old':>8} {'new':>8}  new/old   (CPU, medians of {versions.runs})")
    for name, (old, new) in versions.times.items():
        print(f"{name:52} {old:7.2f}s {new:7.2f}s {new / old:8.2f}")
    print(flush=True)
    return versions.differences


def steps(corpora: Path | None) -> Iterator[Step]:
    """What is done, in this order. With a book's catalog all documents keep one catalog."""
    yield Step(["extract"])
    yield Step(["extract", "--json"])
    yield Step(["sync"], lambda project: place_catalogs(project, corpora))
    yield Step(["update", "--json"])
    yield Step(["check"])
    yield Step(["check", "--json"])
    yield from reports()
    if corpora is None:
        yield Step(["sync", "--json"], lambda project: configure(project, "document"))
    yield Step(["translate", "--dry-run", "--json"])
    yield Step(["translate"])
    yield Step(["build"])
    yield Step(["sync", "--dry-run", "--diff"], edit_sources)
    yield Step(["sync", "--dry-run", "--json"])
    yield Step(["extract"])
    yield Step(["update"])
    yield Step(["translate"])
    yield Step(["check", "--fail-on", "warning"])
    yield Step(["build", "--json"])
    yield from reports()
    yield Step(["translate", "--engine", "command"])
    yield Step(["build", "--minimum-state", "draft"])
    yield Step(["build", "--minimum-state", "draft", "--json"])
    yield Step(["check"])
    yield Step(["format", "--check"], unwrap)
    yield Step(["format"])
    if corpora is None:
        yield Step(["sync"], lambda project: configure(project, "folder"))
        yield from reports()


def reports() -> Iterator[Step]:
    yield Step(["report"])
    yield Step(["report", "--json"])
    yield Step(["report", "--html"])


def make_project(folder: Path, corpora: Path | None, every: int) -> None:
    """Documents, and a configuration."""
    shutil.copytree(ROOT / "source", folder / "source")
    for cases in sorted((ROOT / "tests/formats").iterdir()):
        if cases.is_dir():
            ignored = shutil.ignore_patterns("*.py", "*.segments", "__pycache__")
            shutil.copytree(cases, folder / "source/golden" / cases.name, ignore=ignored)
    chance = random.Random(1)
    for number in range(40):
        prose = document(chance, paragraphs=20)
        (folder / f"source/prose-{number}.txt").write_text(prose, encoding="utf-8")
    word_file(folder / "source/word.docx", chance)
    if corpora:
        place_book(corpora / "comprehensive-rust/src", folder / "source/book", every)
    (folder.parent / "echo.py").write_text(ECHO, encoding="utf-8")
    configure(folder, "project")


def place_book(source: Path, target: Path, every: int) -> None:
    for path in sorted(source.rglob("*.md"))[::every]:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)


def word_file(path: Path, chance: random.Random) -> None:
    import docx

    made = docx.Document()
    for line in document(chance, paragraphs=12).split("\n\n"):
        paragraph = made.add_paragraph(line[:20])
        paragraph.add_run(line[20:40]).bold = True
        paragraph.add_run(line[40:])
    table = made.add_table(rows=2, cols=2)
    for number, cell in enumerate(table._cells):
        cell.text = f"Cell number {number}"
    made.save(str(path))


def configure(folder: Path, catalog: str) -> None:
    text = CONFIGURATION.format(
        catalog=catalog, python=sys.executable, engine=folder.parent / "echo.py"
    )
    (folder / "polyloom.toml").write_text(text, encoding="utf-8")


def place_catalogs(folder: Path, corpora: Path | None) -> None:
    """The book's catalogs as those of the whole project, and this repository's beside them."""
    shutil.copytree(ROOT / "locales", folder / "locales", dirs_exist_ok=True)
    for template in (ROOT / "locales").glob("*.pot"):
        (folder / "locales" / template.name).unlink()
    if corpora:
        for catalog in (corpora / "comprehensive-rust/po").glob("*.po"):
            place = folder / "locales" / catalog.stem / "LC_MESSAGES/messages.po"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(catalog, place)


def edit_sources(folder: Path) -> None:
    """What authors do: other words and numbers, paragraphs split, joined, moved, new or gone."""
    chance = random.Random(2)
    paths = [path for path in sorted((folder / "source").rglob("*")) if path.suffix in EDITED]
    for path in chance.sample(paths, len(paths) // 4):
        blocks = path.read_bytes().split(b"\n\n")
        number = chance.randrange(len(blocks))
        blocks[number : number + 2] = chance.choice(EDITS)(blocks[number : number + 2])
        path.write_bytes(b"\n\n".join(blocks))
    moved = folder / "source/prose-7.txt"
    moved.rename(folder / "source/moved.txt")


EDITED = {".txt", ".md"}
EDITS: tuple[Callable[[list[bytes]], list[bytes]], ...] = (
    lambda blocks: blocks[::-1],
    lambda blocks: blocks[1:],
    lambda blocks: [b"A paragraph that is new, with 7 numbers.", *blocks],
    lambda blocks: [block.replace(b"the ", b"the very ", 1) for block in blocks],
    lambda blocks: [re.sub(rb"\d", b"4", block) for block in blocks],
    lambda blocks: [block.replace(b". ", b".\n\n", 1) for block in blocks],
    lambda blocks: [b" ".join(blocks)],
    lambda blocks: [
        block.replace(b"'", "’".encode()).replace(b"is ", b"is not ") for block in blocks
    ],
)


def unwrap(folder: Path) -> None:
    """Catalogs as some editor leaves them: long lines, which ``format`` wraps."""
    for path in sorted((folder / "locales").rglob("*.po"))[::3]:
        path.write_bytes(path.read_bytes().replace(b' "\n"', b" "))


def perform(step: Step, versions: Versions) -> None:
    """Do one step with both, by turns; say what differs, and keep the times."""
    for folder in versions.folders:
        step.prepare(folder)
    outcomes: tuple[list[Outcome], list[Outcome]] = ([], [])
    for turn in range(versions.runs):
        for folder, program, found in zip(
            versions.folders, versions.programs, outcomes, strict=True
        ):
            last = turn == versions.runs - 1
            with nullcontext() if last else restored(folder):
                found.append(run(program, step, folder))
    name = step.name
    while name in versions.times:
        name += " "
    old, new = (statistics.median(one.seconds for one in found) for found in outcomes)
    versions.times[name] = (old, new)
    before = versions.differences
    compare_outcomes(outcomes[0][-1], outcomes[1][-1], versions)
    compare_files(versions)
    seen = versions.differences - before
    said = f"exit code {outcomes[1][-1].code}, {seen or 'no'} differences"
    print(f"{step.name}: {said}, {old:.2f} and {new:.2f} s", flush=True)


@contextmanager
def restored(folder: Path) -> Iterator[None]:
    """Afterwards the folder is as it was before."""
    copy = folder.with_name(f"{folder.name}.before")
    shutil.copytree(folder, copy)
    yield
    shutil.rmtree(folder)
    copy.rename(folder)


def run(program: str, step: Step, folder: Path) -> Outcome:
    """One run, in that folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [program, *step.words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**environment(), "SOURCE_DATE_EPOCH": EPOCH, "COLUMNS": "100", "LC_ALL": "C.UTF-8"},
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    place = str(folder)
    return Outcome(
        done.stdout.replace(place, "PROJECT"),
        done.stderr.replace(place, "PROJECT"),
        done.returncode,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )


def compare_outcomes(old: Outcome, new: Outcome, versions: Versions) -> None:
    if old.code != new.code:
        versions.differences += 1
        print(f"exit code: {old.code}, now {new.code}")
    for name, first, second in (
        ("standard output", old.out, new.out),
        ("standard error", old.err, new.err),
    ):
        if first != second:
            versions.differences += 1
            show(name, first, second)


def compare_files(versions: Versions) -> None:
    old, new = (contents(folder) for folder in versions.folders)
    for name in sorted(old.keys() | new.keys()):
        first, second = old.get(name), new.get(name)
        if first == second:
            continue
        versions.differences += 1
        if first is None or second is None:
            print(f"{name}: {'only now' if first is None else 'no more'}")
        else:
            show(name, first.decode("utf-8", "replace"), second.decode("utf-8", "replace"))
    # What differs now is said once, not after each later step.
    if old != new:
        shutil.rmtree(versions.folders[1])
        shutil.copytree(versions.folders[0], versions.folders[1])


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of each file, by its path in the project."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and PRIVATE not in path.parts
    }


def show(name: str, old: str, new: str) -> None:
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"old {name}", f"new {name}", lineterm="", n=1
    )
    shown = [line[:240] for line in lines]
    print("\n".join(shown[:SHOWN]))
    if len(shown) > SHOWN:
        print(f"… {len(shown) - SHOWN} lines more")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
