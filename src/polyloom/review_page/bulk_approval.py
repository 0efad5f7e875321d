"""Approving a document, or some of its texts, at once: first what, what not and why, then the deed.

The form carries a digest of all that was listed, so that nothing is approved that the person has
not seen.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import Response

from polyloom.messages import message, plural_message
from polyloom.model import Finding, State
from polyloom.project.documents import catalog_files, find_documents
from polyloom.review.ledger import Verdict
from polyloom.review_page.addresses import document_address
from polyloom.review_page.document_page import DocumentFacts
from polyloom.review_page.page_frame import page_values
from polyloom.review_page.page_requests import PageRequest, page, see_other
from polyloom.review_page.page_session import PageSession, file_at, text_name
from polyloom.review_page.segment_view import seen_digest
from polyloom.review_page.trouble import Trouble
from polyloom.stages.check import translation_findings
from polyloom.stages.reviews.review_acts import (
    Opinion,
    Reviewer,
    Translators,
    objection_to_approval,
    review,
)
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText
from polyloom.stages.reviews.translators import translators_of

# Of so many texts in a list findings are shown: checking takes half a second for a thousand.
_MOST_CHECKED = 1000


class ListedText(Struct, frozen=True):
    """A text that was asked for; ``objection`` says why it is not approved, empty where it is.

    ``findings`` are what the checks find in it that nobody has accepted.
    """

    name: str
    reference: str
    source: str
    translation: str
    objection: str
    seen: str
    findings: Sequence[Finding] = ()


class ApprovalList(Struct, frozen=True):
    """The texts that can be approved, the others, and the digest of the former.

    ``unchecked`` is how many of the former were too many to be checked now.
    """

    approvable: Sequence[ListedText]
    others: Sequence[ListedText]
    seen: str
    unchecked: int = 0

    @property
    def with_findings(self) -> int:
        """How many that can be approved have findings."""
        return sum(bool(each.findings) for each in self.approvable)


def approval_list(session: PageSession, request: PageRequest) -> Response:
    """What would be approved."""
    document = session.document(request.path["locale"], request.path["path"])
    return _listed(session, document, request.queries.get("text", ()), None)


def approve_listed(session: PageSession, request: PageRequest) -> Response:
    """Approve what was listed, but for what the person has taken out of the list."""
    locale, path = request.path["locale"], request.path["path"]
    wanted = request.form.get("text", ())
    left_out = frozenset(request.form.get("leave", ()))
    with session.writing() as project:
        documents = session.documents_of(project, find_documents(project.root), locale)
        document = documents.document(file_at(documents.found, path))
        listed = _approval_list(session, document, wanted)
        if listed.seen != request.field("seen"):
            sentence = message("Somebody has changed some of it meanwhile: look at the list again.")
            return _listed(session, document, wanted, Trouble(sentence, is_conflict=True))
        names = {each.name for each in listed.approvable} - left_out
        texts = _texts(document, names)
        settings = session.settings
        translators = _translators(session, document, texts)
        reviewer = Reviewer(settings.by, settings.now(), settings.new_id, translators)
        report = review(project, texts, reviewer, Opinion(Verdict.APPROVE))
    said = plural_message("{count} text approved.", "{count} texts approved.", len(report.done))
    session.note_said(said)
    return see_other(document_address(locale, path))


def _listed(
    session: PageSession,
    document: ReviewedDocument,
    wanted: Sequence[str],
    trouble: Trouble | None,
) -> Response:
    listed = _with_findings(document, _approval_list(session, document, wanted))
    values = {
        **page_values(session),
        "title": message("Approve {document}", document=document.file.path),
        "document": DocumentFacts.of(session, document),
        "listed": listed,
        "wanted": wanted,
        "trouble": trouble,
    }
    return page("approval", values, 200 if trouble is None else 409)


def _approval_list(
    session: PageSession, document: ReviewedDocument, wanted: Sequence[str]
) -> ApprovalList:
    """The texts with these names, all where there are none."""
    texts = _texts(document, frozenset(wanted) or None)
    translators = _translators(session, document, texts)
    listed = [_listed_text(session.settings.by, text, translators) for text in texts]
    approvable = [each for each in listed if not each.objection]
    seen = "\n".join(f"{each.name} {each.seen}" for each in approvable)
    return ApprovalList(
        approvable,
        [each for each in listed if each.objection],
        hashlib.sha256(seen.encode()).hexdigest()[:32],
    )


def _with_findings(document: ReviewedDocument, listed: ApprovalList) -> ApprovalList:
    """The list with what the checks find in the first texts of it, as far as one may wait."""
    checked = listed.approvable[:_MOST_CHECKED]
    texts = _texts(document, {each.name for each in checked})
    pairs = [(text.status.entry, text.status.accepted) for text in texts]
    entries = [entry for entry, _ in pairs if entry]
    accepted = {entry.line: checks for entry, checks in pairs if entry}
    found = defaultdict[int, list[Finding]](list)
    (file,) = catalog_files([document.file], document.project.catalogs.grouping)
    part = replace(document.catalog.catalog, entries=tuple(entries))
    for finding in translation_findings(document.project, document.locale, file, part):
        if finding.check not in accepted[finding.line]:
            found[finding.line].append(finding)
    names = {text_name(entry.key): found[entry.line] for entry in entries if entry.line in found}
    marked = [replace(each, findings=names.get(each.name, ())) for each in checked]
    rest = listed.approvable[_MOST_CHECKED:]
    return replace(listed, approvable=[*marked, *rest], unchecked=len(rest))


def _texts(document: ReviewedDocument, names: Collection[str] | None) -> list[ReviewedText]:
    """Texts by their names, each once, in the document's order; all without names."""
    return [
        document.text_at(places[0])
        for key, places in document.places.items()
        if names is None or text_name(key) in names
    ]


def _translators(
    session: PageSession, document: ReviewedDocument, texts: Sequence[ReviewedText]
) -> Translators:
    counted = [text for text in texts if not text.policy.own_work]
    return translators_of(document.project, counted, session.settings.by)


def _listed_text(by: str, text: ReviewedText, translators: Translators) -> ListedText:
    entry = text.status.entry
    if entry is None or entry.state is State.UNTRANSLATED:
        objection = message("it is not translated")
    else:
        objection = objection_to_approval(text, entry, by, translators)
    return ListedText(
        text_name(text.key),
        text.reference,
        text.status.segment.text,
        entry.msgstr[0] if entry else "",
        objection,
        seen_digest(text),
    )
