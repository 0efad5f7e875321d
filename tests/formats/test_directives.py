"""Directives: how their comments may be written, in each format that has them."""

from __future__ import annotations

import pytest

from polyloom.formats.directives import DirectiveKind, is_directive, parse_directive
from polyloom.formats.format_options import DocumentOptions, Overrule
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.model import Document, DocumentWarning, Kind

FORMATS_WITH_COMMENTS = ("plaintext", "markdown", "mdx", "html")


@pytest.mark.parametrize(
    ("comment", "kind", "argument"),
    [
        ("polyloom:skip", DirectiveKind.SKIP, ""),
        ("\tpolyloom : skip\u00a0", DirectiveKind.SKIP, ""),
        (" polyloom:\n  join ", DirectiveKind.JOIN, ""),
        ("polyloom: note: of  two\nlines", DirectiveKind.NOTE, "of two lines"),
        ("polyloom :note : so", DirectiveKind.NOTE, "so"),
        ("polyloom:note:so", DirectiveKind.NOTE, "so"),
        ("polyloom: context a heading", DirectiveKind.CONTEXT, "a heading"),
        ("translate: off", DirectiveKind.OFF, ""),
        ("i18n : skip-end", DirectiveKind.ON, ""),
        ("i18n: comment so", DirectiveKind.NOTE, "so"),
    ],
)
def test_blanks_divide_words_and_nothing_else(
    comment: str, kind: DirectiveKind, argument: str
) -> None:
    found = parse_directive(comment, 0, 1)
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
        "polyloom and others",
        "polyloom skips what stands below",
        "polyloom.toml has more",
        "Polyloom: see the guide",
        "mdpo - disable",
        "mdpo-something",
        "i18n:other",
        "skip",
    ],
)
def test_a_remark_is_none(remark: str) -> None:
    assert parse_directive(remark, 0, 1) is None
    assert not is_directive(remark)


MISWRITTEN = [
    ("polyloom:skp", "skip"),
    ("polyloom : skp", "skip"),
    ("polyloom:of the others", "off"),
    ("Polyloom:Skip", "skip"),
    ("polyloom skip", "skip"),
    ("polyloom-note: so", "note"),
    ("polyloom：split", "split"),
    ("polyloom: skip the next", "skip"),
    ("POLYLOOM_SPLIT", "split"),
    ("polyloom:contxt menu", "context"),
    ("polyloom:skip;", "skip"),
]


@pytest.mark.parametrize("name", FORMATS_WITH_COMMENTS)
@pytest.mark.parametrize(("comment", "meant"), MISWRITTEN)
def test_what_was_meant_as_one_is_a_warning_with_its_line(
    name: str, comment: str, meant: str
) -> None:
    document = in_comment(name, comment)
    assert [one.text for one in document.segments] == ["One.", "Two."]
    assert document.warnings == (
        DocumentWarning(
            f"“{comment}” is no directive and has no effect",
            f"write polyloom:{meant} if that is meant, or take the comment out",
            3,
        ),
    )
    assert is_directive(comment)


@pytest.mark.parametrize("name", FORMATS_WITH_COMMENTS)
@pytest.mark.parametrize(
    ("comment", "what", "remedy"),
    [
        (
            "polyloom:überspringen " + "x" * 50,
            f"“polyloom:überspringen {'x' * 18}…” is no directive and has no effect",
            (
                "take the comment out, or write polyloom: and one of skip, off, on, note, context, "
                "join, split"
            ),
        ),
        (
            "polyloom:note",
            "the directive “polyloom:note” says nothing and has no effect",
            "write its text behind it: polyloom:note …",
        ),
        (
            "mdpo-context",
            "the directive “mdpo-context” says nothing and has no effect",
            "write its text behind it: mdpo-context …",
        ),
        (
            "polyloom:off",
            "a range that is switched off here never ends, and stays on",
            "write polyloom:on where it ends",
        ),
        (
            "translate:on",
            "a range is switched on here that was not off",
            "remove the directive, or write polyloom:off where the range begins",
        ),
    ],
)
def test_what_has_no_effect_is_a_warning(name: str, comment: str, what: str, remedy: str) -> None:
    document = in_comment(name, comment)
    assert [(one.text, one.note, one.context) for one in document.segments] == [
        ("One.", "", None),
        ("Two.", "", None),
    ]
    assert document.warnings == (DocumentWarning(what, remedy, 3),)


@pytest.mark.parametrize("name", FORMATS_WITH_COMMENTS)
def test_each_directive_without_effect_is_told_in_the_order_of_the_document(name: str) -> None:
    comments = "\n\n".join(
        opened(name, words)
        for words in ("polyloom:on", "polyloom:of", "polyloom:off", "polyloom:onn", "polyloom:off")
    )
    text = f"{comments}\n\n{paragraph(name, 'One.')}\n"
    document = segment(text.encode(), name)
    assert [one.line for one in document.warnings] == [1, 3, 5, 7, 9]
    assert [one.text for one in document.segments] == ["One."]


@pytest.mark.parametrize("name", FORMATS_WITH_COMMENTS)
def test_what_switches_off_for_mdpo_needs_no_end(name: str) -> None:
    document = in_comment(name, "mdpo-disable")
    assert [one.text for one in document.segments] == ["One."]
    assert document.warnings == ()


@pytest.mark.parametrize("name", ["plaintext", "markdown", "html"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_that_does_not_end_is_told(name: str, end: str) -> None:
    text = f"{paragraph(name, 'One.')}\n\n<!-- polyloom: skip\n\n".replace("\n", end)
    document = segment(text.encode(), name)
    assert [one.text for one in document.segments] == ["One."]
    assert document.warnings == (
        DocumentWarning("a directive that begins here does not end", "write --> behind it", 3),
    )
    assert weave(document, {}).data == text.encode()


def test_code_and_remarks_that_do_not_end_are_not_told() -> None:
    for text in ("```\n<!-- polyloom:skip\n```\n", "<!-- a remark\n", "`<!-- polyloom:skip`\n"):
        assert segment(text.encode(), "markdown").warnings == ()


@pytest.mark.parametrize("name", FORMATS_WITH_COMMENTS)
def test_a_document_with_such_a_directive_is_woven(name: str) -> None:
    document = in_comment(name, "polyloom:skp")
    woven = weave(document, {0: "Eins.", 1: "Zwei."})
    expected = document.data.replace(b"One.", b"Eins.").replace(b"Two.", b"Zwei.")
    assert (woven.data, woven.refused) == (expected, ())


def test_overrules_add_their_warnings() -> None:
    options = DocumentOptions(overrules=(Overrule("Three", kind=Kind.QUOTE),))
    document = segment(b"One.\n\n<!-- polyloom:skp -->\n", options=options)
    assert [(one.what[:20], one.line) for one in document.warnings] == [
        ("“polyloom:skp” is no", 3),
        ("there is no text “Th", 0),
    ]


def paragraph(name: str, text: str) -> str:
    """A paragraph in a format."""
    return f"<p>{text}</p>" if name == "html" else text


def opened(name: str, words: str) -> str:
    """A comment in a format."""
    return f"{{/* {words} */}}" if name == "mdx" else f"<!-- {words} -->"


def in_comment(name: str, words: str) -> Document:
    """A document of a format: a text, a comment on its third line, and another text."""
    one, two = (paragraph(name, text) for text in ("One.", "Two."))
    return segment(f"{one}\n\n{opened(name, words)}\n\n{two}\n".encode(), name)


@pytest.mark.parametrize("name", FORMATS_WITH_COMMENTS)
@pytest.mark.parametrize("comment", ["polyloom : skip", "polyloom:  skip", "i18n :skip"])
def test_each_format_obeys_it(name: str, comment: str) -> None:
    document = in_comment(name, comment)
    assert [one.text for one in document.segments] == ["One."]
    assert document.warnings == ()


@pytest.mark.parametrize("name", FORMATS_WITH_COMMENTS)
@pytest.mark.parametrize("words", ["polyloom:split", "polyloom : split", "polyloom:\n split"])
def test_each_format_splits_where_it_stands(name: str, words: str) -> None:
    text = paragraph(name, f"One.\n{opened(name, words)}\nTwo.")
    document = segment(f"{text}\n".encode(), name)
    assert [one.text for one in document.segments] == ["One.", "Two."]
    assert document.warnings == ()
