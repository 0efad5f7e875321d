"""The reviews of documents, looked up in their ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.project.file_names import composed
from polyloom.review.ledger import Ledger, LedgerFault, ReviewAct, in_order_of_time, read_ledger
from polyloom.review.review_index import ReviewIndex
from polyloom.workspace.files import files_below, read_if_there
from polyloom.workspace.paths import ledger_path, reviews_folder

_SUFFIX = ".jsonl"


class DocumentReviews(Struct, frozen=True):
    """What the ledgers say of a document in a locale, and lines of them that say nothing."""

    index: ReviewIndex
    problems: tuple[UserError, ...] = ()


class OrphanedLedgers(Struct, frozen=True):
    """The acts of ledgers that belong to no document, in the order of time, and their faults."""

    acts: tuple[ReviewAct, ...] = ()
    problems: tuple[UserError, ...] = ()


_NO_REVIEWS = DocumentReviews(ReviewIndex())
_NO_ORPHANS = OrphanedLedgers()


class ReviewLookup(Struct):
    """The ledgers of a project.

    A document has a ledger of its own. Those of documents that are gone (renamed, divided) speak
    of their texts wherever they stand now.
    """

    project: Project
    documents: Sequence[DocumentFile]
    _ledgers: dict[str, dict[str, str]] = field(default_factory=dict)
    _orphaned: dict[str, OrphanedLedgers] = field(default_factory=dict)
    _orphans: dict[str, list[str]] = field(default_factory=dict)

    def find(self, locale: str, document: DocumentFile) -> DocumentReviews:
        """What is said of a document's translations. Raises UserError for unreadable ledgers."""
        path = self.path_of(locale, document)
        own = load_ledger(self.project, path) if path else Ledger()
        return document_reviews(path, own, self.orphaned(locale))

    def path_of(self, locale: str, document: DocumentFile) -> str:
        """Where the ledger of a document is; an empty string where there is none."""
        paths = self._paths(locale)
        return paths.get(composed(ledger_path(locale, document.name)), "") if paths else ""

    def paths_about(self, locale: str, document: DocumentFile) -> Iterator[str]:
        """The paths of all ledgers that may say something of a document."""
        if path := self.path_of(locale, document):
            yield path
        yield from self._orphaned_paths(locale)

    def paths_of_all(self, locale: str) -> Sequence[str]:
        """The paths of all ledgers of a locale."""
        return tuple(self._paths(locale).values())

    def _orphaned_paths(self, locale: str) -> Sequence[str]:
        paths = self._paths(locale)
        if not paths:
            return ()
        if locale not in self._orphans:
            known = {composed(ledger_path(locale, each.name)) for each in self.documents}
            self._orphans[locale] = [path for name, path in paths.items() if name not in known]
        return self._orphans[locale]

    def orphaned(self, locale: str) -> OrphanedLedgers:
        """What the ledgers say that belong to no document. Raises UserError."""
        if not self._paths(locale):
            return _NO_ORPHANS
        if locale not in self._orphaned:
            orphans = self._orphaned_paths(locale)
            ledgers = {path: load_ledger(self.project, path) for path in orphans}
            acts = [act for ledger in ledgers.values() for act in ledger.acts]
            problems = [
                problem
                for path, ledger in ledgers.items()
                for problem in fault_sentences(path, ledger.faults)
            ]
            self._orphaned[locale] = OrphanedLedgers(in_order_of_time(acts), tuple(problems))
        return self._orphaned[locale]

    def _paths(self, locale: str) -> Mapping[str, str]:
        """The paths of a locale's ledgers, by those in Unicode's composed form."""
        if locale not in self._ledgers:
            paths = files_below(self.project.root, reviews_folder(locale), _SUFFIX)
            self._ledgers[locale] = {composed(path): path for path in paths}
        return self._ledgers[locale]


def document_reviews(path: str, own: Ledger, orphaned: OrphanedLedgers) -> DocumentReviews:
    """What a document's own ledger, which is at ``path``, and those of no document say of it."""
    problems = (*fault_sentences(path, own.faults), *orphaned.problems)
    if not own.acts and not orphaned.acts:
        return DocumentReviews(_NO_REVIEWS.index, problems) if problems else _NO_REVIEWS
    acts = in_order_of_time([*orphaned.acts, *own.acts]) if orphaned.acts else own.acts
    return DocumentReviews(ReviewIndex(acts), problems)


def load_ledger(project: Project, path: str) -> Ledger:
    """A ledger; an empty one where there is none. Raises UserError where it cannot be read."""
    data = read_if_there(project.root, path)
    return read_ledger(data) if data else Ledger()


def fault_sentences(path: str, faults: Sequence[LedgerFault]) -> tuple[UserError, ...]:
    """What is wrong with lines of a ledger, each with its place."""
    return tuple(
        UserError(fault.what, where=f"{path}:{fault.line}", remedy=fault.remedy) for fault in faults
    )
