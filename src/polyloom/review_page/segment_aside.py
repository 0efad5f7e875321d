"""What stands beside a text that is open: what is known of it without looking further."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polyloom.review_page.finding_views import finding_views
from polyloom.review_page.page_session import PageSession
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText
from polyloom.stages.reviews.source_changes import source_changes
from polyloom.stages.reviews.text_labels import said_of_text

if TYPE_CHECKING:
    from polyloom.stages.reviews.engine_suggestions import AskableEngine


def segment_aside(
    session: PageSession, document: ReviewedDocument, text: ReviewedText
) -> Mapping[str, Any]:
    """The values of ``aside.html.jinja`` for a text: what is known without looking further."""
    entry = text.status.entry
    comments = entry.extracted_comments + entry.translator_comments if entry else ()
    return {
        "changes": [change.runs for change in source_changes(entry)] if entry else [],
        "findings": [] if session.can_write else finding_views(document, text),
        "said": list(said_of_text(text)),
        "notes": [comment.strip() for comment in comments if comment.strip()],
        "engines": _engines(session, document, text),
    }


def _engines(
    session: PageSession, document: ReviewedDocument, text: ReviewedText
) -> Sequence[AskableEngine]:
    access = session.settings.engines
    if access is None or not session.can_write:
        return ()
    # On use: a project without engines needs none of it.
    from polyloom.stages.reviews.engine_suggestions import askable_engines

    project = document.project
    return askable_engines(project, text, access.environment, access.grants(project))
