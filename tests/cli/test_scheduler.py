"""Which scheduler is asked, and what is needed before one is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from support.polyloom import Run, files, make_project
from support.polyloom import polyloom as run_polyloom

pytestmark = pytest.mark.slow

NOWHERE = "tcp://127.0.0.1:9"
NAMED = f'[execution]\nscheduler = "{NOWHERE}"\n'
LOCAL = (
    "all is done on this machine, since you have not allowed the project to send texts to"
    f" {NOWHERE}; run polyloom trust\n"
)


@pytest.fixture(autouse=True)
def _nothing_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def polyloom(root: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Run:
    """Run the program without the library that asks schedulers: whoever would use it says so."""
    missing = root.parent / "missing/distributed/__init__.py"
    if not missing.exists():
        missing.parent.mkdir(parents=True)
        missing.write_text('raise ImportError("no distributed")\n', "utf-8")
    path = {"PYTHONPATH": str(missing.parents[1])}
    return run_polyloom(root, *arguments, environment={**path, **(environment or {})})


def is_asked(run: Run) -> bool:
    """Whether a scheduler was to be asked, for which the library is missing."""
    asked = run.err == (
        "polyloom: work cannot be shared out among machines, since the library “distributed” is"
        " missing; install it with pip install 'polyloom[dask]'\n"
    )
    assert asked == (run.code == 2), run
    return asked


def test_a_project_s_scheduler_is_asked_once_it_is_allowed(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", extra=NAMED)
    run = polyloom(root, "sync")
    assert (run.code, run.err.splitlines(keepends=True)[0]) == (0, LOCAL)
    asked = polyloom(root, "trust")
    assert asked.code == 1
    assert f"scheduler: send texts to {NOWHERE}\n" in asked.out
    assert polyloom(root, "trust", "scheduler", "--yes").code == 0
    before = files(root)
    assert is_asked(polyloom(root, "build"))
    assert files(root) == before
    assert not is_asked(polyloom(root, "build", "--scheduler", "none"))


def test_another_address_is_to_be_allowed_again(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", extra=NAMED)
    assert polyloom(root, "trust", "--yes").code == 0
    configuration = root / "polyloom.toml"
    configuration.write_text(configuration.read_text("utf-8").replace(":9", ":10"), "utf-8")
    run = polyloom(root, "report")
    assert not is_asked(run)
    assert "not allowed the project to send texts to tcp://127.0.0.1:10;" in run.err


def test_the_command_line_comes_before_the_environment_and_that_before_the_project(
    tmp_path: Path,
) -> None:
    root = make_project(tmp_path / "project", extra=NAMED)
    assert is_asked(polyloom(root, "sync", "--scheduler", NOWHERE))
    assert is_asked(polyloom(root, "sync", environment={"POLYLOOM_SCHEDULER": NOWHERE}))
    none = polyloom(root, "sync", environment={"POLYLOOM_SCHEDULER": "none"})
    assert LOCAL not in none.err
    both = polyloom(
        root, "sync", "--scheduler", "none", environment={"POLYLOOM_SCHEDULER": NOWHERE}
    )
    assert not is_asked(both)


@pytest.mark.parametrize(
    "address", ["10.0.0.5:8786", "http://10.0.0.5:8786", "tcp://10.0.0.5", "tcp://a b:1", "tcp://"]
)
def test_what_is_no_address_is_one_sentence(tmp_path: Path, address: str) -> None:
    root = make_project(tmp_path / "project")
    run = polyloom(root, "sync", "--scheduler", address)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"polyloom: --scheduler: “{address}” is no scheduler: it must be an address such as"
        " tcp://10.0.0.5:8786, or tls://…; “none” does all on this machine\n"
    )
    other = make_project(tmp_path / "other", extra=f'[execution]\nscheduler = "{address}"\n')
    assert polyloom(other, "sync").err == (
        "polyloom: polyloom.toml:5: scheduler must be an address such as tcp://10.0.0.5:8786,"
        " or tls://…\n"
    )


def test_the_library_is_loaded_only_where_a_scheduler_is_asked(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    for command in ("sync", "check", "build", "report", "format"):
        assert not is_asked(polyloom(root, command))
