from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest

from polyloom.errors import ConfigurationError, UserError
from polyloom.workspace.workers import map_in_processes
from support.programs import require_program

# Work is shared out only by a process without other threads.
pytestmark = pytest.mark.alone

MANY = range(5000)


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polyloom.workspace.workers._processors", lambda: 2)


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("count", [0, 1, 2, 3, 1999, 2000, 2001, 5000])
def test_results_come_in_order_as_from_map(count: int) -> None:
    assert list(map_in_processes(square, range(count), patience=0)) == list(
        map(square, range(count))
    )


def test_the_work_is_done_in_other_processes_where_there_is_enough() -> None:
    assert os.getpid() not in set(map_in_processes(lambda _: os.getpid(), MANY, patience=0))


def test_little_work_is_done_here() -> None:
    assert set(map_in_processes(lambda _: os.getpid(), range(10), patience=60)) == {os.getpid()}


@pytest.mark.parametrize(("first", "is_shared"), [(0.2, False), (0.4, True)])
def test_what_takes_long_only_for_the_first_item_is_done_here(
    monkeypatch: pytest.MonkeyPatch, first: float, is_shared: bool
) -> None:
    passed = [0.0]

    def work(number: int) -> int:
        passed[0] += first if number == 0 else 0.001
        return os.getpid()

    clock = SimpleNamespace(monotonic=lambda: passed[0])
    monkeypatch.setattr("polyloom.workspace.workers.time", clock)
    done_by = set(map_in_processes(work, range(10)))
    assert (done_by != {os.getpid()}) == is_shared


def test_a_process_with_threads_does_it_all_itself() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert set(map_in_processes(lambda _: os.getpid(), MANY, patience=0)) == {os.getpid()}
    finally:
        done.set()
        thread.join()


def test_results_larger_than_a_pipe() -> None:
    found = list(map_in_processes(lambda number: b"x" * number * 1000, range(300), patience=0))
    assert [len(one) for one in found] == [number * 1000 for number in range(300)]


def test_an_error_is_raised_when_its_turn_comes() -> None:
    def work(number: int) -> int:
        if number == 1000:
            raise UserError("it is broken", where="a.txt:3", remedy="mend it")
        return number

    results = map_in_processes(work, MANY, patience=0)
    assert list(islice(results, 1000)) == list(range(1000))
    with pytest.raises(UserError) as caught:
        next(results)
    assert str(caught.value) == "a.txt:3: it is broken; mend it"


class UnpicklableError(Exception):
    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def test_an_error_that_cannot_be_sent_is_told_with_its_place() -> None:
    def work(number: int) -> int:
        raise UnpicklableError("a", str(number))

    with pytest.raises(RuntimeError, match="UnpicklableError: a0"):
        list(map_in_processes(work, MANY, patience=0))


def test_a_killed_worker_is_one_sentence() -> None:
    def work(number: int) -> int:
        if number == 100:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(UserError, match="has killed one of the processes"):
        list(map_in_processes(work, MANY, patience=0))


def test_no_worker_outlives_the_iteration() -> None:
    results = map_in_processes(lambda _: os.getpid(), MANY, patience=0)
    workers = {next(results) for _ in range(10)}
    results.close()
    assert not [process for process in workers if is_alive(process)]


def test_user_errors_are_pickled_whole() -> None:
    for kind in (UserError, ConfigurationError):
        error = kind("what", where="where", remedy="remedy")
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own)
        assert type(copy) is kind
        assert str(copy) == str(error)


ENDLESS = """
import os, sys, time
from pathlib import Path
import polyloom.workspace.workers as workers
workers._processors = lambda: 2
folder = Path(sys.argv[1])

def work(number):
    try:
        (folder / str(os.getpid())).touch()
        time.sleep(60)
    finally:
        time.sleep(float(sys.argv[2]))
        (folder / f"{os.getpid()}.done").touch()

list(workers.map_in_processes(work, range(10), patience=0))
"""


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_stopped_run_leaves_no_worker_and_each_one_cleans_up(
    tmp_path: Path, kill: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(tmp_path), "0"], stderr=subprocess.DEVNULL
    ) as process:
        wait_for(lambda: len(list(tmp_path.iterdir())) == 2)
        workers = [int(path.name) for path in tmp_path.iterdir()]
        process.send_signal(kill)
    assert process.returncode == -kill
    wait_for(lambda: not any(map(is_alive, workers)))
    assert all((tmp_path / f"{worker}.done").exists() for worker in workers)


def test_a_second_interruption_does_not_interrupt_the_cleaning_up(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ENDLESS, str(tmp_path), "1"]) as process:
        wait_for(lambda: len(list(tmp_path.iterdir())) == 2)
        workers = [int(path.name) for path in tmp_path.iterdir()]
        for worker in workers:
            os.kill(worker, signal.SIGINT)
        # Without a parent they are told to end once more.
        process.kill()
    wait_for(lambda: not any(map(is_alive, workers)))
    assert all((tmp_path / f"{worker}.done").exists() for worker in workers)


def is_alive(process: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


COUNTED = """
import os
import polyloom.workspace.workers as workers
workers._processors = lambda: 3
found = list(workers.map_in_processes(lambda n: (n, os.getpid()), range(3000), patience=0))
assert [number for number, _ in found] == list(range(3000))
processes = {process for _, process in found}
print("here" if processes == {os.getpid()} else "workers", os.getpid() in processes)
"""


@pytest.mark.parametrize(
    ("failing", "where"),
    [
        ("clone,clone3,fork,vfork:error=EAGAIN", "here True"),
        ("clone,clone3,fork,vfork:error=ENOMEM:when=2+", "workers False"),
        ("pipe2,pipe:error=EMFILE", "here True"),
        ("pipe2,pipe:error=EMFILE:when=3", "here True"),
        ("pipe2,pipe:error=EMFILE:when=4+", "workers False"),
    ],
)
def test_where_the_system_has_no_process_or_pipe_left_the_work_is_done_all_the_same(
    failing: str, where: str, tmp_path: Path
) -> None:
    command = [require_program("strace"), "-qq", "-o", str(tmp_path / "calls")]
    done = subprocess.run(
        [*command, "-e", f"inject={failing}", sys.executable, "-c", COUNTED],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == (where, "")
    assert "(INJECTED)" in (tmp_path / "calls").read_text(encoding="utf-8")
