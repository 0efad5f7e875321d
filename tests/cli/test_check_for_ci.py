"""``polyloom check`` where a change is looked at: what a branch changed, for whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.git import Clone, make_clone
from support.polyloom import SPANISH, catalog_file, make_project, polyloom, translate_by_hand

BROKEN = {"We affirm:": "Afirmamos 7:"}


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A project with one finding that is committed."""
    clone = make_clone(tmp_path / "project")
    make_project(clone.root / "new", locales='"es"')
    for path in sorted((clone.root / "new").iterdir()):
        path.rename(clone.root / path.name)
    (clone.root / "new").rmdir()
    assert polyloom(clone.root, "sync").code == 0
    translate_by_hand(clone.root, "es", {**SPANISH, **BROKEN})
    clone.commit("translated")
    return clone


def change(clone: Clone, old: str, new: str) -> None:
    path = catalog_file(clone.root, "es")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def found(clone: Clone, *options: str) -> list[str]:
    run = polyloom(clone.root, "check", *options, "--json")
    return [finding["msgid"] for finding in run.json["findings"]]


def test_only_what_has_changed_since(clone: Clone) -> None:
    assert found(clone) == ["We affirm:"]
    assert found(clone, "--since", "HEAD") == []
    clone.git("checkout", "-q", "-b", "branch")
    change(clone, "28 causas", "27 causas")
    change(clone, "#. Title\n", "# A comment moves every line below.\n#. Title\n")
    clone.commit("changed")
    assert {*found(clone, "--since", "main")} == {"That the crisis has 28 causes in our country."}
    assert found(clone, "--since", "HEAD") == []
    change(clone, "Afirmamos 7:", "Afirmamos 8:")
    assert {*found(clone, "--since", "branch")} == {"We affirm:"}
    assert polyloom(clone.root, "check", "--since", "HEAD").code == 0


def test_a_catalog_that_is_new_has_changed(clone: Clone) -> None:
    (clone.root / "source/new.txt").write_text("See 7 of them.\n", encoding="utf-8")
    assert polyloom(clone.root, "sync").code == 0
    path = catalog_file(clone.root, "es", "new")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('them."\nmsgstr ""', 'them."\nmsgstr "Vea."'), encoding="utf-8")
    assert {*found(clone, "--since", "main")} == {"See 7 of them."}


def test_a_catalog_in_another_charset_has_changed_where_it_has(clone: Clone) -> None:
    path = catalog_file(clone.root, "es")
    text = path.read_text(encoding="utf-8").replace("charset=UTF-8", "charset=windows-1252")
    path.write_bytes(text.replace("El país está", "El país 7 está").encode("windows-1252"))
    clone.commit("in another charset")
    path.write_bytes(path.read_bytes() + b"\n# The end.\n")
    assert found(clone, "--since", "HEAD") == []


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-", "HEAD:polyloom.toml"])
def test_a_revision_that_is_none(clone: Clone, revision: str) -> None:
    run = polyloom(clone.root, "check", f"--since={revision}")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert f"git knows no revision “{revision}” here" in run.err


def test_formats_for_ci(clone: Clone) -> None:
    run = polyloom(clone.root, "check", "--format", "github")
    assert run.out.startswith("::warning file=locales/es/LC_MESSAGES/statement.po,line=")
    log = json.loads(polyloom(clone.root, "check", "--format", "sarif").out)
    assert len(log["runs"][0]["results"]) == run.out.count("\n")
