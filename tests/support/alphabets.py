"""What documents that hurt are made of; and where the tests find that of each format.

``tests/formats/NAME/alphabet.py`` is a format's own. It has

- ``DOCUMENTS``, a strategy of documents of the format, the awkward parts of its syntax included:
  texts, or bytes where its files are no text,
- ``SAMPLE``, a small document with prose in the places that most documents have, so that a
  translation of plain words fits everywhere,
- ``places(text)``, small documents with any text in the places where a text may stand.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import strategies as st

FORMATS_FOLDER = Path(__file__).resolve().parents[1] / "formats"


class Alphabet(NamedTuple):
    """What ``tests/formats/NAME/alphabet.py`` says."""

    documents: st.SearchStrategy[str | bytes]
    sample: bytes
    places: Callable[[str], list[bytes]]


def has_alphabet(name: str) -> bool:
    """Whether there is the alphabet of a format."""
    return (FORMATS_FOLDER / name / "alphabet.py").is_file()


def alphabet_of(name: str) -> Alphabet:
    """The alphabet of a format; the test fails with what to write where there is none."""
    if not has_alphabet(name):
        pytest.fail(
            f"no promise is tested of the format “{name}”: write tests/formats/{name}/alphabet.py, "
            "with DOCUMENTS, SAMPLE and places, as tests/support/alphabets.py says"
        )
    module = import_module(f"formats.{name}.alphabet")
    return Alphabet(module.DOCUMENTS, module.SAMPLE, module.places)


# What lines of plain text are made of, the awkward parts included.
PIECES = [
    "1. ", "2) ", "(3) ", "a) ", "- ", "* ", "• ", "10. ", "1984. ", "By ", "Por ",
    "2. ", "b) ", "i. ", "(iv) ", "v) ", "A. ", "1.1 ", "1.2 Scope", "§ 3 ", "aa) ", "1° ", "o ",
    "+ ", "– ", "— ", "一、", "（二）", "①", "第三条 ", "١- ", "أ) ", "१. ", "а) ", "12. März ",
    "[1] ", "[2] ", "¹", "† ", "** ", "word* ", "Q: ", "A: ", "问：", "CHAIR: ", "—Sí", "—",
    "HEADING", "CHAPTER IV", "Article 3", "第三章 ", "Introduction", "Yours sincerely,", "此致",
    "17 May 2020", "Figure 1: ", "a line of words that goes on and on", "The night is long.",
    "word", "Title", "state", "übung", "国家", "العربية", "–", ":", ".", "?", ",", "  ", "\t",
    "\u00a0", "\u2028", "\u0085", "\u200b", "#", ">", "> ", ">> ", "=====", "---", "\ufeff",
    " ", "* * *", "-- ", "| a | b |", "|", "+---+", "a    b    c", " ..... 7", "      ",
    "\n<!-- polyloom:skip -->\n", "\n<!-- polyloom:join -->\n", "\n<!-- polyloom:split -->\n",
    "\n<!-- polyloom:note so -->\n", "<!--", "-->",
]  # fmt: skip
EOLS = [
    "\n", "\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "\n   ", "\n      ", "\n\u00a0",
    "\n \n", "\n> ", "\x0c",
]  # fmt: skip

ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


def made_of(pieces: list[str], *, begin: str = "") -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=40).map(lambda parts: begin + "".join(parts))
