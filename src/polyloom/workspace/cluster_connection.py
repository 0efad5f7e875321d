"""The connection to a Dask cluster (extra ``dask``), whose workers have to be like this machine."""

from __future__ import annotations

import contextlib
import logging
import platform
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from polyloom.errors import ConfigurationError
from polyloom.messages import message
from polyloom.system_reasons import system_reason
from polyloom.workspace.machine import library_version, library_versions, minor_version

if TYPE_CHECKING:
    from distributed import Client

# How long the scheduler, and then the first worker, may take to answer, in seconds.
_PATIENCE = 5.0


@contextlib.contextmanager
def connected_client(address: str) -> Iterator[Client]:
    """A client of the scheduler at ``address``, at least one worker of which is there.

    Raises ConfigurationError where the extra is not installed, where certificates are missing,
    where nobody answers, and where programs are not the same everywhere.
    """
    try:
        import distributed
    except ImportError:
        raise ConfigurationError(
            message(
                "work cannot be shared out among machines,"
                " since the library “distributed” is missing"
            ),
            remedy=message("install it with pip install 'polyloom[dask]'"),
        ) from None
    _silence_library()
    if _is_encrypted(address):
        _need_certificates(address)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        raise _no_answer(address) from error
    try:
        _need_workers(client, address)
        _need_same_programs(client)
        yield client
    finally:
        _close(client)


def _is_encrypted(address: str) -> bool:
    return address.startswith("tls://")


def _need_certificates(address: str) -> None:
    """Raises ConfigurationError where Dask's settings name no certificates that can be read."""
    from distributed.security import Security

    remedy = message(
        "name them in Dask's settings: DASK_DISTRIBUTED__COMM__TLS__CA_FILE,"
        " DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT and DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY"
    )
    try:
        context = Security().get_connection_args("client")["ssl_context"]
    except OSError as error:
        raise ConfigurationError(
            message(
                "the certificates for the scheduler {address} cannot be read: {error}",
                address=address,
                error=system_reason(error),
            ),
            remedy=remedy,
        ) from error
    if context is None:
        raise ConfigurationError(
            message("the scheduler {address} wants certificates", address=address), remedy=remedy
        )


def _no_answer(address: str) -> ConfigurationError:
    if _is_encrypted(address):
        remedy = message(
            "start it with “dask scheduler --protocol tls”, and see whether its certificate is"
            " signed by the authority that is named here"
        )
    else:
        remedy = message("start it with “dask scheduler”, or give another address or none")
    return ConfigurationError(
        message(
            "the scheduler {address} does not answer within {seconds} seconds",
            address=address,
            seconds=f"{_PATIENCE:g}",
        ),
        remedy=remedy,
    )


def _silence_library() -> None:
    """Let the library tell nothing of its attempts to connect: some of its logs have own levels."""
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _close(client: Client) -> None:
    with contextlib.suppress(Exception):
        client.close(timeout=_PATIENCE)


def _need_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (TimeoutError, OSError):
        raise ConfigurationError(
            message("the scheduler {address} has no workers", address=address),
            remedy=message("start some with “dask worker {address}”", address=address),
        ) from None


def _need_same_programs(client: Client) -> None:
    """Raises ConfigurationError where a worker would not do what this machine does."""
    python = client.run(platform.python_version, on_error="return")
    for worker, theirs in python.items():
        if minor_version(str(theirs)) != minor_version(platform.python_version()):
            raise _differs(worker, "Python", str(theirs), platform.python_version())
    # Only what has the same Polyloom can be asked in its words.
    own = client.run(version, "polyloom", on_error="return")
    for worker, there in own.items():
        if there != library_version("polyloom"):
            raise _differs(worker, "polyloom", there, library_version("polyloom"))
    ours = library_versions()
    for worker, theirs in client.run(library_versions).items():
        for name, here in ours.items():
            if theirs.get(name) != here:
                raise _differs(worker, name, theirs.get(name), here)


def _differs(worker: str, what: str, there: object, here: object) -> ConfigurationError:
    there = there if isinstance(there, str) else "none"
    return ConfigurationError(
        message(
            "the worker {worker} has another {what} ({there}) than this machine ({here})",
            worker=worker,
            what=what,
            there=there,
            here=here,
        ),
        remedy=message("install the same on all machines"),
    )
