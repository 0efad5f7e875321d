"""Numbers as points are numbered with: decimal, Roman, alphabetic, Chinese, circled."""

from __future__ import annotations

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CHINESE = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_CIRCLED_ONE, _CIRCLED_LAST = ord("①"), ord("⑳")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def decimal(number: str) -> int:
    """The value of digits of any one script; of a dotted number the last part's.

    >>> decimal("12"), decimal("١٢"), decimal("1.4")
    (12, 12, 4)
    """
    return int(number.rstrip(".").rpartition(".")[2])


def superscript(number: str) -> int:
    """The value of superscript digits.

    >>> superscript("¹²")
    12
    """
    return int(number.translate(_SUPERSCRIPTS))


def roman(number: str) -> int:
    """The value of a Roman number up to a few hundreds, in either case.

    >>> roman("iv"), roman("XIX")
    (4, 19)
    """
    values = [_ROMAN[letter] for letter in number.lower()]
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )


def chinese(number: str) -> int:
    """The value of a Chinese number under ten thousand, or of digits.

    >>> chinese("三"), chinese("十二"), chinese("二十"), chinese("一百零五"), chinese("12")
    (3, 12, 20, 105, 12)
    """
    if number.isdecimal():
        return int(number)
    total, digit = 0, 0
    for character in number:
        if character in _CHINESE_UNITS:
            total += max(digit, 1) * _CHINESE_UNITS[character]
            digit = 0
        else:
            digit = int(character) if character.isdecimal() else _CHINESE[character]
    return total + digit


def circled(number: str) -> int:
    """The value of a circled or parenthesised digit.

    >>> circled("①"), circled("⑳"), circled("⑵")
    (1, 20, 2)
    """
    code = ord(number)
    first = _CIRCLED_ONE if code <= _CIRCLED_LAST else _CIRCLED_LAST + 1
    return code - first + 1
