"""Findings that correct themselves: catalogs with the checks' corrections in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from polyloom.checks.check_contract import Check, Problem
from polyloom.checks.conventions import ConventionKey
from polyloom.checks.corrections import corrected_entry
from polyloom.checks.findings import CheckContext, entry_problems
from polyloom.errors import UserError, distinct
from polyloom.model import Catalog, Entry, Finding, Origin
from polyloom.po.parser import read_nonempty_catalog
from polyloom.po.provenance import drafter_of, rebind_provenance
from polyloom.project import Project
from polyloom.project.documents import CatalogFile, DocumentFile, catalog_files
from polyloom.review.review_index import EntryReview, ReviewIndex
from polyloom.stages.catalog_rewriting import FileChange, catalog_bytes_if_changed
from polyloom.stages.check import CheckReport, check_context
from polyloom.stages.reviews.accepted_findings import checks_accepted
from polyloom.stages.reviews.review_lookup import ReviewLookup
from polyloom.stages.update import RewriteFile
from polyloom.workspace.paths import catalog_path


class CorrectedText(Struct, frozen=True):
    """A translation that was corrected, or would be: form number ``form`` of an entry.

    ``line`` is where the entry's msgid stood.
    """

    path: str
    line: int
    locale: str
    form: int
    before: str
    after: str


class CorrectionReport(Struct, frozen=True):
    """What was corrected, or would be, and the catalogs that were written.

    ``reviewed`` is how many texts have a correction and the word of a reviewer, which holds for
    the text as it is: they are left alone, unless all corrections were wanted.
    """

    corrected: tuple[CorrectedText, ...] = ()
    written: tuple[str, ...] = ()
    reviewed: int = 0
    problems: tuple[UserError, ...] = ()


class Corrections(Struct, frozen=True):
    """Which corrections are wanted, and what is known of the project.

    ``unsafe``: those, too, that are right most of the time, those of what a locale does otherwise
    as a rule, and those of reviewed texts. ``rewrite`` writes a catalog, or does as if.
    """

    project: Project
    unsafe: bool
    conventions: Mapping[str, frozenset[ConventionKey]]
    reviews: ReviewLookup
    rewrite: RewriteFile

    def apply(
        self, locale: str, file: CatalogFile, texts: Collection[str] | None
    ) -> CorrectionReport:
        """Correct the entries of a catalog that have one of ``texts`` as msgid; None: all."""
        path = catalog_path(locale, file.name)
        try:
            indexes = [
                (document, self.reviews.find(locale, document).index) for document in file.documents
            ]
            change = partial(self._changed, locale, file, indexes, texts)
            is_written, report = self.rewrite(self.project, path, change)
        except UserError as error:
            return CorrectionReport(problems=(error,))
        return replace(report, written=(path,) if is_written else ())

    def _changed(
        self,
        locale: str,
        file: CatalogFile,
        indexes: Sequence[tuple[DocumentFile, ReviewIndex]],
        texts: Collection[str] | None,
        data: bytes | None,
    ) -> FileChange[CorrectionReport]:
        path = catalog_path(locale, file.name)
        if data is None:
            return FileChange(None, CorrectionReport())
        catalog = read_nonempty_catalog(data, path)
        context = check_context(self.project, locale, file, catalog)
        entries = []
        corrected: list[CorrectedText] = []
        reviewed = 0
        for entry in catalog.entries:
            new = entry
            is_meant = texts is None or entry.msgid in texts
            if is_meant and not entry.obsolete and any(entry.msgstr):
                reviews = [(each, index.review_of(entry)) for each, index in indexes]
                new = self._corrected(entry, context, reviews)
                if new != entry and any(map(_is_reviewed, (review for _, review in reviews))):
                    reviewed += 1
                    new = new if self.unsafe else entry
            entries.append(new)
            corrected += _texts(path, locale, entry, new)
        changed = replace(catalog, entries=tuple(entries))
        report = CorrectionReport(tuple(corrected), reviewed=reviewed)
        return FileChange(self._data(catalog, changed, data), report)

    def _data(self, old: Catalog, new: Catalog, data: bytes) -> bytes | None:
        return catalog_bytes_if_changed(self.project, new, (data, old))

    def _corrected(
        self,
        entry: Entry,
        context: CheckContext,
        reviews: Sequence[tuple[DocumentFile, EntryReview]],
    ) -> Entry:
        accepted = frozenset[str]().union(
            *(
                checks_accepted(self.project, context.locale, document, entry, review)
                for document, review in reviews
            )
        )
        problems_of: Callable[[Entry], Sequence[tuple[int, Check, Problem]]] = partial(
            entry_problems, context=context
        )
        is_wanted = partial(self._is_wanted, context.locale, accepted)
        new = corrected_entry(entry, problems_of, is_wanted)
        if new.msgstr[0] != entry.msgstr[0] and drafter_of(entry) is not Origin.PERSON:
            comments = rebind_provenance(new.msgstr[0], entry.translator_comments)
            new = replace(new, translator_comments=comments)
        return new

    def _is_wanted(
        self, locale: str, accepted: Collection[str], check: Check, problem: Problem
    ) -> bool:
        if check.name in accepted or problem.correction is None:
            return False
        if self.unsafe:
            return True
        is_convention = (check.name, problem.convention) in self.conventions.get(locale, ())
        return problem.correction.is_safe and not is_convention


def correct(
    project: Project,
    checked: CheckReport,
    documents: Sequence[DocumentFile],
    rewrite: RewriteFile,
    *,
    unsafe: bool = False,
) -> CorrectionReport:
    """Correct what the findings of ``checked`` have corrections for; drafts stay drafts.

    ``rewrite`` writes catalogs (``rewrite_file``), or does as if (``change_nothing``).
    """
    wanted: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    everywhere = set()
    for finding in _correctable(checked, unsafe=unsafe):
        wanted[finding.locale, finding.path].add(finding.msgid)
        if (finding.check, finding.convention) in checked.conventions.get(finding.locale, ()):
            # The finding speaks for all places of the locale.
            everywhere.add(finding.locale)
    corrections = Corrections(
        project, unsafe, checked.conventions, ReviewLookup(project, documents), rewrite
    )
    reports = [
        corrections.apply(locale, file, None if locale in everywhere else texts)
        for file in catalog_files(documents, project.catalogs.grouping)
        for locale in project.locales
        if (texts := wanted[locale, catalog_path(locale, file.name)]) or locale in everywhere
    ]
    return CorrectionReport(
        tuple(chain.from_iterable(report.corrected for report in reports)),
        tuple(chain.from_iterable(report.written for report in reports)),
        sum(report.reviewed for report in reports),
        distinct([*chain.from_iterable(report.problems for report in reports)]),
    )


def _correctable(checked: CheckReport, *, unsafe: bool) -> Iterator[Finding]:
    """The findings that have a correction that is wanted."""
    for finding in checked.findings:
        if finding.correction is not None and (unsafe or finding.correction.is_safe):
            yield finding


def _is_reviewed(review: EntryReview) -> bool:
    """Whether somebody has approved of a translation as it is, or of a finding in it."""
    return bool(review.approvals or review.accepted)


def _texts(path: str, locale: str, old: Entry, new: Entry) -> Iterator[CorrectedText]:
    for form, (before, after) in enumerate(zip(old.msgstr, new.msgstr, strict=True)):
        if before != after:
            yield CorrectedText(path, old.line, locale, form, before, after)
