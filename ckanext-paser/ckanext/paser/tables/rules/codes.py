"""Codes: digits that are names, not quantities. They stay text, with every zero.

Sources: Permendagri 72/2019 (areas, ``64.01.01.2001``), Permendagri 73/2022 (NIK and KK, 16 digits), BKN
(NIP, 18 digits), PMK 112/2022 (NPWP, 15 and 16 digits), ITU E.164 (telephone numbers).
"""

from __future__ import annotations

import re

CODE = r"[0-9]{1,40}|[0-9]{1,20}(?:\.[0-9]{1,20}){1,8}\.?|(?:\+|0)[0-9][0-9 ().-]{5,20}"
"""Digits alone, digits with dots between, telephone numbers. A span such as ``2020-2024`` is text."""

OUTLINE = r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,6}\.?"
"""What numbers parts of parts: 1, 1.1, 1.10."""

AREA = r"[0-9]{2}(?:\.[0-9]{2}){1,2}(?:\.[0-9]{4})?"
"""Codes of areas with their dots (Permendagri 72/2019)."""

PHONE = r"(?:62|8)[0-9]{8,12}"
"""A mobile number that a spreadsheet has taken for a quantity: its 0 or + is gone."""

_NUMBERS = frozenset(
    ["telepon", "telp", "telpon", "tlp", "phone", "hp", "nohp", "wa", "whatsapp", "narahubung"]
)
PHONES = _NUMBERS | {"handphone", "ponsel", "seluler", "kontak", "contact", "cp"}
"""Words of headers that name telephone numbers, for this room and for the gate; of the last ones there are counts as well."""
_WORDS = _NUMBERS | frozenset(
    [
        "kode",
        "code",
        "kd",
        "nik",
        "nip",
        "npwp",
        "npsn",
        "nisn",
        "nis",
        "nopol",
        "nib",
        "fax",
        "faks",
        "kodepos",
        "hotline",
        "callcenter",
    ]
)
_SHORT_NUMBERS = re.compile(
    r"\b(?:call ?cent(?:er|re)|(?:no|nomor|nomer) (?:telepon )?(?:darurat|panggilan|layanan|siaga))\b"
)
"""Headers of telephone numbers as short as 112."""


_COUNTED = frozenset(
    ["jumlah", "jml", "banyak", "banyaknya", "total", "persentase", "persen", "rasio", "cakupan"]
)
"""Words of headers that count or measure what has a code: *Jumlah NIB*, *Cakupan NIK*."""


def header_says_code(header: str) -> bool:
    """Tell whether a column's header names a code: *Kode Wilayah*, *NIK*, *No. Telepon*.

    *KK* alone does not: mostly it counts families, and the number of a family card is known by its 16 digits.
    """
    words = re.findall(r"[a-z]+", header.lower())
    named = not _WORDS.isdisjoint(words) or _SHORT_NUMBERS.search(" ".join(words))
    return bool(named) and _COUNTED.isdisjoint(words)


def header_says_phone(header: str) -> bool:
    """Tell whether a column's header names telephones: *Kontak*, *CP*, *No. Ponsel*.

    There are *Kontak Erat* and *Pengguna Ponsel* as well, so that the values decide.
    """
    words = re.findall(r"[a-z]+", header.lower())
    return not PHONES.isdisjoint(words) and _COUNTED.isdisjoint(words)


_ORDERS = frozenset(
    [
        "no",
        "nomor",
        "nomer",
        "id",
        "rekening",
        "akun",
        "mak",
        "kbli",
        "kbki",
        "klasifikasi",
        "golongan",
        "gol",
        "blok",
        "seri",
        "jam",
        "pukul",
    ]
)
"""Words of headers below which digits with a point are a name, a place in an order or a time of day."""


def header_may_say_code(header: str) -> bool:
    """Tell whether numbers that are shown with zeros before them may be codes by their header, or for want of one."""
    words = re.findall(r"[a-z]+", header.lower())
    named = not _ORDERS.isdisjoint(words) and _COUNTED.isdisjoint(words)
    return not words or named or header_says_code(header) or header_names_areas(header)


def header_says_year(header: str) -> bool:
    """Tell whether a column's header names a year: *Tahun*, *Tahun Anggaran*; *Tahun 2021* holds that year's values."""
    words = re.findall(r"[a-z]+|[0-9]{4}", header.lower())
    return bool(words) and words[0] in {"tahun", "thn", "th", "year"} and not any(map(str.isdigit, words))


_numbers_rows = re.compile(r"(?i)(?:no|nomor|nomer)\.?(?: ?urut)?|urutan").fullmatch
_names_areas = re.compile(
    r"(?i)(?:nama )?(?:wilayah|daerah|provinsi|kabupaten|kecamatan|desa)(?: ?/ ?(?:kota|kelurahan))?(?: administrasi)?"
).fullmatch
_DEGREES = frozenset(["lintang", "bujur", "latitude", "longitude", "lat", "long", "lon", "lng"])


def header_numbers_rows(header: str) -> bool:
    """Tell whether a column's header numbers the rows: *No*, *No. Urut*."""
    return bool(_numbers_rows(header.strip()))


def header_names_areas(header: str) -> bool:
    """Tell whether a column's header is nothing but a kind of area: *Wilayah*, *Desa/Kelurahan*; *Luas Wilayah* is none."""
    return bool(_names_areas(header.strip()))


def header_says_degrees(header: str) -> bool:
    """Tell whether a column's header names a latitude or a longitude; *X* and *Y* may be metres."""
    words = frozenset(re.findall(r"[a-z]+", header.lower()))
    return not words.isdisjoint(_DEGREES) and words.isdisjoint(_COUNTED)


_LASTING = frozenset(["kerja", "tempuh", "menit", "detik", "hari", "minggu", "bulan"])
"""Words of headers that say how long something takes."""


def header_says_clock(header: str) -> bool:
    """Tell whether a column's header names a time of day: *Jam Buka*, *Pukul*, *Waktu Mulai*; *Jam Kerja* counts hours."""
    words = re.findall(r"[a-z]+", header.lower())
    return bool(words) and words[0] in {"jam", "pukul", "waktu"} and _LASTING.isdisjoint(words)


def header_says_date(header: str) -> bool:
    """Tell whether a column's header names a day: *Tanggal*, *Tgl. Lahir*."""
    words = frozenset(re.findall(r"[a-z]+", header.lower()))
    return not words.isdisjoint({"tanggal", "tgl", "date"}) and words.isdisjoint(_COUNTED)
