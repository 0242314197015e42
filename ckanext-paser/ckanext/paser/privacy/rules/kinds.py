"""The kinds of personal data and how each is written.

A pattern is one regular expression for both engines: Python's ``re`` and DuckDB's RE2 read it alike. It searches
within a cell and brings its own boundaries, since RE2 cannot look around; group 1 is the datum itself.

Sources: Permendagri 73/2022 (NIK and KK: area, day of birth, serial), PMK 112/2022 (NPWP), Peraturan Kepala BKN
22/2007 (NIP), Permendagri 72/2019 (codes of provinces and kabupaten, ``schemas/reference/prefiks_nik.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from ckanext.paser.privacy.rules import mails, singly
from ckanext.paser.privacy.rules.detector import LETTER, Detector, Kind, Severity
from ckanext.paser.privacy.rules.identity import (
    ANY_DIGIT,
    ANY_MARK,
    APART,
    BLANKS,
    DISTRICT,
    FLOAT,
    GAP,
    LINE,
    LINES,
    LOOSE,
    MARKS,
    MONTH,
    POINT,
    SLASH,
    area,
    birth,
    birth_within,
    born,
    in_thousands,
    spread_out,
    whole,
)

_BEGIN = r"(?:^|[^0-9.,]|[^0-9][.,])"
"""Before a number; ``0.6401...`` is the rest of a decimal, and ``1.0812...`` may be."""
_NUMBERED = rf"(?:{_BEGIN}|(?:^|[^0-9.,])[1-9][0-9]{{0,2}}[.,])"
"""Before a number too long for a decimal: *1.6401...* has an entry of a list before it. Those of 16 digits that chance
makes behind *1.* are few among those of that shape; ``0.`` is never an entry."""
_END = r"(?:[^0-9]|$)"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"


def _long(least: int) -> str:
    """So many characters."""
    return f"(?s:.{{{least}}})"


def _number(inner: str) -> str:
    return f"{_BEGIN}({inner}){_END}"


def _identity(inner: str) -> str:
    return f"{_NUMBERED}({inner}){_END}"


def _digits(least: int, most: int, gap: str = ANY_MARK) -> str:
    return rf"[0-9](?:{gap}[0-9]){{{least - 1},{most - 1}}}"


_AGAIN = f"(?:{APART}[0-9])"


def _singly(least: int, most: int) -> str:
    """So many digits that each stand alone."""
    return f"[0-9]{_AGAIN}{{{least - 1},{most - 1}}}"


_PLATE_AREAS = (
    "A|AA|AB|AD|AE|AG|B|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|D|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|E|EA|EB|ED"
    "|F|G|H|K|KB|KH|KT|KU|L|M|N|P|PA|PB|PS|PT|R|S|T|W|Z"
)

_NIP = rf"(?:19[4-9]|20[0-2])[0-9]{MONTH}{_DAY}{BLANKS}(?:19[6-9]|20[0-4])[0-9]{MONTH}{BLANKS}[12]{BLANKS}[0-9]{{3}}"
_COUNTRY = rf"\(?(?:\+|00{ANY_MARK})?62\)?{BLANKS}\(?(?:0\)?{ANY_MARK})?"
"""Also *(+62)*, *+62 (0)*, *+62 (812)*; without it a number begins with 0."""
_MOBILE = f"8[1-9](?:{ANY_MARK}[0-9]){{7,10}}"
_APART = f"[{MARKS}-]{{1,3}}"
_GROUPED = (
    rf"8[1-9][0-9]{{1,2}}(?:\){BLANKS}|{_APART})"
    f"(?:[0-9]{{6,8}}|[0-9]{{3,4}}{_APART}[0-9]{{3,5}}|[0-9]{{3}}(?:{_APART}[0-9]{{3}}){{2}})"
)
"""Its operator is one group: *083 - 084 - 085* are numbers of something else."""


def _groups(*sizes: int, gap: str = BLANKS) -> str:
    return gap.join(f"[0-9]{{{size}}}" for size in sizes)


_MOST = 0.5
_YEAR = "(?:19[0-9]{2}|20[0-3][0-9])"
_DAYS = (
    rf"(?:^|[^0-9])(?:[0-3]?[0-9][ ./-][01]?[0-9][ ./-]{_YEAR}|{_YEAR}[ ./-][01][0-9][ ./-][0-3][0-9]){_END}"
)
"""Days, of which two in a cell have as many digits as a NIK: *Masa perekaman KTP*, *Tanggal kontak*."""
_HOURS = r"(?:^|[^0-9:])[0-2]?[0-9]:[0-5][0-9](?:[^0-9:]|$)"
"""When a telephone is answered: *08:30-16:00*."""
_CALLED = (
    r"(?:^|[^A-Za-z])(?:(?:[Nn][Oo]|[Ee])?(?:[Nn][Ii][Kk]|[Kk][Tt][Pp]|[Nn]?[Kk][Kk])"
    r"|(?:[Kk]artu|KARTU) (?:[Kk]eluarga|KELUARGA)|(?:[Kk]ependudukan|KEPENDUDUKAN))(?:[^A-Za-z0-9][^0-9]{0,11})?"
)
"""What calls the number after it by its name: *NIK*, *No. KK :*, *e-KTP (a.n. ...)*; no engine folds letters as another."""


def _called() -> Detector:
    """A number beside its name, of which one is enough. In pieces it must be a real one: *Jumlah KK 1.234 2.345 ...*"""
    number = f"[0-9]{{16}}|{spread_out(whole(), LOOSE)}"
    return Detector(Kind.NIK, f"{_CALLED}({number}){_END}", allowed=_DAYS, enough=0, sign=LETTER)


_AS = r"(?:[Aa][./]?[ ]?[Nn]|A[./]?[ ]?N|[Nn][Oo])"
"""Words of two letters that are said of a person or a number: *a.n.*, *an*, *a/n*, *No*. A serial number has such too (*SN*)."""


def _amid_words() -> tuple[Detector, ...]:
    """A NIK of this province behind or before a word, which no chance makes: *sdh meninggal 6401...*; one is enough.

    It stands apart from all letters, so that no code is one; many of them that share their days are a list of codes.
    """
    here = f"64(?:0[1-9]|1[01]|7[1-4]){DISTRICT}{born('', '')}[0-9]{{4}}"
    apart, word = "[ \t:;,.(/-]", f"(?:[A-Za-z]{{3}}[A-Za-z]*|{_AS})"
    behind = f"(?:^|[^A-Za-z]){word}(?:[^0-9]{{0,60}}[^0-9A-Za-z])?{apart}({here})(?:[^0-9A-Za-z]|$)"
    before = (
        f"(?:^|[ \t\r\n(]|[^0-9][:;,./-])({here})[ \t\r\n:;,.)/-](?:[^0-9]{{0,60}}[^0-9A-Za-z])?[A-Za-z]{{3}}"
    )
    like = f"(?:^|{apart})([0-9]{{16}})(?:[^0-9]|$)"
    return tuple(
        Detector(Kind.NIK, one, shape=like, spread=birth, enough=0, sign=LETTER) for one in (behind, before)
    )


@cache
def anywhere() -> tuple[Detector, ...]:
    """What is believed in every column."""
    parts = (
        f"{ANY_MARK}{DISTRICT}{ANY_MARK}{born(ANY_MARK, ANY_MARK)}{ANY_MARK}",
        f"{BLANKS}{DISTRICT}{born(BLANKS, '')}{BLANKS}",
        f"{DISTRICT}{BLANKS}{born('', '')}{BLANKS}",
    )
    in_lines = spread_out(whole(), LINE)
    slashed = f"{area('')}{DISTRICT}{SLASH}{born('', '')}{SLASH}[0-9]{{4}}|{area('')}{SLASH}{DISTRICT}{born(SLASH, '')}{SLASH}[0-9]{{4}}"
    nik = rf"{area()}(?:{'|'.join(parts)})[0-9]{{4}}|{in_lines}|{in_thousands()}|{slashed}|{FLOAT}"
    like_nik = (
        f"{_digits(16, 16)}|{_digits(16, 16, LINE)}|{_groups(4, 4, 4, 4)}|{_groups(6, 6, 4)}"
        f"|[0-9](?:{POINT}[0-9]{{3}}){{5}}|{_groups(6, 6, 4, gap=SLASH)}|{_groups(4, 4, 4, 4, gap=SLASH)}"
    )
    return (
        Detector(
            Kind.NIK, _identity(nik), shape=_identity(like_nik), spread=birth, sign=f"{_long(16)}|[eE][+]?15"
        ),
        *singly.detectors(),
        _called(),
        *singly.called(),
        *_amid_words(),
        Detector(
            Kind.NPWP, _identity(r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9][.-][0-9]{3}\.[0-9]{3}"), sign=r"\."
        ),
        Detector(
            Kind.NIP, _number(_NIP), shape=_number(_digits(18, 18)), severity=Severity.WARN, sign=_long(18)
        ),
        Detector(
            Kind.PHONE,
            _number(rf"(?:{_COUNTRY}|\(?0)(?:{_MOBILE}|{_GROUPED})"),
            shape=_number(rf"{_digits(10, 14)}|[0-9]{{4}}(?:{BLANKS}[0-9]{{3,5}}){{2}}"),
        ),
        Detector(Kind.EMAIL, f"({mails.LOCAL}@{mails.HOST})", allowed=mails.EVERY_ALLOWED, sign="@"),
        Detector(Kind.EMAIL, f"({mails.SPOKEN})", allowed=mails.EVERY_ALLOWED, sign=singly.SIGN),
    )


_REGIONAL = r"[PpRr][. ]?[0-9][. ]?[0-9]{7}(?:[. ]?[0-9]{2}){2}"
"""The number of who pays taxes of the kabupaten (NPWPD): *P.1.0000777.01.01*."""
_ANY_NIK = (
    rf"{_digits(16, 16)}|{_digits(16, 16, LINE)}|{_groups(*[2] * 8, gap=GAP)}|[1-9][.,][0-9]{{4,14}}[eE][+]?15"
    f"|{_singly(16, 16)}"
)
"""Wide gaps stand between pairs of digits, so that figures with points of thousands are none."""
_ANY_MOBILE = rf"(?:{_COUNTRY}|\(?0{GAP}|\+?6{GAP}2{GAP})8{GAP}[1-9](?:{GAP}[0-9]){{7,10}}|{_MOBILE}|0{APART}8{_AGAIN}{{8,11}}"
"""Without 0 or 62 it may be two office numbers, as soon as more than one character parts it: *871234 / 871235*."""


def within_longer() -> Detector:
    """A NIK with a year before it or two digits behind, which half of a column show, and few numbers of 18 digits by chance."""
    number = f"^[ \t]*(20[0-3][0-9]{whole()}|{whole()}[0-9]{{2}})[ \t\r\n]*$"
    like = "^[ \t]*(20[0-3][0-9][0-9]{16}|[0-9]{18})[ \t\r\n]*$"
    return Detector(Kind.NIK, number, shape=like, spread=birth_within, enough=_MOST, sign=_long(18))


HINTED: dict[Kind, Detector] = {
    Kind.NIK: Detector(Kind.NIK, _identity(_ANY_NIK), allowed=_DAYS),
    Kind.KK: Detector(Kind.KK, _identity(_ANY_NIK), allowed=_DAYS),
    Kind.NPWP: Detector(
        Kind.NPWP,
        _number(
            f"{_digits(15, 16)}|{_singly(15, 16)}|{_groups(2, 3, 3, 1, 3, 3, gap=GAP)}|{_groups(4, 4, 4, 4, gap=GAP)}|{_REGIONAL}"
        ),
    ),
    Kind.NIP: Detector(
        Kind.NIP, _number(f"{_digits(18, 18)}|{_groups(8, 6, 1, 3, gap=GAP)}"), severity=Severity.WARN
    ),
    Kind.PHONE: Detector(Kind.PHONE, _number(_ANY_MOBILE), allowed=f"{_DAYS}|{_HOURS}"),
    Kind.BPJS: Detector(
        Kind.BPJS, _number(f"{_digits(13, 13)}|{_singly(13, 13)}|{_groups(4, 4, 5, gap=GAP)}")
    ),
    Kind.PLATE: Detector(
        Kind.PLATE,
        rf"(?i)(?:^|[^A-Z0-9])((?:{_PLATE_AREAS})[ .-]{{0,3}}[0-9]{{1,4}}[ .-]{{0,3}}[A-Z]{{1,3}})(?:[^A-Z0-9]|$)",
    ),
}
"""Believed where the column's header names them: the header stands for what the number itself cannot show."""

MAIL_WITH_SLIP = Detector(Kind.EMAIL, f"({mails.WITH_SLIP})", allowed=mails.ALLOWED)

_LIKE = f"[0-9OoIl](?:{ANY_MARK}[0-9OoIl])"
"""A digit and the next, or letters that were typed for them."""


def _identities(kind: Kind) -> tuple[Detector, ...]:
    """Numbers with a digit too few or too many, which many of a column show; and whole ones, of which one is enough."""
    lost = Detector(kind, _identity(f"{_LIKE}{{11,16}}"), allowed=_DAYS, enough=_MOST)
    return lost, Detector(kind, _identity(rf"{_LIKE}{{15}}|{_ANY_NIK}"), allowed=_DAYS, enough=0)


LOST = {
    Kind.BPJS: Detector(Kind.BPJS, r"^[ \t]*([0-9]{10,12})(?:[.,]0)?[ \t\r\n]*$", enough=_MOST, varied=_MOST),
    Kind.NPWP: Detector(Kind.NPWP, r"^[ \t]*([0-9]{13,14})(?:[.,]0)?[ \t\r\n]*$", enough=_MOST, varied=_MOST),
}
"""Numbers whose first zeros a spreadsheet took away: those of BPJS begin with three."""
NAMED: dict[Kind, tuple[Detector, ...]] = {
    **{kind: (detector,) for kind, detector in HINTED.items()},
    **{kind: (replace(HINTED[kind], enough=0),) for kind in (Kind.NPWP, Kind.BPJS)},
    **{kind: _identities(kind) for kind in (Kind.NIK, Kind.KK)},
}
"""What is looked for where the header names it: also slips, of which a mask of ``HINTED`` leaves nothing."""
NOTHING = "[ \t\r\n]*(?:[-\u2013\u2014_.*?0]+|(?i:n/?a|null|nihil|kosong|(?:belum|blm|tidak|tdk)(?: [A-Za-z]+){0,3}))[ \t\r\n]*"
"""A whole cell that says there is no datum: *-*, *belum ada*, *tidak punya KTP*."""

WIDE_DIGITS = "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19"
"""Digits as East Asian keyboards write them."""
ARABIC_DIGITS = "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"
PERSIAN_DIGITS = "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9"
INDIAN_DIGITS = "\u0966\u0967\u0968\u0969\u096a\u096b\u096c\u096d\u096e\u096f"
BOLD_DIGITS = "".join(map(chr, range(0x1D7CE, 0x1D800)))
"""Bold, doubled, plain, bold without serifs and of one width, as pages that make text fancy write them; the raised and the ringed
are left out, since they are marks of footnotes behind a number."""
UNUSUAL = f"{WIDE_DIGITS}{ARABIC_DIGITS}{PERSIAN_DIGITS}{INDIAN_DIGITS}{BOLD_DIGITS}\u0131\u0130"
USUAL = f"{'0123456789' * 9}iI"
"""These, and the Turkish letters that one engine takes for an I and the other does not."""
_PLAIN = str.maketrans(UNUSUAL, USUAL)


def plain(text: str) -> str:
    """A text with the usual digits and letters."""
    return text if text.isascii() else text.translate(_PLAIN)


DIGITS = 10
"""Digits of the shortest number."""
SUSPECT = (
    f"(?:{ANY_DIGIT}[{MARKS}{LINES},()-]{{0,3}}){{{DIGITS - 1}}}{ANY_DIGIT}"
    f"|{ANY_DIGIT}{{4}}(?:{ANY_DIGIT}{{2}})?[/_:]{ANY_DIGIT}{{4}}(?:{ANY_DIGIT}{{2}})?[/_:]"
    f"|{ANY_DIGIT}(?: ?[/_:;|*'] ?{ANY_DIGIT}){{{DIGITS - 1}}}|@|{mails.SAID}"
)
"""What every cell has that one of ``anywhere()`` is found in: the cheap first question."""
SHORTEST = len("a@b.id")  # characters of the shortest cell that it can be in


def data_in(detector: Detector, text: str) -> list[str]:
    """The data of a kind that stand in a text; what parts two of them belongs to both."""
    left = detector.without_allowed(plain(text))
    search, found, at = re.compile(detector.pattern).search, [], 0
    while match := search(left, at):
        found.append(match[1])
        at = match.end(1)
    return found


def is_suspect(text: str) -> bool:
    """Tell whether one of ``anywhere()`` may be found in a text."""
    return len(text) >= SHORTEST and re.search(SUSPECT, text) is not None


def names_a_person(text: str) -> bool:
    """Tell whether the number of a person (NIK or KK) stands in a text."""
    return any(data_in(detector, text) for detector in anywhere() if detector.kind is Kind.NIK)


def without_data(text: str) -> str:
    """The text with each datum struck out, for what others may read: notes, problems, names of columns."""
    if not is_suspect(text):
        return text
    return struck_out(text, anywhere(), lambda _: "•••")


def struck_out(text: str, detectors: Iterable[Detector], masked: Callable[[str], str]) -> str:
    """The text with each datum replaced; ``masked`` leaves nothing of it that would be found again."""
    text = plain(text)
    for detector in detectors:
        while found := data_in(detector, text):
            for datum in found:
                text = text.replace(datum, masked(datum))
    return text
