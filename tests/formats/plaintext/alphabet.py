"""What plain texts are made of."""

from __future__ import annotations

from support.alphabets import EOLS, PIECES, made_of

DOCUMENTS = made_of(PIECES + EOLS)
SAMPLE = b"A title\n\nBy someone\n\nA paragraph that\nis wrapped:\n\n1) one\n   more\n2) two\n"


def places(text: str) -> list[bytes]:
    return [text.encode(), f"Title\n\nA word. {text} and more.\n\n- b\n".encode()]
