"""Texts of one thing over and over, and everything that reads or writes texts: for tests of time.

What is in a table of the package (formats, checks, shapes of masks) is taken from there, so that a
new row is in these tables, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType

from polyloom.checks.check_contract import Check, TranslationPair
from polyloom.checks.check_table import CHECKS
from polyloom.errors import UserError
from polyloom.formats import FORMATS, format_named
from polyloom.formats.contract import NoPage
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.language.bylines import looks_like_byline
from polyloom.language.closings import is_closing
from polyloom.language.dates import begins_with_day_of_month, is_date
from polyloom.language.heading_words import in_capitals, worded_as_heading
from polyloom.language.line_breaks import flatten, unwrap, wrap
from polyloom.language.line_labels import begins_field, is_caption, is_literal, turn_style
from polyloom.language.list_markers import defuse_marker, looks_like_marker
from polyloom.language.negation import negations
from polyloom.language.scripts import share_in_script
from polyloom.language.sentences import ends_sentence, sentences
from polyloom.language.text_length import latin_length
from polyloom.language.typography import without_typography
from polyloom.language.word_count import count_words
from polyloom.language.word_diff import differences
from polyloom.memory.adaptation import adapt_translation
from polyloom.memory.similar import similar_texts
from polyloom.model import Catalog, Document, Entry, Rendition
from polyloom.mt.runtime.response_checks import implausibility, refusal_reason
from polyloom.mt.runtime.text_splitting import split_text
from polyloom.outputs.web_page import render_page
from polyloom.placeables import (
    mask,
    mask_shape,
    placeable_counts,
    refill,
    restore,
    translatable_stretches,
)
from polyloom.placeables.mask_shape import MaskShape, text_for_engine
from polyloom.placeables.masked_text import MaskFault
from polyloom.po.comments import sort_comments
from polyloom.po.parser import read_catalog
from polyloom.po.provenance import without_provenance
from polyloom.po.writer import write_catalog
from polyloom.reports.printable_text import printable
from polyloom.update.change_classes import classify_change, source_of_part
from support.alphabets import alphabet_of

# What is repeated, by a name for the test: units of one character, of two, and of a few.
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "Latin": "a", "capitals": "A", "small and capital": "aB", "digits": "7", "noughts": "0",
        "Hebrew": "ש", "Arabic": "ب", "Chinese": "国", "Chinese numerals": "一", "hiragana": "あ",
        "Thai": "ก", "Korean": "한", "Devanagari": "क", "Arabic digits": "٣", "astral": "𝔸",
        "emoji": "😀", "combining": "\u0301", "variation": "\ufe0f", "joiner": "\u200d",
        "blank": " ", "tab": "\t", "no-break blank": "\u00a0", "ideographic blank": "\u3000",
        "zero width": "\u200b", "thin blank": "\u2009", "line separator": "\u2028",
        "next line": "\x85", "line feed": "\n", "return": "\r", "form feed": "\f",
        "soft hyphen": "\xad", "bidi": "\u202b",
        ".": ".", "…": "…", "。": "。", ",": ",", ":": ":", ";": ";", "?": "?", "!": "!",
        '"': '"', "'": "'", "’": "’", "“": "“", "«": "«", "「": "「",
        "-": "-", "–": "–", "=": "=", "+": "+", "/": "/", "\\": "\\", "%": "%", "@": "@",
        "`": "`", "*": "*", "_": "_", "[": "[", "]": "]", "(": "(", ")": ")", "<": "<", ">": ">",
        "&": "&", "#": "#", "|": "|", "~": "~", "$": "$", "{": "{", "}": "}", "^": "^",
        "[[": "[[", "](": "](", "[a](": "[a](", "![": "![", "[a](b) ": "[a](b) ", "[^": "[^",
        "[^a]": "[^a]", "[1]": "[1]", "[a][": "[a][", "{{": "{{", "}}": "}}", "{%": "{%",
        "{{<": "{{< a >}}", "{a}": "{a}", "{:": "{: ", "{a ": "{a ", "**a": "**a", "*a ": "*a ",
        "_a": "_a", "a_": "a_", "**a** ": "**a** ", "~~": "~~a", "``a": "``a ", "`a` ": "`a` ",
        "$a": "$a", "$$": "$$a", "\\(": "\\(", "\\[": "\\[", "\\\\n": "\\n",
        "<a ": "<a ", "<b>": "<b>", "</b>": "</b>", "<b>a</b>": "<b>a</b>", "<br>": "<br>",
        "<1>": "<1>", "<a '": "<a '", '<a "': '<a "', "<a a=": "<a a=", "<!--": "<!--",
        "<!-- ": "<!-- a -->", "-->": "-->", "<![CDATA[": "<![CDATA[", "<?": "<?", "</": "</",
        "<p>": "<p>", "<li>": "<li>", "<div>a": "<div>a", "<td>": "<table><td>", "<script>":
        "<script>", "<pre>": "<pre>", "<svg>": "<svg>", "<title>": "<title>",
        "&amp;": "&amp;", "&#1;": "&#x", "&a": "&a", "&;": "&;",
        "- ": "- ", "* ": "* ", "> ": "> ", "1. ": "1. ", "a) ": "a) ", "(1) ": "(1) ",
        "# ": "# ", "i. ": "i. ", "1.1": "1.1", "一、": "一、", "第一条": "第一条", "| a ": "| a ",
        "a.": "a.", "a. ": "a. ", "A. B": "A. ", "a.a@": "a.a@", "a@a.": "a@a.", "a@": "a@",
        "www.": "www.", "http://": "http://", "http://a ": "http://a ", "://": "://",
        "a-": "a-", "a'": "a'", "a ": "a ", "ab ": "ab ", "a  ": "a  ", "a\u00a0": "a\u00a0",
        "国 ": "国 ", "a国": "a国", "国。": "国。", "ש ש": "ש ", "1 ": "1 ", "1,": "1,", "1.": "1.",
        "1 000": " 000", "1'000": "'000", "1万": "1万", "1 thousand": "1 thousand ", "XIV": "XIV ",
        "IV": "IV", "三四": "三四", "十": "十", "twenty ": "twenty ", "%s": "%s ", "%1$s": "%1$s",
        "%(": "%(", "%d%%": "100 %", "${a": "${a", "QX": "QX1Z", "⟦1⟧": "⟦1⟧",
        "a\n": "a\n", "a\n\n": "a\n\n", "国\n": "国\n", "- a\n": "- a\n", "- a\n\n": "- a\n\n",
        "1. a\n": "1. a\n", "> a\n": "> a\n", "# a\n": "# a\n", "# a\n\n": "# a\n\n",
        "  a\n": "  a\n", "    a\n": "    a\n", "\ta\n": "\ta\n", "a  \n": "a  \n",
        "a\\\n": "a\\\n", "a:\n": "a:\n", "a|b\n": "a|b\n", "|a|b|\n": "|a|b|\n", "-|\n": "-|-\n",
        "---\n": "---\n", "===\n": "===\n", "+++\n": "+++\n", "```\n": "```\n", "~~~\n": "~~~\n",
        ":::\n": ":::\n", "::: a\n": "::: a\n", "!!! a\n": "!!! a\n", ": a\n": ": a\n",
        "/// a\n": "/// a\n", "{{< a >}}\n": "{{< a >}}\n", "{% a %}\n": "{% a %}\n",
        "<div>\n": "<div>\n", "<a>\n\n": "<a>\n\n", "<!--\n": "<!--\n", "[a]: b\n": "[a]: b\n",
        "[^a]: b\n": "[^a]: b\n", "\n\n": "\n\n", "\r\n": "\r\n", "a\r": "a\r", "\n ": "\n ",
        "directive": "<!-- polyloom:note a -->\n", "skip": "<!-- polyloom:skip -->\n\na\n\n",
        "unknown": "<!-- polyloom:skp -->\n", "unended": "<!-- polyloom:a\n",
        "cue": "1\n00:00:01,000 --> 00:00:02,000\na\n\n", "A: a\n": "A: a\n", "A\n\n": "A\n\n",
        "By A\n\n": "By A\n\n", "“a”": "“a” ", "\f\n": "a\n\f\n", "import": "import a\n",
    }
)  # fmt: skip


def subjects() -> Iterator[tuple[str, Callable[[str], object]]]:
    """What the tests measure, by name: functions of one text."""
    for check in CHECKS:
        for where, run in _OF_CHECKS.items():
            yield f"check {check.name}, {where}", partial(run, check)
    for name in FORMATS:
        for what, function in _OF_FORMATS.items():
            yield f"format {name}, {what}", partial(function, name)
    for shape in _SHAPES:
        yield f"masks, {shape.name}", partial(_through_engine, shape)
    yield from _OTHERS.items()


def _check(check: Check, source: str, translation: str, locale: str = "de") -> object:
    return [*check.run(TranslationPair(source, translation, "en", locale))]


_OF_CHECKS: Mapping[str, Callable[[Check, str], object]] = {
    "both": lambda check, text: _check(check, text, f"{text}."),
    "translation": lambda check, text: _check(check, "Some words, 5 of them.", text),
    "source": lambda check, text: _check(check, text, "Some words, 5 of them."),
    "other scripts": lambda check, text: (
        _check(check, text, f"{text}4", "zh_Hans"),
        _check(check, f"{text}4", text, "ar"),
    ),
}


def _documents(name: str, text: str) -> Iterator[Document]:
    """The format's documents with the text in each place where a text may stand."""
    for data in alphabet_of(name).places(text):
        with suppress(UserError):
            yield segment(data, name, where="x")


def _read(name: str, text: str) -> None:
    for document in _documents(name, text):
        assert weave(document, {}).data == document.data


def _in_brackets(name: str, text: str) -> None:
    for document in _documents(name, text):
        weave(document, {place: f"⟦{one.text}⟧" for place, one in enumerate(document.segments)})


def _refused(name: str, text: str) -> None:
    """Translations that begin something, in the place of every other segment."""
    for document in _documents(name, text):
        weave(document, dict.fromkeys(range(0, len(document.segments), 2), "1. a\n\n- b\n\n# c"))


def _into_sample(name: str, text: str) -> None:
    document = segment(alphabet_of(name).sample, name)
    weave(document, dict.fromkeys(range(len(document.segments)), text))


def _page(name: str, text: str) -> None:
    format_ = format_named(name)
    for document in _documents(name, text):
        localized = format_.localize(document.data, "de")
        if not isinstance(format_.page, NoPage):
            texts = tuple(one.text for one in document.segments)
            locales = ("de",) * len(texts)
            rendition = Rendition(document, "de", texts, locales, source_locale="en")
            render_page(format_.page(rendition, localized))


_OF_FORMATS: Mapping[str, Callable[[str, str], None]] = {
    "read": _read,
    "in brackets": _in_brackets,
    "refused": _refused,
    "translation": _into_sample,
    "page": _page,
}

_SHAPES = [shape for shape in vars(mask_shape).values() if isinstance(shape, MaskShape)]


def _through_engine(shape: MaskShape, text: str) -> None:
    masked = mask(text, ("aa", "国国"))
    with suppress(MaskFault):
        restore(masked, shape, text_for_engine(masked, shape), ("aa", "国国"))
    with suppress(MaskFault):
        restore(masked, shape, text)


def _refill(text: str) -> None:
    masked = mask(text)
    with suppress(MaskFault):
        refill(masked, ["b" for _ in translatable_stretches(masked)])


def _catalog(text: str) -> None:
    entry = Entry(f"a{text}", (text,), translator_comments=(text.replace("\n", " "),))
    clean = text.replace("\0", "").replace("\4", "")
    for width in (79, 0):
        data = write_catalog(Catalog((), (entry,)), width)
        read_catalog(data, "x.po")
    for broken in (
        f'msgid "{clean}',
        f"msgid {clean}",
        f'msgid "a"\nmsgstr "{clean}"\n',
        clean,
        f'#: {clean}\nmsgid "a"\nmsgstr ""\n',
        f'#, {clean}\nmsgid "a"\nmsgstr ""\n',
        f'msgid ""\nmsgstr "{clean}"\n',
    ):
        with suppress(UserError):
            read_catalog(broken.encode(), "x.po")


def _sides(function: Callable[[str, str], object], text: str) -> None:
    function(text, f"{text}, b")
    function(f"a {text}", f"{text} c {text}")
    function(f"One thing. {text}", "Another is here.")


_LINE_RULES = (
    looks_like_byline, is_closing, is_date, begins_with_day_of_month, worded_as_heading,
    in_capitals, begins_field, is_caption, is_literal, turn_style, defuse_marker,
    looks_like_marker, ends_sentence,
)  # fmt: skip

_OTHERS: Mapping[str, Callable[[str], object]] = {
    "refilled masks": _refill,
    "placeables": placeable_counts,
    "lines": lambda text: [rule(text) for rule in _LINE_RULES],
    "line breaks": lambda text: (
        unwrap(text.split("\n")), flatten(text), wrap(text, width=70, first=4, indent=2),
    ),
    "negations": lambda text: [negations(text, locale) for locale in ("en", "zh_Hans", "ar")],
    "sentences": lambda text: [sentences(text, locale) for locale in ("en", "zh_Hans", "am")],
    "lengths": lambda text: (latin_length(text), count_words(text), share_in_script(text, "zh")),
    "typography": without_typography,
    "differences": partial(_sides, differences),
    "changes": partial(_sides, lambda old, new: classify_change(old, new, "en")),
    "splits": partial(_sides, source_of_part),
    "adaptation": partial(_sides, lambda old, new: adapt_translation(old, new, old)),
    "similar": lambda text: similar_texts([text, f"{text} b", "c"]),
    "catalog": _catalog,
    "comments": lambda text: (sort_comments([f"#: {text}", f"#, {text}", f"# {text}"]),
                              without_provenance([text, f" Draft by a, 2000-01-01 ({text}"])),
    "answers": partial(_sides, lambda one, other: (
        refusal_reason(one, other, source_locale="en", locale="de"),
        implausibility(TranslationPair(one, other, "en", "de")))),
    "calls": lambda text: split_text(text, lambda part: len(part) < 500),
    "terminal": printable,
}  # fmt: skip
