"""What a large project costs, stage by stage, and how that grows with its documents.

``python -m benchmarks.scale FOLDER DOCUMENTS …`` makes a project of so many documents in ten
locales for each number, every text translated, runs the stages on it, and removes it again. Ten
locales of 20,000 documents take about 4 GB of disk, and half an hour of two processors.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.json import encode

from benchmarks.corpus import words
from benchmarks.measuring import environment

LOCALES = ("es", "fr", "pt_BR", "de", "it", "nl", "ca", "ro", "sv", "da")
SEED = 17
# The numbers of words in the paragraphs of real documents: news, statements, pages of manuals.
SHAPES = (
    (9, 41, 22, 67, 38, 12),
    (4, 18, 33, 7, 25, 51, 14, 30),
    (11, 8, 96, 74, 58, 83, 3, 61, 45),
    (5, 27, 9, 12, 16, 8, 22, 40, 19, 6, 33, 28, 10, 15),
    (3, 14, 37, 20),
    (8, 6, 120, 88, 94, 47, 132, 71, 25, 66, 53, 18),
)
# Documents in one folder.
_IN_FOLDER = 200
_EMPTY = re.compile(r'^(msgid ((?:".*"\n)+))msgstr ""\n(?!")', re.MULTILINE)
_WORD = re.compile(r"[A-Za-z]{3,}")


class StageCost(Struct, frozen=True):
    """What a stage took: seconds of processors and by the clock, and the largest process in MB."""

    documents: int
    stage: str
    processor: float
    clock: float
    memory: float


def make_documents(root: Path, count: int) -> None:
    """A project of ``count`` documents in folders, a third of them Markdown."""
    chance = random.Random(SEED)
    names = ", ".join(f'"{locale}"' for locale in LOCALES)
    root.mkdir(parents=True)
    (root / "polyloom.toml").write_text(f'source_locale = "en"\nlocales = [{names}]\n', "utf-8")
    for number in range(count):
        folder = root / f"source/part-{number // _IN_FOLDER:03}"
        folder.mkdir(parents=True, exist_ok=True)
        is_markdown = number % 3 == 0
        blocks = [words(chance, size) for size in chance.choice(SHAPES)]
        blocks[0] = f"# {blocks[0]}" if is_markdown else blocks[0].rstrip(".")
        suffix = "md" if is_markdown else "txt"
        text = "\n\n".join(blocks) + "\n"
        (folder / f"document-{number:05}.{suffix}").write_text(text, "utf-8")


def translate_all(root: Path) -> None:
    """Give each empty entry a translation, as a person's editor would."""
    for locale in LOCALES:
        for path in (root / f"locales/{locale}").rglob("*.po"):
            text = path.read_text("utf-8")
            header, gap, entries = text.partition("\n\n")
            translated = _EMPTY.sub(partial(_translated, locale[:2]), entries)
            path.write_text(f"{header}{gap}{translated}", "utf-8")


def _translated(ending: str, found: re.Match[str]) -> str:
    text = _WORD.sub(lambda word: f"{word[0]}{ending}", found[2])
    return f"{found[1]}msgstr {text}"


def edit_one(root: Path) -> None:
    """Change a word of one document, and add a paragraph that no other one has."""
    path = min((root / "source").rglob("*.txt"))
    text = path.read_text("utf-8").replace("the", "their", 1)
    path.write_text(f"{text}\nNobody has said this before in {len(text)} letters.\n", "utf-8")


def stage_cost(root: Path, documents: int, stage: str, words_: Sequence[str]) -> StageCost:
    """Run a command on the project, and measure it with the processes that it starts."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, 1)]
    argv = [sys.executable, "-m", "polyloom", "--quiet", "-C", str(root), *words_]
    begin = time.perf_counter()
    process = os.posix_spawn(sys.executable, argv, environment(), file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    clock = time.perf_counter() - begin
    os.close(nowhere)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(f"{' '.join(words_)} ended with {status}")
    processor = usage.ru_utime + usage.ru_stime
    return StageCost(documents, stage, processor, clock, usage.ru_maxrss / 1024)


def costs(root: Path, documents: int) -> Iterator[StageCost]:
    """The costs of all stages, with everything to do, with nothing, and after an edit."""
    make_documents(root, documents)
    yield stage_cost(root, documents, "extract, first", ["extract"])
    yield stage_cost(root, documents, "update, first", ["update"])
    translate_all(root)
    yield stage_cost(root, documents, "report, first", ["report", "--json"])
    yield stage_cost(root, documents, "build, first", ["build"])
    for stage in ("extract", "update", "build", "report"):
        yield stage_cost(root, documents, f"{stage}, again", [stage])
    edit_one(root)
    for stage in ("sync", "build"):
        yield stage_cost(root, documents, f"{stage}, one edit", [stage])
    yield stage_cost(root, documents, "check", ["check"])


def disk_use(root: Path) -> tuple[int, int]:
    """The number of files of the project, and the blocks that they take in MB."""
    files = blocks = 0
    for path in root.rglob("*"):
        if path.is_file():
            files += 1
            blocks += path.stat().st_blocks
    return files, blocks * 512 // 1_000_000


def main(folder: Path, sizes: Sequence[int]) -> None:
    """Print a line of JSON for each cost as it is known."""
    for documents in sizes:
        root = folder / f"project-{documents}"
        for cost in costs(root, documents):
            print(encode(cost).decode(), flush=True)
        files, megabytes = disk_use(root)
        print(json.dumps({"documents": documents, "files": files, "MB": megabytes}), flush=True)
        shutil.rmtree(root)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(word) for word in sys.argv[2:]])
