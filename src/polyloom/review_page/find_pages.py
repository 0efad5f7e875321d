"""Texts across the documents of a locale: those that a filter wants, and where words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from typing import TypeVar

from msgspec import Struct
from starlette.responses import Response

from polyloom.errors import ConfigurationError, UserError, distinct
from polyloom.language.marked_runs import MarkedRun, folded_phrase, found_runs
from polyloom.messages import message, message_in
from polyloom.review_page.addresses import (
    document_address,
    filtered_address,
    find_address,
    number_from,
)
from polyloom.review_page.filter_form import Choice, filter_form, filter_of_request, page_links
from polyloom.review_page.page_frame import page_values
from polyloom.review_page.page_requests import PageRequest, page
from polyloom.review_page.page_session import PageSession, text_name
from polyloom.review_page.segment_view import LocaleMarks
from polyloom.stages.reviews.concordance import ConcordanceLine, SearchedSide, concordance
from polyloom.stages.reviews.reviewed_documents import ReviewedText
from polyloom.stages.reviews.text_filters import (
    TextFilter,
    filter_query,
    filtered_texts,
    readable_documents,
)
from polyloom.stages.reviews.text_labels import StateLabel, state_labels, state_words

# So many texts are shown at once.
_MOST_SHOWN = 100
_LONGEST_PHRASE = 1_000
# Of so many places of one text there are links.
_MOST_PLACES = 5


Item = TypeVar("Item")


class FoundText(Struct, frozen=True):
    """A text that a filter wants: its address, its place, how it stands, its texts."""

    address: str
    where: str
    labels: Sequence[StateLabel]
    source: Sequence[MarkedRun]
    translation: Sequence[MarkedRun]


class FoundInDocument(Struct, frozen=True):
    """The texts of a document that a filter wants, of which some are shown."""

    path: str
    address: str
    total: int
    rows: Sequence[FoundText]


class FoundPlace(Struct, frozen=True):
    """A place of a text, and its address."""

    reference: str
    address: str


class FoundLine(Struct, frozen=True):
    """A text with the words that are looked up, where it stands, and how, in words."""

    line: ConcordanceLine
    places: Sequence[FoundPlace]
    state: str


def find_page(session: PageSession, request: PageRequest) -> Response:
    """The texts of all documents of a locale that a filter wants.

    The page's lock is held while a document is read, and not while it is looked through.
    """
    locale = request.path["locale"]
    wanted = filter_of_request(request)
    lock = session.settings.lock
    with lock:
        documents = session.documents(locale)
    problems: list[UserError] = list(documents.found.problems)
    found: list[ReviewedText] = []
    if wanted != TextFilter():
        checking = session.settings.findings_lock if wanted.needs_findings else nullcontext()
        with checking:
            readable = _each_within(lock, readable_documents(documents, problems))
            found = list(filtered_texts(readable, wanted, session.checks))
    first = number_from(request.query.get("from", ""), len(found)) - 1
    shown = found[first : first + _MOST_SHOWN]
    address = find_address(locale, filter_query(wanted))
    values = {
        **page_values(session),
        "title": message("Find texts"),
        "locale": locale,
        "source": LocaleMarks.of(documents.project.source_locale),
        "translation": LocaleMarks.of(locale),
        "filter": filter_form(wanted, locale),
        "problems": distinct(problems),
        "total": len(found),
        "groups": list(_groups(found, shown, wanted)),
        "pages": page_links(address, first, len(found), _MOST_SHOWN),
    }
    return page("find", values)


def _each_within(lock: AbstractContextManager[object], items: Iterable[Item]) -> Iterator[Item]:
    """Items, each made while a lock is held, which is not held while one is used."""
    rest = iter(items)
    while True:
        with lock:
            try:
                item = next(rest)
            except StopIteration:
                return
        yield item


def _groups(
    found: Sequence[ReviewedText], shown: Sequence[ReviewedText], wanted: TextFilter
) -> Iterator[FoundInDocument]:
    totals: dict[str, int] = {}
    for text in found:
        totals[text.file.path] = totals.get(text.file.path, 0) + 1
    for path, texts in groupby(shown, key=lambda text: text.file.path):
        rows = [_found_text(text, wanted) for text in texts]
        locale = shown[0].locale
        address = filtered_address(locale, path, filter_query(wanted))
        yield FoundInDocument(path, address, totals[path], rows)


def _found_text(text: ReviewedText, wanted: TextFilter) -> FoundText:
    entry = text.status.entry
    source, phrase = folded_phrase(wanted.source), folded_phrase(wanted.translation)
    return FoundText(
        document_address(text.locale, text.file.path, text=text_name(text.key)),
        text.reference.partition("#")[2],
        list(state_labels(text)),
        found_runs(text.status.segment.text, source),
        found_runs(" | ".join(entry.msgstr) if entry else "", phrase),
    )


def concordance_page(session: PageSession, request: PageRequest) -> Response:
    """Where a word or a phrase stands. Raises ConfigurationError for an unknown side.

    The page's lock is not held while it is looked up.
    """
    locale, phrase = request.path["locale"], request.query.get("phrase", "").strip()
    side = _side(request.query.get("side", "") or SearchedSide.EITHER)
    if len(phrase) > _LONGEST_PHRASE:
        raise ConfigurationError(
            message("that is more than a phrase"), remedy=message("look for less of it")
        )
    with session.settings.lock:
        project = session.documents(locale).project
    with session.index(project, locale) as index:
        found = concordance(index, phrase, side, _MOST_SHOWN)
    values = {
        **page_values(session),
        "title": message("Look words up"),
        "locale": locale,
        "source": LocaleMarks.of(project.source_locale),
        "translation": LocaleMarks.of(locale),
        "found": found,
        "rows": [_found_line(locale, line) for line in found.lines],
        "sides": [Choice(str(each), _side_words(each), each is side) for each in SearchedSide],
    }
    return page("concordance", values)


def _found_line(locale: str, line: ConcordanceLine) -> FoundLine:
    places = [
        FoundPlace(
            reference,
            document_address(locale, reference.partition("#")[0], text=text_name(line.key)),
        )
        for reference in line.references[:_MOST_PLACES]
    ]
    return FoundLine(line, places, state_words(line.state))


def _side(value: str) -> SearchedSide:
    try:
        return SearchedSide(value)
    except ValueError:
        raise ConfigurationError(
            message("words are not looked up in “{side}”", side=value[:60]),
            remedy=message("use one of {known}", known=", ".join(SearchedSide)),
        ) from None


def _side_words(side: SearchedSide) -> str:
    if side is SearchedSide.SOURCE:
        return message_in("where words are looked up", "sources")
    if side is SearchedSide.TRANSLATION:
        return message_in("where words are looked up", "translations")
    return message_in("where words are looked up", "sources and translations")
