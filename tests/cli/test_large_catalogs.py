"""Catalogs so large that several processes write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.model import Catalog, Entry
from polyloom.po.writer import write_catalog
from polyloom.project import Project
from polyloom.project.configuration import load_project
from polyloom.stages.catalog_rewriting import catalog_bytes

HEADER = (("Language", "es"), ("Content-Type", "text/plain; charset=UTF-8"))
pytestmark = pytest.mark.alone


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n', encoding="utf-8"
    )
    return load_project(tmp_path)


def catalog(more: str = "") -> Catalog:
    entries = [
        Entry(f"The demand number {number} “of” all", (f"La demanda número {number} " * 9,))
        for number in range(60_000)
    ]
    return Catalog(HEADER, (*entries, Entry(f"the last one{more}")))


def test_several_processes_write_what_one_does(project: Project) -> None:
    assert catalog_bytes(project, catalog()) == write_catalog(catalog())


def test_what_cannot_be_written_is_one_sentence(project: Project) -> None:
    with pytest.raises(UserError, match=r"a lone surrogate, U\+D800 after “.*the last one”"):
        catalog_bytes(project, catalog("\ud800"))
