"""Shards: all of them, and a last step, are what one run of the whole project is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml

from support.polyloom import Run, catalog_file, files, make_project, polyloom

COUNT = 3
DOCUMENTS = 24
EXAMPLE = Path(__file__).resolve().parents[2] / "docs/examples/shards.yml"


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates say when they were made."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


def large_project(root: Path) -> Path:
    """A project with an earlier build, in which a text then moves, and a document goes."""
    make_project(root, extra="[build]\nminimum_coverage = 0\n")
    source = root / "source"
    for number in range(DOCUMENTS):
        text = f"Report {number}\n\nWe ask for {number} houses.\n\nThe same for all.\n"
        (source / f"report-{number:02}.txt").write_text(text, encoding="utf-8")
    (source / "report-05.txt").write_text("Report 5\n\nThis text moves elsewhere soon.\n", "utf-8")
    assert polyloom(root, "sync").code == 0
    for number in range(DOCUMENTS):
        translate(root, number, "The same for all.", "Lo mismo" if number % 2 else "Igual")
        translate(root, number, f"We ask for {number} houses.", "Pedimos casas")
    translate(root, 5, "This text moves elsewhere soon.", "Este texto se muda pronto.")
    polyloom(root, "build")
    (source / "report-05.txt").write_text("Report 5\n\nSomething else.\n", "utf-8")
    (source / "report-11.txt").write_text("Report 11\n\nThis text moves elsewhere soon.\n", "utf-8")
    (source / "report-20.txt").unlink()
    (source / "report-21.txt").write_bytes(b"\xff")
    return root


def translate(root: Path, number: int, msgid: str, msgstr: str) -> None:
    path = catalog_file(root, "es", f"report-{number:02}")
    text = path.read_text(encoding="utf-8")
    old, new = f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"'
    path.write_text(text.replace(old, new), encoding="utf-8")


def in_shards(root: Path, *command: str) -> Iterator[tuple[int, Run]]:
    """Run each shard in a clone of its own; what they write is put into ``root`` at the end."""
    clones = []
    for number in range(1, COUNT + 1):
        clone = shutil.copytree(root, root.parent / f"clone-{number}")
        yield number, polyloom(clone, *command, "--shard", f"{number}/{COUNT}")
        clones.append(clone)
    before = files(root)
    for clone in clones:
        for path, data in files(clone).items():
            if data != before.get(path):
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(data)
        shutil.rmtree(clone)


def reports_of_shards(root: Path, command: str) -> list[str]:
    """The reports of all shards, in files."""
    names = []
    for number, run in in_shards(root, command, "--json"):
        path = root.parent / f"{command}-{number}.json"
        path.write_text(run.out, encoding="utf-8")
        names.append(str(path))
    return names


@pytest.mark.slow
def test_all_shards_and_a_last_step_are_a_run_of_the_whole(tmp_path: Path) -> None:
    one = large_project(tmp_path / "one/project")
    two = shutil.copytree(one, tmp_path / "two/project")

    assert polyloom(one, "sync").code == 1
    left = [run.json["update"].get("left", 0) for _, run in in_shards(two, "sync", "--json")]
    assert sum(left) > 0, "a text moves from one document to another"
    polyloom(two, "sync")
    assert files(two) == files(one)
    moved = catalog_file(one, "es", "report-11").read_text("utf-8")
    assert "Este texto se muda pronto." in moved

    polyloom(one, "translate")
    assert [run.code for _, run in in_shards(two, "translate")]
    assert files(two) == files(one)

    for command in ("check", "build", "report"):
        whole = polyloom(one, command, "--json")
        reports = reports_of_shards(two, command)
        merged = polyloom(two, command, "--merge", *reversed(reports), "--json")
        assert (merged.code, merged.err) == (whole.code, whole.err)
        assert merged.json == whole.json
        assert merged.out == whole.out
        assert files(two) == files(one)
    assert not (one / "build/es/report-20.txt").exists()
    assert polyloom(one, "report").out == polyloom(two, "report", "--merge", *reports).out


@pytest.fixture(scope="module")
def sharded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A project, and the reports of its shards."""
    root = large_project(tmp_path_factory.mktemp("sharded") / "project")
    return root, reports_of_shards(root, "report")


def refused(root: Path, reports: Sequence[str], *more: str) -> str:
    run = polyloom(root, "report", "--merge", *reports, *more)
    assert (run.code, run.out) == (2, "")
    beginning = "polyloom: the shards do not add up: "
    end = "; run all of them again, on the same commit and with the same options\n"
    assert run.err.startswith(beginning), run.err
    assert run.err.endswith(end), run.err
    return run.err.removeprefix(beginning).removesuffix(end)


def test_shards_that_do_not_add_up(sharded: tuple[Path, list[str]], tmp_path: Path) -> None:
    root, reports = sharded
    assert refused(root, reports[1:]) == "1/3 is missing"
    assert refused(root, reports[2:]) == "1/3, 2/3 are missing"
    copy = tmp_path / "copy.json"
    shutil.copy(reports[0], copy)
    doubled = refused(root, [*reports, str(copy)])
    assert doubled == f"{copy} is shard 1 again, as {reports[0]} is"
    other = tmp_path / "other.json"
    other.write_text(polyloom(root, "report", "--shard", "2/4", "--json").out, "utf-8")
    of_four = refused(root, [reports[0], str(other), reports[2]])
    assert of_four == f"{other}: it is one of 4 shards, others are of 3"
    other.write_text(polyloom(root, "report", "es", "--shard", "2/3", "--json").out, "utf-8")
    of_es = refused(root, [reports[0], str(other), reports[2]])
    assert of_es == f"{other}: other locales or options were given to it"
    other.write_text(polyloom(root, "build", "--shard", "2/3", "--json").out, "utf-8")
    of_build = refused(root, [reports[0], str(other), reports[2]])
    assert of_build == f"{other}: it is of polyloom build"


def test_shards_of_other_documents(sharded: tuple[Path, list[str]], tmp_path: Path) -> None:
    root, reports = sharded
    changed = shutil.copytree(root, tmp_path / "changed")
    (changed / "source/report-01.txt").write_text("Another title\n", "utf-8")
    assert refused(changed, reports).endswith(
        ": it is of other documents, or another polyloom.toml"
    )


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"shard": 1}', '{"shard": {"run": {}}}'])
def test_what_is_no_report_of_a_shard(
    sharded: tuple[Path, list[str]], tmp_path: Path, content: str
) -> None:
    path = tmp_path / "report.json"
    path.write_text(content, "utf-8")
    run = polyloom(sharded[0], "report", "--merge", str(path))
    assert run.code == 2
    assert run.err == (
        f"polyloom: {path}: it is no report of a shard; make it with --shard NUMBER/COUNT --json\n"
    )


def test_a_result_that_was_cut_out_is_missed(
    sharded: tuple[Path, list[str]], tmp_path: Path
) -> None:
    root, reports = sharded
    content = json.loads(Path(reports[0]).read_text("utf-8"))
    (of_work,) = content["shard"]["results"].values()
    title = min(of_work)
    del of_work[title]
    path = tmp_path / "report.json"
    path.write_text(json.dumps(content), "utf-8")
    assert refused(root, [str(path), *reports[1:]]) == f"none of them has {title}"


@pytest.mark.parametrize("word", ["0/3", "4/3", "1", "1/", "/3", "-1/3", "1/0", "a/b", "1/2/3"])
def test_what_is_no_shard(tmp_path: Path, word: str) -> None:
    root = make_project(tmp_path / "project")
    run = polyloom(root, "report", f"--shard={word}")
    assert (run.code, run.out) == (2, "")
    assert f"“{word}” is no shard such as 2/8, the second of eight" in run.err


def steps(job: str) -> list[str]:
    """The commands of a job of the example, but for the installation."""
    content = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    found = [step.get("run", "") for step in content["jobs"][job]["steps"]]
    return [words for words in found if words and not words.startswith("pip ")]


def run_steps(root: Path, job: str, shard: int = 0) -> None:
    bin_folder = root.parent / "bin"
    program = bin_folder / "polyloom"
    if not program.exists():
        bin_folder.mkdir()
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m polyloom "$@"\n', "utf-8")
        program.chmod(0o755)
    path = f"{bin_folder}:{os.environ['PATH']}"
    for words in steps(job):
        command = re.sub(r"\$\{\{ *matrix\.shard *\}\}", str(shard), words)
        # The project of the test is no clone of git: its moment is that of the environment.
        command = command.removeprefix("SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) ")
        done = subprocess.run(
            ["sh", "-ec", command],
            cwd=root,
            env={**os.environ, "PATH": path, "COUNT": "4"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)


@pytest.mark.slow
def test_the_example_of_a_workflow_does_what_one_run_does(tmp_path: Path) -> None:
    content = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    shards = content["jobs"]["catalogs"]["strategy"]["matrix"]["shard"]
    assert shards == content["jobs"]["outputs"]["strategy"]["matrix"]["shard"]
    assert shards == [*range(1, int(content["env"]["COUNT"]) + 1)]
    one = make_project(tmp_path / "one/project")
    for number in range(8):
        (one / f"source/report-{number}.txt").write_text(f"Report {number}\n", "utf-8")
    two = shutil.copytree(one, tmp_path / "two/project")
    for job in content["jobs"]:
        if "strategy" not in content["jobs"][job]:
            run_steps(two, job)
            continue
        for shard in shards:
            run_steps(two, job, shard)
    for command in (("sync",), ("build",), ("report", "--html")):
        assert polyloom(one, *command).code == 0
    made = {path: data for path, data in files(two).items() if "/" in path}
    assert made == {path: data for path, data in files(one).items() if "/" in path}
