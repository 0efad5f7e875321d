"""Catalogs that follow their templates, beside msgmerge."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import paragraph
from benchmarks.documents import POLYLOOM, SEED
from benchmarks.measuring import Command, Comparison, compare

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def updating(folder: Path) -> Iterator[Comparison | None]:
    """A catalog of 8,000 paragraphs, every tenth edited in one word."""
    chance = random.Random(SEED)
    paragraphs = list(dict.fromkeys(paragraph(chance) for _ in range(8000)))
    edited = [
        one.replace(" ", " suddenly ", 1) if number % 10 == 0 else one
        for number, one in enumerate(paragraphs)
    ]
    catalog = folder / "locales/es/LC_MESSAGES/book.po"
    catalog.parent.mkdir(parents=True)
    (folder / "source").mkdir(parents=True)
    (folder / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n', encoding="utf-8"
    )
    (folder / "source/book.txt").write_text("\n\n".join(edited) + "\n", encoding="utf-8")
    subprocess.run([*POLYLOOM, "extract"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    old = HEADER + "".join(f'\nmsgid "{one}"\nmsgstr "T {one}"\n' for one in paragraphs)

    def restore() -> None:
        catalog.write_text(old, encoding="utf-8")
        (folder / "old.po").write_text(old, encoding="utf-8")

    merge = ["msgmerge", "--quiet", "--previous", "-o", "new.po", "old.po", "locales/book.pot"]
    yield compare(
        "update 8,000 entries, a tenth edited",
        Command("polyloom", [*POLYLOOM, "update"], folder, restore),
        Command("msgmerge", merge, folder, restore),
        runs=3,
    )
