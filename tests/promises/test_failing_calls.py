"""Every stage, with the n-th call of the system failing or killing it, for many n.

strace makes the calls fail for real. A first run of the stage shows which calls have to do with the
project; a sample of them is made to fail with each of the errors that the system may report, and to
kill the run. Whatever happens, nobody sees a traceback, no translation is lost, and the next run
ends as if nothing had happened and leaves no file behind. ``pytest -s`` shows a table of what
became of the runs, and with POLYLOOM_SWEEP=all every call takes its turn.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from polyloom.po.parser import read_catalog
from polyloom.workspace.lock import project_lock
from support.polyloom import SPANISH, files, make_project, polyloom, translate_by_hand
from support.programs import require_program

ERRORS = {
    "openat": ("EACCES", "EMFILE", "EIO", "ENOSPC"),
    "read": ("EIO", "EAGAIN"),
    "pread64": ("EIO",),
    "write": ("ENOSPC", "EIO", "EAGAIN"),
    "pwrite64": ("ENOSPC", "EIO"),
    "rename": ("EACCES", "ENOSPC", "EIO"),
    "renameat2": ("EACCES", "ENOSPC", "EIO", "EINVAL"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO",),
    "mkdir": ("EACCES", "ENOSPC"),
    "unlink": ("EACCES", "EIO"),
    "getdents64": ("EIO",),
    "newfstatat": ("EACCES", "EIO"),
    "flock": ("ENOLCK",),
}
KILL = "SIGKILL"
STAGES: Mapping[str, tuple[str, ...]] = {
    "extract": ("extract",),
    "update": ("update",),
    "translate": ("translate",),
    "format": ("format",),
    "build": ("build",),
    "reword": ("reword", "other", "We affirm", "We do affirm"),
    "new-locale": ("new-locale", "it"),
    "merge-driver": ("merge-driver", "base.po", "ours.po", "theirs.po"),
}
# How many failures of a stage are tried, and how many kills.
SAMPLE = {False: 7, True: 2}
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "SOURCE_DATE_EPOCH": "1795000000",
}


class Call(NamedTuple):
    """The ``number``-th call of a kind in a run, and what it is to end in."""

    name: str
    number: int
    end: str


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which each stage has something to write."""
    root = make_project(
        tmp_path_factory.mktemp("sweep") / "prepared",
        locales='"es"',
        extra="[build]\nminimum_coverage = 0\n",
    )
    (root / "source/other.txt").write_bytes(b"Other\n\nWe affirm:\n\nThe country is in crisis.\n")
    assert polyloom(root, "sync", environment=ENVIRONMENT).code == 0
    translate_by_hand(root, "es", SPANISH)
    (catalog,) = root.rglob("statement.po")
    data = catalog.read_bytes()
    (root / "base.po").write_bytes(data.replace(b"Afirmamos", b"Se afirma"))
    (root / "ours.po").write_bytes(data.replace(b"El pa\xc3\xads", b"La patria"))
    (root / "theirs.po").write_bytes(data.replace(b"Reafirmamos", b"Repetimos"))
    catalog.write_bytes(data.replace(b"\n\n", b"\n\n\n"))
    with (root / "source/statement.txt").open("ab") as document:
        document.write(b"\nOne more.\n")
    assert polyloom(root, "extract", environment=ENVIRONMENT).code == 0
    source = root / "source/other.txt"
    source.write_bytes(source.read_bytes().replace(b"We affirm", b"We do affirm"))
    shutil.rmtree(root / ".polyloom")
    return root


def fresh(prepared: Path) -> Path:
    """A copy at the same place each time, so that runs do the same calls."""
    root = prepared.with_name("project")
    shutil.rmtree(root, ignore_errors=True)
    return shutil.copytree(prepared, root)


def strace(
    root: Path, arguments: tuple[str, ...], *options: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(require_program("strace"), "-f", "-qq", *options),
            *(sys.executable, "-m", "polyloom", *arguments),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, **ENVIRONMENT},
        check=False,
    )


def calls_of(root: Path, arguments: tuple[str, ...]) -> list[tuple[str, int]]:
    """The calls of a run that have to do with the project, by their names and numbers."""
    trace = root.with_name("trace")
    strace(root, arguments, "-y", "-e", f"trace={','.join(ERRORS)}", "-o", str(trace))
    numbers: Counter[str] = Counter()
    found: list[tuple[str, int]] = []
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        call = re.match(r"\d+ +(\w+)\(", line)
        if call is None:
            continue
        numbers[call[1]] += 1
        outside = re.sub(r"AT_FDCWD<[^>]*>", "", line)
        relative = re.search(r'\(, "(?!/)', outside) or re.search(r'\("(?!/)', outside)
        if f"{root}/" in outside or relative:
            found.append((call[1], numbers[call[1]]))
    return found


def sample(stage: str, calls: list[tuple[str, int]]) -> list[Call]:
    """A few of the failures and kills that can be, with each kind of call among them."""
    chosen: list[Call] = []
    chance = random.Random(stage)  # noqa: S311
    for is_kill, most in SAMPLE.items():
        all_of = defaultdict(list)
        for name, number in calls:
            for end in (KILL,) if is_kill else ERRORS[name]:
                all_of[name].append(Call(name, number, end))
        for each in all_of.values():
            chance.shuffle(each)
        if os.environ.get("POLYLOOM_SWEEP") == "all":
            chosen += [call for each in all_of.values() for call in each]
            continue
        names = sorted(all_of)
        chance.shuffle(names)
        taken = 0
        while taken < most and any(all_of.values()):
            for name in names:
                if all_of[name] and taken < most:
                    chosen.append(all_of[name].pop())
                    taken += 1
    return chosen


def translations(root: Path) -> set[str]:
    """All translations in catalogs, whatever has become of them."""
    found: set[str] = set()
    for path in root.rglob("*.po"):
        if path.name not in ("base.po", "theirs.po"):
            for entry in read_catalog(path.read_bytes(), path.name).entries:
                found.update(text for text in entry.msgstr if text)
    return found


def fault_of(  # noqa: PLR0911
    stage: str, call: Call, prepared: Path, clean: Mapping[str, bytes]
) -> tuple[str, str]:
    """How a run ended whose call failed, and what is wrong with that or with the next one."""
    arguments = STAGES[stage]
    root = fresh(prepared)
    before = translations(root)
    what = f"signal={KILL}" if call.end == KILL else f"error={call.end}"
    inject = f"inject={call.name}:{what}:when={call.number}"
    done = strace(root, arguments, "-o", "/dev/null", "-e", f"trace={call.name}", "-e", inject)
    ended = "killed" if done.returncode in (-9, 137) else str(done.returncode)
    if "Traceback" in done.stderr:
        return ended, done.stderr
    if ended not in ("killed", "0", "1", "2"):
        return ended, f"ended with {ended}: {done.stderr}"
    if lost := before - translations(root):
        return ended, f"lost {lost}: {done.stderr}"
    again = strace(root, arguments, "-o", "/dev/null", "-e", "trace=none")
    if again.returncode != 0:
        return ended, f"the next run ended with {again.returncode}: {again.stderr}"
    if stage == "merge-driver":
        with project_lock(root, "sync", wait=0, notice=print):
            pass
    if left := [*root.rglob("*.tmp")]:
        return ended, f"left {left}"
    if (after := files(root)) != clean:
        differ = {name for name in after.keys() | clean if after.get(name) != clean.get(name)}
        return ended, f"the next run came to something else in {differ}: {done.stderr}"
    return ended, ""


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_whatever_fails_nothing_is_lost(
    stage: str, prepared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = fresh(prepared)
    calls = calls_of(root, STAGES[stage])
    assert calls, "the stage has nothing to do with the project"
    clean = files(root)
    table: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    faults: list[str] = []
    for call in sample(stage, calls):
        ended, fault = fault_of(stage, call, prepared, clean)
        table[call.name, call.end][ended] += 1
        if fault:
            faults.append(f"{call}: {fault}")
    with capsys.disabled():
        print(f"\n{stage}: {len(calls)} calls")  # noqa: T201
        for (name, end), outcomes in sorted(table.items()):
            ends = ", ".join(f"{number} × {how}" for how, number in sorted(outcomes.items()))
            print(f"  {name:<12}{end:<8}{ends}")  # noqa: T201
    assert not faults, "\n".join(faults)
