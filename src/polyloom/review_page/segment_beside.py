"""What the rest of the project, its history and its engines have for a text: asked for apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct
from starlette.responses import Response

from polyloom.errors import UserError
from polyloom.language.marked_runs import MarkedRun
from polyloom.messages import message
from polyloom.review_page.addresses import document_address
from polyloom.review_page.document_page import DocumentFacts
from polyloom.review_page.page_frame import frame_values, page_values
from polyloom.review_page.page_requests import PageRequest, page, part
from polyloom.review_page.page_session import NotThereError, PageSession, text_name
from polyloom.stages.reviews.entry_history import HistoryEvent, entry_history
from polyloom.stages.reviews.machine_original import committed_original, offered_original
from polyloom.stages.reviews.memory_suggestions import MemorySuggestion, memory_suggestions
from polyloom.stages.reviews.occurrences import Occurrence, occurrences
from polyloom.stages.reviews.reviewed_documents import ReviewedDocument, ReviewedText
from polyloom.stages.reviews.source_changes import approved_version, earlier_source

# Of places of a text so many are shown, and of what happened to it.
_MOST_PLACES = 20
_MOST_EVENTS = 100


class SuggestionView(Struct, frozen=True):
    """A suggestion on the page; ``score`` is a percentage, ``origin`` where it is from."""

    forms: tuple[str, ...]
    score: str
    origin: str
    runs: tuple[MarkedRun, ...]
    is_adapted: bool
    is_obsolete: bool


class OccurrenceView(Struct, frozen=True):
    """Another place of a text, its address there, its translation there and how that stands."""

    reference: str
    address: str
    text: str
    state: str


def beside_part(session: PageSession, request: PageRequest) -> Response:
    """What of the rest of the project stands beside a text: suggestions, occurrences, its draft.

    The first time it takes long: the page's lock is not held meanwhile.
    """
    with session.settings.lock:
        document, text = _text_of(session, request, request.query.get("text", ""))
    with session.index(document.project, document.locale) as index:
        found = list(_occurrences(document.locale, occurrences(index, text)))
        suggested = memory_suggestions(index, text)
    beside = {
        "suggestions": [_suggestion(each) for each in suggested],
        "original": offered_original(document.project, text),
        "occurrences": found[:_MOST_PLACES],
        "more": len(found[_MOST_PLACES:]),
    }
    return _answer(session, request, _Asked(document, text), "beside", {"beside": beside})


def _suggestion(found: MemorySuggestion) -> SuggestionView:
    return SuggestionView(
        found.forms,
        f"{int(found.score * 100)} %",
        ", ".join(found.references[:3]) or found.catalog,
        found.runs,
        found.is_adapted,
        found.is_obsolete,
    )


def _occurrences(locale: str, found: Sequence[Occurrence]) -> Iterator[OccurrenceView]:
    for each in found:
        for reference in each.references:
            yield OccurrenceView(
                reference,
                document_address(locale, reference.partition("#")[0], text=text_name(each.key)),
                each.forms[0],
                str(each.state),
            )


def history_part(session: PageSession, request: PageRequest) -> Response:
    """What became of a text: from git, which takes a while, and from its ledger.

    The page's lock is not held meanwhile.
    """
    with session.settings.lock:
        document, text = _text_of(session, request, request.query.get("text", ""))
        documents = session.documents(document.locale).found.documents
    project = document.project
    events = entry_history(project, documents, text)
    entry = text.status.entry
    knows_before = entry is not None and entry.previous is not None
    original = offered_original(project, text)
    history = {
        "events": _newest(events),
        "approved": approved_version(project, text),
        "earlier": () if knows_before else earlier_source(project, text),
        "original": committed_original(project, text) if original is None else None,
    }
    return _answer(session, request, _Asked(document, text), "history", {"history": history})


def _newest(events: Sequence[HistoryEvent]) -> list[HistoryEvent]:
    return [*reversed(events)][:_MOST_EVENTS]


def engine_part(session: PageSession, request: PageRequest) -> Response:
    """What an engine of the project makes of a text: it is asked because somebody wants it to be.

    The page's lock is not held meanwhile. Raises UserError where it must not be asked.
    """
    from polyloom.stages.reviews.engine_suggestions import engine_suggestions

    settings, access = session.settings, session.settings.engines
    if access is None:
        raise UserError(message("no engine can be asked from here"))
    with settings.lock:
        document, text = _text_of(session, request, request.field("text"))
    project = document.project
    with access.asking(project) as context:
        offers = engine_suggestions(
            document, text, [request.field("engine")], context, access.grants(project)
        )
    return _answer(session, request, _Asked(document, text), "offers", {"offers": offers})


class _Asked(NamedTuple):
    """The text that is asked about, and its document."""

    document: ReviewedDocument
    text: ReviewedText


def _text_of(session: PageSession, request: PageRequest, name: str) -> _Asked:
    """The text that an address, or a form, names. Raises NotThereError, UserError."""
    document = session.document(request.path["locale"], request.path["path"])
    text = session.text(document, name)
    if text is None:
        raise NotThereError(
            message("{document} has no such text (any more).", document=document.file.path)
        )
    return _Asked(document, text)


def _answer(
    session: PageSession,
    request: PageRequest,
    asked: _Asked,
    template: str,
    values: Mapping[str, Any],
) -> Response:
    """A part for the page's script; for a browser without script a page of its own."""
    document, text = asked
    facts = DocumentFacts.of(session, document)
    if request.is_part:
        return part(template, {**frame_values(session), "document": facts, **values})
    name = text_name(text.key)
    alone = {
        **page_values(session),
        "document": facts,
        "title": text.reference,
        "inner": template,
        "back": document_address(document.locale, document.file.path, text=name),
        **values,
    }
    return page("alone", alone)
