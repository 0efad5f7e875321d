"""Where one begins: the documents of each locale, those first that want most doing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from functools import reduce
from operator import add

from msgspec import Struct
from starlette.responses import Response

from polyloom.errors import UserError
from polyloom.language.locales import native_name
from polyloom.messages import message
from polyloom.project.documents import DocumentFile, find_documents
from polyloom.review_page.page_frame import page_values
from polyloom.review_page.page_requests import PageRequest, page
from polyloom.review_page.page_session import NotThereError, PageSession
from polyloom.review_page.segment_view import LocaleMarks
from polyloom.stages.reviews.document_progress import (
    DocumentProgress,
    KnownProgress,
    ProgressBook,
    ProjectState,
)
from polyloom.workspace.clock import stopwatch

# For so many seconds documents are counted before those that are known are shown.
_PATIENCE = 0.2
# So many documents of a locale are shown where there are other locales.
_MOST_SHOWN = 40


class LocaleView(Struct, frozen=True):
    """A locale with documents; ``hidden`` is how many more it has.

    ``uncounted`` is how many of them have not been counted yet, ``unchecked`` of how many the
    findings have not.
    """

    locale: str
    name: str
    marks: LocaleMarks
    total: DocumentProgress
    documents: Sequence[KnownProgress]
    hidden: int
    uncounted: int
    unchecked: int


def start_page(session: PageSession, _request: PageRequest) -> Response:
    """All locales."""
    project = session.project()
    return _listing(session, session.locales(project), _MOST_SHOWN)


def locale_page(session: PageSession, request: PageRequest) -> Response:
    """All documents of a locale."""
    locale = request.path["locale"]
    if locale not in session.locales(session.project()):
        raise NotThereError(message("The project has no locale “{locale}”.", locale=locale))
    return _listing(session, [locale], None)


def _listing(session: PageSession, locales: Sequence[str], most: int | None) -> Response:
    project = session.project()
    state = ProjectState(project, find_documents(project.root), session.settings.index)
    book = session.progress_book(project)
    passed = stopwatch()
    _count(book, state, locales, passed)
    _check(book, state, locales, passed)
    views = [_locale_view(session, book, state, locale, most) for locale in locales]
    is_whole = not any(view.uncounted or view.unchecked for view in views)
    if not session.settings.read_only and (is_whole or book.is_long_unkept()):
        # It is only known again next time: nobody need be told that there is no room for it.
        with contextlib.suppress(UserError):
            book.keep(project)
    values = {
        **page_values(session),
        "title": project.name,
        "locales": views,
        "uncounted": sum(view.uncounted for view in views),
        "unchecked": sum(view.unchecked for view in views),
        "problems": state.found.problems,
    }
    return page("start", values)


def _count(
    book: ProgressBook, state: ProjectState, locales: Sequence[str], passed: Callable[[], float]
) -> None:
    """Count what is not known, as far as one may have to wait for it: always one document."""
    missing: dict[DocumentFile, list[str]] = {}
    for locale in locales:
        for known in book.known(state, locale):
            if known.progress is None:
                missing.setdefault(known.file, []).append(locale)
    for file, of_file in missing.items():
        book.count(state, file, of_file)
        if passed() > _PATIENCE:
            return


def _check(
    book: ProgressBook, state: ProjectState, locales: Sequence[str], passed: Callable[[], float]
) -> None:
    """Count findings: what awaits whom is seen at once, and these as they come."""
    for locale in locales:
        for file, progress in book.known(state, locale):
            while _is_unchecked(progress):
                if passed() > _PATIENCE:
                    return
                book.check_more(state, locale, file)
                progress = book.progress_of(locale, file)  # noqa: PLW2901 - the same, further on


def _is_unchecked(progress: DocumentProgress | None) -> bool:
    return progress is not None and progress.findings is None and not progress.problem


def _locale_view(
    session: PageSession,
    book: ProgressBook,
    state: ProjectState,
    locale: str,
    most: int | None,
) -> LocaleView:
    names = session.settings.names
    documents = [
        known for known in book.known(state, locale) if not names or known.file.path in names
    ]
    documents.sort(key=_order)
    counted = [known.progress for known in documents if known.progress is not None]
    shown = documents if most is None else documents[:most]
    return LocaleView(
        locale,
        native_name(locale),
        LocaleMarks.of(locale),
        reduce(add, counted, DocumentProgress()),
        shown,
        len(documents) - len(shown),
        len(documents) - len(counted),
        sum(map(_is_unchecked, counted)),
    )


def _order(known: KnownProgress) -> tuple[int, int, str]:
    """What cannot be read comes first, then what wants most doing."""
    progress = known.progress or DocumentProgress()
    waiting = progress.awaiting + progress.drafts + (progress.findings or 0)
    return (0 if progress.problem else 1, -(waiting or progress.untranslated), known.file.path)
