"""The address of a service: its parts, where it is one that everybody reads in the same way."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

# What programs take for the end of the host, or leave out, each by rules of its own.
_AMBIGUOUS = re.compile(r"[\s\x00-\x20\x7f\\?#@]")


def address_parts(url: str) -> SplitResult | None:
    """The parts of an address of http or https; None where it is none.

    It has a host, and nothing but a port and a path behind it: no user, query or fragment, which
    would hold a secret or swallow the path that an engine adds.

    >>> address_parts("https://example.org:8443/v2").hostname
    'example.org'
    >>> address_parts("https://example.org@other.org/")
    """
    if _AMBIGUOUS.search(url):
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None
