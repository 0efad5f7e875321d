"""Documents to templates, and catalogs to outputs, beside po4a and the translate-toolkit.

Peers are looked for on the path. A virtual environment with ``translate-toolkit[markdown]`` has a
``md2po``, which Linux distributions' versions may lack: put its ``bin`` first.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from benchmarks.corpus import document
from benchmarks.measuring import PATIENCE, Command, Comparison, compare
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog

POLYLOOM = [sys.executable, "-m", "polyloom"]
# What po4a has one command for.
SYNC_AND_BUILD = ["sh", "-c", "{0} sync && {0} build".format(" ".join(POLYLOOM))]
SEED = 1
# Where real documents lie, if somebody has some: a folder that holds comprehensive-rust/src.
CORPORA = "POLYLOOM_CORPORA"
_INNER = re.compile(r"[^\n](?:.*[^\n])?", re.DOTALL)


def pipeline(folder: Path) -> Iterator[Comparison | None]:
    """Documents to catalogs to outputs, from nothing, one locale."""
    prose(folder, files=100, paragraphs=40)
    names = project(folder, "text", ".txt")
    yield compare(
        f"{len(names)} texts to catalogs and outputs",
        Command("polyloom", SYNC_AND_BUILD, folder, lambda: clear(folder)),
        Command("po4a", ["po4a", "--quiet", "po4a.cfg"], folder, lambda: clear(folder)),
    )


def texts(folder: Path) -> Iterator[Comparison | None]:
    """10 MB of prose in 1,000 files, and in one."""
    for files in (1000, 1):
        within = folder / str(files)
        prose(within, files=files, paragraphs=31_000 // files)
        names = project(within, "text", ".txt")
        subject = f"{len(names)} texts, 10 MB" if len(names) > 1 else "a text of 10 MB"
        yield from extraction(subject, within, "txt2po", ["txt2po"])
        yield from building(subject, within)


def markdown(folder: Path) -> Iterator[Comparison | None]:
    """The Markdown files of a real book."""
    corpora = os.environ.get(CORPORA, "")
    if not corpora:
        print(f"Markdown: {CORPORA} names no folder, not measured")
        return
    shutil.copytree(
        Path(corpora, "comprehensive-rust/src"),
        folder / "source",
        ignore=lambda _, names: [name for name in names if "." in name and name[-3:] != ".md"],
    )
    names = project(folder, "text", ".md", options='opt:"-o markdown -o neverwrap"')
    yield from extraction(f"{len(names)} Markdown files", folder, "md2po", ["md2po"])
    yield from building(f"{len(names)} Markdown files", folder)


def prose(folder: Path, files: int, paragraphs: int) -> None:
    chance = random.Random(SEED)
    (folder / "source").mkdir(parents=True)
    for number in range(files):
        text = document(chance, paragraphs)
        (folder / f"source/document-{number:04}.txt").write_text(text, encoding="utf-8")


def project(folder: Path, kind: str, suffix: str, options: str = "") -> list[str]:
    """Configure both programs for the documents under ``source/``; their names."""
    configure(folder, outputs="[]")
    found = sorted((folder / "source").rglob(f"*{suffix}"))
    names = [path.relative_to(folder / "source").as_posix() for path in found]
    # One catalog for all: with one for each document po4a takes 60 times as long. And it makes no
    # folder within a folder: its outputs have flat names.
    lines = ["[po4a_langs] es", "[po4a_paths] pot/all.pot $lang:po/all.$lang.po"]
    for number, name in enumerate(names):
        lines.append(
            f'[type: {kind}] source/{name} $lang:out/{number}{suffix} opt:"-k 0" {options}'
        )
    (folder / "po4a.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return names


def configure(folder: Path, outputs: str) -> None:
    """A project of ours. po4a makes documents only, and so do we where the two are compared."""
    (folder / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n[build]\nminimum_coverage = 0\n'
        f"outputs = {outputs}\n",
        encoding="utf-8",
    )


def clear(folder: Path) -> None:
    set_aside(folder, "locales", "build", ".polyloom", "pot", "po", "out", "templates")
    for needed in ("pot", "po", "out"):
        (folder / needed).mkdir()


def extraction(
    subject: str, folder: Path, name: str, converter: Sequence[str]
) -> Iterator[Comparison | None]:
    """Documents to templates, beside po4a and a converter of the translate-toolkit."""
    ours = Command("polyloom", [*POLYLOOM, "extract"], folder, lambda: clear(folder))
    po4a = ["po4a", "--quiet", "--no-translations", "po4a.cfg"]
    yield compare(
        f"extract {subject}", ours, Command("po4a", po4a, folder, lambda: clear(folder)), runs=3
    )
    toolkit = [*converter, "--progress=none", "-P", "source", "templates"]
    yield compare(
        f"extract {subject}", ours, Command(name, toolkit, folder, lambda: clear(folder)), runs=3
    )


def building(subject: str, folder: Path) -> Iterator[Comparison | None]:
    """Catalogs to outputs, one locale: with nothing translated, and with everything."""
    clear(folder)
    subprocess.run([*POLYLOOM, "-q", "sync"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    if shutil.which("po4a"):
        make = ["po4a", "--quiet", "--no-translations", "po4a.cfg"]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(make, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
    ours = Command("polyloom", [*POLYLOOM, "build"], folder, lambda: unbuild(folder))
    words = ["po4a", "--quiet", "--no-update", "po4a.cfg"]
    peer = Command("po4a", words, folder, lambda: unbuild(folder))
    yield compare(f"build {subject}", ours, peer, runs=3)
    for path in [*folder.rglob("locales/es/**/*.po"), *folder.rglob("po/*.po")]:
        translate(path)
    yield compare(f"build {subject}, translated", ours, peer, runs=3)
    configure(folder, outputs='["page"]')
    yield compare(f"build {subject}, web pages too", ours, peer, runs=3)


def unbuild(folder: Path) -> None:
    set_aside(folder, "build", "out")
    (folder / "out").mkdir()


def set_aside(folder: Path, *made: str) -> None:
    """Take away what a run has made in a folder, without deleting it.

    Where thousands of files were deleted or replaced right before, ext4 was seen to take ten times
    as long to make one.
    """
    elsewhere = Path(tempfile.mkdtemp(prefix="aside-", dir=folder.parent))
    for name in made:
        if (folder / name).exists():
            (folder / name).rename(elsewhere / name)


def translate(path: Path) -> None:
    """Give each entry of a catalog a translation: its text in brackets.

    The line feeds at its edges stay outside, as msgfmt wants it, which po4a asks.
    """
    catalog = read_catalog(path.read_bytes(), path.name)
    entries = (replace(one, msgstr=(_INNER.sub(r"⟦\g<0>⟧", one.msgid),)) for one in catalog.entries)
    path.write_bytes(write_catalog(replace(catalog, entries=tuple(entries))))
