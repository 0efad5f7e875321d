"""Real catalogs come out of us as out of msgcat: those below the folder ``POLYLOOM_CORPORA``."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from support.programs import require_program

CORPORA = os.environ.get("POLYLOOM_CORPORA", "")
CATALOGS = sorted(Path(CORPORA).rglob("*.po")) if CORPORA else []


needs_corpora = pytest.mark.skipif(not CORPORA, reason="POLYLOOM_CORPORA names no folder")


@needs_corpora
def test_there_are_some() -> None:
    assert CATALOGS


@needs_corpora
@pytest.mark.parametrize("path", CATALOGS or [Path()], ids=lambda path: path.name)
@pytest.mark.parametrize(("width", "option"), [(79, "--width=79"), (0, "--no-wrap")])
def test_a_real_catalog_is_printed_as_by_msgcat(path: Path, width: int, option: str) -> None:
    version = subprocess.run(
        [require_program("msgcat"), "--version"], capture_output=True, text=True, check=True
    )
    if " 0.21" not in version.stdout.splitlines()[0]:
        pytest.skip("other versions of gettext break some lines elsewhere")
    theirs = subprocess.run(["msgcat", option, str(path)], capture_output=True, check=True).stdout
    assert write_catalog(read_catalog(path.read_bytes(), path.name), width) == theirs
