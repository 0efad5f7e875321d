"""Waiting for the disk: for all of many files, in few turns, and with a sentence where it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.workspace.disk_syncing import sync_files
from polyloom.workspace.files import ChangedMeanwhileError, write_first


def test_a_first_file_is_never_put_over_another(tmp_path: Path) -> None:
    write_first(tmp_path, "a/b.po", b"one")
    with pytest.raises(ChangedMeanwhileError):
        write_first(tmp_path, "a/b.po", b"two")
    assert (tmp_path / "a/b.po").read_bytes() == b"one"


def test_a_file_that_is_gone_holds_nothing_up(tmp_path: Path) -> None:
    write_first(tmp_path, "a.po", b"one")
    sync_files(tmp_path, ["gone.po", "a.po"])
    sync_files(tmp_path, [])


def test_what_cannot_be_synced_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.po").mkdir()
    with pytest.raises(UserError, match=r"^a\.po: cannot write it"):
        sync_files(tmp_path, ["a.po"])
