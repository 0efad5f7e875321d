"""What a project may say of how a document is read, in the document's table in ``polyloom.toml``.

``segment_by``, ``kinds`` and ``overrules`` are options of every format. The others are declared
here, one value each, and a format's row in ``FORMATS`` lists those that it has: so
``polyloom.toml`` is judged without loading the code of any format.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from polyloom.model import Kind


class Overrule(Struct, frozen=True):
    """What a project says of one text: its first words, or a reference's word (``paragraph-4``).

    ``kind`` is what it is, ``split_before`` the first words of a line of it that begins another
    text, ``join_with_next``: the next text belongs to it, ``skip``: it is for no translator.
    """

    text: str
    kind: Kind | None = None
    split_before: str = ""
    join_with_next: bool = False
    skip: bool = False


class DocumentOptions(Struct, frozen=True):
    """What a project says of how a document is read.

    ``segment_by`` is ``paragraph`` or ``sentence``. ``kinds`` overrules the guessed kinds, by the
    segment's number from 1, and ``overrules`` by their texts. ``by_name`` has the options that the
    document's format has and others have not; one that is not in it has its default.
    """

    segment_by: str = "paragraph"
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    overrules: tuple[Overrule, ...] = ()
    by_name: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


class FormatChoice(Struct, frozen=True):
    """An option whose value is one of a few words; ``name`` is its key in ``polyloom.toml``."""

    name: str
    words: tuple[str, ...]
    default: str

    def of(self, options: DocumentOptions) -> str:
        """The option's value for a document."""
        value = options.by_name.get(self.name, self.default)
        return value if isinstance(value, str) else self.default


class FormatTextList(Struct, frozen=True):
    """An option whose value is a list of texts; ``name`` is its key in ``polyloom.toml``."""

    name: str
    default: tuple[str, ...]

    def of(self, options: DocumentOptions) -> tuple[str, ...]:
        """The option's value for a document."""
        value = options.by_name.get(self.name, self.default)
        return value if isinstance(value, tuple) else self.default


FormatOption = FormatChoice | FormatTextList

# The keys of front matter whose values are for translators.
FRONT_MATTER = FormatTextList("front_matter", ("title", "subtitle", "description", "summary"))
# The styles of Word files whose paragraphs are code, as Word, LibreOffice and Pandoc name them.
UNTRANSLATED_STYLES = FormatTextList(
    "untranslated_styles",
    (
        "Code", "Code Block", "Code Example", "Code Listing", "Code Sample", "Code Snippet",
        "Source Code", "Program Code", "Program Listing", "Sample Code", "HTML Preformatted",
        "Preformatted Text", "Preformatted", "Macro", "Macro Text", "Verbatim",
    ),
)  # fmt: skip
# Whether outputs have the directives of their source.
DIRECTIVES = FormatChoice("directives", ("keep", "strip"), "keep")
# What of code is for translators.
CODE = FormatChoice("code", ("none", "comments", "strings"), "none")
# The first words behind the fences of code that hold prose: ``{note}``, ``admonish``.
PROSE_FENCES = FormatTextList("prose_fences", ())
# Parameters of shortcodes, and attributes of components, that hold prose: ``caption``, ``alt``.
PROSE_PARAMETERS = FormatTextList("prose_parameters", ())
