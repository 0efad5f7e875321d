"""The proxy by which a service is reached: only one that the environment names."""

from __future__ import annotations

from collections.abc import Mapping

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def proxy_for(scheme: str, host: str, environment: Mapping[str, str]) -> str | None:
    """The proxy's address, or None where a host is asked directly.

    ``https_proxy``, ``http_proxy`` and ``all_proxy`` name one; ``no_proxy`` lists hosts and domains
    that are asked directly. Names in capital letters mean the same. This machine itself is always
    asked directly.

    >>> proxy_for("https", "a.example.org", {"ALL_PROXY": "http://p:1", "no_proxy": "example.org"})
    """
    if host in LOOPBACK or _is_direct(host, _variable(environment, "no_proxy")):
        return None
    return _variable(environment, f"{scheme}_proxy") or _variable(environment, "all_proxy") or None


def _variable(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name, "") or environment.get(name.upper(), "")


def _is_direct(host: str, exceptions: str) -> bool:
    names = [name.strip().removeprefix("*").removeprefix(".") for name in exceptions.split(",")]
    everything = "*" in (name.strip() for name in exceptions.split(","))
    return everything or any(name and (host == name or host.endswith(f".{name}")) for name in names)
