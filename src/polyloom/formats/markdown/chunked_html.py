"""The HTML of a text of any size, rendered in chunks, so that memory is bounded.

A chunk ends at a blank line above a heading or paragraph that is in no other block. Whether that is
so, the renderer is asked: another paragraph in its place must come out as one. Links and footnotes
may be defined anywhere, so that each chunk gets the definitions that it needs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from polyloom.formats.markdown.chunk_heads import CHUNK_SIZE, FENCE, footnote_stubs
from polyloom.late_patterns import late_pattern
from polyloom.placeables.byte_text import byte_text, decoded
from polyloom.placeables.markdown_events import LinkTarget, link_targets, render_html

# Of one that begins with a letter, or with a byte of one, nothing above it becomes a part.
_BLOCK = late_pattern(r"(?:(?<=\n\n)|(?<=\n\r\n))(?=#{1,6} |[A-Za-z\x80-\xff])")
_PROBE, _SHOWN_PROBE = "x", "<p>x</p>\n"
# A paragraph behind definitions can turn out to be one more term of theirs.
_DEFINITIONS_END = f"</dl>\n{_SHOWN_PROBE}"
_SHOWN_FENCE = "<hr />\n"
# What a backslash takes its meaning in a target or a title.
_SPECIAL = late_pattern(r"[\\<>\"&]")
_NUMBER = late_pattern(
    r'(?P<before><sup class="footnote-reference"><a href="#(?P<label>[^"]*)">|'
    r'<div class="footnote-definition" id="(?P<defined>[^"]*)">'
    r'<sup class="footnote-definition-label">)[0-9]+(?=<)'
)


def html_in_chunks(
    text: str,
    targets: Mapping[str, LinkTarget],
    footnotes: Collection[str],
    chunk: int = CHUNK_SIZE,
) -> Iterator[str]:
    """The HTML of a byte text, in pieces; memory is bounded by a ``chunk``, in bytes.

    ``targets`` are those of all link reference definitions in it, by normalized label;
    ``footnotes`` are the labels of those that are defined in it. Invariant: together the pieces are
    what ``render_html`` makes of the whole.
    """
    if len(text) <= chunk:
        yield render_html(decoded(text))
        return
    numbers: dict[str, str] = {}
    labels = {byte_text(label.encode()) for label in footnotes}
    for piece in _rendered_chunks(text, targets, labels, chunk):
        yield _numbered(piece, numbers) if footnotes else piece


def _rendered_chunks(
    text: str, targets: Mapping[str, LinkTarget], footnotes: Collection[str], chunk: int
) -> Iterator[str]:
    position, size = 0, chunk
    while block := _BLOCK.search(text, position + size):
        piece = text[position : block.start()]
        head = _definitions_for(piece, targets, footnotes)
        html = render_html(f"{head}{decoded(piece)}{_PROBE}", targets)
        if not html.endswith(_SHOWN_PROBE) or html.endswith(_DEFINITIONS_END):
            size *= 2
            continue
        yield _without_head(html[: -len(_SHOWN_PROBE)], head)
        position, size = block.start(), chunk
    piece = text[position:]
    head = _definitions_for(piece, targets, footnotes)
    yield _without_head(render_html(f"{head}{decoded(piece)}", targets), head)


def _without_head(html: str, head: str) -> str:
    """The HTML behind that of a ``head``, if there is one."""
    return html[html.index(_SHOWN_FENCE) + len(_SHOWN_FENCE) :] if head else html


def _definitions_for(
    piece: str, targets: Mapping[str, LinkTarget], footnotes: Collection[str]
) -> str:
    """What has to stand above a chunk, and a fence; empty if nothing has to.

    That is definitions of the footnotes that it refers to, and of the links that it defines
    otherwise than the whole does: there the first definition counts (CommonMark 4.7).
    """
    own = link_targets(piece) if "]:" in piece else {}
    links = (
        _written_definition(label, targets[label])
        for label, target in own.items()
        if targets.get(label, target) != target
    )
    head = decoded(footnote_stubs(piece, footnotes)) + "".join(links)
    return head + FENCE if head else ""


def _written_definition(label: str, target: LinkTarget) -> str:
    url, title = (_SPECIAL.sub(r"\\\g<0>", part) for part in target)
    return f'[{label}]: <{url}> "{title}"\n\n' if title else f"[{label}]: <{url}>\n\n"


def _numbered(html: str, numbers: dict[str, str]) -> str:
    """HTML whose footnotes have the numbers that they have in the whole, where each is new."""

    def number(match: re.Match[str]) -> str:
        label = match["label"] or match["defined"]
        return match["before"] + numbers.setdefault(label, str(len(numbers) + 1))

    return _NUMBER.sub(number, html)
