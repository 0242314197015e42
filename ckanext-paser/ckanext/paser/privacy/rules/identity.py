"""How a NIK is written: area, day of birth, serial, and what may part its digits.

Pure; patterns are for ``re`` and RE2. Sources: Permendagri 73/2022 (NIK and KK), Permendagri 72/2019 (codes of provinces and
kabupaten, ``schemas/reference/prefiks_nik.csv``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from operator import itemgetter

MARKS = " \t.\u00a0\u00ad\u2000-\u200d\u2010-\u2015\u202f\u2060\u2212"
"""What parts digits, beside the dash: blanks and dashes of every width, also those that nobody sees."""
ANY_MARK = f"[{MARKS}-]?"
"""Between any two digits."""
LINES = "\r\n"
LINE = r"(?:\r?\n)?"
"""Where a cell goes on in its next line. Beside marks between pairs it would make two days a NIK."""
BLANKS = f"[{MARKS}{LINES}-]{{0,3}}"
"""Between groups of digits, where their lengths tell that these are not two dates: *6401 - 0105 - 0271 - 0001*."""
LOOSE = f"[{MARKS}{LINES}-]{{0,2}}"
"""Between any two digits of a number that is called by its name."""
_HIDING = "*\u2022#"
"""What masks hide digits with."""
_OTHERS = (
    r"!\"$%&'()+,/:;<=>?@\[\\\]^_`{|}~"
    "\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2010-\u2021\u2023-\u206f\u2190-\u23ff"
    "\u2500-\u2775\u2794-\u2bff\u3000-\u303f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
"""All else that is neither letter nor digit."""
_ANY_OTHER = f"[{MARKS}{LINES}{_OTHERS}-]"
GAP = f"(?:{_ANY_OTHER}{{0,3}}|{_ANY_OTHER}?[{_HIDING}]{_ANY_OTHER}?)"
"""The same where a header says what the digits are: whatever is none, and of what masks hide digits with no more than one."""
SPACED = f"[{MARKS}{LINES},/_'\u2019()-]{{0,3}}"
"""What parts the digits of one number in free text, of which a mask leaves nothing."""
POINT = "[.,]"
"""Between thousands."""
SLASH = "[/_,:]"
"""Between area, day of birth and serial, whose lengths tell that these are not three dates."""
APART = f"[{MARKS}{LINES}{_OTHERS}{_HIDING}-]{{1,3}}"
"""Between digits of which each stands alone where a header says what they are."""
SINGLY = f"[{MARKS}{LINES},/_:;|*'-]{{1,3}}"
"""Between digits of which each stands alone, as in the boxes of a form: *6 4 0 1 ...*, *6-4-0-1-...*."""
ANY_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19\U0001d7ce-\U0001d7ff]"
"""Also as Arabs, Persians, Indians, East Asian keyboards and mathematicians write them."""
MONTH = "(?:0[1-9]|1[0-2])"


def spread_out(pattern: str, gap: str) -> str:
    """A pattern of single digits, with what may stand between any two of them."""
    pieces = re.findall(r"\[[^]]+\]|.", pattern)
    ends = [piece[-1] in "])0123456789" and after[0] in "[(0123456789" for piece, after in pairwise(pieces)]
    return "".join(piece + gap * end for piece, end in zip(pieces, [*ends, False], strict=True))


def born(month: str, year: str, within: str = "", years: str = "[0-9][0-9]") -> str:
    """DDMMYY, women's day plus 40, with what may stand before month and year, and within the day."""
    day = rf"(?:0{within}[1-9]|[12]{within}[0-9]|4{within}[1-9]|[56]{within}[0-9])"
    return (
        rf"(?:{day}{month}{MONTH}|[37]{within}0{month}(?:0[13-9]|1[0-2])"
        rf"|[37]{within}1{month}(?:0[13578]|1[02])){year}{years}"
    )


@cache
def area(gap: str = ANY_MARK) -> str:
    """Every prefix of four digits that a NIK was ever given."""
    text = files("paser_schemas").joinpath("reference/prefiks_nik.csv").read_text(encoding="utf-8")
    provinces: list[str] = []
    for row in csv.DictReader(text.splitlines()):
        codes = [f"{n:02}" for part in ("kabupaten", "kota") for n in _span(row[part])]
        tens = [f"{ten}[{''.join(units)}]" for ten, units in _by_first(codes)]
        provinces.append(f"{row['provinsi']}{gap}(?:{'|'.join(tens)})")
    return f"(?:{'|'.join(provinces)})"


def _span(text: str) -> range:
    first, last = map(int, text.split("-"))
    return range(first, last + 1)


def _by_first(codes: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    for first, alike in groupby(sorted(codes), key=itemgetter(0)):
        yield first, [code[1] for code in alike]


DISTRICT = "(?:0[1-9]|[1-9][0-9])"
FLOAT = r"(?:1[.,][1-9]|2[.,]1|3[.,][1-6]|5[.,][1-3]|6[.,][1-5]|7[.,][1-6]|8[.,][12]|9[.,][1-6])[0-9]{12,13}[eE][+]?15"
"""A spreadsheet's ``6.40101010170001E+15``: 15 digits of the 16 are left, enough to find the person."""


def digits(text: str) -> str:
    """The digits of a text."""
    return re.sub("[^0-9]", "", text)


def birth(text: str) -> str:
    """The day of birth in a NIK."""
    return digits(text)[6:12]


def birth_within(text: str) -> str:
    """The same where a year stands before it."""
    return birth(text[4:] if len(text) == len("2024") + 16 else text)


def whole() -> str:
    """A NIK in one piece."""
    return f"{area('')}{DISTRICT}{born('', '')}{'[0-9]' * 4}"


def in_thousands() -> str:
    """A NIK that a spreadsheet wrote as it writes sums: *6.401.076.801.660.017*."""
    parted = re.sub(r"([1-9])([0-9])\(\?:", rf"\1{POINT}\2(?:", area(""))
    return f"{parted}{POINT}{DISTRICT}{born('', POINT, POINT)}[0-9]{POINT}[0-9]{{3}}"
