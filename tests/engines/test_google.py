from __future__ import annotations

import importlib
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from polyloom.engines import ENGINES, Draft, EngineContext, EngineFailure, Translate
from polyloom.memory import build_memory

BASE_URLS: dict[str, str] = importlib.import_module("deep_translator.constants").BASE_URLS

Answer = Callable[[BaseHTTPRequestHandler, str], None]


@dataclass
class Service:
    """A stand-in for the service on the loopback interface, and what it was asked."""

    answer: Answer
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


def page(text: str, status: int = 200) -> Answer:
    def answer(handler: BaseHTTPRequestHandler, _text: str) -> None:
        body = text.encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def result(text: str) -> Answer:
    return page(f'<html><body><div class="result-container">{text}</div></body></html>')


def upper(handler: BaseHTTPRequestHandler, text: str) -> None:
    result(text.upper())(handler, text)


def hang(_handler: BaseHTTPRequestHandler, _text: str) -> None:
    time.sleep(2)


def drip(handler: BaseHTTPRequestHandler, _text: str) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def break_off(handler: BaseHTTPRequestHandler, _text: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<html>")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    stand_in = Service(result("Hola"))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
            stand_in.asked.append(query)
            try:
                stand_in.answer(self, query["q"])
            except OSError:
                self.close_connection = True  # The client has gone.

        def log_message(self, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *args: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}/m"
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(BASE_URLS, "GOOGLE_TRANSLATE", stand_in.url)
    monkeypatch.setattr("polyloom.engines.google._PAUSE_SECONDS", 0.01)
    yield stand_in
    server.shutdown()
    server.server_close()
    thread.join()


def engine(locale: str = "es", *, source_locale: str = "en", timeout: float = 5.0) -> Translate:
    context = EngineContext(source_locale, locale, build_memory([]), {}, timeout)
    return ENGINES["google"].open(context)


def failure(translate: Translate, text: str = "Secret words") -> EngineFailure:
    with pytest.raises(EngineFailure) as caught:
        translate(text)
    assert "Secret" not in caught.value.reason
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


def test_a_good_answer(service: Service) -> None:
    assert engine()("Hello") == Draft("Hola")
    assert [(query["sl"], query["tl"], query["q"]) for query in service.asked] == [
        ("en", "es", "Hello")
    ]


def test_nothing_is_sent_without_words(service: Service) -> None:
    translate = engine()
    assert [translate(text) for text in ("—", "1993", " ", "", "…")] == [None] * 5
    assert service.asked == []


def test_white_space_at_the_edges_is_kept(service: Service) -> None:
    assert engine()("\n\u00a0 Hello\u3000\n") == Draft("\n\u00a0 Hola\u3000\n")
    assert service.asked[0]["q"] == "Hello"


def test_locales_become_codes_of_google(service: Service) -> None:
    for locale in ("pt_BR", "zh_Hans", "he"):
        engine(locale)("Hello")
    assert [query["tl"] for query in service.asked] == ["pt", "zh-CN", "iw"]


def test_a_text_that_stays_the_same_is_an_answer(service: Service) -> None:
    service.answer = result("Peru")
    assert engine()("Peru") == Draft("Peru")


def test_lines_are_translated_one_by_one(service: Service) -> None:
    service.answer = upper
    assert engine()("one\n\n***\n two") == Draft("ONE\n\n***\n TWO")
    assert [query["q"] for query in service.asked] == ["one", "two"]


def test_long_texts_are_cut_at_sentences_and_joined(service: Service) -> None:
    service.answer = upper
    text = " ".join(f"Sentence {n} says something." for n in range(400))
    assert engine("es")(text) == Draft(text.upper())
    assert len(service.asked) == 3
    assert all(len(query["q"]) < 5000 and query["q"].endswith(".") for query in service.asked)


def test_long_texts_are_joined_without_blanks_in_chinese(service: Service) -> None:
    service.answer = result("句。")
    assert engine("zh_Hans")("A sentence. " * 700) == Draft("句。句。 ")


def test_bytes_in_the_url_count(service: Service) -> None:
    service.answer = upper
    text = "我们需要新政府。" * 200
    assert engine("en", source_locale="zh_Hans")(text) == Draft(
        " ".join([text[:776], text[776:1552], text[1552:]])
    )


@pytest.mark.parametrize(
    ("answer", "reason", "give_up", "tries"),
    [
        (page("", 429), "takes no more requests", True, 1),
        (page("", 500), "answered with an error", False, 2),
        (page("", 404), "answered with an error", False, 2),
        (page("<html><body>Sign in</body></html>"), "has no translation in it", False, 1),
        (page(""), "has no translation in it", False, 1),
        (result(""), "answered with nothing", False, 1),
        (result("&lt;b&gt;Hola&lt;/b&gt;"), "markup", False, 1),
        (result("l&amp;#39;homme"), "markup", False, 1),
        (break_off, "broke off", False, 2),
    ],
)
def test_answers_that_are_none(
    service: Service, answer: Answer, reason: str, give_up: bool, tries: int
) -> None:
    service.answer = answer
    failed = failure(engine())
    assert reason in failed.reason
    assert failed.give_up is give_up
    assert len(service.asked) == tries


def test_a_second_try_may_succeed(service: Service) -> None:
    def answer(handler: BaseHTTPRequestHandler, text: str) -> None:
        (page("", 503) if len(service.asked) == 1 else result("Hola"))(handler, text)

    service.answer = answer
    assert engine()("Hello") == Draft("Hola")


@pytest.mark.parametrize("answer", [hang, drip])
def test_the_time_limit_is_on_the_whole_call(service: Service, answer: Answer) -> None:
    service.answer = answer
    failed = failure(engine(timeout=0.3))
    assert failed.reason == "Google Translate did not answer within 0.3 seconds"
    assert not failed.give_up


def test_nothing_more_is_sent_after_the_time_limit(service: Service) -> None:
    def slow(handler: BaseHTTPRequestHandler, text: str) -> None:
        time.sleep(0.3)
        upper(handler, text)

    service.answer = slow
    failure(engine(timeout=0.1), "Secret\nwords\nhere")
    time.sleep(0.5)
    assert len(service.asked) == 1


def test_no_service_at_all(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    refused = f"http://127.0.0.1:{port}/m"
    monkeypatch.setitem(BASE_URLS, "GOOGLE_TRANSLATE", refused)
    failed = failure(engine())
    assert failed.reason == "Google Translate cannot be reached"
    assert failed.give_up
    assert service.asked == []


@pytest.mark.parametrize(
    ("locale", "source_locale", "reason"),
    [
        ("sr@latin", "en", "Google Translate does not offer Serbian (sr@latin)"),
        ("nn", "en", "Google Translate does not offer Norwegian Nynorsk (nn)"),
        ("es", "yue", "Google Translate does not offer Cantonese (yue)"),
        (
            "pt_BR",
            "pt_PT",
            "Google Translate does not tell Portuguese (Brazil) from Portuguese (Portugal)",
        ),
    ],
)
def test_locales_that_google_has_not(locale: str, source_locale: str, reason: str) -> None:
    with pytest.raises(EngineFailure) as caught:
        engine(locale, source_locale=source_locale)
    assert caught.value.reason == reason
    assert caught.value.give_up


@pytest.mark.parametrize("answer", [None, "", "  ", 5, b"Hola"])
def test_answers_of_the_package_that_are_no_text(
    monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    monkeypatch.setattr("deep_translator.GoogleTranslator.translate", lambda _self, _text: answer)
    assert failure(engine()).reason == "Google Translate answered with nothing"


def test_an_unforeseen_exception_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def translate(_self: object, text: str) -> str:
        raise KeyError(text)

    monkeypatch.setattr("deep_translator.GoogleTranslator.translate", translate)
    assert failure(engine()).reason == "Google Translate failed (KeyError)"


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "deep_translator", None)
    with pytest.raises(EngineFailure, match="deep-translator is not installed"):
        engine()
