"""How the manifest of outputs is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from polyloom.project import Project
from polyloom.stages.output_manifest import MANIFEST, ManifestEntry, load_manifest, save_manifest

DIGEST = "0" * 64
NAMES = ["build/es/b.md", "build/es/a\\ñ.md", 'build/es/"quoted".md', "build/fr/\udcff.md"]


@pytest.mark.parametrize("names", [NAMES, []])
def test_a_manifest_is_indented_sorted_and_ascii(tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / MANIFEST).write_bytes(b"{}")
    project = Project(tmp_path, "en", ("es", "fr"))
    entries = {name: ManifestEntry(f"{name}.txt", DIGEST) for name in names}
    save_manifest(project, entries)
    plain = {
        name.removeprefix("build/"): {"document": entry.document, "sha256": entry.sha256}
        for name, entry in entries.items()
    }
    wanted = json.dumps(plain, ensure_ascii=True, indent=1, sort_keys=True)
    assert (tmp_path / MANIFEST).read_text("ascii") == f"{wanted}\n"
    found, problems = load_manifest(project)
    assert set(found) == {name for name in names if "\\" not in name}
    assert bool(problems) == (set(found) != set(names))
