"""A strict reading of HTML: the sequence of tags, and whether they nest as the standard asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "br"})
PHRASING_ONLY = frozenset(
    {"p", "h1", "h2", "title", "span", "bdi", "b", "strong", "small", "i", "mark"}
)
PHRASING = frozenset({"br", "span", "bdi", "b", "strong", "small", "i", "mark"})
PARENTS = {
    "li": {"ol", "ul"},
    "tr": {"thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
    "tbody": {"table"},
    "thead": {"table"},
    "caption": {"table"},
    "dl": {"section"},
    "dt": {"div"},
    "dd": {"div"},
}
CHILDREN = {
    "ol": {"li"},
    "ul": {"li"},
    "table": {"caption", "thead", "tbody"},
    "tbody": {"tr"},
    "thead": {"tr"},
    "tr": {"th", "td"},
    "dl": {"div"},
}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    path: tuple[str, ...]
    text: str = ""


@dataclass
class _Reader(HTMLParser):
    open: list[Element] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    declarations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data!r}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> repeats an attribute"
        parent = self.open[-1].tag if self.open else ""
        assert tag not in PARENTS or parent in PARENTS[tag], f"<{tag}> in <{parent}>"
        assert parent not in CHILDREN or tag in CHILDREN[parent], f"<{tag}> in <{parent}>"
        assert parent not in PHRASING_ONLY or tag in PHRASING, f"<{tag}> in <{parent}>"
        path = tuple(element.tag for element in self.open)
        element = Element(tag, {name: value or "" for name, value in attrs}, path)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open:
            assert not data.strip(), f"text outside of everything: {data!r}"
            return
        parent = self.open[-1].tag
        assert parent not in CHILDREN or not data.strip(), f"text in <{parent}>: {data!r}"
        for element in self.open:
            element.text += data


def read_html(page: str) -> list[Element]:
    """All elements in order; fails where a tag is not closed or stands where it may not."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.declarations == ["doctype html"]
    assert not reader.open, f"<{reader.open[-1].tag}> is not closed"
    return reader.elements


def tags(page: str) -> list[str]:
    return [element.tag for element in read_html(page)]
