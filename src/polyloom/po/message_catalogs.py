"""The program's own messages: which languages ship with it, and their catalogs."""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path

import polyloom.messages
from polyloom.errors import UserError
from polyloom.messages import MessageCatalog
from polyloom.po.parser import read_catalog

_FOLDER = Path(polyloom.messages.__file__).parent
# What begins the value of the header field ``Plural-Forms`` before the expression.
_EXPRESSION = "plural="


@lru_cache(maxsize=1)
def shipped_languages() -> tuple[str, ...]:
    """The locales that have a catalog of the program's messages, in order of their names."""
    return tuple(sorted(path.parents[1].name for path in _FOLDER.glob("*/LC_MESSAGES/*.po")))


@lru_cache(maxsize=16)
def shipped_catalog(locale: str) -> MessageCatalog:
    """The messages of a language that ships with the program, read once.

    A catalog that cannot be read has no messages, so that the program speaks English. Drafts are
    left out, as they are of what gettext compiles.
    """
    path = _FOLDER / locale / "LC_MESSAGES/polyloom.po"
    try:
        return message_catalog(path.read_bytes(), locale)
    except (UserError, OSError):
        return MessageCatalog(locale, {}, lambda _: 0)


def message_catalog(data: bytes, locale: str) -> MessageCatalog:
    """The messages of a PO file. Raises UserError for a broken one."""
    catalog = read_catalog(data, locale)
    texts = {
        entry.msgid if entry.msgctxt is None else f"{entry.msgctxt}\4{entry.msgid}": entry.msgstr
        for entry in catalog.entries
        if all(entry.msgstr) and not entry.obsolete and not entry.is_fuzzy
    }
    plural_forms = dict(catalog.header).get("Plural-Forms", "")
    expression = plural_forms.partition(_EXPRESSION)[2].rstrip("; ")
    try:
        return MessageCatalog(locale, texts, gettext.c2py(expression or "n != 1"))
    except (ValueError, RecursionError):
        return MessageCatalog(locale, texts, lambda count: int(count != 1))
