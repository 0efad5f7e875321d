"""The same verdicts as ``msgfmt -c``, and what is said."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from polyloom.checks.header_plurals import find_plural_faults
from polyloom.model import Finding
from polyloom.po.parser import read_catalog
from support.programs import require_program

FIELDS = {
    "of two forms": "nplurals=2; plural=(n != 1);",
    "of one form": "nplurals=1; plural=0;",
    "of three forms": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
    "without blanks": "nplurals=2;plural=n!=1;",
    "without a semicolon": "nplurals=2; plural=n!=1",
    "with blanks behind the sign": "nplurals= 2; plural= n != 1;",
    "too small": "nplurals=1; plural=n != 1;",
    "too great": "nplurals=4; plural=n != 1;",
    "nought": "nplurals=0; plural=0;",
    "no number": "nplurals=INTEGER; plural=EXPRESSION;",
    "no expression": "nplurals=2; plural=n !;",
    "a foreign name": "nplurals=2; plural=m != 1;",
    "brackets": "nplurals=2; plural=(n != 1;",
    "negative": "nplurals=2; plural=n - 1 > 5 ? 1 : 0 - 1;",
    "by zero": "nplurals=2; plural=n % (n - 7) > 9;",
    "nplurals alone": "nplurals=2;",
    "plural alone": "plural=n != 1;",
    "power": "nplurals=2; plural=n ** 2 > 1;",
    "words": "two forms",
    "nothing": "",
}
ENTRIES = {
    "two forms": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n',
    "one form": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
    "three forms": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"\n',
    "an empty form": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] ""\n',
    "untranslated": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\n',
    "a draft": '#, fuzzy\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
    "obsolete": '#~ msgid "a"\n#~ msgid_plural "b"\n#~ msgstr[0] "c"\n',
    "no plural": 'msgid "a"\nmsgstr "c"\n',
}


def catalog(field: str, entries: str) -> str:
    said = f'"Plural-Forms: {field}\\n"\n' if field else ""
    return (
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n'
        f'"Content-Type: text/plain; charset=UTF-8\\n"\n{said}\n{entries}'
    )


def faults(text: str) -> list[Finding]:
    return [*find_plural_faults(read_catalog(text.encode(), "x.po"), path="x.po", locale="de")]


@pytest.mark.parametrize("field", FIELDS)
def test_as_msgfmt(field: str, tmp_path: Path) -> None:
    msgfmt = require_program("msgfmt")
    for entries in ENTRIES.values():
        text = catalog(FIELDS[field], entries)
        file = tmp_path / "x.po"
        file.write_text(text, encoding="utf-8")
        # Its other checks of headers want fields that have no influence here, and only warn.
        done = subprocess.run(
            [msgfmt, "--check-header", "-o", "/dev/null", file], capture_output=True, check=False
        )
        bad = any(finding.is_failure for finding in faults(text))
        assert bad == (done.returncode != 0), (text, done.stderr.decode())


def test_what_is_said() -> None:
    [fault] = faults(catalog(FIELDS["of three forms"], ENTRIES["two forms"]))
    assert (fault.line, fault.msgid) == (7, "a")
    assert fault.message == "there are 2 plural forms, the header says 3"
    [fault] = faults(catalog("nplurals=2; plural=n + 2;", ENTRIES["two forms"]))
    assert fault.message == "the header says nplurals=2, but its plural expression gives 1002"


@pytest.mark.parametrize(
    "field",
    [
        f"nplurals={'7' * 5000}; plural=0;",
        f"nplurals=2; plural={'(' * 5000}n;",
        f"nplurals=2; plural={'7' * 5000};",
        f"nplurals=2; plural={'n+' * 5000}n;",
        f"nplurals=2; plural={'n*' * 400}n;",
    ],
)
def test_long_fields_are_faults(field: str) -> None:
    assert faults(catalog(field, ENTRIES["two forms"]))
