"""What a column is for, and how its numbers may be put together, where no officer has said it.

Pure. Proposals from header, type and unit; the code lists are PERAN and AGREGASI of profile paser-sdi 1.0. What is
proposed are cautions alone: that a share, a rate or an index has no sum. That numbers may be summed is never proposed: a
header does not tell whether the rows are parts of one whole (two sources, a total among its parts), only the agency knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ckanext.paser.tables.rules import area_codes, codes
from ckanext.paser.tables.rules.kinds import Type
from ckanext.paser.tables.rules.table import Column

WORD = re.compile(r"[a-z]+")

AREA, TIME, DIMENSION = area_codes.ROLE, "waktu", "dimensi"
MEASURE, ATTRIBUTE, IDENTIFIER = "ukuran", "atribut", "pengenal"
"""The roles (code list PERAN)."""

NOT_ADDED = ("rata_rata", "rata_rata_tertimbang", "tidak_boleh")
"""The codes of AGREGASI for figures that have no sum."""

NUMERIC = (Type.INTEGER.value, Type.NUMBER.value)
_TIMES = (Type.DATE.value, Type.TIMESTAMP.value)

# fmt: off
_PERIODS = frozenset([
    "tahun", "thn", "year", "bulan", "bln", "month", "triwulan", "tw", "kuartal", "quarter", "semester", "periode",
    "minggu", "tanggal", "tgl",
])
_ROW_NUMBERS = frozenset(["no", "nomor", "nomer", "urut", "urutan"])
_IDENTIFIERS = frozenset(["id", "npsn", "nisn", "nib", "nip", "nik", "nopol", "uuid"])
_REMARKS = frozenset([
    "keterangan", "ket", "catatan", "alamat", "deskripsi", "satuan", "email", "surel", "website", "situs",
    "telepon", "telp", "hp", "fax", "faks", "foto",
])
_PLACES = frozenset(["lintang", "bujur", "latitude", "longitude", "lat", "long", "lng", "koordinat"])
_RATES = frozenset([
    "persen", "persentase", "prosentase", "proporsi", "rasio", "ratio", "indeks", "index", "ipm", "idm", "gini",
    "laju", "pertumbuhan", "inflasi", "produktivitas", "provitas", "kepadatan", "prevalensi", "tingkat", "angka", "peringkat", "ranking",
    "rangking", "skor", "cakupan", "kontribusi", "andil", "rata", "rerata",
])
_OBSERVED = frozenset(["harga", "suhu", "temperatur", "kelembapan", "kelembaban", "tekanan", "kecepatan"])
_STANDING = frozenset(["saldo", "stok", "posisi"])
_MOVING = frozenset([
    "lahir", "kelahiran", "mati", "meninggal", "kematian", "pindah", "perpindahan", "datang", "pendatang", "masuk",
    "keluar", "mutasi", "migrasi", "pertambahan", "penambahan", "perubahan",
])
# fmt: on
_PER = re.compile(r"/|\bper\b", re.IGNORECASE)
_PERCENT = frozenset(["%", "persen", "poin indeks"])
_DEGREES = frozenset(["°c", "derajat celsius"])


class Proposal(NamedTuple):
    """Codes of PERAN and AGREGASI; the second is empty for what is no measure, and where nobody can know it."""

    role: str
    aggregation: str = ""


def propose(label: str, type_: str, unit: str = "") -> Proposal:
    """Propose what a column is for.

    Args:
        label: its header.
        type_: one of ``kinds.Type``.
        unit: of its numbers, if it is known.
    """
    words = WORD.findall(label.lower())
    if type_ in _TIMES:
        return Proposal(TIME)
    if type_ == Type.BOOLEAN.value:
        return Proposal(DIMENSION)
    return _of_number(label, words, unit) if type_ in NUMERIC else _of_text(words)


def counts_people(column: Column) -> bool:
    """Tell whether a header counts who is there at one time, so that the same people come again at the next.

    No proposal of AGREGASI: that the people of all rows of one time may be added, nobody knows from a header (two sources).
    A header with a year has one time only; births and moves are counted anew each time.
    """
    words = set(WORD.findall(column.label.lower()))
    if column.role != MEASURE or words & _MOVING or re.search(r"\d", column.label):
        return False
    return "penduduk" in words or {"jiwa"} <= words <= {"jumlah", "total", "jiwa"}


def area_column(columns: Iterable[Column]) -> str:
    """The column that most probably holds codes of areas, as its role and type say; empty if none does."""
    return next((one.id for one in columns if one.role == AREA and one.type == Type.CODE.value), "")


def _of_text(words: list[str]) -> Proposal:
    known = set(words)
    if known & _IDENTIFIERS:
        return Proposal(IDENTIFIER)
    if _numbers_rows(known) or known & _REMARKS or known & _PLACES:
        return Proposal(ATTRIBUTE)
    if known & area_codes.WORDS:
        return Proposal(AREA)
    return Proposal(TIME if known & _PERIODS else DIMENSION)


def _of_number(label: str, words: list[str], unit: str) -> Proposal:
    known = set(words)
    first = words[0] if words else ""
    if known == {"id"}:
        return Proposal(IDENTIFIER)
    if codes.header_says_year(label) or (
        first in _PERIODS and len(known) <= 2 and not re.search(r"\d", label)
    ):
        return Proposal(TIME)
    if _numbers_rows(known) or known & _PLACES:
        return Proposal(ATTRIBUTE)
    if first in {"rt", "rw"} and len(known) == 1:
        return Proposal(AREA)
    return Proposal(MEASURE, _aggregation(label, known, unit.lower()))


def _numbers_rows(words: set[str]) -> bool:
    """Tell whether a header only numbers the rows: such a number is another one as soon as a row comes in between."""
    return bool(words) and words <= _ROW_NUMBERS


def _aggregation(label: str, words: set[str], unit: str) -> str:
    if words & _OBSERVED or unit in _DEGREES:
        return "rata_rata"
    if words & _RATES or unit in _PERCENT or "%" in label or _PER.search(unit) or "perkapita" in words:
        return "tidak_boleh"
    if re.search(r"\bper (kapita|[0-9])", label.lower()):
        return "tidak_boleh"
    return "terakhir" if words & _STANDING else ""
