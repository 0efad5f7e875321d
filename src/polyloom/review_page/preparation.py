"""What the first answers of the review page would have to wait for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from polyloom.errors import UserError
from polyloom.formats import format_named
from polyloom.project.documents import find_documents
from polyloom.review_page.page_rendering import load_template, template_names
from polyloom.review_page.page_session import NotThereError, PageSession


def prepare(session: PageSession) -> Iterator[None]:
    """Load the page's templates, the documents asked for, and the code that reads documents.

    That is done in small steps, so that no answer has to wait while one is made that it does not
    need. What is wrong with the project is told by the page that is asked for.
    """
    names = template_names()
    for name in names.first:
        load_template(name)
        yield
    with suppress(UserError):
        yield from _read_documents(session)
        for name in {file.format for file in find_documents(session.project().root).documents}:
            format_named(name)
            yield
    for name in names.rest:
        load_template(name)
        yield


def _read_documents(session: PageSession) -> Iterator[None]:
    """Read the documents that the command line has named: the browser begins with them."""
    settings = session.settings
    for locale in settings.locales:
        for path in settings.names:
            with settings.lock, suppress(UserError, NotThereError):
                session.document(locale, path)
            yield
