"""Catalogs that follow edited documents: what becomes of each translation, and how fast.

Real prose where ``POLYLOOM_CORPORA`` names a folder with it, else made-up prose. Every edit is of
our making, so that for each text of the new template it is known which translation is its own.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import paragraph, sentence
from benchmarks.documents import CORPORA, POLYLOOM, SEED
from benchmarks.measuring import PATIENCE, Command, Comparison, compare
from polyloom.catalogs.reading import read_catalog
from polyloom.catalogs.reconciling import reconcile
from polyloom.catalogs.writing import write_catalog
from polyloom.model import Catalog, Entry

HEADER = (
    ("Language", "es"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_SIZE = 20_000
_WORDS = ("nearly", "wages", "harbour", "quietly", "ministry", "seventeen", "window", "orchard")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the translation of a text of the new template should hold; nothing for a new text.

    ``others`` are translations that may stand beside it, as where a split text gets all of the
    old translation.
    """

    kind: str
    parts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Case:
    """An old catalog, a new template, and what should become of each of its texts."""

    old: list[Entry] = field(default_factory=list)
    new: list[tuple[str, Wanted]] = field(default_factory=list)

    def template(self) -> Catalog:
        return Catalog(HEADER, tuple(Entry(text) for text, _ in self.new))

    def catalog(self) -> Catalog:
        return Catalog(HEADER, tuple(self.old))


def real_prose() -> list[str]:
    """Paragraphs of eight words and more, without code, each once; none where there is no corpus."""
    corpora = os.environ.get(CORPORA, "")
    found: list[str] = []
    for path in sorted(Path(corpora, "comprehensive-rust/src").rglob("*.md")) if corpora else ():
        text = re.sub(r"```.*?```|<!--.*?-->", "", path.read_text("utf-8"), flags=re.DOTALL)
        for block in re.split(r"\n\s*\n|\n\s*[-*] ", text):
            prose = " ".join(block.split()).removeprefix("- ")
            if len(prose.split()) >= 2 and prose[0].isalpha() and "|" not in prose:
                found.append(prose)
    return list(dict.fromkeys(found))


def made_up(number: int, chance: random.Random) -> list[str]:
    return list(dict.fromkeys(paragraph(chance) for _ in range(number)))


def translation(text: str) -> str:
    """A translation that has the source's sentences: each known by what stands in it."""
    return " ".join(
        f"T{part[0]}{part[1:].translate(_VOWELS)}" for part in _SENTENCE.split(text) if part
    )


_VOWELS = str.maketrans("aeiou", "àèìòù")


def edited(text: str, chance: random.Random) -> tuple[str, str]:
    """One edit of a writer's, and its name."""
    words = text.split(" ")
    place = chance.randrange(1, len(words))
    edits: list[tuple[str, Callable[[], list[str]]]] = [
        ("word replaced", lambda: [*words[:place], chance.choice(_WORDS), *words[place + 1 :]]),
        ("word added", lambda: [*words[:place], chance.choice(_WORDS), *words[place:]]),
        ("word removed", lambda: [*words[:place], *words[place + 1 :]]),
        ("sentence added", lambda: [*words, *sentence(chance).split(" ")[:8]]),
    ]
    name, edit = chance.choice(edits)
    return " ".join(edit()), name


def case_of(texts: Sequence[str], chance: random.Random) -> Case:
    """Every tenth text edited, every fortieth split, joined, rewritten from scratch, or moved."""
    case = Case()
    moved: list[tuple[str, Wanted]] = []
    waiting: list[str] = []
    for number, text in enumerate(texts):
        own = translation(text)
        case.old.append(Entry(text, (own,)))
        if waiting:
            first = waiting.pop()
            joined = Wanted("joined", (translation(first), own))
            case.new.append((f"{first} {text}", joined))
        elif number % 10 == 0:
            changed, name = edited(text, chance)
            case.new.append((changed, Wanted(name, (own,))))
        elif number % 40 == 3 and len(_SENTENCE.split(text)) > 1:
            case.new += _split(text)
        elif number % 40 == 13:
            waiting.append(text)
        elif number % 40 == 25:
            case.new.append((_foreign(len(text.split()), chance), Wanted("rewritten")))
        elif number % 40 == 33:
            changed, _ = edited(text, chance)
            moved.append((changed, Wanted("moved and edited", (own,))))
        else:
            case.new.append((text, Wanted("untouched", (own,))))
    case.new += moved
    seen: dict[str, Wanted] = {}
    for text, wanted in case.new:
        seen.setdefault(text, wanted)
    case.new = list(seen.items())
    return case


def _split(text: str) -> list[tuple[str, Wanted]]:
    sentences = _SENTENCE.split(text)
    middle = (len(sentences) + 1) // 2
    parts = [" ".join(sentences[:middle]), " ".join(sentences[middle:])]
    whole = translation(text)
    return [(part, Wanted("split", (translation(part),), (whole,))) for part in parts]


def _foreign(words: int, chance: random.Random) -> str:
    text = ""
    while len(text.split()) < words:
        text = f"{text} {sentence(chance)}".strip()
    return text


def verdict(entry: Entry | None, wanted: Wanted) -> str:
    """Whether a translation was rescued, is a wrong one, or was lost."""
    got = entry.msgstr[0] if entry else ""
    if not wanted.parts:
        return "wrong" if got else "right"
    if not got:
        return "lost"
    left = got
    for part in (*wanted.others, *wanted.parts):
        left = left.replace(part, "", 1)
    held = all(part in got for part in wanted.parts)
    if held and not left.strip():
        return "rescued"
    # A part of what was wanted is no wrong translation, but not all of it either.
    return "partly" if any(got in part or part in got for part in wanted.parts) else "wrong"
