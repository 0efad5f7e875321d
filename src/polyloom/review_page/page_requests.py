"""Requests and answers as the page's functions see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, quote

from msgspec import Struct, field
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from polyloom.review_page.page_rendering import rendered

# More fields than any form of the page has texts to select.
_MOST_FIELDS = 50_000


class PageRequest(Struct, frozen=True):
    """What somebody asks for: the parts of the address, and the fields of a form.

    ``queries`` are all values of each field of the address, ``query`` the last of each.
    ``is_part``: the page's script asks, and wants a part of a page.
    """

    path: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    queries: Mapping[str, Sequence[str]] = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_part: bool = False

    def field(self, name: str) -> str:
        """A field of the form; empty where it has none of that name."""
        values = self.form.get(name, ())
        return values[0] if values else ""


async def read_request(request: Request) -> PageRequest:
    """The request. Raises ValueError for a form that nobody can have filled in."""
    form: Mapping[str, Sequence[str]] = {}
    if request.method == "POST":
        form = parse_qs(
            (await request.body()).decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=_MOST_FIELDS,
        )
    return PageRequest(
        {name: str(value) for name, value in request.path_params.items()},
        dict(request.query_params),
        {name: request.query_params.getlist(name) for name in request.query_params},
        form,
        request.headers.get("hx-request") == "true",
    )


def page(template: str, values: Mapping[str, Any], status: int = 200) -> Response:
    """A page, or a part of one."""
    return HTMLResponse(rendered(template, values), status)


def part(
    template: str, values: Mapping[str, Any], said: str = "", event: str = "", status: int = 200
) -> Response:
    """A part of a page, and what the page's script is told besides."""
    answer = HTMLResponse(rendered(template, values), status)
    if said:
        answer.headers["X-Review-Said"] = quote(said)
    if event:
        answer.headers["X-Review-Event"] = event
    return answer


def see_other(address: str) -> Response:
    """Send the browser on: a form was received, and reloading does not send it again."""
    return RedirectResponse(address, 303)


def sentence(text: str, status: int) -> Response:
    """An answer that is one sentence."""
    return PlainTextResponse(f"{text}\n", status)
