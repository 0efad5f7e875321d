"""Strings in YAML front matter: where they stand, and how to write others in their place."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from functools import cache
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from polyloom.formats.contract import UnfitTranslation
from polyloom.formats.front_matter.front_matter_values import FrontMatterError, FrontMatterValue
from polyloom.language.line_breaks import flatten
from polyloom.late_patterns import late_pattern
from polyloom.messages import message

_PLAIN, _SINGLE, _DOUBLE, _LITERAL, _FOLDED = "plain", "'", '"', "|", ">"
# libyaml where it is there: the same events, ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING = "tag:yaml.org,2002:str"
# An anchor and a tag before a value (YAML 1.1, section 8.1.1).
_PROPERTIES = late_pattern(r"(?:[&!]\S*\s+)+")
# The parser takes a time quadratic in the depth.
_DEEPEST = 200
# What stands for a key that is a list or a mapping itself.
_NO_SCALAR = "\0"


@cache
def _unprintable() -> re.Pattern[str]:
    """What is not printable in YAML 1.1 (section 5.1), and the line breaks other than a line feed.

    Compiled on use: it takes longer than to read most front matter.
    """
    return re.compile(
        "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    )


def read_yaml(text: str) -> tuple[tuple[FrontMatterValue, ...], Hashable] | None:
    """The strings under a mapping's keys, with spans in characters, and its structure.

    None where the text is no mapping. The key of a value in nested mappings is ``seo.title``; lists
    add nothing to it. Raises FrontMatterError.
    """
    try:
        reader = _MappingReader(text)
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = (
            getattr(error, "problem", None)
            or getattr(error, "reason", None)
            or message("not readable")
        )
        raise FrontMatterError(
            message("the front matter is not YAML: {what}", what=what),
            mark.line + 1 if mark else 1,
            message("quote the value, or mend the line"),
        ) from None
    return (tuple(reader.values), tuple(reader.outline)) if reader.is_mapping else None


def write_yaml_value(value: FrontMatterValue, translation: str) -> str:
    """The translation, quoted as the value was where that is possible. Raises UnfitTranslation."""
    if value.style in (_LITERAL, _FOLDED):
        return _block(value, translation)
    if value.style == _DOUBLE:
        return _double("\n".join(map(flatten, translation.split("\n"))))
    flat = flatten(translation)
    if value.style == _PLAIN and _is_plain(flat):
        return flat
    if _unprintable().search(flat) or value.style == _PLAIN:
        return _double(flat)
    return "'" + flat.replace("'", "''") + "'"


class _OpenCollection(Struct):
    """A mapping or a list that has not ended: the keys that lead to it, and its current key.

    ``path`` is None where there can be no value for translators: in a key that is itself a
    collection.
    """

    path: str | None
    is_list: bool
    key: str | None = None


class _MappingReader:
    """Collects the values and the structure of a mapping from the events of YAML's parser."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[_OpenCollection] = []
        self.is_mapping = False
        self.values: list[FrontMatterValue] = []
        self.outline: list[Hashable] = []

    def take(self, event: yaml.Event) -> None:
        self.outline.append(type(event).__name__)
        if isinstance(event, yaml.CollectionStartEvent):
            is_list = isinstance(event, yaml.SequenceStartEvent)
            self.is_mapping = self.is_mapping or not (self.open or is_list)
            if len(self.open) == _DEEPEST:
                what = message("the front matter is nested too deeply")
                remedy = message(
                    "nest lists and mappings no deeper than {limit} levels", limit=_DEEPEST
                )
                line = self.text.count("\n", 0, _index(event.start_mark)) + 1
                raise FrontMatterError(what, line, remedy)
            self.open.append(_OpenCollection(self._next_path(), is_list))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._next_path()

    def _next_path(self) -> str | None:
        """The keys that lead to the node that begins here, None as in ``_OpenCollection``.

        The current key of the collection around it is used up, or taken for a key that is a
        collection.
        """
        if not self.open:
            return ""
        around = self.open[-1]
        if around.is_list:
            return around.path
        key, around.key = around.key, None
        if key is None:
            around.key = _NO_SCALAR
            return None
        if around.path is None or key == _NO_SCALAR:
            return None
        return f"{around.path}.{key}" if around.path else key

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        around = self.open[-1] if self.open else None
        if around is not None and not around.is_list and around.key is None:
            around.key = event.value
            self.outline.append(event.value)
            return
        path = self._next_path()
        value = self._value(event, path) if path else None
        if value is None:
            self.outline.append(event.value)
        else:
            self.values.append(value)

    def _value(self, event: yaml.ScalarEvent, key: str) -> FrontMatterValue | None:
        text = event.value.strip()
        if event.tag not in (None, _STRING) or not text:
            return None
        start, end = _index(event.start_mark), _index(event.end_mark)
        if event.anchor is not None or event.tag is not None:
            properties = _PROPERTIES.match(self.text, start, end)
            start = properties.end() if properties else start
        style = event.style or _PLAIN
        if style in (_LITERAL, _FOLDED):
            return _block_value(
                self.text[start:end], FrontMatterValue(key, text, start, end, style)
            )
        if style == _PLAIN and event.tag is None and _resolved(text) != _STRING:
            return None
        return FrontMatterValue(key, text, start, end, style)


def _block_value(written: str, value: FrontMatterValue) -> FrontMatterValue | None:
    """The lines of a block scalar (YAML 1.1, section 9.3), without what surrounds them."""
    header, _, content = written.partition("\n")
    if any(character.isdigit() for character in header.partition("#")[0]):
        return None
    lead = len(content) - len(content.lstrip())
    indent = content[:lead].rpartition("\n")[2]
    begin = value.start + len(header) + 1 + lead
    return replace(value, start=begin, end=begin + len(content.strip()), indent=indent)


def _index(mark: Any) -> int:
    return int(mark.index)


def _block(value: FrontMatterValue, translation: str) -> str:
    lines = [flatten(line) for line in translation.strip().split("\n")]
    if any(_unprintable().search(line) for line in lines):
        raise UnfitTranslation(
            message("front matter has no place for control characters"), message("remove them")
        )
    kept = [line for line in lines if line] if value.style == _FOLDED else lines
    glue = "\n\n" if value.style == _FOLDED else "\n"
    return glue.join(
        (value.indent if index and line else "") + line for index, line in enumerate(kept)
    )


def _is_plain(text: str) -> bool:
    """Whether a text may stand without quotes, in brackets too, whoever reads it."""
    if "\t" in text or _unprintable().search(text):
        return False
    try:
        found = [_scalars(f"key: {text}\n"), _scalars(f"[{text}]")]
    except yaml.YAMLError:
        return False
    return found == [["key", text], [text]] and _resolved(text) == _STRING


def _scalars(text: str) -> list[str]:
    return [
        event.value
        for event in yaml.parse(text, Loader=yaml.SafeLoader)
        if isinstance(event, yaml.ScalarEvent)
    ]


def _resolved(text: str) -> str:
    """What YAML takes a plain scalar for."""
    return str(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)))


_RESOLVER: Any = yaml.resolver.Resolver()


def _double(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _unprintable().sub(lambda match: f"\\U{ord(match[0]):08X}", quoted)
