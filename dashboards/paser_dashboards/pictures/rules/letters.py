"""Letters that programs of UTF-16 count as two: emoji, mathematical letters. Pure rules.

Vega cuts a long label between the halves of such a letter, and then cannot draw the picture at all. So each of them is one of
Unicode's private letters, which count as one, while a picture is drawn.
"""

from __future__ import annotations

import re

_OF_TWO = re.compile("[\U00010000-\U0010ffff]")
_PRIVATE = range(0xE000, 0xF900)


def of_one(text: str) -> tuple[str, dict[int, str]]:
    """A text without letters that count as two, and how ``str.translate`` brings them back.

    More of them than there are private letters, of which each stands for one, come back as U+FFFD.
    """
    found = dict.fromkeys(_OF_TWO.findall(text))
    free = (letter for letter in map(chr, _PRIVATE) if letter not in text)
    private = dict(zip(found, free, strict=False))
    back = {ord(letter): of_two for of_two, letter in private.items()}
    return text.translate({ord(of_two): private.get(of_two, "\ufffd") for of_two in found}), back
