"""``make bench``: Polyloom beside po4a and msgmerge, on the same work, in the same run."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import document, paragraph
from benchmarks.measuring import Command, Comparison, compare, cpu_seconds, table

POLYLOOM = [sys.executable, "-m", "polyloom"]
SEED = 1
HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*pipeline(folder / "pipeline"), *updating(folder / "updating")]
        print(table([row for row in rows if row is not None]))
        ours = 1000 * cpu_seconds([*POLYLOOM, "--version"])
        python = 1000 * cpu_seconds([sys.executable, "-c", "pass"])
        print(f"\npolyloom --version: {ours:.0f} ms of CPU; python: {python:.0f} ms")


def pipeline(folder: Path) -> list[Comparison | None]:
    """Documents to catalogs to outputs, from nothing, one locale."""
    chance = random.Random(SEED)
    source = folder / "source"
    source.mkdir(parents=True)
    names = [f"document-{number:03}" for number in range(100)]
    for name in names:
        text = document(chance, paragraphs=40)
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n[build]\nminimum_coverage = 0\n', encoding="utf-8"
    )
    (folder / "po4a.cfg").write_text(
        "[po4a_langs] es\n[po4a_paths] pot/$master.pot $lang:po/$lang/$master.po\n"
        + "".join(
            f'[type: text] source/{name}.txt $lang:out/$lang/{name}.txt pot={name} opt:"-k 0"\n'
            for name in names
        ),
        encoding="utf-8",
    )

    def clear() -> None:
        for made in ("locales", "build", ".polyloom", "pot", "po", "out"):
            shutil.rmtree(folder / made, ignore_errors=True)
        # po4a makes no folder within a folder.
        for needed in ("pot", "po", "out"):
            (folder / needed).mkdir()

    ours = " ".join(POLYLOOM)
    return [
        compare(
            "100 documents to catalogs and outputs",
            Command("polyloom", ["sh", "-c", f"{ours} sync && {ours} build"], folder, clear),
            Command("po4a", ["po4a", "--quiet", "po4a.cfg"], folder, clear),
        ),
    ]


def updating(folder: Path) -> list[Comparison | None]:
    """A catalog of 8,000 paragraphs, every tenth edited in one word."""
    chance = random.Random(SEED)
    paragraphs = list(dict.fromkeys(paragraph(chance) for _ in range(8000)))
    (folder / "source").mkdir(parents=True)
    (folder / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n', encoding="utf-8"
    )
    catalog = folder / "locales/es/LC_MESSAGES/book.po"
    catalog.parent.mkdir(parents=True)
    old = HEADER + "".join(f'\nmsgid "{one}"\nmsgstr "T {one}"\n' for one in paragraphs)
    edited = [
        one.replace(" ", " suddenly ", 1) if number % 10 == 0 else one
        for number, one in enumerate(paragraphs)
    ]
    (folder / "source/book.txt").write_text("\n\n".join(edited) + "\n", encoding="utf-8")
    template = folder / "locales/book.pot"

    def restore() -> None:
        catalog.write_text(old, encoding="utf-8")
        (folder / "old.po").write_text(old, encoding="utf-8")

    restore()
    subprocess.run([*POLYLOOM, "extract"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    merge = ["msgmerge", "--quiet", "--previous", "-o", "new.po", "old.po", str(template)]
    return [
        compare(
            "update 8,000 entries, a tenth edited",
            Command("polyloom", [*POLYLOOM, "update"], folder, restore),
            Command("msgmerge", merge, folder, restore),
            runs=3,
        )
    ]


if __name__ == "__main__":
    main()
