"""Options, exit codes, pipes: what every command has in common."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from polyloom.cli.main import COMMANDS
from support.polyloom import SPANISH, catalog_file, make_project, polyloom, translate_by_hand


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project")
    assert polyloom(project, "sync").code == 0
    return project


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(tmp_path: Path, command: str) -> None:
    run = polyloom(tmp_path, command, "--help")
    assert run.code == 0
    assert "--json" in run.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("udpate",), "there is no command “udpate”; did you mean update?"),
        (("frobnicate",), "there is no command “frobnicate”; see polyloom --help"),
        (("report", "--jsno"), "unrecognized arguments: --jsno; see polyloom report --help"),
        (("--jsno",), "unrecognized arguments: --jsno; see polyloom --help"),
        (("help", "udpate"), "there is no command “udpate”; did you mean update?"),
        (("help", "build", "check"), "help is about one command, not 2; see polyloom --help"),
        (("check", "xx_YY"), "there is no locale “xx_YY”"),
        (("check", "pt_BRR"), "there is no locale “pt_BRR”; did you mean pt_BR?"),
        (
            ("check", "it"),
            (
                "“it” is not one of the project's locales; the project has es, fr; "
                "add it with polyloom new-locale it"
            ),
        ),
        (("report", "--fail-under", "many"), "“many” is no percentage between 0 and 100; see"),
        (("report", "--fail-under", "200"), "“200” is no percentage between 0 and 100; see"),
        (("report", "--fail-under", "-5"), "“-5” is no percentage between 0 and 100; see"),
        (("report", "--fail-under", "nan"), "“nan” is no percentage between 0 and 100; see"),
        (
            ("report", "--fail-under", "0.8"),
            "“0.8” is a share, not a percentage; 80 is the same in percent; see",
        ),
        (("build", "--minimum-coverage", "80"), "“80” is no share between 0 and 1; 80% is 0.8"),
        (("build", "--minimum-coverage", "-1"), "“-1” is no share between 0 and 1; see"),
        (("sync", "--wait", "-1"), "“-1” is no number of seconds, 0 or more; see"),
        (("build", "--wait", "inf"), "“inf” is no number of seconds, 0 or more; see"),
        (("translate", "--limit", "0"), "0 is no number greater than 0"),
        (("report", "--json", "--html", "-"), "--json and --html - both write to standard output"),
        (("translate", "--engine", "deepel"), "invalid choice: 'deepel'"),
        (("new-locale", "Klingonish"), "there is no locale “Klingonish”"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_one_sentence_and_exit_2(
    root: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    run = polyloom(root, *arguments)
    assert run.code == 2
    assert sentence in run.err
    assert run.err.startswith("polyloom: ")
    assert run.err.count("\n") == 1
    assert run.out == ""


def test_no_command_prints_the_help_and_is_wrong_usage(tmp_path: Path) -> None:
    run = polyloom(tmp_path)
    assert run.code == 2
    assert "commands:" in run.out


def test_no_project_is_one_sentence(tmp_path: Path) -> None:
    run = polyloom(tmp_path, "report")
    assert run.code == 2
    assert "there is no polyloom.toml here or above" in run.err


def test_locales_are_taken_as_written_in_either_way(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", locales='"pt-BR", "zh_Hans"')
    assert polyloom(root, "sync", "pt-br").code == 0
    assert catalog_file(root, "pt_BR").exists()
    assert not catalog_file(root, "zh_Hans").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_about_a_command_is_its_help(tmp_path: Path, command: str) -> None:
    run = polyloom(tmp_path, "help", command)
    assert run.code == 0
    assert run.out == polyloom(tmp_path, command, "--help").out


def test_help_alone_names_every_command(tmp_path: Path) -> None:
    run = polyloom(tmp_path, "help")
    assert run.code == 0
    assert run.out == polyloom(tmp_path, "--help").out
    assert all(f"    {command} " in run.out for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("update",),
        ("sync",),
        ("translate",),
        ("check",),
        ("build",),
        ("report",),
        ("doctor",),
        ("new-locale", "it"),
    ],
    ids=" ".join,
)
def test_json_is_one_object_on_standard_output(root: Path, arguments: tuple[str, ...]) -> None:
    run = polyloom(root, *arguments, "--json")
    assert isinstance(run.json, dict)


def test_options_may_stand_before_and_behind_the_command(root: Path) -> None:
    assert "statement: 7 segments" in polyloom(root, "-v", "extract").err
    assert "statement: 7 segments" in polyloom(root, "extract", "-v").err
    assert polyloom(root, "-q", "build").err == ""
    assert polyloom(root, "build", "-q").err == ""


def test_colour_only_when_asked_or_on_a_terminal(root: Path) -> None:
    assert "\x1b" not in polyloom(root, "report").out
    assert "\x1b" in polyloom(root, "--color", "always", "report").out
    assert "\x1b" not in polyloom(root, "report", "--color", "never").out


def test_fail_under(root: Path) -> None:
    translate_by_hand(root, "es", SPANISH)
    assert polyloom(root, "report", "es", "--fail-under", "80").code == 0
    run = polyloom(root, "report", "--fail-under", "80")
    assert run.code == 1
    assert "fr: 0 of 37 words are translated, less than 80%" in run.err


def test_report_page(root: Path) -> None:
    assert polyloom(root, "report", "--html").code == 0
    page = (root / "build/report.html").read_text(encoding="utf-8")
    assert "Statements" in page
    assert "<script" not in page
    elsewhere = root.parent / "page.html"
    assert polyloom(root, "report", "--html", str(elsewhere)).code == 0
    assert elsewhere.read_text(encoding="utf-8") == page
    written = polyloom(root, "report", "--html", "-")
    assert (written.code, written.out) == (0, page)
    assert not (root / "-").exists()


def test_a_closed_pipe_is_no_error(root: Path) -> None:
    command = f"{sys.executable} -m polyloom -C '{root}' report --json"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_output_that_finds_no_place_is_one_sentence(root: Path, options: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "polyloom", "-C", str(root), "report", *options],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == (
        "polyloom: cannot write the output: no space left on device; free some space there\n"
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_error(root: Path, closed: str) -> None:
    command = f"{sys.executable} -m polyloom -C '{root}' report {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_character_that_the_terminal_lacks_is_no_traceback(root: Path) -> None:
    (root / "source/国家.txt").write_text("Text.\n", encoding="utf-8")
    run = polyloom(root, "extract", "-v", environment={"PYTHONIOENCODING": "ascii"})
    assert run.code == 0


HOLDER = """
import sys, time
from pathlib import Path
from polyloom.workspace.lock import project_lock
with project_lock(Path(sys.argv[1]), "translate", wait=0, notice=print):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_at_the_same_time_says_who_is_at_work(root: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        run = polyloom(root, "sync", "--wait", "0.2")
        assert polyloom(root, "report").code == 0
        holder.kill()
    assert run.code == 1
    assert f"waiting for polyloom translate (process {holder.pid})" in run.err
    assert "is at work here for more than 0.2 seconds" in run.err


def test_an_interrupt_is_one_sentence_and_exit_130(root: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with subprocess.Popen(
            [sys.executable, "-m", "polyloom", "-C", str(root), "sync"],
            stderr=subprocess.PIPE,
            text=True,
        ) as waiting:
            assert waiting.stderr is not None
            assert waiting.stderr.readline().startswith("waiting for")
            waiting.send_signal(signal.SIGINT)
            said = waiting.stderr.read()
        holder.kill()
    assert waiting.returncode == 130
    assert said == "polyloom: interrupted; run the command again to go on\n"


SLOW_STAGE = """
import sys, time
from polyloom.cli.console import Console
with Console().progress() as progress:
    for done in range(8):
        progress(done, 8, "es statement")
        time.sleep(0.1)
print("finished")
"""


def test_progress_shows_on_a_terminal_and_nowhere_else() -> None:
    piped = subprocess.run(
        [sys.executable, "-c", SLOW_STAGE], capture_output=True, text=True, check=True
    )
    assert piped.stderr == ""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_STAGE], stdout=subprocess.DEVNULL, stderr=follower
    ) as process:
        os.close(follower)
        shown = b""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if select.select([leader], [], [], 0.2)[0]:
                try:
                    chunk = os.read(leader, 4096)
                except OSError:
                    break
                if not chunk:
                    break
                shown += chunk
        process.wait()
    os.close(leader)
    assert re.search(rb"7/8, [0-9.]+/s, 0:0\d left es statement", shown)
    assert shown.endswith(b"\r\x1b[K")


def test_start_up_imports_no_library() -> None:
    """What makes the start quick, said without a clock: nothing heavy is loaded for --version."""
    libraries = {"babel", "deep_translator", "jinja2", "polib", "rapidfuzz", "requests", "rich"}
    heavy = libraries | {"asyncio", "difflib", "msgspec", "polyloom.model", "polyloom.mt"}
    script = (
        "import sys\nfrom polyloom.cli.main import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted({heavy!r} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_round_after_an_edit_imports_what_it_needs(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    assert polyloom(root, "pipeline").code in (0, 1)
    document = root / "source/statement.txt"
    document.write_bytes(document.read_bytes().replace(b"28 causes", b"27 causes"))
    others = {"asyncio", "difflib", "importlib.resources", "rich", "yaml"}
    script = (
        "import sys\nfrom polyloom.cli.main import main\n"
        f"main(['-C', {str(root)!r}, 'pipeline'])\n"
        f"print(sorted({others!r} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "statement" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_doctor_works_without_a_project(tmp_path: Path) -> None:
    run = polyloom(tmp_path, "doctor", environment={"PATH": "/nowhere"})
    assert run.code == 0
    assert "missing msgfmt: would add:" in run.out
    assert "apt install gettext" in run.out
