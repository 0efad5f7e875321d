"""The page as an application (ASGI): which function answers which address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from polyloom.errors import UserError
from polyloom.language.user_language import browser_languages, spoken_locale
from polyloom.messages import ENGLISH, MessageCatalog, message, speaking
from polyloom.po.message_catalogs import shipped_catalog, shipped_languages
from polyloom.review_page.access import Access, AccessKeys
from polyloom.review_page.addresses import STATIC
from polyloom.review_page.bulk_approval import approval_list, approve_listed
from polyloom.review_page.document_page import (
    document_page,
    next_text,
    progress_part,
    segment_part,
    texts_part,
)
from polyloom.review_page.find_pages import concordance_page, find_page
from polyloom.review_page.page_frame import page_values
from polyloom.review_page.page_requests import PageRequest, page, read_request, sentence
from polyloom.review_page.page_session import NotThereError, PageSession
from polyloom.review_page.segment_actions import act_on_text
from polyloom.review_page.segment_beside import beside_part, engine_part, history_part
from polyloom.review_page.segment_findings import findings_part
from polyloom.review_page.start_page import locale_page, start_page

_Answer = Callable[[PageSession, PageRequest], Response]


class _Row(NamedTuple):
    """An address, and what answers it; ``writes``: by POST only, and not where one only looks.

    ``takes_long``: it takes the page's lock itself, for as long as it needs it.
    """

    path: str
    answer: _Answer
    writes: bool = False
    takes_long: bool = False


_OF_DOCUMENT = "{locale}/{path:path}"
_ROWS = (
    _Row("/", start_page),
    _Row("/locale/{locale}", locale_page),
    _Row("/find/{locale}", find_page, takes_long=True),
    _Row("/concordance/{locale}", concordance_page, takes_long=True),
    _Row(f"/document/{_OF_DOCUMENT}", document_page, takes_long=True),
    _Row(f"/texts/{_OF_DOCUMENT}", texts_part),
    _Row(f"/segment/{_OF_DOCUMENT}", segment_part),
    _Row(f"/next/{_OF_DOCUMENT}", next_text),
    _Row(f"/progress/{_OF_DOCUMENT}", progress_part, takes_long=True),
    _Row(f"/approve/{_OF_DOCUMENT}", approval_list),
    _Row(f"/beside/{_OF_DOCUMENT}", beside_part, takes_long=True),
    _Row(f"/history/{_OF_DOCUMENT}", history_part, takes_long=True),
    _Row(f"/findings/{_OF_DOCUMENT}", findings_part, writes=True),
    _Row(f"/engines/{_OF_DOCUMENT}", engine_part, writes=True, takes_long=True),
    _Row(f"/act/{_OF_DOCUMENT}", act_on_text, writes=True, takes_long=True),
    _Row(f"/approve/{_OF_DOCUMENT}", approve_listed, writes=True, takes_long=True),
)


def review_application(session: PageSession, keys: AccessKeys) -> ASGIApp:
    """The page of a session, for those who have the keys."""
    routes = [
        *(
            Route(row.path, _endpoint(session, row), methods=["POST" if row.writes else "GET"])
            for row in _ROWS
        ),
        Mount(STATIC, StaticFiles(packages=[("polyloom.review_page", "static")])),
    ]
    application = Starlette(
        routes=routes,
        exception_handlers={HTTPException: _not_answered, Exception: _failed},
    )
    return Access(application, keys)


def _endpoint(session: PageSession, row: _Row) -> Callable[[Request], Awaitable[Response]]:
    """What answers requests one after the other, in the language of whoever asks."""

    async def endpoint(request: Request) -> Response:
        if row.writes and not session.can_write:
            with speaking(_catalog(session, request)):
                return sentence(_why_not(session), 403)
        try:
            asked = await read_request(request)
        except ValueError:
            return sentence(message("This is no form of the review page."), 400)
        return await run_in_threadpool(_answered, session, row, asked, request)

    return endpoint


def _answered(session: PageSession, row: _Row, asked: PageRequest, request: Request) -> Response:
    lock = nullcontext() if row.takes_long else session.settings.lock
    with lock, speaking(_catalog(session, request)):
        try:
            return row.answer(session, asked)
        except NotThereError as error:
            return _problem(session, asked, str(error), 404)
        except UserError as error:
            return _problem(session, asked, str(error), 409)


def _catalog(session: PageSession, request: Request) -> MessageCatalog | None:
    """The messages of the language that was asked for, or else the browser's."""
    language = session.settings.language
    if not language:
        preferred = browser_languages(request.headers.get("accept-language", ""))
        language = spoken_locale(preferred, shipped_languages())
    return None if language == ENGLISH else shipped_catalog(language)


def _problem(session: PageSession, asked: PageRequest, text: str, status: int) -> Response:
    if asked.is_part:
        return sentence(text, status)
    values = {**page_values(session), "title": message("This cannot be shown"), "problem": text}
    return page("problem", values, status)


def _why_not(session: PageSession) -> str:
    if session.settings.read_only:
        return message("This page is for showing (--read-only): nothing was written.")
    return message(
        "Nothing was written: git does not know who you are. Set git config user.name and"
        " user.email, or give --by."
    )


async def _not_answered(_request: Request, error: Exception) -> Response:
    """What has no route, or not by this method."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    if status == 405:
        return sentence(message("This address is not for that: nothing was written."), 405)
    return sentence(message("There is no such page here: begin at /."), status)


async def _failed(_request: Request, _error: Exception) -> Response:
    return sentence(message("Polyloom has failed at this: its terminal says how."), 500)
