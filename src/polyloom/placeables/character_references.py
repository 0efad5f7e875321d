"""Character references of HTML (§13.2.5.72 and following of the standard) and what they mean."""

from __future__ import annotations

import html

from polyloom.late_patterns import late_pattern

# A character reference, named or by number (CommonMark §2.5).
CHARACTER_REFERENCE = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_LEADING_NOUGHTS = late_pattern(r"&#0+(?=[0-9])")
# More digits than any character's number has: the standard's answer is U+FFFD.
_LONG_NUMBER = late_pattern(r"&#[0-9]{8,};?")


def unescape_references(text: str) -> str:
    """The text with what its references mean; those without a semicolon count, too.

    ``html.unescape`` raises ValueError where a number has more than 4,300 digits.

    >>> unescape_references("a &lt; b &amp c &#x2026; &#" + "7" * 5000 + ";")
    'a < b & c … �'
    """
    if "&#" in text:
        text = _LONG_NUMBER.sub("\ufffd", _LEADING_NOUGHTS.sub("&#", text))
    return html.unescape(text)
