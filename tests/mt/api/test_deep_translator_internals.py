"""What is relied on of deep-translator's internals: when one of these fails, the package changed.

Then look at ``polyloom.mt.api.deep_translator``, and at the package's own list of changes.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
from typing import Any

import pytest
import requests.exceptions

from polyloom.mt.api.bounded_requests import BoundedRequests
from polyloom.mt.api.deep_translator import (
    FAILURES_BY_EXCEPTION,
    google_codes,
    mymemory_codes,
    with_encryption,
    with_known_languages,
)

CLIENTS = {
    "google": "GoogleTranslator",
    "mymemory": "MyMemoryTranslator",
    "microsoft": "MicrosoftTranslator",
}
# Each module's further arguments, which the settings of the engine may have.
ARGUMENTS = {"google": {}, "mymemory": {"email": "a@b.org"}, "microsoft": {"api_key": "key"}}
# What else a client may reach the network by, or the disk.
NETWORK = {"httpx", "urllib", "urllib3", "http", "socket", "aiohttp", "openai", "subprocess"}


def module(name: str) -> Any:
    return importlib.import_module(f"deep_translator.{name}")


def client_class(name: str) -> Any:
    return getattr(module(name), CLIENTS[name])


@pytest.mark.parametrize("name", CLIENTS)
def test_the_network_is_reached_only_by_the_name_that_is_replaced(name: str) -> None:
    tree = ast.parse(inspect.getsource(module(name)))
    nodes = list(ast.walk(tree))
    used = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "requests"
    }
    assert used & {"get", "post"}
    assert used <= {"get", "post", "exceptions"}
    assert all(hasattr(BoundedRequests, each) for each in used)
    plain = {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
    sources = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert "requests" in plain
    assert not {each.partition(".")[0] for each in plain | sources} & NETWORK
    assert "requests" not in sources


@pytest.mark.parametrize("name", CLIENTS)
def test_calls_give_what_the_replacement_hands_on(name: str) -> None:
    """Of a call it is the address, and arguments that ``requests`` knows; nothing positional."""
    tree = ast.parse(inspect.getsource(client_class(name)))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "requests"
    ]
    assert calls
    for call in calls:
        assert len(call.args) == 1
        assert {each.arg for each in call.keywords} <= {"params", "headers", "json", "proxies"}


@pytest.mark.parametrize("name", CLIENTS)
def test_clients_are_made_and_asked_as_before(name: str) -> None:
    parameters = inspect.signature(client_class(name)).parameters
    takes_any = any(each.kind is each.VAR_KEYWORD for each in parameters.values())
    assert {"source", "target"} <= parameters.keys()
    assert all(each in parameters or takes_any for each in ARGUMENTS[name])
    first, text, *others = inspect.signature(client_class(name).translate).parameters.values()
    assert (first.name, text.name) == ("self", "text")
    assert all(each.default is not each.empty or each.kind is each.VAR_KEYWORD for each in others)


def test_the_key_and_region_of_microsoft_travel_in_headers() -> None:
    """And the languages that it would ask the service for are those that it is given."""
    original = client_class("microsoft")
    adapted = with_known_languages(original, "en", "zh-Hans")
    made = adapted(source="en", target="zh-Hans", api_key="key", region="westeurope")
    assert (made.source, made.target) == ("en", "zh-Hans")
    assert made.headers["Ocp-Apim-Subscription-Key"] == "key"
    assert made.headers["Ocp-Apim-Subscription-Region"] == "westeurope"
    assert "self._get_supported_languages()" in inspect.getsource(original.__init__)


def test_mymemory_is_asked_with_encryption_and_the_email_address() -> None:
    original = client_class("mymemory")(source="en-GB", target="es-ES")
    assert original._base_url == "http://api.mymemory.translated.net/get"
    make = with_encryption(client_class("mymemory"), "en-GB", "es-ES")
    made = make(source="en-GB", target="es-ES", email="a@b.org")
    assert made._base_url == "https://api.mymemory.translated.net/get"
    assert made.email == "a@b.org"


def test_exceptions_have_the_names_that_failures_are_told_by() -> None:
    known = set(dir(module("exceptions"))) | set(dir(requests.exceptions))
    assert set(FAILURES_BY_EXCEPTION) <= known


def digest(codes: tuple[str, ...]) -> str:
    return hashlib.sha256(" ".join(sorted(codes)).encode()).hexdigest()[:12]


def test_the_tables_of_codes_are_those_that_were_looked_through() -> None:
    """Where one has changed: see that ``best_code`` gives the right ones, then mend the digest."""
    assert (len(google_codes()), digest(google_codes())) == (133, "660904262696")
    assert (len(mymemory_codes()), digest(mymemory_codes())) == (322, "ea91743c89f8")


@pytest.mark.parametrize("name", CLIENTS)
def test_the_addresses_that_tests_replace_are_there(name: str) -> None:
    keys = {
        "google": "GOOGLE_TRANSLATE",
        "mymemory": "MYMEMORY",
        "microsoft": "MICROSOFT_TRANSLATE",
    }
    assert module("constants").BASE_URLS[keys[name]].startswith("http")
