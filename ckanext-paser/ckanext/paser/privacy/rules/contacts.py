"""Whose number it is, where its kind alone does not say: a person's that lost its 0, or an office's, a firm's, a service car's.

Pure rules. Sources: UU 27/2022 article 1 (personal data are of natural persons); UU KUP (UU 6/1983 as amended) article
1(3), which lists what a *badan* is, and article 34(1): its secrecy binds officials of the tax office, as to what they learn
in that office; Perpol 7/2021 article 45(1) (red plates are of government).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ckanext.paser.privacy.rules import beside, headers
from ckanext.paser.privacy.rules.kinds import HINTED, LOST, NAMED, Detector, Kind

WITHOUT_0 = Detector(Kind.PHONE, "^[ \t]*(8[1-9][0-9]{8,10})(?:[.,]0)?[ \t\r\n]*$", enough=0.5, varied=0.5)
"""A mobile number that a spreadsheet took for a number: one is nothing, a column of them is whom to call."""
PLATES = replace(
    HINTED[Kind.PLATE],
    allowed=r"(?i)\b(?:L[ .-]{0,3}300[ .-]{0,3}(?:PU|DP|FB)|T[ .-]{0,3}120[ .-]{0,3}SS?|W[ .-]{0,3}(?:175|250|800)[ .-]{0,3}[A-Z]{1,3})\b",
    enough=0.2,
    varied=0.5,
)
"""A plate where the header names the vehicle and not its number: a fifth of the cells, and no model (*L300 PU*)."""
_VEHICLES = re.compile(
    r"(?:(?:nama|jenis|merk|merek|tipe|data|identitas|keterangan|unit) )*"
    r"(?:kendaraan|ranmor|(?:sepeda )?motor|mobil|roda (?:dua|empat|2|4)|armada|angkutan|angkot|truk|bus|ojek)"
    r"(?: (?:dinas|pribadi|operasional|bermotor|milik|pemilik|warga|penumpang|barang|yang|dipakai|digunakan|roda|dua|empat|\d))*"
)
"""Whole headers of vehicles, below which the plate may stand: *Kendaraan*, *Motor*."""
_NUMBER = {"nomor", "nomer"}
"""A header that does not say of what; *No* numbers the rows."""
_OTHER_NUMBERS = frozenset(
    [
        "id", "kode", "nisn", "nis", "nib", "nop", "npsn", "nup", "idpel", "rekening", "rek", "norek", "akun", "sertifikat", "surat",
        "sk", "dokumen", "polis", "meter", "meteran", "pelanggan", "seri", "resi", "transaksi", "tiket", "registrasi", "register",
        "induk", "kontrak", "rup", "paket", "izin", "ijin", "siup", "barcode", "batang", "objek", "peserta", "pendaftaran", "va",
        "sambungan", "luas", "npwpd", "nopd", "berkas", "perkara", "arsip", "bpkb", "stnk", "rangka", "mesin", "imei",
    ]
)  # fmt: skip
"""What else is numbered with ten digits or more."""
_MONEY = frozenset(
    [
        "pagu", "realisasi", "anggaran", "nilai", "harga", "jumlah", "jml", "total", "nominal", "rp", "rupiah", "biaya", "modal", "omzet",
        "omset", "pendapatan", "penerimaan", "pengeluaran", "belanja", "sisa", "saldo", "bayar", "pembayaran", "dana", "gaji", "honor",
        "iuran", "klaim", "premi", "kapitasi",
        "investasi", "aset", "target", "pajak", "pinjaman", "simpanan", "hibah", "bantuan", "kas", "laba", "plafon", "produksi", "volume",
    ]
)  # fmt: skip
_OFFICES = re.compile(
    r"\b(?:(?:pe)?layanan|darurat|hot ?line|call ?cent(?:er|re)|pengaduan|posko|pusdalops|igd|ugd|ambulans?|kantor|dinas|instansi"
    r"|sekretariat|help ?desk|cs|customer service|ppid)\b"
)
"""Of a telephone: that it is an office's own."""
_SERVICES = re.compile(r"(?:jenis |nama )?(?:pe)?layanan(?: \w+)?")
_AT_IT = re.compile(
    r"\b(?:pic|penanggung|nara ?hubung|petugas|operator|admin|koordinator|bidan|perawat|dokter|camat|lurah|kades|direktur|pemegang"
    r"|pemakai|pengguna|sopir|supir|pengemudi|driver|person|cp|pribadi|pengelola)\b"
)
"""Whoever answers it, or drives it: a column of somebody's, with *nama* or without."""
_FIRMS = re.compile(
    r"(?:nama )?(?:penyedia|perusahaan|rekanan|badan(?: usaha| hukum)?|pemenang|kontraktor|vendor|supplier|distributor|pelaksana"
    r"|konsultan|koperasi|yayasan|wajib pajak|wp)(?: (?:barang|jasa|pekerjaan|tender|lelang|proyek|dan|pelaksana|pengawas|perencana))*"
)
_FORMS = (
    "pt|cv|fa|firma|persero|perseroda|perum|perumda|perusda|pd|bumn|bumd|bumdes|bumdesma|koperasi|kop|kud|ksu|ksp|kpri|primkop\\w*"
    "|yayasan|perkumpulan|persekutuan|lembaga|universitas|politeknik|kantor|dinas|badan|pemerintah"
)
_FIRM = f"^(?is:[ \t]*(?:(?:{_FORMS})(?:[^a-z].*)?|.*[,( \t](?:{_FORMS})[.) \t]*))[ \t\r\n]*$"
"""A cell that names a *badan*, before or behind its name. A UD is none: its tax number is its owner's, and now his NIK."""
_CARS = re.compile(
    r"(?:(?:nama|jenis|merk|merek|tipe|uraian|status) )?(?:barang|kendaraan|ranmor|aset)(?: (?:roda )?\w+)?|(?:warna )?(?:plat|tnkb)"
)
_SERVICE_CAR = (
    "^(?is:.*(?:^|[^a-z])(?:dinas|ambulan\\w*|pemadam|damkar|puskesmas keliling|pusling|pela?t merah|merah|randis|bus sekolah"
    "|mobil jenazah|truk sampah)(?:[^a-z].*)?)$"
)
_COACHES = re.compile(r"(?:nama )?(?:perusahaan(?: (?:otobus|angkutan))?|po|otobus|operator(?: angkutan)?)")
_COACH = f"{_FIRM}|^(?is:[ \t]*(?:po|p\\.o|damri|perusahaan otobus)(?:[^a-z].*)?)$"
"""A cell that names who runs coaches."""
_KINDS = re.compile(r"jenis|merk|merek|tipe|status|peruntukan|penggunaan|keterangan|ket")
"""Beside plates these say of the car what else may be said of anything."""
_OWNERS = {
    Kind.NPWP: ((_FIRMS, _FIRM),),
    Kind.PLATE: ((_CARS, _SERVICE_CAR), (_COACHES, _COACH), (_KINDS, _SERVICE_CAR)),
}
"""Of each kind what else has one: the column that names it, and how."""


def called(kind: Kind, label: str) -> tuple[Detector, ...]:
    """What is looked for below a header that names a kind; below one of money a number without its zeros is a sum."""
    of_money = set(headers.words(label).split()) & _MONEY
    return NAMED[kind] if kind not in LOST or of_money else (*NAMED[kind], LOST[kind])


def somebody(labels: Sequence[str], titles: Sequence[str]) -> bool:
    """Tell whether a row names a person, or may."""
    may = (headers.leads(label) or headers.bare(label) or headers.noun(label) for label in labels)
    at_it = (_AT_IT.search(headers.words(label)) for label in labels)
    return any(map(bool, beside.people(labels, titles))) or any(may) or any(at_it)


def may_be_dialled(label: str, *, beside_people: bool) -> bool:
    """Tell whether a column's numbers may be telephones, though its header does not call them so."""
    parts = set(headers.words(label).split())
    if parts <= _NUMBER and parts:
        return True
    return beside_people and not parts & (_OTHER_NUMBERS | _MONEY)


def may_have_plates(label: str) -> bool:
    """Tell whether a header names vehicles, whose plates may stand below it."""
    return bool(_VEHICLES.fullmatch(headers.words(label)))


def of_service(labels: Sequence[str]) -> bool:
    """Tell whether the rows are services of an institution: *Instansi*, *Layanan*."""
    said = [*map(headers.words, labels)]
    return any(map(_SERVICES.fullmatch, said)) and any(map(headers.names_an_institution, said))


def of_office(label: str) -> bool:
    """Tell whether a header says that its telephones are an office's own."""
    return bool(_OFFICES.search(headers.words(label)))


def owner(
    kind: Kind, label: str, labels: Sequence[str], *, beside_people: bool
) -> tuple[int, Detector] | None:
    """Where it stands whose such numbers are, if they may be a firm's or the government's, and how a cell tells another's."""
    if kind not in _OWNERS or _AT_IT.search(headers.words(label)) or headers.leads(label):
        return None
    if kind is Kind.PLATE and beside_people:
        return None
    said = [*map(headers.words, labels)]
    for header, own in _OWNERS[kind]:
        if (where := next((i for i, other in enumerate(said) if header.fullmatch(other)), None)) is not None:
            return where, Detector(kind, "([A-Za-z0-9])", allowed=own, enough=0)
    return None
