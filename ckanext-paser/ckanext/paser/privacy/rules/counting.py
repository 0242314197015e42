"""Which columns count people by what the law protects most, and how finely; which count none.

Pure rules about headers and titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ckanext.paser.privacy.rules import subjects
from ckanext.paser.privacy.rules.label import words

_WORSHIP = re.compile(
    r"\b(?:masjid|mesjid|mushol?la|mushalla|langgar|surau|gereja|kapel|pura|vihara|wihara|klenteng|kelenteng|litang"
    r"|(?:tempat|rumah|sarana|bangunan) (?:per)?ibada(?:h|tan))\b"
)
_FACILITIES = re.compile(
    r"\b(?:(?<!putus )sekolah|slb|puskesmas|pustu|posyandu|poskesdes|klinik|apotek|rumah sakit|gedung|kendaraan|mobil|ambulans|alat|unit)\b"
)
_SCHOOLS = re.compile(r"\b(?:paud|tk|ra|sdn?|mi|smpn?|mts|sman?|smk|ma|slb)\b")
COUNTED_PEOPLE = re.compile(
    r"\b(?:penduduk|jiwa|orang|pemeluk|penganut|umat|jemaat|jamaah|kk|kasus|pasien|penderita|penyandang|korban|siswa|murid|anak|guru"
    r"|balita|bayi|ibu|bumil|bufas|busui|akseptor|warga|pengidap|odha|odgj|difabel)\b"
)
"""People; what is counted beside them is theirs."""
_FINE = re.compile(
    r"\b(?:desa|kelurahan|kel|dusun|rt|rw|dukuh|umur|usia|kelompok umur|jenis kelamin|jk|laki|perempuan|gender|sekolah|l p|lk pr)\b"
)
"""What cuts a count finely enough to point at somebody."""
_FEW_LIVE = re.compile(
    r"(?:(?:nama|nm) )?(?:posyandu|lingkungan|ling|panti(?: (?:asuhan|jompo|werdha|wreda|sosial|rehabilitasi))?|lksa?)"
)
"""Whole headers of the same; beside *Jumlah Posyandu* and *Posyandu Aktif* nothing is counted by these."""
_ONE_SEX = re.compile(r"(?:l|p|lk|pr|laki2|lakilaki|pria|wanita|cowok|cewek)(?: (?:orang|jiwa|kasus))?")
_ONE_AGE = re.compile(
    r"[0-9]{1,2} [0-9]{1,2}(?: (?:th|thn|tahun|bln|bulan))?|(?:umur )?[0-9]{1,2} (?:th|thn|tahun|bln|bulan)(?: ke atas)?"
)
"""Whole headers of one part of what is fine: *L*, *6-12*, *13 - 17 th*."""
_AGE_AND_SEX = re.compile(
    rf"(?:\w+ ){{0,3}}(?:(?:{_ONE_AGE.pattern}) (?:{_ONE_SEX.pattern})|(?:{_ONE_SEX.pattern}) (?:{_ONE_AGE.pattern}))"
)
"""*0-4 th L*, *TB 0-14 P*."""
_OF_SEX = re.compile(r"(.+) (?:(l|lk)|(p|pr))")
"""*HIV L*, beside which *HIV P* stands."""
_CUT_BY = re.compile(
    r"\b(?:menurut|per|berdasarkan)\b.*\b(?:desa|kelurahan|dusun|rt|umur|usia|jenis kelamin|gender|sekolah|posyandu|panti"
    r"|lingkungan(?! (?:hidup|kerja)))\b"
)
_SHARE = re.compile(
    r"(?i)%|\b(?:persen|persentase|rasio|proporsi|prevalensi|insiden\w*|rate|rata|rerata|indeks|kepadatan kasus)\b"
    r"|\bper ?10{1,5}\b|\bper ?10{0,2}[.,]000\b|^(?:IR|CFR)\b"
)
_GROUPS = re.compile(
    r"\b(?:desa|kelurahan|kecamatan|kec|kabupaten|wilayah|tahun|semester|triwulan|bulan|jenis kelamin|jk|gender|kelamin"
    r"|kelompok umur|kelompok usia|pendidikan|pekerjaan|jenis|kategori|status)\b"
)
"""What people are counted by."""
_NUMBERING = frozenset(["no", "nomor", "kode", "id", "urut"])
"""First or last word of a header whose numbers tell the rows apart."""
_DIMENSIONS = frozenset(
    ["tahun", "bulan", "tanggal", "tgl", "triwulan", "semester", "minggu", "rt", "rw", "umur", "usia", "kelas", "skor"]
)  # fmt: skip
"""First or last word of a header by which rows are told apart, or measured, unless it goes on as one part of that."""
_ONE_PART = re.compile(
    r"[0-9]|\b(?:[ivx]+|jumlah|jml|total|semua|seluruh|banyaknya|kasus|penderita|ini|lalu|sebelumnya|ganjil|genap"
    r"|jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|(?:agu|agt|ags|agustus)|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|des(?:ember)?"
    r"|bayi|balita|anak|remaja|dewasa|lansia|lanjut|produktif|sekolah|dini|muda|tua)\b"
)
"""*Umur 0-14*, *Tahun 2024*, *Kelas VI*, *Usia Lanjut*, *Jumlah Tahun Ini*: counts of one part, side by side with others."""
_RANKS = re.compile(
    r"\b(?:tingkat|tahap\w*|stadium|derajat|grade|level|kategori|golongan|kelompok|klaster|urutan|peringkat|prioritas|shift|sesi)\b"
)
"""Below which *satu* and *dua* are steps, and nobody."""
_GROUNDS = re.compile(r"(?:jumlah|jml|total|banyaknya) (?:rt|rw|kelas)(?: (?:rt|rw|kelas))*")
"""Counts of what is nobody: in every second village there are one to four RW."""
_OF_COUNTS = re.compile(r"\b(?:persen|persentase|rasio|ribu(?:an)?|juta(?:an)?)\b")
"""What is made of counts, or counts in thousands: 3 is nobody there."""


def sensitive(labels: Iterable[str], titles: Iterable[str]) -> bool:
    """Tell whether a table counts people by what the law protects most; a place of worship is nobody's religion."""
    said, about = [*map(words, labels)], [*map(words, titles)]
    if subjects.protected(said, about):
        return True
    by_header = any(_WORSHIP.search(text) and subjects.religion([text]) for text in said)
    buildings = by_header or any(map(_WORSHIP.search, about))
    of_buildings = buildings and not any(map(COUNTED_PEOPLE.search, [*said, *about]))
    return not of_buildings and subjects.religion([*said, *about])


def victims_alone(labels: Iterable[str], titles: Iterable[str]) -> bool:
    """Tell whether a table is sensitive for its *Korban* alone, so that what befell them decides."""
    return not sensitive([*labels, "bencana"], titles)


def facility(label: str, titles: Iterable[str]) -> bool:
    """Tell whether a column counts animals, buildings or equipment.

    Under a title of people what is counted by buildings may be theirs (*Kasus menurut Klinik*).
    """
    said, about = words(label), [*map(words, titles)]
    if subjects.of_animals(said):
        return True
    if COUNTED_PEOPLE.search(said):
        return False
    of_people = any(map(COUNTED_PEOPLE.search, about))
    of_schools = bool(_SCHOOLS.search(said)) and not subjects.protected([said], about)
    return bool(_WORSHIP.search(said)) or (not of_people and (of_schools or bool(_FACILITIES.search(said))))


def fine(labels: Iterable[str], titles: Iterable[str] = ()) -> bool:
    """Tell whether a table is cut by village, age, sex or the like, as its headers or a title say."""
    said = [*map(words, labels)]
    parts = any(one.fullmatch(text) for one in (_ONE_SEX, _ONE_AGE, _AGE_AND_SEX) for text in said)
    sexes = [match for text in said if (match := _OF_SEX.fullmatch(text))]
    parts = parts or not {one[1] for one in sexes if one[2]}.isdisjoint(one[1] for one in sexes if one[3])
    few = any(map(_FINE.search, said)) or any(map(_FEW_LIVE.fullmatch, said))
    return parts or few or any(_CUT_BY.search(words(title)) for title in titles)


def counts(label: str) -> bool:
    """Tell whether a column's whole numbers may be counts of people."""
    said = words(label)
    ends = {*said.split()[:1], *said.split()[-1:]}
    if _OF_COUNTS.search(said) or _GROUNDS.fullmatch(said) or ends & _NUMBERING:
        return False
    return not ends & _DIMENSIONS or bool(_ONE_PART.search(said))


def ranks(label: str) -> bool:
    """Tell whether a word for a number below a header is a step of something: *Tingkat*, *Stadium*."""
    return bool(_RANKS.search(words(label)))


def share(label: str) -> bool:
    """Tell whether a column holds shares, rates or averages, made of counts."""
    return bool(_SHARE.search(label))


def groups(labels: Iterable[str]) -> list[int]:
    """The columns by which people are usually counted: area, year, sex, age group and the like."""
    return [i for i, label in enumerate(labels) if _GROUPS.search(words(label))]
