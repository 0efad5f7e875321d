"""What is typography in a text and what is not."""

from __future__ import annotations

from polyloom.late_patterns import late_pattern

# What must come through as it is, signs and blanks included: code, tags, links, placeholders.
_EXACT = late_pattern(r"`+[^`]*`+|</?[A-Za-z][^<>]*>|(?<!\w)\w+://\S+|\{[^{}\s]*\}|%\S")
# In whatever style; corner brackets are brackets.
DOUBLE_QUOTATION_MARKS = "“”„‟«»〝〞〟＂"
_SIGNS = str.maketrans(
    {
        **dict.fromkeys(f"{DOUBLE_QUOTATION_MARKS}″", '"'),
        **dict.fromkeys("‘’‚‛‹›′ʼ", "'"),
        **dict.fromkeys("‐‑−", "-"),
        **dict.fromkeys("–—―‒", "—"),
        "…": "...",
        # Invisible: soft hyphen, zero-width space, word joiner, byte order mark.
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
    }
)
_DASH = late_pattern(r" *(?:---?|—+| - ) *")
_RANGE = late_pattern(r"(?<=\d) ?[-—] ?(?=\d)")
_INSIDE_QUOTES = late_pattern(r"(?<=[«‹])\s++|(?<!\s)\s++(?=[»›])")
_BEFORE_SIGN = late_pattern(r"(?<!\s)\s++(?=[:;!?%»](?:\s|$))")
_BLANKS = late_pattern(r"[^\S\n]+")
_LINE_EDGE = late_pattern(r" *\n *")


def without_typography(text: str) -> str:
    """A form of the text that is equal for texts that differ in typography alone.

    Typography is the shape of quotation marks, apostrophes, dashes and ellipses, the width and
    number of blanks, and what is invisible. Letter case, punctuation, the breaks of lines, and all
    that stands in code, tags, links and placeholders are none.

    >>> without_typography("“Yes” – 3–5 times…") == without_typography('"Yes" -- 3-5 times...')
    True
    >>> without_typography("re-sign") == without_typography("re – sign")
    False
    """
    text = text.strip()
    if text.isascii() and _is_plain(text):
        return text
    pieces = []
    position = 0
    for match in _EXACT.finditer(text):
        pieces += [_folded(text[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*pieces, _folded(text[position:])])


def _is_plain(text: str) -> bool:
    """Whether there is nothing to fold in an ASCII text."""
    if "  " in text or "-" in text or "\t" in text:
        return False
    # Each is looked for faster than all of them are.
    signs = ":" in text or ";" in text or "!" in text or "?" in text or "%" in text
    return not signs or _BEFORE_SIGN.search(text) is None


def _folded(text: str) -> str:
    text = _INSIDE_QUOTES.sub("", text)
    text = _BEFORE_SIGN.sub("", text)
    text = _BLANKS.sub(" ", text.translate(_SIGNS))
    text = _LINE_EDGE.sub("\n", text)
    return _RANGE.sub("—", _DASH.sub("—", text))
