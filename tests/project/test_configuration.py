"""``polyloom.toml``: what it says, and what is said about a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.errors import ConfigurationError
from polyloom.formats.format_options import CODE, FRONT_MATTER
from polyloom.model import State
from polyloom.project import Note
from polyloom.project.configuration import load_project
from polyloom.workspace.project_root import find_root

MINIMAL = 'source_locale = "en"\nlocales = ["es", "pt-BR"]\n'


def project_file(folder: Path, text: str) -> Path:
    (folder / "polyloom.toml").write_text(text, encoding="utf-8")
    return folder


def test_two_keys_are_enough(tmp_path: Path) -> None:
    project = load_project(project_file(tmp_path, MINIMAL))
    assert project.locales == ("es", "pt_BR")
    assert project.build.minimum_state is State.TRANSLATED
    assert project.build.minimum_coverage == 0.8
    assert project.pretranslation.engines == ("memory",)


def test_every_key(tmp_path: Path) -> None:
    text = MINIMAL + (
        'name = "Statements"\ncontact = "team@example.org"\n'
        '[build]\nminimum_state = "draft"\nminimum_coverage = 0\n'
        '[pretranslation]\nengines = ["memory", "google"]\ntimeout = 5\n'
        '[documents."a b.txt"]\ntitle = "T"\nauthor = "A"\nencoding = "latin-1"\n'
        '[[documents."a b.txt".notes]]\ntext = "Baluarte"\nnote = "Boluarte"\n'
    )
    project = load_project(project_file(tmp_path, text))
    assert (project.name, project.contact) == ("Statements", "team@example.org")
    assert (project.build.minimum_state, project.build.minimum_coverage) == (State.DRAFT, 0)
    assert project.pretranslation.engines == ("memory", "google")
    settings = project.settings("a b.txt")
    assert (settings.title, settings.author, settings.encoding) == ("T", "A", "latin-1")
    assert settings.notes == (Note("Baluarte", "Boluarte"),)
    assert project.settings("other.txt").encoding is None


def test_the_project_is_found_from_a_folder_below(tmp_path: Path) -> None:
    below = project_file(tmp_path, MINIMAL) / "source" / "deep"
    below.mkdir(parents=True)
    assert find_root(below) == tmp_path.resolve()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            MINIMAL + "[build]\nminimum_sate = 1\n",
            "polyloom.toml:4: unknown key “minimum_sate”; did you mean minimum_state?",
        ),
        (
            "sauce_locale = 'en'\nlocales = []\n",
            "polyloom.toml:1: unknown key “sauce_locale”; did you mean source_locale?",
        ),
        (
            MINIMAL + '[documents."x.txt"]\nauthors = "A"\n',
            "polyloom.toml:4: unknown key “authors”; did you mean author?",
        ),
        (
            MINIMAL + '[documents."x.txt"]\ncode = "comments"\n',
            (
                "polyloom.toml:4: “code” says nothing of .txt documents; "
                "remove it; it is for documents in .md, .markdown, .mdx"
            ),
        ),
        (
            MINIMAL + '[documents."x.docx"]\nfront_matter = ["title"]\n',
            (
                "polyloom.toml:4: “front_matter” says nothing of .docx documents; "
                "remove it; it is for documents in .md, .markdown, .mdx, .html, .htm, .xhtml"
            ),
        ),
        (
            MINIMAL + '[documents."x.md"]\ncode = "all"\n',
            "polyloom.toml:4: code must be one of none, comments, strings",
        ),
        (
            MINIMAL + '[documents."x.html"]\nfront_matter = "title"\n',
            'polyloom.toml:4: front_matter must be a list of texts, for example ["es", "fr"]',
        ),
        (
            MINIMAL + 'minimum_state = "draft"\n',
            "polyloom.toml:3: unknown key “minimum_state”; it belongs under [build]",
        ),
        (
            MINIMAL + 'catalog = "folder"\n',
            "polyloom.toml:3: unknown key “catalog”; it belongs under [catalogs]",
        ),
        (
            MINIMAL + '[build]\ncontact = "team@example.org"\n',
            "polyloom.toml:4: unknown key “contact”; it belongs above the first table",
        ),
        (
            MINIMAL + '[build]\nauthor = "A"\n',
            'polyloom.toml:4: unknown key “author”; it belongs under [documents."PATH"]',
        ),
        (
            MINIMAL + '[build]\nnote = "A"\n',
            'polyloom.toml:4: unknown key “note”; it belongs under [[documents."PATH".notes]]',
        ),
        (
            MINIMAL + "[build]\ntimeout = 3\n",
            (
                "polyloom.toml:4: unknown key “timeout”; "
                "it belongs under [pretranslation] or under [engines.NAME]"
            ),
        ),
        (
            MINIMAL + '[engines.memory]\nmodel = "m"\n',
            "polyloom.toml:4: unknown key “model”; it belongs under [engines.openai]",
        ),
        (
            MINIMAL + "\n\nbuild.minimum_coverage = 80\n",
            "polyloom.toml:5: minimum_coverage must be a share between 0 and 1, for example 0.8",
        ),
        (
            MINIMAL + '[build]\nminimum_state = "done"\n',
            "polyloom.toml:4: minimum_state must be one of draft, translated, approved",
        ),
        (
            MINIMAL + '[build.locales.it]\nminimum_state = "approved"\n',
            "polyloom.toml:3: “it” is not one of the project's locales; the project has es, pt_BR",
        ),
        (
            MINIMAL + "[review]\nsteps = 3\n",
            "polyloom.toml:4: steps must be 0, 1 or 2: how many people have to approve",
        ),
        (
            MINIMAL + "[review.locales.es]\nown_work = 1\n",
            "polyloom.toml:4: own_work must be true or false",
        ),
        (
            MINIMAL + '[[checks.accepted]]\ntext = "a"\n',
            "polyloom.toml:3: an element of accepted has no check; add check = “…”",
        ),
        (
            MINIMAL + '[[checks.accepted]]\ncheck = "number"\n',
            "polyloom.toml:4: check must be the name of a check: there is no check “number”; did",
        ),
        (
            MINIMAL + '[build]\noutputs = ["pag"]\n',
            "polyloom.toml:4: outputs names an unknown output “pag”; there are page",
        ),
        (
            MINIMAL + '[pretranslation]\nengines = ["deepel"]\n',
            "polyloom.toml:4: engines names an unknown engine “deepel”; there are memory, ",
        ),
        (
            'source_locale = "en"\nlocales = ["es", "pt_BRR"]\n',
            "polyloom.toml:2: there is no locale “pt_BRR”; did you mean pt_BR?",
        ),
        (
            'source_locale = "en"\nlocales = ["pt_BR", "pt-br"]\n',
            "polyloom.toml:2: pt_BR stands twice; remove one",
        ),
        (
            'source_locale = "en"\nlocales = ["en"]\n',
            "polyloom.toml:2: en is the source's own locale; remove it",
        ),
        (
            'locales = ["es"]\n',
            (
                "polyloom.toml: source_locale is missing; every project says "
                'source_locale = "en" and locales = ["es", …]'
            ),
        ),
        (
            'source_locale = "en"\nlocales = "es"\n',
            'polyloom.toml:2: locales must be a list of texts, for example ["es", "fr"]',
        ),
        (
            'source_locale = en\nlocales = ["es"]\n',
            (
                "polyloom.toml:1: this is no TOML: invalid value; texts stand in quotes, lists in "
                'brackets: locales = ["es", "fr"]'
            ),
        ),
        (
            MINIMAL + "contact = [\n",
            (
                "polyloom.toml:3: this is no TOML: invalid value; texts stand in quotes, lists in "
                'brackets: locales = ["es", "fr"]'
            ),
        ),
        (
            MINIMAL + "build = 3\n",
            "polyloom.toml:3: build must be a table; write [build] on a line of its own",
        ),
        (
            MINIMAL + '[[documents."x.txt".notes]]\ntext = "x"\n',
            "polyloom.toml:3: an element of notes has no note; add note = “…”",
        ),
    ],
)
def test_a_wrong_file_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_project(project_file(tmp_path, text))
    assert str(caught.value).startswith(sentence)


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="make one with polyloom init"):
        load_project(tmp_path)
    with pytest.raises(ConfigurationError, match="there is no such folder"):
        load_project(tmp_path / "nowhere")


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "polyloom.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(ConfigurationError, match="not UTF-8 at byte 8; save it as UTF-8"):
        load_project(tmp_path)


def test_options_that_only_some_formats_have_go_with_the_document(tmp_path: Path) -> None:
    (tmp_path / "polyloom.toml").write_text(
        f'{MINIMAL}[documents."x.md"]\nfront_matter = ["a", "b"]\nsegment_by = "sentence"\n'
        '[documents."x"]\ncode = "strings"\n',
        encoding="utf-8",
    )
    project = load_project(tmp_path)
    of_markdown, of_no_format = (project.settings(path).options for path in ("x.md", "x"))
    assert (FRONT_MATTER.of(of_markdown), CODE.of(of_markdown)) == (("a", "b"), "none")
    assert of_markdown.segment_by == "sentence"
    assert CODE.of(of_no_format) == "strings"
