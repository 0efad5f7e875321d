"""The dictionaries of Hunspell that are installed on this machine, for the extra ``spelling``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from polyloom.language.locales import language_of, subtags_of

# Where systems put dictionaries, unless Hunspell's own variable names other folders.
_VARIABLE = "DICPATH"
_FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/Library/Spelling")


class HunspellDictionary(Struct, frozen=True):
    """A dictionary that is read, through the library ``hunspell`` of chunspell."""

    speller: object

    def knows(self, word: str) -> bool:
        """Whether a word is spelled right, or has letters that the dictionary has no word with."""
        try:
            return bool(self.speller.spell(word))  # type: ignore[attr-defined]
        except UnicodeEncodeError:
            return True


class SpellingDictionaries(Struct):
    """The dictionaries in some folders; each is read once, when it is first asked for."""

    folders: Sequence[str] = ()
    _read: dict[Path, HunspellDictionary] = field(default_factory=dict)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> SpellingDictionaries:
        """Those of the machine; none where the library is not installed."""
        if not has_spelling_library():
            return cls()
        own = environment.get(_VARIABLE)
        return cls(_FOLDERS if own is None else tuple(filter(None, own.split(os.pathsep))))

    def find(self, locale: str) -> Path | None:
        """The dictionary for a locale, its ``.dic``: that of its territory, or of its language."""
        language, territory = language_of(locale), subtags_of(locale).territory
        names = [f"{language}_{territory}" if territory else "", language]
        for folder in map(Path, self.folders):
            known = [f"{language}_{language.upper()}", *_names_of(folder, language)]
            for name in filter(None, [*names, *known]):
                path = folder / f"{name}.dic"
                if path.is_file() and path.with_suffix(".aff").is_file():
                    return path
        return None

    def fingerprint(self, locale: str) -> tuple[tuple[str, int, int], ...]:
        """What tells the dictionary for a locale from others: paths, sizes and times of its files.

        Empty where there is none.
        """
        path = self.find(locale)
        return _fingerprint(() if path is None else (path, path.with_suffix(".aff")))

    def fingerprints(self) -> tuple[tuple[str, int, int], ...]:
        """The same of all dictionaries that there are."""
        some = (file for folder in self.folders for file in sorted(Path(folder).glob("*.[ad]*")))
        return _fingerprint(file for file in some if file.suffix in (".aff", ".dic"))

    def load(self, locale: str) -> HunspellDictionary | None:
        """The dictionary for a locale, None where there is none."""
        path = self.find(locale)
        if path is None:
            return None
        if path not in self._read:
            from hunspell import Hunspell

            folder = str(path.parent)
            self._read[path] = HunspellDictionary(Hunspell(path.stem, hunspell_data_dir=folder))
        return self._read[path]


def _fingerprint(files: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    found = [(file, file.stat()) for file in files]
    return tuple((str(file), stat.st_size, stat.st_mtime_ns) for file, stat in found)


def has_spelling_library() -> bool:
    """Whether chunspell is installed."""
    from importlib.util import find_spec

    return find_spec("hunspell") is not None


def _names_of(folder: Path, language: str) -> Sequence[str]:
    """The dictionaries of a language in a folder, of whatever territory."""
    if not folder.is_dir():
        return ()
    return sorted(path.stem for path in folder.glob(f"{language}_*.dic"))
