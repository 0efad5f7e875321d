"""The program in a process of its own for each run, without the time that Python takes to start.

A server has the program's modules loaded and forks for each run: the fork has an environment, a
folder and streams of its own, and runs the program's own entry. Nothing runs in the server itself,
so that no run knows of another.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

# What these say counts when an interpreter starts: such a run is given one.
_OF_INTERPRETERS = ("PYTHON", "LC_", "LANG", "COVERAGE")

_SERVER = """
import importlib, json, os, pkgutil, sys, traceback
import polyloom
from polyloom.cli import main
for module in pkgutil.walk_packages(polyloom.__path__, "polyloom."):
    if module.name != "polyloom.__main__":
        importlib.import_module(module.name)

def run(request):
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    for number, path in ((1, request["out"]), (2, request["err"])):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.argv = [os.path.join(polyloom.__path__[0], "__main__.py"), *request["arguments"]]
    try:
        main.program()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code or 0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        run(json.loads(line))
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""


class Finished(NamedTuple):
    """The exit code of a run, and what it printed, as bytes."""

    code: int
    out: bytes
    err: bytes


class _Server(NamedTuple):
    """The server's streams, and a folder for what runs print."""

    requests: IO[str]
    answers: IO[str]
    folder: Path


def run_program(arguments: Sequence[str], environment: Mapping[str, str]) -> Finished:
    """Run ``polyloom`` with these arguments and this environment, in the current folder."""
    changed = {name for name in {*environment, *os.environ} if _differs(name, environment)}
    if not hasattr(os, "fork") or any(name.startswith(_OF_INTERPRETERS) for name in changed):
        return _run_interpreter(arguments, environment)
    server = _server()
    out, err = server.folder / "out", server.folder / "err"
    request = {
        "arguments": list(arguments),
        "environment": dict(environment),
        "folder": str(Path.cwd()),
        "out": str(out),
        "err": str(err),
    }
    server.requests.write(json.dumps(request) + "\n")
    server.requests.flush()
    code = int(server.answers.readline())
    return Finished(code, out.read_bytes(), err.read_bytes())


def _differs(name: str, environment: Mapping[str, str]) -> bool:
    """Whether a variable is another one than that of this process."""
    return environment.get(name) != os.environ.get(name)


def _run_interpreter(arguments: Sequence[str], environment: Mapping[str, str]) -> Finished:
    done = subprocess.run(
        [sys.executable, "-m", "polyloom", *arguments],
        capture_output=True,
        env=environment,
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr)


@cache
def _server() -> _Server:
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    folder = tempfile.TemporaryDirectory(prefix="polyloom-tests-")
    assert process.stdin is not None
    assert process.stdout is not None
    server = _Server(process.stdin, process.stdout, Path(folder.name))

    def end() -> None:
        server.requests.close()
        process.wait()
        server.answers.close()
        folder.cleanup()

    atexit.register(end)
    return server
