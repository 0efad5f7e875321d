"""What has to stand above a chunk of a text so that it is read as it is in the whole."""

from __future__ import annotations

import re
from collections.abc import Collection

from polyloom.late_patterns import late_pattern

# In bytes. A text of no more than that is read at once.
CHUNK_SIZE = 1_000_000
# A block that joins with nothing, between a head and the chunk.
FENCE = "***\n\n"
# A reference to a footnote or, with a colon behind it, the beginning of one.
FOOTNOTE = late_pattern(r"\[\^([^\]\[\s]+)\](:?)", re.ASCII)


def footnote_stubs(chunk: str, footnotes: Collection[str]) -> str:
    """Definitions of the footnotes that a byte text refers to; ``footnotes`` are all labels."""
    labels = {label for label, _ in FOOTNOTE.findall(chunk) if label in footnotes}
    return "".join(f"[^{label}]: a\n\n" for label in sorted(labels))
