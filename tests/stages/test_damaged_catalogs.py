"""A catalog that somebody has damaged is named and stays, and so do its last outputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyloom.cli.main import main

CATALOG = "locales/es/LC_MESSAGES/a.po"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert main(["-q", "init", "--locale", "es", str(tmp_path / "p")]) == 0
    monkeypatch.chdir(tmp_path / "p")
    Path("source/a.txt").write_text("One two three.\n")
    assert main(["-q", "sync"]) == 0
    catalog = Path(CATALOG)
    catalog.write_text(catalog.read_text().replace('three."\nmsgstr ""', 'three."\nmsgstr "Uno."'))
    assert main(["-q", "build"]) == 0
    return tmp_path / "p"


@pytest.mark.parametrize("command", ["sync", "update", "translate", "check", "build", "report"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"\n\n",
        lambda data: data.replace(b"\n", b"\r"),
        lambda data: data.replace(b"\n", "\u2028".encode()),
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.decode().encode("utf-16-le"),
        lambda data: data[: len(data) // 2] + b"\0" * (len(data) // 2),
        lambda data: b"# " + data.replace(b"\n", b"\n# "),
    ],
    ids=["empty", "blank", "CR", "U+2028", "UTF-16", "UTF-16 without mark", "NULs", "commented"],
)
def test_it_is_named_and_never_rewritten(
    project: Path, damage: object, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog, output = project / CATALOG, project / "build/es/a.txt"
    assert output.read_text() == "Uno.\n"
    data = damage(catalog.read_bytes())  # type: ignore[operator]
    catalog.write_bytes(data)
    capsys.readouterr()
    assert main([command]) == 1
    assert f"polyloom: {CATALOG}" in capsys.readouterr().err
    assert catalog.read_bytes() == data
    assert output.read_text() == "Uno.\n"


@pytest.mark.parametrize("share", range(1, 20))
def test_one_that_was_cut_off_is_named_or_keeps_what_it_has(
    project: Path, share: int, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = project / CATALOG
    data = catalog.read_bytes()
    cut = data[: len(data) * share // 20]
    catalog.write_bytes(cut)
    if main(["sync"]) == 1:
        assert f"polyloom: {CATALOG}" in capsys.readouterr().err
        assert catalog.read_bytes() == cut
    else:
        assert (b"Uno." in catalog.read_bytes()) == (b"Uno." in cut)
