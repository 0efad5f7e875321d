"""Fences of code, and parameters of shortcodes and components, that hold prose by setting."""

from __future__ import annotations

import pytest

from polyloom.formats.format_options import DocumentOptions
from polyloom.formats.segmentation import segment
from polyloom.formats.weave import structure, weave
from support.listings import listing

OPTIONS = DocumentOptions(
    by_name={
        "prose_fences": ("{note}", "admonish", "{admonition}"),
        "prose_parameters": ("caption", "alt", "title", "lead"),
    }
)
FENCES = """\
```admonish tip title="Before you go"
Pack a *warm* coat.

- and

  ```sh
  echo "no prose"
  ```
```

````{admonition} What *else*
:class: tip
```{note}
Two.
```
````

> ~~~{note}
> Quoted.
> ~~~

```python
"no prose"
```
"""
PARAMETERS = """\
{{< figure src="a.png" alt="A red boat" caption=`Boats in the "harbour"` >}}

{{% alert title="Watch \\"out\\"" color="warning" %}}
Mind {{< tip title="the gap" >}} here.
{{% /alert %}}

{% include image.html caption='Über den
 See' url="b.png" %}

- {{< img
    lead="Over lines"
  >}}

```md
{{< figure alt="No prose" >}}
```

<Hero lead="Words" name="no" />
"""
SHOWN = {
    FENCES: """\
caption | Before you go
paragraph | Pack a *warm* coat.
point 1 - | and
caption | What *else*
paragraph | Two.
quote > | Quoted.
""",
    PARAMETERS: """\
attribute alt | A red boat
attribute caption | Boats in the "harbour"
attribute title | Watch "out"
paragraph | Mind {{< tip title="the gap" >}} here.
attribute caption | Über den See
attribute lead | Over lines
attribute lead | Words
""",
}


@pytest.mark.parametrize("source", SHOWN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_the_project_names_is_a_text(source: str, encoding: str) -> None:
    document = segment(source.encode(encoding), "markdown", options=OPTIONS)
    assert listing(document) == SHOWN[source]
    same = {index: found.text for index, found in enumerate(document.segments)}
    assert weave(document, same, OPTIONS).data == document.data


def test_nothing_of_it_is_a_text_otherwise() -> None:
    assert listing(segment(FENCES.encode(), "markdown")) == ""
    assert listing(segment(PARAMETERS.encode(), "markdown")) == (
        'paragraph | Mind {{< tip title="the gap" >}} here.\n'
    )


@pytest.mark.parametrize("source", SHOWN)
@pytest.mark.parametrize("translation", ['So "viel" – 5 < 6', "it’s *so*", "a \\ b", "# x", "''"])
def test_a_translation_stays_in_its_quotation_marks(source: str, translation: str) -> None:
    document = segment(source.encode(), "markdown", options=OPTIONS)
    for index, found in enumerate(document.segments):
        woven = weave(document, {index: f"{translation} {found.text}"}, OPTIONS)
        again = segment(woven.data, "markdown", options=OPTIONS)
        assert woven.refused == ()
        assert structure(again) == structure(document)
        assert woven.data != document.data


@pytest.mark.parametrize("translation", ["a >}} b", "a {{< x >}}", "a %} b", "a [b](c)"])
def test_what_would_end_a_shortcode_is_refused(translation: str) -> None:
    document = segment(PARAMETERS.encode(), "markdown", options=OPTIONS)
    (refusal,) = weave(document, {0: translation}, OPTIONS).refused
    assert refusal.remedy
