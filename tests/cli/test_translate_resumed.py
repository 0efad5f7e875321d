"""Runs that are killed or interrupted lose nothing that was paid for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.mt.api.engine_contract import TranslationResponse
from polyloom.mt.runtime.response_cache import NullResponseStore
from support.engine_runs import project, translated
from support.polyloom import polyloom, read
from support.test_bed import Bed, hang, serving

pytestmark = pytest.mark.slow

KEY = "k3y-0f-the-test"
SEGMENTS = 2_000


def many(number: int) -> str:
    return "\n\n".join(f"Sentence number {each} says something." for each in range(number)) + "\n"


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "polyloom", "-C", str(root), "translate", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "THE_KEY": KEY, "POLYLOOM_TRUST": "all"},
    )


def wait_until(bed: Bed, texts: int) -> None:
    for _ in range(3_000):
        if len(bed.texts) >= texts:
            return
        time.sleep(0.01)
    raise AssertionError(f"only {len(bed.texts)} texts were sent")


def test_a_killed_run_sends_no_text_twice(tmp_path: Path) -> None:
    with serving() as bed:
        root = project(
            tmp_path,
            "libretranslate",
            bed.url,
            text=many(SEGMENTS),
            table='concurrency = 1\nkey_env = "THE_KEY"',
        )
        bed.latency = 0.03
        process = start(root)
        wait_until(bed, SEGMENTS // 2)
        # Between two calls: an answer that never reached the program is lost in any case.
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.1)
        process.kill()
        process.communicate()
        assert bed.texts
        on_its_way = bed.texts[-20:]
        first = len(bed.texts)
        assert first < SEGMENTS
        bed.latency = 0.0
        run = polyloom(root, "translate", environment={"THE_KEY": KEY, "POLYLOOM_TRUST": "all"})
        assert run.code == 0, run.err
        twice = [text for text, count in Counter(bed.texts).items() if count > 1]
        # What was under way when the plug was pulled may be asked again, nothing else.
        assert set(twice) <= set(on_its_way)
        assert len(set(bed.texts)) == SEGMENTS
        assert all(entry.msgstr[0] for entry in read(root, "es").entries)
        assert f"{SEGMENTS} drafts made" in run.out


def test_a_second_run_sends_nothing(tmp_path: Path) -> None:
    with serving() as bed:
        root = project(tmp_path, "libretranslate", bed.url, text=many(50))
        assert polyloom(root, "translate").code == 0
        sent = len(bed.texts)
        (root / "locales/es/LC_MESSAGES/statement.po").unlink()
        assert polyloom(root, "sync").code == 0
        run = polyloom(root, "translate")
        assert "50 drafts made (50 of them from answers kept before)" in run.out
        assert len(bed.texts) == sent


def test_other_settings_are_asked_anew(tmp_path: Path) -> None:
    with serving() as bed:
        root = project(tmp_path, "openai", f"{bed.url}/v1", table='model = "one"')
        assert polyloom(root, "translate").code == 0
        config = (root / "polyloom.toml").read_text("utf-8")
        (root / "polyloom.toml").write_text(config.replace('"one"', '"two"'), encoding="utf-8")
        run = polyloom(root, "translate", "--again")
        assert run.out == "translate: 0 drafts made, 0 entries left empty\n"
        assert [request.asked["model"] for request in bed.requests] == ["one", "two"]


def test_answers_that_cannot_be_kept(tmp_path: Path) -> None:
    class Full(NullResponseStore):
        def store(self, responses: Mapping[bytes, TranslationResponse]) -> None:
            del responses
            raise UserError("the answers of engines cannot be kept: disk full", remedy="free some")

    with serving() as bed:
        root = project(tmp_path, "libretranslate", bed.url, text=many(60))
        outcome = translated(root, store=Full())
    # What was paid for is written all the same.
    assert sum(map(bool, outcome.msgstrs)) >= 20
    assert outcome.said == "the answers of engines cannot be kept: disk full; free some"


def test_ctrl_c_leaves_what_is_done_and_is_answered_at_once(tmp_path: Path) -> None:
    with serving() as bed:
        root = project(tmp_path, "libretranslate", bed.url, text=many(200), table="concurrency = 1")
        (root / "polyloom.toml").write_text(
            (root / "polyloom.toml").read_text("utf-8").replace("timeout = 5", "timeout = 60"),
            encoding="utf-8",
        )
        process = start(root)
        wait_until(bed, 100)
        bed.misbehave = hang
        wait_until(bed, len(bed.texts) + 1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 130, err
        assert "Traceback" not in err
        assert err.endswith("polyloom: interrupted; run the command again to go on\n")
        drafted = sum(bool(entry.msgstr[0]) for entry in read(root, "es").entries)
        assert drafted >= 80
        assert f"{drafted} drafts made" in out


def test_ctrl_c_does_not_wait_for_a_client_that_hangs() -> None:
    """A client without time limits hangs in a thread of its own, which nothing can end."""
    program = (
        "import asyncio, time\n"
        "from polyloom.mt.runtime.event_loop import run_async\n"
        "async def work():\n"
        "    print('at work', flush=True)\n"
        "    await asyncio.to_thread(time.sleep, 600)\n"
        "run_async(work())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "at work\n"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert "KeyboardInterrupt" in err


def test_no_key_shows_anywhere(tmp_path: Path) -> None:
    with serving() as bed:
        table = 'key_env = "THE_KEY"'
        root = project(tmp_path, "libretranslate", bed.url, text=many(20), table=table)
        bed.latency = 0.5
        process = start(root, "-v")
        wait_until(bed, 1)
        listing = subprocess.run(
            ["ps", "-o", "args=", "-p", str(process.pid)], capture_output=True, check=True
        )
        out, err = process.communicate()
        assert process.returncode == 0
        said = [out.encode(), err.encode(), listing.stdout]
        files = [path.read_bytes() for path in root.rglob("*") if path.is_file()]
        assert bed.requests[0].asked["api_key"] == KEY
        assert not [data for data in (*said, *files) if KEY.encode() in data]
        assert KEY not in bed.requests[0].path
