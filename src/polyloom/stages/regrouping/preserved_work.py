"""Whether all that translators put into an entry stands in catalogs on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry
from polyloom.po.notes import without_passing_notes
from polyloom.po.provenance import without_provenance
from polyloom.po.quoting import escape_po
from polyloom.project import Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.inputs import load_catalog


class _CatalogContents(Struct):
    """The translations in catalogs as (msgid, msgstr) pairs, and all comments of translators."""

    translations: set[tuple[str, str]] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)


class PreservedWork(Struct):
    """What the catalogs ``files`` of a locale have on disk. They are read when first asked for."""

    project: Project
    locale: str
    files: Sequence[CatalogFile]
    _read: _CatalogContents | None = None

    def has_all_of(self, entry: Entry) -> bool:
        """Whether each form of the translation is there, of the same text, and each comment.

        What Polyloom itself says in comments is made again, and need not be there. A form may
        also stand in a comment, in quotes: there it is put where another translation was chosen.
        """
        contents = self._contents()
        texts = _source_texts(entry)
        return all(
            any((text, form) in contents.translations for text in texts)
            or _is_quoted(form, contents)
            for form in entry.msgstr
            if form.strip()
        ) and self.has_comments(
            without_provenance(without_passing_notes(entry.translator_comments))
        )

    def has_comments(self, comments: Sequence[str]) -> bool:
        """Whether each of the comments is there, on whichever entry."""
        return self._contents().comments.issuperset(comments)

    def _contents(self) -> _CatalogContents:
        if self._read is None:
            self._read = _CatalogContents()
            for catalog in self._catalogs():
                self._read.comments.update(catalog.header_comments)
                for entry in catalog.entries:
                    self._read.comments.update(entry.translator_comments)
                    for text in _source_texts(entry):
                        self._read.translations.update((text, form) for form in entry.msgstr)
        return self._read

    def _catalogs(self) -> Iterator[Catalog]:
        for file in self.files:
            try:
                loaded = load_catalog(self.project, self.locale, file.name)
            except UserError:
                continue
            if loaded is not None:
                yield loaded.catalog


def _source_texts(entry: Entry) -> tuple[str, ...]:
    """The source texts that a translation is of: its own, and what a draft was made from."""
    return (entry.msgid,) if entry.previous is None else (entry.msgid, entry.previous.msgid)


def _is_quoted(form: str, contents: _CatalogContents) -> bool:
    quoted = f'"{escape_po(form)}"'
    return any(quoted in comment for comment in contents.comments)
