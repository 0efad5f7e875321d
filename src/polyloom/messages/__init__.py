"""What the program says, in the language of whoever reads it.

A message is written in English where it is said, with its values by name in braces, and is looked
up in the catalog of the language that is spoken (``speaking``). Where nothing is spoken, where the
catalog has no translation of it, or one with other names in braces, it stays English: one message
has no influence on another.

What programs read is no message: JSON, exit codes, and whatever goes into catalogs and ledgers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, NamedTuple

ENGLISH: Final = "en"

# A value's place in a message, up to where its name ends.
_FIELD = re.compile(r"\{([^{}!:]*)")
# Between context and text in a message's key (gettext manual, “The Format of GNU MO Files”).
_END_OF_CONTEXT = "\4"


class MessageCatalog(NamedTuple):
    """The messages of one language.

    ``texts`` has for each English one its forms, of which all but those of plurals have one;
    ``form_of`` is the number of the form for a count. ``locale`` is as gettext writes it.
    """

    locale: str
    texts: Mapping[str, tuple[str, ...]]
    form_of: Callable[[int], int]

    def message(self, key: str, text: str, values: Mapping[str, object]) -> str:
        """The message with this key and English text; the English one where it cannot be told."""
        forms = self.texts.get(key, ())
        if len(forms) == 1 and _names(forms[0]) == _names(text):
            return _filled(forms[0], text, values)
        return _filled(text, text, values)

    def plural_message(self, key: str, text: str, count: int, values: Mapping[str, object]) -> str:
        """Like ``message``, for a count: a form may leave the count out (“two files”, “ملفان”)."""
        try:
            form = self.texts.get(key, ())[self.form_of(count)]
        except IndexError:
            return _filled(text, text, values)
        names = _names(text)
        if names - {"count"} <= _names(form) <= names | {"count"}:
            return _filled(form, text, values)
        return _filled(text, text, values)


# None is English: the messages as they are written.
_spoken: ContextVar[MessageCatalog | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(catalog: MessageCatalog | None) -> Iterator[None]:
    """Within it messages are those of a catalog; None: English, as they are written."""
    before = _spoken.set(catalog)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken_language() -> str:
    """The locale of the language in which messages are told, as gettext writes it."""
    catalog = _spoken.get()
    return ENGLISH if catalog is None else catalog.locale


def message(text: str, /, **values: object) -> str:
    """A message with its values.

    >>> message("no text {name}", name="title")
    'no text title'
    """
    catalog = _spoken.get()
    if catalog is not None:
        return catalog.message(text, text, values)
    return text.format_map(values) if values else text


def message_in(context: str, text: str, /, **values: object) -> str:
    """A message that means different things in different places; the context tells which.

    >>> message_in("column of a table", "total")
    'total'
    """
    catalog = _spoken.get()
    if catalog is not None:
        return catalog.message(f"{context}{_END_OF_CONTEXT}{text}", text, values)
    return text.format_map(values) if values else text


def plural_message(one: str, other: str, count: int, /, **values: object) -> str:
    """A message about ``count`` things, which both of its English forms may name: ``{count}``.

    >>> plural_message("{count} text", "{count} texts", 2)
    '2 texts'
    """
    text = one if count == 1 else other
    catalog = _spoken.get()
    if catalog is not None:
        values["count"] = written_number(count)
        return catalog.plural_message(one, text, count, values)
    values["count"] = count
    return text.format_map(values)


def translatable(text: str, /) -> str:
    """The text, which whoever shows it hands to ``message``: it is made before a language is known.

    >>> translatable("quality checks on the catalogs")
    'quality checks on the catalogs'
    """
    return text


def translatable_in(context: str, text: str, /) -> str:  # noqa: ARG001  (who takes messages reads it)
    """Like ``translatable``, for ``message_in``.

    >>> translatable_in("column", "Total")
    'Total'
    """
    return text


def written_number(number: int) -> str:
    """A whole number as the language that is spoken writes it.

    >>> written_number(1234)
    '1234'
    """
    catalog = _spoken.get()
    if catalog is None or -1000 < number < 1000:
        return str(number)
    from babel.numbers import format_decimal

    return format_decimal(number, locale=catalog.locale)


def grouped_number(number: int) -> str:
    """Like ``written_number``, in English with commas between thousands.

    >>> grouped_number(1234)
    '1,234'
    """
    return f"{number:,}" if _spoken.get() is None else written_number(number)


def written_percentage(percentage: str) -> str:
    """A percentage, given in English (``12.5%``), as the language that is spoken writes it.

    >>> written_percentage("12.5%")
    '12.5%'
    """
    catalog = _spoken.get()
    if catalog is None:
        return percentage
    from babel import Locale
    from babel.numbers import get_decimal_symbol

    locale = Locale.parse(catalog.locale)
    number = percentage.removesuffix("%").replace(".", get_decimal_symbol(locale))
    pattern: str = locale.percent_formats[None].pattern
    return re.sub(r"[#0.,]+", number.replace("\\", ""), pattern, count=1)


def written_day(day: str) -> str:
    """The day of a moment that begins as ISO 8601 has it, as the language that is spoken writes it.

    In English, and where it is no day, it is as it is given, without a time.

    >>> written_day("2026-11-27T17:20:00+00:00")
    '2026-11-27'
    """
    day = day[: len("2026-11-27")]
    catalog = _spoken.get()
    if catalog is None:
        return day
    from datetime import date

    from babel.dates import format_date

    try:
        return format_date(date.fromisoformat(day), "long", locale=catalog.locale)
    except ValueError:
        return day


def _names(text: str) -> set[str]:
    """The names of the values in a message."""
    return set(_FIELD.findall(text.replace("{{", "").replace("}}", ""))) if "{" in text else set()


def _filled(text: str, english: str, values: Mapping[str, object]) -> str:
    """A translation with its values, or else the English text with them."""
    if not values:
        return text
    try:
        return text.format_map(values)
    except (LookupError, ValueError, AttributeError, TypeError):
        return english.format_map(values)
