"""What is woven is MDX: the compiler of MDX itself takes it.

``POLYLOOM_MDX`` names a folder in which the packages ``@mdx-js/mdx``, ``remark-gfm`` and
``remark-frontmatter`` are installed; ``.ci/run`` does that where there is npm.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*.mdx"))
PACKAGES = os.environ.get("POLYLOOM_MDX", "")
_COMPILE = """
import { readFileSync } from "node:fs"
import { compile } from "@mdx-js/mdx"
import frontmatter from "remark-frontmatter"
import gfm from "remark-gfm"
const errors = []
for (const text of JSON.parse(readFileSync(process.env.POLYLOOM_TEXTS, "utf8"))) {
  try {
    await compile(text, { remarkPlugins: [frontmatter, gfm] })
    errors.push("")
  } catch (error) {
    errors.push(String(error))
  }
}
console.log(JSON.stringify(errors))
"""
# What people and machines write, and what would be JSX.
TRANSLATIONS = [
    "Ein Satz.",
    "Die Menge {a, b} und {",
    "a } b",
    "5 <6, 7 < 8, a<b, <",
    "<5 und <Neu> und </b>",
    "import so from 'da'",
    "export ist gut",
    "{/* offen",
    "`{` und `<` und ``",
    "**fett {x** und y}",
    "\\{ und \\\\{ und \\<",
    "<!-- so -->",
    "<https://example.org>",
    "![so]({x})",
    "Ende mit {",
    "Ende mit <",
]


def errors_of(texts: Sequence[str], folder: Path) -> list[str]:
    """What the compiler says of each text; empty where it takes it."""
    if not PACKAGES:
        pytest.skip("POLYLOOM_MDX names no folder with @mdx-js/mdx")
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    done = subprocess.run(
        ["node", "--input-type=module", "-e", _COMPILE],
        env={**os.environ, "POLYLOOM_TEXTS": str(folder / "texts.json")},
        capture_output=True,
        text=True,
        cwd=PACKAGES,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    errors: list[str] = json.loads(done.stdout)
    return errors


def test_the_cases_are_mdx(tmp_path: Path) -> None:
    texts = [case.read_text(encoding="utf-8").replace(" {#top}", "") for case in CASES]
    assert [error for error in errors_of(texts, tmp_path) if error] == []


def test_whatever_is_translated_is_mdx(tmp_path: Path) -> None:
    texts = []
    for case in CASES:
        document = segment(case.read_bytes().replace(b" {#top}", b""), "mdx")
        for translation in TRANSLATIONS:
            chosen = dict.fromkeys(range(len(document.segments)), translation)
            texts.append(weave(document, chosen).data.decode())
        for index, found in enumerate(document.segments):
            for before, behind in (("⟦", "⟧"), ("**", "**"), ("{", "}"), ("<", ""), ("- ", " {")):
                texts.append(weave(document, {index: before + found.text + behind}).data.decode())
    failed = {
        text: error for text, error in zip(texts, errors_of(texts, tmp_path), strict=True) if error
    }
    assert failed == {}
