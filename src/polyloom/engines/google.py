"""Google Translate, by way of deep-translator.

What that package leaves open is seen to here: a time limit for the whole call, one second try, the
white space at the edges, long texts, answers that are none, and failures told apart.
"""

from __future__ import annotations

import importlib
import re
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

from polyloom.engines.contract import Draft, EngineContext, EngineFailure, EngineRow, Translate
from polyloom.engines.google_codes import google_code
from polyloom.engines.pieces import Piece, pieces
from polyloom.model import Origin
from polyloom.text.locales import english_name

# The package refuses 5,000 characters. The text travels in the URL, of which servers take about
# 8,000 bytes: a Chinese character is nine of them.
_MOST_CHARACTERS = 4_999
_MOST_URL_BYTES = 7_000
_PAUSE_SECONDS = 0.5
# Languages that put nothing between two sentences.
_UNSPACED = ("zh-CN", "zh-TW", "ja")

_MARKUP = re.compile(r"<!?/?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", re.IGNORECASE)

# The package's exceptions by name, and the network library's: why, and whether to give up.
_REASONS: dict[str, tuple[str, bool]] = {
    "TooManyRequests": ("Google Translate takes no more requests for now", True),
    "LanguageNotSupportedException": ("Google Translate does not know the language", True),
    "InvalidSourceOrTargetLanguage": ("Google Translate does not know the language", True),
    "ProxyError": ("the proxy between here and Google Translate does not answer", True),
    "SSLError": ("the connection to Google Translate is not secure", True),
    "ConnectTimeout": ("Google Translate cannot be reached", True),
    "ConnectionError": ("Google Translate cannot be reached", True),
    "RequestError": ("Google Translate answered with an error", False),
    "ChunkedEncodingError": ("the answer of Google Translate broke off", False),
    "ReadTimeout": ("Google Translate did not answer in time", False),
    "TranslationNotFound": ("the answer of Google Translate has no translation in it", False),
    "NotValidPayload": ("Google Translate does not take this text", False),
    "NotValidLength": ("the text is too long for Google Translate", False),
}
_TRANSIENT = frozenset(
    {"ConnectionError", "ConnectTimeout", "RequestError", "ChunkedEncodingError", "ReadTimeout"}
)


def _open(context: EngineContext) -> Translate:
    source, target = _code(context.source_locale), _code(context.locale)
    if source == target:
        raise EngineFailure(
            f"Google Translate does not tell {english_name(context.locale)} from "
            f"{english_name(context.source_locale)}",
            give_up=True,
        )
    translator = _translator(source, target)

    def translate(text: str) -> Draft | None:
        if not any(map(str.isalpha, text)):
            return None  # Nothing to translate in numbers and punctuation.
        translated = _within(
            context.timeout, lambda stopped: _translate(text, target, translator, stopped)
        )
        lead = text[: len(text) - len(text.lstrip())]
        return Draft(f"{lead}{translated}{text[len(text.rstrip()) :]}")

    return translate


def _code(locale: str) -> str:
    code = google_code(locale)
    if code is None:
        raise EngineFailure(
            f"Google Translate does not offer {english_name(locale)} ({locale})", give_up=True
        )
    return code


def _translator(source: str, target: str) -> Callable[[str], object]:
    """The package's own function for one text, of a new object each time.

    The object keeps the last text and settings, and an abandoned call may still be using it.
    """
    try:
        package: Any = importlib.import_module("deep_translator")
    except ImportError:
        raise EngineFailure(
            "the Python package deep-translator is not installed", give_up=True
        ) from None

    def translate(text: str) -> object:
        return package.GoogleTranslator(source=source, target=target).translate(text)

    return translate


def _translate(
    text: str, target: str, translator: Callable[[str], object], stopped: threading.Event
) -> str:
    """The text's translation, piece by piece; what is not worth sending is kept as it is."""
    translated = []
    for piece in pieces(text, _fits):
        if any(map(str.isalpha, piece.text)):
            answer = _accepted(_tried(piece.text, translator, stopped), piece.text)
        else:
            answer = piece.text
        translated += [answer, _gap(piece, target)]
    return "".join(translated).rstrip()


def _fits(text: str) -> bool:
    return len(text) <= _MOST_CHARACTERS and len(quote_plus(text)) <= _MOST_URL_BYTES


def _gap(piece: Piece, target: str) -> str:
    if "\n" in piece.gap:
        return piece.gap
    return "" if target in _UNSPACED else piece.gap or " "


def _tried(text: str, translator: Callable[[str], object], stopped: threading.Event) -> object:
    """What the service answers, at the second try if need be."""
    for last in (False, True):
        if stopped.is_set():
            break
        try:
            return translator(text)
        except Exception as error:
            # Not chained: the package puts the text into its exceptions.
            name = _known_name(error)
            if last or name not in _TRANSIENT:
                raise _failure(name, error) from None
        stopped.wait(_PAUSE_SECONDS)
    raise EngineFailure("Google Translate did not answer in time")


def _known_name(error: Exception) -> str:
    """The nearest name in the table of reasons among the exception's classes, or its own."""
    names = [base.__name__ for base in type(error).__mro__]
    return next((name for name in names if name in _REASONS), names[0])


def _failure(name: str, error: Exception) -> EngineFailure:
    if isinstance(error, EngineFailure):
        return error
    reason, give_up = _REASONS.get(name, (f"Google Translate failed ({name})", False))
    return EngineFailure(reason, give_up=give_up)


def _accepted(answer: object, text: str) -> str:
    if not isinstance(answer, str) or not answer.strip():
        raise EngineFailure("Google Translate answered with nothing")
    if _MARKUP.search(answer) and not _MARKUP.search(text):
        raise EngineFailure("Google Translate answered with markup instead of text")
    return answer.strip()


def _within(seconds: float, work: Callable[[threading.Event], str]) -> str:
    """What ``work`` returns or raises, if it does so in time.

    A thread, because the package offers no time limit, and a limit on a socket starts anew with
    every byte that drips in. A daemon, because nothing can end it and the program must be able to.
    """
    stopped = threading.Event()
    results: list[str] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            results.append(work(stopped))
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=run, name="google-translate", daemon=True)
    thread.start()
    thread.join(seconds)
    stopped.set()
    if results:
        return results[0]
    if failures:
        raise failures[0]
    raise EngineFailure(f"Google Translate did not answer within {seconds:g} seconds")


ENGINE = EngineRow(
    "google",
    "Google Translate over the network, without a key.",
    needs_network=True,
    origin=Origin.MACHINE,
    open=_open,
)
