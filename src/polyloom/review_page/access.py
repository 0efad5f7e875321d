"""Who may ask the server, and for what: asked before anything else is done with a request.

The address that is printed has a token, which the browser exchanges for a cookie that no script
and no other site can use. A request with a foreign ``Host`` comes through a name that somebody had
lead here (DNS rebinding), one with a foreign ``Origin`` from another site (request forgery).
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from polyloom.messages import message

# Of a request's body so many bytes are read.
LARGEST_BODY = 1_000_000
# A sender is told that it was too much when it has sent all, but not for ever.
_LARGEST_DISCARDED = 64_000_000
_TOKEN = "token"  # noqa: S105 - the name of it in addresses
_READING = ("GET", "HEAD")
_ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - only compared
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Browsers send no Origin with forms where no referrer is sent at all.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class AccessKeys(Struct, frozen=True):
    """What lets somebody in: the token of the address, the cookie that they get for it.

    ``host`` and ``port`` are where the server listens.
    """

    token: str
    cookie: str
    host: str
    port: int

    @property
    def address(self) -> str:
        """The address to open, with the token."""
        return self.address_of("/")

    def address_of(self, path: str) -> str:
        """The address of a page, with the token."""
        return f"{self.origin}{path}{'&' if '?' in path else '?'}{_TOKEN}={self.token}"

    @property
    def origin(self) -> str:
        """The server's own origin."""
        host = "127.0.0.1" if self.host in _ANY_ADDRESS else self.host
        return f"http://{_bracketed(host)}:{self.port}"

    @property
    def cookie_name(self) -> str:
        """The cookie of this server: browsers do not tell ports from each other."""
        return f"polyloom-review-{self.port}"

    def is_own(self, host: str) -> bool:
        """Whether a ``Host`` header is one of the server's own names."""
        name, _, port = host.rpartition(":")
        if port != str(self.port):
            return False
        if self.host in _ANY_ADDRESS:
            # No name of a site leads here by an address.
            return name in _LOOPBACK_NAMES or _is_address(name)
        own = (_bracketed(self.host).lower(),)
        return name.lower() in (_LOOPBACK_NAMES if own[0] in _LOOPBACK_NAMES else own)


class _Refusal(NamedTuple):
    """Why a request is not answered, as a sentence."""

    status: int
    reason: str


class Access:
    """Middleware (ASGI) that lets through what may be answered, and adds headers to all answers."""

    def __init__(self, application: ASGIApp, keys: AccessKeys) -> None:
        self._application = application
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        answer = self._refused(scope, headers) or self._entered(scope, headers)
        with_headers = _WithHeaders(send)
        if answer is not None:
            await answer(scope, receive, with_headers)
            return
        if scope["method"] in _READING:
            await self._application(scope, receive, with_headers)
            return
        body = await _body(receive)
        if body is None:
            size = f"{LARGEST_BODY // 1_000_000} MB"
            await _said(413, message("This is more than {size}: nothing was written.", size=size))(
                scope, receive, with_headers
            )
            return
        await self._application(scope, _replayed(body, receive), with_headers)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        reason = _refusal(scope["method"], headers, self._keys)
        return _said(reason.status, reason.reason) if reason else None

    def _entered(self, scope: Scope, headers: Headers) -> Response | None:
        """The cookie for somebody with the token, a refusal for others without the cookie."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for key, value in query if key == _TOKEN]
        if given and scope["method"] in _READING:
            if not _same(given[0], self._keys.token):
                return _without_token()
            rest = urlencode([(key, value) for key, value in query if key != _TOKEN])
            path = quote("/" + scope["path"].lstrip("/"))
            answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
            answer.set_cookie(
                self._keys.cookie_name,
                self._keys.cookie,
                httponly=True,
                samesite="strict",
                path="/",
            )
            return answer
        cookies = cookie_parser(headers.get("cookie", ""))
        if not _same(cookies.get(self._keys.cookie_name, ""), self._keys.cookie):
            return _without_token()
        return None


def _without_token() -> Response:
    return _said(403, message("Open the address that polyloom review has printed: it lets you in."))


def _refusal(method: str, headers: Headers, keys: AccessKeys) -> _Refusal | None:
    """Why the sender of a request gets no answer, whoever it is."""
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not keys.is_own(hosts[0]):
        return _Refusal(
            403,
            message("This is the review page of {origin}, by no other name.", origin=keys.origin),
        )
    if method in _READING:
        return None
    if method != "POST":
        return _Refusal(405, message("The review page knows GET and POST only."))
    if headers.getlist("origin") != [f"http://{hosts[0]}"]:
        return _Refusal(403, message("What another site sends is not done: nothing was written."))
    return None


async def _body(receive: Receive) -> bytes | None:
    """The body of a request; None where it is too large, which is read to its end and dropped."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts) if size <= LARGEST_BODY else None
        part: bytes = message.get("body", b"")
        size += len(part)
        if size <= LARGEST_BODY:
            parts.append(part)
        if not message.get("more_body") or size > _LARGEST_DISCARDED:
            return b"".join(parts) if size <= LARGEST_BODY else None


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What gives a body that has been read once more, and then what comes behind it."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay


class _WithHeaders:
    """Sends an answer with the headers that all have."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await self._send(message)


def _said(status: int, sentence: str) -> Response:
    return PlainTextResponse(f"{sentence}\n", status)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
