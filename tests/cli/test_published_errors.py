"""What becomes of finished translations with errors: ``[build] on_error``."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.polyloom import polyloom

SOURCE = "We have 31 reasons.\n\nIt is 7 o'clock, they say.\n\nThere is nothing else to say.\n"
SPANISH = {
    "We have 31 reasons.": "Tenemos 28 razones.",
    "It is 7 o'clock, they say.": "Dicen que son las 7.",
    "There is nothing else to say.": "No hay nada más que decir.",
}


def project(tmp_path: Path, on_error: str = "", translations: dict[str, str] = SPANISH) -> Path:
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "source/a.txt").write_text(SOURCE, encoding="utf-8")
    setting = f'\n[build]\non_error = "{on_error}"\n' if on_error else ""
    toml = f'source_locale = "en"\nlocales = ["es"]\n{setting}'
    (root / "polyloom.toml").write_text(toml, encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    catalog = root / "locales/es/LC_MESSAGES/a.po"
    text = catalog.read_text(encoding="utf-8")
    for source, translation in translations.items():
        text = text.replace(
            f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"'
        )
    catalog.write_text(text, encoding="utf-8")
    return root


def output(root: Path) -> str:
    return (root / "build/es/a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("on_error", ["", "publish"])
def test_they_are_published_and_counted_in_the_last_line(tmp_path: Path, on_error: str) -> None:
    root = project(tmp_path, on_error)
    done = polyloom(root, "build")
    assert done.code == 1
    assert "28 razones" in output(root)
    last = "build: 1 finished translation published with 1 error; polyloom check shows them"
    assert done.out.splitlines()[-1] == last
    found = polyloom(root, "build", "--json")
    assert found.code == 1
    assert [(one["check"], one["severity"]) for one in found.json["findings"]] == [
        ("numbers", "error")
    ]
    assert polyloom(root, "build", "-q").out == last + "\n"


def test_or_the_sources_text_stands_in_their_place(tmp_path: Path) -> None:
    root = project(tmp_path, "source")
    done = polyloom(root, "build")
    assert done.code == 1
    assert output(root).startswith("We have 31 reasons.\n\nDicen que son las 7.\n")
    assert "1 finished translation left out for 1 error, and the source's text stands" in done.out
    assert polyloom(root, "build", "--json").json["locales"]["es"]["a"]["fallbacks"] == 1


def test_or_the_document_is_held_back(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert polyloom(root, "build").code == 1
    toml = root / "polyloom.toml"
    toml.write_text(toml.read_text("utf-8") + '\n[build]\non_error = "hold"\n', "utf-8")
    done = polyloom(root, "build")
    assert done.code == 1
    assert "es a: not built, 1 error in finished translations" in done.err
    assert not (root / "build/es/a.txt").exists()
    assert "es  a: 1 error in finished translations" in polyloom(root, "report").out
    catalog = root / "locales/es/LC_MESSAGES/a.po"
    catalog.write_text(catalog.read_text("utf-8").replace("28 razones", "31 razones"), "utf-8")
    done = polyloom(root, "build")
    assert (done.code, "31 razones" in output(root)) == (0, True)


@pytest.mark.parametrize("on_error", ["publish", "source", "hold"])
def test_drafts_that_are_published_are_none_of_them(tmp_path: Path, on_error: str) -> None:
    root = project(tmp_path, on_error)
    catalog = root / "locales/es/LC_MESSAGES/a.po"
    text = catalog.read_text("utf-8").replace('msgid "We have', '#, fuzzy\nmsgid "We have')
    catalog.write_text(text, encoding="utf-8")
    done = polyloom(root, "build", "--minimum-state", "draft")
    assert (done.code, "28 razones" in output(root)) == (0, True)


def test_warnings_are_none_of_them(tmp_path: Path) -> None:
    root = project(tmp_path, "hold", {**SPANISH, "We have 31 reasons.": "Tenemos 31 razones"})
    assert "warning" in polyloom(root, "check").out
    assert polyloom(root, "build").code == 0


def test_other_words_are_refused(tmp_path: Path) -> None:
    root = project(tmp_path)
    toml = root / "polyloom.toml"
    toml.write_text(toml.read_text("utf-8") + '\n[build]\non_error = "ignore"\n', "utf-8")
    done = polyloom(root, "build")
    assert (done.code, "on_error must be one of publish, source, hold" in done.err) == (2, True)
