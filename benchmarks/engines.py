"""Pre-translation by a service that takes its time, beside deep-translator's own batch call."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.documents import POLYLOOM
from benchmarks.measuring import Command, Comparison, run

TESTS = Path(__file__).resolve().parents[1] / "tests"
TEXTS = 400
LATENCY = 0.2
CONNECTIONS = 8

# The service of the tests, in a process of its own.
SERVER = f"""
import time
from support.test_bed import serving
with serving() as bed:
    bed.latency = {LATENCY}
    print(bed.url, flush=True)
    time.sleep(3600)
"""
POINTED = """
import sys
from deep_translator.constants import BASE_URLS
BASE_URLS["GOOGLE_TRANSLATE"] = sys.argv[1] + "/m"
"""
OURS = f"""{POINTED}
from polyloom.cli.main import main
sys.exit(main(["-q", "translate"]))
"""
THEIRS = f"""{POINTED}
from deep_translator import GoogleTranslator
texts = open("texts", encoding="utf-8").read().splitlines()
GoogleTranslator(source="en", target="es").translate_batch(texts)
"""


def waiting(folder: Path) -> Iterator[Comparison | None]:
    """Google's client, pointed at a service that answers each text after 200 ms."""
    texts = [f"Sentence number {number} says something good." for number in range(TEXTS)]
    (folder / "source").mkdir(parents=True)
    (folder / "source/text.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    (folder / "texts").write_text("\n".join(texts) + "\n", encoding="utf-8")
    (folder / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n[pretranslation]\nengines = ["google"]\n'
        f'[engines.google]\nconcurrency = {CONNECTIONS}\nrate = "1000/second"\n',
        encoding="utf-8",
    )
    with service() as url:
        ours = Command(
            "polyloom", [sys.executable, "-c", OURS, url], folder, lambda: begin_anew(folder)
        )
        peer = Command("translate_batch", [sys.executable, "-c", THEIRS, url], folder)
        first, theirs = run(ours), run(peer)
        idle = Command("", [*POLYLOOM, "-q", "translate", "--engine", "memory"], folder)
        ideal = TEXTS / CONNECTIONS * LATENCY
        waited = first.seconds - run(idle).seconds
        work = f"{TEXTS} texts, {1000 * LATENCY:.0f} ms each"
        yield Comparison(work, first, peer.name, theirs, theirs.seconds / first.seconds)
    print(f"waiting: {ideal / waited:.0%} of what {CONNECTIONS} connections could do")


@contextmanager
def service() -> Iterator[str]:
    """The address of the service, for as long as the context lasts."""
    path = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as process:
        try:
            yield process.stdout.readline().strip() if process.stdout else ""
        finally:
            process.terminate()


def begin_anew(folder: Path) -> None:
    """Empty catalogs, and nothing kept."""
    for name in ("locales", ".polyloom"):
        shutil.rmtree(folder / name, ignore_errors=True)
    subprocess.run([*POLYLOOM, "-q", "sync"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
