"""What MDX is made of."""

from __future__ import annotations

from support.alphabets import EOLS, PIECES, made_of

_SYNTAX = [
    "# ", "> ", "- ", "**", "_", "`", "```\n", "[", "](x)", "|", "|-|", "\\", "  \n", "    ", "  ",
    "{", "}", "{a}", "{/* c */}", "{'}'}", '{"', "{`${", "`}", "{/* polyloom:skip */}",
    "{/* polyloom:split */}", "<", ">", "</", "/>", "<>", "</>", "<A>", "</A>", "<A>\n  ",
    "\n</A>\n", "<a.b c={1}>", '<A title="a word" />', "<A\n  label='x y'\n>", "<p>", "</p>",
    "<A {...b}", "import a from 'b'\n", "export const c = {\n", "\n\nexport ", "<!--", "-->",
    "{#x}", "&lt;", '"', "\n:::tip a\n", "---\n", "title: a\n", "\n\n", "\n",
]  # fmt: skip
DOCUMENTS = made_of(PIECES[:24] + _SYNTAX + EOLS)
SAMPLE = (
    b"import A from 'a'\n\n# A title\n\nA paragraph {of} that\nis wrapped:\n\n1) one\n   more\n\n"
    b'<A title="a word">\n  > quoted\n\n  - a point\n</A>\n\n<summary>more</summary>\n'
)


def places(text: str) -> list[bytes]:
    in_document = f"# Title\n\nA word. {text} and more.\n\n- b\n"
    in_blocks = f'<A title="{text}">\n  {text}\n</A>\n\n{{{text}}}\n\nexport const a = "{text}"\n'
    return [part.encode() for part in (text, in_document, in_blocks)]
