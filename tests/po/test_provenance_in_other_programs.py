"""What other programs make of a draft's provenance, and who the draft is from afterwards."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from babel.messages.pofile import read_po, write_po

from polyloom.model import Origin
from polyloom.po.provenance import origin_of
from support.engine_runs import project
from support.polyloom import catalog_file, polyloom, read
from support.programs import require_program
from support.test_bed import Bed, serving

TEXT = "The land belongs to those who work on it, and to nobody else.\n\nWe affirm {name}.\n"
Rewrite = Callable[[Path], None]


def spanish(texts: list[str]) -> list[Any]:
    """A translator of two sentences."""
    land = "La tierra pertenece a quienes la trabajan, y a nadie más."
    return [land if "land" in text else text.replace("We affirm", "Afirmamos") for text in texts]


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving(spanish) as bed:
        yield bed


def by_msgmerge(root: Path) -> None:
    """GNU msgmerge with the template, as most projects update their catalogs."""
    program = require_program("msgmerge")
    path = catalog_file(root, "es")
    template = root / "locales/statement.pot"
    subprocess.run([program, "-q", "-U", "--backup=none", path, template], check=True)


def by_msgcat(root: Path) -> None:
    """Poedit writes through gettext's library: sorted flags, lines wrapped anew."""
    program = require_program("msgcat")
    path = catalog_file(root, "es")
    done = subprocess.run([program, "-w", "60", path], capture_output=True, check=True)
    path.write_bytes(done.stdout)


def by_polib(root: Path) -> None:
    """Weblate's and many scripts' way: a library that reads all and writes all."""
    path = catalog_file(root, "es")
    polib.pofile(str(path), wrapwidth=77).save()


def by_hand(root: Path) -> None:
    """OmegaT's way: no wrapping at all, a header of its own, lines ended as it likes."""
    path = catalog_file(root, "es")
    catalog = polib.pofile(str(path), wrapwidth=0)
    catalog.metadata["X-Generator"] = "OmegaT 6.0"
    catalog.save(newline="\r\n")


def by_polib_as_it_is(root: Path) -> None:
    """With the width that polib has by itself."""
    path = catalog_file(root, "es")
    polib.pofile(str(path)).save()


def by_babel(root: Path) -> None:
    """With the width that Babel has by itself."""
    path = catalog_file(root, "es")
    catalog = read_po(io.BytesIO(path.read_bytes()), locale="es")
    data = io.BytesIO()
    write_po(data, catalog)
    path.write_bytes(data.getvalue())


REWRITES = [by_msgmerge, by_msgcat, by_polib, by_polib_as_it_is, by_babel, by_hand]


def origins(root: Path) -> list[Origin]:
    return [origin_of(entry) for entry in read(root, "es").entries if not entry.obsolete]


@pytest.mark.parametrize("rewrite", REWRITES)
def test_provenance_survives_other_programs(tmp_path: Path, bed: Bed, rewrite: Rewrite) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text=TEXT)
    assert polyloom(root, "translate").code == 0
    rewrite(root)
    assert origins(root) == [Origin.MACHINE, Origin.MACHINE]
    before = len(bed.texts)
    config = (root / "polyloom.toml").read_text("utf-8")
    (root / "polyloom.toml").write_text(config + 'key_env = "THE_KEY"\n', encoding="utf-8")
    assert polyloom(root, "translate").code == 0
    assert len(bed.texts) == before, "without --again a draft stays"


@pytest.mark.slow
@pytest.mark.parametrize("rewrite", REWRITES)
@pytest.mark.parametrize("is_accepted", [True, False])
def test_what_a_person_edits_is_that_persons(
    tmp_path: Path, bed: Bed, rewrite: Rewrite, is_accepted: bool
) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text=TEXT)
    assert polyloom(root, "translate").code == 0
    path = catalog_file(root, "es")
    catalog = polib.pofile(str(path))
    catalog[0].msgstr = "La tierra es de quien la trabaja, y de nadie más."
    if is_accepted:
        catalog[0].flags.remove("fuzzy")
    catalog.save()
    rewrite(root)
    assert origins(root) == [Origin.PERSON, Origin.MACHINE]
    shutil.rmtree(root / ".polyloom")
    bed.translate = lambda texts: [f"De nuevo: {text}" for text in spanish(texts)]
    assert polyloom(root, "translate", "--again").code == 0
    translations = [entry.msgstr[0] for entry in read(root, "es").entries]
    assert translations == [catalog[0].msgstr, "De nuevo: Afirmamos {name}."]


def test_a_draft_of_a_changed_source_is_still_the_machines(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text=TEXT)
    assert polyloom(root, "translate").code == 0
    source = root / "source/statement.txt"
    source.write_text(TEXT.replace("nobody else", "no one else"), encoding="utf-8")
    assert polyloom(root, "sync").code == 0
    assert origins(root) == [Origin.MACHINE, Origin.MACHINE]
    assert read(root, "es").entries[0].msgid.endswith("no one else.")
