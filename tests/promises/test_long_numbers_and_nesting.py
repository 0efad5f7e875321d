"""Numbers of thousands of digits, which Python makes no int of, and brackets in brackets.

Promise 10: a result, or one clear sentence; never a traceback.
"""

from __future__ import annotations

import re

import pytest

from polyloom.checks.check_contract import TranslationPair
from polyloom.checks.check_table import CHECKS
from polyloom.checks.findings import translation_problems
from polyloom.errors import UserError
from polyloom.formats import FORMATS
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import weave
from polyloom.placeables import BRACKETS, WORDS, XML, MaskFault, MaskShape, mask, restore
from polyloom.po.parser import read_catalog
from polyloom.po.plural_forms import number_of_forms
from support.alphabets import alphabet_of
from support.polyloom import polyloom
from support.repetition import subjects

pytestmark = pytest.mark.slow

SEVENS = "7" * 5000
NUMBERS = {
    "digits": SEVENS,
    "Arabic digits": "٣" * 5000,
    "superscript": "²" * 5000,
    "Chinese": "三" * 5000,
    "Chinese by place": "一〇" * 2000 + "兆",
    "with a scale": f"{SEVENS} million",
    "in tens of thousands": f"{SEVENS}万",
    "a decade": f"{SEVENS}0s",
    "an afternoon": f"{SEVENS} p.m.",
    "a fraction": f"1.{SEVENS}",
    "groups": "777," * 1500 + "777",
    "a list": "1." * 3000,
    "a marker": f"{SEVENS}. words",
    "a marker in brackets": f"({SEVENS}) words",
    "a footnote": f"words[^{SEVENS}] and [{SEVENS}]",
    "a character": f"words &#{SEVENS}; &#x{SEVENS}; and &#{'0' * 5000}65;",
    "a placeholder": f"%{SEVENS}$s {{{SEVENS}}} %{SEVENS}d",
    "a tag": f"<{SEVENS}>words</{SEVENS}>",
    "a mask": f"⟦{SEVENS}⟧ <m{SEVENS}/> QX{SEVENS}Z",
    "a cue": f"{SEVENS}\n00:00:01,000 --> 00:00:02,000\nwords\n",
    "a time": f"1\n{SEVENS}:00:01,000 --> 00:00:02,000\nwords\n",
}
SUBJECTS = dict(subjects())


@pytest.mark.parametrize("number", NUMBERS)
def test_whatever_reads_texts(number: str) -> None:
    for run in SUBJECTS.values():
        run(NUMBERS[number])


@pytest.mark.parametrize("name", FORMATS)
def test_numbers_of_a_document_stay(name: str) -> None:
    for number in NUMBERS.values():
        for data in alphabet_of(name).places(number):
            try:
                document = segment(data, name, where="source/x")
            except UserError as error:
                assert str(error).startswith("source/x")  # noqa: PT017  (either is right)
            else:
                assert weave(document, {}).data == data


def test_long_numbers_are_compared_as_they_are_written() -> None:
    assert len(CHECKS) > 1
    same = TranslationPair(f"{SEVENS} words.", f"{SEVENS} Wörter.", "en", "de")
    assert not [check.name for check, _ in translation_problems(same)]
    other = TranslationPair(f"{SEVENS} words.", f"{SEVENS}8 Wörter.", "en", "de")
    found = {check.name: problem.message for check, problem in translation_problems(other)}
    assert found.keys() == {"numbers", "extra-numbers"}
    assert all(len(message) < 150 for message in found.values())


@pytest.mark.parametrize("shape", [XML, BRACKETS, WORDS], ids=lambda shape: shape.name)
def test_a_mask_with_a_long_number_was_not_sent(shape: MaskShape) -> None:
    with pytest.raises(MaskFault, match="not sent"):
        restore(mask("See `x`."), shape, f"Ver {shape.alone.format(SEVENS)}.")


def test_catalogs() -> None:
    with pytest.raises(UserError, match=r"^x\.po:4: a plural form whose number has 5000 digits"):
        read_catalog(
            f'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[{SEVENS}] "d"\n'.encode(), "x.po"
        )
    assert number_of_forms(f"nplurals={SEVENS}; plural=0;") == 2


BASE = 'source_locale = "en"\nlocales = ["es"]\n'
CONFIGURATIONS = {
    "lists": "a = " + "[" * 100_000,
    "closed lists": "a = " + "[" * 50_000 + "]" * 50_000,
    "tables": "a = " + "{a=" * 30_000,
    "table headers": "[" * 100_000,
    "dotted keys": "a" + ".a" * 50_000 + " = 1",
    "a dotted table": "[a" + ".a" * 50_000 + "]\nb = 1",
    "a number": f"a = {SEVENS}",
    "a fraction": f"a = 0.{SEVENS}",
    "a known number": f"[build]\nminimum_coverage = {SEVENS}",
    "a known text": f"[build]\nminimum_state = {SEVENS}",
    "a segment's number": f'[documents."a.txt".kinds]\n{SEVENS} = "heading"',
    "a date": f"a = {SEVENS}-01-01",
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_configurations(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("project")
    (folder / "polyloom.toml").write_text(BASE + CONFIGURATIONS[name], encoding="utf-8")
    (folder / "source").mkdir()
    (folder / "source" / "a.txt").write_text("A text.\n", encoding="utf-8")
    done = polyloom(folder, "extract")
    assert done.code == 2
    assert re.fullmatch(r"polyloom: polyloom\.toml\S*: [^\n]{1,300}\n", done.err), done.err[:600]


FRONT_MATTERS = {
    "YAML lists": "---\na: {}\n---\n".format("[" * 100_000),
    "closed YAML lists": f"---\na: {'[' * 50_000}{']' * 50_000}\n---\n",
    "YAML mappings": "---\na: {}\n---\n".format("{a: " * 30_000),
    "YAML points": f"---\n{'- ' * 50_000}a\n---\n",
    "a YAML number": f"---\na: {SEVENS}\nb: 0x{SEVENS}\nc: {SEVENS}:{SEVENS}\n---\n",
    "TOML lists": f"+++\na = {'[' * 100_000}\n+++\n",
    "TOML keys": f"+++\na{'.a' * 50_000} = 1\n+++\n",
    "a TOML table": f"+++\n[a{'.a' * 50_000}]\nb = 'c'\n+++\n",
    "a TOML number": f"+++\na = {SEVENS}\n+++\n",
    "JSON": '{{\n"a": {}\n}}\n'.format("[" * 100_000),
}


@pytest.mark.parametrize("matter", FRONT_MATTERS)
@pytest.mark.parametrize("name", ["markdown", "html"])
def test_front_matter(name: str, matter: str) -> None:
    data = f"{FRONT_MATTERS[matter]}\n# Words\n".encode()
    try:
        document = segment(data, name, where="source/x")
    except UserError as error:
        assert str(error).startswith("source/x")  # noqa: PT017  (either is right)
    else:
        weave(document, dict.fromkeys(range(len(document.segments)), "Wörter"))
