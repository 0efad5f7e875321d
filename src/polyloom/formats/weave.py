"""Document and translations to bytes.

Every byte outside the replaced segments is copied, so that a document woven with no translations,
or with the source's own texts, is the source byte for byte. The result must have the structure of
the source: a format says so of each translation for itself, or the result is read again.
Translations that would change the structure are written in another way where the format has one,
or left out, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping

from msgspec import Struct

from polyloom.errors import UserError
from polyloom.formats import format_named
from polyloom.formats.contract import ReadRequest, UnfitTranslation
from polyloom.formats.format_options import DIRECTIVES, DocumentOptions
from polyloom.formats.structure_guard import GuardResult, Replacements, guard_structure
from polyloom.messages import message, translatable
from polyloom.model import Document, Segment
from polyloom.placeables.localized_links import NO_LOCALIZED_LINKS, LocalizedLinks

# Reasons and remedies for what reading the output again has shown.
_REJECTED = (
    translatable("the translation would change the document's structure"),
    translatable("write it on one line, without what begins a point or a new paragraph"),
)
_UNKNOWN = (
    translatable(
        "too many translations beside it would change the document's structure to try this one"
    ),
    translatable("mend the others first and build again"),
)


class RefusedTranslation(Struct, frozen=True):
    """A translation that was left out: the index of its segment, why, and what to do.

    ``topic`` names what it is about, as that of findings does.
    """

    segment: int
    reason: str
    remedy: str
    topic: str = ""


class Woven(Struct, frozen=True):
    """The bytes of an output, and which translations could not go into it, in document order."""

    data: bytes
    refused: tuple[RefusedTranslation, ...] = ()


def weave(
    document: Document,
    translations: Mapping[int, str],
    options: DocumentOptions | None = None,
    links: LocalizedLinks = NO_LOCALIZED_LINKS,
) -> Woven:
    """Put translations (by index of segment) in the place of the segments' texts.

    A segment without a translation, or with one equal to its text, keeps its bytes. ``options`` are
    those that the document was read with, ``links`` says which link targets the translations may
    replace.

    Invariant: the result has the source's structure.
    """
    options = options or DocumentOptions()
    rendered, refused = _rendered(document, translations, links)
    keeps_layout = format_named(document.format).keeps_layout
    if keeps_layout is not None:
        guarded = _fitting(document, rendered, translations, keeps_layout)
    else:
        guarded = _guarded(document, rendered, translations, options)
    refused += [
        RefusedTranslation(
            index, *map(message, _REJECTED if index in guarded.rejected else _UNKNOWN)
        )
        for index in rendered.keys() - guarded.kept.keys()
    ]
    data = format_named(document.format).splice(document, guarded.kept)
    if DIRECTIVES.of(options) == "strip":
        data = _without_directives(document, data)
    return Woven(data, tuple(sorted(refused, key=lambda refusal: refusal.segment)))


def _without_directives(document: Document, data: bytes) -> bytes:
    """An output without the lines of its directives, where its format can leave them out."""
    strip = format_named(document.format).without_directives
    if strip is None:
        return data
    text = data[document.bom :].decode(document.encoding)
    return data[: document.bom] + strip(text).encode(document.encoding)


def structure(document: Document) -> Hashable:
    """What translations may not change: kinds, depths and markers, and the format's outline."""
    return (
        tuple((found.kind, found.depth, found.marker) for found in document.segments),
        format_named(document.format).outline(document),
    )


def _rendered(
    document: Document, translations: Mapping[int, str], links: LocalizedLinks
) -> tuple[Replacements, list[RefusedTranslation]]:
    """What the format writes for each translation, and those that it can not write."""
    render = format_named(document.format).render
    rendered: dict[int, bytes] = {}
    refused: list[RefusedTranslation] = []
    for index in sorted(translations):
        segment = document.segments[index]
        if translations[index] == segment.text:
            continue
        try:
            if text := render(document, segment, translations[index], links):
                rendered[index] = text.encode(document.encoding)
        except UnfitTranslation as unfit:
            refused.append(RefusedTranslation(index, unfit.reason, unfit.remedy, unfit.topic))
        except UnicodeEncodeError as error:
            refused.append(_unencodable(index, str(error.object)[error.start], document.encoding))
    return rendered, refused


def _fitting(
    document: Document,
    rendered: Replacements,
    translations: Mapping[int, str],
    keeps_layout: Callable[[Document, Segment, str], bool],
) -> GuardResult:
    """What of ``rendered``, or of other ways to write the translations, keeps the layout."""
    format_ = format_named(document.format)
    kept: dict[int, bytes] = {}
    for index, written in rendered.items():
        segment = document.segments[index]
        if keeps_layout(document, segment, written.decode(document.encoding)):
            kept[index] = written
            continue
        for other in format_.alternatives(document, segment, translations[index]):
            if keeps_layout(document, segment, other):
                kept[index] = other.encode(document.encoding)
                break
    return GuardResult(kept, frozenset(rendered.keys() - kept.keys()))


def _guarded(
    document: Document,
    rendered: Replacements,
    translations: Mapping[int, str],
    options: DocumentOptions,
) -> GuardResult:
    """What of ``rendered``, or of other ways to write the translations, keeps the structure."""
    if not rendered:
        return GuardResult({}, frozenset())
    format_ = format_named(document.format)
    wanted = structure(document)
    kinds = [segment.kind for segment in document.segments]
    request = ReadRequest(document.encoding, kinds, options)

    def read(replacements: Replacements) -> Document | None:
        try:
            return format_.read(format_.splice(document, replacements), request)
        except UserError:
            return None

    def alternatives(index: int) -> Iterator[bytes]:
        texts = format_.alternatives(document, document.segments[index], translations[index])
        return (text.encode(document.encoding) for text in texts)

    return guard_structure(
        document, rendered, alternatives, read, lambda output: structure(output) == wanted
    )


def _unencodable(index: int, character: str, encoding: str) -> RefusedTranslation:
    return RefusedTranslation(
        index,
        message(
            "{encoding} has no “{character}” (U+{code_point})",
            encoding=encoding,
            character=character,
            code_point=f"{ord(character):04X}",
        ),
        message("save the source as UTF-8"),
    )
