"""Which findings somebody has said are meant: in a ledger, in a catalog, or in the project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Catalog, Entry, Finding
from polyloom.po.notes import accepted_checks
from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.project.file_names import composed
from polyloom.review.review_index import EntryReview, ReviewIndex

_NONE: frozenset[str] = frozenset()


def checks_accepted(
    project: Project, locale: str, document: DocumentFile, entry: Entry, review: EntryReview
) -> frozenset[str]:
    """The checks whose findings about an entry of a document are meant."""
    found = _NONE
    if review.accepted or entry.translator_comments:
        found = review.accepted_checks | accepted_checks(entry.translator_comments)
    rules = project.checks.accepted
    if not rules:
        return found
    path = composed(document.path)
    return found | {
        rule.check
        for rule in rules
        if rule.locale in ("", locale) and rule.document in ("", path) and rule.text in entry.msgid
    }


def unknown_accepted_checks(catalog: Catalog, path: str) -> Iterator[UserError]:
    """What is wrong with comments of a catalog that accept findings of checks that there are not.

    ``path`` is the catalog's.
    """
    # On use: only what runs checks needs to know them all.
    from polyloom.checks.check_table import unknown_check

    for entry in catalog.entries:
        if entry.translator_comments and not entry.obsolete:
            for name in sorted(accepted_checks(entry.translator_comments)):
                if fault := unknown_check(name):
                    yield UserError(
                        message("accept={name}: {fault}", name=name, fault=fault),
                        where=f"{path}:{entry.line}",
                    )


def without_accepted(
    findings: Sequence[Finding],
    catalog: Catalog,
    indexes: Sequence[tuple[DocumentFile, ReviewIndex]],
    project: Project,
    locale: str,
) -> tuple[Finding, ...]:
    """The findings about a catalog that nobody has accepted.

    ``indexes`` are the reviews of the documents that the catalog is for.
    """
    if not findings:
        return ()
    lines = {finding.line for finding in findings}
    entries = {entry.line: entry for entry in catalog.entries if entry.line in lines}
    if not project.checks.accepted:
        # Of documents about which nobody has said anything, one is like the other.
        silent = [each for each in indexes if each[1].is_empty]
        indexes = [*silent[:1], *(each for each in indexes if not each[1].is_empty)]
    accepted = {
        line: frozenset[str]().union(
            *(
                checks_accepted(project, locale, document, entry, index.review_of(entry))
                for document, index in indexes
            )
        )
        for line, entry in entries.items()
    }
    return tuple(each for each in findings if each.check not in accepted.get(each.line, ()))
