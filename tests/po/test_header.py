from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from polyloom.model import Catalog, Entry
from polyloom.po.header import catalog_header, completed_header, template_header
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from polyloom.update.reconciliation import reconcile
from support.programs import require_program

CREATED = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
TEMPLATE = template_header("Peru statement project", CREATED)


def test_template() -> None:
    assert template_header("Peru statement", CREATED, contact="a@example.org") == (
        ("Project-Id-Version", "Peru statement"),
        ("Report-Msgid-Bugs-To", "a@example.org"),
        ("POT-Creation-Date", "2026-11-23 10:15+0000"),
        ("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE"),
        ("Last-Translator", "FULL NAME <EMAIL@ADDRESS>"),
        ("Language-Team", "LANGUAGE <LL@li.org>"),
        ("Language", ""),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("X-Generator", "Polyloom"),
    )


def test_catalog() -> None:
    assert catalog_header(TEMPLATE, project="Peru statement project", locale="pt_BR") == (
        ("Project-Id-Version", "Peru statement project"),
        ("POT-Creation-Date", "2026-11-23 10:15+0000"),
        ("PO-Revision-Date", "2026-11-23 10:15+0000"),
        ("Last-Translator", "Peru statement project"),
        ("Language-Team", "Portuguese (Brazil), Peru statement project"),
        ("Language", "pt_BR"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        (
            "Plural-Forms",
            "nplurals=3; plural=(n <= 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);",
        ),
        ("X-Generator", "Polyloom"),
    )


def test_what_is_missing_of_an_old_catalogs_header_is_filled_in() -> None:
    old = Catalog((("Language", ""), ("X-Generator", "Poedit")), ())
    assert completed_header(Catalog(TEMPLATE, ()), old, "es") == (
        ("Language", "es"),
        ("X-Generator", "Poedit"),
        ("POT-Creation-Date", "2026-11-23 10:15+0000"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);"),
    )


def test_a_header_that_names_another_language_keeps_it() -> None:
    old = Catalog((("Language", "pl"),), ())
    fields = dict(completed_header(Catalog(TEMPLATE, ()), old, "es"))
    assert (fields["Language"], fields["Plural-Forms"][:10]) == ("pl", "nplurals=3")


def test_times_are_written_in_utc() -> None:
    lima = datetime(2026, 11, 23, 22, 15, tzinfo=timezone(timedelta(hours=-5)))
    assert dict(template_header("x", lima))["POT-Creation-Date"] == "2026-11-24 03:15+0000"


def test_a_name_cannot_add_fields() -> None:
    header = template_header("x\nEvil: y", CREATED)
    assert header[0] == ("Project-Id-Version", "x Evil: y")


@pytest.mark.parametrize("locale", ["es", "ru", "zh_Hans", "ay", "ar", "sr@latin", "pt_AO"])
def test_msgfmt_has_nothing_to_say_about_a_new_catalog(tmp_path: Path, locale: str) -> None:
    template = Catalog(TEMPLATE, (Entry("a"), Entry("b", msgid_plural="c")))
    header = catalog_header(TEMPLATE, project="Peru statement project", locale=locale)
    data = write_catalog(reconcile(template, Catalog(header, ())).catalog)
    file = tmp_path / "new.po"
    file.write_bytes(data)
    command = [require_program("msgfmt"), "-c", "-o", str(tmp_path / "new.mo"), str(file)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert write_catalog(read_catalog(data, "new.po")) == data
