"""``polyloom check --fix``: what it writes, what it leaves alone, and what is left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from polyloom.model import Origin, State
from polyloom.po.provenance import DraftProvenance, drafter_of, provenance_comment
from support.polyloom import (
    SPANISH,
    catalog_file,
    entry,
    files,
    make_project,
    polyloom,
    translate_by_hand,
)

ROOT = Path(__file__).parents[2]
ANA = "Ana <ana@example.org>"
CATALOG = "locales/es/LC_MESSAGES/statement.po"
SLIPS = {
    **SPANISH,
    "We affirm:": "Afirmamos : ",
    "The country is in crisis.": "El país  está en crisis",
    "By the movement": "Por el el movimiento",
}


def project(folder: Path, translations: dict[str, str] | None = None) -> Path:
    root = make_project(folder / "project", locales='"es"')
    assert polyloom(root, "sync").code == 0
    translate_by_hand(root, "es", translations or SLIPS)
    return root


def change(root: Path, old: str, new: str) -> None:
    path = catalog_file(root, "es")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def text_of(root: Path, msgid: str) -> str:
    return entry(root, "es", msgid).msgstr[0]


def test_safe_corrections_are_written_and_nothing_else(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = catalog_file(root, "es").read_text("utf-8").splitlines()
    run = polyloom(root, "check", "--fix")
    assert run.code == 0
    assert run.out.splitlines()[-2:] == [
        "1 warning in 1 catalog",
        "check: 2 texts corrected in 1 catalog",
    ]
    after = catalog_file(root, "es").read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        'msgstr "El país está en crisis."',
        'msgstr "Afirmamos:"',
    ]
    assert len(after) == len(before)


def test_what_was_corrected_once_stays(tmp_path: Path) -> None:
    root = project(tmp_path)
    polyloom(root, "check", "--fix=all")
    done = files(root)
    run = polyloom(root, "check", "--fix=all")
    assert run.out == "no findings in 1 catalog\ncheck: 0 texts corrected in 0 catalogs\n"
    assert files(root) == done
    assert text_of(root, "By the") == "Por el movimiento"


def test_a_dry_run_shows_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = files(root)
    run = polyloom(root, "check", "--fix=all", "--dry-run")
    assert run.code == 0
    assert run.out.splitlines()[-4:] == [
        f"{CATALOG}:{entry(root, 'es', 'By the').line}: Por el [-el␣-]movimiento",
        f"{CATALOG}:{entry(root, 'es', 'The country').line}: El país [-␣-]está en crisis{{+.+}}",
        f"{CATALOG}:{entry(root, 'es', 'We affirm').line}: Afirmamos[-␣-]:[-␣-]",
        "check: 3 texts would be corrected in 1 catalog",
    ]
    assert files(root) == before


def test_what_is_left_decides_the_exit_code(tmp_path: Path) -> None:
    root = project(tmp_path, {**SLIPS, "We affirm:": "Afirmamos 7 {x} : "})
    assert polyloom(root, "check", "--fix").code == 1
    assert polyloom(root, "check", "--fix", "--fail-on", "warning").code == 1
    root = project(tmp_path / "safe", {**SPANISH, "We affirm:": "Afirmamos : "})
    assert polyloom(root, "check", "--fail-on", "warning").code == 1
    assert polyloom(root, "check", "--fix", "--fail-on", "warning").code == 0


def test_a_locale_may_stand_behind_the_option(tmp_path: Path) -> None:
    root = project(tmp_path)
    run = polyloom(root, "check", "--fix", "fr")
    assert run.code == 2
    assert "“fr” is not one of the project's locales" in run.err
    assert polyloom(root, "check", "--fix", "es").out.endswith("2 texts corrected in 1 catalog\n")


def test_reviewed_texts_are_left_alone_unless_all_is_wanted(tmp_path: Path) -> None:
    root = project(tmp_path)
    polyloom(root, "approve", "es", "We affirm:", "--by", ANA)
    polyloom(root, "accept", "es", "The country is in crisis.", "length", "--by", ANA)
    run = polyloom(root, "check", "--fix")
    assert run.out.endswith("check: 0 texts corrected in 0 catalogs\n")
    assert run.err == (
        "2 reviewed texts left alone: --fix=all corrects them, too, and they await a review again\n"
    )
    run = polyloom(root, "check", "--fix=all")
    assert run.out.endswith("check: 3 texts corrected in 1 catalog\n")
    assert "2 reviewed texts among them" in run.err
    assert text_of(root, "We affirm") == "Afirmamos:"
    counts = polyloom(root, "report", "--json").json["locales"]["es"]["segments"]
    assert counts["approved"] == 0


def test_an_accepted_finding_is_not_corrected(tmp_path: Path) -> None:
    root = project(tmp_path)
    before = '\nmsgid "We affirm:"'
    place = entry(root, "es", "We affirm:").extracted_comments[0]
    change(root, f"#. {place}\n", f"# polyloom: accept=whitespace,spacing\n#. {place}\n")
    assert before in catalog_file(root, "es").read_text("utf-8")
    polyloom(root, "check", "--fix")
    assert text_of(root, "We affirm") == "Afirmamos : "


def test_a_draft_stays_the_draft_of_its_engine(tmp_path: Path) -> None:
    root = project(tmp_path, SPANISH)
    source, draft = "We affirm:", "Afirmamos : "
    label = provenance_comment(DraftProvenance(source, draft, "deepl", date(2026, 11, 23)))
    place = entry(root, "es", source).extracted_comments[0]
    change(root, f"#. {place}\n", f"#{label}\n#. {place}\n")
    change(
        root,
        f'msgid "{source}"\nmsgstr "Afirmamos:"',
        f'#, fuzzy\nmsgid "{source}"\nmsgstr "{draft}"',
    )
    assert drafter_of(entry(root, "es", source)) is Origin.MACHINE
    polyloom(root, "check", "--fix")
    after = entry(root, "es", source)
    assert (after.msgstr, after.state) == (("Afirmamos:",), State.DRAFT)
    assert drafter_of(after) is Origin.MACHINE


def test_json_says_what_was_corrected(tmp_path: Path) -> None:
    root = project(tmp_path)
    report = polyloom(root, "check", "--fix", "--json").json["corrections"]
    assert report["written"] == [CATALOG]
    assert report["reviewed"] == 0
    assert [(each["before"], each["after"]) for each in report["corrected"]] == [
        ("El país  está en crisis", "El país está en crisis."),
        ("Afirmamos : ", "Afirmamos:"),
    ]


def test_a_convention_is_told_once_and_corrected_with_all(tmp_path: Path) -> None:
    text = "\n\n".join(f"Question {name}?" for name in "abcdefgh")
    root = make_project(tmp_path / "project", locales='"fr"', text=text)
    polyloom(root, "sync")
    translate_by_hand(
        root, "fr", {f"Question {name}?": f"Question {name} ?" for name in "abcdefgh"}
    )
    run = polyloom(root, "check", "--fix")
    assert run.out.count("[spacing]") == 1
    assert "so do 8 texts of this locale, more than do otherwise" in run.out
    assert run.out.endswith("check: 0 texts corrected in 0 catalogs\n")
    assert polyloom(root, "check", "--fix=all").out.endswith("8 texts corrected in 1 catalog\n")
    assert entry(root, "fr", "Question a").msgstr == ("Question a\u00a0?",)


def test_the_example_of_the_reference(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", locales='"es"', text="To our neighbours\n")
    (root / "source/statement.txt").rename(root / "source/letter.txt")
    polyloom(root, "sync")
    path = catalog_file(root, "es", "letter")
    text = path.read_text("utf-8")
    before = 'msgid "To our neighbours"\nmsgstr '
    path.write_text(text.replace(f'{before}""', f'{before}"A nuestros  vecinos"'), "utf-8")
    page = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    _, command, example = page.partition("    polyloom check --fix --dry-run\n")
    shown = [line.strip() for line in example.partition("\n\n")[0].splitlines()]
    assert polyloom(root, *command.split()[1:]).out.splitlines()[-2:] == shown
