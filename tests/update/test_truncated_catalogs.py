"""Catalogs that end in the middle: one sentence, or an update that loses nothing of them."""

from __future__ import annotations

import re

from msgspec.structs import replace

from polyloom.errors import UserError
from polyloom.model import Catalog
from polyloom.po.parser import read_catalog, read_nonempty_catalog
from polyloom.po.writer import write_catalog
from polyloom.update.reconciliation import reconcile

CATALOG = r"""# Catalán.
# Ana <ana@example.org>
msgid ""
msgstr ""
"Project-Id-Version: x\n"
"Language: es\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

# A person's word.
#
# And another.
#. Title
#: a.txt#title
#, fuzzy
#| msgid "Old one"
msgctxt "heading"
msgid "One é"
msgstr "Uno é\""

msgid ""
"Two lines "
"of text"
msgstr ""
"Dos líneas "
"de texto"

# Count them.
msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d archivo"
msgstr[1] "%d archivos"

msgid "Empty"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Ido"

# Kept.
#~| msgid "Older"
#~ msgid "Gone too"
#~ msgstr ""
#~ "Ido "
#~ "también"
""".encode()
WHOLE = read_catalog(CATALOG, "es.po")
TEMPLATE = replace(
    WHOLE,
    entries=tuple(
        replace(entry, msgstr=("",) * len(entry.msgstr), flags=(), translator_comments=())
        for entry in WHOLE.entries
        if not entry.obsolete
    ),
    header_comments=(),
)
COMMENT = re.compile(r"(?m)^# (?=\w)(.*)$")


def texts(catalog: Catalog) -> set[str]:
    """All that translators have written in a catalog."""
    forms = {form for entry in catalog.entries for form in entry.msgstr if form}
    comments = {line for entry in catalog.entries for line in entry.translator_comments}
    return forms | comments | {*catalog.header_comments, *catalog.end_comments}


def test_every_cut_is_refused_or_read_without_loss() -> None:
    refused: list[UserError] = []
    for size in range(len(CATALOG) + 1):
        cut = CATALOG[:size]
        try:
            catalog = read_nonempty_catalog(cut, "es.po")
        except UserError as error:
            refused.append(error)
            continue
        for comment in COMMENT.findall(cut.decode()):
            assert f" {comment}".rstrip() in {text.rstrip() for text in texts(catalog)}, size
        updated = reconcile(TEMPLATE, catalog).catalog
        again = read_catalog(write_catalog(updated), "es.po")
        assert again == updated, size
        assert texts(catalog) <= texts(again), size
        assert reconcile(TEMPLATE, again).catalog == again, size
    assert 100 < len(refused) < len(CATALOG) - 100
    for each in refused:
        assert each.where.startswith("es.po")
        assert each.remedy
        assert "\n" not in str(each)


def test_comments_below_the_last_entry_are_kept_where_they_stand() -> None:
    data = b'msgid "a"\nmsgstr "b"\n\n# Read\n#\n# again.\n#. x\n#, fuzzy\n'
    catalog = read_catalog(data, "es.po")
    assert catalog.end_comments == (" Read", "", " again.")
    assert write_catalog(catalog) == b'msgid "a"\nmsgstr "b"\n\n# Read\n#\n# again.\n'
    assert read_catalog(b'msgid "a"\nmsgstr "b"\n#\n\n#. x\n', "es.po").end_comments == ()
