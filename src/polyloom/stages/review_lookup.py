"""The reviews of documents, looked up in their ledgers."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from polyloom.errors import UserError
from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.project.file_names import composed
from polyloom.review.ledger import Ledger, LedgerFault, in_order_of_time, read_ledger
from polyloom.review.review_index import ReviewIndex
from polyloom.workspace.files import files_below, read_if_there
from polyloom.workspace.paths import ledger_path, reviews_folder

_SUFFIX = ".jsonl"


class DocumentReviews(Struct, frozen=True):
    """What the ledgers say of a document in a locale, and lines of them that say nothing."""

    index: ReviewIndex
    problems: tuple[UserError, ...] = ()


_NO_REVIEWS = DocumentReviews(ReviewIndex())


class ReviewLookup(Struct):
    """The ledgers of a project.

    A document has a ledger of its own. Those of documents that are gone (renamed, divided) speak
    of their texts wherever they stand now.
    """

    project: Project
    documents: Sequence[DocumentFile]
    # The paths of a locale's ledgers, by those in Unicode's composed form.
    _ledgers: dict[str, dict[str, str]] = field(default_factory=dict)
    _orphaned: dict[str, Ledger] = field(default_factory=dict)

    def find(self, locale: str, document: DocumentFile) -> DocumentReviews:
        """What is said of a document's translations. Raises UserError for unreadable ledgers."""
        if locale not in self._ledgers:
            paths = files_below(self.project.root, reviews_folder(locale), _SUFFIX)
            self._ledgers[locale] = {composed(path): path for path in paths}
        ledgers = self._ledgers[locale]
        if not ledgers:
            return _NO_REVIEWS
        path = ledgers.get(composed(ledger_path(locale, document.name)), "")
        own = load_ledger(self.project, path) if path else Ledger()
        orphaned = self._orphans(locale)
        if not own.acts and not orphaned.acts and not own.faults:
            return _NO_REVIEWS
        acts = in_order_of_time([*orphaned.acts, *own.acts]) if orphaned.acts else own.acts
        return DocumentReviews(ReviewIndex(acts), fault_sentences(path, own.faults))

    def _orphans(self, locale: str) -> Ledger:
        """The acts of the ledgers that belong to no document."""
        if locale not in self._orphaned:
            known = {composed(ledger_path(locale, each.name)) for each in self.documents}
            ledgers = [
                load_ledger(self.project, path)
                for name, path in self._ledgers[locale].items()
                if name not in known
            ]
            acts = [act for ledger in ledgers for act in ledger.acts]
            self._orphaned[locale] = Ledger(in_order_of_time(acts))
        return self._orphaned[locale]


def load_ledger(project: Project, path: str) -> Ledger:
    """A ledger; an empty one where there is none. Raises UserError where it cannot be read."""
    data = read_if_there(project.root, path)
    return read_ledger(data) if data else Ledger()


def fault_sentences(path: str, faults: Sequence[LedgerFault]) -> tuple[UserError, ...]:
    """What is wrong with lines of a ledger, each with its place."""
    return tuple(
        UserError(fault.what, where=f"{path}:{fault.line}", remedy=fault.remedy) for fault in faults
    )
