"""Numbers that are plainly a person's by more than their shape: each digit stands alone, or the text calls them by their name.

Patterns are for ``re`` and RE2.
"""

from __future__ import annotations

from ckanext.paser.privacy.rules.detector import Detector, Kind
from ckanext.paser.privacy.rules.identity import ANY_DIGIT, BLANKS, LOOSE, SINGLY, birth, spread_out, whole

_END = "(?:[^0-9]|$)"
_MANY = f"[0-9](?:{SINGLY}[0-9]){{32,}}"
"""So many digits that each stand alone are figures, in which chance finds any number."""
_ALONE = ANY_DIGIT + f"[^0-9]{{1,3}}{ANY_DIGIT}" * 5
_SAID = r"[PpJjKkAa @](?:[Ww][Pp]|[Aa][Jj][Aa][Kk]|[Jj][Ss]|[Kk][Nn]|[Ii][Ss]|[Tt][ )\]}]{1,2}[gyrhoil]|[ @])"
SIGN = f"{_ALONE}|{_SAID}"
"""What has a few digits that stand alone, or says NPWP, *Wajib Pajak*, BPJS, JKN, KIS or an address in words: one cheap question
for all of these, since each question of a column is a pass of its own."""
_BLANK = "[ \t\u00a0\u2000-\u200d\u202f]"
_APART = (f"{_BLANK}{{1,3}}", r"\.", " ?- ?", " ?[/_:;|*] ?")
"""The same between all digits of a telephone: *0,8 1,2* are figures."""
_BEGIN = f"(?:^{_BLANK}*|[^0-9 \t\u00a0]{_BLANK}+"
_AFTER = f"(?:{_BLANK}{{0,3}}(?:[^0-9 \t\u00a0]|$))"
"""Before and behind one no other digit stands alone: in a row of sixteen counts chance makes few, in one of thirty many."""


def detectors() -> tuple[Detector, ...]:
    """A NIK of which each digit stands alone, and a telephone."""
    nik = f"{_BEGIN}|[^0-9 \t\u00a0])({spread_out(whole(), SINGLY)}){_AFTER}"
    like_nik, like_phone = (
        f"(?:^|[^0-9])([0-9](?:{SINGLY}[0-9]){{{more}}}){_END}" for more in ("15", "9,13")
    )
    phones = "|".join(f"0{gap}8{gap}[1-9](?:{gap}[0-9]){{7,10}}" for gap in _APART)
    phone = f"{_BEGIN}|[^0-9 \t\u00a0.,/_:;|*-])({phones}){_AFTER}"
    return (
        Detector(Kind.NIK, nik, allowed=_MANY, shape=like_nik, spread=birth, sign=SIGN),
        Detector(Kind.PHONE, phone, allowed=_MANY, shape=like_phone, sign=SIGN),
    )


def called() -> tuple[Detector, ...]:
    """Numbers that a text calls NPWP or BPJS, of which one is enough."""
    tax = r"(?:[Nn][Pp][Ww][Pp][Dd]?|(?:[Ww]ajib|WAJIB) (?:[Pp]ajak|PAJAK))"
    groups = BLANKS.join(f"[0-9]{{{size}}}" for size in (2, 3, 3, 1, 3, 3))
    fours = f"0[0-9]{{3}}(?:{BLANKS}[0-9]{{4}}){{3}}"
    alone = f"[0-9](?:{SINGLY}[0-9]){{14,15}}"
    taxed = f"[0-9]{{15,16}}|{groups}|{fours}|{alone}|{spread_out(whole(), LOOSE)}"
    care = "(?:[Bb][Pp][Jj][Ss](?:[Tt][Kk])?|[Jj][Kk][Nn]|[Kk][Ii][Ss])"
    # its numbers begin with three zeros, as no sum does
    cared = f"000[0-9]{{10}}|000[0-9]{BLANKS}[0-9]{{4}}{BLANKS}[0-9]{{5}}|0(?:{SINGLY}0){{2}}(?:{SINGLY}[0-9]){{10}}"
    return (
        Detector(Kind.NPWP, f"{_name(tax)}({taxed}){_END}", enough=0, sign=SIGN),
        Detector(Kind.BPJS, f"{_name(care)}({cared}){_END}", enough=0, sign=SIGN),
    )


def _name(name: str) -> str:
    """What calls the number after it by its name, with what may stand between: *NPWP Perusahaan :*, *BPJS a.n. ...*"""
    return f"(?:^|[^A-Za-z])(?:[Nn][Oo])?{name}(?:[^A-Za-z0-9][^0-9]{{0,24}})?"
