"""Directives: how their comments may be written, in each format that has them."""

from __future__ import annotations

import pytest

from polyloom.errors import UserError
from polyloom.formats.directives import DirectiveKind, is_directive, parse_directive
from polyloom.formats.segmentation import segment

FORMATS_WITH_COMMENTS = ("plaintext", "markdown", "html")


@pytest.mark.parametrize(
    ("comment", "kind", "argument"),
    [
        ("polyloom:skip", DirectiveKind.SKIP, ""),
        ("\tpolyloom : skip\u00a0", DirectiveKind.SKIP, ""),
        (" polyloom:\n  join ", DirectiveKind.JOIN, ""),
        ("polyloom: note: of  two\nlines", DirectiveKind.NOTE, "of two lines"),
        ("polyloom :note : so", DirectiveKind.NOTE, "so"),
        ("polyloom: context a heading", DirectiveKind.CONTEXT, "a heading"),
        ("translate: off", DirectiveKind.OFF, ""),
        ("i18n : skip-end", DirectiveKind.ON, ""),
        ("i18n: comment so", DirectiveKind.NOTE, "so"),
    ],
)
def test_blanks_divide_words_and_nothing_else(
    comment: str, kind: DirectiveKind, argument: str
) -> None:
    found = parse_directive(comment, 0, 1, "x")
    assert found is not None
    assert (found.kind, found.argument) == (kind, argument)
    assert is_directive(comment)


@pytest.mark.parametrize(
    "remark",
    [
        "polyloom: made with it",
        "translate: on request only",
        "i18n: ask the others",
        "poly loom:skip",
        "polyloom",
        "mdpo - disable",
        "skip",
    ],
)
def test_a_remark_is_none(remark: str) -> None:
    assert parse_directive(remark, 0, 1, "x") is None
    assert not is_directive(remark)


@pytest.mark.parametrize("comment", ["polyloom:skp", "polyloom : skp", "polyloom:of the others"])
def test_what_was_meant_as_one_is_a_sentence_with_its_line(comment: str) -> None:
    for name in FORMATS_WITH_COMMENTS:
        with pytest.raises(UserError, match=r"^a:3: there is no directive “polyloom:(skp|of)”"):
            segment(f"One.\n\n<!-- {comment} -->\n".encode(), name, where="a")


@pytest.mark.parametrize("name", FORMATS_WITH_COMMENTS)
@pytest.mark.parametrize("comment", ["polyloom : skip", "polyloom:  skip", "i18n :skip"])
def test_each_format_obeys_it(name: str, comment: str) -> None:
    text = f"<p>One.</p>\n\n<!-- {comment} -->\n\n<p>Two.</p>\n\n<p>Three.</p>\n"
    if name != "html":
        text = text.replace("<p>", "").replace("</p>", "")
    found = [one.text for one in segment(text.encode(), name).segments]
    assert found == ["One.", "Three."]
