"""Notices for readers, in the front matter of a document that has some."""

from __future__ import annotations

import json
from collections.abc import Sequence

from polyloom.formats.front_matter import read_front_matter
from polyloom.model import Notice

_BOM = "\ufeff"
# What a site's templates find the notices under.
_KEY = "translation_notice"


def add_notices(data: bytes, encoding: str, notices: Sequence[Notice]) -> bytes:
    """The document with the notices as ``translation_notice`` in its front matter.

    One without front matter, or with that key, stays as it is: what would stand in the text would
    be a part of it.
    """
    whole = data.decode(encoding)
    text = whole.removeprefix(_BOM)
    front = read_front_matter(text)
    head = text[: front.characters].splitlines(keepends=True)
    if len(head) < 2 or front.problem or any(line.startswith(_KEY) for line in head):
        return data
    end = head[0][len(head[0].rstrip()) :]
    sign = " = " if head[0].startswith("+++") else ": "
    said = json.dumps(
        " ".join(notice.text for notice in notices), ensure_ascii=not encoding.startswith("utf")
    )
    # A key of TOML behind a table would be that table's.
    head.insert(1, f"{_KEY}{sign}{said}{end}")
    bom = whole[: len(whole) - len(text)]
    return "".join((bom, *head, text[front.characters :])).encode(encoding)
