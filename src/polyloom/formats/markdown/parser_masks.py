"""What a CommonMark parser gets to see in the place of what it does not know.

Masks stand in byte texts. One is as long as what it stands for, so that offsets stay, and has no
line end.
"""

from __future__ import annotations

# Of no more than that a mask as a block of HTML cannot be made.
LEAST_BLOCK = 4


def masked_as_block(source: str) -> str:
    """A block for itself, which ends with its line (CommonMark 4.6, a processing instruction).

    >>> masked_as_block("{{< e >}}")
    '<?     ?>'
    """
    return f"<?{' ' * (len(source) - LEAST_BLOCK)}?>"


def masked_as_marker(source: str) -> str:
    """An empty heading, which ends with its line and may interrupt any block (CommonMark 4.2).

    >>> masked_as_marker(":class: x")
    '#        '
    """
    return f"#{' ' * (len(source) - 1)}"


def is_masked_block(shown: str, written: bytes) -> bool:
    """Whether what a parser took for HTML is a mask; ``written`` stands there in the text."""
    return shown.startswith("<?") and not written.startswith(b"<?")
