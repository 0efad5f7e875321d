"""What was woven is not woven again, and nothing else is given for it."""

from __future__ import annotations

import pickle

import pytest

from polyloom.formats import woven_memory
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import Woven, weave
from polyloom.formats.woven_memory import NOTHING_WOVEN, WovenMemory
from polyloom.model import Document
from polyloom.placeables.localized_links import NO_LOCALIZED_LINKS

_TEA = segment(b"# Tea\n\nDrink it.\n", "markdown", where="tea.md")
_COFFEE = segment(b"# Coffee\n\nDrink it.\n", "markdown", where="coffee.md")


@pytest.fixture
def woven(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """The documents that were woven, as often as they were."""
    documents: list[Document] = []

    def watched(document: Document, *rest: object) -> Woven:
        documents.append(document)
        return weave(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(woven_memory, "weave", watched)
    return documents


def _weave(memory: WovenMemory, document: Document, text: str) -> bytes:
    return memory.weave(document, {1: text}, DocumentOptions(), NO_LOCALIZED_LINKS).data


def test_the_same_is_woven_once(woven: list[Document]) -> None:
    memory = WovenMemory()
    first = _weave(memory, _TEA, "Trink ihn.")
    assert _weave(memory, _TEA, "Trink ihn.") == first == b"# Tea\n\nTrink ihn.\n"
    assert woven == [_TEA]


def test_another_document_or_translation_is_woven_anew(woven: list[Document]) -> None:
    memory = WovenMemory()
    assert _weave(memory, _TEA, "Trink ihn.") == b"# Tea\n\nTrink ihn.\n"
    assert _weave(memory, _COFFEE, "Trink ihn.") == b"# Coffee\n\nTrink ihn.\n"
    assert _weave(memory, _TEA, "Trinken!") == b"# Tea\n\nTrinken!\n"
    assert woven == [_TEA, _COFFEE, _TEA]


def test_what_another_memory_has_is_taken_up(woven: list[Document]) -> None:
    memory = WovenMemory()
    other = memory.emptied()
    _weave(other, _TEA, "Trink ihn.")
    memory.remember(other.known)
    _weave(memory, _TEA, "Trink ihn.")
    assert woven == [_TEA]


@pytest.mark.parametrize(
    "memory",
    [
        NOTHING_WOVEN,
        WovenMemory(10),
        pickle.loads(pickle.dumps(WovenMemory())),  # noqa: S301 (our own)
    ],
)
def test_without_room_all_is_woven_anew(memory: WovenMemory, woven: list[Document]) -> None:
    assert _weave(memory, _TEA, "Trink ihn.") == _weave(memory, _TEA, "Trink ihn.")
    assert woven == [_TEA, _TEA]
    assert not memory.known
