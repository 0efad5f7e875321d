"""The catalogs of a locale, searched for some texts: as if all of them had been read."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.project.configuration import load_project
from polyloom.stages.locale_catalogs import LocaleCatalogs
from polyloom.stages.templates import ProjectTemplates
from polyloom.update.locale_index import LocaleIndex
from support.polyloom import catalog_file, make_project, polyloom

NAMES = ("bread", "land", "peace")
TEXTS = ("Everybody has this one.", "Only bread has.", "Only land has.", "Peace had it.", "None.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project", locales='"es"')
    (root / "source/statement.txt").unlink()
    for name in NAMES:
        own = "Peace had it." if name == "peace" else f"Only {name} has."
        text = f"Everybody has this one.\n\n{own}\n"
        (root / f"source/{name}.txt").write_text(text, "utf-8")
    assert polyloom(root, "sync").code == 0
    for name in NAMES:
        path = catalog_file(root, "es", name)
        path.write_text(path.read_text("utf-8").replace('\nmsgstr ""\n\n', '\nmsgstr "x"\n\n'))
        path.write_text(path.read_text("utf-8").removesuffix('msgstr ""\n') + 'msgstr "x"\n')
    (root / "source/peace.txt").write_text("Everybody has this one.\n", "utf-8")
    assert polyloom(root, "sync").code == 0
    return root


def catalogs(root: Path, in_line: tuple[str, ...]) -> LocaleCatalogs:
    project = load_project(root)
    templates = ProjectTemplates(project, (), lambda *_: b"", True)
    return LocaleCatalogs(project, "es", templates, in_line=in_line)


def told(index: LocaleIndex, text: str) -> tuple[object, ...]:
    return (
        [entry.msgstr for entry in index.gone_from_others(text, "bread")],
        [entry.msgstr for entry in index.vanished_from_others(text, "bread")],
        index.is_current_in_others(text, "bread"),
    )


def test_a_search_tells_what_the_whole_index_does(root: Path) -> None:
    whole = catalogs(root, NAMES)
    for text in ("a", "b", "c"):
        whole.index_for("bread", [text])
    everything = whole.index_for("bread", TEXTS)
    assert told(everything, "Peace had it.") == ([("x",)], [], False)
    assert told(everything, "Everybody has this one.") == ([], [], True)
    for text in TEXTS:
        assert told(catalogs(root, NAMES).index_for("bread", [text]), text) == told(
            everything, text
        )


def test_only_catalogs_with_the_text_are_read(root: Path) -> None:
    index = catalogs(root, NAMES).index_for("bread", ["Only land has."])
    assert set(index.current) == {"Everybody has this one.", "Only land has."}
    assert index.current["Everybody has this one."] == {"land"}
