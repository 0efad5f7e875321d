"""What becomes of names in sentences: which languages change their ends before an ending."""

from __future__ import annotations

# By ISO 639, those in which the last letter of a name may change before an ending: Polish “Rust”,
# “w Ruście”, Hungarian “Alma”, “Almát”, Finnish “Helsinki”, “Helsingissä”.
STEM_CHANGING = frozenset(
    {
        *("be", "bg", "bs", "cs", "csb", "dsb", "hr", "hsb", "mk", "pl", "ru", "sh", "sk", "sl"),
        *("sr", "szl", "uk", "lt", "lv", "ltg"),
        *("et", "fi", "hu", "krl", "se", "smn", "sms", "vro"),
        *("ga", "gd", "is", "ro", "sq", "el", "la", "tr", "az"),
    }
)
