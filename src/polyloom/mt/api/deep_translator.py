"""Services by way of the package deep-translator: all that relies on its internals is here.

The package has no time limit, follows redirects, reads answers of any size, forgets how long a
service asks not to be called, and puts texts and keys into its exceptions. Each of its modules
calls the network by the name ``requests``: ``BoundedRequests`` takes its place there. A client
holds the last text, so calls that run at the same time have one each.

Nothing of this is promised by the package: tests/mt/api/test_deep_translator_internals.py fails
when a version of it has changed.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from polyloom.language.locales import spoken_name
from polyloom.messages import message, translatable
from polyloom.mt.api.bounded_requests import BoundedRequests
from polyloom.mt.api.engine_contract import (
    EngineContext,
    EngineFailure,
    EngineSession,
    Failure,
    FailureKind,
    Outcome,
    TranslationRequest,
    TranslationResponse,
)

_MARKUP = re.compile(r"<!?/?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", re.IGNORECASE)

# What the package's exceptions, and one of the library's, mean: a sentence and a kind, by name.
FAILURES_BY_EXCEPTION: Mapping[str, tuple[str, FailureKind]] = {
    "LanguageNotSupportedException": (
        translatable("{service} does not know the language"),
        FailureKind.GIVE_UP,
    ),
    "InvalidSourceOrTargetLanguage": (
        translatable("{service} does not know the language"),
        FailureKind.GIVE_UP,
    ),
    "TooManyRequests": (
        translatable("{service} takes no more requests for now"),
        FailureKind.RETRY,
    ),
    "RequestError": (translatable("{service} answered with an error"), FailureKind.RETRY),
    "TranslationNotFound": (
        translatable("{service} answered without a translation"),
        FailureKind.REFUSED,
    ),
    "NotValidPayload": (translatable("{service} does not take this text"), FailureKind.REFUSED),
    "NotValidLength": (translatable("{service} finds the text too long"), FailureKind.REFUSED),
    "JSONDecodeError": (
        translatable("{service} answered with something that is no JSON"),
        FailureKind.RETRY,
    ),
}
_OTHER_FAILURE = (translatable("{service} failed ({name})"), FailureKind.REFUSED)


class PackageClient(Struct, frozen=True):
    """A service: where the package has its client, and what is particular to it.

    ``addresses`` are those that the package sends to; a call of any other host fails.
    ``code`` gives the service's own code for a locale, or None. ``arguments`` are further ones for
    the client, from the settings. ``adapt`` may change the client's class, given the two codes.
    ``notice`` finds a message of the service in the place of a translation.
    """

    service: str
    module: str
    class_name: str
    addresses: tuple[str, ...]
    code: Callable[[str], str | None]
    arguments: Callable[[EngineContext], Mapping[str, Any]] = lambda _context: {}
    adapt: Callable[[Any, str, str], Any] = lambda client, _source, _target: client
    notice: Callable[[str], Failure | None] = lambda _answer: None


def google_codes() -> tuple[str, ...]:
    """The codes that the package's client of Google Translate takes."""
    return tuple(_module("constants").GOOGLE_LANGUAGES_TO_CODES.values())


def mymemory_codes() -> tuple[str, ...]:
    """The codes that the package's client of MyMemory takes."""
    return tuple(_module("constants").MY_MEMORY_LANGUAGES_TO_CODES.values())


def with_known_languages(client: Any, source: str, target: str) -> Any:
    """The client of Microsoft without the call for all languages that each new one would make."""
    known = {source: source, target: target}
    return type(client.__name__, (client,), {"_get_supported_languages": lambda _self: known})


def with_encryption(client: Any, source: str, target: str) -> Any:
    """The client of MyMemory at an address with encryption: the package's own goes without."""
    del source, target

    def make(**arguments: Any) -> Any:
        made = client(**arguments)
        if made._base_url.startswith("http://api.mymemory"):
            made._base_url = made._base_url.replace("http:", "https:", 1)
        return made

    return make


def open_client(client: PackageClient, context: EngineContext) -> EngineSession:
    """A session with the service. Raises EngineFailure where it does not know a language."""
    source, target = _code(client, context.source_locale), _code(client, context.locale)
    if source == target:
        raise EngineFailure(
            Failure(
                message(
                    "{service} does not tell {language} from {other_language}",
                    service=client.service,
                    language=spoken_name(context.locale),
                    other_language=spoken_name(context.source_locale),
                ),
                FailureKind.GIVE_UP,
            )
        )
    arguments = client.arguments(context)
    module = _module(client.module)
    module.requests = BoundedRequests(client.service, client.addresses, context.environment)
    make = client.adapt(getattr(module, client.class_name), source, target)
    # A function, whose ``repr`` shows no arguments: a key is among them.
    return _Session(client, lambda: make(source=source, target=target, **arguments))


def _module(name: str) -> Any:
    try:
        return importlib.import_module(f"deep_translator.{name}")
    except ImportError:
        raise EngineFailure(
            Failure(
                message("the Python package deep-translator is not installed"),
                FailureKind.CONFIGURATION,
            )
        ) from None


def _code(client: PackageClient, locale: str) -> str:
    code = client.code(locale)
    if code is None:
        raise EngineFailure(
            Failure(
                message(
                    "{service} does not offer {language} ({locale})",
                    service=client.service,
                    language=spoken_name(locale),
                    locale=locale,
                ),
                FailureKind.GIVE_UP,
            )
        )
    return code


class _Session(Struct, frozen=True):
    """``make`` makes a client of the package.

    ``idle`` are clients whose last call has ended; one that hangs is never used again.
    """

    client: PackageClient
    make: Callable[[], Any]
    idle: list[Any] = field(default_factory=list)

    async def translate(self, requests: Sequence[TranslationRequest]) -> Sequence[Outcome]:
        import asyncio

        return [await asyncio.to_thread(self._one, request.text) for request in requests]

    async def close(self) -> None:
        pass

    def _one(self, text: str) -> Outcome:
        try:
            made = self.idle.pop() if self.idle else self.make()
            answer = made.translate(text)
        except EngineFailure as error:
            raise EngineFailure(error.failure) from None
        except Exception as error:
            # Not chained: the package puts the text into its exceptions.
            raise EngineFailure(self._failure(error)) from None
        self.idle.append(made)
        return self._accepted(answer, text)

    def _failure(self, error: Exception) -> Failure:
        names = [base.__name__ for base in type(error).__mro__]
        name = next((each for each in names if each in FAILURES_BY_EXCEPTION), names[0])
        reason, kind = FAILURES_BY_EXCEPTION.get(name, _OTHER_FAILURE)
        return Failure(message(reason, service=self.client.service, name=name), kind)

    def _accepted(self, answer: object, text: str) -> Outcome:
        service = self.client.service
        if not isinstance(answer, str) or not answer.strip():
            return Failure(message("{service} answered with nothing", service=service))
        if notice := self.client.notice(answer):
            raise EngineFailure(notice)
        if _MARKUP.search(answer) and not _MARKUP.search(text):
            return Failure(
                message("{service} answered with markup instead of text", service=service)
            )
        return TranslationResponse(answer.strip())
