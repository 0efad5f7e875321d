"""A document that LibreOffice made goes through Polyloom, and LibreOffice prints the outcome."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from polyloom.po.writer import write_catalog
from support.polyloom import catalog_file, polyloom, read
from support.programs import require_program

SOURCE = """<html><head><title>The plan</title></head><body>
<h1>The plan for water</h1>
<p>Water is <b>a common good</b>, and <i>nobody</i> may sell it; see
<a href="https://example.org/">our page</a>.</p>
<h2>Steps</h2>
<ol><li>Open the wells</li><li>Mend the pipes<ul><li>in the north first</li></ul></li></ol>
<table border="1"><tr><td>Valley</td><td>Hills</td></tr></table>
<p>The assembly left this paragraph in English.</p>
</body></html>
"""
SPANISH = {
    "The plan": "El plan",
    "The plan for water": "El plan del agua",
    "Water is <1>a common good</1>, and <2>nobody</2> may sell it; see <3>our page</3>.": (
        "<2>Nadie</2> puede vender el agua & la lluvia: es <1>un bien común</1>; "
        "véase <3>nuestra página</3>."
    ),
    "Steps": "Pasos",
    "Open the wells": "Abrir los pozos",
    "Mend the pipes": "Reparar las tuberías",
    "in the north first": "primero en el norte",
    "Valley": "Valle",
    "Hills": "Cerros",
}
ARABIC = {
    "The plan": "الخطة",
    "The plan for water": "خطة المياه",
    "Water is <1>a common good</1>, and <2>nobody</2> may sell it; see <3>our page</3>.": (
        "الماء <1>ملك مشترك</1>، و<2>لا أحد</2> يبيعه؛ انظر <3>صفحتنا</3>."
    ),
    "Steps": "الخطوات",
    "Open the wells": "فتح الآبار",
    "Mend the pipes": "إصلاح الأنابيب",
    "in the north first": "في الشمال أولا",
    "Valley": "الوادي",
    "Hills": "التلال",
}


def convert(program: str, folder: Path, file: str, *options: str) -> None:
    subprocess.run(
        [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         *options, "--outdir", str(folder), str(folder / file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def printed(folder: Path, path: Path) -> str:
    """The text on the pages of a Word file."""
    converter = require_program("pdftotext")
    name = f"{path.parent.name}.docx"
    (folder / name).write_bytes(path.read_bytes())
    convert(require_program("soffice"), folder, name, "--convert-to", "pdf")
    done = subprocess.run(
        [converter, "-layout", str(folder / name.replace(".docx", ".pdf")), "-"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return done.stdout.decode()


def translate(root: Path, locale: str, translations: dict[str, str]) -> None:
    path = catalog_file(root, locale, "plan")
    catalog = read(root, locale, "plan")
    entries = tuple(
        replace(entry, msgstr=(translations.get(entry.msgid, ""),)) for entry in catalog.entries
    )
    path.write_bytes(write_catalog(replace(catalog, entries=entries)))


@pytest.mark.slow
def test_from_libreoffice_to_libreoffice(tmp_path: Path) -> None:
    office = require_program("soffice")
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "plan.html").write_text(SOURCE, encoding="utf-8")
    convert(office, folder, "plan.html", "--convert-to", "docx:MS Word 2007 XML")
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "source/plan.docx").write_bytes((folder / "plan.docx").read_bytes())
    (root / "polyloom.toml").write_text('source_locale = "en"\nlocales = ["es", "ar"]\n',
                                        encoding="utf-8")  # fmt: skip
    assert polyloom(root, "sync").code == 0
    entries = [entry.msgid for entry in read(root, "es", "plan").entries]
    assert entries == [*SPANISH, "The assembly left this paragraph in English."]
    for locale, translations in (("es", SPANISH), ("ar", ARABIC)):
        translate(root, locale, translations)
    built = polyloom(root, "build")
    no_page = "no page of plan.docx: a Word file is published as it is, with its own layout\n"
    assert (built.code, built.err) == (0, no_page)

    spanish = printed(folder, root / "build/es/plan.docx")
    for text in ("El plan del agua", "Nadie puede vender el agua & la lluvia: es un bien común",
                 "véase nuestra página.", "1. Abrir los pozos", "2. Reparar las tuberías",
                 "primero en el norte", "Valle", "The assembly left this paragraph"):  # fmt: skip
        assert text in spanish
    arabic = printed(folder, root / "build/ar/plan.docx")
    for text in ("خطة المياه", "مشترك", "الخطوات", "الوادي", "The assembly left"):
        assert text in arabic
