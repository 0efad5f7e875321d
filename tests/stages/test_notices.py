"""Readers are told what nobody has reviewed, what is old, and what is no translation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.polyloom import polyloom

PROJECT = """source_locale = "en"
locales = ["es"]
[build]
minimum_coverage = 0.0
minimum_state = "draft"
"""
TEXT = "# A house\n\nThe first text is here.\n\nThe second text is here.\n"
# Spanish for the three texts; the second one as a machine's draft.
FIRST, SECOND, THIRD = "Una casa", "Aquí está el primer texto.", "Aquí está el segundo texto."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "polyloom.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.md").write_text(TEXT, encoding="utf-8")
    polyloom(tmp_path, "sync")
    return tmp_path


def translate(project: Path, *texts: str, comment: str = "") -> None:
    """Fill the catalog's entries in order; ``comment`` goes above each."""
    path = project / "locales/es/LC_MESSAGES/a.po"
    head, *entries = path.read_text(encoding="utf-8").split("\n\n")
    filled = [
        comment + re.sub('msgstr ".*"', f'msgstr "{text}"', entry)
        for entry, text in zip(entries, texts, strict=True)
    ]
    path.write_text("\n\n".join((head, *filled)) + "\n", encoding="utf-8")


def notices(project: Path, name: str = "a.html") -> dict[str, str]:
    """The sentences of the Spanish page by topic."""
    polyloom(project, "build")
    page = (project / "build/es" / name).read_text(encoding="utf-8")
    found = re.findall(r'role="note" data-notice="([^"]*)" lang="es" dir="ltr">([^<]*)</p>', page)
    assert len(found) == page.count("data-notice")
    return dict(found)


def configure(project: Path, more: str) -> None:
    path = project / "polyloom.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def test_what_is_not_translated(project: Path) -> None:
    assert notices(project) == {
        "untranslated": "Este texto no ha sido traducido."
        " Se muestra en el idioma original (inglés)."
    }
    translate(project, FIRST, "", THIRD)
    assert notices(project) == {
        "untranslated": "Partes de este texto no han sido traducidas."
        " Se muestran en el idioma original (inglés)."
    }


def test_a_finished_translation_has_no_notice_where_nobody_is_to_review(project: Path) -> None:
    translate(project, FIRST, SECOND, THIRD)
    assert notices(project) == {}


def test_a_review_that_is_asked_for_is_awaited_in_public(project: Path) -> None:
    configure(project, "[review]\nsteps = 1\n")
    translate(project, FIRST, SECOND, THIRD)
    assert notices(project) == {
        "unreviewed": "Ninguna persona ha revisado todavía esta traducción."
    }
    polyloom(project, "approve", "es", "a#title", "--by", "ana@example.org")
    assert notices(project) == {
        "unreviewed": "Partes de esta traducción todavía no han sido revisadas por una persona."
    }
    polyloom(project, "approve", "es", "a", "--by", "ana@example.org")
    assert notices(project) == {}
    page = (project / "build/es/a.html").read_text(encoding="utf-8")
    assert '<main data-state="approved">' in page


@pytest.mark.parametrize("flag", ["#, fuzzy\n", ""])
def test_a_machine_wrote_it_whoever_cleared_the_flag(project: Path, flag: str) -> None:
    translate(
        project, FIRST, SECOND, THIRD, comment=f"# Draft by argos, 2026-11-27 (en to es)\n{flag}"
    )
    assert notices(project) == {
        "machine": "Este texto fue traducido por una máquina y ninguna persona lo ha revisado."
    }
    page = (project / "build/es/a.html").read_text(encoding="utf-8")
    assert 'data-origin="machine"' in page
    polyloom(project, "approve", "es", "a", "--by", "ana@example.org")
    if not flag:
        assert notices(project) == {}


def test_what_is_out_of_date_since_when(project: Path) -> None:
    translate(project, FIRST, SECOND, THIRD)
    changed = TEXT.replace("second text is here", "second text is not here any more")
    (project / "source/a.md").write_text(changed, encoding="utf-8")
    polyloom(project, "sync")
    catalog = project / "locales/es/LC_MESSAGES/a.po"
    dated = re.sub(
        r"POT-Creation-Date: [0-9-]+", "POT-Creation-Date: 2026-03-09", catalog.read_text("utf-8")
    )
    catalog.write_text(dated, encoding="utf-8")
    said = notices(project)
    assert said["outdated"] == (
        "Partes de esta traducción están desactualizadas desde el 9 de marzo de 2026."
    )
    page = (project / "build/es/a.html").read_text(encoding="utf-8")
    assert '<span data-state="draft" data-outdated>' in page


def test_the_project_has_the_last_word(project: Path) -> None:
    configure(project, '[notices.locales.es]\nuntranslated = "Falta todo: ¡<b>{language}</b>!"\n')
    assert notices(project)["untranslated"] == "Falta todo: ¡&lt;b&gt;inglés&lt;/b&gt;!"
    configure(project, "show = []\n")
    assert notices(project) == {}


def test_an_unknown_topic_is_refused_by_name(project: Path) -> None:
    configure(project, '[notices]\nshow = ["robot"]\n')
    run = polyloom(project, "build")
    assert "there are machine, unreviewed, outdated, untranslated" in run.err


def test_a_web_page_has_it_in_its_body(project: Path) -> None:
    (project / "source/b.html").write_text(
        "<html><title>T</title>\n<body class='x'>\n<p>A text.</p></body></html>",
        encoding="utf-8",
    )
    polyloom(project, "sync")
    assert notices(project, "b.html") == {}
    catalog = project / "locales/es/LC_MESSAGES/b.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(re.sub('(text."\nmsgstr ")', r"\1Un texto.", text), encoding="utf-8")
    assert list(notices(project, "b.html")) == ["untranslated"]
    page = (project / "build/es/b.html").read_text(encoding="utf-8")
    assert "<body class='x'>\n<p class=\"translation-notice\"" in page


@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        ("---\ntitle: T\n---\n", '---\ntranslation_notice: "Partes'),
        ("+++\ntitle = 'T'\n+++\n", '+++\ntranslation_notice = "Partes'),
    ],
)
def test_front_matter_has_a_place(project: Path, front: str, wanted: str) -> None:
    translate(project, FIRST, "", THIRD)
    (project / "source/a.md").write_text(front + TEXT, encoding="utf-8")
    polyloom(project, "sync")
    notices(project)
    assert (project / "build/es/a.md").read_text(encoding="utf-8").startswith(wanted)
