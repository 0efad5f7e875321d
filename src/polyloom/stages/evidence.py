"""Whether all that translators made of an entry is in the catalogs of a locale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry
from polyloom.po.notes import without_remarks
from polyloom.po.provenance import without_label
from polyloom.po.quoting import escape
from polyloom.project import Project
from polyloom.project.documents import CatalogFile
from polyloom.stages.loading import load_catalog


class _Known(Struct):
    """The translations in catalogs, with the texts that they are of, and all comments."""

    translations: set[tuple[str, str]] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)


class Evidence(Struct):
    """What the catalogs of a locale have on disk. They are read when this is first asked."""

    project: Project
    locale: str
    files: Sequence[CatalogFile]
    known: _Known | None = None

    def has(self, entry: Entry) -> bool:
        """Whether each form of the translation is there, of the same text, and each comment."""
        known = self._known()
        texts = _texts(entry)
        return all(
            any((text, form) in known.translations for text in texts) or _is_quoted(form, known)
            for form in entry.msgstr
            if form.strip()
        ) and self.has_comments(without_label(without_remarks(entry.translator_comments)))

    def has_comments(self, comments: Sequence[str]) -> bool:
        """Whether each of the comments is there, wherever."""
        return self._known().comments.issuperset(comments)

    def _known(self) -> _Known:
        if self.known is None:
            self.known = _Known()
            for catalog in self._catalogs():
                self.known.comments.update(catalog.header_comments)
                for entry in catalog.entries:
                    self.known.comments.update(entry.translator_comments)
                    for text in _texts(entry):
                        self.known.translations.update((text, form) for form in entry.msgstr)
        return self.known

    def _catalogs(self) -> Iterator[Catalog]:
        for file in self.files:
            try:
                loaded = load_catalog(self.project, self.locale, file.name)
            except UserError:
                continue
            if loaded is not None:
                yield loaded.catalog


def _texts(entry: Entry) -> tuple[str, ...]:
    """The source texts that a translation is of: today's, and what a draft was made from."""
    return (entry.msgid,) if entry.previous is None else (entry.msgid, entry.previous.msgid)


def _is_quoted(form: str, known: _Known) -> bool:
    quoted = f'"{escape(form)}"'
    return any(quoted in comment for comment in known.comments)
