"""The command line in the languages that ship, and what stays English in all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from polyloom.cli.main import COMMANDS
from polyloom.po.message_catalogs import shipped_languages
from support.polyloom import SPANISH, files, make_project, polyloom, translate_by_hand

LANGUAGES = ("ar", "es", "fr", "pt_BR", "zh_Hans")
# A heading of the table, and what the page is called.
REPORT = {
    "ar": ("مترجم", 'lang="ar" dir="rtl"', "تغطية الترجمة"),
    "es": ("Traducido", 'lang="es" dir="ltr"', "Cobertura de la traducción"),
    "fr": ("Traduit", 'lang="fr" dir="ltr"', "Couverture de la traduction"),
    "pt_BR": ("Traduzido", 'lang="pt-BR" dir="ltr"', "Cobertura da tradução"),
    "zh_Hans": ("已翻译", 'lang="zh-Hans" dir="ltr"', "翻译覆盖率"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("project"), locales='"es"')
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", dict(list(SPANISH.items())[:3]))
    return root


def test_each_language_is_tested() -> None:
    assert shipped_languages() == LANGUAGES
    assert set(REPORT) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_in_the_language(project: Path, language: str) -> None:
    heading, direction, title = REPORT[language]
    table = polyloom(project, "--lang", language, "report")
    assert heading in table.out
    assert "Translated" not in table.out
    page = polyloom(project, "report", "--html", "-", "--lang", language).out
    assert f"<html {direction}>" in page
    assert title in page
    assert ">Published<" not in page


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_help(project: Path, language: str) -> None:
    english = polyloom(project, "--help").out
    told = polyloom(project, "--lang", language, "--help")
    assert told.code == 0
    assert told.out != english
    assert "quality checks" not in told.out
    for command in COMMANDS:
        assert command in told.out
        assert polyloom(project, command, "--lang", language, "--help").code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_argument_is_a_sentence_in_the_language(project: Path, language: str) -> None:
    done = polyloom(project, "--lang", language, "report", "--fail-under", "many")
    assert done.code == 2
    assert done.err.startswith("polyloom: ")
    assert "is no percentage" not in done.err
    assert "many" in done.err


def test_the_environment_chooses(project: Path) -> None:
    spanish = polyloom(project, "report", environment={"LANG": "es_PE.UTF-8"}).out
    assert "Traducido" in spanish
    assert polyloom(project, "report", environment={"LANGUAGE": "qu:es"}).out == spanish
    english = polyloom(project, "report").out
    assert "Translated" in english
    mixed = {"LANG": "es_PE.UTF-8", "LC_ALL": "C"}
    assert polyloom(project, "report", environment=mixed).out == english
    assert polyloom(project, "--lang", "en", "report", environment={"LANG": "fr"}).out == english
    assert polyloom(project, "report", environment={"LANG": "de_DE.UTF-8"}).out == english


def test_a_language_that_does_not_ship_is_refused(project: Path) -> None:
    done = polyloom(project, "--lang", "de", "report")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "polyloom: --lang: polyloom does not speak “de” yet; choose one of"
        " en, ar, es, fr, pt_BR, zh_Hans\n"
    )
    assert polyloom(project, "--lang", "nonsense", "report").code == 2


@pytest.mark.parametrize("command", ["report", "check", "doctor"])
def test_json_is_english(project: Path, command: str) -> None:
    english = polyloom(project, command, "--json").out
    assert polyloom(project, "--lang", "ar", command, "--json").out == english
    json.loads(english)


def test_files_of_the_project_are_the_same_in_all_languages(tmp_path: Path) -> None:
    written = []
    for language in ("en", "ar"):
        root = make_project(tmp_path / language, locales='"es"')
        environment = {"SOURCE_DATE_EPOCH": "1790000000"}
        polyloom(root, "--lang", language, "sync", environment=environment)
        translate_by_hand(root, "es", SPANISH)
        text = (root / "source/statement.txt").read_text(encoding="utf-8")
        changed = text.replace("28 causes", "29 causes")
        (root / "source/statement.txt").write_text(changed, encoding="utf-8")
        polyloom(root, "--lang", language, "sync", environment=environment)
        polyloom(root, "--lang", language, "translate", environment=environment)
        polyloom(
            root, "--lang", language, "reject", "es", "We affirm:", "no", "--by", "Ana <a@b.c>",
            environment=environment,
        )  # fmt: skip
        written.append({
            path: data
            for path, data in files(root).items()
            if path.startswith("locales/") and "/reviews/" not in path
        })  # fmt: skip
    assert written[0] == written[1]
