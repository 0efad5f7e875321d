"""Catalogs read and written, beside polib and msgcat."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import paragraph
from benchmarks.documents import CORPORA, POLYLOOM, SEED
from benchmarks.measuring import Command, Comparison, compare, run

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


POLIB = """
import sys, polib
polib.pofile(sys.argv[1]).save(sys.argv[2])
"""


def catalogs(folder: Path) -> Iterator[Comparison | None]:
    """100,000 entries read and written, as whole processes; then the memory for a million."""
    blocks = _prose_blocks()
    original = folder / "many.po"
    catalog = folder / "locales/es/LC_MESSAGES/many.po"
    catalog.parent.mkdir(parents=True)
    (folder / "source").mkdir()
    (folder / "source/many.txt").write_text("Text.\n", encoding="utf-8")
    (folder / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n', encoding="utf-8"
    )

    def restore() -> None:
        shutil.copyfile(original, catalog)

    _write_entries(original, blocks, 100_000)
    subject = "read and write 100,000 entries"
    # What is read is wrapped otherwise, and so is written.
    ours = Command("polyloom", [*POLYLOOM, "-q", "format"], folder, restore)
    polib = [sys.executable, "-c", POLIB, "many.po", "theirs.po"]
    yield compare(subject, ours, Command("polib", polib, folder))
    msgcat = ["msgcat", "many.po", "-o", "theirs.po"]
    yield compare(subject, ours, Command("msgcat", msgcat, folder))
    _write_entries(original, blocks, 1_000_000)
    memory = run(ours).memory
    size = original.stat().st_size >> 20
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
