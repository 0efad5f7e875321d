"""Elements of HTML, and components, are the source's, and end where they should.

- ``"the <kbd>Esc</kbd> key"`` → ``"la tecla Esc"``: the element is lost.
- ``"<b>Stop</b> here"`` → ``"<b>Alto aquí"``: it never ends.
- ``"<b>Stop</b> here"`` → ``"Alto aquí"``: fine here; ``emphasis`` says it.
- ``"a<br>b"`` → ``"a b"``: fine, what only breaks lines or has a colour may go.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from polyloom.checks.check_contract import Check, Problem, TranslationPair, only_span, shortened
from polyloom.messages import message
from polyloom.model import Markup, Severity
from polyloom.placeables.html_tags import EMPHASIZING, NEUTRAL, HtmlTag, unmatched_tags
from polyloom.placeables.inline_markup import inline_markup, tags_of_html
from polyloom.placeables.simple_markup import has_same_markup


def tags_of(text: str, markup: Markup) -> Sequence[HtmlTag]:
    """The tags of a text with that markup."""
    if "<" not in text or markup is Markup.NONE:
        return ()
    return tags_of_html(text) if markup is Markup.TAGS else inline_markup(text).tags


def _run(pair: TranslationPair) -> Iterator[Problem]:
    if "<" not in pair.source and "<" not in pair.translation:
        return
    if pair.markup is Markup.MARKDOWN and has_same_markup(pair.source, pair.translation):
        return
    wanted, found = tags_of(pair.source, pair.markup), tags_of(pair.translation, pair.markup)
    if wanted == found:
        return
    before, after = Counter(unmatched_tags(wanted)), Counter(unmatched_tags(found))
    if after.total() > before.total():
        name = next(iter(after - before))
        written = _written(name, pair.translation)
        yield Problem(
            message("the tag {written} has no partner in the translation", written=written),
            message(
                "open and close each tag where the source does; a sign that begins no tag is"
                " written &lt;, or stands in code"
            ),
            only_span(pair.translation, written),
            topic="the tag",
        )
        return
    lost = _elements(wanted) - _elements(found)
    for name in lost:
        yield Problem(
            message(
                "the tag {written} is missing from the translation",
                written=_written(name, pair.source),
            ),
            message("write it where the source has it"),
            topic="the tag",
        )


def _elements(tags: Sequence[HtmlTag]) -> Counter[str]:
    """The elements that matter, by name, each with how often; ``<name>`` alone is none."""
    ended = {tag.name for tag in tags if tag.closes or tag.void} - EMPHASIZING - NEUTRAL
    return Counter(tag.name for tag in tags if tag.name in ended and not tag.closes)


def _written(name: str, text: str) -> str:
    """A tag as a text has it, given by its name, which begins with a slash for an end tag."""
    found = re.search(rf"<{re.escape(name)}(?![\w-])[^<>]*>", text, re.IGNORECASE)
    return shortened(found[0]) if found else f"<{name}>"


CHECK = Check(
    "tags",
    Severity.ERROR,
    "Tags are the source's, each as often, and have their partners.",
    _run,
)
