"""A round of reviewing as somebody new would do it, in a clone, with other people's tools."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from support.git import Clone, make_clone
from support.polyloom import Run, catalog_file, polyloom
from support.programs import require_program

ROOT = Path(__file__).resolve().parents[2]
ANA, BEN = "Ana <ana@example.org>", "Ben <ben@example.org>"
STATEMENT, GUIDE = "peru-statement", "translating"
# What is wrong in catalogs to begin with, by the check that finds it; what is right comes first.
PLANTED = {
    "numbers": (STATEMENT, "un saldo de 28 muertos", "un saldo de 27 muertos"),
    "emphasis": (
        GUIDE,
        "**nada se omite, se suaviza ni se explica**",
        "nada se omite ni se explica",
    ),
    "final-punctuation": (GUIDE, "quizá ya conozcan.", "quizá ya conozcan"),
}


def clone_of_own_project(folder: Path) -> Clone:
    """A clone of a repository with this repository's documents and their Spanish catalogs."""
    upstream = make_clone(folder / "upstream")
    for name in ("source", "locales/es"):
        shutil.copytree(ROOT / name, upstream.root / name, dirs_exist_ok=True)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, upstream.root)
    upstream.write("polyloom.toml", 'source_locale = "en"\nlocales = ["es"]\n')
    upstream.write(".gitignore", "build/\n.polyloom/\n.venv/\n")
    assert polyloom(upstream.root, "sync").code == 0
    upstream.commit("documents")
    clone = Clone(folder / "clone")
    subprocess.run(
        [require_program("git"), "clone", "-q", str(upstream.root), str(clone.root)], check=True
    )
    clone.git("config", "user.name", "Ana")
    clone.git("config", "user.email", "ana@example.org")
    assert polyloom(clone.root, "merge-driver", "--register").code == 0
    programs = clone.root / ".venv/bin"
    programs.mkdir(parents=True)
    for program in ("python", "polyloom"):
        (programs / program).symlink_to(Path(sys.executable).parent / program)
    for stamp in (".ready", ".ready-dev"):
        (clone.root / ".venv" / stamp).touch()
    return clone


def make_check(root: Path) -> Run:
    done = subprocess.run(
        [require_program("make"), "--no-print-directory", "check"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text)
    path.write_text(text.replace(old, new), encoding="utf-8")


def change_translation(
    root: Path, name: str, beginning: str, change_of: Callable[[str], str]
) -> None:
    """Change a translation, told by the beginning of its source, as an editor saves it."""
    path = catalog_file(root, "es", name)
    catalog = polib.pofile(str(path), wrapwidth=78)
    (found,) = [each for each in catalog if each.msgid.startswith(beginning) and not each.msgctxt]
    found.msgstr = change_of(found.msgstr)
    catalog.save(str(path))


def counts(root: Path) -> tuple[int, int]:
    """How many texts are approved, and how many have changed since."""
    report = polyloom(root, "report", "--json").json["locales"]["es"]
    return report["segments"]["approved"], report["reviews"]["segments"]["void"]


def said_of_reviews(root: Path) -> tuple[str, str]:
    """What the report and the build say for people of what has changed since it was approved."""
    report = polyloom(root, "report").out
    built = polyloom(root, "build", "--minimum-coverage", "0").err
    return (
        "; ".join(re.findall(r"\d+ changed since they were approved", report)),
        "; ".join(re.findall(r"\S+: \d+ texts? ha\w+ changed since approved", built)),
    )


def test_findings_are_mended_or_accepted_and_a_document_approved(tmp_path: Path) -> None:
    clone = clone_of_own_project(tmp_path)
    root = clone.root
    assert make_check(root).code == 0
    for name, right, wrong in PLANTED.values():
        change(catalog_file(root, "es", name), right, wrong)
    clone.commit("errors")
    found = make_check(root)
    assert found.code != 0
    places = {}
    for check in PLANTED:
        assert f"[{check}]" in found.out
        line = next(line for line in found.out.splitlines() if line.endswith(f"[{check}]"))
        places[check] = ":".join(line.split(":")[:2])
    for check in ("numbers", "emphasis"):
        name, right, wrong = PLANTED[check]
        change(catalog_file(root, "es", name), wrong, right)
    assert (
        polyloom(root, "accept", "es", places["final-punctuation"], "final-punctuation").code == 0
    )
    again = make_check(root)
    assert again.code == 0
    assert "no findings" in again.out
    approve = polyloom(root, "approve", "es", GUIDE)
    assert approve.code == 0
    total = int(approve.out.split()[1])
    assert counts(root) == (total, 0)
    clone.git("add", "-A")
    names = clone.git("diff", "--cached", "--name-status").out.split()
    assert names == [
        *("M", f"locales/es/LC_MESSAGES/{STATEMENT}.po"),
        *("M", f"locales/es/LC_MESSAGES/{GUIDE}.po"),
        *("A", f"locales/es/reviews/{GUIDE}.jsonl"),
    ]
    catalogs = clone.git("diff", "--cached", "-U0", "--", "*.po").out
    lines = re.findall(r"^[+-](?![+-]).*", catalogs, re.MULTILINE)
    assert len(lines) == 4
    assert all("28 muertos" in line or "27 muertos" in line for line in lines[:2])
    assert all("nada se omite" in line for line in lines[2:])
    ledger = clone.git("diff", "--cached", "-U0", "--", "*.jsonl").out
    added = [line[1:] for line in ledger.splitlines() if line.startswith("+{")]
    verdicts = [json.loads(line)["verdict"] for line in added]
    assert sorted(verdicts) == ["accept", *["approve"] * total]
    clone.commit("reviewed")
    assert not re.search("^[-+]", clone.git("diff", "HEAD").out, re.MULTILINE)


def test_two_branches_approve_and_edit(tmp_path: Path) -> None:
    clone = clone_of_own_project(tmp_path)
    root = clone.root
    clone.git("checkout", "-q", "-b", "ana")
    guide = int(polyloom(root, "approve", "es", GUIDE, "--by", ANA).out.split()[1])
    change(catalog_file(root, "es", STATEMENT), "28 muertos", "veintiocho muertos")
    clone.commit("the guide approved, the statement edited")
    clone.git("checkout", "-q", "main")
    clone.git("checkout", "-q", "-b", "ben")
    statement = int(polyloom(root, "approve", "es", STATEMENT, "--by", BEN).out.split()[1])
    same = polyloom(root, "approve", "es", f"{GUIDE}#heading-1", "--by", BEN)
    assert same.code == 0
    change(catalog_file(root, "es", GUIDE), '"Antes de empezar"', '"Para empezar"')
    change(catalog_file(root, "es", GUIDE), '"Mientras traduces"', '"Al traducir"')
    polyloom(root, "reject", "es", f"{GUIDE}#heading-2", "Mientras", "--by", BEN)
    clone.commit("the statement approved, the guide edited and rejected")
    merged = clone.git("merge", "--no-edit", "ana")
    assert "CONFLICT" not in merged.out
    assert polyloom(root, "report").code == 0
    # One text of the statement and two of the guide are others than those that were approved.
    assert counts(root) == (guide - 2 + statement - 1, 2)
    rejected = polyloom(root, "report", "--json").json["locales"]["es"]["reviews"]["segments"]
    assert rejected["rejected"] == 1
    assert said_of_reviews(root)[1] == "; ".join(
        f"{name}: 1 text has changed since approved" for name in (STATEMENT, GUIDE)
    )
    listed = polyloom(root, "review", "es").out
    assert f"{GUIDE}.md#heading-1: changed since it was approved: Before you begin" in listed
    assert f"{GUIDE}.md#heading-2: rejected: While you translate" in listed
    # The other way round it comes to the same.
    ours = counts(root)
    clone.git("checkout", "-q", "ana")
    clone.git("merge", "--no-edit", "ben@{1}")
    assert counts(root) == ours


def by_sed(root: Path) -> None:
    path = catalog_file(root, "es", GUIDE)
    subprocess.run(["sed", "-i", "s/Antes de empezar/Para empezar/", str(path)], check=True)


def by_polib(root: Path) -> None:
    change_translation(root, GUIDE, "Before you begin", lambda _: "Para empezar")


def by_msgmerge(root: Path) -> None:
    source = root / f"source/{GUIDE}.md"
    change(source, "## Before you begin", "## Before you start")
    assert polyloom(root, "extract").code == 0
    catalog, template = catalog_file(root, "es", GUIDE), root / f"locales/{GUIDE}.pot"
    merge = [require_program("msgmerge"), "-q", "--update", "--backup=off", "--previous"]
    subprocess.run([*merge, str(catalog), str(template)], check=True)


def by_msgmerge_and_poedit(root: Path) -> None:
    """Whoever sees the draft clears its flag without a change, as a click does."""
    by_msgmerge(root)
    catalog = polib.pofile(str(catalog_file(root, "es", GUIDE)), wrapwidth=79)
    for each in catalog:
        if each.fuzzy:
            each.flags.remove("fuzzy")
            each.previous_msgid = None
    catalog.metadata["X-Generator"] = "Poedit 3.4.2"
    catalog.save()


def by_update(root: Path) -> None:
    change(root / f"source/{GUIDE}.md", "## Before you begin", "## Before you start")
    assert polyloom(root, "sync").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("tool", [by_sed, by_polib, by_msgmerge, by_update])
def test_an_approval_is_void_whoever_changes_its_text(
    tmp_path: Path, tool: Callable[[Path], None]
) -> None:
    clone = clone_of_own_project(tmp_path)
    root = clone.root
    approved = int(polyloom(root, "approve", "es", "--by", BEN).out.split()[1])
    clone.commit("approved")
    tool(root)
    assert counts(root) == (approved - 1, 1)
    assert said_of_reviews(root) == (
        "3 changed since they were approved; 3 changed since they were approved",
        f"{GUIDE}: 1 text has changed since approved",
    )
    # And it holds again as soon as both are what they were.
    clone.git("checkout", "-q", "HEAD", "--", ".")
    assert counts(root) == (approved, 0)
    assert said_of_reviews(root) == ("", "")


def test_a_draft_that_somebody_only_accepted_was_approved_by_nobody(tmp_path: Path) -> None:
    clone = clone_of_own_project(tmp_path)
    root = clone.root
    approved = int(polyloom(root, "approve", "es", "--by", BEN).out.split()[1])
    by_msgmerge_and_poedit(root)
    assert counts(root)[0] == approved - 1
    assert f"{GUIDE}.md#heading-1: awaiting review: Before you start" in (
        polyloom(root, "review", "es").out
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "rewriting",
    [
        ["msgcat", "--no-wrap"],
        ["msgcat", "--width=40", "--sort-output"],
        ["msgcat", "--no-location", "--escape"],
        ["msgattrib", "--no-wrap", "--add-location=file"],
        ["polib"],
    ],
    ids=" ".join,
)
def test_an_approval_holds_whoever_writes_the_file_anew(
    tmp_path: Path, rewriting: list[str]
) -> None:
    clone = clone_of_own_project(tmp_path)
    root = clone.root
    approved = int(polyloom(root, "approve", "es", "--by", BEN).out.split()[1])
    for name in (STATEMENT, GUIDE):
        path = catalog_file(root, "es", name)
        before = path.read_bytes()
        if rewriting == ["polib"]:
            polib.pofile(str(path), wrapwidth=60).save()
        else:
            program, *options = rewriting
            command = [require_program(program), *options, "-o", str(path), str(path)]
            subprocess.run(command, check=True, env={"LC_ALL": "C.UTF-8"})
        assert path.read_bytes() != before
    assert counts(root) == (approved, 0)
    polyloom(root, "sync")
    assert counts(root) == (approved, 0)
    assert said_of_reviews(root) == ("", "")
