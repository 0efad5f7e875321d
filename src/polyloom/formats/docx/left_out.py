"""What of a Word file is in no segment, and why.

Parts beside the text (comments, building blocks, embedded files) and deleted words are no part of
it: no reader of the document sees them there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from polyloom.formats.docx.package_parts import PartRole
from polyloom.formats.docx.paragraph_content import (
    FormattedText,
    ParagraphItem,
    StandaloneCode,
    XmlFragment,
)
from polyloom.formats.docx.paragraph_kinds import ParagraphSpan, find_paragraphs
from polyloom.formats.docx.paragraph_reader import HIDDEN_LABEL, STAYS_LABEL, read_paragraph
from polyloom.formats.docx.stories import Story, lay_out_stories
from polyloom.formats.docx.untranslatable_styles import (
    UntranslatableStyles,
    read_untranslatable_styles,
    untranslated_paragraph_styles,
)
from polyloom.formats.docx.xml_nodes import xml_text
from polyloom.formats.format_options import UNTRANSLATED_STYLES, DocumentOptions
from polyloom.formats.left_out_texts import LeftOutRule, LeftOutText
from polyloom.model import Document

_WITHOUT_PARAGRAPHS = (PartRole.PROPERTIES, PartRole.CHART)
# Text of paragraphs, formulas and drawings.
_TEXT = re.compile(rb"<(?P<prefix>[wma]):t(?:\s[^>]*)?>(?P<text>[^<]*)</")
_READING_AID = re.compile(rb"<w:rt>.*?</w:rt>", re.DOTALL)
_RULES = {b"m": LeftOutRule.FORMULA, b"a": LeftOutRule.DRAWING}


def left_out(document: Document, options: DocumentOptions) -> list[LeftOutText]:
    """The texts of a document that are in no segment, in the order of its stories.

    The words of a paragraph that one rule leaves out are one text.
    """
    layout = lay_out_stories(document.data)
    styles = untranslated_paragraph_styles(document.data, UNTRANSLATED_STYLES.of(options))
    untranslatable = read_untranslatable_styles(document.data)
    found: list[LeftOutText] = []
    for number in layout.order:
        story = layout.stories[number]
        if story.role not in _WITHOUT_PARAGRAPHS and not story.is_description:
            found += _of_story(story, layout.starts[number], styles, untranslatable)
    return found


def _of_story(
    story: Story, offset: int, styles: Mapping[str, str], untranslatable: UntranslatableStyles
) -> Iterator[LeftOutText]:
    for paragraph in find_paragraphs(story.xml):
        rule = styles.get(_style_of(paragraph))
        by_rule: dict[LeftOutRule, list[str]] = {}
        xml = story.xml[paragraph.start : paragraph.end]
        for reason, text in _words(xml, LeftOutRule(rule) if rule else None, untranslatable):
            by_rule.setdefault(reason, []).append(text)
        for reason, texts in by_rule.items():
            joined = " ".join("".join(texts).split())
            if any(map(str.isalpha, joined)):
                yield LeftOutText(reason, joined, offset + paragraph.start)


def _style_of(paragraph: ParagraphSpan) -> str:
    return (paragraph.properties.value(b"w:pStyle") if paragraph.properties else None) or ""


def _words(
    xml: bytes, rule: LeftOutRule | None, untranslatable: UntranslatableStyles
) -> Iterator[tuple[LeftOutRule, str]]:
    """The words of a paragraph that are left out; all, if ``rule`` is that of its style."""
    content = read_paragraph(xml, untranslatable)
    yield from _of_items(content.items, rule)
    for fragment in (*content.before, *content.after):
        yield from _of_fragment(fragment, LeftOutRule.MARKUP)
    for aid in _READING_AID.finditer(xml):
        yield from _of_fragment(XmlFragment(None, aid[0]), LeftOutRule.READING_AID)


def _of_items(
    items: Iterable[ParagraphItem], rule: LeftOutRule | None
) -> Iterator[tuple[LeftOutRule, str]]:
    for item in items:
        if isinstance(item, FormattedText):
            if rule is not None:
                yield rule, item.text
        elif isinstance(item, StandaloneCode):
            for fragment in item.pieces:
                yield from _of_fragment(fragment, _rule_of_code(item))
        else:
            yield from _of_items(item.items, rule)


def _rule_of_code(code: StandaloneCode) -> LeftOutRule:
    if code.label == HIDDEN_LABEL:
        return LeftOutRule.HIDDEN
    return LeftOutRule.DO_NOT_TRANSLATE if STAYS_LABEL in code.label else LeftOutRule.FIELD


def _of_fragment(fragment: XmlFragment, rule: LeftOutRule) -> Iterator[tuple[LeftOutRule, str]]:
    for match in _TEXT.finditer(fragment.raw):
        yield _RULES.get(match["prefix"], rule), xml_text(match["text"])
