"""Catalogs that follow edited documents: what becomes of each translation, and how fast.

Real prose where ``POLYLOOM_CORPORA`` names a folder with it, else made-up prose. Every edit is of
our making, so that for each text of the new template it is known which translation is its own.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from benchmarks.documents import CORPORA, POLYLOOM, SEED
from benchmarks.measuring import Command, Comparison, compare, run
from polyloom.model import Catalog, Entry
from polyloom.po.parser import read_catalog
from polyloom.po.writer import write_catalog
from polyloom.update.reconciliation import reconcile

HEADER = (
    ("Language", "es"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
# Babel compares each text with each other one: it gets the first of them only.
_FOR_BABEL = 400
# msgmerge takes minutes for 20,000 entries, the square of what it takes for a few.
_SIZE = int(os.environ.get("BENCHMARK_ENTRIES", "6000"))
_MANY = 100_000
_PATIENCE = 900
_WORDS = ("nearly", "wages", "harbour", "quietly", "ministry", "seventeen", "window", "orchard")


@dataclass(frozen=True, slots=True)
class ExpectedTranslation:
    """What the translation of a text of the new template should hold; nothing for a new text.

    ``others`` are translations that may stand beside it, as where a split text gets all of the
    old translation.
    """

    kind: str
    parts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class UpdateCase:
    """An old catalog, a new template, and what should become of each of its texts."""

    old: list[Entry] = field(default_factory=list)
    new: list[tuple[str, ExpectedTranslation]] = field(default_factory=list)

    def template(self) -> Catalog:
        return Catalog(HEADER, tuple(Entry(text) for text, _ in self.new))

    def catalog(self) -> Catalog:
        return Catalog(HEADER, tuple(self.old))


def real_prose() -> list[str]:
    """Paragraphs of a real book, without code, each once; none where there is no corpus."""
    corpora = os.environ.get(CORPORA, "")
    found: list[str] = []
    for path in sorted(Path(corpora, "comprehensive-rust/src").rglob("*.md")) if corpora else ():
        text = re.sub(r"```.*?```|<!--.*?-->", "", path.read_text("utf-8"), flags=re.DOTALL)
        for block in re.split(r"\n\s*\n|\n\s*[-*] ", text):
            prose = " ".join(block.split()).removeprefix("- ")
            if len(prose.split()) >= 2 and prose[0].isalpha() and "|" not in prose:
                found.append(prose)
    return list(dict.fromkeys(found))


class Prose:
    """Made-up prose whose words are as unevenly frequent as those of a language (Zipf's law)."""

    def __init__(self, chance: random.Random) -> None:
        syllables = list(map("".join, itertools.product("bdgklmnprst", "aeio")))
        made = ("".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(9000))
        self.words = list(dict.fromkeys(made))
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.chance = chance

    def sentence(self) -> str:
        length = self.chance.randint(6, 24)
        words = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        return " ".join(words).capitalize() + "."

    def paragraphs(self, number: int) -> list[str]:
        made = (
            " ".join(self.sentence() for _ in range(self.chance.randint(1, 4)))
            for _ in range(number)
        )
        return list(dict.fromkeys(made))


def translation(text: str) -> str:
    """A translation that has the source's sentences: each known by what stands in it."""
    return " ".join(
        f"T{part[0]}{part[1:].translate(_VOWELS)}" for part in _SENTENCE.split(text) if part
    )


_VOWELS = str.maketrans("aeiou", "àèìòù")


def edit(text: str, prose: Prose) -> tuple[str, str]:
    """One edit of a writer's, and its name."""
    words = text.split(" ")
    chance = prose.chance
    place = chance.randrange(1, len(words))
    edits: list[tuple[str, Callable[[], list[str]]]] = [
        ("word replaced", lambda: [*words[:place], chance.choice(_WORDS), *words[place + 1 :]]),
        ("word added", lambda: [*words[:place], chance.choice(_WORDS), *words[place:]]),
        ("word removed", lambda: [*words[:place], *words[place + 1 :]]),
        ("sentence added", lambda: [*words, *prose.sentence().split(" ")[:8]]),
    ]
    name, make = chance.choice(edits)
    return " ".join(make()), name


def update_case(texts: Sequence[str], prose: Prose) -> UpdateCase:
    """Every tenth text edited, every fortieth split, joined, rewritten from scratch, or moved."""
    case = UpdateCase()
    moved: list[tuple[str, ExpectedTranslation]] = []
    waiting: list[str] = []
    for number, text in enumerate(texts):
        own = translation(text)
        case.old.append(Entry(text, (own,)))
        if waiting:
            first = waiting.pop()
            joined = ExpectedTranslation("joined", (translation(first), own))
            case.new.append((f"{first} {text}", joined))
        elif number % 10 == 0:
            changed, name = edit(text, prose)
            case.new.append((changed, ExpectedTranslation(name, (own,))))
        elif number % 40 == 3 and len(_SENTENCE.split(text)) > 1:
            case.new += _split(text)
        elif number % 40 == 13:
            waiting.append(text)
        elif number % 40 == 25:
            case.new.append(
                (_other_text(len(text.split()), prose), ExpectedTranslation("rewritten"))
            )
        elif number % 40 == 33:
            changed, _ = edit(text, prose)
            moved.append((changed, ExpectedTranslation("moved and edited", (own,))))
        else:
            case.new.append((text, ExpectedTranslation("untouched", (own,))))
    case.new += moved
    seen: dict[str, ExpectedTranslation] = {}
    for text, wanted in case.new:
        seen.setdefault(text, wanted)
    case.new = list(seen.items())
    return case


def _split(text: str) -> list[tuple[str, ExpectedTranslation]]:
    sentences = _SENTENCE.split(text)
    middle = (len(sentences) + 1) // 2
    parts = [" ".join(sentences[:middle]), " ".join(sentences[middle:])]
    whole = translation(text)
    return [(part, ExpectedTranslation("split", (translation(part),), (whole,))) for part in parts]


def _other_text(words: int, prose: Prose) -> str:
    text = ""
    while len(text.split()) < words:
        text = f"{text} {prose.sentence()}".strip()
    return text


def rescue_verdict(entry: Entry | None, wanted: ExpectedTranslation) -> str:
    """Whether a translation was rescued, is a wrong one, or was lost."""
    got = entry.msgstr[0] if entry else ""
    if not wanted.parts:
        return "wrong" if got else "right"
    if not got:
        return "lost"
    left = got
    for part in (*wanted.others, *wanted.parts):
        left = left.replace(part, "", 1)
    held = all(part in got for part in wanted.parts)
    if held and not left.strip():
        return "rescued"
    # A part of what was wanted is no wrong translation, but not all of it either.
    return "partly" if any(got in part or part in got for part in wanted.parts) else "wrong"


# What brings a catalog in line with a template: both as files, and what became of them.
Updater = Callable[[Path, Path, Path], None]


def update_by_polyloom(old: Path, template: Path, new: Path) -> None:
    wanted, known = (read_catalog(path.read_bytes(), path.name) for path in (template, old))
    new.write_bytes(write_catalog(reconcile(wanted, known).catalog))


def update_by_msgmerge(old: Path, template: Path, new: Path) -> None:
    subprocess.run(
        ["msgmerge", "--quiet", "--previous", "-o", new, old, template],
        check=True,
        timeout=_PATIENCE,
    )


_BABEL = """
import sys
from babel.messages.pofile import read_po, write_po
old, template, new = sys.argv[1:]
catalog = read_po(open(old, "rb"), locale="es")
catalog.update(read_po(open(template, "rb")))
write_po(open(new, "wb"), catalog)
"""


def update_by_babel(old: Path, template: Path, new: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", _BABEL, old, template, new], check=True, timeout=_PATIENCE
    )


def updated_entries(update: Updater, case: UpdateCase, folder: Path) -> dict[str, Entry]:
    """The active entries by text, after an update with files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    old, template, new = (folder / name for name in ("old.po", "new.pot", "new.po"))
    old.write_bytes(write_catalog(case.catalog()))
    template.write_bytes(write_catalog(case.template()))
    update(old, template, new)
    entries = read_catalog(new.read_bytes(), "new.po").entries
    return {entry.msgid: entry for entry in entries if not entry.obsolete}


def print_verdicts(case: UpdateCase, updaters: Mapping[str, Updater], folder: Path) -> None:
    """Print what became of the translations, by edit and by program."""
    counts = {}
    for name, update in updaters.items():
        entries = updated_entries(update, case, folder)
        counts[name] = Counter(
            (wanted.kind, rescue_verdict(entries.get(text), wanted)) for text, wanted in case.new
        )
    words = ("rescued", "partly", "wrong", "lost")
    print(f"\n{'what became of translations':28}", *(f"{name:>31}" for name in counts))
    print(" " * 28, *("  rescued  partly   wrong    lost" for _ in counts))
    for kind in dict.fromkeys(wanted.kind for _, wanted in case.new):
        total = sum(wanted.kind == kind for _, wanted in case.new)
        cells = [f"{counts[name][kind, word]:8}" for name in counts for word in words]
        print(f"{total:6} {kind:20} ", *cells)


def unrelated_case(texts: Sequence[str], chance: random.Random) -> UpdateCase:
    """One half of the texts gone, the other half new: nothing fits anything.

    Of texts that differ in no more than capitals and punctuation only one is taken.
    """
    apart = {tuple(re.findall(r"\w+", text.casefold())): text for text in texts}
    texts = chance.sample(list(apart.values()), len(apart))
    half = len(texts) // 2
    old = [Entry(text, (translation(text),)) for text in texts[:half]]
    return UpdateCase(old, [(text, ExpectedTranslation("unrelated")) for text in texts[half:]])


def real_msgids() -> list[str]:
    """The texts of a real catalog, with its headings, lists and code; none without a corpus."""
    corpora = os.environ.get(CORPORA, "")
    if not corpora:
        return []
    path = Path(corpora, "comprehensive-rust/po/es.po")
    entries = read_catalog(path.read_bytes(), path.name).entries
    return [entry.msgid for entry in entries if not entry.obsolete]


def share_attached(case: UpdateCase, update: Updater, folder: Path) -> float:
    """The share of texts without a true match that got a translation."""
    entries = updated_entries(update, case, folder)
    return sum(any(entries[text].msgstr) for text, _ in case.new) / len(case.new)


def updates(folder: Path) -> Iterator[Comparison | None]:
    """Print the fates of translations, and compare the time that entries by the thousand take.

    ``BENCHMARK_ENTRIES`` says how many; msgmerge takes several minutes for 20,000.
    """
    chance = random.Random(SEED)
    prose = Prose(chance)
    texts = real_prose() or prose.paragraphs(3000)
    peers = {"msgmerge": update_by_msgmerge} if shutil.which("msgmerge") else {}
    ours: dict[str, Updater] = {"polyloom": update_by_polyloom}
    print_verdicts(update_case(texts, prose), ours | peers, folder)
    print_verdicts(
        update_case(texts[:_FOR_BABEL], prose), ours | peers | {"babel": update_by_babel}, folder
    )
    for what, found in (("of a book", texts), ("of a catalog with code", real_msgids())):
        unrelated = unrelated_case(found, chance)
        if not unrelated.new:
            continue
        print(f"\ntranslations attached to {len(unrelated.new)} unrelated texts {what}:")
        for name, update in (ours | peers).items():
            print(f"  {name:10} {share_attached(unrelated, update, folder):6.1%}")
    if peers:
        yield from _speed(folder / "project", prose)


def _speed(folder: Path, prose: Prose) -> Iterator[Comparison | None]:
    """The whole command beside msgmerge on all processors, and on one, which is what ours takes.

    It takes too long for more than one run.
    """
    ours = _project(folder / "many", prose.paragraphs(_MANY), prose)
    print(f"\nupdate {_MANY:,} entries, a tenth edited: {run(ours).seconds:.1f} s")
    texts = prose.paragraphs(_SIZE)
    ours = _project(folder / "some", texts, prose)
    merge = ["msgmerge", "--quiet", "--previous", "-o", "new.po", "old.po", "locales/book.pot"]
    subject = f"update {len(texts):,} entries, a tenth edited"
    alone = ["env", "OMP_NUM_THREADS=1", *merge]
    for written, update in ((subject, ours), (f"{subject}, by polib", _rewritten_by_polib(ours))):
        for name, argv in (("msgmerge", merge), ("msgmerge, one thread", alone)):
            yield compare(written, update, Command(name, argv, folder / "some"), runs=1)


def _rewritten_by_polib(ours: Command) -> Command:
    """The same update, of a catalog whose lines another program wrote and did not wrap."""
    old = ours.folder / "old.po"
    data = f"{polib.pofile(str(old), wrapwidth=0)}".encode()

    def restore() -> None:
        old.write_bytes(data)
        _catalog_path(ours.folder).write_bytes(data)

    return Command(ours.name, ours.argv, ours.folder, restore)


def _catalog_path(folder: Path) -> Path:
    """The catalog of a project of one document."""
    return folder / "locales/es/LC_MESSAGES/book.po"


def _project(folder: Path, texts: Sequence[str], prose: Prose) -> Command:
    """A project whose catalog has these texts, a tenth of them edited since; and its update."""
    new = [edit(text, prose)[0] if number % 10 == 0 else text for number, text in enumerate(texts)]
    catalog = _catalog_path(folder)
    catalog.parent.mkdir(parents=True)
    (folder / "source").mkdir(parents=True)
    (folder / "polyloom.toml").write_text(
        'source_locale = "en"\nlocales = ["es"]\n', encoding="utf-8"
    )
    (folder / "source/book.txt").write_text("\n\n".join(new) + "\n", encoding="utf-8")
    subprocess.run([*POLYLOOM, "extract"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    data = write_catalog(Catalog(HEADER, tuple(Entry(one, (translation(one),)) for one in texts)))
    (folder / "old.po").write_bytes(data)

    def restore() -> None:
        catalog.write_bytes(data)

    return Command("polyloom", [*POLYLOOM, "-q", "update"], folder, restore)
