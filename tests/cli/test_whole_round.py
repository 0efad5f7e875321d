"""``polyloom pipeline``: what the five commands do and say, in one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.polyloom import SPANISH, files, make_project, polyloom, translate_by_hand

STEPS = ("sync", "translate", "check", "build", "report")
MOMENT = {"SOURCE_DATE_EPOCH": "1795000000"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project", locales='"es"')
    assert polyloom(project, "sync", environment=MOMENT).code == 0
    translate_by_hand(project, "es", SPANISH)
    return project


@pytest.fixture
def separate(tmp_path: Path, root: Path) -> Path:
    """The same project, for the commands one by one."""
    other = make_project(tmp_path / "other", locales='"es"')
    for path, data in files(root).items():
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_bytes(data)
    return other


def test_it_says_and_does_what_the_commands_do(root: Path, separate: Path) -> None:
    (root / "source/bad.txt").write_bytes(b"caf\xe9\n")
    (separate / "source/bad.txt").write_bytes(b"caf\xe9\n")
    whole = polyloom(root, "pipeline", environment=MOMENT)
    steps = [
        polyloom(separate, *words, environment=MOMENT)
        for words in (("sync",), ("translate",), ("check",), ("build",), ("report", "--html"))
    ]
    assert whole.out == "".join(step.out for step in steps)
    said, _, last = whole.err.rstrip("\n").rpartition("\n")
    assert said + "\n" == "".join(step.err for step in steps)
    assert last.startswith("polyloom pipeline: sync: source/bad.txt")
    assert whole.code == max(step.code for step in steps) == 1
    assert files(root) == files(separate)


def test_its_json_has_the_five_reports(root: Path, separate: Path) -> None:
    whole = polyloom(root, "pipeline", "--json", environment=MOMENT).json
    assert tuple(whole) == STEPS
    for step in STEPS:
        assert whole[step] == polyloom(separate, step, "--json", environment=MOMENT).json


def test_where_reasons_go_to_a_file_it_does_not_say_them(root: Path) -> None:
    (root / "source/bad.txt").write_bytes(b"caf\xe9\n")
    file = root.parent / "reasons"
    whole = polyloom(root, "--reasons", str(file), "pipeline")
    assert "polyloom pipeline: " not in whole.err
    assert file.read_text("utf-8").startswith("pipeline: sync: source/bad.txt")


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_where_nothing_can_be_done_it_says_so_once(root: Path, option: tuple[str, ...]) -> None:
    (root / "polyloom.toml").write_text("locales = 1\n", "utf-8")
    whole = polyloom(root, "pipeline", *option)
    assert whole.code == 2
    assert whole.err.count("locales must be") == 2
    assert whole.err.splitlines()[-1].startswith("polyloom pipeline: sync: polyloom.toml:1:")
    if option:
        assert list(whole.json) == ["sync"]


def test_without_the_index_none_is_made(root: Path) -> None:
    (root / ".polyloom/index").unlink()
    assert polyloom(root, "pipeline", "--no-index").code == 0
    assert not (root / ".polyloom/index").exists()
    assert polyloom(root, "pipeline").code == 0
    assert (root / ".polyloom/index").exists()


def test_of_many_documents_it_says_what_there_is_to_do(root: Path) -> None:
    for number in range(14):
        text = f"The title of {number}\n\n{'A text. ' * number}\n"
        (root / f"source/chapter-{number:02}.txt").write_text(text, encoding="utf-8")
    round_ = polyloom(root, "pipeline")
    new = [line for line in round_.err.splitlines() if line.startswith("es ") and "new" in line]
    assert len(new) == 10
    assert round_.err.count("and 4 more of these (-v says all)\n") == 2
    assert chapters(round_.out) == [f"chapter-{number:02}" for number in range(9, 14)]
    assert "es  all 15 documents " in round_.out
    for words in (("report",), ("-v", "pipeline")):
        assert len(chapters(polyloom(root, *words).out)) == 14, words
    assert chapters(polyloom(root, "pipeline").out) == chapters(round_.out)


def test_of_many_findings_of_one_check_it_names_the_first(root: Path) -> None:
    sentences = [f"It was {number} years ago." for number in range(20, 40)]
    (root / "source/statement.txt").write_text("\n\n".join(sentences) + "\n", encoding="utf-8")
    polyloom(root, "sync")
    translate_by_hand(root, "es", dict.fromkeys(sentences, "Fue hace 7 años."))
    round_ = polyloom(root, "pipeline")
    assert round_.out.count(" [numbers]\n") == 11
    more = ["es: and 10 more: error [numbers]", "es: and 10 more: warning [extra-numbers]"]
    assert "\n".join(["", *more, "polyloom check names each of them", ""]) in round_.out
    for words in (("check",), ("-v", "pipeline")):
        assert polyloom(root, *words).out.count("statement.po") >= 20, words
    report = polyloom(root, "pipeline", "--json").json["check"]
    assert len([one for one in report["findings"] if one["check"] == "numbers"]) == 20


def chapters(table: str) -> list[str]:
    """The names of the chapters that stand beside a bar."""
    return [
        line[4:14] for line in table.splitlines() if line.startswith("es  chap") and "░" in line
    ]
