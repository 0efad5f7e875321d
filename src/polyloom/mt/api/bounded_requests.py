"""The library ``requests``, for code that calls it without bounds: the same calls within some.

Calls have a time limit, follow no redirect and take answers of a bounded size; each way in which
they fail becomes a sentence. Nothing is read from the process's own environment.
"""

from __future__ import annotations

import dataclasses
import importlib
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from polyloom.messages import message, translatable
from polyloom.mt.api.engine_contract import EngineFailure, Failure, FailureKind
from polyloom.mt.api.http_status import status_failure
from polyloom.mt.api.proxies import LOOPBACK, proxy_for

# The longest answer, in bytes.
_MOST_BYTES = 4_000_000
# After so many seconds a call ends by itself, whose caller may have stopped waiting long ago.
_ABANDONED_SECONDS = 120.0
# How long one wait for the network may take, in seconds.
_SOCKET_SECONDS = 30.0


def _isolated_session() -> Any:
    """A session of the library that takes nothing from the environment and keeps no cookies."""
    # On use, as the library: every command reads the engines' settings.
    from http.cookiejar import DefaultCookiePolicy

    session: Any = importlib.import_module("requests").Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


@dataclasses.dataclass(frozen=True, slots=True)
class BoundedRequests:
    """Stands where a module has imported ``requests``, for the calls of one service.

    ``addresses`` are those that may be called, besides this machine: the library's own table of
    them is what its version, or another package, has put there. ``environment`` names the proxies.
    ``idle`` are the library's sessions whose call has ended: their connections serve the next one.
    """

    service: str
    addresses: tuple[str, ...]
    environment: Mapping[str, str] = dataclasses.field(repr=False)
    idle: list[Any] = dataclasses.field(default_factory=list, repr=False)

    @property
    def exceptions(self) -> Any:
        """The library's exceptions, for callers that catch them."""
        return importlib.import_module("requests").exceptions

    def get(self, url: str, **arguments: Any) -> Any:
        """A response as the library gives it. Raises EngineFailure."""
        return self._bounded("GET", url, arguments)

    def post(self, url: str, **arguments: Any) -> Any:
        """A response as the library gives it. Raises EngineFailure."""
        return self._bounded("POST", url, arguments)

    def _bounded(self, method: str, url: str, arguments: Mapping[str, Any]) -> Any:
        requests: Any = importlib.import_module("requests")
        parts = urlsplit(url)
        self._check_address(parts)
        proxy = proxy_for(parts.scheme, parts.hostname or "", self.environment)
        bounds = {
            "timeout": _SOCKET_SECONDS,
            "allow_redirects": False,
            "stream": True,
            "headers": {"Accept-Encoding": "identity", **(arguments.get("headers") or {})},
            "proxies": {parts.scheme: proxy} if proxy else None,
            "verify": self.environment.get("SSL_CERT_FILE") or True,
        }
        session = self.idle.pop() if self.idle else _isolated_session()
        try:
            with session.request(method, url, **{**arguments, **bounds}) as response:
                self._check(response)
                response._content = self._read(response)
            self.idle.append(session)
            return response
        except requests.RequestException as error:
            # Not chained: the address holds the text.
            raise EngineFailure(_connection_failure(self.service, error)) from None

    def _check_address(self, parts: SplitResult) -> None:
        known = [urlsplit(each) for each in self.addresses]
        if parts.hostname in LOOPBACK or any(
            (parts.scheme, parts.netloc) == (each.scheme, each.netloc) for each in known
        ):
            return
        raise EngineFailure(
            Failure(
                message(
                    "{service} would be asked at another address than its own", service=self.service
                ),
                FailureKind.CONFIGURATION,
            )
        )

    def _check(self, response: Any) -> None:
        failure = status_failure(
            self.service, response.status_code, response.headers.get("Retry-After", "")
        )
        if failure is None and response.headers.get("Content-Encoding", "identity") != "identity":
            # Unpacking is where an answer grows without bounds; it was not asked for.
            failure = Failure(
                message(
                    "{service} answered with something that cannot be unpacked",
                    service=self.service,
                ),
                FailureKind.RETRY,
            )
        if failure:
            raise EngineFailure(failure)

    def _read(self, response: Any) -> bytes:
        begin = time.monotonic()
        data = bytearray()
        for chunk in response.iter_content(65_536):
            data += chunk
            if len(data) > _MOST_BYTES:
                raise EngineFailure(
                    Failure(
                        message(
                            "{service} answered with more than {limit} megabytes",
                            service=self.service,
                            limit=_MOST_BYTES // 1_000_000,
                        )
                    )
                )
            if time.monotonic() - begin > _ABANDONED_SECONDS:
                raise EngineFailure(
                    Failure(
                        message("{service} did not come to an end", service=self.service),
                        FailureKind.RETRY,
                    )
                )
        return bytes(data)


def _connection_failure(service: str, error: Exception) -> Failure:
    names = {base.__name__ for base in type(error).__mro__}
    if "ProxyError" in names:
        reason, kind = (
            translatable("{service} cannot be reached through the proxy"),
            FailureKind.RETRY,
        )
    elif "SSLError" in names:
        reason, kind = (
            translatable("{service} has a certificate that is not trusted"),
            FailureKind.CONFIGURATION,
        )
    elif "ReadTimeout" in names:
        reason, kind = translatable("{service} did not answer in time"), FailureKind.RETRY
    elif "ChunkedEncodingError" in names:
        reason, kind = translatable("{service} broke off its answer"), FailureKind.RETRY
    elif "ConnectionError" in names:
        reason, kind = translatable("{service} cannot be reached"), FailureKind.RETRY
    else:
        reason, kind = translatable("{service} failed ({name})"), FailureKind.RETRY
    return Failure(message(reason, service=service, name=type(error).__name__), kind)
