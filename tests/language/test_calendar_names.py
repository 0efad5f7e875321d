from __future__ import annotations

import subprocess
import sys

from babel import Locale

from polyloom.language import calendar_names


def test_english_names_are_those_of_cldr() -> None:
    found: dict[calendar_names.CalendarName, set[str]] = {}
    for name, form in calendar_names._forms(Locale("en")):
        found.setdefault(name, set()).add(form)
    assert calendar_names._names("en") == found


def test_cldr_is_not_loaded_for_english_names() -> None:
    check = (
        "import sys\nfrom polyloom.language.calendar_names import names_in_dates\n"
        "assert len(names_in_dates('On Friday, 3 May.', 'en')) == 2\n"
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
