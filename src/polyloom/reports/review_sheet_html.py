"""A review sheet: a document in two languages as one page to mail or print, and to comment on.

Nothing is fetched, and all can be read without script. The script, which is the page's own, offers
what a reader has typed as a file; without it there is a text to fill in.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Protocol

from msgspec import Struct

from polyloom.language.locales import bcp47, direction, native_name
from polyloom.language.marked_runs import MarkedRun
from polyloom.model import Finding
from polyloom.reports.page_templates import page_part, page_template
from polyloom.reports.printable_text import printable

_SCRIPT = "review_sheet.js"
_STYLES = ("page_style.css", "review_sheet.css")


class SheetLabel(Protocol):
    """How a text stands, in words; ``mark`` is what it is drawn by."""

    @property
    def words(self) -> str:
        """What is said."""

    @property
    def mark(self) -> str:
        """What it is drawn by."""


class SheetEntry(Struct, frozen=True):
    """A text of the document with its translation.

    ``anchor`` is the text's place in the page, ``reference`` and ``where`` that in the document;
    ``first`` is the anchor of the place where the same text stands before, if it does. ``changes``
    show how the source has changed. ``said`` are the words of reviewers. ``mark`` is the text's in
    what comes back; empty: nothing can be said of it. ``questions`` are what is open about it.
    """

    anchor: str
    reference: str
    where: str
    kind: str
    depth: int
    marker: str
    sources: tuple[str, ...]
    forms: tuple[str, ...]
    labels: tuple[SheetLabel, ...]
    questions: tuple[str, ...] = ()
    changes: tuple[tuple[MarkedRun, ...], ...] = ()
    findings: tuple[Finding, ...] = ()
    said: tuple[str, ...] = ()
    note: str = ""
    mark: str = ""
    can_approve: bool = False
    first: str = ""


class ReviewSheet(Struct, frozen=True):
    """A document in a locale, with what is to be said to whoever reads the sheet.

    ``document`` is its path under ``source/``, ``plain`` the text to fill in; ``facts`` are counts,
    in words.
    """

    project: str
    document: str
    source_locale: str
    locale: str
    entries: tuple[SheetEntry, ...]
    facts: tuple[str, ...]
    plain: str


class _Language(Struct, frozen=True):
    """What HTML says of a language, and its name in itself."""

    tag: str
    direction: str
    name: str


def review_sheet_html(sheet: ReviewSheet) -> str:
    """The page, ending in one newline."""
    script, style = page_part(_SCRIPT), "".join(map(page_part, _STYLES))
    open_entries = [entry for entry in sheet.entries if entry.questions]
    # The page's address may be a name of a file that many pages have: what is kept in the browser
    # is kept by what the page says.
    identity = "\0".join((sheet.project, sheet.locale, sheet.document, sheet.plain))
    return page_template("review_sheet.html.jinja").render(
        sheet=sheet,
        title=printable(sheet.document),
        source=_language(sheet.source_locale),
        target=_language(sheet.locale),
        open_entries=open_entries,
        script=script,
        script_digest=_digest(script),
        style=style,
        style_digest=_digest(style),
        identity=hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        file_name=_file_name(sheet),
        shown=_shown,
    )


def _language(locale: str) -> _Language:
    return _Language(bcp47(locale), direction(locale), native_name(locale))


def _digest(text: str) -> str:
    """What a Content-Security-Policy allows an inline script by (CSP3, “hash-source”)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _file_name(sheet: ReviewSheet) -> str:
    """The name of the file that comes back."""
    name = sheet.document.rpartition(".")[0] or sheet.document
    return f"review-{sheet.locale}-{name.replace('/', '-')}.json"


def _shown(text: str) -> str:
    """A text with what would steer the page written as an escape; line feeds stay."""
    return "\n".join(map(printable, text.split("\n")))
