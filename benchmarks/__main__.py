"""``make bench``: Polyloom beside its peers, on the same work, in the same run.

``python -m benchmarks NAME …`` runs only those of ``SCENARIOS``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.catalogs import catalogs
from benchmarks.documents import POLYLOOM, markdown, pipeline, texts
from benchmarks.engines import waiting
from benchmarks.measuring import cpu_seconds, table
from benchmarks.pretranslation import drafting, remembering
from benchmarks.rounds import rounds
from benchmarks.updates import updates

SCENARIOS = {
    "pipeline": pipeline,
    "texts": texts,
    "markdown": markdown,
    "rounds": rounds,
    "catalogs": catalogs,
    "updating": updates,
    "waiting": waiting,
    "drafting": drafting,
    "remembering": remembering,
}


def main(names: list[str]) -> None:
    rows = []
    for name in names or SCENARIOS:
        with tempfile.TemporaryDirectory() as folder:
            rows += [row for row in SCENARIOS[name](Path(folder) / name) if row is not None]
    print(table(rows))
    ours = 1000 * cpu_seconds([*POLYLOOM, "--version"])
    python = 1000 * cpu_seconds([sys.executable, "-c", "pass"])
    print(f"\npolyloom --version: {ours:.0f} ms of CPU; python: {python:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
