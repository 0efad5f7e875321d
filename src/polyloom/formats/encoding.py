"""Documents that are text: from bytes to characters, and the segments' spans back to bytes."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from typing import NamedTuple

from polyloom.errors import UserError
from polyloom.formats.contract import ReadRequest
from polyloom.late_patterns import late_pattern
from polyloom.messages import message
from polyloom.model import Document, DocumentWarning, Segment

# Byte order marks and what they say. UTF-32 is left out: no editor writes it.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DEFAULT = "utf-8"
# Where ISO-2022-JP, -KR and -CN change between sets of characters.
_ISO_2022 = late_pattern(rb"\x1b(?:\$[@AB]|\$[()*+][@-Z]|\([BIJ])")


class TextSegments(NamedTuple):
    """The segments of a text, with spans in characters, and what is to be said of it."""

    segments: Sequence[Segment]
    warnings: tuple[DocumentWarning, ...] = ()


def read_text_document(
    data: bytes, request: ReadRequest, name: str, find: Callable[[str], TextSegments]
) -> Document:
    """The document of a format, ``name``, whose files are text and nothing else.

    ``find`` gives the segments of a text. Raises UserError.
    """
    text, codec, bom = decode_document(data, request.encoding, request.where)
    segments, warnings = find(text)
    located = with_byte_spans(text, segments, codec, bom)
    return Document(data, name, codec, located, bom, warnings=warnings)


def decode_document(data: bytes, declared: str | None, where: str) -> tuple[str, str, int]:
    """The text of ``data``, the codec that gave it, and how many bytes its byte order mark takes.

    A byte order mark decides, then the ``declared`` encoding, then UTF-8. Raises UserError, with
    the line and the byte offset, where the bytes are not in that encoding, where the encoding is
    unknown, and where encoding the text would not give the same bytes back.
    """
    bom, encoding = next(
        ((len(mark), name) for mark, name in _BOMS if data.startswith(mark)),
        (0, declared or _DEFAULT),
    )
    body = data[bom:]
    _check_no_escape_sequences(data, where)
    try:
        text = body.decode(encoding)
    except LookupError:
        raise UserError(
            message("there is no encoding “{encoding}”", encoding=encoding),
            where=where,
            remedy=message("try utf-8 or iso-8859-1"),
        ) from None
    except UnicodeDecodeError as error:
        raise _not_in_encoding(data, bom, error, encoding, where) from None
    if "\0" in text:
        raise UserError(
            message("a NUL character at byte {index}: this is no text", index=data.index(0)),
            where=f"{where}:{text.count(chr(10), 0, text.index(chr(0))) + 1}",
            remedy=message("move the file out of source/, or save it as text"),
        )
    if text.encode(encoding) != body:
        raise UserError(
            message("{encoding} would not give the same bytes back", encoding=encoding),
            where=where,
            remedy=message("save the file as UTF-8"),
        )
    return text, encoding, bom


def _check_no_escape_sequences(data: bytes, where: str) -> None:
    """Raises UserError for ISO-2022: what its bytes mean depends on all that stand before them."""
    found = _ISO_2022.search(data)
    if found is not None:
        raise UserError(
            message(
                "an escape sequence at byte {start}: the file is in ISO-2022, an encoding "
                "that is not read",
                start=found.start(),
            ),
            where=f"{where}:{data.count(10, 0, found.start()) + 1}",
            remedy=message(
                "save the file as UTF-8, for example with iconv -f ISO-2022-JP -t UTF-8"
            ),
        )


def with_byte_spans(
    text: str, segments: Sequence[Segment], encoding: str, bom: int
) -> tuple[Segment, ...]:
    """The segments with their spans in bytes of the data instead of characters of ``text``."""
    if encoding == _DEFAULT and not bom and text.isascii():
        return tuple(segments)
    converted = []
    characters, position = 0, bom
    for segment in segments:
        start = position + len(text[characters : segment.start].encode(encoding))
        end = start + len(text[segment.start : segment.end].encode(encoding))
        characters, position = segment.end, end
        converted.append(_at(segment, start, end))
    return tuple(converted)


def _at(segment: Segment, start: int, end: int) -> Segment:
    return Segment(
        segment.kind,
        segment.text,
        start,
        end,
        segment.depth,
        segment.marker,
        segment.context,
        segment.note,
        segment.joined,
        segment.cell,
    )


def _not_in_encoding(
    data: bytes, bom: int, error: UnicodeDecodeError, encoding: str, where: str
) -> UserError:
    offset = bom + error.start
    line = data.count(b"\n", 0, offset) + 1
    return UserError(
        message(
            "byte 0x{byte} at offset {offset} is not {encoding}",
            byte=f"{data[offset]:02x}",
            offset=offset,
            encoding=encoding.upper(),
        ),
        where=f"{where}:{line}",
        remedy=message(
            "save the file as UTF-8, or name its encoding in polyloom.toml, in the document's "
            'table: encoding = "iso-8859-1"'
        ),
    )
