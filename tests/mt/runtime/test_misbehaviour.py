"""Services that misbehave: what lands in the catalog, and what the person reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.engine_runs import project, translated
from support.test_bed import (
    Bed,
    Misbehaviour,
    answers,
    body,
    break_off,
    drip,
    drip_headers,
    endless,
    gzip_bomb,
    hang,
    reset,
    says,
    serving,
    status,
)

GOOD = ["PRESS **RED** BUTTONS NEAR {name}.", "WE AFFIRM."]
EMPTY = ["", ""]


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving() as bed:
        yield bed


# Always misbehaving: nothing lands in the catalog, and the person reads why.
WHOLE_CALLS: list[tuple[Misbehaviour, str]] = [
    (hang, "no answer within 0.4 seconds"),
    (drip, "no answer within 0.4 seconds"),
    (drip_headers, "no answer within 0.4 seconds"),
    (reset, "LibreTranslate broke off its answer"),
    (break_off, "LibreTranslate broke off its answer"),
    (endless, "LibreTranslate answered with more than 8 megabytes"),
    (gzip_bomb(), "LibreTranslate answered with more than 8 megabytes"),
    (gzip_bomb(2), "LibreTranslate answered with something that cannot be unpacked"),
    (body(b"xx", Content_Encoding="gzip"), "something that cannot be unpacked"),
    (body(b"xx", Content_Encoding="br"), "something that cannot be unpacked"),
    (body(b'{"translatedText": ["Pul'), "LibreTranslate answered with something that is no JSON"),
    (body(b"\xff\xfe"), "LibreTranslate answered with something that is no JSON"),
    (body(b"[" * 100_000), "LibreTranslate answered with something that is no JSON"),
    (body(b""), "LibreTranslate answered with something that is no JSON"),
    (body(b"<html>Log in</html>", "text/html"), "LibreTranslate answered with a web page"),
    (body(b"null"), "LibreTranslate answered with something else than translations"),
    (body(b'{"translatedText": "one text"}'), "something else than translations"),
    (body(b'{"error": "words of the server"}'), "something else than translations"),
    # Told of the texts one by one, to which it gives no better answers.
    (answers(lambda texts: texts[:-1]), "LibreTranslate answered with 0 texts to 1"),
    (answers(lambda texts: [*texts, "more"]), "LibreTranslate answered with 2 texts to 1"),
    (status(204), "LibreTranslate answered with status 204"),
    (status(206), "LibreTranslate answered with status 206"),
    (status(301, Location="http://127.0.0.2/translate"), "from another address, which is not"),
    (status(307, Location="https://example.org/"), "from another address, which is not"),
    (status(400), "LibreTranslate answered with status 400"),
    (status(403), "LibreTranslate refuses access: look at the key"),
    (status(404), "LibreTranslate has nothing at this address: look at the url"),
    (status(413), "LibreTranslate finds the text too long"),
    (status(429), "LibreTranslate takes no more requests for now"),
    (status(429, Retry_After="7200"), "asks to be left alone for 7200 s"),
    (status(500), "LibreTranslate answered with status 500"),
    (status(503), "LibreTranslate answered with status 503"),
]


@pytest.mark.parametrize(("misbehave", "reads"), WHOLE_CALLS)
def test_nothing_of_a_bad_answer_lands_in_a_catalog(
    tmp_path: Path, bed: Bed, misbehave: Misbehaviour, reads: str
) -> None:
    slow = misbehave in (hang, drip, drip_headers)
    bed.misbehave = misbehave
    root = project(tmp_path, "libretranslate", bed.url, table="retries = 1")
    if slow:
        text = (root / "polyloom.toml").read_text().replace("timeout = 5", "timeout = 0.4")
        (root / "polyloom.toml").write_text(text)
    outcome = translated(root)
    assert outcome.msgstrs == EMPTY
    assert reads in outcome.said
    assert "server" not in outcome.said
    assert "affirm" not in outcome.said


@pytest.mark.parametrize(
    "misbehave",
    [
        *(reset, break_off, status(429), status(429, Retry_After="3"), status(500), body(b"{")),
        *(status(202), status(204), status(206)),
    ],
)
def test_a_second_try_may_succeed(tmp_path: Path, bed: Bed, misbehave: Misbehaviour) -> None:
    root = project(tmp_path, "libretranslate", bed.url)
    bed.misbehave, bed.times = misbehave, 1
    outcome = translated(root)
    assert outcome.msgstrs == GOOD
    assert outcome.said == ""
    assert len(bed.requests) == 2


# One answer of a batch is bad: the other lands in the catalog.
SINGLE_TEXTS: list[tuple[object, str]] = [
    (None, "answered with nothing"),
    ("", "answered with nothing"),
    (" \n", "answered with nothing"),
    (5, "answered with nothing"),
    (["PRESS"], "answered with nothing"),
    ("Pulse **<m1>esto</m1>", ""),
    ("Sure! Here is the translation: press this", ""),
    ("<script>alert(1)</script>", ""),
    ("PRESS <m1>RED</m1> <b>BUTTONS</b> NEAR <m2/>.", ""),
    ("PRESS <m1>RED</m1> <m1>BUTTONS</m1> NEAR <m2/>.", ""),
    ("PRESS <m1>RED BUTTONS NEAR <m2/>.", ""),
    ("PRESS <m1>RED</m1> BUTTONS NEAR <m9/>.", ""),
    ("PRESS <m1>RED</m1> BUTTONS NEAR {name}.", ""),
    ("PRESS \ud800 <m1>RED</m1> BUTTONS NEAR <m2/>.", ""),
    ("PRESS \u202e <m1>RED</m1> BUTTONS NEAR <m2/>.", ""),
    ("PRESS \x00 <m1>RED</m1> BUTTONS NEAR <m2/>.", ""),
    ("PRESS <m1>RED</m1> BUTTONS NEAR <m2/>. " * 40, ""),
]


@pytest.mark.parametrize(("answer", "reads"), SINGLE_TEXTS)
def test_a_bad_answer_costs_no_other_text_its_draft(
    tmp_path: Path, bed: Bed, answer: object, reads: str
) -> None:
    def change(texts: list[str]) -> list[object]:
        return [answer if "AFFIRM" not in text else text for text in bed.translate(texts)]

    bed.misbehave = answers(change)
    root = project(tmp_path, "libretranslate", bed.url, table="retries = 0")
    outcome = translated(root)
    assert outcome.msgstrs == ["", "WE AFFIRM."]
    assert "libretranslate: " in outcome.said
    assert reads in outcome.said


def test_masks_that_are_not_kept_are_sent_in_another_shape(tmp_path: Path, bed: Bed) -> None:
    def drop_elements(texts: list[str]) -> list[str]:
        return [text.replace("<m1>", "").replace("</m1>", "") for text in bed.translate(texts)]

    root = project(tmp_path, "libretranslate", bed.url)
    bed.misbehave = answers(drop_elements)
    outcome = translated(root)
    assert outcome.msgstrs == GOOD
    assert [len(request.asked["q"]) for request in bed.requests] == [2, 1]
    assert [request.asked["format"] for request in bed.requests] == ["html", "text"]


def test_the_last_way_are_the_words_between_the_masks(tmp_path: Path, bed: Bed) -> None:
    def drop_masks(texts: list[str]) -> list[str]:
        return ["".join(filter(lambda c: c.isalpha() or c in " .", t)).upper() for t in texts]

    root = project(tmp_path, "libretranslate", bed.url)
    bed.misbehave = answers(drop_masks)
    outcome = translated(root)
    assert outcome.msgstrs == ["PRESS **RED** BUTTONS NEAR {name}.", "WE AFFIRM."]
    assert bed.texts[-3:] == ["Press", "red", "buttons near"]


def test_swapped_answers_are_noticed_by_their_masks(tmp_path: Path, bed: Bed) -> None:
    bed.misbehave = answers(lambda texts: bed.translate(texts)[::-1])
    outcome = translated(project(tmp_path, "libretranslate", bed.url))
    assert outcome.msgstrs == [GOOD[0], ""]
    assert "libretranslate: masks were not kept: the answer has a mask that was not" in outcome.said


def test_a_text_that_is_not_taken_costs_no_other_its_draft(tmp_path: Path, bed: Bed) -> None:
    def refuse(handler: object, texts: list[str]) -> None:
        assert not isinstance(handler, str)
        wrong = any("poison" in text for text in texts)
        (status(400) if wrong else answers(bed.translate))(handler, texts)  # type: ignore[arg-type]

    texts = [f"Sentence {number} of many." for number in range(10)]
    texts[6] = "This is poison."
    root = project(tmp_path, "libretranslate", bed.url, text="\n\n".join(texts) + "\n")
    bed.misbehave = refuse
    outcome = translated(root)
    assert [text.upper() if "poison" not in text else "" for text in texts] == outcome.msgstrs
    assert "libretranslate: LibreTranslate answered with status 400" in outcome.said


SAID: list[tuple[Misbehaviour, str]] = [
    (says("Sure! Here it is: {}"), "something else than the JSON object"),
    (says("I cannot help with that."), "something else than the JSON object"),
    (says("[]"), "something else than the JSON object"),
    (says('{"1": "PRESS'), "something else than the JSON object"),
    (says('{"1": "x', "length"), "the answer is too long for the model"),
    (says("{}"), "left a text out"),
    (says('{"1": null, "2": 7}'), "left a text out"),
    (says('{"1": "A", "1": "B", "2": "", "3": "C"}'), "left a text out"),
    (body(b'{"choices": []}'), "something else than a chat completion"),
    (body(b'{"choices": [{"message": {"content": null}}]}'), "something else than text"),
]


@pytest.mark.parametrize(("misbehave", "reads"), SAID)
def test_models_that_do_not_answer_as_they_were_asked(
    tmp_path: Path, bed: Bed, misbehave: Misbehaviour, reads: str
) -> None:
    bed.misbehave = misbehave
    root = project(tmp_path, "openai", f"{bed.url}/v1", table='model = "test"\nretries = 1')
    outcome = translated(root)
    assert outcome.msgstrs == EMPTY
    assert reads in outcome.said


def test_only_what_a_model_left_out_is_asked_again(tmp_path: Path, bed: Bed) -> None:
    bed.misbehave, bed.times = says('{"2": "WE AFFIRM."}'), 1
    root = project(tmp_path, "openai", f"{bed.url}/v1", table='model = "test"')
    assert translated(root).msgstrs == GOOD
    assert [len(_asked(request.asked)) for request in bed.requests] == [2, 1]


@pytest.mark.parametrize("around", ["```json\n{}\n```", "<think>Hm, {{x}}…</think>\n{}"])
def test_what_models_put_around_the_object_is_no_harm(
    tmp_path: Path, bed: Bed, around: str
) -> None:
    texts = {"1": "PRESS <m1>RED</m1> BUTTONS NEAR <m2/>.", "2": "WE AFFIRM."}
    bed.misbehave = says(around.replace("{}", json.dumps(texts)))
    root = project(tmp_path, "openai", f"{bed.url}/v1", table='model = "test"')
    assert translated(root).msgstrs == GOOD


def _asked(request: dict[str, list[dict[str, str]]]) -> list[object]:
    found: list[object] = json.loads(request["messages"][-1]["content"])["texts"]
    return found
