"""What Markdown is made of."""

from __future__ import annotations

from support.alphabets import EOLS, PIECES, made_of

_SYNTAX = [
    "# ", "## ", "> ", "+ ", "*", "**", "_", "`", "```", "~~~", "~~", "[", "]", "(", ")", "![",
    "](x)", "[a]: /b", "[^1]", "[^1]: ", "<", "</b>", "<b>", "<div>", "</div>", "<!--", "-->", "|",
    "|-|", "| a ", "\\", "  \n", "    ", ": ", "$", "$$", "{#x}", "{{< a >}}", "[ ] ", "[!NOTE]",
    "&amp;", "&", "\n> ", "\n- ", "\n  ", "\n\n    ", "---\n", "+++\n", "title: a\n", "'", '"',
    "title = 'a'\n", "<!-- polyloom:skip -->", "<!-- polyloom:split -->", "https://a.b", "``",
    "```py\n# a\n", '\n!!! note "a title"\n    ', "\n!!! tip\n\n    ", "???+ x", "!!! ",
    "\n:::tip a title\n", "\n:::note[a]\n", "\n:::\n", ":::", "\n> [!TIP] a title\n",
    "\na. ", "\n    ii.  ", "\n#) ", '\n\n=== "a title"\n\n', "\n> [!tip | a]- ### b\n",
    "\n<div>\n<pre>a\n\n", "</pre>",
]  # fmt: skip
DOCUMENTS = made_of(PIECES[:24] + _SYNTAX + EOLS)
SAMPLE = (
    b"# A title\n\nA paragraph that\nis wrapped:\n\n1) one\n   more\n2) two\n\n"
    b"> quoted\n\n"
    b"| cell |\n|------|\n| code `a|b` |\n\n![an image](a.png)\n\nTerm\n: defined\n"
)


def places(text: str) -> list[bytes]:
    in_document = f"# Title\n\nA word. {text} and more.\n\n- b\n"
    in_blocks = (
        f"| {text} |\n|---|\n| b |\n\n- {text}\n\n<div>\n{text}\n</div>\n\n```py\n# {text}\n"
    )
    in_front_matter = [f"---\na: {text}\n---\n", f'+++\na = "{text}"\n+++\n']
    return [part.encode() for part in (text, in_document, in_blocks, *in_front_matter)]
