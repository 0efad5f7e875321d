"""Catalogs read and written, beside polib and msgcat."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import paragraph
from benchmarks.documents import CORPORA, SEED
from benchmarks.measuring import Command, Comparison, compare, run

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


OURS = """
import sys
from pathlib import Path
from polyloom.catalogs.reading import read_catalog
from polyloom.catalogs.writing import write_catalog
Path(sys.argv[2]).write_bytes(write_catalog(read_catalog(Path(sys.argv[1]).read_bytes(), "")))
"""
POLIB = """
import sys, polib
polib.pofile(sys.argv[1]).save(sys.argv[2])
"""


def catalogs(folder: Path) -> Iterator[Comparison | None]:
    """100,000 entries read and written, as whole processes; then the memory for a million."""
    folder.mkdir(parents=True)
    blocks = _prose_blocks()
    _write_entries(folder / "many.po", blocks, 100_000)
    subject = "read and write 100,000 entries"
    ours = Command("polyloom", [sys.executable, "-c", OURS, "many.po", "ours.po"], folder)
    polib = [sys.executable, "-c", POLIB, "many.po", "theirs.po"]
    yield compare(subject, ours, Command("polib", polib, folder), runs=3)
    msgcat = ["msgcat", "many.po", "-o", "theirs.po"]
    yield compare(subject, ours, Command("msgcat", msgcat, folder), runs=3)
    _write_entries(folder / "more.po", blocks, 1_000_000)
    more = [sys.executable, "-c", OURS, "more.po", "ours.po"]
    memory = run(Command("polyloom", more, folder)).memory
    size = (folder / "more.po").stat().st_size >> 20
    print(f"read and write 1,000,000 entries, {size} MB: at most {memory:.0f} MB of memory")


def _prose_blocks() -> list[str]:
    """Entries of a real Spanish catalog as text, or made-up ones where there are no corpora."""
    corpora = os.environ.get(CORPORA, "")
    if corpora:
        path = Path(corpora, "comprehensive-rust/po/es.po")
        blocks = path.read_text(encoding="utf-8").strip().split("\n\n")[1:]
        return [block for block in blocks if "\nmsgid " in f"\n{block}"]
    chance = random.Random(SEED)
    return [
        f'#: a.txt#paragraph-{number}\nmsgid "{paragraph(chance)}"\nmsgstr "{paragraph(chance)}"'
        for number in range(4000)
    ]


def _write_entries(path: Path, blocks: list[str], number: int) -> None:
    """A catalog of as many entries; the repeated ones differ by their context."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for each in range(number):
            context = f'msgctxt "{each // len(blocks)}"\nmsgid '
            block = f"\n{blocks[each % len(blocks)]}".replace("\nmsgid ", f"\n{context}", 1)
            file.write(f"{block}\n")
