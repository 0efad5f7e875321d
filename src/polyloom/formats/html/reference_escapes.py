"""Character references (§13.5): how translators see them, and how text is escaped again.

In a msgid every reference is the character that it stands for, with two exceptions: what would be
taken for markup is ``&lt;``, ``&gt;`` or ``&amp;``, however the source writes it, and what an
editor would not show (``&shy;``, ``&lrm;``, ``&#10;``) stays as written. ``&nbsp;`` is a no-break
space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from html.entities import html5

from polyloom.late_patterns import late_pattern
from polyloom.placeables.character_references import unescape_references

_REFERENCE = late_pattern(r"&[#A-Za-z0-9]++;?")
# Names of entities that a document declares may have more than letters and digits (XML 1.0, §2.3).
_COMPLETE = late_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|(?P<name>[^\W\d][\w.:-]*+));")
_IN_TEXT = late_pattern(r"[&<]")
_ALL = late_pattern(r"[&<>]")
_IN_VALUE = late_pattern(r"""[&<>"']""")
_MARKUP = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;"}
# Categories of characters that an editor does not show, or not as what they are.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def decode_references(text: str) -> str:
    """Text as translators see it; references may lack their semicolon (§13.2.5.73)."""
    return _REFERENCE.sub(_shown, text) if "&" in text else text


def decode_value_references(text: str) -> str:
    """A value as translators see it: ``&copy=1`` and ``&copyright`` are no references in it."""
    return _REFERENCE.sub(_shown_in_value, text) if "&" in text else text


def strip_references(text: str) -> str:
    """Text without its references."""
    return _REFERENCE.sub("", text) if "&" in text else text


def escape_html_text(text: str, source: str = "") -> str:
    """A translation as running text: all is escaped but complete references.

    References are the standard's, those by number, and those that ``source``, the text as written,
    has too: an XHTML document may declare entities of its own.
    """
    return _IN_TEXT.sub(partial(_escaped, source), text)


def escape_html_value(text: str, source: str = "") -> str:
    """A translation as an attribute's value, in quotation marks of either sort.

    References are those of ``escape_html_text``.
    """
    return _IN_VALUE.sub(partial(_escaped, source), text)


def escape_html(text: str) -> str:
    """Text that has no references, such as that of a CDATA section, as running text."""
    return _ALL.sub(_replaced, text)


def _shown(found: re.Match[str]) -> str:
    return _show(found[0])


def _shown_in_value(found: re.Match[str]) -> str:
    reference = found[0]
    if reference.endswith(";") or reference.startswith("&#"):
        return _show(reference)
    known = reference[1:] in html5 and not found.string.startswith("=", found.end())
    return _show(reference) if known else reference


@lru_cache(maxsize=4096)
def _show(reference: str) -> str:
    meaning = unescape_references(reference)
    if meaning == reference:
        return reference
    complete = reference.endswith(";") and len(meaning) <= 2
    return "".join(_visible(character, reference if complete else "") for character in meaning) or (
        reference
    )


def _visible(character: str, reference: str) -> str:
    if character in "<>&":
        return _MARKUP[character]
    if character in "\t\n\f\r " or unicodedata.category(character) in _UNSEEN:
        return reference or f"&#{ord(character)};"
    return character


def _replaced(found: re.Match[str]) -> str:
    return _MARKUP[found[0]]


def _escaped(source: str, found: re.Match[str]) -> str:
    if found[0] == "&":
        reference = _COMPLETE.match(found.string, found.start())
        if reference and _is_known(reference, source):
            return "&"
    return _MARKUP[found[0]]


def _is_known(reference: re.Match[str], source: str) -> bool:
    name = reference["name"]
    return name is None or f"{name};" in html5 or reference[0] in source
