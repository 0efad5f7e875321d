"""The whole round (``polyloom pipeline``) where little or nothing has changed, beside po4a's.

po4a has one command for all of its work: catalogs in line with documents, and documents from
catalogs, without any checks or report.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.documents import (
    CORPORA,
    POLYLOOM,
    SYNC_AND_BUILD,
    prose,
    set_aside,
    translate,
    unbuild,
)
from benchmarks.measuring import Command, Comparison, compare, environment

LOCALES = ("es", "fr", "de", "it", "pt_BR")


def rounds(folder: Path) -> Iterator[Comparison | None]:
    """A book in five locales, every segment translated; and ten thousand catalogs."""
    corpora = os.environ.get(CORPORA, "")
    if corpora:
        names = _book(folder / "book", Path(corpora, "comprehensive-rust/src"))
        yield from _beside_po4a(folder / "book", names)
    else:
        print(f"rounds: {CORPORA} names no folder, the book is not measured")
    yield _ten_thousand_catalogs(folder / "catalogs")


def _book(folder: Path, source: Path) -> list[str]:
    def without_others(_: str, names: list[str]) -> list[str]:
        return [name for name in names if "." in name and name[-3:] != ".md"]

    shutil.copytree(source, folder / "source", ignore=without_others)
    found = sorted((folder / "source").rglob("*.md"))
    return [path.relative_to(folder / "source").as_posix() for path in found]


def _beside_po4a(folder: Path, names: list[str]) -> Iterator[Comparison | None]:
    _configure(folder, LOCALES)
    lines = [f"[po4a_langs] {' '.join(LOCALES)}", "[po4a_paths] pot/all.pot $lang:po/all.$lang.po"]
    for number, name in enumerate(names):
        lines.append(
            f"[type: text] source/{name} $lang:out/{number}.$lang.md"
            ' opt:"-k 0 -o markdown -o neverwrap"'
        )
    (folder / "po4a.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for made in ("pot", "po", "out"):
        (folder / made).mkdir()
    ours = Command("polyloom", [*POLYLOOM, "pipeline"], folder)
    po4a = Command("po4a", ["po4a", "--quiet", "po4a.cfg"], folder)
    _translated(folder, [ours, po4a])
    yield compare(f"nothing changed, {len(names)} × {len(LOCALES)}", ours, po4a)
    chapter = folder / "source" / names[len(names) // 2]
    edited = Command("polyloom", ours.argv, folder, lambda: _edit(chapter))
    yield compare("one paragraph edited, beside nothing", edited, ours)
    yield from _first_rounds(folder)


def _first_rounds(folder: Path) -> Iterator[Comparison | None]:
    """Documents and finished catalogs are there, outputs and the index are not."""

    def begin() -> None:
        set_aside(folder, ".polyloom")
        unbuild(folder)

    po4a = Command("po4a", ["po4a", "--quiet", "po4a.cfg"], folder, begin)
    for subject, argv in (
        ("first: sync, build", SYNC_AND_BUILD),
        ("first: the whole round", [*POLYLOOM, "pipeline"]),
    ):
        yield compare(subject, Command("polyloom", argv, folder, begin), po4a, runs=2)


def _ten_thousand_catalogs(folder: Path) -> Comparison | None:
    prose(folder, files=1000, paragraphs=3)
    locales = (*LOCALES, "pt", "nl", "sv", "da", "fi")
    _configure(folder, locales)
    ours = Command("polyloom", [*POLYLOOM, "pipeline"], folder)
    _translated(folder, [ours])
    python = Command("python", [POLYLOOM[0], "-c", "pass"], folder)
    return compare(f"nothing changed, 1000 × {len(locales)}", ours, python)


def _configure(folder: Path, locales: tuple[str, ...]) -> None:
    quoted = ", ".join(f'"{locale}"' for locale in locales)
    # What stands in brackets is no language: none of these findings is news.
    accepted = ("other-language", "final-punctuation", "untranslated-passage", "lost-negation")
    said = "".join(f'[[checks.accepted]]\ncheck = "{check}"\n' for check in accepted)
    (folder / "polyloom.toml").write_text(
        f'source_locale = "en"\nlocales = [{quoted}]\n[build]\noutputs = []\n{said}',
        encoding="utf-8",
    )


def _translated(folder: Path, commands: list[Command]) -> None:
    """Run all, translate what they made, and run them until nothing is new."""
    for _ in range(3):
        for command in commands:
            if shutil.which(command.argv[0]):
                subprocess.run(
                    command.argv, cwd=folder, capture_output=True, check=False, env=environment()
                )
        for path in [*folder.rglob("LC_MESSAGES/**/*.po"), *folder.rglob("po/*.po")]:
            if b"\xe2\x9f\xa6" not in path.read_bytes():
                translate(path)


def _edit(document: Path) -> None:
    """The last paragraph is another one in each run."""
    text = document.read_text("utf-8").rstrip("\n")
    document.write_text(f"{text} More.\n", "utf-8")
