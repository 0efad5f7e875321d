"""What a build no longer builds is removed; what is not its own it never touches."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from polyloom.stages.output_manifest import MANIFEST
from polyloom.workspace.output_files import output_digest
from support.polyloom import Run, polyloom

TEXTS = {"a.txt": "One two three.\n", "guide/b.md": "# Four five\n"}
SPANISH = {"One two three.": "Uno dos tres.", "Four five": "Cuatro cinco"}


def configure(root: Path, locales: str = '"es", "fr"', build: str = "") -> None:
    text = f'source_locale = "en"\nlocales = [{locales}]\n\n[build]\n{build}\n'
    (root / "polyloom.toml").write_text(text, encoding="utf-8")


def translate(root: Path) -> None:
    """Fill every catalog; the same words will do for French."""
    for catalog in root.glob("locales/*/LC_MESSAGES/**/*.po"):
        text = catalog.read_text(encoding="utf-8")
        for source, translation in SPANISH.items():
            empty = f'msgid "{source}"\nmsgstr ""'
            text = text.replace(empty, f'msgid "{source}"\nmsgstr "{translation}"')
        catalog.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("stale") / "project"
    for path, text in TEXTS.items():
        file = project / "source" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    configure(project)
    assert polyloom(project, "sync").code == 0
    translate(project)
    assert polyloom(project, "build").code == 0
    return project


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "project", copy_function=shutil.copy2)


def outputs(root: Path) -> set[str]:
    """What is under build/, but for the manifest."""
    files = [path for path in (root / "build").rglob("*") if not path.is_dir()]
    return {path.relative_to(root / "build").as_posix() for path in files} - {".manifest.json"}


EVERYTHING = {
    f"{locale}/{name}"
    for locale in ("es", "fr")
    for name in ("a.txt", "a.html", "guide/b.md", "guide/b.html")
}


def manifest(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((root / MANIFEST).read_text("utf-8"))
    return loaded


def build(root: Path, *arguments: str) -> Run:
    done = polyloom(root, "build", *arguments, "--json")
    again = polyloom(root, "build", *arguments, "--json")
    assert again.json["removed"] == []
    assert again.json["kept"] == done.json["kept"]
    return done


def test_the_manifest_says_what_was_written_and_never_churns(root: Path) -> None:
    assert outputs(root) == EVERYTHING == manifest(root).keys()
    for path, entry in manifest(root).items():
        assert entry["sha256"] == output_digest((root / "build" / path).read_bytes())
        assert entry["document"] in TEXTS
    before = (root / MANIFEST).stat().st_mtime_ns, (root / MANIFEST).read_bytes()
    assert build(root).json["removed"] == []
    assert ((root / MANIFEST).stat().st_mtime_ns, (root / MANIFEST).read_bytes()) == before
    text = before[1].decode("ascii")
    assert text == json.dumps(manifest(root), indent=1, sort_keys=True) + "\n"


def test_a_removed_document_takes_its_outputs_and_empty_folders_along(root: Path) -> None:
    (root / "source/guide/b.md").unlink()
    done = polyloom(root, "build")
    assert "build/es/guide/b.html: removed, since it is not built any more\n" in done.err
    assert done.code == 0
    assert outputs(root) == {each for each in EVERYTHING if "guide" not in each}
    assert not (root / "build/es/guide").exists()
    assert (root / "build/es").is_dir()


def test_a_renamed_one_leaves_nothing_under_its_old_name(root: Path) -> None:
    (root / "source/a.txt").rename(root / "source/A new.txt")
    polyloom(root, "sync")
    assert build(root).json["removed"] == [
        f"build/{locale}/a.{suffix}" for locale in ("es", "fr") for suffix in ("html", "txt")
    ]
    assert {"es/A new.txt", "fr/A new.html"} < outputs(root)


def test_another_suffix_is_another_output(root: Path) -> None:
    (root / "source/a.txt").rename(root / "source/a.md")
    polyloom(root, "sync")
    assert build(root).json["removed"] == ["build/es/a.txt", "build/fr/a.txt"]
    assert {"es/a.md", "es/a.html"} < outputs(root)


def test_other_settings_of_outputs(root: Path) -> None:
    configure(root, build="outputs = []")
    assert all(each.endswith(".html") for each in build(root).json["removed"])
    assert outputs(root) == {each for each in EVERYTHING if not each.endswith(".html")}


def test_a_locale_that_is_dropped_goes_with_a_build_of_all(root: Path) -> None:
    configure(root, '"es"')
    assert build(root, "es").json["removed"] != []
    assert outputs(root) == {each for each in EVERYTHING if each.startswith("es/")}
    assert not (root / "build/fr").exists()


def test_a_build_of_one_locale_touches_no_other(root: Path) -> None:
    configure(root, '"fr", "it"')
    (root / "source/a.txt").unlink()
    polyloom(root, "sync")
    assert polyloom(root, "build", "fr", "--json").json["removed"] == [
        "build/fr/a.html",
        "build/fr/a.txt",
    ]
    assert {"es/a.txt", "es/a.html"} < outputs(root)
    assert {each for each in manifest(root) if each.startswith("es/")} == {
        each for each in EVERYTHING if each.startswith("es/")
    }


def under_the_bar(root: Path) -> None:
    (root / "source/a.txt").write_text("One two three.\n\n" + "Seven words. " * 9, "utf-8")
    polyloom(root, "sync")


def test_what_falls_under_the_bar_goes(root: Path) -> None:
    under_the_bar(root)
    done = build(root)
    assert done.json["removed"] == [
        f"build/{locale}/a.{suffix}" for locale in ("es", "fr") for suffix in ("html", "txt")
    ]
    assert not any(each.endswith(("/a.txt", "/a.html")) for each in outputs(root))


def test_or_stays_with_its_day(root: Path) -> None:
    configure(root, build='below_coverage = "keep"')
    under_the_bar(root)
    old = root / "build/es/a.txt"
    stamp = datetime(2025, 2, 3, 12, tzinfo=UTC).timestamp()
    os.utime(old, (stamp, stamp))
    before = old.read_bytes()
    done = build(root)
    assert done.json["removed"] == []
    kept = {each["path"]: each for each in done.json["kept"]}
    assert len(kept) == 4
    assert kept["build/es/a.txt"]["day"] == "2025-02-03"
    assert (
        "build/es/a.txt: stays as of 2025-02-03, since its document is not published as it is now"
        in polyloom(root, "build").err
    )
    assert (outputs(root), old.read_bytes()) == (EVERYTHING, before)
    os.utime(root / "build/es/a.html", (stamp, stamp))
    assert "% are needed; what was built on 2025-02-03 stays" in polyloom(root, "report").out
    # And goes when the document does.
    (root / "source/a.txt").unlink()
    assert len(build(root).json["removed"]) == 4


@pytest.mark.parametrize("damage", ["unreadable catalog", "unreadable document", "no folder"])
def test_what_could_not_be_built_keeps_its_last_outputs(root: Path, damage: str) -> None:
    if damage == "unreadable catalog":
        (root / "locales/es/LC_MESSAGES/a.po").write_bytes(b'msgid "')
        polyloom(root, "build")
    elif damage == "unreadable document":
        (root / "source/a.txt").write_bytes(b"caf\xe9\n")
    else:
        (root / "source").rename(root / "away")
    before = manifest(root)
    done = polyloom(root, "build", "--json")
    assert (done.code, done.json["removed"]) == (1, [])
    assert outputs(root) == EVERYTHING
    assert manifest(root) == before


def test_two_documents_of_one_name_keep_the_outputs_of_both(root: Path) -> None:
    (root / "source/a.md").write_text("One two three.\n", "utf-8")
    assert polyloom(root, "build", "--json").json["removed"] == []
    assert outputs(root) == EVERYTHING


def test_what_somebody_has_changed_stays_and_is_named(root: Path) -> None:
    (root / "build/es/a.txt").write_text("Mine.\n", "utf-8")
    (root / "source/a.txt").unlink()
    done = build(root)
    assert "build/es/a.txt" not in done.json["removed"]
    assert [each["path"] for each in done.json["kept"]] == ["build/es/a.txt"]
    assert "but somebody has changed it; delete it if" in polyloom(root, "build").err
    assert (root / "build/es/a.txt").read_text("utf-8") == "Mine.\n"
    (root / "build/es/a.txt").unlink()
    assert polyloom(root, "build", "--json").json["kept"] == []


def test_what_a_build_did_not_write_is_never_touched(root: Path) -> None:
    own = [root / "build/es/own.txt", root / "build/CNAME", root / "build/de/a.txt"]
    for path in own:
        path.parent.mkdir(exist_ok=True)
        path.write_text("own\n", "utf-8")
    for source in ("a.txt", "guide/b.md"):
        (root / "source" / source).unlink()
    configure(root, '"es"')
    build(root)
    assert outputs(root) == {"es/own.txt", "CNAME", "de/a.txt"}


def test_without_a_manifest_nothing_is_removed(root: Path) -> None:
    (root / MANIFEST).unlink()
    (root / "source/a.txt").unlink()
    assert build(root).json["removed"] == []
    assert outputs(root) == EVERYTHING


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"es/a.txt": "x"}',
        b'{"es/a.txt": {"document": "a.txt"}}',
        b'{"es/a.txt": {"document": "a.txt", "sha256": 1}}',
        b"[" * 100_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
        b"\xff\xfe",
    ],
)
def test_a_damaged_one_is_one_sentence_and_made_anew(root: Path, data: bytes) -> None:
    before = (root / MANIFEST).read_bytes()
    (root / MANIFEST).write_bytes(data)
    done = polyloom(root, "build")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert done.err.startswith(f"polyloom: {MANIFEST}: it is damaged")
    assert (root / MANIFEST).read_bytes() == before
    assert (polyloom(root, "build").code, outputs(root)) == (0, EVERYTHING)


@pytest.mark.parametrize(
    "name",
    [
        "../source/kept.txt",
        "es/../../source/kept.txt",
        "/kept.txt",
        "es//kept.txt",
        "es/./kept.txt",
        "es\\\\kept.txt",
        "C:/kept.txt",
        "kept.txt",
        ".git/kept.txt",
        "",
    ],
)
def test_a_hostile_one_removes_nothing(root: Path, name: str) -> None:
    places = [root / "source/kept.txt", root / "build/kept.txt", root / "build/es/kept.txt"]
    places += [root.parent / "kept.txt", root / "build/.git/kept.txt"]
    for place in places:
        place.parent.mkdir(exist_ok=True)
        place.write_text("kept\n", "utf-8")
    lie = {"document": "gone.txt", "sha256": output_digest(b"kept\n")}
    entries = {**manifest(root), name.replace("\\\\", "\\"): lie}
    (root / MANIFEST).write_text(json.dumps(entries), "utf-8")
    done = polyloom(root, "build", "--json")
    assert done.code == 1
    assert [each["what"] for each in done.json["problems"]][-1].startswith("it names files that")
    assert all(place.read_text("utf-8") == "kept\n" for place in places)
    assert name not in manifest(root)


@pytest.mark.parametrize("linked", ["build/es", "build/es/guide", "build"])
def test_nothing_behind_a_link_is_removed(root: Path, linked: str) -> None:
    away = root / "away"
    (root / linked).rename(away)
    (root / linked).symlink_to(away, target_is_directory=True)
    for source in TEXTS:
        (root / "source" / source).unlink()
    before = {path for path in away.rglob("*") if path.is_file() and path.name != ".manifest.json"}
    polyloom(root, "build")
    assert all(path.is_file() for path in before)


def test_a_link_in_place_of_an_output_stays_and_so_does_its_target(root: Path) -> None:
    target = root / "precious.txt"
    target.write_bytes((root / "build/es/a.txt").read_bytes())
    (root / "build/es/a.txt").unlink()
    (root / "build/es/a.txt").symlink_to(target)
    (root / "source/a.txt").unlink()
    assert [each["path"] for each in build(root).json["kept"]] == ["build/es/a.txt"]
    assert target.is_file()
    assert (root / "build/es/a.txt").is_symlink()


def test_a_folder_or_a_pipe_in_place_of_an_output_stays(root: Path) -> None:
    for path in ("build/es/a.txt", "build/es/a.html"):
        (root / path).unlink()
    (root / "build/es/a.txt").mkdir()
    os.mkfifo(root / "build/es/a.html")
    (root / "source/a.txt").unlink()
    kept = [each["path"] for each in build(root).json["kept"]]
    assert kept == ["build/es/a.html", "build/es/a.txt"]


def test_names_beyond_ascii(root: Path) -> None:
    (root / "source/a.txt").rename(root / "source/año “1”.txt")
    polyloom(root, "sync")
    translate(root)
    build(root)
    assert any("año" in each for each in manifest(root))
