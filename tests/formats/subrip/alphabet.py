"""What subtitles are made of: cues that are whole more often than not."""

from __future__ import annotations

from support.alphabets import PIECES, made_of

_CUE = "7\n00:00:01,000 --> 00:00:02,500\n"
_CUES = ["\n\n" + _CUE, "\r\n\r\n" + _CUE.replace("\n", "\r\n"), "\n" + _CUE, "<i>", "</i>"]
_CUES += ["{\\an8}", "\n", "12", "-->", "♪"]
DOCUMENTS = made_of(_CUES + _CUES + PIECES, begin=_CUE)
SAMPLE = (
    b"1\n00:00:01,000 --> 00:00:02,000\nOne day\nin two lines.\n\n"
    b"2\n00:00:03,000 --> 00:00:04,000\nOver.\n"
)


def places(text: str) -> list[bytes]:
    return [text.encode(), f"{_CUE}A word. {text}\nand more.\n\n{_CUE}b\n".encode()]
