"""What the first answers of the review page would have to wait for."""

from __future__ import annotations

from contextlib import suppress

from polyloom.errors import UserError
from polyloom.formats import format_named
from polyloom.project.documents import find_documents
from polyloom.review_page.page_rendering import load_templates
from polyloom.review_page.page_session import PageSession


def prepare(session: PageSession) -> None:
    """Load the page's templates, and the code that reads the project's documents.

    What is wrong with the project is told by the page that is asked for.
    """
    load_templates()
    with suppress(UserError):
        for name in {file.format for file in find_documents(session.project().root).documents}:
            format_named(name)
