"""New locales go into ``polyloom.toml``, and all else in it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.errors import ConfigurationError
from polyloom.project.configuration import load_project
from polyloom.stages.new_locale import add_locales

TEXT = """# A comment.
source_locale = "en"
locales = [
    "es",  # ours
]

[build]
minimum_coverage = 0
"""


def test_what_else_is_in_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "polyloom.toml"
    path.write_text(TEXT, encoding="utf-8")
    assert add_locales(load_project(tmp_path), ["fr", "es", "fr", "pt_BR"]) == ("fr", "pt_BR")
    assert load_project(tmp_path).locales == ("es", "fr", "pt_BR")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(line in lines for line in TEXT.splitlines())


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "polyloom.toml"
    path.write_text(TEXT, encoding="utf-8")
    before = path.stat().st_ino
    assert add_locales(load_project(tmp_path), ["es"]) == ()
    assert path.stat().st_ino == before


def test_the_sources_own_locale_is_none_to_translate_into(tmp_path: Path) -> None:
    (tmp_path / "polyloom.toml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="en is the source's own locale"):
        add_locales(load_project(tmp_path), ["en"])
