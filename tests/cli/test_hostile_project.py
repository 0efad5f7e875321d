"""A project of somebody who means harm: what make runs on it starts nothing and sends nothing."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from polyloom.cli.main import main
from polyloom.mt import ENGINES
from support.polyloom import make_project, polyloom
from support.programs import require_program
from support.test_bed import serving

pytestmark = pytest.mark.slow

KEY = "k3y-0f-the-person-at-the-machine"
# The commands of ``make build``, and those that anybody tries on a project first.
COMMANDS = (
    ("doctor",),
    ("merge-driver", "--register"),
    ("sync",),
    ("translate",),
    ("translate", "--dry-run"),
    ("check",),
    ("build",),
    ("report", "--html"),
    ("doctor",),
    ("trust",),
    ("format", "--check"),
)
EVIL = "#!/bin/sh\ntouch pwned\ncat\n"
CONFIGURATION = """
[pretranslation]
engines = ["apertium", "command", "deepl", "openai", "microsoft", "google", "mymemory", "memory"]
[engines.command]
run = ["./evil"]
[engines.apertium]
data = "ap"
[engines.openai]
url = "http://127.0.0.1:9"
key_env = "AWS_SECRET_ACCESS_KEY"
model = "x"
[engines.deepl]
url = "http://127.0.0.1:9"
key_file = "<folder>/secret"
[engines.microsoft]
key_file = "../secret"
"""
GIT = """
[core]
	fsmonitor = ROOT/evil
	hooksPath = ROOT/hooks
	pager = ROOT/evil
	editor = ROOT/evil
[merge "polyloom"]
	driver = ROOT/evil %A
[alias]
	config = !ROOT/evil
	rev-parse = !ROOT/evil
"""


def executable(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(EVIL, encoding="utf-8")
    path.chmod(0o755)


def hostile_project(folder: Path) -> Path:
    secret = folder / "secret"
    secret.write_text(f"{KEY}\n", encoding="utf-8")
    root = make_project(
        folder / "project", locales='"es"', extra=CONFIGURATION.replace("<folder>", str(folder))
    )
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    config = root / ".git/config"
    config.write_text(config.read_text("utf-8") + GIT.replace("ROOT", str(root)), encoding="utf-8")
    for name in ("evil", "hooks/post-index-change", "git", "lt-proc", "sh", "bin/git"):
        executable(root / name)
    for name in ("msgspec.py", "platformdirs.py", "httpx.py", "sitecustomize.py"):
        (root / name).write_text("open('pwned', 'w')\n", encoding="utf-8")
    (root / "ap/modes").mkdir(parents=True)
    (root / "ap/modes/eng-spa.mode").write_text("./evil 'x'", encoding="utf-8")
    (root / ".env").write_text("POLYLOOM_TRUST=all\n", encoding="utf-8")
    (root / "source/stolen.txt").symlink_to(secret)
    (root / "source/parent").symlink_to(folder)
    return root


def test_nothing_of_it_is_run_sent_or_read_elsewhere(tmp_path: Path) -> None:
    strace, git = require_program("strace"), require_program("git")
    root = hostile_project(tmp_path)
    environment = {
        **os.environ,
        "PATH": f".:{root}/bin:{os.environ['PATH']}",
        "AWS_SECRET_ACCESS_KEY": KEY,
        "DEEPL_API_KEY": KEY,
        "MICROSOFT_API_KEY": KEY,
    }
    trace = tmp_path / "trace"
    for command in COMMANDS:
        done = subprocess.run(
            [
                *(strace, "-f", "-s", "4096", "-e", "trace=execve,connect,open,openat"),
                *("-o", str(trace), sys.executable, "-P", "-m", "polyloom", *command),
            ],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        assert KEY not in done.stdout + done.stderr
        calls = trace.read_text(encoding="utf-8", errors="replace")
        started = set(re.findall(r'execve\("([^"]*)"[^\n]* = 0$', calls, re.MULTILINE))
        # The shell runs our own driver, as doctor tries it out.
        assert started <= {sys.executable, git, "/bin/sh"}, command
        assert "AF_INET" not in calls
        assert not re.search(rf'open(?:at)?\([^\n]*"{re.escape(str(tmp_path))}/secret"', calls)
    assert not (root / "pwned").exists()
    written = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    assert not [path for path in written if KEY.encode() in path.read_bytes()]


def test_the_driver_takes_nothing_from_the_work_tree(tmp_path: Path) -> None:
    """git calls the driver in a work tree, in which Python would look for modules first."""
    require_program("git")
    root = make_project(tmp_path / "project", locales='"es"')
    (root / "source/statement.txt").unlink()
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert polyloom(root, "merge-driver", "--register").code == 0
    for name in ("msgspec.py", "polyloom.py", "argparse.py"):
        (root / name).write_text("open('pwned', 'w')\n", encoding="utf-8")
    asking = ["git", "-C", str(root), "config", "merge.polyloom.driver"]
    driver = subprocess.run(asking, capture_output=True, text=True, check=True).stdout
    driver = driver.partition(" ||")[0]
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr '
    for name, text in (("o", ""), ("a", ""), ("b", "theirs")):
        (root / name).write_text(f'{head}"{text}"\n', encoding="utf-8")
    words = {"%O": "o", "%A": "a", "%B": "b", "%P": "'--register'"}
    for mark, word in words.items():
        driver = driver.replace(mark, word)
    done = subprocess.run(["sh", "-c", driver], cwd=root, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b'"theirs"' in (root / "a").read_bytes()
    assert not (root / "pwned").exists()


@pytest.mark.parametrize("name", [name for name, row in ENGINES.items() if row.needs_network])
def test_no_key_is_written_or_said_by_any_engine(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    """Also where the service says it again in its answers."""
    addresses: dict[str, str] = importlib.import_module("deep_translator.constants").BASE_URLS
    (tmp_path / "secret").write_text(f"{KEY}\n", encoding="utf-8")
    for proxy in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(proxy, raising=False)
        monkeypatch.delenv(proxy.upper(), raising=False)
    monkeypatch.setenv("POLYLOOM_TRUST", "all")
    with serving() as bed:
        bed.translate = lambda texts: (
            [f"{text.upper()} {KEY}" for text in texts[:1]] + [text.upper() for text in texts[1:]]
        )
        monkeypatch.setitem(addresses, "GOOGLE_TRANSLATE", f"{bed.url}/m")
        monkeypatch.setitem(addresses, "MYMEMORY", f"{bed.url}/get")
        monkeypatch.setitem(addresses, "MICROSOFT_TRANSLATE", f"{bed.url}/microsoft")
        extra = (
            f'[pretranslation]\nengines = ["{name}"]\n[engines.{name}]\nurl = "{bed.url}/v2"\n'
            f'key_file = "{tmp_path}/secret"\nretries = 0\n'
        )
        extra += 'model = "x"\n' if name == "openai" else ""
        root = make_project(tmp_path / "project", locales='"es"', extra=extra)
        assert main(["-q", "-C", str(root), "sync"]) == 0
        codes = [main(["-v", "-C", str(root), command]) for command in ("translate", "doctor")]
        said = "".join(capsys.readouterr())
        assert set(codes) <= {0, 1}
        assert bed.requests, "the engine was asked"
        assert not [request.path for request in bed.requests if KEY in request.path]
    files = [path.read_bytes() for path in root.rglob("*") if path.is_file()]
    assert not [data for data in (said.encode(), *files) if KEY.encode() in data]
