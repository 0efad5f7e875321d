"""Small projects to run the command line on."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polyloom.model import Catalog, Entry
from polyloom.po.parser import read_catalog
from support.program_server import run_program

STATEMENT = """\
Peru: National insurgency

By the movement

The country is in crisis.

We affirm:

1) That the crisis has 28 causes in our country.

2) That the corruption scandals have shown it.

We reaffirm that it is time to change.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the program came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def polyloom(root: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Run:
    """Run the real program in a process of its own."""
    done = run_program(["-C", str(root), *arguments], {**os.environ, **(environment or {})})
    run = Run(done.code, done.out.decode(), done.err.decode())
    assert "Traceback" not in run.err, run.err
    return run


def make_project(
    root: Path, *, locales: str = '"es", "fr"', extra: str = "", text: str = STATEMENT
) -> Path:
    """A project with one document, ``source/statement.txt``."""
    (root / "source").mkdir(parents=True)
    (root / "polyloom.toml").write_text(
        f'name = "Statements"\nsource_locale = "en"\nlocales = [{locales}]\n{extra}',
        encoding="utf-8",
    )
    (root / "source/statement.txt").write_bytes(text.encode())
    return root


def catalog_file(root: Path, locale: str, name: str = "statement") -> Path:
    return root / "locales" / locale / "LC_MESSAGES" / f"{name}.po"


def read(root: Path, locale: str, name: str = "statement") -> Catalog:
    path = catalog_file(root, locale, name)
    return read_catalog(path.read_bytes(), str(path))


def entry(root: Path, locale: str, msgid: str, name: str = "statement") -> Entry:
    found = [each for each in read(root, locale, name).entries if each.msgid.startswith(msgid)]
    assert len(found) == 1, found
    return found[0]


def translate_by_hand(root: Path, locale: str, translations: Mapping[str, str]) -> None:
    """Write translations as a person's editor would: into the file's text."""
    path = catalog_file(root, locale)
    text = path.read_text(encoding="utf-8")
    for msgid, msgstr in translations.items():
        old = f'msgid "{msgid}"\nmsgstr ""\n'
        assert text.count(old) == 1, f"{msgid} stands {text.count(old)} times in {path}"
        text = text.replace(old, f'msgid "{msgid}"\nmsgstr "{msgstr}"\n')
    path.write_text(text, encoding="utf-8")


SPANISH = {
    "Peru: National insurgency": "Perú: insurgencia nacional",
    "By the movement": "Por el movimiento",
    "The country is in crisis.": "El país está en crisis.",
    "We affirm:": "Afirmamos:",
    "That the crisis has 28 causes in our country.": "Que la crisis tiene 28 causas aquí.",
    "That the corruption scandals have shown it.": "Que los escándalos lo han mostrado.",
    "We reaffirm that it is time to change.": "Reafirmamos que es hora de cambiar.",
}


def files(root: Path) -> dict[str, bytes]:
    """Every file of a project but its derived state, with its bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".polyloom" not in path.parts
    }
