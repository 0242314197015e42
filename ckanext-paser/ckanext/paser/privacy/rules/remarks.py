"""What cells tell of whoever is named beside them, though no header does: *Kondisi* that says *Dipasung*, *Tgl, Bln, Thn*.

Pure rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ckanext.paser.privacy.rules import headers, subjects, whose
from ckanext.paser.privacy.rules.kinds import LETTER, Detector, Kind
from ckanext.paser.privacy.rules.titles import may_mean

_REMARKS = re.compile(
    r"(?:keterangan|ket|kondisi|status|catatan|kategori|alasan|masalah|kasus|kelompok)"
    r"(?: (?:khusus|lain|warga|peserta|saat ini|anak|keluarga|sosial|siswa|santri|orang tua|ortu))?"
)
"""Whole headers below which anything may be said of somebody."""
_SOME = 0.1
"""A tenth of the remarks: one of a hundred is a slip, or somebody's work."""
_ILL = Detector(
    Kind.NAME_ILLNESS,
    f"(?i)(?:^|[^a-z])({subjects.SUFFERED}|{subjects.PREGNANT}|kek)(?:[^a-z]|$)",
    enough=_SOME,
)
ILL_ITSELF = Detector(
    Kind.NAME_ILLNESS,
    f"^(?i:[ \t]*(?:(?:suspek|suspect|susp|riwayat|post|px|dx|positif|negatif|pos|neg|sakit|penderita)[. ]+)?"
    rf"({subjects.SUFFERED}|{subjects.PREGNANT}|kek|dm|bta|(?:non[ -]?)?reaktif)"
    "(?:[^a-z][^\r\n]{0,40})?)$",
    enough=_SOME,
    shortest=len("TB"),
    sign=LETTER,
)
"""A whole cell that is called as an illness is, below a header that says nothing of it: *Riwayat*, *Jenis*, *Hasil*. Asked of any
text, since what says that there is none (*-*) takes as long to tell as an illness."""
_AID = "manfaat|bantuan|bansos|blt|pkh|bpnt|bst|pip|kip|kks|santunan|sembako|rutilahu|rtlh"
_POOR = Detector(
    Kind.NAME_AID,
    "^(?i:[ \t]*(?:(?:anak|warga|keluarga|siswa|santri|lansia|kk|kategori|status)[ :]+)*"
    "(yatim(?:(?: dan | ?[/-] ?| )?piatu)?|piatu|fakir(?: miskin)?|dhu'?afa|duafa|(?:sangat )?miskin(?: ekstrem)?"
    "|(?:kurang|tidak|tdk) mampu|pra ?sejahtera|ter?lantar|mustahik"
    f"|(?:penerima|dapat|menerima|peserta) (?:{_AID})(?:[^a-z][^\r\n]{{0,40}})?"
    "|(?:pkh|blt|bpnt|bst|pip|dtks|dtsen|kpm|rtlh|rutilahu)(?:[^a-z][^\r\n]{0,30})?)[ \t\r\n.]*)$",
    enough=_SOME,
)
"""A whole remark that says how poor somebody is, that a parent is dead, or what aid comes of it."""
_ORPHAN = re.compile(r"(?:(?:status|anak|ket) )?(?:yatim(?: piatu)?|piatu|dhuafa|duafa|mustahik)(?: piatu)?")
_YES = Detector(
    Kind.NAME_AID,
    "^(?i:[ \t]*(ya|y|yatim|piatu|yatim[ /-]+piatu|v|x|\u2713|\u221a)[ \t\r\n]*)$",
    enough=_SOME,
)
"""Below a header that asks whether: *Yatim*."""
_CLINIC = re.compile(
    r"(?:(?:nama|jenis) )?(?:poli(?:klinik)?|klinik|(?:pe)?layanan|unit layanan|ruang(?:an)?)(?: (?:tujuan|asal|layanan|yang dituju))*"
)
TELLING_CLINIC = (
    r"^(?i:[ \t]*(?:(?:poli(?:klinik)?|klinik|(?:pe)?layanan|ruang|pojok)[ \t.:]+)?"
    r"(vct|pdp|cst|kts|kt[ -]?hiv|hiv(?:[ /-]*aids)?|ims|(?:tb[ /-]*)?dots|tb(?:c|[ -]?paru)?|kusta|jiwa|psikiatri|metadon|ptrm|napza)"
    r"(?:[ \t]*[/,(&-][^\r\n]{0,40})?[ \t\r\n]*)$"
)
"""A whole cell that names a clinic where one illness alone is treated, of which people must not be told: VCT is that of HIV
(Permenkes 21/2020), DOTS that of TB, PTRM that of addicts (Permenkes 57/2013)."""
_IN_CLINIC = Detector(Kind.NAME_ILLNESS, TELLING_CLINIC, enough=_SOME)
_ON_DUTY = re.compile(r"\b(?:dokter|jadwal(?! kontrol)|hari|jam|prakti[kc]|praktek|petugas|dr|drg)\b")
"""What stands beside those who work in a clinic; beside patients too, so that it says so where nobody is called one."""
_ELSE = re.compile(
    r"\b(?:no|nomor|nomer|kode|id|tahun|thn|bulan|bln|tanggal|tgl|hari|jam|waktu|umur|usia|jumlah|jml|total|nilai|harga|luas|jk|l p"
    r"|kelamin|gender|agama|pendidikan|pekerjaan|profesi|jabatan|pangkat|golongan|gol|instansi|unit|dinas|opd|bidang|seksi|desa"
    r"|kelurahan|kecamatan|kabupaten|kota|provinsi|dusun|rt|rw|alamat|sekolah|kelas|cabang|cabor|olahraga|kegiatan|program|judul|tema"
    r"|topik|materi|pelatihan|penelitian|skripsi|tesis|buku|acara|lomba|prestasi|juara|medali|usaha|produk|komoditas|tanaman|ternak"
    r"|penyuluhan|layanan|pelayanan|lembaga|organisasi|posyandu|puskesmas|faskes|poli|spesialis\w*|keahlian|kompetensi|alat|satuan"
    r"|bank|email|surel|foto|link|nama|tugas|tempat|lokasi)\b"
)
"""What a header says that is not what somebody suffers."""
_HELPERS = re.compile(
    r"\b(?:donatur|dermawan|muzakki|pemberi|penyumbang|pengasuh|relawan|agen|penyalur|sponsor|orang tua asuh)\b"
)
"""Who helps the poor, and is none of them."""
_PLACE, _DAY = re.compile(r"(?:tempat|tmpt|tmp)"), re.compile(r"(?:tanggal|tgl|tg)")
_GROWN_DAY = Detector(Kind.NAME_BIRTH, "(?:^|[^0-9])((?:19[2-9][0-9]|200[0-9]))(?:[^0-9]|$)", enough=0.5)
"""*Tempat*, *Tanggal* beside a name are where and when of a meeting as often; few meet so long ago."""
_PUPIL = re.compile(
    r"(?:(?:no|nomor) )?(?:nisn?|nipd|induk siswa(?: nasional)?|induk peserta didik)(?: (?:nisn?|nipd|siswa|peserta didik))*"
)
_PUPILS = Detector(
    Kind.NAME_PRIVATE,
    r"^[ \t]*((?:0[0-2]|9[89])[0-9]{8}|[12][0-9]{8}|[1-9][0-9]{7})(?:[.,]0)?[ \t\r\n]*$",
    enough=0.5,
)
"""A child's number in all schools: it begins with the year of birth, whose zeros a spreadsheet takes away. Data of children are
specific (UU 27/2022 article 4(2)f), and this number opens others."""
_PARTS = ({"tgl", "tanggal", "hari"}, {"bln", "bulan"}, {"thn", "th", "tahun"})
"""The three columns of one day, where a form has a box for each."""
_MOST = 0.5


def _year(years: str) -> Detector:
    return Detector(Kind.NAME_BIRTH, f"^[ \t]*({years})(?:[.,]0)?[ \t\r\n]*$", enough=_MOST)


_BORN = _year("19[2-9][0-9]|20[0-2][0-9]")
_GROWN = _year("19[2-9][0-9]|200[0-9]")
"""Most of what is dated in a table of today happened later."""


@dataclass(frozen=True)
class Remark:
    """What the cells of a column tell of those who are named in another.

    Args:
        who: the column with the names.
        where: the column whose cells tell it.
        cells: how they do.
        told: the columns that together tell it.
    """

    who: int
    where: int
    cells: Detector
    told: tuple[int, ...]


@dataclass(frozen=True)
class Telling:
    """The columns whose cells may tell something of whoever is named in any other, by what their headers say.

    Args:
        remarks: anything may be said below these.
        clinics: these say where somebody came.
        unsaid: these may name an illness, though their headers do not say so.
        orphans: these ask whether somebody has no parents, or nothing to live on.
        pupils: these have the numbers of pupils.
        days: day, month and year, one column each; of several years each with them, since one may be that of the list.
        places_and_days: *Tempat* and *Tanggal*, of several days each.
        at_work: one says that those who are named are at their work.
        on_duty: one may say so.
    """

    remarks: frozenset[int]
    clinics: frozenset[int]
    unsaid: frozenset[int]
    orphans: frozenset[int]
    pupils: tuple[int, ...]
    days: tuple[tuple[int, ...], ...]
    places_and_days: tuple[tuple[int, ...], ...]
    at_work: bool
    on_duty: bool


def telling(labels: Sequence[str]) -> Telling:
    """What headers say of this; asked once for all columns of names, of which there may be hundreds."""

    def where(told: Callable[[str], object]) -> Iterator[int]:
        return (i for i, label in enumerate(labels) if told(label))

    return Telling(
        frozenset(where(lambda label: _REMARKS.fullmatch(headers.words(label)))),
        frozenset(where(of_clinics)),
        frozenset(where(_may_tell)),
        frozenset(where(lambda label: _ORPHAN.fullmatch(headers.words(label)))),
        tuple(where(lambda label: _PUPIL.fullmatch(headers.words(label)))),
        _days(labels),
        _places_and_days(labels),
        not may_mean("", labels),
        any(_ON_DUTY.search(headers.words(label)) for label in labels),
    )


def remarks(kind: Kind, who: int, label: str, told: Telling) -> Iterator[Remark]:
    """What cells may tell of this kind about those whom a column names.

    Args:
        label: whom it names.
    """
    if kind is Kind.NAME_ILLNESS and not told.at_work and may_mean(label, ()):
        clinics = told.clinics if _comes_there(label, told) else frozenset[int]()
        unsaid = told.unsaid if headers.says_names(label) else frozenset[int]()
        for i in sorted(told.remarks | clinics | unsaid):
            if i in told.remarks:
                yield Remark(who, i, _ILL, (i,))
            elif i != who:
                yield Remark(who, i, _IN_CLINIC if i in clinics else ILL_ITSELF, (i,))
    elif kind is Kind.NAME_AID and _may_get_aid(label, told):
        yield from (Remark(who, i, _POOR, (i,)) for i in sorted(told.remarks - {who}))
        yield from (Remark(who, i, _YES, (i,)) for i in sorted(told.orphans - {who}))
    elif kind is Kind.NAME_BIRTH:
        yield from births(who, label, told)
    elif kind is Kind.NAME_PRIVATE and _may_be_a_pupil(label):
        yield from (Remark(who, i, _PUPILS, (i,)) for i in told.pupils)


def _may_be_a_pupil(label: str) -> bool:
    """Tell whether those whom a column names may be whose number stands beside them: pupils alone have one."""
    return not (headers.leads(label) or whose.at_work(label))


def births(who: int, label: str, told: Telling) -> Iterator[Remark]:
    """The days of birth of those whom a column names that no header calls so; each is asked, whatever stands beside it."""
    years = _BORN if headers.of_children(label) else _GROWN
    yield from (Remark(who, day[-1], years, day) for day in told.days)
    yield from (Remark(who, day[-1], _GROWN_DAY, day) for day in told.places_and_days)


def _may_get_aid(label: str, told: Telling) -> bool:
    """Tell whether what remarks say of aid is said of those whom a column names, who give none and lead nobody."""
    at_work = whose.at_work(label) or _HELPERS.search(headers.words(label))
    return not (told.at_work or at_work) and may_mean(label, ())


def of_clinics(label: str) -> bool:
    """Tell whether a column says to which clinic somebody came: *Poli*, *Layanan*."""
    return bool(_CLINIC.fullmatch(headers.words(label)))


def _comes_there(label: str, told: Telling) -> bool:
    """Tell whether whoever is named beside a clinic is its patient, and not at work there."""
    return not whose.at_work(label) and not (told.on_duty and headers.bare(label))


def _may_tell(label: str) -> bool:
    """Tell whether an illness may stand below a header that does not say so."""
    said = headers.words(label)
    told = (
        headers.named(label) or headers.birth(label) or headers.coordinate(label) or headers.anything(label)
    )
    return not (told or _ELSE.search(said))


def _places_and_days(labels: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The columns *Tempat* and *Tanggal*, of which each says no more."""
    said = [headers.words(label) for label in labels]
    places, days = ([i for i, text in enumerate(said) if one.fullmatch(text)] for one in (_PLACE, _DAY))
    return tuple((places[0], day) for day in days) if places else ()


def _days(labels: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The columns of day, month and year, if there is one of each."""
    said = [headers.words(label) for label in labels]
    days, months, years = ([i for i, text in enumerate(said) if text in part] for part in _PARTS)
    return tuple((days[0], months[0], year) for year in years) if days and months else ()
