"""The colours of a page, and whether one can be read on the other (WCAG 2.2)."""

from __future__ import annotations

import re

_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})[;\s]")
_DARK = re.compile(r"@media screen and \(prefers-color-scheme: dark\) \{\n(.*?)\n\}", re.DOTALL)
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def colours_of(page: str) -> dict[str, dict[str, str]]:
    """The named colours of a page, in the light scheme and in the dark one; all are in both."""
    light = dict(_COLOUR.findall(_DARK.sub("", page)))
    dark = {name: value for block in _DARK.findall(page) for name, value in _COLOUR.findall(block)}
    assert light.keys() == dark.keys()
    return {"light": light, "dark": dark}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    ]
    return sum(weight * channel for weight, channel in zip(_WEIGHTS, linear, strict=True))
