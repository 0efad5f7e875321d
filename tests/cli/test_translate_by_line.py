"""Programs that answer line by line: each line counts, whatever becomes of the others."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.polyloom import make_project, polyloom, read

pytestmark = pytest.mark.slow

TRUST = {"POLYLOOM_TRUST": "all"}
WORDS = (
    *("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf"),
    *("hotel", "india", "juliet", "kilo", "lima", "mike", "november", "oscar"),
)

# Notes each text that it is sent, then does with the texts what BODY says.
PROGRAM = """\
import json, os, pathlib, sys, time
log = pathlib.Path(__file__).with_name("sent.log")
def answer(asked, **more):
    text = "El pueblo de " + asked["text"].split()[4] + " tiene hoy la palabra."
    print(json.dumps({"id": asked["id"], "text": text} | more), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    with log.open("a") as sent:
        sent.write(asked["text"] + "\\n")
    word = asked["text"].split()[4]
"""


def line_project(tmp_path: Path, body: str, *, timeout: float = 5, retries: int = 1) -> Path:
    """A project with a text for each word, and a program whose loop ends with ``body``."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM + body, encoding="utf-8")
    table = json.dumps([sys.executable, str(program)])
    extra = (
        '[pretranslation]\nengines = ["command"]\n'
        f"[engines.command]\nrun = {table}\ntimeout = {timeout}\nretries = {retries}\n"
    )
    text = "\n\n".join(f"The people of the {word} have the word today." for word in WORDS) + "\n"
    root = make_project(tmp_path / "project", locales='"es"', extra=extra, text=text)
    assert polyloom(root, "sync").code == 0
    return root


def drafted(root: Path) -> set[str]:
    """The words of the texts that have a draft."""
    return {each.msgid.split()[4] for each in read(root, "es").entries if each.msgstr[0]}


def sent(root: Path) -> list[str]:
    """The words of the texts that the program was sent, in order."""
    log = root.with_name("sent.log")
    return [line.split()[4] for line in log.read_text("utf-8").splitlines()]


def test_the_clock_runs_for_each_answer(tmp_path: Path) -> None:
    """All of them together take much longer than one may."""
    root = line_project(tmp_path, "    time.sleep(0.2)\n    answer(asked)\n", timeout=2)
    run = polyloom(root, "translate", environment=TRUST)
    assert (run.code, run.out) == (0, "translate: 15 drafts made, 0 entries left empty\n"), run.err
    assert sent(root) == list(WORDS)


@pytest.mark.parametrize(
    ("poison", "misdeed", "reason"),
    [
        ("delta", "time.sleep(60)", "no answer within 1.5 seconds"),
        ("alpha", "time.sleep(60)", "no answer within 1.5 seconds"),
        ("oscar", "time.sleep(60)", "no answer within 1.5 seconds"),
        ("golf", "sys.exit(1)", "the program ended before it had answered"),
        ("alpha", "os.abort()", "the program ended before it had answered"),
        ("hotel", "print('Traceback', flush=True)", "the program wrote a line that is no JSON"),
        ("india", "answer(asked, id=0)", "answered a text that it was not asked for"),
    ],
)
def test_a_text_that_gets_no_answer_costs_no_other_its_draft(
    tmp_path: Path, poison: str, misdeed: str, reason: str
) -> None:
    body = f"    if word == {poison!r}:\n        {misdeed}\n    else:\n        answer(asked)\n"
    root = line_project(tmp_path, body, timeout=1.5, retries=1)
    run = polyloom(root, "translate", environment=TRUST)
    assert run.code == 1
    assert reason in run.err
    assert drafted(root) == set(WORDS) - {poison}


def test_an_answered_text_is_not_sent_again(tmp_path: Path) -> None:
    body = "    if word == 'echo': time.sleep(60)\n    answer(asked)\n"
    root = line_project(tmp_path, body, timeout=1.5, retries=1)
    polyloom(root, "translate", environment=TRUST)
    texts = sent(root)
    assert [word for word in WORDS if texts.count(word) > 1] == ["echo"]


def test_a_program_that_never_answers_is_left_alone(tmp_path: Path) -> None:
    root = line_project(tmp_path, "    time.sleep(60)\n", timeout=0.2, retries=0)
    run = polyloom(root, "translate", environment=TRUST)
    assert run.code == 1
    assert "no answer within 0.2 seconds; left alone for the rest of this run" in run.err


def test_answers_in_another_order_count_as_well(tmp_path: Path) -> None:
    body = (
        "    held = globals().setdefault('held', [])\n    held.append(asked)\n"
        "    if len(held) == 5:\n        for one in reversed(held): answer(one)\n"
        "        held.clear()\n"
    )
    root = line_project(tmp_path, body)
    run = polyloom(root, "translate", environment=TRUST)
    assert run.code == 0
    assert drafted(root) == set(WORDS)
    assert all(each.msgid.split()[4] in each.msgstr[0].split() for each in read(root, "es").entries)


def test_ctrl_c_keeps_the_answers_that_were_there(tmp_path: Path) -> None:
    body = "    if word == 'hotel': time.sleep(60)\n    answer(asked)\n"
    root = line_project(tmp_path, body, timeout=60)
    process = subprocess.Popen(
        [sys.executable, "-m", "polyloom", "-C", str(root), "translate"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **TRUST},
    )
    for _ in range(2_000):
        if root.with_name("sent.log").exists() and "hotel" in sent(root):
            break
        time.sleep(0.01)
    # The program that answers is ahead of the one that asks.
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert drafted(root) == set(WORDS[:7])
    assert "7 drafts made" in out


def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    body = "    if word == 'hotel' and len(log.read_text().split('hotel')) == 2: time.sleep(60)\n"
    root = line_project(tmp_path, body + "    answer(asked)\n", timeout=60)
    process = subprocess.Popen(
        [sys.executable, "-m", "polyloom", "-C", str(root), "translate"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **TRUST},
    )
    for _ in range(2_000):
        if root.with_name("sent.log").exists() and "hotel" in sent(root):
            break
        time.sleep(0.01)
    time.sleep(0.5)
    process.kill()
    process.wait()
    run = polyloom(root, "translate", environment=TRUST)
    assert run.code == 0, run.err
    assert sent(root) == [*WORDS[:8], *WORDS[7:]]


def test_a_run_in_which_every_answer_was_refused_says_so(tmp_path: Path) -> None:
    root = line_project(tmp_path, "    answer(asked, text='Sure! Here is the translation: x')\n")
    run = polyloom(root, "translate", environment=TRUST)
    assert (run.code, run.out) == (
        1,
        "translate: 0 drafts made, 15 refused, 15 entries left empty\n",
    )
    assert "the answer talks about the translation" in run.err
    # Nothing is asked again: nobody has to be told once more.
    run = polyloom(root, "translate", environment=TRUST)
    assert run.code == 0
    assert "in an earlier run; --again asks once more" in run.err
    report = polyloom(root, "translate", "--json", environment=TRUST).json
    assert report["locales"]["es"]["statement"]["refused_before"] == 15
    assert "0 requests" in polyloom(root, "translate", "--dry-run").out
    assert sent(root) == list(WORDS)
    assert polyloom(root, "translate", "--again", environment=TRUST).code == 1
    assert len(sent(root)) == 30


def test_one_draft_among_refused_answers_is_enough(tmp_path: Path) -> None:
    body = "    answer(asked, **({} if word == 'kilo' else {'text': 'Sure! Here is it: x'}))\n"
    run = polyloom(line_project(tmp_path, body), "translate", environment=TRUST)
    assert run.code == 0
    assert "1 draft made, 14 refused" in run.out
