"""The digests of files, where their folder is not there at first."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from polyloom.workspace.file_digests import ABSENT, FileDigests


def test_a_folder_that_is_not_there_is_looked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = FileDigests(tmp_path, lambda _: None)
    assert digests.digest("drafts/one.json") == ABSENT
    with monkeypatch.context() as patched:
        patched.setattr(os, "lstat", None)
        assert digests.digest("drafts/two.json") == ABSENT
    # As it was looked at first, and no longer so.
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/two.json").write_text("{}")
    assert digests.digest("drafts/two.json") == ABSENT
    assert digests.digest_if_unchanged("drafts/two.json") is None
    assert digests.digest_if_unchanged("drafts/one.json") == ABSENT
    digests.forget(["drafts/two.json"])
    time.sleep(0.06)
    assert digests.digest("drafts/two.json") not in (ABSENT, None)


def test_a_folder_that_is_there_is_no_missing_one(tmp_path: Path) -> None:
    (tmp_path / "two.json").write_text("{}")
    time.sleep(0.06)
    digests = FileDigests(tmp_path, lambda _: None)
    assert digests.digest("one.json") == ABSENT
    assert digests.digest("two.json") not in (ABSENT, None)
