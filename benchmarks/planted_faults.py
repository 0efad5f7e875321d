"""Faults planted in real translations: how many of each kind ``polyloom check`` and pofilter find.

    python -m benchmarks.planted_faults es=path/to/es.po ko=path/to/ko.po

The catalogs are published ones that are on this machine, of Markdown with an English source. A
fault counts as found where a tool has a finding on its entry that it did not have before; how many
findings each has before is told first.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polib

_SEED = 7
_MOST = 150
_SHARE = 4
_NUMBER = re.compile(r"(?<![\w.])[2-9][0-9]*(?![\w.])")
_MONTHS = [
    "January",
    "February",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
# A month of each language that is put in the place of another.
_OTHER_MONTH = {"es": ("enero", "marzo"), "ko": ("1월", "3월"), "ar": ("يناير", "مارس")}

# What is done to a translation, of its source and locale; None where there is nothing to spoil.
Planter = Callable[[str, str, str], str | None]


def _sub(pattern: str, other: str, count: int = 1) -> Planter:
    compiled = re.compile(pattern, re.DOTALL)

    def plant(_source: str, text: str, _locale: str) -> str | None:
        spoiled = compiled.sub(other, text, count=count)
        return spoiled if spoiled != text else None

    return plant


def _number(source: str, text: str, _locale: str) -> str | None:
    both = set(_NUMBER.findall(source)) & set(_NUMBER.findall(text))
    if not both:
        return None
    one = min(both)
    return re.sub(rf"(?<![\w.]){one}(?![\w.])", str(int(one) + 5), text, count=1)


def _first_half(_source: str, text: str, _locale: str) -> str | None:
    parts = re.split(r"(?<=[.。؟!?])\s+", text)
    return parts[0] if len(parts) >= 3 and len(parts[0]) < len(text) / 2 else None


def _source_left(source: str, _text: str, _locale: str) -> str | None:
    return source if len(source.split()) >= 6 else None


def _half_source(source: str, text: str, _locale: str) -> str | None:
    theirs, ours = (re.split(r"(?<=[.。؟!?])\s+", each) for each in (source, text))
    if len(theirs) != len(ours) or len(ours) < 2 or len(theirs[-1].split()) < 5:
        return None
    return text[: -len(ours[-1])] + theirs[-1]


def _other_month(source: str, text: str, locale: str) -> str | None:
    if not any(month in source for month in _MONTHS):
        return None
    old, new = _OTHER_MONTH.get(locale, ("", ""))
    spoiled = re.sub(r"\b\d{1,2}월|[a-zé]+bre\b|marzo|abril|mayo|junio|julio|agosto", new, text)
    return spoiled if old and spoiled != text else None


def _homoglyph(_source: str, text: str, _locale: str) -> str | None:
    match = re.search(r"(?<=[a-z])a(?=[a-z]{2})", text)
    return f"{text[: match.start()]}\u0430{text[match.end() :]}" if match else None


def _name(source: str, text: str, _locale: str) -> str | None:
    for match in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{5,}\b", source):
        if f" {match[0]} " in text:
            name = match[0]
            return text.replace(name, name[:3] + name[4] + name[3] + name[5:], 1)
    return None


def _doubled(_source: str, text: str, _locale: str) -> str | None:
    match = re.search(r"(?<= )([^\W\d_]{4,}) (?=[^\W\d_])", text)
    return f"{text[: match.end()]}{match[1]} {text[match.end() :]}" if match else None


FAULTS: Mapping[str, Planter] = {
    "number changed": _number,
    "month changed": _other_month,
    "name misspelt": _name,
    "full stop lost": _sub(r"[.。]$", ""),
    "full stop added": lambda _s, text, _l: f"{text}." if text[-1:].isalpha() else None,
    "bold lost": _sub(r"\*\*([^*]+)\*\*", r"\1"),
    "bold not closed": _sub(r"\*\*([^*]+)\*\*", r"**\1"),
    "blank inside bold": _sub(r"\*\*([^*]+)\*\*", r"** \1 **"),
    "emphasis lost": _sub(r"(?<![*\w])[*_]([^*_\n]+)[*_](?![*\w])", r"\1"),
    "code lost": _sub(r"(?<!`)`([^`]+)`(?!`)", r"\1"),
    "code changed": _sub(r"(?<!`)`([A-Za-z_]+)`(?!`)", r"`\1x`"),
    "link lost": _sub(r"(?<!!)\[([^\]]+)\]\([^)]+\)", r"\1"),
    "link target changed": _sub(r"(\]\([^)#]+)(?=[)#])", r"\1x"),
    "link target lost": _sub(r"\]\([^)]+\)", "]"),
    "image lost": _sub(r"!\[[^\]]*\]\([^)]*\)", ""),
    "tag lost": _sub(r"</?[a-z]+[^<>]*>", ""),
    "bracket lost": _sub(r"(?<!\])\(([^()`]+)\)", r"(\1"),
    "quotation mark lost": _sub(r"[“«]([^“”«»]+)[”»]", r"\1”"),
    "word doubled": _doubled,
    "blank doubled": _sub(r"(?<=\w) (?=\w)", "  "),
    "blank at the end": lambda _s, text, _l: f"{text} ",
    "half of it": _first_half,
    "not translated": _source_left,
    "last sentence not translated": _half_source,
    "letter of another script": _homoglyph,
    "inverted mark lost": _sub(r"[¿¡]", ""),
    "mark of another script": lambda _s, text, locale: (
        text.replace("؟", "?").replace("،", ",") if locale == "ar" and "،" in text else None
    ),
}


def main(arguments: Sequence[str]) -> None:
    found: dict[str, Counter[str]] = {name: Counter() for name in FAULTS}
    for argument in arguments:
        locale, _, path = argument.partition("=")
        print(f"{locale}: {_one_catalog(locale, Path(path), found)}")
    print(f"\n{'fault':32}{'planted':>8}{'polyloom':>10}{'pofilter':>10}")
    for name, counts in found.items():
        if planted := counts["planted"]:
            shares = (f"{100 * counts[tool] / planted:.0f}%" for tool in ("polyloom", "pofilter"))
            print(f"{name:32}{planted:8}" + "".join(f"{share:>10}" for share in shares))


def _one_catalog(locale: str, path: Path, found: Mapping[str, Counter[str]]) -> str:
    """Plant each fault in turn; the findings of both tools before are told."""
    catalog = polib.pofile(str(path))
    entries = [entry for entry in catalog if entry.translated() and not entry.msgid_plural]
    whole = [(entry.msgid, entry.msgstr) for entry in entries]
    before = {tool: run(locale, whole) for tool, run in TOOLS.items()}
    for name, plant in FAULTS.items():
        chance = random.Random(_SEED)
        places = [
            (place, spoiled)
            for place, (source, text) in enumerate(whole)
            if (spoiled := plant(source, text, locale)) is not None
        ]
        # What is so in most places would be a project's convention.
        places = chance.sample(places, min((len(places) + _SHARE - 1) // _SHARE, _MOST))
        spoiled_catalog = dict(enumerate(whole))
        spoiled_catalog |= {place: (whole[place][0], text) for place, text in places}
        found[name]["planted"] += len(places)
        for tool, run in TOOLS.items():
            after = run(locale, [spoiled_catalog[place] for place in range(len(whole))])
            found[name][tool] += sum(bool(after[p] - before[tool][p]) for p, _ in places)
    said = ", ".join(f"{tool} {sum(map(len, each.values()))}" for tool, each in before.items())
    return f"{len(whole)} translations; findings before: {said}"


# The names of the checks that find something in each entry, by its place.
Findings = Mapping[int, set[str]]


class _Nothing(dict[int, set[str]]):
    def __missing__(self, key: int) -> set[str]:
        return set()


def _write(locale: str, entries: Sequence[tuple[str, str]], path: Path) -> None:
    catalog = polib.POFile(wrapwidth=0)
    catalog.metadata = {"Language": locale, "Content-Type": "text/plain; charset=UTF-8"}
    catalog.extend(polib.POEntry(msgid=source, msgstr=text) for source, text in entries)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.save(str(path))


def _polyloom(locale: str, entries: Sequence[tuple[str, str]]) -> Findings:
    places = {source: place for place, (source, _) in enumerate(entries)}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "source").mkdir()
        (root / "source/a.md").write_text("A text.\n", encoding="utf-8")
        (root / "polyloom.toml").write_text(
            f'source_locale = "en"\nlocales = ["{locale}"]\n', encoding="utf-8"
        )
        _write(locale, entries, root / f"locales/{locale}/LC_MESSAGES/a.po")
        command = [sys.executable, "-m", "polyloom", "-C", folder, "check", "--json"]
        done = subprocess.run(command, capture_output=True, check=False)
        found = _Nothing()
        for each in json.loads(done.stdout)["findings"]:
            if each["msgid"] in places:
                found.setdefault(places[each["msgid"]], set()).add(each["check"])
        return found


def _pofilter(locale: str, entries: Sequence[tuple[str, str]]) -> Findings:
    places = {source: place for place, (source, _) in enumerate(entries)}
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder) / "a.po", Path(folder) / "found.po"
        _write(locale, entries, path)
        options = ["--language", locale, "--progress=none", "-i", str(path), "-o", str(output)]
        subprocess.run(["pofilter", *options], capture_output=True, check=False)
        found = _Nothing()
        for entry in polib.pofile(str(output)) if output.exists() else ():
            names = set(re.findall(r"\(pofilter\) (\w+):", f"{entry.tcomment} {entry.comment}"))
            if entry.msgid in places:
                found.setdefault(places[entry.msgid], set()).update(names)
        return found


TOOLS: Mapping[str, Callable[[str, Sequence[tuple[str, str]]], Findings]] = {
    "polyloom": _polyloom,
    **({"pofilter": _pofilter} if shutil.which("pofilter") else {}),
}


if __name__ == "__main__":
    main(sys.argv[1:])
