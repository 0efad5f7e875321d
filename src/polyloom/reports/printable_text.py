"""Text from files and names, made safe to show: it neither steers a terminal nor fails to print."""

from __future__ import annotations

from polyloom.late_patterns import late_pattern

# What moves a cursor, breaks a line, reorders what follows it, or cannot be encoded. Marks that
# scripts need (zero-width joiners, left-to-right and right-to-left marks) are left.
_STEERING = late_pattern(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_ASCII = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-",
     "…": "...", "·": "-", "\u00a0": " ", "█": "#", "▒": "+", "░": "-", "␣": "_", "⍽": "~"}
)  # fmt: skip


def printable(text: str) -> str:
    r"""The text on one line, with what would steer a terminal or a page written as an escape.

    >>> print(printable("a\nb\x1b[2J"))
    a\nb\x1b[2J
    """
    return _STEERING.sub(lambda match: repr(match[0])[1:-1], text)


def encodable(text: str, encoding: str) -> str:
    r"""The text with characters that the encoding has; the rest by their like or as escapes.

    >>> encodable("“Perú” – 秘", "ascii")
    '"Per\\xfa" - \\u79d8'
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = "".join(_spelled(character, encoding) for character in text)
    return text


def _spelled(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        like = character.translate(_ASCII)
        return like.encode(encoding, "backslashreplace").decode(encoding)
    return character
