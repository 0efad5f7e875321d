"""Shortcodes: what a site generator or a template engine replaces before anyone reads the text.

``{{< … >}}``, ``{{% … %}}``, ``{{ … }}``, ``{% … %}``, ``{{#include …}}``, ``{: .class}``, and
comments ``{# … #}``. They are no words, and a translation has only those of its source.
"""

from __future__ import annotations

from collections import Counter

from polyloom.late_patterns import late_pattern

# Each branch stops at the next brace, so that the search stays linear.
SHORTCODE = late_pattern(r"\{\{[^{}]*\}\}|\{[%:][^{}]*\}|\{#[^{}]*#\}")
# What a site generator would go on reading from, closed or not.
_OPENS = late_pattern(rf"{SHORTCODE.pattern}|\{{\{{|\{{%")


def shortcodes(text: str) -> Counter[str]:
    """The shortcodes of a text, each with how often, and how often one begins that never ends.

    >>> shortcodes("{{< ref  a >}} and {{ more")
    Counter({'{{< ref a >}}': 1, '{{': 1})
    """
    if "{" not in text:
        return Counter()
    return Counter(" ".join(code.split()) for code in _OPENS.findall(text))
