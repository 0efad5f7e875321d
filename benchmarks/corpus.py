"""Made-up prose: the same on every machine."""

from __future__ import annotations

import random

_WORDS = [
    "the",
    "country",
    "struggle",
    "wages",
    "land",
    "bread",
    "government",
    "workers",
    "organizations",
    "crisis",
    "congress",
    "elections",
    "mobilization",
    "justice",
    "power",
    "people",
    "program",
    "regime",
    "state",
    "solidarity",
    "history",
    "sovereignty",
    "assembly",
    "strike",
    "union",
    "village",
    "teacher",
    "market",
    "harvest",
    "river",
    "mountain",
    "school",
    "demand",
    "against",
    "within",
    "between",
    "after",
    "because",
    "their",
    "every",
    "common",
    "open",
    "public",
    "long",
    "new",
]


def words(chance: random.Random, count: int) -> str:
    """A sentence of ``count`` words."""
    return " ".join(chance.choices(_WORDS, k=count)).capitalize() + "."


def sentence(chance: random.Random) -> str:
    """A sentence of 6 to 24 words."""
    return words(chance, chance.randint(6, 24))


def paragraph(chance: random.Random) -> str:
    """One to four sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(1, 4)))


def document(chance: random.Random, paragraphs: int) -> str:
    """A title, paragraphs, and a list of points here and there."""
    blocks = [" ".join(chance.choices(_WORDS, k=6)).capitalize()]
    for number in range(paragraphs):
        if number % 5 == 4:
            points = chance.randint(2, 6)
            blocks += [f"{point}) {sentence(chance)}" for point in range(1, points + 1)]
        else:
            blocks.append(paragraph(chance))
    return "\n\n".join(blocks) + "\n"
