"""What the HTML standard says of elements, as tables.

Sections are those of https://html.spec.whatwg.org/multipage/.
"""

from __future__ import annotations

from polyloom.model import Kind


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


# §13.1.2 “Elements”: void elements have no content and no end tag.
VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)

# §13.2.5.1 and §13.2.6.4: what stands in these is text without markup and references …
RAW_TEXT = _names("script style xmp iframe noembed noframes")
# … and in these without markup, but with references.
ESCAPABLE_RAW_TEXT = frozenset(("title", "textarea"))

# Elements of other languages: what is in them is read by other rules (§13.2.6.5).
FOREIGN = frozenset(("svg", "math"))
# Inside of these HTML goes on (§13.2.6.5, integration points).
INTEGRATION_POINTS = _names("foreignobject desc title mi mo mn ms mtext annotation-xml")
# A start tag of these ends foreign content (§13.2.6.5).
BREAKOUT = _names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
    "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
    "var"
)

# What programs read and write (§4.5.15, §4.5.17).
CODE = frozenset(("code", "samp"))

HEADINGS = _names("h1 h2 h3 h4 h5 h6")
LISTS = _names("ul ol menu dir dl")
PREFORMATTED = frozenset(("pre", "listing", "textarea"))

# §15.3 “Non-replaced elements”: displayed as blocks or as parts of tables and lists; and what
# holds no running text at all; controls with text of their own, and what has text in the place of
# media. All others are inline.
BLOCKS = _names(
    "html head body frameset address blockquote center dialog div figure figcaption footer form "
    "header hr legend listing main p plaintext pre search article aside h1 h2 h3 h4 h5 h6 hgroup "
    "nav section dir dd dl dt menu ol ul li table caption colgroup col thead tbody tfoot tr td th "
    "fieldset details summary option optgroup select datalist textarea title template "
    "noscript button audio video canvas object map track"
)
# The other elements that the standard knows. What is neither here nor there is a component, which
# is a block where its tag stands on a line of its own.
INLINE = _names(
    "a abbr acronym applet area b base basefont bdi bdo bgsound big blink br cite code data del "
    "dfn em embed font frame i iframe img input ins kbd keygen label link mark marquee math meta "
    "meter nobr noembed noframes output param picture progress q rb rp rt rtc ruby s samp script "
    "slot small source span strike strong style sub sup svg time tt u var wbr xmp"
)
# Blocks whose start tag leaves an open paragraph open: parts of running text, and of the head.
_IN_PARAGRAPHS = _names(
    "select datalist option optgroup textarea title template noscript button audio video canvas "
    "object map track"
)
CLOSES_PARAGRAPH = BLOCKS - _IN_PARAGRAPHS - {"html", "head", "body"}

# What a segment in a block is; blocks that are not named are what they stand in.
KINDS = {
    "title": Kind.TITLE,
    **dict.fromkeys(HEADINGS, Kind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Kind.POINT),
    "blockquote": Kind.QUOTE,
    **dict.fromkeys(("td", "th"), Kind.CELL),
    **dict.fromkeys(("caption", "figcaption", "legend", "summary"), Kind.CAPTION),
    "option": Kind.OPTION,
    "textarea": Kind.PARAGRAPH,
}
# The blocks that their segments name as their marker.
MARKED = HEADINGS | {"dt", "dd", "th", "title", "textarea"}
# The markers of segments in which no tag is one.
TAGLESS = ESCAPABLE_RAW_TEXT

_ROWS = frozenset(("td", "th", "tr"))
_GROUPS = _ROWS | {"tbody", "thead", "tfoot", "caption", "colgroup"}
_TABLE = frozenset(("table", "template"))
_CHOICES = frozenset(("select", "datalist"))
_NO_LIST_ITEM = BLOCKS - {"address", "div", "p"}

# §13.2.6.4.7 and following: which open elements a start tag closes, looked for from the innermost
# one out to one of the others.
IMPLIED_ENDS = {
    "li": (frozenset(("li",)), _NO_LIST_ITEM),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd")), _NO_LIST_ITEM)),
    **dict.fromkeys(HEADINGS, (HEADINGS, BLOCKS)),
    "option": (frozenset(("option",)), BLOCKS),
    "optgroup": (frozenset(("option", "optgroup")), _CHOICES),
    **dict.fromkeys(
        ("td", "th"), (frozenset(("td", "th", "caption", "colgroup")), _TABLE | {"tr"})
    ),
    "tr": (_ROWS | {"caption", "colgroup"}, _TABLE),
    **dict.fromkeys(("tbody", "thead", "tfoot", "caption", "colgroup"), (_GROUPS, _TABLE)),
}
# §13.1.2.4: inline elements whose end tag may be left out.
RUBY_PARTS = _names("rb rt rtc rp")

# An end tag of another element does not reach beyond these (§13.2.4.2, “has an element in scope”).
SCOPES = _names("table caption td th template html button")
# An end tag of these closes whatever is open inside.
CLOSES_ALL = _names("html body table tr td th thead tbody tfoot caption template")

# Some are known to HTML for a few elements only; on others they are those of components, such as
# ``<TabItem label="Linux">``.
_EVERYWHERE = _names(
    "title aria-label aria-description aria-placeholder aria-roledescription aria-valuetext "
    "alt placeholder label caption"
)
_OF_ELEMENTS = {"abbr": frozenset(("th",)), "summary": frozenset(("table",))}
_BUTTONS = frozenset(("submit", "button", "reset"))
_METADATA = _names(
    "description keywords abstract subject application-name apple-mobile-web-app-title "
    "dc.title dc.description dcterms.title dcterms.description "
    "og:title og:description og:site_name og:image:alt og:video:alt "
    "twitter:title twitter:description twitter:image:alt twitter:label1 twitter:label2 "
    "twitter:data1 twitter:data2"
)


def is_translatable(element: str, attribute: str, others: dict[str, str]) -> bool:
    """Whether an attribute's value is for translators (§3.2.6.3, “translatable attributes”).

    Names are in lower case; ``others`` are all attributes of the tag.
    """
    if attribute in _EVERYWHERE or element in _OF_ELEMENTS.get(attribute, ()):
        return True
    if attribute == "value":
        return element == "input" and others.get("type", "").strip().lower() in _BUTTONS
    return attribute == "content" and element == "meta" and bool(metadata_name(others))


def metadata_name(attributes: dict[str, str]) -> str:
    """The name of what a ``meta`` tag tells people (``description``, ``og:title``), or empty."""
    names = (attributes.get(key, "").strip().lower() for key in ("name", "property", "itemprop"))
    return next((name for name in names if name in _METADATA), "")
