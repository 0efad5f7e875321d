"""Translation services on the loopback interface, which can misbehave in every way.

One server speaks LibreTranslate's, DeepL's and chat-completions' HTTP, and answers like Google's
page, MyMemory's and Microsoft's interfaces. It translates with a function (capital letters, or the
real Apertium) and notes each text that it was asked for.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Translate = Callable[[list[str]], list[Any]]

# What a mask looks like, in any shape: stand-in translators leave it alone, as good engines do.
_MASK = re.compile(r"(<[^>]*>|⟦[^⟧]*⟧|QXE?\d+Z|&[a-z]+;|%[a-z]|\{[a-z]*\})")


def capitals(texts: list[str]) -> list[Any]:
    """Each text in capital letters, but for its masks."""
    return [
        "".join(part if _MASK.fullmatch(part) else part.upper() for part in _MASK.split(text))
        for text in texts
    ]


def apertium(pair: str = "eng-spa") -> Translate:
    """Real machine translation by a process for each call."""

    def translate(texts: list[str]) -> list[Any]:
        done = subprocess.run(
            ["apertium", "-u", "-f", "html", pair],
            input="".join(f"<p>{text}</p>\n" for text in texts),
            capture_output=True,
            text=True,
            check=True,
        )
        return [
            match.strip() for match in re.findall(r"<p>(.*?)</p>", done.stdout, flags=re.DOTALL)
        ]

    return translate


@dataclass
class Request:
    """What was asked for: the path, the query or body, the headers."""

    path: str
    asked: Any
    headers: Mapping[str, str]


# Answers a request in place of the service; the texts are those asked for.
Misbehaviour = Callable[["Handler", list[str]], None]


@dataclass
class Bed:
    """The server: ``translate`` makes answers, ``misbehave`` stands in for it ``times`` times."""

    translate: Translate = capitals
    misbehave: Misbehaviour | None = None
    times: int = 1_000_000
    latency: float = 0.0
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    most_at_once: int = 0
    at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def misbehaving(self) -> Misbehaviour | None:
        """How to answer this request wrongly, as often as that was asked for."""
        with self.lock:
            if self.misbehave is None or self.times <= 0:
                return None
            self.times -= 1
            return self.misbehave


class Handler(BaseHTTPRequestHandler):
    """One request; which service is meant is told by its path."""

    protocol_version = "HTTP/1.1"
    # Head and body are written apart: the body would wait for the head to be acknowledged.
    disable_nagle_algorithm = True
    bed: Bed
    # Whether one text was asked for, and not a list.
    is_single = False

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path.endswith("/languages"):
            codes = ["en", "es", "fr", "pt-BR", "ar", "zh-Hans"]
            self.send_json([{"code": code, "name": code, "targets": codes} for code in codes])
            return
        self._answer(parts.path, query, [query.get("q", "")])

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        data = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        # LibreTranslate takes its parameters in the address, too.
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        body = json.loads(data) if data else query
        self._answer(parts.path, body, _texts(parts.path, body))

    def _answer(self, path: str, asked: Any, texts: list[str]) -> None:
        bed = self.bed
        with bed.lock:
            bed.requests.append(Request(path, asked, dict(self.headers.items())))
            bed.texts += texts
            self.is_single = isinstance(asked, dict) and isinstance(asked.get("q"), str)
            bed.at_once += 1
            bed.most_at_once = max(bed.most_at_once, bed.at_once)
        try:
            if bed.latency:
                time.sleep(bed.latency)
            if misbehave := bed.misbehaving():
                misbehave(self, texts)
            else:
                self.reply(bed.translate(texts))
        except OSError:
            self.close_connection = True  # The client has gone.
        finally:
            with bed.lock:
                bed.at_once -= 1

    def reply(self, answers: Sequence[Any]) -> None:
        """The answers, as the service that was called puts them."""
        path = urlsplit(self.path).path
        if path.endswith("/chat/completions"):
            content = {str(number): text for number, text in enumerate(answers, start=1)}
            self.say(json.dumps(content, ensure_ascii=False))
        elif path.startswith("/v2"):
            rows = [{"detected_source_language": "EN", "text": text} for text in answers]
            self.send_json({"translations": rows})
        elif path == "/m":
            text = str(answers[0]).replace("&", "&amp;").replace("<", "&lt;")
            self.send_page(f'<html><body><div class="result-container">{text}</div></body></html>')
        elif path.startswith("/get"):
            self.send_json({"responseData": {"translatedText": answers[0]}, "matches": []})
        elif path.startswith("/microsoft"):
            self.send_json([{"translations": [{"text": answers[0], "to": "es"}]}])
        else:
            self.send_json({"translatedText": answers[0] if self.is_single else list(answers)})

    def say(self, content: str, finish_reason: str = "stop") -> None:
        """A chat completion with this content."""
        message = {"role": "assistant", "content": content}
        choice = {"index": 0, "message": message, "finish_reason": finish_reason}
        self.send_json({"choices": [choice], "model": "test"})

    def send_json(self, value: Any) -> None:
        self.send_data(json.dumps(value).encode(), "application/json")

    def send_page(
        self, text: str, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        self.send_data(text.encode(), "text/html; charset=utf-8", status, headers)

    def send_data(
        self, data: bytes, kind: str, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        pass


def _texts(path: str, body: Any) -> list[str]:
    if path.endswith("/chat/completions"):
        return [each["text"] for each in json.loads(body["messages"][-1]["content"])["texts"]]
    if path.startswith("/microsoft"):
        return [each["text"] for each in body]
    found = body.get("q", body.get("text"))
    return found if isinstance(found, list) else [found]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, *args: Any) -> None:
        pass


@contextmanager
def serving(translate: Translate = capitals) -> Iterator[Bed]:
    """The server, for as long as the context lasts."""
    bed = Bed(translate)
    handler = type("BoundHandler", (Handler,), {"bed": bed})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    bed.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield bed
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# Ways to misbehave.


def status(number: int, **headers: str) -> Misbehaviour:
    """Nothing but a status, with words that nobody should see."""
    return lambda handler, _texts: handler.send_page("<h1>server words</h1>", number, headers)


def answers(change: Callable[[list[str]], Sequence[Any]]) -> Misbehaviour:
    """Other answers than translations, in the service's own form."""
    return lambda handler, texts: handler.reply(change(texts))


def body(data: bytes, kind: str = "application/json", **headers: str) -> Misbehaviour:
    """Status 200 with these bytes."""
    return lambda handler, _texts: handler.send_data(data, kind, 200, headers)


def says(content: str, finish_reason: str = "stop") -> Misbehaviour:
    """A chat completion with this content."""
    return lambda handler, _texts: handler.say(content, finish_reason)


def hang(handler: Handler, _texts: list[str]) -> None:
    """No answer at all."""
    time.sleep(3)
    handler.close_connection = True


def drip(handler: Handler, _texts: list[str]) -> None:
    """An answer of which a byte comes now and then."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)
    handler.close_connection = True


def drip_headers(handler: Handler, _texts: list[str]) -> None:
    """An answer whose head does not come to an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(60):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)
    handler.close_connection = True


def reset(handler: Handler, _texts: list[str]) -> None:
    """The connection is cut without an answer."""
    handler.close_connection = True
    handler.connection.close()


def break_off(handler: Handler, _texts: list[str]) -> None:
    """An answer that is shorter than it says."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"transl')
    handler.close_connection = True


def gzip_bomb(layers: int = 1) -> Misbehaviour:
    """Some kilobytes that unpack to fifty megabytes (and more with two layers)."""
    data = b'{"translatedText": ["' + b"a" * 50_000_000 + b'"]}'
    for _ in range(layers):
        data = gzip.compress(data, 9)
    return body(data, Content_Encoding=", ".join(["gzip"] * layers))


def endless(handler: Handler, _texts: list[str]) -> None:
    """Data without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(2_000):
        handler.wfile.write(b" " * 65_536)
    handler.close_connection = True
