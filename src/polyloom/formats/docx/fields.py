"""Fields: links by field are spanning codes, page numbers and the like standalone codes.

ECMA-376 Part 1 §17.16.18: a field is what stands between a ``begin`` and an ``end``; behind
``separate`` is the result that it showed last, which Word makes anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from polyloom.formats.docx.paragraph_content import (
    ParagraphItem,
    SpanningCode,
    StandaloneCode,
    XmlFragment,
    fragments_of,
)
from polyloom.formats.docx.run_formatting import group_by_formatting

# Fields whose result is the author's text.
_LINK = "HYPERLINK"
# What stays at a text's edge: page numbers in a table of contents, and what nobody sees.
_AT_THE_EDGE = frozenset({"PAGEREF", "XE", "TC", "TA", "RD"})
_NAMES = {
    "PAGE": "page number",
    "NUMPAGES": "number of pages",
    "SECTIONPAGES": "number of pages",
    "PAGEREF": "page number",
    "REF": "reference",
    "NOTEREF": "reference",
    "SEQ": "number",
    "DATE": "date",
    "TIME": "time",
    "XE": "index entry",
    "FORMTEXT": "form field",
    "FORMCHECKBOX": "form field",
    "FORMDROPDOWN": "form field",
    "CITATION": "citation",
}
# No author nests fields deeper; what does stays as it is.
_MOST_NESTED = 16


class _OpenField(Struct):
    """A field that has begun, with its items so far.

    ``result`` is the index among the items at which its result begins, or None.
    """

    items: list[ParagraphItem] = field(default_factory=list)
    result: int | None = None


def fold_fields(items: Iterable[ParagraphItem]) -> list[ParagraphItem]:
    """The items with each complete field as one code.

    Of a field that begins or ends in another paragraph (a table of contents) the delimiters stay
    standalone codes, and the result stays text.
    """
    open_ = [_OpenField()]
    for item in items:
        field_delimiter = item.field_delimiter if isinstance(item, StandaloneCode) else ""
        if field_delimiter == "begin" and len(open_) <= _MOST_NESTED:
            open_.append(_OpenField([item]))
            continue
        open_[-1].items.append(item)
        if field_delimiter == "separate" and open_[-1].result is None:
            open_[-1].result = len(open_[-1].items)
        elif field_delimiter == "end" and len(open_) > 1:
            code = _code_of_field(open_.pop())
            open_[-1].items.append(code)
    return [item for one in open_ for item in one.items]


def _code_of_field(one: _OpenField) -> ParagraphItem:
    code = one.items if one.result is None else one.items[: one.result]
    instruction = "".join(
        item.instruction for item in code if isinstance(item, StandaloneCode)
    ).split()
    name = instruction[0].upper() if instruction else ""
    if name == _LINK and one.result is not None:
        formatting, inside = group_by_formatting(one.items[one.result : -1])
        pair = SpanningCode(formatting, _pieces(code), _pieces(one.items[-1:]), "link", inside)
        if pair.has_words:
            return pair
    return StandaloneCode(_pieces(one.items), _NAMES.get(name, "field"), name in _AT_THE_EDGE)


def _pieces(items: Sequence[ParagraphItem]) -> tuple[XmlFragment, ...]:
    return tuple(piece for item in items for piece in fragments_of(item))
