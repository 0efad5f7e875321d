"""What an engine of a project needs to be allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from polyloom.errors import ConfigurationError
from polyloom.mt import ENGINES
from polyloom.mt.api.addresses import address_parts
from polyloom.mt.api.permissions import EnginePermission, engine_demand
from polyloom.mt.api.proxies import LOOPBACK
from polyloom.mt.api.settings import EngineTable

KEY_VARIABLES = {row.defaults.key_env: "k3y-of-the-test" for row in ENGINES.values()}
FREE = {"memory", "apertium", "command", "libretranslate", "openai"}


def permission(name: str, root: Path, **said: object) -> EnginePermission | None:
    environment = said.pop("environment", {})
    assert isinstance(environment, dict)
    table = EngineTable(
        key_file=str(said.pop("key_file", "")),
        values={key: said.pop(key) for key in ("url", "key_env") if key in said},
        options=said,
    )
    row = ENGINES[name]
    return engine_demand(row, table, root=root, timeout=None, environment=environment).permission


@pytest.mark.parametrize("name", ENGINES)
def test_whatever_leaves_the_machine_has_to_be_allowed(tmp_path: Path, name: str) -> None:
    row = ENGINES[name]
    found = permission(name, tmp_path)
    assert (found is None) is (name in FREE)
    addresses = [address_parts(url) for url in row.destinations(row.defaults)]
    assert all(addresses)
    assert bool(addresses) is row.needs_network
    hosts = {each.hostname for each in addresses if each}
    assert (hosts <= set(LOOPBACK)) is (name in FREE)


@pytest.mark.parametrize("name", [name for name, row in ENGINES.items() if row.needs_network])
def test_a_key_has_to_be_allowed_wherever_it_goes(tmp_path: Path, name: str) -> None:
    found = permission(
        name, tmp_path, key_env="MINE", environment={"MINE": "k3y", "DEEPL_API_KEY": "x"}
    )
    assert found is not None
    assert found.key == "the variable MINE"
    assert "k3y" not in repr(found)
    in_file = permission(name, tmp_path, key_file="/nowhere/key")
    assert in_file is not None
    assert in_file.key == "the file /nowhere/key"
    assert in_file.digest != found.digest


def test_the_digest_is_of_everything_that_is_asked_for() -> None:
    asked = EnginePermission("x", ("a", "b"), "/bin/a", (("f", "0"),), "/data", ("u",), "k")
    others = [
        replace(asked, engine="y"),
        replace(asked, command=("a b",)),
        replace(asked, command=("a", "b", "")),
        replace(asked, project_files=(("f", "1"),)),
        replace(asked, project_files=()),
        replace(asked, data_folder="/other"),
        replace(asked, destinations=("u", "u")),
        replace(asked, key=""),
    ]
    assert len({each.digest for each in (asked, *others)}) == len(others) + 1
    # Where a program of the machine was found is the person's business.
    assert replace(asked, program="/usr/bin/a").digest == asked.digest


@pytest.mark.parametrize("name", [".", "ap", "./ap/..", "link", "..", "/", "~", "~/ap"])
def test_a_data_folder_in_or_around_the_project_is_refused(tmp_path: Path, name: str) -> None:
    root = tmp_path / "project"
    (root / "ap").mkdir(parents=True)
    (tmp_path / "link").symlink_to(root / "ap")
    (root / "link").symlink_to(root / "ap")
    for word in (name, str(root / name), str(tmp_path / "link")):
        with pytest.raises(ConfigurationError, match="no folder outside of the project"):
            permission("apertium", root, data=word, environment={"HOME": str(root)})


def test_a_data_folder_elsewhere_is_asked_about_by_its_real_path(tmp_path: Path) -> None:
    root, data = tmp_path / "project", tmp_path / "data"
    root.mkdir()
    data.mkdir()
    (root / "link").symlink_to(data)
    for name in (str(data), "../data", "link", "~/data"):
        found = permission("apertium", root, data=name, environment={"HOME": str(tmp_path)})
        assert found is not None
        assert found.data_folder == str(data)
    assert permission("apertium", root, data="/usr/share/apertium") is None


def test_names_that_lead_nowhere_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    words = ["echo", "loop", "a\0b", "x" * 5000, "", ".", "..", "../..", "none"]
    found = permission("command", tmp_path, run=words, environment={"PATH": "/bin"})
    assert found is not None
    assert (found.program, found.project_files) == ("/bin/echo", ())
    with pytest.raises(ConfigurationError, match="the key file loop cannot be read"):
        permission("deepl", tmp_path, key_file="loop")


def test_a_program_of_the_project_found_by_its_name_is_one(tmp_path: Path) -> None:
    program = tmp_path / "bin/tool"
    program.parent.mkdir()
    program.write_text("1", encoding="utf-8")
    program.chmod(0o755)
    environment = {"PATH": str(program.parent)}
    first = permission("command", tmp_path, run=["tool"], environment=environment)
    program.write_text("2", encoding="utf-8")
    second = permission("command", tmp_path, run=["tool"], environment=environment)
    assert first is not None
    assert second is not None
    assert [name for name, _ in first.project_files] == ["bin/tool"]
    assert first.digest != second.digest
