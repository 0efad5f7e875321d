"""The program's messages as a project of Polyloom's own: its commands update and check them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from program_messages.extraction import PACKAGE, template

CATALOGS = PACKAGE / "messages"
TEMPLATE = CATALOGS / "polyloom.pot"
LANGUAGES = ("ar", "es", "fr", "pt_BR", "zh_Hans")

_CONFIGURATION = Path(__file__).with_name("polyloom.toml")


def template_bytes() -> bytes:
    """The template as it should be, with the header that it has."""
    made = template()
    if TEMPLATE.is_file():
        known = read_catalog(TEMPLATE.read_bytes(), TEMPLATE.name)
        made = replace(made, header=known.header, header_comments=known.header_comments)
    return write_catalog(made)


def catalog_file(locale: str) -> Path:
    """Where the catalog of a language is."""
    return CATALOGS / locale / "LC_MESSAGES/polyloom.po"


@contextmanager
def catalog_project() -> Iterator[Path]:
    """A folder with a project whose only document has the catalogs; it is gone afterwards.

    Of the document there is no more than its name: the template is the one of the source code.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(_CONFIGURATION, root)
        (root / "source").mkdir()
        (root / "source/polyloom.txt").write_text("The messages of the program\n", encoding="utf-8")
        (root / "locales").mkdir()
        (root / "locales/polyloom.pot").write_bytes(template_bytes())
        for locale in LANGUAGES:
            copy = root / "locales" / locale / "LC_MESSAGES/polyloom.po"
            copy.parent.mkdir(parents=True)
            if catalog_file(locale).is_file():
                shutil.copy(catalog_file(locale), copy)
        yield root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Polyloom on a project."""
    command: Sequence[str] = (sys.executable, "-m", "polyloom", "--lang", "en", "-C", str(root))
    return subprocess.run(
        [*command, *arguments], check=False, capture_output=True, text=True, encoding="utf-8"
    )


def take_back(root: Path) -> None:
    """Put template and catalogs of the project where the program has them."""
    TEMPLATE.write_bytes((root / "locales/polyloom.pot").read_bytes())
    for locale in LANGUAGES:
        file = catalog_file(locale)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((root / "locales" / locale / "LC_MESSAGES/polyloom.po").read_bytes())
