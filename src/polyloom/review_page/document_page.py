"""A document as it will look, source and translation side by side, in parts of so many texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from polyloom.messages import message
from polyloom.review_page.addresses import document_address, filtered_address, number_from
from polyloom.review_page.filter_form import (
    PageLinks,
    filter_form,
    filter_of_request,
    page_links,
)
from polyloom.review_page.page_frame import frame_values, page_values
from polyloom.review_page.page_requests import PageRequest, page, part, see_other, sentence
from polyloom.review_page.page_session import NotThereError, PageSession, text_name
from polyloom.review_page.segment_view import (
    LocaleMarks,
    SegmentView,
    blank_editors,
    segment_view,
    wants_doing,
)
from polyloom.review_page.text_tables import TextTable, in_tables
from polyloom.review_page.trouble import Trouble
from polyloom.stages.reviews.document_checks import ChecksByText
from polyloom.stages.reviews.document_progress import progress_of
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument
from polyloom.stages.reviews.text_filters import TextFilter, filter_query, wanted_texts

# So many texts are shown at once; what comes after is fetched when it comes into view.
CHUNK = 40
# Of those that a filter wants so many.
_MOST_FILTERED = 100


class TextChunk(Struct, frozen=True):
    """Some texts that follow each other; without ``texts`` they have not been fetched yet."""

    first: int
    last: int
    texts: Sequence[SegmentView | TextTable] | None = None


class DocumentFacts(Struct, frozen=True):
    """What every part of a document's page has to know of it."""

    locale: str
    path: str
    source: LocaleMarks
    translation: LocaleMarks
    can_write: bool

    @classmethod
    def of(cls, session: PageSession, document: ReviewedDocument) -> DocumentFacts:
        """Those of a document."""
        return cls(
            document.locale,
            document.file.path,
            LocaleMarks.of(document.project.source_locale),
            LocaleMarks.of(document.locale),
            session.can_write,
        )


def document_page(session: PageSession, request: PageRequest) -> Response:
    """The page of a document, or of a part of it.

    The page's lock is not held while the texts are checked that a filter by findings is to find.
    """
    with session.settings.lock:
        document = session.document(request.path["locale"], request.path["path"])
        wanted = _filter_alone(request)
        if not wanted.needs_findings:
            return _shown_document(session, document, request, wanted, {})
    with session.settings.findings_lock:
        checks = session.checks.of(document)
    with session.settings.lock:
        return _shown_document(session, document, request, wanted, checks)


def _filter_alone(request: PageRequest) -> TextFilter:
    """The filter of an address, which is none where the address leads to one text."""
    leads_to_one = request.query.get("text") or request.query.get("at")
    return TextFilter() if leads_to_one else filter_of_request(request)


def _shown_document(
    session: PageSession,
    document: ReviewedDocument,
    request: PageRequest,
    wanted: TextFilter,
    checks: ChecksByText,
) -> Response:
    if name := request.query.get("text", ""):
        opened = index_of(session, document, name)
        return _document_from(session, document, opened + 1, opened)
    if place := request.query.get("at", ""):
        name = _name_at(document, place)
        return see_other(document_address(document.locale, document.file.path, text=name))
    if wanted != TextFilter():
        start = request.query.get("from", "")
        return _filtered_document(session, document, wanted, checks, start)
    total = len(document.units.units)
    number = number_from(request.query.get("from", ""), total)
    return _document_from(session, document, number, None)


def _filtered_document(
    session: PageSession,
    document: ReviewedDocument,
    wanted: TextFilter,
    checks: ChecksByText,
    start: str,
) -> Response:
    """The texts of a document that a filter wants, from the one with a number among them on."""
    locale, path = document.locale, document.file.path
    found = [index for index, _ in wanted_texts(document, wanted, checks)]
    first = number_from(start, len(found)) - 1
    shown = found[first : first + _MOST_FILTERED]
    views = [segment_view(session, document, index) for index in shown]
    values = {
        **_values(session, document, None),
        "chunks": [TextChunk(first + 1, first + len(shown), views)] if shown else [],
        "filter": filter_form(wanted, locale, path),
        "filtered": len(found),
        "pages": page_links(
            filtered_address(locale, path, filter_query(wanted)), first, len(found), _MOST_FILTERED
        ),
    }
    return page("document", values)


def document_answer(
    session: PageSession, document: ReviewedDocument, name: str, trouble: Trouble
) -> Response:
    """The page of a document with a text open, and what stands in the way there."""
    opened = index_of(session, document, name)
    return _document_from(session, document, opened + 1, opened, trouble)


def _document_from(
    session: PageSession,
    document: ReviewedDocument,
    number: int,
    opened: int | None,
    trouble: Trouble | None = None,
) -> Response:
    """The page with the text of a number, of which one (by its index) may be open."""
    values = {
        **_values(session, document, trouble),
        "chunks": _chunks(session, document, number, opened),
        "filter": filter_form(TextFilter(), document.locale, document.file.path),
        "pages": PageLinks(),
    }
    return page("document", values, status_of(trouble))


def _values(
    session: PageSession, document: ReviewedDocument, trouble: Trouble | None
) -> Mapping[str, Any]:
    """What the page of a document asks for whichever of its texts are shown."""
    return {
        **page_values(session),
        "document": DocumentFacts.of(session, document),
        "trouble": trouble,
        "problems": document.reviews.problems,
        "blank_editors": blank_editors(document) if session.can_write else (),
        "title": document.file.path,
        "total": len(document.units.units),
    }


def texts_part(session: PageSession, request: PageRequest) -> Response:
    """The texts from a number on, which were not shown yet."""
    document = session.document(request.path["locale"], request.path["path"])
    number = number_from(request.query.get("from", ""), len(document.units.units))
    chunk = _filled(session, document, (number - 1) // CHUNK, None)
    values = {
        **frame_values(session),
        "document": DocumentFacts.of(session, document),
        "trouble": None,
        "chunk": chunk,
    }
    return part("texts", values)


def segment_part(session: PageSession, request: PageRequest) -> Response:
    """A text alone, open or not; by an address that is read as a page, its document."""
    locale, path = request.path["locale"], request.path["path"]
    name = request.query.get("text", "")
    if not request.is_part:
        return see_other(document_address(locale, path, text=name))
    document = session.document(locale, path)
    return segment_answer(session, document, name, is_open="open" in request.query)


def segment_answer(
    session: PageSession,
    document: ReviewedDocument,
    name: str,
    *,
    is_open: bool,
    said: str = "",
    event: str = "",
    trouble: Trouble | None = None,
) -> Response:
    """A text alone, and what is said of what was done with it, or of what stands in the way."""
    index = index_of(session, document, name)
    values = {
        **frame_values(session),
        "document": DocumentFacts.of(session, document),
        "segment": segment_view(session, document, index, is_open=is_open),
        "trouble": trouble,
    }
    return part("segment", values, said, event, status_of(trouble))


def status_of(trouble: Trouble | None) -> int:
    """The status of an answer: 409 where nothing was done."""
    return 409 if trouble is not None and trouble.sentence else 200


def next_text(session: PageSession, request: PageRequest) -> Response:
    """The next text that wants doing, behind one and round to the first: the browser is sent there.

    The page's script gets the id of its element, and on the next line the number of the first text
    of the part that it is in.
    """
    locale, path = request.path["locale"], request.path["path"]
    document = session.document(locale, path)
    index = _next_index(session, document, request.query.get("text", ""))
    if index is None:
        return sentence("", 200) if request.is_part else see_other(document_address(locale, path))
    name = text_name(document.text_at(index).key)
    if request.is_part:
        return sentence(f"t-{name}\n{index // CHUNK * CHUNK + 1}", 200)
    return see_other(document_address(locale, path, text=name))


def _next_index(session: PageSession, document: ReviewedDocument, name: str) -> int | None:
    key = session.key_of(document, name)
    places: Sequence[int] = document.places.get(key, ()) if key else ()
    total = len(document.units.units)
    start = places[0] + 1 if places else 0
    order: Iterable[int] = chain(range(start, total), range(start))
    for index in order:
        text = document.text_at(index)
        # Elsewhere in the document it is the same text.
        if wants_doing(text) and document.places[text.key][0] == index:
            return index
    return None


def progress_part(session: PageSession, request: PageRequest) -> Response:
    """How many texts of a document stand how.

    The page's lock is not held while they are counted.
    """
    with session.settings.lock:
        document = session.document(request.path["locale"], request.path["path"])
    progress = progress_of([text.status for text in document.texts()])
    values = {
        **frame_values(session),
        "document": DocumentFacts.of(session, document),
        "progress": progress,
    }
    return part("progress", values)


def index_of(session: PageSession, document: ReviewedDocument, name: str) -> int:
    """The index of a text by its name. Raises NotThereError."""
    key = session.key_of(document, name)
    places: Sequence[int] = document.places.get(key, ()) if key else ()
    if not places:
        raise NotThereError(message("{path} has no such text (any more).", path=document.file.path))
    return places[0]


def _name_at(document: ReviewedDocument, place: str) -> str:
    """What addresses call the text that catalogs refer to by a word. Raises NotThereError."""
    for index, location in enumerate(document.locations):
        if location.anchor == place:
            return text_name(document.text_at(index).key)
    raise NotThereError(
        message("{path} has no text “{place}”.", path=document.file.path, place=place)
    )


def _chunks(
    session: PageSession, document: ReviewedDocument, number: int, opened: int | None
) -> list[TextChunk]:
    """All texts in parts, of which that with ``number`` is there."""
    total = len(document.units.units)
    here = (number - 1) // CHUNK
    return [
        _filled(session, document, place, opened)
        if place == here
        else TextChunk(place * CHUNK + 1, min((place + 1) * CHUNK, total))
        for place in range(-(-total // CHUNK))
    ]


def _filled(
    session: PageSession, document: ReviewedDocument, place: int, opened: int | None
) -> TextChunk:
    first = place * CHUNK
    end = min(first + CHUNK, len(document.units.units))
    texts = [
        segment_view(session, document, index, is_open=index == opened)
        for index in range(first, end)
    ]
    return TextChunk(first + 1, end, list(in_tables(texts, document.units.units)))
