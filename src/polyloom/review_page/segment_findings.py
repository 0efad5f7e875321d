"""What the checks find in what somebody is writing."""

from __future__ import annotations

from starlette.responses import Response

from polyloom.errors import UserError
from polyloom.review_page.finding_views import finding_views
from polyloom.review_page.page_frame import frame_values
from polyloom.review_page.page_requests import PageRequest, part, sentence
from polyloom.review_page.page_session import PageSession
from polyloom.review_page.segment_view import as_in_forms
from polyloom.stages.reviews.edited_text import taken_forms


def findings_part(session: PageSession, request: PageRequest) -> Response:
    """What the checks find in the forms of a translation that is not saved. Nothing is written."""
    document = session.document(request.path["locale"], request.path["path"])
    text = session.text(document, request.field("text"))
    entry = text.status.entry if text is not None else None
    if text is None or entry is None:
        return sentence("", 200)
    sent = [request.field(f"form-{number}") for number in range(len(entry.msgstr))]
    try:
        forms = taken_forms([as_in_forms(form) for form in sent], entry)
    except UserError as error:
        return sentence(str(error), 200)
    values = {**frame_values(session), "findings": finding_views(document, text, forms)}
    return part("findings", values)
