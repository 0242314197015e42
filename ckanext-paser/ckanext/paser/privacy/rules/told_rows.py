"""Rows whose cells say of what people are counted there: *Kasus HIV* before a column for each village, *Indikator* and *Nilai*,
a clinic of one illness, a flood.

Pure rules. What is counted in other rows of the same columns is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ckanext.paser.areas.rules import areas
from ckanext.paser.privacy.rules import plainly, remarks, subjects
from ckanext.paser.privacy.rules.kinds import Detector, Kind
from ckanext.paser.privacy.rules.label import words
from ckanext.paser.privacy.rules.probe import PART
from ckanext.paser.privacy.rules.written import SMALL_DASHED, SMALL_PAIR, SMALL_TEXT, SMALL_WORD

_SMALL = "|".join(pattern[1:-1] for pattern in (SMALL_TEXT, SMALL_WORD, SMALL_PAIR))
_CELL = f"[^{PART}]"
_UNITS = f"(?:{_CELL}*{PART})*"
_LABELS = re.compile(
    r"(?:(?:nama|jenis|sub|ragam|macam|data|uraian) )*(?:indikator|uraian|variabel|elemen|kategori|kasus|rincian|masalah|item|komponen"
    r"|parameter|deskripsi|jenis|gangguan|perkara|aspek|kriteria|kelompok|status|klasifikasi|data)"
    r"(?: (?:data|kinerja|kasus|sosial|kesehatan|perkara|masalah|penduduk|indikator|kelompok|spm|ppks|pmks|\d+))*"
)
"""Whole headers below which stands what is counted in a row."""
_FIRST = 2
"""Columns at the left in which that may stand below a header that says nothing, or *Keterangan*."""
_REMARKS = frozenset(["keterangan", "ket"])
_NUMBERED = "(?:[ \\t]*(?:[0-9]{1,2}|[a-z])[.)][ \\t]*)?"
_SUM = "(?:(?:jumlah|jml|total|banyaknya|data|rekap)[ \\t]+)?"
_THINGS = (
    "kader|relawan|satgas|tim|petugas|tenaga|dokter|bidan|perawat|psikolog|konselor|guru|pendamping|penyuluh\\w*|sosialisasi|pelatihan"
    "|bimtek|kampanye|edukasi|kegiatan|program|penanggulangan|pencegahan|pengendalian|penanganan|percepatan|pemberdayaan|alat|obat"
    "|reagen|kit|spesimen|layanan|pelayanan|fasilitas|faskes|puskesmas|pustu|klinik|rumah sakit|rs\\w*|sekolah|slb|sd|smp|sma|panti|lks"
    "|lksa|lembaga|yayasan|organisasi|komunitas|posyandu|poskesdes|poli|desa|kelurahan|kecamatan|kampung|rt|gedung|ruang|unit|sarana"
    "|prasarana|kursi|kendaraan|ambulan\\w*|dokumen|buku|peraturan|perda|belanja|anggaran|dana|biaya|pagu"
    "|bantuan alat|pos|posbindu\\w*|prolanis|rumah|shelter|klub|forum|kelompok|pusat|uptd?\\w*|balai|tempat|lokasi|jenis"
)
"""What a row counts that begins so, and is nobody with what it names."""
_NEVER = (
    "per[ .]?1[0.]{2,}|(?:^|[^a-z])(?:persen|persentase|prevalensi|rasio|rate|cakupan|proporsi|indeks|angka|in[cs]iden[a-z]*"
    "|imunisasi|vaksin[a-z]*|booster|belanja|anggaran|pagu|rupiah|ternak|penyakit hewan"
    "|hewan (?:ternak|kurban|qurban|besar|kecil|sakit|mati)"
    "|sapi|kerbau|kambing|ayam|unggas|anjing|kucing|tanaman|padi|tanah|lahan|aset|barang|produk|bangunan|kendaraan|jalan|jembatan|sumur|mesin"
    "|skor|dosis|paket|buah|meter|hektar|ha|kg|ton|hari)(?:[^a-z]|$)"
)
"""What makes a figure of a row, or of its unit, no count of people."""
_RELIGION = (
    "(?:(?:jumlah|penduduk|pemeluk|penganut|umat|beragama|agama)[ \\t]+)*"
    "(?:islam|kristen(?: protestan| katolik)?|protestan|kat[h]?olik|hindu|buddha?|k(?:h)?onghucu|penghayat(?: kepercayaan)?)[ \\t]*"
)
_SUBJECT = f"(?:{_CELL}{{0,60}}[^A-Za-z{PART}])?(?i:{subjects.IN_CELLS})(?:[^A-Za-z{PART}]{_CELL}{{0,60}})?|{_NUMBERED}(?i:{_RELIGION})"
_OTHER, _OTHER_ROW = (
    f"^(?is:{_NUMBERED}{_SUM}(?:{_THINGS})(?:[^a-z].*)?|.*(?:{share}|{_NEVER}).*)$"
    for share in ("%", f"%{_CELL}*{PART}")
)
"""The same as a cell, and before a count, which may have its share behind it: *1 (0,8%)*."""
_CLINIC = remarks.TELLING_CLINIC[1:-1]
_EVENTS = re.compile(
    r"(?:(?:jenis|nama|uraian|bentuk|kategori|sebab|penyebab) )*(?:kejadian|peristiwa|musibah|insiden|jenis|penyebab|uraian|kategori)"
)
_DISASTER = f"^(?is:.*(?:^|[^a-z])(?:{subjects.DISASTERS})(?:[^a-z].*)?)$"
_ANY_WORD = "([A-Za-z])"
_UNIT = re.compile(r"(?:nama )?(?:satuan|unit)(?: (?:ukuran|ukur))?")
_NO_COUNTS = re.compile(
    r"\b(?:kegiatan|paket|dokumen|anggaran|pagu|lokasi|titik|frekuensi|sesi|peraturan|skor|satuan|unit)\b"
)
"""Below which stand counts of nobody."""


_OF_GOODS = re.compile(
    r"\b(?:barang|produk|komoditas|ternak|hewan|ikan|tanaman|pohon|kendaraan|kapal|aset|alat|mesin|obat|buku|bangunan|jalan|jembatan)\b"
)
"""Beside what is bought, kept and grown *Cacat* and *Terlantar* are nobody."""


@dataclass(frozen=True)
class Telling:
    """Columns whose cells say of what people are counted in a row.

    Args:
        where: these columns.
        says: how one of their cells does.
        beside: the cells of these and of a count as one text, where the count is small and of people of whom it must not be known.
        other: that text where it is of others.
    """

    where: tuple[int, ...]
    says: Detector
    beside: str
    other: str = ""


def telling(labels: Sequence[str], titles: Sequence[str]) -> Iterator[Telling]:
    """The columns that name what is counted in a row, or the clinic where.

    Args:
        titles: what stands above the header, and what the file is called.
    """
    of_goods = any(_OF_GOODS.search(words(label)) for label in labels)
    of_goods = of_goods or any(subjects.of_animals(words(title)) for title in titles)
    says = Detector(Kind.SMALL_CELLS, f"^({_SUBJECT})$", allowed=_OTHER, enough=0)
    beside = f"^(?:{_SUBJECT}){PART}{_UNITS}(?:{_SMALL})$"
    for i, label in enumerate(labels):
        if remarks.of_clinics(label):
            clinic = Detector(Kind.SMALL_CELLS, remarks.TELLING_CLINIC, enough=0)
            yield Telling((i,), clinic, f"^{_CLINIC}{PART}{_UNITS}(?:{_SMALL})$")
        elif _is_label(i, label) and not of_goods:
            yield Telling((i,), says, beside, _OTHER_ROW)


def events(labels: Sequence[str]) -> Telling | None:
    """The columns that say what befell people; where it is a disaster in a row, its victims are counted in the open."""
    where = tuple(i for i, label in enumerate(labels) if _EVENTS.fullmatch(words(label)))
    says = Detector(Kind.SMALL_CELLS, _ANY_WORD, enough=0)
    return (
        Telling(where, says, f"^(?s:.*){PART}(?:{_SMALL}|{SMALL_DASHED[1:-1]})$", _DISASTER)
        if where
        else None
    )


def units(labels: Sequence[str]) -> list[int]:
    """The columns of units."""
    return [i for i, label in enumerate(labels) if _UNIT.fullmatch(words(label))]


def may_count(label: str) -> bool:
    """Tell whether the counts of a row may stand in a column."""
    return not _NO_COUNTS.search(words(label))


def villages(labels: Sequence[str]) -> bool:
    """Tell whether columns are villages: by their names, unless a kecamatan has the same."""
    return any(words(label) in _villages() for label in labels)


def _is_label(place: int, label: str) -> bool:
    said = words(label)
    unsaid = plainly.generic(place, label) or said in _REMARKS
    return bool(_LABELS.fullmatch(said)) or (place < _FIRST and unsaid)


@cache
def _villages() -> frozenset[str]:
    named: dict[bool, set[str]] = {True: set(), False: set()}
    for area in areas():
        village = area.level in ("desa", "kelurahan")
        for name in (area.name, area.name_bps, *area.aliases):
            named[village] |= {
                words(name),
                *(
                    [f"{kind} {words(name)}" for kind in ("desa", "kelurahan", "kel", "ds")]
                    if village
                    else []
                ),
            }
    return frozenset(named[True] - named[False])
