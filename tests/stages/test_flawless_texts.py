"""What the check has found no error in, the build does not look at again, and it says the same."""

from __future__ import annotations

import pickle
from array import array
from pathlib import Path

import pytest

from polyloom.formats.woven_memory import NOTHING_WOVEN
from polyloom.project.configuration import load_project
from polyloom.stages import published_translations as subject
from polyloom.stages.build import build
from polyloom.stages.check import check
from polyloom.stages.earlier_work import EarlierWork
from polyloom.stages.flawless_texts import NOTHING_CHECKED, FlawlessTexts
from polyloom.stages.known_checks import CheckedTexts
from support.polyloom import SPANISH, catalog_file, make_project, polyloom, translate_by_hand

LOCALES = ("es",)
CHECKED = CheckedTexts(array("q", [1, -2]).tobytes(), {3: ("length",), 4: ("length", "numbers")})


def test_warnings_are_no_errors() -> None:
    flawless = FlawlessTexts()
    flawless.remember("es", "a.txt", CHECKED)
    assert flawless.of("es", "a.txt") == {1, -2, 3}
    assert flawless.of("fr", "a.txt") == flawless.of("es", "b.txt") == set()


@pytest.mark.parametrize(
    "flawless",
    [
        NOTHING_CHECKED,
        FlawlessTexts(31),
        pickle.loads(pickle.dumps(FlawlessTexts())),  # noqa: S301 (our own)
    ],
)
def test_without_room_nothing_is_known(flawless: FlawlessTexts) -> None:
    flawless.remember("es", "a.txt", CHECKED)
    assert flawless.of("es", "a.txt") == set()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(root, "sync").code == 0
    # One text has an error, and one a warning.
    source, *_, last = SPANISH
    wrong = {source: f"{SPANISH[source]} 77", last: f"{SPANISH[last]} https://example.org"}
    translate_by_hand(root, "es", SPANISH | wrong)
    return root


def test_the_build_asks_only_about_texts_with_errors(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = load_project(root)
    expected = build(project, LOCALES)
    asked: list[str] = []
    errors = vars(subject)["translation_errors"]

    def asking(pair):  # type: ignore[no-untyped-def]
        asked.append(pair.source)
        return errors(pair)

    monkeypatch.setattr(subject, "translation_errors", asking)
    flawless = FlawlessTexts()
    check(project, LOCALES, earlier=EarlierWork(NOTHING_WOVEN, flawless))
    report = build(project, LOCALES, earlier=EarlierWork(NOTHING_WOVEN, flawless))
    assert report.errors == expected.errors != ()
    assert asked == [[*SPANISH][-1]]


def test_what_has_changed_since_is_looked_at(root: Path) -> None:
    project = load_project(root)
    flawless = FlawlessTexts()
    check(project, LOCALES, earlier=EarlierWork(NOTHING_WOVEN, flawless))
    path = catalog_file(root, "es")
    path.write_text(path.read_text("utf-8").replace("Afirmamos:", "A www.example.org:"), "utf-8")
    report = build(project, LOCALES, earlier=EarlierWork(NOTHING_WOVEN, flawless))
    assert report.errors == build(project, LOCALES).errors
    assert [each.msgid for each in report.errors] == ["We affirm:", [*SPANISH][-1]]
