"""``[engines.NAME]``: what it may say, what is wrong with it, and where keys come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.errors import ConfigurationError
from polyloom.mt import ENGINES
from polyloom.mt.api.engine_contract import EngineSettings
from polyloom.mt.api.settings import engine_settings
from polyloom.project import Project
from polyloom.project.configuration import load_project

HEAD = 'source_locale = "en"\nlocales = ["es"]\n'


def loaded(root: Path, text: str) -> Project:
    (root / "polyloom.toml").write_text(HEAD + text, encoding="utf-8")
    return load_project(root)


def settings(project: Project, name: str, **environment: str) -> EngineSettings:
    return engine_settings(
        ENGINES[name],
        project.engines.get(name),
        root=project.root,
        timeout=project.pretranslation.timeout,
        environment=environment,
    )


def test_everything_that_a_table_may_say(tmp_path: Path) -> None:
    project = loaded(
        tmp_path,
        """
[pretranslation]
engines = ["memory", "deepl"]
closed_locales = ["pt-br"]
do_not_translate = {"" = ["Polyloom"], es = ["make"]}

[documents."a.txt"]
machine = false

[engines.deepl]
url = "https://deepl.example.org/v2"
key_env = "THE_KEY"
timeout = 7
retries = 0
concurrency = 3
rate = "30/minute"
budget = 500000
price = 20
formality = "more"
""",
    )
    found = settings(project, "deepl", THE_KEY="abc")
    assert found.key is not None
    assert found.key.value == "abc"
    assert (found.url, found.timeout, found.retries) == ("https://deepl.example.org/v2", 7, 0)
    assert (found.concurrency, found.rate, found.budget, found.price) == (3, 0.5, 500_000, 20)
    assert found.options == {"formality": "more"}
    assert project.pretranslation.closed_locales == ("pt_BR",)
    assert project.pretranslation.terms("es") == ("Polyloom", "make")
    assert project.pretranslation.terms("fr") == ("Polyloom",)
    assert project.settings("a.txt").machine is False


def test_what_a_project_does_not_say_is_the_engines_own(tmp_path: Path) -> None:
    project = loaded(tmp_path, "")
    assert settings(project, "openai") == ENGINES["openai"].defaults
    with_limit = loaded(tmp_path, "[pretranslation]\ntimeout = 3\n")
    assert settings(with_limit, "openai").timeout == 3
    assert settings(with_limit, "memory") == ENGINES["memory"].defaults


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[engines.depl]\n", ":3: unknown key “depl”; did you mean deepl?"),
        ("[engines.deepl]\napi_key = 'x'\n", ":4: unknown key “api_key”; "),
        ("[engines.deepl]\nformalty = 'more'\n", ":4: unknown key “formalty”; did you mean form"),
        ("[engines.deepl]\nzzz = 1\n", "known here are url, key_env, key_file, timeout, retries"),
        ("[engines.deepl]\nformality = 'x'\n", ":4: formality must be one of default, more, less"),
        ("[engines.deepl]\nurl = 'deepl.com'\n", ":4: url must be an address, for example http:"),
        ("[engines.deepl]\nkey_env = 'a-b:fx'\n", "must name an environment variable, never hold"),
        ("[engines.deepl]\nretries = -1\n", ":4: retries must be a whole number, 0 or more"),
        ("[engines.deepl]\nconcurrency = 0\n", "concurrency must be a whole number, 1 or more"),
        ("[engines.deepl]\nbudget = 1.5\n", "budget must be a whole number, 0 or more"),
        ("[engines.deepl]\nbudget = true\n", "budget must be a whole number, 0 or more"),
        ("[engines.deepl]\nprice = '20 €'\n", "price must be a number, 0 or more"),
        ("[engines.deepl]\nrate = 5\n", "rate must be a text such as 30/minute or 5/second"),
        ("[engines.deepl]\nrate = '0/minute'\n", "rate must be a text such as 30/minute"),
        ("[engines.deepl]\ntimeout = 0\n", "timeout must be a number of seconds greater than 0"),
        ("[engines]\ndeepl = 1\n", ":4: deepl must be a table; write [engines.deepl]"),
        ("[documents.'a.txt']\nmachine = 'no'\n", ":4: machine must be true or false"),
        ("[pretranslation]\nclosed_locales = ['xx']\n", ":4: there is no locale “xx”"),
        ("[pretranslation]\ndo_not_translate = 'x'\n", "do_not_translate must be a list of texts"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, text)
    assert str(caught.value).startswith("polyloom.toml:")
    assert message in str(caught.value)


def test_a_key_from_a_file_outside_the_project(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "key").write_text("abc:fx\n", encoding="utf-8")
    for name in (f"{tmp_path}/key", "~/key", "../key"):
        project = loaded(root, f"[engines.deepl]\nkey_file = '{name}'\n")
        found = settings(project, "deepl", HOME=str(tmp_path), DEEPL_API_KEY="other")
        assert found.key is not None
        assert found.key.value == "abc:fx"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("key", "the key file key lies in the project, where it could be published; put it"),
        ("../link", "the key file ../link lies in the project"),
        ("../none", "the key file ../none cannot be read: no such file or directory"),
        ("../binary", "the key file ../binary cannot be read: it is not UTF-8"),
        ("../page", "the file ../page holds something else than a key"),
    ],
)
def test_key_files_that_are_none(tmp_path: Path, name: str, message: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "key").write_text("abc", encoding="utf-8")
    (tmp_path / "link").symlink_to(root / "key")
    (tmp_path / "binary").write_bytes(b"\xff")
    (tmp_path / "page").write_text("a key\nand more", encoding="utf-8")
    project = loaded(root, f"\n[engines.deepl]\nkey_file = '{name}'\n")
    with pytest.raises(ConfigurationError) as caught:
        settings(project, "deepl")
    assert message in str(caught.value)
    assert str(caught.value).startswith("polyloom.toml:4: ")


@pytest.mark.parametrize("key", ["clé", "two words", "a\nb", "a\x00b"])
def test_a_variable_that_holds_no_key(tmp_path: Path, key: str) -> None:
    with pytest.raises(ConfigurationError, match="DEEPL_API_KEY holds something else") as caught:
        settings(loaded(tmp_path, ""), "deepl", DEEPL_API_KEY=key)
    assert key not in str(caught.value)
