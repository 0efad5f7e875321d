"""What of a Markdown document is in no segment, and why.

The spans that the analysis knows come first: front matter, code, comments, what directives are
about. What is left is read as HTML is, and line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from polyloom.formats.directives import is_directive
from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.html.left_out import front_matter_labels, markup_labels
from polyloom.formats.left_out_texts import (
    LabelledSpan,
    LeftOutRule,
    LeftOutText,
    document_text,
    gaps,
    left_out_of_text,
    segment_spans,
)
from polyloom.formats.markdown.document import body_of, reading_of
from polyloom.formats.markdown.reading import Dialect
from polyloom.formats.markdown.text_analysis import TextAnalysis, analyze_body
from polyloom.formats.markdown.translatable_words import (
    ATTRIBUTES,
    LETTER,
    TARGET,
    WIKI_LINK,
)
from polyloom.language.url_spans import url_spans
from polyloom.late_patterns import late_pattern
from polyloom.model import Document
from polyloom.placeables.shortcodes import SHORTCODE

_FENCE = late_pattern(r"[ \t>]*(?:[-*+]\s+|[0-9]{1,9}[.)]\s+)?(?:`{3,}|~{3,})[^\n]*")
_CODE = late_pattern(r"(?<!`)(`++)(?!`)[^`\n]*+(?:(?!\1(?!`))`++[^`\n]*+)*+\1(?!`)")
_FORMULA = late_pattern(r"\$\$[^$]*\$\$|\$[^$\n]*\$|\\begin\{[^{}]*\}.*?\\end\{[^{}]*\}", re.DOTALL)
_DEFINITION = late_pattern(r"(?m)^[ \t>]*\[[^\]\n]+\]:[^\n]*$")
_TARGET = late_pattern(r"\]\([^()\n]*\)|\]\[[^\]\n]*\]|!?\[\[[^\]\n]*\]\]")
_INDENTED = late_pattern(r"(?m)^(?: {4}|\t)[^\n]*$")
# What is left of a tag behind an attribute's value that is a segment.
_REST_OF_TAG = late_pattern(r"[\"'][^<>]*>")
_MODULE = late_pattern(r"(?m)^[ \t]*(?:import|export)\b[^\n]*$")
_NAMED_SIGN = late_pattern(r":[\w+-]+:")
# Looked for in this order in what the analysis does not explain.
_SIGNS: tuple[tuple[re.Pattern[str], LeftOutRule], ...] = (
    (SHORTCODE, LeftOutRule.SHORTCODE),
    (_FENCE, LeftOutRule.CODE),
    (_CODE, LeftOutRule.CODE),
    (_FORMULA, LeftOutRule.FORMULA),
    (_DEFINITION, LeftOutRule.ADDRESS),
    (_TARGET, LeftOutRule.ADDRESS),
    (WIKI_LINK, LeftOutRule.ADDRESS),
    (TARGET, LeftOutRule.ADDRESS),
    (_NAMED_SIGN, LeftOutRule.SHORTCODE),
)


def left_out(document: Document, options: DocumentOptions) -> list[LeftOutText]:
    """The texts of a document that are in no segment."""
    del options
    text = document_text(document)
    analysis = analyze_body(body_of(document), reading_of(document))
    labels = [*front_matter_labels(text, analysis.front_matter.characters)]
    labels += _labels_of_analysis(text, analysis)
    known = [(span.start, span.end) for span in labels] + segment_spans(document, text)
    is_mdx = document.format == Dialect.MDX.value
    for start, end in gaps(known, len(text)):
        if LETTER.search(text, start, end):
            labels += _labels_of_gap(text[start:end], start, is_mdx=is_mdx)
    return left_out_of_text(document, labels)


def _labels_of_analysis(text: str, analysis: TextAnalysis) -> Iterator[LabelledSpan]:
    """The spans that the analysis knows; it counts in bytes of the text's UTF-8."""
    body = text.encode()
    spans = [
        (block.line_spans[0][0], block.line_spans[-1][1], LeftOutRule.CODE)
        for block in analysis.code
        if block.line_spans
    ]
    for comment in analysis.comments:
        rule = LeftOutRule.DIRECTIVE if is_directive(comment.text) else LeftOutRule.COMMENT
        end = body.find(b"-->", comment.start)
        spans.append((comment.start, len(body) if end < 0 else end + 3, rule))
    # Those of the document are no part of this: they are segments.
    spans += [(each.start, each.end, LeftOutRule.DIRECTIVE) for each in analysis.segments]
    position = characters = 0
    for start, end, rule in sorted(spans):
        characters += len(body[position:start].decode(errors="ignore"))
        position = start
        yield LabelledSpan(
            characters, characters + len(body[start:end].decode(errors="ignore")), rule
        )


def _labels_of_gap(gap: str, offset: int, *, is_mdx: bool) -> Iterator[LabelledSpan]:
    """What markup explains of the text between segments, which begins at ``offset``."""
    signs = _SIGNS
    if is_mdx:
        expression = re.compile(r"\{[^{}]*\}")
        signs = (*_SIGNS, (_MODULE, LeftOutRule.MODULE), (expression, LeftOutRule.MODULE))
    found = [(match.span(), rule) for pattern, rule in signs for match in pattern.finditer(gap)]
    found += [(span, LeftOutRule.ADDRESS) for span in url_spans(gap)]
    for (start, end), rule in found:
        yield LabelledSpan(offset + start, offset + end, rule)
    if rest := _REST_OF_TAG.match(gap):
        yield LabelledSpan(offset, offset + rest.end(), None)
    for match in ATTRIBUTES.finditer(gap):
        yield LabelledSpan(offset + match.start(), offset + match.end(), None)
    if "<" in gap:
        for span in markup_labels(gap, otherwise=LeftOutRule.MARKUP):
            if span.rule is not LeftOutRule.MARKUP:
                yield LabelledSpan(offset + span.start, offset + span.end, span.rule)
    for match in _INDENTED.finditer(gap):
        yield LabelledSpan(offset + match.start(), offset + match.end(), LeftOutRule.CODE)
