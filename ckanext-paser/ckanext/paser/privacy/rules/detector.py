"""What a kind of personal data is, and how one is told in a cell. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    NIK = "nik"
    KK = "kk"
    NPWP = "npwp"
    NIP = "nip"
    PHONE = "telepon"
    EMAIL = "surel"
    BPJS = "bpjs"
    PLATE = "nopol"
    NAME = "nama"
    NAME_BIRTH = "nama_lahir"
    NAME_ADDRESS = "nama_alamat"
    NAME_ILLNESS = "nama_penyakit"
    NAME_HARM = "nama_kekerasan"
    NAME_ACCOUNT = "nama_rekening"
    NAME_AID = "nama_bantuan"
    NAME_PRIVATE = "nama_pribadi"
    COORDINATES = "koordinat"
    SMALL_CELLS = "sel_kecil"
    HIDDEN_SHEET = "lembar_tersembunyi"
    MODEL = "model_data"


class Severity(str, Enum):
    """``hold`` keeps file and table from the public until somebody decides, ``close`` the file alone; ``warn`` is only said."""

    HOLD = "hold"
    CLOSE = "close"
    WARN = "warn"


@dataclass(frozen=True)
class Detector:
    """How one kind is told in a cell.

    Args:
        pattern: how it is written; group 1 is the datum.
        allowed: what is taken out of the cell first, since it is nobody's own.
        shape: what looks like it at a glance; where few of these are real, the real ones are chance. Empty: no such test.
        spread: of a datum, what differs from person to person; the same in many different numbers shows a list of codes.
        enough: share of a column's cells from which on it holds, and below which it is nothing; None: as is usual.
        varied: share of a column's data that are different from one another, as names are; below it they are categories.
        shortest: asked of every text of so many characters, which is the shortest that can hold one; 0: of suspicious cells.
        sign: what each cell that holds one has in it; a cheap first question, of a cell or a whole column.
        times: of people and their share as one text, what the share may be times; it holds one where that is a small count.
    """

    kind: Kind
    pattern: str
    allowed: str = ""
    shape: str = ""
    severity: Severity = Severity.HOLD
    spread: Callable[[str], str] = str
    enough: float | None = None
    varied: float = 0
    shortest: int = 0
    sign: str = ""
    times: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        """Tell whether it is about whole cells: what is none with all of its text is none without some of it."""
        return self.pattern.startswith("^")

    def without_allowed(self, text: str) -> str:
        """The text in which a datum is searched."""
        return re.sub(self.allowed, GONE, text) if self.allowed else text


LETTER = "[A-Za-z\u0080-\U0010ffff]"
"""A letter, or what no figure is written with: the sign of what is said in words."""
GONE = "\x01"
"""What stands for what was taken out: no part of any datum, and no mark, so that what stood on both sides stays apart."""
