"""How counts are written that are too small to be public: *2*, *2 jiwa*, *dua*, *2 (dua) orang*, and two in a cell: *1/0*, *1 L, 0 P*.

Pure. Patterns are for ``re`` and RE2, which looks neither before nor behind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SMALL = range(1, 5)
"""Counts that may point at somebody."""
_GAP = "[ \\t\u00a0]*"
_PEOPLE = "(?:jiwa|orang|org|kasus|penderita|pasien|korban|penyandang|penduduk|warga|anak|balita|bayi|ibu|siswa|kk|keluarga)[.]?"
_UNIT = f"{_GAP}(?i:{_PEOPLE})"
_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SMALL_WORD = "|".join(_ONES[n] for n in SMALL)
_END = r"[ \t\r\n]*"
_SEX = f"{_GAP}(?i:lk?|laki-laki|pr?|perempuan)"
_SHARE = f"[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?{_GAP}%"
_BY_SEX = "[0-9 =:.,/+&-]{0,9}[lp][0-9lkpr =:.,/+&-]{0,20}"
_SAID = rf"{_GAP}\({_GAP}(?i:{'|'.join(_ONES)}|{_SHARE}|{_BY_SEX}){_GAP}\)"
"""*2 (dua)*, *2 (L=1, P=1)*, *2 (0,8%)*."""
_BEHIND = f"(?:{_UNIT})?(?:{_SEX})?(?:{_SAID})?(?:{_UNIT})?"
_BEFORE = "(?:(?i:ada|hanya|cuma|cuman|baru|terdapat|sebanyak|sejumlah)[ \t\u00a0:=]{1,3})?"
"""*ada 1*, *hanya satu orang*."""
_FIGURE = rf"([1-4])(?:[.,]0{{0,2}})?{_BEHIND}"
SMALL_TEXT = rf"^[ \t']*{_BEFORE}{_FIGURE}{_END}$"
"""A count as a number: *2*, *2,0*, *2 jiwa*, *2 orang L*, *'2*; *2.000* is two thousand."""
SMALL_WORD = rf"^[ \t]*{_BEFORE}(?i:({_SMALL_WORD})(?:{_GAP}\({_GAP}[1-4]{_GAP}\))?(?:{_UNIT})?){_END}$"
"""The same in words: *dua*, *Dua orang*."""

_ANY, _FEW = "(?:[0-9]{1,6}|-)", "[1-4]"
_MAN, _WOMAN = "(?:l|lk|laki(?:-laki)?|pria)", "(?:p|pr|perempuan|wanita)"
_AND = "[ \t\r\n\u00a0]*(?:[/|,;&+]|dan)?[ \t\r\n\u00a0]*"


def _two(first: str, second: str) -> str:
    """Two counts in a cell: parted by a stroke, or each with its sex."""
    behind = f"{first}{_GAP}{_MAN}{_AND}{second}{_GAP}{_WOMAN}"
    before = f"{_MAN}{_GAP}[.:=]?{_GAP}{first}{_AND}{_WOMAN}{_GAP}[.:=]?{_GAP}{second}"
    return rf"{first}{_GAP}[/|;\\]{_GAP}{second}(?:{_GAP}{_PEOPLE})?|{behind}|{before}"


_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "m[ae][iy]",
    "jun",
    "jul",
    "a[gu][gu]s?",
    "sep",
    "o[ck]t",
    "nov",
    "de[sc]",
)
_YEAR = "[12][0-9]{3}"
_MIDNIGHT = "(?:[T ]00:00:00)?"
PAIR = rf"^[ \t]*(?i:({_two(_ANY, _ANY)})){_END}$"
"""Two counts in a cell, of men and of women; *-* is none."""
SMALL_PAIR = (
    rf"^[ \t]*(?i:({_two(_FEW, _ANY)}|{_two(_ANY, _FEW)}"
    rf"|{_YEAR}-0[1-4]-[0-3][0-9]{_MIDNIGHT}|{_YEAR}-[01][0-9]-0[1-4]{_MIDNIGHT}"
    rf"|0?[1-4]-(?:{'|'.join(_MONTHS)})|[0-3]?[0-9]-(?:{'|'.join(_MONTHS[:4])}))){_END}$"
)
"""The same where one of them is small; also as the day that a spreadsheet makes of *1/2*."""
_STROKE = f"{_GAP}[-\u2013]{_GAP}"
_NOT_LESS = f"0{_STROKE}0|[1-9][0-9]{{0,5}}{_STROKE}0|" + "|".join(
    f"(?:[{n}-9]|[1-9][0-9]{{1,5}}){_STROKE}{n}" for n in range(1, 10)
)
DASHED = rf"^[ \t]*({_NOT_LESS}){_END}$"
"""Two counts with a dash between, the first not less than the second: *1-0*. Of *1-4* nothing tells that it is no span."""
SMALL_DASHED = rf"^[ \t]*({_FEW}{_STROKE}[0-9]{{1,6}}|[0-9]{{1,6}}{_STROKE}{_FEW}){_END}$"
"""What may be one of these where one is small."""

_WHOLE = re.compile(rf"'?{_BEFORE}([0-9]{{1,15}})(?:\.0*|,0{{0,2}})?{_BEHIND}")
_THOUSANDS = re.compile(rf"([0-9]{{1,3}}(?:\.[0-9]{{3}})+)(?:,0+)?(?:{_UNIT})")
"""Points are those of thousands where a unit tells that this is no number of the table's own."""
_WORD = re.compile(rf"{_BEFORE}(?i:([a-z]+(?: [a-z]+){{0,3}}?)(?:{_GAP}\([0-9 ]+\))?(?:{_UNIT})?)")
_PAIR = re.compile(f"(?i:{_two(f'({_ANY})', f'({_ANY})')})")
_TWO_DASHED = re.compile(f"([0-9]{{1,6}}){_STROKE}([0-9]{{1,6}})")
_ISO_DAY = re.compile(rf"{_YEAR}-([01][0-9])-([0-3][0-9]){_MIDNIGHT}")
_DAY = re.compile(rf"([0-3]?[0-9])-({'|'.join(_MONTHS)})", re.IGNORECASE)


def _in_words() -> dict[str, int]:
    """Whole numbers below a hundred, as they are said."""
    said = {word: n for n, word in enumerate(_ONES)} | {"nihil": 0, "sepuluh": 10, "sebelas": 11}
    said |= {f"{word} belas": 10 + n for n, word in enumerate(_ONES) if n > 1}
    tens = {f"{word} puluh": 10 * n for n, word in enumerate(_ONES) if n > 1}
    return said | tens | {f"{ten} {_ONES[n]}": at + n for ten, at in tens.items() for n in range(1, 10)}


_NUMBERS = _in_words()


def whole_number(value: str) -> int | None:
    """The whole number that a value of a table is, as a number, in words, or as a text with its unit."""
    if match := _THOUSANDS.fullmatch(value):
        return int(match[1].replace(".", ""))
    if match := _WHOLE.fullmatch(value):
        return int(match[1])
    match = _WORD.fullmatch(value)
    return _NUMBERS.get(match[1].lower()) if match else None


def halves(value: str) -> tuple[int, int] | None:
    """The two counts of a cell; None where it does not hold two."""
    text = value.strip()
    if match := _PAIR.fullmatch(text):
        first, second = (int(count) if count != "-" else 0 for count in match.groups() if count)
        return first, second
    if match := _TWO_DASHED.fullmatch(text):
        return int(match[1]), int(match[2])
    if match := _ISO_DAY.fullmatch(text):
        return int(match[2]), int(match[1])
    if match := _DAY.fullmatch(text):
        month = next(n for n, month in enumerate(_MONTHS, 1) if re.fullmatch(month, match[2], re.IGNORECASE))
        return int(match[1]), month
    return None


def in_pairs(values: Sequence[str]) -> bool:
    """Tell whether a column holds two counts in most of its cells, days aside, and spans (*0-4*, *5-9*) too."""
    filled = [value.strip() for value in values if value]
    pairs = sum(bool(_PAIR.fullmatch(value)) for value in filled)
    if any(re.fullmatch(DASHED, value) for value in filled):
        pairs += sum(bool(_TWO_DASHED.fullmatch(value)) for value in filled)
    return pairs * 2 > len(filled)
