"""What stands beside a text that is being edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText

if TYPE_CHECKING:
    from polyloom.review_page.page_session import PageSession


def segment_aside(
    _session: PageSession, _document: ReviewedDocument, text: ReviewedText
) -> Mapping[str, Any]:
    """The values of ``aside.html.jinja`` for a text."""
    entry = text.status.entry
    comments = entry.extracted_comments + entry.translator_comments if entry else ()
    return {"notes": [comment.strip() for comment in comments if comment.strip()]}
