"""What is markup in the texts of an entry, by the documents that its references name."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from polyloom.formats import markup_of
from polyloom.model import Entry, Kind, Markup
from polyloom.project.documents import CatalogFile

_KINDS = {kind.value: kind for kind in Kind}
_RANKS = {Markup.NONE: 0, Markup.TAGS: 1, Markup.MARKDOWN: 2}


class EntryMarkup(Struct, frozen=True):
    """``formats`` are those of documents by their path from the project's root.

    ``otherwise`` is what is markup in texts of which no reference names a document.
    """

    formats: Mapping[str, str]
    otherwise: Markup = Markup.MARKDOWN

    @classmethod
    def of_catalog(cls, file: CatalogFile) -> EntryMarkup:
        """For the entries of a catalog. Without references it tells only where it is of one file.

        Then an entry of a shared catalog may be anybody's, and its marks are taken for Markdown.
        """
        formats = {document.relative: document.format for document in file.documents}
        first = file.documents[0]
        if file.name == first.name:
            return cls(formats, markup_of(first.format, None))
        return cls(formats)

    def of(self, entry: Entry) -> Markup:
        """What is markup in an entry's texts wherever they stand."""
        found = self.otherwise
        known = False
        for reference in entry.references:
            path, _, anchor = reference.partition("#")
            if (name := self.formats.get(path)) is None:
                continue
            kind = _KINDS.get(anchor.partition(".")[0].rstrip("0123456789").rstrip("-"))
            here = markup_of(name, kind)
            if not known or _RANKS[here] < _RANKS[found]:
                found, known = here, True
        return found
