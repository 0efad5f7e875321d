"""The addresses of the page: how they are written, and what is read from them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, urlencode

START = "/"
STATIC = "/static"


def static_address(name: str) -> str:
    """A file that comes with the page."""
    return f"{STATIC}/{name}"


def locale_address(locale: str) -> str:
    """All documents in a locale."""
    return f"/locale/{quote(locale)}"


def document_address(locale: str, path: str, *, text: str = "", number: int = 0) -> str:
    """A document; opened at a text, by its name, or from the text of a number (from 1) on."""
    query = {"text": text} if text else {"from": str(number)} if number else {}
    anchor = f"#t-{text}" if text else f"#c-{number}" if number else ""
    return f"{_of_document('document', locale, path, query)}{anchor}"


def place_address(locale: str, path: str, place: str) -> str:
    """A document, opened at a text by the word for it in catalogs' references (``point-2``)."""
    return _of_document("document", locale, path, {"at": place} if place else {})


def texts_address(locale: str, path: str, number: int) -> str:
    """A part of a document, from the text of a number (from 1) on."""
    return _of_document("texts", locale, path, {"from": str(number)})


def segment_address(locale: str, path: str, text: str, *, is_open: bool = False) -> str:
    """A text alone, to be read or (``is_open``) to be edited."""
    query = {"text": text, "open": "1"} if is_open else {"text": text}
    return _of_document("segment", locale, path, query)


def progress_address(locale: str, path: str) -> str:
    """How far a document is."""
    return _of_document("progress", locale, path, {})


def next_address(locale: str, path: str) -> str:
    """The next text that wants doing."""
    return _of_document("next", locale, path, {})


def act_address(locale: str, path: str) -> str:
    """Where what is to be done with a text is sent."""
    return _of_document("act", locale, path, {})


def bulk_address(locale: str, path: str) -> str:
    """Where a document is approved as a whole."""
    return _of_document("approve", locale, path, {})


def findings_address(locale: str, path: str) -> str:
    """What the checks find in what is being written."""
    return _of_document("findings", locale, path, {})


def beside_address(locale: str, path: str, text: str) -> str:
    """What of the rest of the project stands beside a text."""
    return _of_document("beside", locale, path, {"text": text})


def history_address(locale: str, path: str, text: str) -> str:
    """The history of a text."""
    return _of_document("history", locale, path, {"text": text})


def engines_address(locale: str, path: str) -> str:
    """Where an engine is asked about a text."""
    return _of_document("engines", locale, path, {})


def filtered_address(locale: str, path: str, query: str) -> str:
    """The texts of a document that a filter wants, given as a query."""
    return f"{_of_document('document', locale, path, {})}?{query}"


def find_address(locale: str, query: str = "") -> str:
    """The texts of all documents that a filter wants, given as a query."""
    return f"/find/{quote(locale)}?{query}" if query else f"/find/{quote(locale)}"


def concordance_address(locale: str) -> str:
    """Where words are looked up in the texts of a locale."""
    return f"/concordance/{quote(locale)}"


def _of_document(what: str, locale: str, path: str, query: Mapping[str, str]) -> str:
    address = _address(what, locale, path)
    return f"{address}?{urlencode(query)}" if query else address


@lru_cache(maxsize=64)
def _address(what: str, locale: str, path: str) -> str:
    """An address without query: a page has hundreds that differ only in that."""
    return f"/{what}/{quote(locale)}/{quote(path)}"


def number_from(value: str, most: int) -> int:
    """A number of an address, from 1 to ``most``; 1 for what is none."""
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(most))):
        return 1
    return min(max(int(value), 1), max(most, 1))
