"""What engines suggest for a text: nothing is sent that is not asked for and allowed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from polyloom.errors import UserError
from polyloom.mt.api.permissions import nothing_granted
from polyloom.mt.runtime.response_cache import NullResponseStore
from polyloom.mt.runtime.run_context import RunContext
from polyloom.stages.engine_comparison import EngineOffer
from polyloom.stages.reviews.engine_suggestions import askable_engines, engine_suggestions
from support.engine_runs import FakeClock, project
from support.polyloom import read
from support.reviewed_projects import documents_of, text_of
from support.test_bed import Bed, serving


@pytest.fixture
def bed() -> Iterator[Bed]:
    with serving() as bed:
        yield bed


def asked(root: Path, *engines: str, granted: bool = True) -> tuple[EngineOffer, ...]:
    documents = documents_of(root)
    text = text_of(documents, "statement.txt#paragraph-1")
    context = RunContext(NullResponseStore(), {}, FakeClock().clock())
    grants = (lambda _permission: True) if granted else nothing_granted
    return engine_suggestions(documents.document(text.file), text, engines, context, grants)


def objections(root: Path, *, granted: bool) -> dict[str, str]:
    documents = documents_of(root)
    text = text_of(documents, "statement.txt#paragraph-1")
    grants = (lambda _permission: True) if granted else nothing_granted
    found = askable_engines(documents.project, text, {}, grants)
    return {each.name: each.objection for each in found}


def test_an_engine_is_asked_about_the_one_text_and_nothing_is_written(
    tmp_path: Path, bed: Bed
) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text="We affirm.\n")
    before = read(root, "es")
    assert objections(root, granted=True) == {"libretranslate": ""}
    assert bed.texts == []
    (offer,) = asked(root, "libretranslate")
    assert (offer.engine, offer.text, offer.reason) == ("libretranslate", "WE AFFIRM.", "")
    assert bed.texts == ["We affirm."]
    assert read(root, "es") == before


def test_what_is_not_allowed_is_not_asked(tmp_path: Path) -> None:
    url = "https://translate.example.org"
    root = project(tmp_path, "libretranslate", url, text="We affirm.\n")
    assert "polyloom trust" in objections(root, granted=False)["libretranslate"]
    (offer,) = asked(root, "libretranslate", granted=False)
    assert offer.text == ""
    assert "not allowed" in offer.reason


def test_an_engine_that_the_project_does_not_name_is_not_asked(tmp_path: Path, bed: Bed) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text="We affirm.\n")
    with pytest.raises(UserError, match="does not name the engine “deepl”"):
        asked(root, "deepl")
    assert bed.requests == []


@pytest.mark.parametrize(
    "closed", ['[documents."statement.txt"]\nmachine = false', 'closed_locales = ["es"]']
)
def test_what_is_closed_to_machines_is_sent_nowhere(tmp_path: Path, bed: Bed, closed: str) -> None:
    root = project(tmp_path, "libretranslate", bed.url, text="We affirm.\n")
    settings = (root / "polyloom.toml").read_text("utf-8")
    if closed.startswith("closed"):
        settings = settings.replace("[pretranslation]", f"[pretranslation]\n{closed}")
    else:
        settings += closed
    (root / "polyloom.toml").write_text(settings, "utf-8")
    assert "no machine work" in objections(root, granted=True)["libretranslate"]
    with pytest.raises(UserError, match="no engine was asked"):
        asked(root, "libretranslate")
    assert bed.requests == []
