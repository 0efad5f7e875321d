"""``polyloom trust``: what a project asks for is done only once a person has allowed it."""

from __future__ import annotations

import os
import pty
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from polyloom.cli.main import COMMANDS
from support.engine_runs import project
from support.polyloom import Run, entry, make_project, polyloom
from support.test_bed import Bed, serving

TEXT = "We affirm.\n"
# Answers in capital letters, and leaves a file that says that it ran.
PROGRAM = """\
#!/usr/bin/env python3
import json, pathlib, sys
pathlib.Path("ran").touch()
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"id": asked["id"], "text": asked["text"].upper()}), flush=True)
"""
COMMAND = '[pretranslation]\nengines = ["memory", "command"]\n[engines.command]\nrun = '


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving() as bed:
        yield bed


@pytest.fixture(autouse=True)
def _nothing_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def with_program(folder: Path, run: str = '["tools/translate.py"]') -> Path:
    """A project that names a program of its own."""
    root = make_project(folder, locales='"es"', text=TEXT, extra=f"{COMMAND}{run}\n")
    program = root / "tools/translate.py"
    program.parent.mkdir()
    program.write_text(PROGRAM, encoding="utf-8")
    program.chmod(0o755)
    assert polyloom(root, "sync").code == 0
    return root


def translated(root: Path, **environment: str) -> Run:
    return polyloom(root, "translate", environment=environment)


def ran(root: Path) -> bool:
    """Whether the program has run since this was last asked."""
    is_there = (root / "ran").exists()
    (root / "ran").unlink(missing_ok=True)
    return is_there


def test_a_program_runs_once_it_is_allowed(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project")
    run = translated(root)
    assert run.code == 1
    assert run.err == (
        "polyloom: engine command: left out, as you have not allowed it to run tools/translate.py; "
        "run polyloom trust\n"
    )
    assert run.out == "translate: 0 drafts made, 1 entry left empty\n"
    assert not ran(root)
    assert polyloom(root, "trust").code == 1, "nobody sits there to be asked"
    assert polyloom(root, "trust", "--yes").code == 0
    assert not ran(root), "allowing is not running"
    assert translated(root).code == 0
    assert ran(root)
    assert entry(root, "es", "We affirm.").msgstr == ("WE AFFIRM.",)


def test_every_change_of_what_is_asked_for_asks_again(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project")
    assert polyloom(root, "trust", "--yes").code == 0
    assert polyloom(root, "trust").code == 0
    program = root / "tools/translate.py"
    program.write_text(f"{PROGRAM}#\n", encoding="utf-8")
    assert translated(root).code == 1, "another program"
    program.write_text(PROGRAM, encoding="utf-8")
    assert polyloom(root, "trust").code == 0
    config = root / "polyloom.toml"
    said = config.read_text("utf-8")
    config.write_text(said.replace('.py"', '.py", "--quick"'), encoding="utf-8")
    assert translated(root).code == 1, "another argument"
    config.write_text(said, encoding="utf-8")
    copy = shutil.copytree(root, tmp_path / "copy")
    assert translated(copy).code == 1, "another place"
    root.rename(tmp_path / "moved")
    assert translated(tmp_path / "moved").code == 1, "another place"
    assert not any(map(ran, (copy, tmp_path / "moved")))


def test_a_link_that_leads_elsewhere_asks_again(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project", '["./link"]')
    (root / "link").symlink_to("/bin/cat")
    assert polyloom(root, "trust", "--yes").code == 0
    (root / "link").unlink()
    (root / "link").symlink_to("/bin/true")
    assert polyloom(root, "trust").code == 1


@pytest.mark.parametrize(
    "run",
    [
        '["sh", "-c", "cat; exec ./tools/translate.py"]',
        '["python3", "tools/translate.py"]',
        '["env", "PROGRAM=tools/translate.py", "sh"]',
    ],
)
def test_files_that_the_words_name_are_part_of_it(tmp_path: Path, run: str) -> None:
    root = with_program(tmp_path / "project", run)
    assert polyloom(root, "trust", "--yes").code == 0
    (root / "tools/translate.py").write_text("print(1)", encoding="utf-8")
    assert polyloom(root, "trust").code == 1


def test_what_was_allowed_can_be_taken_back(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project")
    assert polyloom(root, "trust", "--revoke").out == "trust: this project was allowed nothing\n"
    polyloom(root, "trust", "--yes")
    run = polyloom(root, "trust", "--revoke")
    assert (run.code, run.out) == (0, "trust: this project is allowed nothing any more\n")
    assert translated(root).code == 1
    assert not ran(root)


def test_the_file_is_private_and_outside(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project")
    polyloom(root, "trust", "--yes")
    (kept,) = (tmp_path / "config").rglob("*.json")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    kept.write_text("{", encoding="utf-8")
    run = translated(root)
    assert run.code == 1
    assert "it does not hold permissions, as polyloom trust writes them; remove it" in run.err
    assert not ran(root)


def test_a_file_in_the_project_allows_nothing(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project")
    inside = {"XDG_CONFIG_HOME": str(root / "config")}
    run = polyloom(root, "trust", "--yes", environment=inside)
    assert run.code == 1
    assert "your configuration folder lies in the project" in run.err
    polyloom(root, "trust", "--yes")
    shutil.copytree(tmp_path / "config", root / "config")
    assert translated(root, **inside).code == 1
    assert not ran(root)


def test_a_variable_for_machines_where_nobody_sits(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project")
    (request,) = polyloom(root, "trust", "--json").json["requests"]
    assert (request["allowed"], request["files"][0]["path"]) == (False, "tools/translate.py")
    copy = shutil.copytree(root, tmp_path / "elsewhere")
    digest = request["digest"]
    assert translated(copy, POLYLOOM_TRUST=f"{'0' * 64}, {digest}").code == 0
    assert ran(copy)
    assert translated(root, POLYLOOM_TRUST="0" * 64).code == 1
    wrong = translated(root, POLYLOOM_TRUST="yes")
    assert wrong.code == 1
    assert "POLYLOOM_TRUST holds something else than digests or the word all" in wrong.err
    assert not ran(root)
    assert translated(root, POLYLOOM_TRUST="all").code == 0
    assert ran(root)


def test_the_project_cannot_set_the_variable(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project")
    (root / ".env").write_text("POLYLOOM_TRUST=all\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "polyloom", "translate"], cwd=root, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert not ran(root)


def test_without_work_for_it_nobody_is_needed(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project")
    translated(root, POLYLOOM_TRUST="all")
    ran(root)
    run = translated(root)
    assert (run.code, run.err) == (0, "")


ARGUMENTS = {
    "translate": ("--dry-run",),
    "merge-driver": ("--register",),
    "accept": ("es", "statement", "numbers", "--by", "Ana"),
    "approve": ("es", "--by", "Ana"),
    "unapprove": ("es", "--by", "Ana"),
    "review": ("es",),
    "reject": ("es", "statement", "no", "--by", "Ana"),
    "blame": ("es", "statement#paragraph-1"),
    "reviews": ("evidence", "es", "statement"),
    "comment": ("es", "statement", "so?", "--by", "Ana"),
}


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"init", "new-locale", "reword"}))
def test_no_other_command_needs_it_or_runs_anything(tmp_path: Path, command: str) -> None:
    root = with_program(tmp_path / "project")
    run = polyloom(root, command, *ARGUMENTS.get(command, ()))
    # What is not allowed is shown, and what is not translated is not reviewed.
    needs_a_person = ("trust", "accept", "approve", "reject", "unapprove", "pipeline")
    assert run.code == (1 if command in needs_a_person else 0), run.err
    assert not ran(root)


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("\n", 1), ("n\n", 1)])
def test_a_person_at_a_terminal_is_asked(tmp_path: Path, answer: str, code: int) -> None:
    root = with_program(tmp_path / "project")
    ours, theirs = pty.openpty()
    os.write(ours, answer.encode())
    done = subprocess.run(
        [sys.executable, "-m", "polyloom", "-C", str(root), "trust"],
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert "May command run tools/translate.py? [y/N] " in done.stderr
    assert done.returncode == code


def test_what_is_shown_steers_no_terminal(tmp_path: Path) -> None:
    command = '["echo", "harmless\\u001b[2K\\u001b[1A", "a\\nb\\u202e"]'
    root = with_program(tmp_path / "project", command)
    for run in (polyloom(root, "trust"), translated(root)):
        said = run.out + run.err
        assert not {"\x1b", "\u202e"} & set(said)
        assert r"\x1b[2K" in said


KEYED = 'key_env = "THE_KEY"\n'
KEY = {"THE_KEY": "k3y-of-the-test"}


def test_a_key_is_bound_to_the_address_and_to_where_it_is_from(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, table=KEYED)
    run = translated(root, **KEY)
    assert run.code == 1
    assert f"send texts, and the key in the variable THE_KEY, to {bed.url}; run poly" in run.err
    assert bed.requests == []
    assert polyloom(root, "trust", "--yes", environment=KEY).code == 0
    config = root / "polyloom.toml"
    said = config.read_text("utf-8")
    for old, new in ((bed.url, f"{bed.url}/v2"), ("THE_KEY", "HOME"), ("127.0.0.1", "localhost")):
        config.write_text(said.replace(old, new), encoding="utf-8")
        assert translated(root, **KEY).code == 1, new
    assert bed.requests == []
    config.write_text(said, encoding="utf-8")
    assert translated(root, **KEY).code == 0
    assert bed.requests[-1].asked["api_key"] == KEY["THE_KEY"]


def test_texts_alone_may_go_to_this_machine_only(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, table=KEYED)
    assert translated(root).code == 0, "there is no key"
    elsewhere = project(tmp_path / "other", "libretranslate", "https://translate.example.org")
    run = translated(elsewhere)
    assert run.code == 1
    assert "left out, as you have not allowed it to send texts to https://translate.exam" in run.err


@pytest.mark.parametrize(
    "url",
    [
        "https://good.example.org@evil.example.org/",
        "https://user:s3cret@example.org/",
        "https://example.org/?key=s3cret",
        "http://localhost/#",
        "https://good.example.org\\\\@evil.example.org",
    ],
)
def test_addresses_that_are_read_in_two_ways_are_refused(tmp_path: Path, url: str) -> None:
    root = project(tmp_path, "openai", url, table='model = "x"')
    run = translated(root, OPENAI_API_KEY="k3y-of-the-test", POLYLOOM_TRUST="all")
    assert run.code == 1
    assert "is no address such as http://localhost:5000" in run.err
    assert "s3cret" not in run.err


@pytest.mark.parametrize("kind", ["/dev/zero", "/dev/tty", "fifo", "folder", "/etc/passwd", "long"])
def test_files_that_hold_no_key(tmp_path: Path, bed: Bed, kind: str) -> None:
    name = kind if kind.startswith("/") else str(tmp_path / kind)
    table = f"key_file = '{name}'"
    root = project(tmp_path, "libretranslate", bed.url, table=table)
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    (tmp_path / "long").write_text("k" * 5000, encoding="utf-8")
    for trust in ("", "all"):
        run = translated(root, POLYLOOM_TRUST=trust)
        assert run.code == 1
        assert f"the file {name}" in run.err or f"the key file {name} cannot be read: " in run.err
        assert "root:" not in run.err
        assert polyloom(root, "doctor", environment={"POLYLOOM_TRUST": trust}).code in (0, 1)
    assert bed.requests == []


@pytest.mark.parametrize("name", ["memory", "apertium", "command"])
def test_an_engine_without_a_key_reads_none(tmp_path: Path, name: str) -> None:
    extra = f"[engines.{name}]\nkey_file = '/dev/zero'\n"
    root = make_project(tmp_path / "project", extra=extra)
    assert polyloom(root, "sync").code == 0
    run = polyloom(root, "translate", "--engine", name)
    assert "key" not in run.err


def test_an_engine_of_the_command_line_needs_it_too(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(root, "sync").code == 0
    assert polyloom(root, "trust").out.startswith("trust: this project asks for nothing")
    run = polyloom(root, "translate", "--engine", "mymemory")
    assert run.code == 1
    assert run.err.endswith("; run polyloom trust mymemory\n")
    assert polyloom(root, "trust", "mymemory").code == 1
    assert polyloom(root, "trust", "mymemry").code == 2


def test_a_comparison_needs_it_too(tmp_path: Path) -> None:
    root = with_program(tmp_path / "project")
    run = polyloom(root, "translate", "--compare", "--engine", "command")
    assert "command: – (left out, as you have not allowed it to run tools/translate.py" in run.out
    assert not ran(root)


def test_a_forecast_names_what_nobody_can_allow(tmp_path: Path) -> None:
    extra = '[pretranslation]\nengines = ["apertium"]\n[engines.apertium]\ndata = "ap"\n'
    root = make_project(tmp_path / "project", locales='"es"', extra=extra)
    assert polyloom(root, "sync").code == 0
    for arguments in (("translate", "--dry-run"), ("translate",), ("trust",), ("doctor",)):
        run = polyloom(root, *arguments)
        assert run.code == 1
        said = run.out + run.err
        assert "polyloom.toml:6: the data folder ap is no folder outside of the project" in said
