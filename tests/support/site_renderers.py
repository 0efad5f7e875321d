"""What sites make of Markdown: pages, by the parsers that the sites use.

Each function takes texts and gives their pages as HTML; None for a text that is refused.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from importlib import import_module
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# What mkdocstrings puts documentation of code in the place of.
_SNIPPET = re.compile(r"(?m)^-+8<-+.*$")
_AUTODOC = re.compile(
    r"^(?P<indent>[ \t]*)::: [\w.]+[ \t]*(?:\n|\Z)(?:(?P=indent)[ \t]+\S.*\n|[ \t]*\n)*",
    re.MULTILINE,
)
# What a site makes of what stands behind a fence is its own affair.
_FENCE_OPTIONS = re.compile(r"(?m)^([ \t>]*(?:`{3,}|~{3,})[ \t]*[\w+.-]*)[ \t][^`\n]*$")
# What the macros of a site, as those of Jinja, put something in the place of.
_MACROS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
_PYMDOWN = (
    "abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "admonition",
    "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.highlight",
    "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark",
    "pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
    "pymdownx.tilde", "pymdownx.blocks.admonition", "pymdownx.blocks.definition",
    "pymdownx.blocks.details", "pymdownx.blocks.tab", "pymdownx.blocks.html",
    "pymdownx.blocks.caption", "pymdownx.arithmatex", "pymdownx.critic", "pymdownx.progressbar",
    "pymdownx.emoji",
)  # fmt: skip
_MORE_OF_PYMDOWN = ("pymdownx.quotes", "pymdownx.fancylists", "pymdownx.saneheaders")
_CONFIGURATION: dict[str, dict[str, Any]] = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.quotes": {"callouts": True},
    # The boxes of the documents' own configuration beside those that are always there.
    "pymdownx.blocks.admonition": {
        "types": [
            "note",
            "attention",
            "caution",
            "danger",
            "error",
            "tip",
            "hint",
            "warning",
            "new",
            "settings",
            "example",
            "question",
            "success",
            "info",
            "abstract",
            "failure",
            "bug",
            "quote",
            "important",
        ]
    },
    # That a bracket behind an address belongs to it is the parser's own affair.
    "pymdownx.magiclink": {"repo_url_shorthand": False, "social_url_shorthand": False},
}


# The directives of MyST, and of what Sphinx is extended with, that hold prose …
MYST_PROSE = (
    "admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "tip",
    "warning", "epigraph", "sidebar", "topic", "list-table", "figure",
)  # fmt: skip
_MYST_BOXES = (
    "card", "deprecated", "dropdown", "grid", "grid-item", "grid-item-card", "margin", "seealso",
    "tab", "tab-item", "tab-set", "todo", "toggle", "versionadded", "versionchanged", "figure-md",
)  # fmt: skip
# … and those that show code, or what stands elsewhere.
_MYST_CODE = (
    "autosummary", "button-link", "button-ref", "code-cell", "example", "furo-demo", "include",
    "literalinclude", "postlist", "toctree", "youtube", "eval-rst", "raw",
    "jupyterhub-rest-api-links",
)  # fmt: skip
_MYST_ROLES = (
    "any", "attr", "bdg", "bdg-primary", "bdg-success", "bdg-warning", "bdg-warning-line", "cite",
    "cite:p", "cite:t", "class", "doc", "download", "eq", "external:doc", "external:ref", "file",
    "guilabel", "meth", "mod", "numref", "octicon", "pr", "py:class", "py:func", "py:meth", "pypi",
    "ref", "term", "user",
)  # fmt: skip
MYST_FENCES = tuple(f"{{{name}}}" for name in (*MYST_PROSE, *_MYST_BOXES))
_MYST_SETTINGS = {
    "myst_enable_extensions": [
        "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
        "html_image", "strikethrough", "tasklist",
    ],
    "report_level": 5,
    "halt_level": 6,
    "output_encoding": "unicode",
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "file_insertion_enabled": False,
    "syntax_highlight": "none",
    "doctitle_xform": False,
    "_disable_config": True,
}  # fmt: skip
_RENDER_MDX = """
import { readFileSync } from "node:fs"
import { compile } from "@mdx-js/mdx"
import frontmatter from "remark-frontmatter"
import gfm from "remark-gfm"

const text = value => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
const all = node => node.children.map(shown).join("")
const tagged = (name, node) =>
  `<${name}>` + (/^(br|hr|img|input|wbr)$/.test(name) ? "" : `${all(node)}</${name}>`)
const shown = node => ({
  root: () => all(node),
  text: () => text(node.value),
  element: () => tagged(node.tagName, node),
  mdxJsxFlowElement: () => component(node),
  mdxJsxTextElement: () => component(node),
})[node.type]?.() ?? ""
const component = ({ name, ...node }) =>
  name === null ? all(node) : tagged(name.match(/^[a-z][a-z0-9]*$/) ? name : "x-part", node)

const pages = []
for (const source of JSON.parse(readFileSync(process.env.POLYLOOM_TEXTS, "utf8"))) {
  let page = ""
  const keep = () => tree => { page = shown(tree) || "<hr>" }
  try {
    await compile(source, { remarkPlugins: [frontmatter, gfm], rehypePlugins: [keep] })
    pages.push(page)
  } catch {
    pages.push(null)
  }
}
console.log(JSON.stringify(pages))
"""


def python_markdown(texts: Sequence[str]) -> list[str]:
    """As Python-Markdown and its extensions render them (MkDocs, Material)."""
    return [_of_python_markdown(text, _PYMDOWN) for text in texts]


def python_markdown_with_all(texts: Sequence[str]) -> list[str]:
    """As Python-Markdown renders them with what few sites have, too."""
    return [_of_python_markdown(text, (*_PYMDOWN, *_MORE_OF_PYMDOWN)) for text in texts]


def _of_python_markdown(text: str, extensions: Sequence[str]) -> str:
    import markdown

    for pattern in (_FRONT_MATTER, _AUTODOC, _SNIPPET, _MACROS):
        text = pattern.sub("", text)
    shown = _FENCE_OPTIONS.sub(r"\1", text)
    configuration = {name: value for name, value in _CONFIGURATION.items() if name in extensions}
    return str(markdown.markdown(shown, extensions=extensions, extension_configs=configuration))


def markdown_it(texts: Sequence[str]) -> list[str]:
    """As markdown-it with the plug-ins of MyST renders them."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin
    from mdit_py_plugins.myst_blocks import myst_block_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (
        front_matter_plugin, footnote_plugin, deflist_plugin, tasklists_plugin, admon_plugin,
        attrs_plugin, attrs_block_plugin, colon_fence_plugin, dollarmath_plugin, myst_block_plugin,
    ):  # fmt: skip
        parser.use(plugin)
    return [str(parser.render(text)) for text in texts]


def myst(texts: Sequence[str]) -> list[str]:
    """As MyST and docutils render them (Sphinx, Jupyter Book)."""
    rst: Any = import_module("docutils.parsers.rst")
    nodes: Any = import_module("docutils.nodes")
    publish: Any = import_module("docutils.core").publish_string
    parser: Any = import_module("myst_parser.docutils_").Parser
    for name in _MYST_ROLES:
        rst.roles.register_generic_role(name, nodes.inline)
    for names, run in ((_MYST_BOXES, _run_box), (_MYST_CODE, _run_silent)):
        for name in names:
            rst.directives.register_directive(name, _directive(rst, run))
    return [
        publish(text, parser=parser(), writer="html5", settings_overrides=_MYST_SETTINGS)
        for text in texts
    ]


def _directive(rst: Any, run: Callable[[Any], list[Any]]) -> type:
    """A directive with an argument, options and content, as docutils has them."""
    members = {
        "optional_arguments": 1,
        "final_argument_whitespace": True,
        "has_content": True,
        "option_spec": {"class": rst.directives.unchanged},
        "run": run,
    }
    return type("SiteDirective", (rst.Directive,), members)


def _run_box(directive: Any) -> list[Any]:
    """What a box shows: its argument, which is the title, and its content."""
    nodes: Any = import_module("docutils.nodes")
    box = nodes.container()
    if directive.arguments:
        title, _ = directive.state.inline_text(directive.arguments[0], directive.lineno)
        box += nodes.paragraph("", "", *title)
    directive.state.nested_parse(directive.content, directive.content_offset, box)
    return [box]


def _run_silent(directive: Any) -> list[Any]:
    """What a directive shows that shows code, or what stands elsewhere."""
    del directive
    return []


def mdx(texts: Sequence[str]) -> list[str | None]:
    """As MDX itself renders them; what JavaScript puts in is left out."""
    packages = os.environ.get("POLYLOOM_MDX", "")
    if not packages:
        pytest.skip("POLYLOOM_MDX names no folder with @mdx-js/mdx")
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as file:
        json.dump(texts, file)
        file.flush()
        done = subprocess.run(
            ["node", "--input-type=module", "-e", _RENDER_MDX],
            env={**os.environ, "POLYLOOM_TEXTS": file.name},
            capture_output=True,
            text=True,
            cwd=packages,
            timeout=600,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    pages: list[str | None] = json.loads(done.stdout)
    return pages
