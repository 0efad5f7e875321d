"""A translation that cannot stand in its document: `check` and `build` say the same of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import polib
import pytest

from support.polyloom import catalog_file, polyloom, read

PAGE = '<html lang="en"><body><p>See the <a href="rules.html">rules</a> first.</p></body></html>\n'
WIKI = "https://en.wikipedia.org/wiki/Tea"


def fill(root: Path, name: str, translations: Mapping[str, str]) -> None:
    """Translate as an editor does that writes through polib."""
    catalog = polib.pofile(str(catalog_file(root, "es", name)))
    for entry in catalog:
        entry.msgstr = translations.get(entry.msgid, "")
    assert len([each for each in catalog if each.msgstr]) == len(translations)
    catalog.save()


def project(
    root: Path, name: str, source: str, translations: dict[str, str], *, settings: str = ""
) -> Path:
    (root / "source").mkdir(parents=True)
    (root / "source" / name).write_text(source, encoding="utf-8")
    (root / "polyloom.toml").write_text(
        f'source_locale = "en"\nlocales = ["es"]\n[build]\nminimum_coverage = 0\n{settings}',
        encoding="utf-8",
    )
    assert polyloom(root, "sync").code == 0
    fill(root, Path(name).stem, translations)
    return root


def structure_errors(root: Path, command: str) -> tuple[int, list[str]]:
    done = polyloom(root, command, "--json")
    findings = json.loads(done.out)["findings"]
    return done.code, [one["message"] for one in findings if one["check"] == "structure"]


@pytest.mark.parametrize(
    ("name", "source", "msgid", "msgstr"),
    [
        (
            "a.html",
            PAGE,
            'See the <a href="rules.html">rules</a> first.',
            'Vea primero las <a href="rules.es.html">reglas</a>.',
        ),
        ("a.html", "<p>Tea</p>\n", "Tea", "<b>Té</b>"),
        ("a.md", "See [it](a.md).\n", "See [it](a.md).", "Véalo [aquí](b.md)."),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nTea\n", "Tea", "Té <i>verde</i>"),
    ],
)
def test_check_and_build_name_the_same_translations(
    tmp_path: Path, name: str, source: str, msgid: str, msgstr: str
) -> None:
    root = project(tmp_path / "project", name, source, {msgid: msgstr})
    checked = structure_errors(root, "check")
    assert checked[0] == 1
    assert len(checked[1]) == 1
    assert structure_errors(root, "build") == checked
    assert (root / "build/es" / name).read_text(encoding="utf-8").replace(
        'lang="es"', 'lang="en"'
    ) == source


def test_a_text_of_several_places_and_documents_is_one_finding(tmp_path: Path) -> None:
    settings = '[catalogs]\ncatalog = "project"\n'
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "source/b.html").write_text("<p>Tea here</p><p>Tea here</p>", encoding="utf-8")
    (root / "source/a.html").write_text("<p>Tea here</p>", encoding="utf-8")
    (root / "polyloom.toml").write_text(
        f'source_locale = "en"\nlocales = ["es"]\n{settings}', encoding="utf-8"
    )
    assert polyloom(root, "sync").code == 0
    fill(root, "messages", {"Tea here": "<b>Té</b> aquí"})
    assert len(structure_errors(root, "check")[1]) == 1


def test_a_document_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    root = project(tmp_path / "project", "a.html", PAGE, {})
    (root / "source/a.html").write_bytes(b"<p>\xff\xfe\xff</p>")
    done = polyloom(root, "check")
    assert done.code == 1
    assert "source/a.html:1" in done.err


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.md", "See [the tea]({}) first.\n"),
        ("a.md", "![the tea]({}) and see first\n"),
        ("a.md", '<p>See <a href="{}">the tea</a> first.</p>\n'),
        ("a.html", '<p>See <a class="x  y" href="{}">the tea</a> first.</p>\n'),
        ("a.html", '<p>See <img src="{}" alt="the tea"> first.</p>\n'),
    ],
)
@pytest.mark.parametrize(
    "links",
    [
        ("", WIKI, "https://es.wikipedia.org/wiki/Té"),
        ('localized_links = ["/{locale}/"]', "/en/tea", "/es/te"),
        (
            'localized_links = ["seeds.example/{locale}/"]',
            "https://seeds.example/en/tea",
            "https://seeds.example/es/te",
        ),
    ],
)
def test_a_localised_link_is_allowed_in_check_and_build(
    tmp_path: Path, name: str, source: str, links: tuple[str, str, str]
) -> None:
    setting, before, after = links
    text = source.format(before)
    root = project(tmp_path / "project", name, text, {}, settings=f"[checks]\n{setting}\n")
    msgids = [entry.msgid for entry in read(root, "es", "a").entries]
    fill(
        root,
        "a",
        {one: one.replace(before, after).replace("the tea", "el té") for one in msgids},
    )
    for command in ("check", "build"):
        done = polyloom(root, command, "--json")
        errors = [one for one in json.loads(done.out)["findings"] if one["severity"] == "error"]
        assert (errors, done.code) == ([], 0), command
    assert (root / "build/es" / name).read_text(encoding="utf-8") == source.format(after).replace(
        "the tea", "el té"
    )


def test_without_the_setting_it_is_an_error_in_both(tmp_path: Path) -> None:
    msgid = f"See [tea]({WIKI})."
    root = project(
        tmp_path / "project",
        "a.md",
        f"{msgid}\n",
        {msgid: "Vea [té](https://es.wikipedia.org/wiki/Té)."},
        settings="[checks]\nlocalized_links = []\n",
    )
    assert structure_errors(root, "check") == structure_errors(root, "build")
    done = polyloom(root, "check", "--json")
    assert {"urls", "structure"} <= {one["check"] for one in json.loads(done.out)["findings"]}


def test_a_pattern_without_a_place_for_the_locale_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path / "project", "a.md", "Tea\n", {})
    settings = root / "polyloom.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + '[checks]\nlocalized_links = ["example.org"]\n',
        encoding="utf-8",
    )
    done = polyloom(root, "check")
    assert done.code == 2
    assert "localized_links must be a list of hosts or prefixes with {locale} in them" in done.err


def test_a_changed_link_is_told_once(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        "a.md",
        "See [it](a.md)[^1].\n\nRead [this](c.md) first.\n\nWith *stress*.\n\n[^1]: a\n",
        {
            "See [it](a.md)[^1].": "Véalo [aquí](b.md).",
            "Read [this](c.md) first.": "Lea primero [esto] (c.md).",
            "With *stress*.": "Con * énfasis *.",
        },
    )
    found = json.loads(polyloom(root, "check", "--json").out)["findings"]
    assert "footnote" in found[0]["message"]
    assert [one["check"] for one in found] == ["links", "structure", "links", "marks"]


def test_an_asterisk_of_plain_text_is_a_letter(tmp_path: Path) -> None:
    source = "A title\n\nA text with **stars** and a [link](a.md) in it, which are none here.\n"
    msgid = "A text with **stars** and a [link](a.md) in it, which are none here."
    root = project(
        tmp_path, "a.txt", source, {msgid: "Un texto con ** estrellas ** que aquí no son marcas."}
    )
    assert json.loads(polyloom(root, "check", "--json").out)["findings"] == []
