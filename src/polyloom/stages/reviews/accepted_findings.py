"""Which findings somebody has said are meant: in a ledger, in a catalog, or in the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from polyloom.errors import UserError
from polyloom.messages import message
from polyloom.model import Catalog, Entry, Finding
from polyloom.po.notes import accepted_checks
from polyloom.project import Project
from polyloom.project.documents import DocumentFile
from polyloom.project.file_names import composed
from polyloom.review.review_index import EntryReview, ReviewIndex

# The checks whose findings about an entry are meant, by the entry and its review.
AcceptedChecks = Callable[[Entry, EntryReview], frozenset[str]]


def accepted_in(project: Project, locale: str, document: DocumentFile) -> AcceptedChecks:
    """What tells of each entry of a document the checks whose findings about it are meant."""
    path = composed(document.path)
    rules = [
        rule
        for rule in project.checks.accepted
        if rule.locale in ("", locale) and rule.document in ("", path)
    ]
    always = frozenset(rule.check for rule in rules if not rule.text)
    by_text = [rule for rule in rules if rule.text]

    def accepted(entry: Entry, review: EntryReview) -> frozenset[str]:
        found = always
        if review.accepted or entry.translator_comments:
            found = found | review.accepted_checks | accepted_checks(entry.translator_comments)
        if by_text:
            found = found | {rule.check for rule in by_text if rule.text in entry.msgid}
        return found

    return accepted


def checks_accepted(
    project: Project, locale: str, document: DocumentFile, entry: Entry, review: EntryReview
) -> frozenset[str]:
    """The checks whose findings about an entry of a document are meant."""
    return accepted_in(project, locale, document)(entry, review)


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
    by_document = [(accepted_in(project, locale, each), index) for each, index in indexes]
    accepted = {
        line: frozenset[str]().union(
            *(accepted_of(entry, index.review_of(entry)) for accepted_of, index in by_document)
        )
        for line, entry in entries.items()
    }
    return tuple(each for each in findings if each.check not in accepted.get(each.line, ()))
