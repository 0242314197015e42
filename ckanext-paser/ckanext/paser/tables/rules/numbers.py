"""Numbers as Indonesians write them, and as programs do; one way of writing per column.

``1.234.567,89`` is the Indonesian form (SNI and PUEBI: dot between thousands, comma before
decimals; BPS also puts a space between thousands), ``1,234,567.89`` the English one, ``1234567.89``
that of programs. Money carries ``Rp`` and may end in ``,-``; a minus is ``-``, ``−``, ``–`` or
parentheses (bookkeeping), around ``Rp`` or behind it. A single value such as ``1.234`` can be read in two ways; see ``infer``.

Programs write ``1e+05`` (R: 100000), ``1.5E7`` (Java) and ``1E+11`` (spreadsheets): exact below 10^15, as the digits that are not
there are zeros. A spreadsheet shows six digits of a number of twelve or more (``6,40102E+11``): whether the others are zeros
nobody can tell, so that such a number, and any from 10^15 on (a NIK is 6,40102E+15), has lost digits.

The patterns are written for both Python's ``re`` and RE2, so that small files (Python) and
large ones (DuckDB) are read by the same rule.
"""

from __future__ import annotations

import re

_MONEY = r"(?:(?:[Rr][Pp]|IDR)\.?[ \x{a0}]{0,20})"
"""A spreadsheet's format for accounts fills what is left of the cell with blanks: ``Rp    (234.567)``."""
_MINUS = r"[-−–]"
_SIGN = rf"(?:\+|{_MINUS} ?)"
_WHOLE = r"[1-9][0-9]{0,14}|0"
_DOTTED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5}"
_COMMAED = r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5}"
_SPACED = r"[1-9][0-9]{0,2}(?:[ \x{a0}\x{2009}\x{202f}][0-9]{3}){1,5}"


def _written(whole: str, fraction: str) -> str:
    """A pattern: sign or parentheses, perhaps money, the digits."""
    body = rf"(?:(?:{whole}){fraction}|{_MONEY}(?:{whole})(?:{fraction}|,[-–]))"
    of_accounts = rf"{_MONEY}\((?:{whole})(?:{fraction}|,[-–])\)"
    return rf"(?:{_SIGN}?{body}|{_MONEY}{_MINUS}(?:{whole}){fraction}|\({body}\)|{of_accounts})"


def _percent(whole: str, fraction: str) -> str:
    """A pattern: sign or parentheses, the digits, a percent sign; a plain 0 is none of anything, and needs no sign."""
    body = rf"(?:{whole}){fraction}[ \x{{a0}}]?%"
    return rf"(?:{_SIGN}?{body}|\({body}\)|0)"


_ID, _EN = rf"{_DOTTED}|{_SPACED}|{_WHOLE}", rf"{_COMMAED}|{_WHOLE}"
_ID_FRACTION, _EN_FRACTION = r"(?:,[0-9]{1,20})?", r"(?:\.[0-9]{1,20})?"

INTEGER = r"-?(?:[1-9][0-9]{0,14}|0)"
"""Plain digits, up to 15: a longer row of digits is an identifier (NIK, NIP, NPWP have 15 to 18)."""

_TEN, _ELEVEN_ON = r"0{0,2}(?:[0-9]|10)", r"0?1[1-4]"
"""Exponents up to ten, and from there to fourteen."""
_POWER = r"[0-9](?:[eE]\+|e)0{0,2}(?:[0-9]|1[0-4])"
"""A digit with an exponent; without a plus ``1E5`` may be the name of a room."""


def _exponent(mark: str) -> str:
    """A pattern: one digit, perhaps decimals behind the mark, a positive exponent that has lost no digits."""
    few_or_all = rf"{mark}(?:[0-9]{{1,4}}|[0-9]{{6,20}})[eE]\+?{_ELEVEN_ON}"
    return rf"(?:{_POWER}|[0-9](?:{mark}[0-9]{{1,20}}[eE]\+?{_TEN}|{few_or_all}))"


def _whole_exponent() -> str:
    """A pattern: the same where no more decimals are there than the exponent moves, but for zeros."""
    none = [r"[.,]0{1,20}[eE]\+?0{1,3}"]
    up_to_ten = [rf"[.,][0-9]{{1,{e}}}0{{0,19}}[eE]\+?0{{0,2}}{e}" for e in range(1, 11)]
    beyond = [rf"[.,](?:[0-9]{{1,4}}|[0-9]{{6,{e}}}0{{0,9}})[eE]\+?0?{e}" for e in range(11, 15)]
    return rf"(?:{_POWER}|[0-9](?:{'|'.join([*none, *up_to_ten, *beyond])}))"


INTEGER_EXPONENT = rf"{INTEGER}|-?{_whole_exponent()}"
"""Whole numbers, some of them with an exponent (``1e+05``); behind one digit a comma or dot can only stand before decimals."""

DECIMAL = rf"-?(?:(?:[1-9][0-9]{{0,14}}|0)(?:\.[0-9]{{1,20}})?(?:[eE]-[0-9]{{1,2}})?|{_exponent('[.]')})"
"""As programs write it."""

EXPONENT_ID = rf"-?(?:{_exponent(',')}|[0-9](?:,[0-9]{{1,20}})?[eE]-[0-9]{{1,2}})"
BARE_ID = rf"-?(?:{_DOTTED}|{_WHOLE})(?:,[0-9]{{1,20}})?|{EXPONENT_ID}"
"""The plain Indonesian form, without money, blanks or other signs: the usual case, quickly read."""

INTEGER_ID = _written(_ID, "")
INTEGER_EN = _written(_EN, "")
NUMBER_ID = _written(_ID, _ID_FRACTION)
NUMBER_EN = _written(_EN, _EN_FRACTION)
PERCENT_ID = _percent(_ID, _ID_FRACTION)
PERCENT_EN = _percent(_EN, _EN_FRACTION)

UNSEPARATED = rf"(?:{_written(_WHOLE, '')}|{_percent(_WHOLE, '')}|-?{_POWER})"
WRITTEN = rf"(?:{NUMBER_ID}|{NUMBER_EN})"
IN_WORDS = rf"{WRITTEN}(?:[ \x{{a0}}]?(?i:ribu|rb|juta|jt|miliar|milyar|triliun|trilyun)\.?)?"
"""Numbers of which some say their size in words: ``1,2 juta``, ``Rp 3 miliar``, beside ``950.000``."""

_UNIT = r"(?:[A-Za-z]{2,15}|[mlg])(?:[23²³]|/[A-Za-z]{1,10}[23²³]?)?(?: [A-Za-z]{2,15})?"
WITH_UNIT = rf"{WRITTEN}[ \x{{a0}}]{{0,2}}({_UNIT})\.?"
"""A number with a word behind it: ``1.100.000 jiwa``, ``5 km``, ``5,2 ton/ha``."""

MARKED = rf"{WRITTEN}(?:[ \x{{a0}}]?\*{{1,3}}\)?|[ \x{{a0}}]?[a-z]\)|[ \x{{a0}}][0-9]\)|[ \x{{a0}}]?\([a-z*]{{1,2}}\)|[¹²³])"
"""A number with the mark of a footnote behind it: ``100*``, ``120*)``, ``140r)``, ``12 1)``; of ``12)`` it may number the row."""

_BEYOND = r"(?:0?(?:1[5-9]|[2-9][0-9])|[1-9][0-9]{2})"
ROUNDED = rf"-?[0-9](?:(?:[.,][0-9]{{1,20}})?[eE]\+?{_BEYOND}|[.,][0-9]{{5}}[eE]\+?{_ELEVEN_ON})"
"""Numbers with an exponent of which digits may be lost: any from 10^15 on, and what spreadsheets show of twelve digits or more."""
WITH_EXPONENT = r"-?[0-9](?:[.,][0-9]{1,20})?(?:[eE]\+|e)[0-9]{1,3}"

NEGATIVE = r"^(?:[Rr][Pp]|IDR)?[.]?[ \x{a0}]{0,20}[-−–(]"
"""Finds the minus of a value that one of the patterns above has matched."""


def python(pattern: str) -> re.Pattern[str]:
    r"""Compile a pattern of ours (``\x{2009}`` as RE2 has it) for Python."""
    return re.compile(re.sub(r"\\x\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), pattern), re.ASCII)


_NEGATIVE = python(NEGATIVE)


def read(text: str, mark: str) -> str:
    """Read a value that a pattern matched into plain form: ``(Rp 1.234,50)`` is ``-1234.50``.

    Args:
        text: the matched value.
        mark: what stands before the decimals, ``,`` or ``.``.
    """
    if "e" in text or "E" in text:
        return text.replace(mark, ".")
    digits = re.sub(rf"[^0-9{mark}]", "", text).strip(mark).replace(mark, ".")
    return f"-{digits}" if _NEGATIVE.match(text) else digits


_FORMS = (DECIMAL, EXPONENT_ID, NUMBER_ID, NUMBER_EN, PERCENT_ID, PERCENT_EN)
_ANY = [*map(python, _FORMS)]
ANY = "|".join(_FORMS)
"""A number in any of the forms, for RE2."""


def is_number(text: str) -> bool:
    """Tell whether a text can be read as a number in any of the forms."""
    return any(pattern.fullmatch(text) for pattern in _ANY)
