"""Services that deep-translator has a client for, with what that package leaves open seen to here.

The package has no time limit, follows redirects, reads answers of any size, forgets how long a
service asks to be left alone, and puts texts and keys into its exceptions. It calls the network
library by the name ``requests`` in each of its modules: ``Gateway`` stands there instead, and makes
the same calls within bounds. An instance holds the last text, so each call has one for itself.
"""

from __future__ import annotations

import dataclasses
import importlib
import re
import time
from collections.abc import Callable, Mapping, Sequence
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, field

from polyloom.language.locales import english_name
from polyloom.mt.api.contract import (
    EngineContext,
    EngineFailure,
    EngineSession,
    Failure,
    FailureKind,
    Outcome,
    TranslationRequest,
    TranslationResponse,
)
from polyloom.mt.api.http_status import status_failure
from polyloom.mt.api.proxies import proxy_for

# Of an answer, unpacked; seconds until a call that nobody waits for any more ends itself.
_MOST_BYTES = 4_000_000
_ABANDONED_SECONDS = 120.0
_SOCKET_SECONDS = 30.0

_MARKUP = re.compile(r"<!?/?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", re.IGNORECASE)

# The package's exceptions by name: why, and what that means.
_REASONS: Mapping[str, tuple[str, FailureKind]] = {
    "LanguageNotSupportedException": ("does not know the language", FailureKind.GIVE_UP),
    "InvalidSourceOrTargetLanguage": ("does not know the language", FailureKind.GIVE_UP),
    "TooManyRequests": ("takes no more requests for now", FailureKind.RETRY),
    "RequestError": ("answered with an error", FailureKind.RETRY),
    "TranslationNotFound": ("answered without a translation", FailureKind.REFUSED),
    "NotValidPayload": ("does not take this text", FailureKind.REFUSED),
    "NotValidLength": ("finds the text too long", FailureKind.REFUSED),
    "JSONDecodeError": ("answered with something that is no JSON", FailureKind.RETRY),
}


class Package(Struct, frozen=True):
    """What is particular to a service: the module and class of its client in the package.

    ``code`` gives the service's own code for a locale, or None. ``arguments`` are further ones for
    the client, from the settings. ``warning`` finds a message of the service in the place of a
    translation. ``prepare`` may change the client's class, given the two codes.
    """

    service: str
    module: str
    class_name: str
    code: Callable[[str], str | None]
    arguments: Callable[[EngineContext], Mapping[str, Any]] = lambda _context: {}
    prepare: Callable[[Any, str, str], Any] = lambda client, _source, _target: client
    warning: Callable[[str], Failure | None] = lambda _answer: None


def open_package(package: Package, context: EngineContext) -> EngineSession:
    """A session with the service. Raises EngineFailure where it does not know a language."""
    source, target = _code(package, context.source_locale), _code(package, context.locale)
    if source == target:
        raise EngineFailure(
            Failure(
                f"{package.service} does not tell {english_name(context.locale)} from "
                f"{english_name(context.source_locale)}",
                FailureKind.GIVE_UP,
            )
        )
    arguments = package.arguments(context)
    try:
        module: Any = importlib.import_module(f"deep_translator.{package.module}")
    except ImportError:
        raise EngineFailure(
            Failure(
                "the Python package deep-translator is not installed", FailureKind.CONFIGURATION
            )
        ) from None
    module.requests = Gateway(package.service, context.environment)
    client = package.prepare(getattr(module, package.class_name), source, target)

    def make() -> Any:
        return client(source=source, target=target, **arguments)

    return _Session(package, make)


def _code(package: Package, locale: str) -> str:
    code = package.code(locale)
    if code is None:
        raise EngineFailure(
            Failure(
                f"{package.service} does not offer {english_name(locale)} ({locale})",
                FailureKind.GIVE_UP,
            )
        )
    return code


class _Session(Struct, frozen=True):
    """``idle`` are clients whose last call has ended; one that hangs is never used again."""

    package: Package
    make: Callable[[], Any]
    idle: list[Any] = field(default_factory=list)

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        import asyncio

        return [await asyncio.to_thread(self._one, request.text) for request in requests]

    async def close(self) -> None:
        pass

    def _one(self, text: str) -> Outcome:
        try:
            client = self.idle.pop() if self.idle else self.make()
            answer = client.translate(text)
        except EngineFailure as error:
            raise EngineFailure(error.failure) from None
        except Exception as error:
            # Not chained: the package puts the text into its exceptions.
            raise EngineFailure(self._failure(error)) from None
        self.idle.append(client)
        return self._accepted(answer, text)

    def _failure(self, error: Exception) -> Failure:
        names = [base.__name__ for base in type(error).__mro__]
        name = next((each for each in names if each in _REASONS), names[0])
        reason, kind = _REASONS.get(name, (f"failed ({name})", FailureKind.REFUSED))
        return Failure(f"{self.package.service} {reason}", kind)

    def _accepted(self, answer: object, text: str) -> Outcome:
        service = self.package.service
        if not isinstance(answer, str) or not answer.strip():
            return Failure(f"{service} answered with nothing")
        if warning := self.package.warning(answer):
            raise EngineFailure(warning)
        if _MARKUP.search(answer) and not _MARKUP.search(text):
            return Failure(f"{service} answered with markup instead of text")
        return TranslationResponse(answer.strip())


def _session() -> Any:
    """A session of the library that takes nothing from the environment and keeps no cookies."""
    session: Any = importlib.import_module("requests").Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


@dataclasses.dataclass(frozen=True, slots=True)
class Gateway:
    """What the package calls ``requests``: its two calls, bounded, their failures told apart.

    Nothing is read from the process's own environment, nor from a file with passwords. ``idle``
    are the library's sessions whose call has ended: their connections serve the next one.
    """

    service: str
    environment: Mapping[str, str] = dataclasses.field(repr=False)
    idle: list[Any] = dataclasses.field(default_factory=list, repr=False)

    @property
    def exceptions(self) -> Any:
        """The library's exceptions, which the package names."""
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
        proxy = proxy_for(parts.scheme, parts.hostname or "", self.environment)
        bounds = {
            "timeout": _SOCKET_SECONDS,
            "allow_redirects": False,
            "stream": True,
            "headers": {"Accept-Encoding": "identity", **(arguments.get("headers") or {})},
            "proxies": {parts.scheme: proxy} if proxy else None,
            "verify": self.environment.get("SSL_CERT_FILE") or True,
        }
        session = self.idle.pop() if self.idle else _session()
        try:
            with session.request(method, url, **{**arguments, **bounds}) as response:
                self._check(response)
                response._content = self._read(response)
            self.idle.append(session)
            return response
        except requests.RequestException as error:
            # Not chained: the address holds the text.
            raise EngineFailure(self._outage(error)) from None

    def _check(self, response: Any) -> None:
        failure = status_failure(
            self.service, response.status_code, response.headers.get("Retry-After", "")
        )
        if failure is None and response.headers.get("Content-Encoding", "identity") != "identity":
            # Unpacking is where an answer grows without bounds; it was not asked for.
            failure = Failure(
                f"{self.service} answered with something that cannot be unpacked",
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
                        f"{self.service} answered with more than {_MOST_BYTES // 1_000_000} "
                        "megabytes"
                    )
                )
            if time.monotonic() - begin > _ABANDONED_SECONDS:
                raise EngineFailure(
                    Failure(f"{self.service} did not come to an end", FailureKind.RETRY)
                )
        return bytes(data)

    def _outage(self, error: Exception) -> Failure:
        names = {base.__name__ for base in type(error).__mro__}
        if "ProxyError" in names:
            reason, kind = "cannot be reached through the proxy", FailureKind.RETRY
        elif "SSLError" in names:
            reason, kind = "has a certificate that is not trusted", FailureKind.CONFIGURATION
        elif "ReadTimeout" in names:
            reason, kind = "did not answer in time", FailureKind.RETRY
        elif "ChunkedEncodingError" in names:
            reason, kind = "broke off its answer", FailureKind.RETRY
        elif "ConnectionError" in names:
            reason, kind = "cannot be reached", FailureKind.RETRY
        else:
            reason, kind = f"failed ({type(error).__name__})", FailureKind.RETRY
        return Failure(f"{self.service} {reason}", kind)
