"""`do_not_translate` is what `check` looks for, by locale."""

from __future__ import annotations

import json
from pathlib import Path

import polib

from support.polyloom import catalog_file, polyloom


def test_a_term_that_was_translated_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.txt").write_text("Rust runs in the Foundry here.\n", encoding="utf-8")
    (tmp_path / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es", "fr"]\n[pretranslation]\n'
        'do_not_translate = {"" = ["Rust"], fr = ["Foundry"]}\n',
        encoding="utf-8",
    )
    assert polyloom(tmp_path, "sync").code == 0
    for locale, text in (("es", "Óxido corre en la Fundición aquí."), ("fr", "Rust est ici, oui.")):
        catalog = polib.pofile(str(catalog_file(tmp_path, locale, "a")))
        catalog[0].msgstr = text
        catalog.save()
    done = polyloom(tmp_path, "check", "--json")
    assert done.code == 0
    findings = json.loads(done.out)["findings"]
    assert [(one["locale"], one["message"]) for one in findings if one["check"] == "terms"] == [
        ("es", "the term “Rust” is missing from the translation"),
        ("fr", "the term “Foundry” is missing from the translation"),
    ]
