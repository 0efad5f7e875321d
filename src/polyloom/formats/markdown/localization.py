"""The locale that front matter of Markdown names."""

from __future__ import annotations

import re

from polyloom.errors import UserError
from polyloom.formats.encoding import decode_document
from polyloom.formats.front_matter import read_front_matter
from polyloom.language.locales import bcp47
from polyloom.late_patterns import late_pattern

_LANG_KEY = late_pattern(
    r"""^((?:lang|language)[ \t]*[:=][ \t]*)(["']?)[A-Za-z0-9_-]+\2(?=[ \t]*(?:[\r\n]|\Z))""",
    re.MULTILINE,
)


def localize(data: bytes, locale: str) -> bytes:
    """The document with the locale as the value of ``lang`` in its front matter, if it is there."""
    try:
        # Where there is no byte order mark, Latin-1 gives any bytes back as they were.
        text, codec, bom = decode_document(data, "latin-1", "")
    except UserError:
        return data
    if _LANG_KEY.search(text) is None:
        return data
    end = read_front_matter(text).characters
    head = _LANG_KEY.sub(lambda match: f"{match[1]}{match[2]}{bcp47(locale)}{match[2]}", text[:end])
    return data[:bom] + (head + text[end:]).encode(codec)
