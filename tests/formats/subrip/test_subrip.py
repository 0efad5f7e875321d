"""SubRip subtitles: what of a translation lands in a file, and broken cues."""

from __future__ import annotations

import pytest

from polyloom.errors import UserError
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave

SOURCE = b"1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>One</i>\r\ntwo\r\n"
HEAD = "1\r\n00:00:01,000 --> 00:00:02,000\r\n"


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("<i>Eins</i>\nzwei", "<i>Eins</i>\r\nzwei"),
        ("Eins zwei", "Eins zwei"),
        ("eins\n\n \nzwei\n", "eins\r\nzwei"),
        ("1\n2 <3 & 4", "1\r\n2 <3 & 4"),
    ],
)
def test_what_is_written(translation: str, expected: str) -> None:
    woven = weave(segment(SOURCE, "subrip"), {0: translation})
    assert woven.refused == ()
    assert woven.data.decode() == f"{HEAD}{expected}\r\n"


@pytest.mark.parametrize(
    ("translation", "reason"),
    [
        ("00:00:01,000 --> 00:00:02,000", "“-->”"),
        ("<b>Eins</b>", "the source has no <b> here"),
        ("<i>Eins</i> <i>zwei</i>", "the source has no <i> here"),
        ("♪", "structure"),
    ],
)
def test_what_cannot_stand_in_a_cue_is_refused(translation: str, reason: str) -> None:
    woven = weave(segment(SOURCE, "subrip"), {0: translation})
    assert woven.data == SOURCE
    assert reason in woven.refused[0].reason


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Hello\n", "a.srt:1: this line belongs to no subtitle; "),
        (SOURCE + b"\r\n\r\nAnd more\r\n", "a.srt:7: this line belongs to no subtitle; "),
        (b"\n1\nHello\n", "a.srt:3: there are no times under the subtitle's number; "),
        (b"1\n00:00:01 --> 00:00:02\nA\n", "a.srt:2: there are no times under the subtitle's"),
        (b"1", "a.srt:1: this line belongs to no subtitle; "),
    ],
)
def test_a_broken_cue_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        segment(data, "subrip", where="a.srt")
    assert str(caught.value).startswith(sentence)
