"""The documents of a locale as reviewers see them, read again and again while they work.

What has the bytes that it had is not taken apart again: a step of a review takes no longer where
there are 20,000 texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from polyloom.formats.segment_locations import SegmentLocation, segment_locations
from polyloom.formats.translation_units import TranslationUnits
from polyloom.model import EntryKey, SegmentStatus
from polyloom.po.parser import read_nonempty_catalog
from polyloom.po.partial_parser import read_changed_catalog
from polyloom.project import Project, ReviewPolicy
from polyloom.project.documents import DocumentFile, FoundDocuments, catalog_name
from polyloom.review.ledger import Ledger, read_longer_ledger
from polyloom.review.review_index import EntryReview
from polyloom.stages.inputs import LoadedCatalog, no_catalog_yet
from polyloom.stages.kept_units import kept_units
from polyloom.stages.reviews.accepted_findings import checks_accepted
from polyloom.stages.reviews.review_lookup import (
    DocumentReviews,
    OrphanedLedgers,
    ReviewLookup,
    document_reviews,
)
from polyloom.stages.segment_status import segment_status
from polyloom.stages.translation_lookup import Translations
from polyloom.workspace.files import read, read_if_there
from polyloom.workspace.paths import catalog_path
from polyloom.workspace.work_index import NO_INDEX, WorkIndex


class ReviewedText(Struct, frozen=True, gc=False):
    """A text of a document in a locale, where it stands (``guide.md#point-2``), and its status.

    ``policy`` says whose approval it needs, ``review`` what has been said of it; ``catalog`` is the
    one that its entry was read from.
    """

    locale: str
    file: DocumentFile
    reference: str
    status: SegmentStatus
    policy: ReviewPolicy
    review: EntryReview
    catalog: LoadedCatalog

    @property
    def key(self) -> EntryKey:
        """The identity of its entry in the catalog, whether there is one or not."""
        return (self.status.segment.context, self.status.segment.text)


class ReviewedDocument(Struct, frozen=True):
    """A document in a locale as its files are: its units, where they stand, and their texts' parts.

    ``places`` are the indexes of the units by the keys of their entries. ``catalog`` is the whole
    one, ``translations`` are its entries that are not obsolete.
    """

    project: Project
    locale: str
    file: DocumentFile
    units: TranslationUnits
    locations: Sequence[SegmentLocation]
    places: Mapping[EntryKey, Sequence[int]]
    translations: Translations
    catalog: LoadedCatalog
    reviews: DocumentReviews

    def texts(self) -> Iterator[ReviewedText]:
        """All texts, in the order of the document."""
        policy = self.project.review_policy(self.locale, self.file.path)
        return (self._text(index, policy) for index in range(len(self.units.units)))

    def text_at(self, index: int) -> ReviewedText:
        """The text of a unit."""
        return self._text(index, self.project.review_policy(self.locale, self.file.path))

    def _text(self, index: int, policy: ReviewPolicy) -> ReviewedText:
        segment = self.units.units[index]
        entry = self.translations.get((segment.context, segment.text))
        review = _NO_REVIEW
        if entry is None:
            status = SegmentStatus(segment, None)
        else:
            review = self.reviews.index.review_of(entry)
            accepted = checks_accepted(self.project, self.locale, self.file, entry, review)
            status = segment_status(segment, entry, review, policy.steps, accepted)
        reference = f"{self.file.path}#{self.locations[index].anchor}"
        return ReviewedText(self.locale, self.file, reference, status, policy, review, self.catalog)


_NO_REVIEW = EntryReview()


class _Source(NamedTuple):
    """What was read of a document's own file."""

    data: bytes
    units: TranslationUnits
    locations: Sequence[SegmentLocation]
    places: Mapping[EntryKey, Sequence[int]]


class _Catalog(NamedTuple):
    loaded: LoadedCatalog
    translations: Translations


class _Reviews(NamedTuple):
    data: bytes
    ledger: Ledger
    orphaned: OrphanedLedgers
    reviews: DocumentReviews


class ReviewedDocuments:
    """The documents of a locale, each read when it is asked for and kept until ``renew``."""

    def __init__(
        self,
        project: Project,
        found: FoundDocuments,
        locale: str,
        index: WorkIndex = NO_INDEX,
    ) -> None:
        self._index = index
        self.locale = locale
        self._sources: dict[str, _Source] = {}
        self._catalogs: dict[str, _Catalog] = {}
        self._reviews: dict[str, _Reviews] = {}
        self.renew(project, found)

    def renew(self, project: Project, found: FoundDocuments) -> None:
        """Have every file looked at again, in case that somebody has changed it."""
        if getattr(self, "project", project) != project:
            # Other settings may make other texts of the same bytes.
            self._sources.clear()
        self.project = project
        self.found = found
        self._lookup = ReviewLookup(project, found.documents)
        self._documents: dict[str, ReviewedDocument] = {}
        self._seen_catalogs: set[str] = set()

    def document(self, file: DocumentFile) -> ReviewedDocument:
        """A document. Raises UserError where it, its catalog or its ledger cannot be read."""
        if file.path not in self._documents:
            source, catalog = self._source(file), self._catalog(file)
            self._documents[file.path] = ReviewedDocument(
                project=self.project,
                locale=self.locale,
                file=file,
                units=source.units,
                locations=source.locations,
                places=source.places,
                translations=catalog.translations,
                catalog=catalog.loaded,
                reviews=self._reviews_of(file),
            )
        return self._documents[file.path]

    def text(self, path: str, key: EntryKey) -> ReviewedText | None:
        """A text of the document at ``path``; None where there is no such text any more.

        Raises UserError.
        """
        file = next((each for each in self.found.documents if each.path == path), None)
        if file is None:
            return None
        document = self.document(file)
        places = document.places.get(key)
        return document.text_at(places[0]) if places else None

    def _source(self, file: DocumentFile) -> _Source:
        data = read(self.project.root, file.relative)
        known = self._sources.get(file.path)
        if known is None or known.data != data:
            units = kept_units(self._index, self.project, file, data)
            locations = segment_locations(units.document.segments, units.parents)
            places: dict[EntryKey, list[int]] = {}
            for index, unit in enumerate(units.units):
                places.setdefault((unit.context, unit.text), []).append(index)
            known = self._sources[file.path] = _Source(data, units, locations, places)
        return known

    def _catalog(self, file: DocumentFile) -> _Catalog:
        name = catalog_name(file.path, self.project.catalogs.grouping)
        if name in self._seen_catalogs:
            return self._catalogs[name]
        path = catalog_path(self.locale, name)
        data = read_if_there(self.project.root, path)
        if data is None:
            raise no_catalog_yet(self.locale, name)
        known = self._catalogs.get(name)
        if known is None or known.loaded.data != data:
            if known is None:
                catalog = read_nonempty_catalog(data, path)
            else:
                loaded = known.loaded
                catalog = read_changed_catalog(data, path, (loaded.data, loaded.catalog))
            translations = {entry.key: entry for entry in catalog.entries if not entry.obsolete}
            known = self._catalogs[name] = _Catalog(LoadedCatalog(catalog, data), translations)
        self._seen_catalogs.add(name)
        return known

    def _reviews_of(self, file: DocumentFile) -> DocumentReviews:
        path = self._lookup.path_of(self.locale, file)
        orphaned = self._lookup.orphaned(self.locale)
        data = (read_if_there(self.project.root, path) if path else None) or b""
        known = self._reviews.get(path)
        if known is None or known.data != data or known.orphaned.acts != orphaned.acts:
            before = (known.data, known.ledger) if known else (b"", Ledger())
            ledger = read_longer_ledger(data, before)
            reviews = document_reviews(path, ledger, orphaned)
            known = self._reviews[path] = _Reviews(data, ledger, orphaned, reviews)
        return known.reviews
