"""HTTP calls to a service: bounded in size, to one host, with a sentence for each failure.

The time limit is the caller's, who cancels the call: a limit on a socket would start anew with
every byte that drips in.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult

from polyloom.messages import message, translatable
from polyloom.mt.api.addresses import address_parts
from polyloom.mt.api.engine_contract import EngineContext, EngineFailure, Failure, FailureKind
from polyloom.mt.api.http_status import status_failure
from polyloom.mt.api.proxies import LOOPBACK, proxy_for

if TYPE_CHECKING:
    import ssl

    import httpx

# The longest answer, in bytes after decompression. A batch of the longest texts is some hundred
# kilobytes.
_MOST_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A service at an address. ``service`` is its name for people; ``headers`` may hold a key."""

    service: str
    client: httpx.AsyncClient
    url: str
    headers: Mapping[str, str] = field(repr=False)

    async def post(self, path: str, body: Any) -> Any:
        """The JSON that the service answers to a JSON body. Raises EngineFailure."""
        try:
            content = json.dumps(body, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise self._failure(
                translatable("{service} cannot be sent half of a character"), FailureKind.REFUSED
            ) from None
        return await self._call("POST", path, content)

    async def get(self, path: str) -> Any:
        """The JSON that stands at an address. Raises EngineFailure."""
        return await self._call("GET", path, None)

    async def _call(self, method: str, path: str, content: bytes | None) -> Any:
        import httpx

        headers = {
            "Content-Type": "application/json",
            "Accept-Encoding": "gzip",
            **self.headers,
        }
        url = f"{self.url.rstrip('/')}{path}"
        try:
            async with self.client.stream(
                method, url, content=content, headers=headers
            ) as response:
                return self._json(await self._read(response), response)
        except httpx.HTTPError as error:
            # Not chained: its request holds the text and the key.
            raise self._failure(*_outage(error), name=type(error).__name__) from None

    async def close(self) -> None:
        """Close the connections."""
        await self.client.aclose()

    async def _read(self, response: httpx.Response) -> bytes:
        failure = status_failure(
            self.service, response.status_code, response.headers.get("Retry-After", "")
        )
        if failure:
            raise EngineFailure(failure)
        data = bytearray()
        try:
            unpacked = _unpacker(response.headers.get("Content-Encoding", ""))
            async for chunk in response.aiter_raw():
                data += unpacked(chunk, _MOST_BYTES + 1 - len(data))
                if len(data) > _MOST_BYTES:
                    raise self._failure(
                        translatable("{service} answered with more than {limit} megabytes"),
                        FailureKind.REFUSED,
                        limit=_MOST_BYTES // 1_000_000,
                    )
        except zlib.error:
            raise self._failure(
                translatable("{service} answered with something that cannot be unpacked"),
                FailureKind.RETRY,
            ) from None
        return bytes(data)

    def _json(self, data: bytes, response: httpx.Response) -> Any:
        try:
            return json.loads(data.decode("utf-8"))
        except (ValueError, RecursionError):
            kind = response.headers.get("Content-Type", "")
            what = (
                translatable("{service} answered with a web page")
                if "html" in kind or data[:1] == b"<"
                else translatable("{service} answered with something that is no JSON")
            )
            raise self._failure(what, FailureKind.RETRY) from None

    def _failure(self, what: str, kind: FailureKind, **values: object) -> EngineFailure:
        """The failure whose reason is a message about ``{service}``."""
        return EngineFailure(Failure(message(what, service=self.service, **values), kind))


def connect(
    service: str,
    context: EngineContext,
    *,
    has_key: bool,
    headers: Mapping[str, str] | None = None,
) -> Endpoint:
    """An endpoint at the url of the settings; nothing is sent before the first call.

    Redirects are not followed, so that neither text nor key goes where the project did not point.
    A proxy is used where the environment names one (``proxy_for``).

    Raises EngineFailure where the url is no address, where it would get a key in clear text over
    the network, and where the proxy or the certificates that the environment names are none.
    """
    url = context.settings.url
    parts = _url_parts(service, url)
    if parts.scheme == "http" and has_key and (parts.hostname or "") not in LOOPBACK:
        raise _misconfigured(
            message(
                "{service} would get the key in clear text over http: write https in url",
                service=service,
            )
        )
    return Endpoint(service, _http_client(service, parts, context), url, headers or {})


def _url_parts(service: str, url: str) -> SplitResult:
    parts = address_parts(url)
    if parts is None:
        raise _misconfigured(
            message(
                "the url of {service} is no address such as http://localhost:5000", service=service
            )
        )
    return parts


def _http_client(service: str, parts: SplitResult, context: EngineContext) -> httpx.AsyncClient:
    import httpx

    connections = context.settings.concurrency
    try:
        return httpx.AsyncClient(
            trust_env=False,
            verify=_trust(context.environment),
            follow_redirects=False,
            timeout=None,  # noqa: S113 - the caller's limit is on the whole call
            proxy=proxy_for(parts.scheme, parts.hostname or "", context.environment),
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL):
        raise _misconfigured(
            message(
                "the way to {service} cannot be used: look at {scheme}_proxy and SSL_CERT_FILE",
                service=service,
                scheme=parts.scheme,
            )
        ) from None


def _misconfigured(reason: str) -> EngineFailure:
    return EngineFailure(Failure(reason, FailureKind.CONFIGURATION))


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    """A function that unpacks a chunk, into no more bytes than it is told.

    The library's own would unpack a whole chunk, layer by layer, before its size can be checked.
    """
    if encoding.strip().lower() in ("", "identity"):
        return lambda chunk, most: chunk[:most]
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        raise zlib.error
    # 32: gzip or zlib, by its header.
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    return inflater.decompress


def _trust(environment: Mapping[str, str]) -> ssl.SSLContext | bool:
    """The authorities that vouch for a host: those of ``SSL_CERT_FILE`` where that is set."""
    import ssl

    bundle = environment.get("SSL_CERT_FILE")
    return ssl.create_default_context(cafile=bundle) if bundle else True


def _outage(error: httpx.HTTPError) -> tuple[str, FailureKind]:
    """What has happened to ``{service}``, and what follows from it."""
    import ssl

    import httpx

    if isinstance(error.__cause__ or error.__context__, ssl.SSLError) or "SSL" in str(error):
        return translatable(
            "{service} is not who it says it is: its certificate is not trusted"
        ), FailureKind.CONFIGURATION
    if isinstance(error, httpx.ProxyError):
        return translatable("{service} cannot be reached through the proxy"), FailureKind.RETRY
    if isinstance(error, httpx.ConnectError):
        return translatable("{service} cannot be reached"), FailureKind.RETRY
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
        return translatable("{service} broke off its answer"), FailureKind.RETRY
    return translatable("{service} failed ({name})"), FailureKind.RETRY
