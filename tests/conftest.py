"""Settings that all tests share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: machines are slow at times, and the tests time nothing. The same examples in every
# run, so that a failure is of the change at hand; CI has more of them, which
# ``--hypothesis-profile=ci`` has, too, and ``--hypothesis-profile=thorough`` looks for others.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=4000)
settings.load_profile("ci" if os.environ.get("CI") else "default")


# Of these, `--doctest-modules` would import what takes Unix away from the interpreter that runs the
# tests.
collect_ignore = ["support"]

# What dictionaries of spelling this machine has is no matter of the tests.
os.environ["DICPATH"] = ""

# The language of the person who runs them is none, either.
for _name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"

# A shell that runs the tests in the background has them ignore Ctrl-C, and with them every program
# that they start; what those do when they are interrupted is to be tested there, too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def _configuration_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No permission of the person who runs the tests counts, and none is given in their name."""
    folder = tmp_path_factory.mktemp("configuration")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder))
        patch.delenv("POLYLOOM_TRUST", raising=False)
        yield folder


@pytest.fixture(autouse=True, scope="session")
def _no_coverage_of_programs() -> Iterator[None]:
    """`make coverage` measures no program that a test starts: that would take an hour."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Skip what must be alone where several processes share the tests (``-n``)."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    for item in items:
        if item.get_closest_marker("alone"):
            item.add_marker(pytest.mark.skip(reason="run it without -n: pytest -m alone"))
