# ruff: noqa: E501  a line is a list of headers and a way to draw
"""DATA CONTOH: 200 labelled columns of invented numbers, 100 with personal data and 100 that look like it; and 136
labelled tables, of which 68 have names of people beside something private, or few people.

Nothing here belongs to anybody: every number and name is drawn from a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest

Draw = Callable[[random.Random], str]
PREFIXES = ["6401", "6402", "6409", "6471", "3201", "3578", "7371", "1271", "5103", "9471", "7322", "1105"]
PLAIN_WORDS = ["Tanah Grogot", "Kuaro", "perbaikan jalan", "baik", "selesai", "rusak ringan"]


@dataclass(frozen=True)
class Labelled:
    """One column: its header, its cells, and the kind that stands in it (empty: none)."""

    header: str
    cells: list[str]
    kind: str

    def __str__(self) -> str:
        return f"{self.kind or 'mirip'}: {self.header}"


def born(r: random.Random) -> str:
    return f"{r.randint(1, 28) + r.choice([0, 40]):02}{r.randint(1, 12):02}{r.randint(0, 99):02}"


def nik(r: random.Random) -> str:
    return f"{r.choice(PREFIXES[:9])}{r.randint(1, 20):02}{born(r)}{r.randint(1, 60):04}"


def parted(r: random.Random, mark: str) -> str:
    n = nik(r)
    return mark.join([n[:6], n[6:12], n[12:]])


def fours(r: random.Random, mark: str) -> str:
    n = nik(r)
    return mark.join([n[:4], n[4:8], n[8:12], n[12:]])


def apart(r: random.Random) -> str:
    return fours(r, r.choice(["  ", " - ", " . ", "\t", "\u00a0 ", " \u2013 "]))


def however(r: random.Random) -> str:
    n = nik(r)
    mark = r.choice(["/", "_", ", ", "'", " / ", "  "])
    cuts = r.choice([(4, 8, 12), (6, 12), (2, 4, 6, 8, 10, 12), (4, 10, 12)])
    return mark.join(n[a:b] for a, b in zip((0, *cuts), (*cuts, 16), strict=True))


def as_float(r: random.Random) -> str:
    return nik(r)[:15] + "0"


def exponent(r: random.Random, mark: str) -> str:
    n = nik(r)[:15]
    return f"{n[0]}{mark}{n[1:]}E+15"


def called(r: random.Random) -> str:
    return f"{r.choice(['NIK', 'No. KK', 'KTP:'])} {r.choice(['', ' ', '- ']).join(nik(r))}"


def in_two_lines(r: random.Random) -> str:
    n, cut = nik(r), r.choice([4, 6, 8, 9, 12])
    return f"{n[:cut]}\n{n[cut:]}"


def rarely(draw: Draw, share: float) -> Draw:
    return lambda r: draw(r) if r.random() < share else r.choice(PLAIN_WORDS)


def phone(r: random.Random) -> str:
    return f"08{r.randint(11, 99)}{r.randint(10**6, 10**8 - 1)}"


def spaced_phone(r: random.Random) -> str:
    return f"+62 8{r.randint(11, 99)}-{r.randint(1000, 9999)}-{r.randint(1000, 9999)}"


def grouped_phone(r: random.Random) -> str:
    first, second, third = r.randint(11, 59), r.randint(1000, 9999), r.randint(1000, 9999)
    forms = "(08{}) {}{}", "+62 (8{}) {}-{}", "(+62) 8{}{}{}", "08{} - {} - {}", "08{}  {}  {}"
    return r.choice(forms).format(first, second, third)


def loose_phone(r: random.Random) -> str:
    pairs = [f"{r.randint(10, 99)}" for _ in range(4)]
    forms = "0812/{}{}{}{}", "0812_{}{}_{}{}", "08 12 {} {} {} {}", "(0812) {}-{}-{}-{}", "00628{}{}{}{}45"
    return r.choice(forms).format(*pairs)


def mail(r: random.Random) -> str:
    return f"contoh.{r.randint(1, 999)}@{r.choice(['gmail.com', 'yahoo.co.id', 'ymail.com'])}"


def npwp(r: random.Random) -> str:
    n = f"{r.randint(0, 10**15 - 1):015}"
    return f"{n[:2]}.{n[2:5]}.{n[5:8]}.{n[8]}-{n[9:12]}.{n[12:]}"


def nip(r: random.Random) -> str:
    return f"19{r.randint(65, 99)}{r.randint(1, 12):02}{r.randint(1, 28):02}20{r.randint(0, 20):02}{r.randint(1, 12):02}{r.randint(1, 2)}{r.randint(1, 9):03}"


def bpjs(r: random.Random) -> str:
    return f"000{r.randint(10**9, 3 * 10**9)}"


def plate(r: random.Random) -> str:
    return f"{r.choice(['KT', 'DA', 'B', 'L'])} {r.randint(1000, 9999)} {r.choice('ABCDE')}{r.choice('XYZ')}"


def number(digits: int, first: str = "") -> Draw:
    return lambda r: first + "".join(r.choice("0123456789") for _ in range(digits - len(first)))


def goods(r: random.Random) -> str:
    return f"1.3.{r.randint(1, 6)}.{r.randint(1, 20):02}.01.{r.randint(1, 9):02}.{r.randint(1, 30):03}.{r.randint(1, 90):04}"


def day(r: random.Random, mark: str = "-") -> str:
    return f"{r.randint(1, 28):02}{mark}{r.randint(1, 12):02}{mark}{r.randint(2019, 2026)}"


def days(r: random.Random) -> str:
    mark = r.choice("-/. ")
    return f"{day(r, mark)} - {day(r, mark)}"


def at_ten(r: random.Random) -> str:
    return f"{day(r, '/')} {r.choice(['10.30', '08:15:00', '14.00'])}"


def two_offices(r: random.Random) -> str:
    first, second = (r.randint(870000, 879999) for _ in range(2))
    return f"(0542) {first}{r.choice([' / ', ', ', ' - '])}{second}"


def four_numbers(r: random.Random) -> str:
    return " - ".join(f"{r.randint(0, 9999):04}" for _ in range(4))


def masked(r: random.Random) -> str:
    n = nik(r)
    return n[:4] + "*" * 8 + n[12:]


def moment(r: random.Random) -> str:
    return f"{r.randint(1_600_000_000, 1_790_000_000)}{r.randint(0, 999_999):06}"


def area(r: random.Random) -> str:
    return f"64.01.{r.randint(1, 10):02}.{r.randint(2001, 2020)}"


def tax_object(r: random.Random) -> str:
    return (
        f"64.01.{r.randint(10, 99):03}.{r.randint(1, 20):03}.{r.randint(1, 30):03}-{r.randint(1, 999):04}.0"
    )


def account(r: random.Random) -> str:
    return f"5.1.{r.randint(1, 4):02}.{r.randint(1, 20):02}.{r.randint(1, 20):02}.{r.randint(1, 99):04}"


def stamp(r: random.Random) -> str:
    return f"20{r.randint(20, 26)}{r.randint(1, 12):02}{r.randint(1, 28):02}{r.randint(0, 23):02}{r.randint(0, 59):02}{r.randint(0, 5999):04}"


def office_mail(r: random.Random) -> str:
    return r.choice(
        ["dkisp@paserkab.go.id", "info@hotelcontoh.com", "humas@paserkab.go.id", "sdn001@sdcontoh.sch.id"]
    )


PERSONAL: list[tuple[str, str, Draw]] = [
    *[("nik", header, nik) for header in ["NIK", "No. KTP", "nomor_induk", "Kolom 3", "", "Keterangan", "kode", "Identitas"]],
    *[("kk", header, nik) for header in ["No. KK", "Nomor Kartu Keluarga", "KK", "no_kk"]],
    *[("nik", header, lambda r, m=m: parted(r, m)) for m in ".- " for header in ["NIK", "nomor"]],
    *[("nik", header, lambda r, m=m: fours(r, m)) for m in ".- " for header in ["KTP", "data"]],
    *[("nik", header, as_float) for header in ["NIK", "nomor", "id penerima"]],
    *[("nik", header, lambda r, m=m: exponent(r, m)) for m in ".," for header in ["NIK", "nomor"]],
    *[("nik", header, lambda r: f"a.n. Contoh (NIK {nik(r)}), RT 03") for header in ["Uraian", "Keterangan", "catatan"]],
    *[("nik", header, rarely(nik, 0.2)) for header in ["Keterangan", "Catatan", "Penerima"]],
    ("nik", "Keterangan", rarely(called, 0.3)),
    ("nik", "Uraian Pengaduan", lambda r: f"KTP: {' '.join(nik(r))}"),
    *[("nik", header, in_two_lines) for header in ["Nomor Identitas", "Data", "No. KTP"]],
    ("nik", "Nomor", lambda r: r.choice([nik, number(10), number(12)])(r)),
    *[("nik", header, apart) for header in ["NIK", "Keterangan", "nomor"]],
    *[("nik", header, however) for header in ["NIK", "No. KTP"]],
    ("kk", "No. KK", however),
    ("nik", "NIK", lambda r: f"'{nik(r)}"),
    ("nik", "NIK", number(16)),
    *[("telepon", header, phone) for header in ["No HP", "Telepon", "Kontak", "kolom", "wa"]],
    *[("telepon", header, spaced_phone) for header in ["HP", "nomor"]],
    *[("telepon", header, grouped_phone) for header in ["No. HP", "Keterangan", "nomor"]],
    *[("telepon", header, loose_phone) for header in ["No. HP", "Kontak"]],
    ("telepon", "No. HP", lambda r: phone(r)[1:]),
    ("telepon", "Keterangan", rarely(lambda r: f"hubungi {phone(r)}", 0.3)),
    *[("surel", header, mail) for header in ["Email", "surel", "kontak", "kolom 9"]],
    ("surel", "Keterangan", rarely(mail, 0.3)),
    *[("npwp", header, npwp) for header in ["NPWP", "nomor pajak", "kolom"]],
    ("npwp", "NPWP", number(15)),
    *[("nik", "Keterangan", lambda r, m=m: m.join(nik(r))) for m in (" ", "-", ".")],
    ("telepon", "No. HP", lambda r: " ".join(phone(r)) if phone(r)[0] == "0" else phone(r)),
    ("npwp", "Keterangan", lambda r: f"NPWP {number(15, '0')(r)}"),
    ("bpjs", "Keterangan", rarely(lambda r: f"No BPJS {number(13, '000')(r)} a.n. Siti", 0.3)),
    *[("nip", header, nip) for header in ["NIP", "nomor pegawai"]],
    *[("bpjs", header, bpjs) for header in ["No. BPJS", "Noka JKN"]],
    *[("nopol", header, plate) for header in ["No. Polisi", "Nopol", "Plat Nomor"]],
]  # fmt: skip

ALIKE: list[tuple[str, Draw]] = [
    *[(header, goods) for header in ["Kode Barang", "kode_barang", "Kode", "id aset"]],
    *[(header, number(n)) for n in (10, 12, 13, 15, 16) for header in ["No. Rekening", "Nomor Rekening", "rekening"]],
    *[(header, number(16)) for header in ["ID Transaksi", "nomor", "kode bayar"]],
    *[(header, number(10, "00")) for header in ["NISN", "nisn siswa"]],
    *[(header, number(8)) for header in ["NPSN", "npsn"]],
    *[(header, moment) for header in ["timestamp", "waktu", "dibuat"]],
    *[(header, stamp) for header in ["stempel waktu", "kode unik", "nomor tiket"]],
    *[(header, area) for header in ["Kode Wilayah", "kode_desa"]],
    *[(header, lambda r: area(r).replace(".", "")) for header in ["Kode Wilayah", "kode"]],
    *[(header, tax_object) for header in ["NOP", "Nomor Objek Pajak"]],
    *[(header, account) for header in ["Kode Rekening", "Akun"]],
    *[(header, masked) for header in ["NIK", "nik tersamar", "No. KTP"]],
    *[(header, lambda r: phone(r)[:4] + "-xxxx-" + phone(r)[-4:]) for header in ["No HP", "Telepon"]],
    *[(header, office_mail) for header in ["Email", "Surel kantor"]],
    *[(header, lambda r: f"(0543) {r.randint(20000, 29999)}") for header in ["Telepon", "Telp Kantor"]],
    *[(header, lambda r: str(r.random())) for header in ["indeks", "bobot", "nilai"]],
    *[(header, lambda r: f"{r.randint(1, 999)}.{r.randint(0, 999):03}.{r.randint(0, 999):03}.{r.randint(0, 999):03}") for header in ["Anggaran", "Pagu (Rp)"]],
    *[(header, lambda r: f"{r.uniform(-2.4, -1.2):.6f}") for header in ["lat", "Lintang"]],
    *[(header, lambda r: f"{r.randint(1, 28):02}/{r.randint(1, 12):02}/{r.randint(2000, 2026)} {r.randint(0, 23):02}:00") for header in ["Tanggal", "Waktu lapor"]],
    *[(header, lambda r: f"{r.randint(1, 999)}/SK/{r.randint(1, 12)}/20{r.randint(10, 26)}") for header in ["Nomor SK", "no surat"]],
    *[(header, number(13)) for header in ["NIB", "kode batang"]],
    *[(header, number(18)) for header in ["kode kegiatan", "id data"]],
    *[(header, lambda r: str(r.randint(1, 40000))) for header in ["Jumlah KK", "Jumlah penduduk ber-KTP", "Peserta BPJS", "jumlah NPWP", "Jumlah NIK"]],
    *[(header, days) for header in ["Periode", "Keterangan", "Masa Perekaman KTP", "Tanggal Kontak"]],
    *[(header, at_ten) for header in ["Tanggal Cetak KTP", "Waktu Kontak", "waktu"]],
    *[(header, two_offices) for header in ["Telepon", "Kontak"]],
    *[(header, four_numbers) for header in ["Nomor Seri", "kode"]],
    *[(header, lambda r: f"{area(r)[:8]} - {day(r)} - {r.randint(1, 999):04}") for header in ["Kode Wilayah", "tiket"]],
    ("Nomor Surat", lambda r: f"{r.randint(100, 999)}/{r.randint(1, 9999):04}/{r.randint(1, 999):03}/20{r.randint(10, 26)}"),
    ("Jumlah KK (L/P)", lambda r: f"{r.randint(1, 99)}.{r.randint(0, 999):03}/{r.randint(1, 99)}.{r.randint(0, 999):03}"),
    ("Ruang", lambda r: f"{r.choice('ABC')} {r.randint(1, 20)} {r.choice('XYZ')}"),
    *[(header, lambda r: f"{day(r)}\n{day(r)}") for header in ["Periode", "Masa Berlaku KTP"]],
    ("Uraian", lambda r: f"Jumlah KK {r.randint(1, 9)}.{r.randint(100, 999)} {r.randint(1, 9)}.{r.randint(100, 999)}, NIK {masked(r)}"),
    *[("Jawaban", lambda r, m=m: m.join(number(16)(r))) for m in (" ", "-", ",")],
    ("Keterangan", lambda r: f"Jumlah NPWP {r.randint(10, 99)}.{r.randint(100, 999)} {r.randint(10, 99)}.{r.randint(100, 999)}"),
    ("UUID", lambda r: f"{r.getrandbits(128):032x}"),
]  # fmt: skip


GIVEN = ["Siti", "Andi", "Rina", "Budi", "Sukarno", "Ma'ruf", "Dewi", "Yusuf", "Hasanah", "Lina"]
FAMILY = ["Contoh", "Misal", "Umpama", "Warga", "Permai", "Sentosa"]
AREAS = ["Kuaro", "Batu Sopang", "Long Ikis", "Tanah Grogot", "Muara Komam", "Batu Engau"]


def person(r: random.Random) -> str:
    return f"{r.choice(GIVEN)} {r.choice(GIVEN)} {r.choice(FAMILY)}{r.choice(['', ', S.Pd.', ' bin Misal'])}"


def one_of(*words: str) -> Draw:
    return lambda r: r.choice(words)


def small(most: int) -> Draw:
    return lambda r: str(r.randint(5, most))


def whole(form: str) -> Draw:
    return lambda r: form.format(
        name=person(r).upper() if r.random() < 0.5 else person(r),
        born=f"{r.randint(1, 28):02}-{r.randint(1, 12):02}-{r.randint(1940, 2009)}",
        home=f"Jl. Contoh {r.randint(1, 99)} RT {r.randint(1, 12):02}",
        today=day(r, "-"),
    )


def point(form: str) -> Draw:
    return lambda r: form.format(lat=f"{r.uniform(-2.4, -1.2):.6f}", lon=f"{r.uniform(115.6, 116.6):.6f}")


def rough(r: random.Random) -> str:
    return f"{r.uniform(-2.4, -1.2):.1f}, {r.uniform(115.6, 116.6):.1f}"


def link(r: random.Random) -> str:
    code = "".join(r.choice("abcdefghjkXYZ123456") for _ in range(17))
    return f"https://{r.choice(['maps.app.goo.gl', 'goo.gl/maps'])}/{code}"


def sexagesimal(form: str) -> Draw:
    return lambda r: form.format(
        *(f"{r.randint(0, most):02}" for most in (59, 59)), *(f"{r.uniform(0, 59):04.1f}" for _ in range(2))
    )


def plus_code(r: random.Random) -> str:
    near, far = ("".join(r.choice("23456789CFGHJMPQRVWX") for _ in range(n)) for n in (3, 2))
    return r.choice(["6PC4{}X+{}", "{}W+{} Tanah Grogot", "6pc4 {}x+{}"]).format(near, far)


village = one_of(*AREAS)
street = one_of(*(f"Jl. Contoh {n}" for n in range(1, 99)))
few = one_of("1", "2", "3", "6")
door = one_of(*(f"{n:02}" for n in range(1, 12)))
ill = one_of("TB paru", "Diabetes melitus", "ISPA", "Hipertensi", "Kusta")
disabled = one_of("Netra", "Rungu", "Daksa", "Tidak")

BESIDE: list[tuple[str, dict[str, Draw]]] = [
    *[("nama_penyakit", {who: person, "Umur": small(90), fact: ill}) for who in ["Nama Pasien", "Pasien"] for fact in ["Diagnosa", "diagnosis_kerja"]],
    ("nama_penyakit", {"Nama": person, "Keluhan": ill, "Desa": village}),
    ("nama_penyakit", {"Nama Penderita": person, "Jenis Penyakit": ill}),
    ("nama_penyakit", {"Nama Lengkap": person, "Status HIV": one_of("Reaktif", "Non reaktif")}),
    ("nama_penyakit", {"NAMA WARGA": person, "L/P": one_of("L", "P"), "DISABILITAS": disabled}),
    ("nama_penyakit", {"Nama Balita": person, "Status Gizi": one_of("Baik", "Kurang", "Buruk")}),
    ("nama_penyakit", {"Nama Penyandang Disabilitas": person, "Kecamatan": village}),
    ("nama_kekerasan", {"Nama Korban": person, "Jenis Kekerasan": one_of("Fisik", "Psikis")}),
    ("nama_alamat", {"Nama Kepala Keluarga": person, "RT": door, "RW": door}),
    ("nama_alamat", {"Penerima Manfaat": person, "RT/RW": lambda r: f"{door(r)}/{door(r)}", "Desa": village}),
    ("nama_alamat", {"Warga": person, "No. RT": door, "Dusun": village}),
    ("nama_alamat", {"nama": person, "jenis_kelamin": one_of("L", "P"), "rt_rw": lambda r: f"{door(r)}/{door(r)}"}),
    ("nama_rekening", {"Nama Penerima": person, "No. Rekening": number(15), "Nominal": small(900)}),
    ("nama_rekening", {"Nama": person, "Bank": one_of("BRI", "Bankaltimtara"), "Nomor Rekening": number(10)}),
    ("nama_rekening nama_bantuan", {"Nama KPM": person, "norek": number(13), "Desa": village}),
    ("nama_rekening", {"Pemilik Rekening": person, "Nomor Rekening": number(10)}),
    ("nama_rekening", {"Nama Guru": person, "Rekening Bank": number(10)}),
    ("nama_lahir", {"Nama Siswa": person, "Tgl Lahir": day}),
    ("nama_lahir nama_alamat", {"Data Warga": whole("{name}, Paser {born}, {home}"), "Desa": village}),
    ("nama_lahir", {"Kolom 3": whole("{name}, Paser {born}, {home}"), "Desa": village}),
    ("nama_lahir nama_alamat", {"No": small(99), "Identitas": whole("{name}\n{home}\nlahir {born}")}),
    ("nama_alamat", {"Nama Penerima": whole("{name} ({home})"), "Nominal": small(900)}),
    ("nama_lahir", {"Data": whole("1. {name} / {home} / {born}"), "Jumlah": small(900)}),
    ("nama_lahir", {"Name": person, "Date of Birth": day}),
    ("nama_lahir nama_alamat", {"Name": person, "DOB": day, "Address": street}),
    ("nama_lahir", {"Nama Siswa": person, "Sekolah": lambda r: f"SDN {r.randint(1, 30):03} Contoh", "Usia": small(18)}),
    ("nama_alamat", {"Nama Pendaftar": person, "Alamat": street}),
    ("nama_alamat", {"Penyewa": person, "Alamat": street, "Nominal": small(900)}),
    ("nama_alamat", {"Owner Name": person, "Address": street}),
    ("nama_alamat", {"Nama Warga": person, "Jalan": street, "No Rumah": door, "RT": door}),
    ("nama_alamat", {"Nama": person, "Alamat": street}),
    ("nama_alamat", {"No": small(99), "NAMA": person, "ALAMAT": street, "Desa": village, "Nominal": small(900)}),
    ("koordinat", {"Nama Penerima": person, "Tikor": point("{lat}, {lon}")}),
    ("koordinat", {"Nama Pemilik Rumah": person, "Google Maps": point("https://maps.google.com/?q={lat},{lon}")}),
    ("koordinat nama_bantuan", {"Nama KPM": person, "geom": point("POINT({lon} {lat})")}),
    ("nama_penyakit", {"Nama": person, "Diagnosis": ill, "Puskesmas": village}),
    ("nama_penyakit", {"Inisial": one_of("S.C.", "A.M."), "Nama": person, "Keterangan Penyakit": ill, "Nama Puskesmas": village}),
    ("nama_alamat", {"Nama": person, "Alamat": street, "Sekolah": village}),
    ("nama_rekening", {"Nama": person, "No Rekening": number(10), "Sekolah": village}),
    ("nama_alamat", {"Nama": person, "RT": door, "RW": door}),
    ("nama_alamat nama_bantuan", {"Nama": person, "RT/RW": lambda r: f"{door(r)}/{door(r)}", "Bantuan": one_of("BLT", "PKH")}),
    ("koordinat", {"Nama": person, "Tikor": point("{lat}, {lon}")}),
    ("koordinat", {"Nama": person, "X": point("{lon}"), "Y": point("{lat}")}),
    ("koordinat", {"Nama Penerima": person, "Share Loc": link}),
    ("koordinat", {"Nama Penerima": person, "Tikor": sexagesimal("1\u00b0{0}'{2}\"S 116\u00b0{1}'{3}\"E")}),
    ("koordinat", {"Nama Penerima": person, "Titik Koordinat": sexagesimal("S 01 {0} {2} E 116 {1} {3}")}),
    ("koordinat", {"Nama Penerima": person, "Plus Code": plus_code}),
    ("sel_kecil", {"Desa": village, "DBD": few, "Malaria": few}),
    ("sel_kecil", {"Desa": village, "Tahun": one_of("2023", "2024"), "Kematian Ibu": few}),
    ("sel_kecil", {"Kelurahan": village, "Lumpuh/Buta/Tuli": few}),
    ("nama_alamat", {"Nama": lambda r: (village if r.random() < 0.1 else person)(r), "Alamat": street}),
    ("koordinat", {"Nama": lambda r: (village if r.random() < 0.1 else person)(r), "X": point("{lon}"), "Y": point("{lat}")}),
    ("sel_kecil", {"Desa": village, "RT": door, "Korban": few}),
    ("sel_kecil", {"Desa": village, "Korban Kekerasan": few, "Korban Kebakaran": few}),
    ("nama_penyakit", {"No": small(99), "Nama Ibu Hamil": person, "Desa": village, "Faktor Risiko": one_of("Anemia", "KEK")}),
    ("nama_penyakit", {"Nama Ibu": person, "Usia Kehamilan": one_of("20 mg", "31 mg"), "Resiko": one_of("KEK", "Rendah")}),
    ("nama_penyakit", {"Nama": person, "Desa": village, "HPHT": day, "Hb": one_of("9,5", "11,2")}),
    ("nama_penyakit", {"Nama": person, "Desa": village, "Kondisi": one_of("Dipasung", "Rawat jalan")}),
    ("nama_penyakit", {"Nama Balita": person, "BB (kg)": small(20), "PB (cm)": small(90)}),
    ("nama_penyakit", {"Nama Akseptor": person, "Metode KB": one_of("IUD", "Suntik")}),
    ("nama_lahir", {"Nama Lengkap": person, "Tgl": small(28), "Bln": small(12), "Thn": lambda r: str(r.randint(1940, 2009)), "Desa": village}),
    ("telepon", {"Nama Ketua": person, "Nomor": lambda r: phone(r)[1:]}),
    ("telepon", {"Usaha": one_of("Toko Contoh", "Warung Misal"), "Nomor": lambda r: phone(r)[1:]}),
    ("npwp", {"Penyedia": one_of("CV Contoh", "UD Misal", "Andi Contoh"), "NPWP Penyedia": npwp}),
    ("nopol", {"Nama Barang": one_of("Mobil dinas"), "Nama Pemakai": person, "Nomor Polisi": plate}),
]  # fmt: skip
"""Names of people, and the private fact that stands beside; few people of a village."""
school = one_of(*(f"SDN {n:03} Contoh" for n in range(1, 30)))
clinic = one_of(*(f"Puskesmas {area}" for area in AREAS))
NOT_BESIDE: list[dict[str, Draw]] = [
    {"Jenis Penyakit": ill, "Jumlah Kasus": small(900)},
    {"Nama Penyakit": ill, "Laki-laki": small(900), "Perempuan": small(900)},
    {"Nama Puskesmas": clinic, "Diagnosa": ill, "Jumlah": small(900)},
    {"Nama": clinic, "Jenis Penyakit": ill, "Jumlah Kasus": small(900)},
    {"Nama Kecamatan": village, "Penyakit": ill, "Jumlah Penderita": small(900)},
    {"Nama Kepala Puskesmas": person, "Puskesmas": clinic, "Penyakit Terbanyak": ill},
    {"Nama Kepala Desa": person, "Desa": village, "Disabilitas": small(90), "Stunting": small(90)},
    {"Nama Kader": person, "Posyandu": village, "Balita Stunting": small(90)},
    {"Nama Kader": person, "Posyandu": village, "Stunting": small(90)},
    {"Nama Guru": person, "Kelas": one_of("I", "II"), "Jumlah Siswa Disabilitas": small(9)},
    {"Nama Petani": person, "Komoditas": one_of("Padi", "Lada"), "Hama dan Penyakit": one_of("Wereng", "Tikus")},
    {"Nama Ketua RT": person, "RT": door, "RW": door, "Desa": village},
    {"Ketua RT": person, "RT/RW": lambda r: f"{door(r)}/{door(r)}"},
    {"RT": door, "RW": door, "Kepala Keluarga": lambda r: f"{r.randint(5, 99)} KK"},
    {"No": small(99), "RT/RW": door, "Penerima BLT": one_of("Ya", "Tidak", "Belum terdaftar")},
    {"Nama Kepala Dusun": person, "Dusun": village, "Jumlah RT": door, "Jumlah RW": door},
    {"Nama Masjid": village, "RT": door, "RW": door},
    {"Nama Kepala Dinas": person, "Dinas": one_of("Dinas Contoh"), "Alamat Kantor": one_of("Jl. Contoh 1")},
    {"Nama Sekolah": school, "NPSN": number(8), "No. Rekening": number(10)},
    {"Nama": school, "No. Rekening": number(10), "Nominal": small(900)},
    {"Nama Ketua": person, "Nama Kelompok Tani": village, "No. Rekening": number(10)},
    {"Nama Kegiatan": village, "Nama Pegawai": person, "Kode Rekening": account},
    {"Nama Pegawai": person, "Jabatan": one_of("Analis", "Arsiparis"), "Nomor Rekening Belanja": account},
    {"Data": whole("Rapat Koordinasi, Kuaro {today}, {home}"), "Peserta": small(90)},
    {"Rincian": whole("Perbaikan Drainase, {home}"), "Pagu": small(900)},
    {"Data": whole("Puskesmas Contoh, {home}, berdiri {born}"), "Pegawai": small(90)},
    {"Data Sekolah": whole("Al Ikhlas, {home}"), "Siswa": small(90)},
    {"Uraian Pengaduan": whole("Jalan rusak di {home}, lapor {today}"), "Status": one_of("Selesai", "Proses")},
    {"Nama": one_of("Hotel Contoh", "Grand Hotel Misal", "Wisma Umpama", "Contoh Homestay"), "Alamat": street},
    {"Nama": one_of("Warung Bu Rina", "RM Padang Contoh", "Kafe Misal", "Bengkel Budi"), "Alamat": street, "Telepon": one_of("(0543) 21000")},
    {"Nama": one_of("Al Ikhlas", "An Nur", "Al Falah", "Ar Rahman"), "Alamat": street, "Luas": small(900)},
    {"Name": clinic, "Address": street, "Website": one_of("contoh.go.id")},
    {"Nama Pasar": village, "Alamat": street},
    {"Nama Penyedia": one_of("PT Contoh", "CV Misal"), "Alamat": street, "NPWP Badan": one_of("-")},
    {"Nama Kegiatan": village, "Lokasi": point("{lat}, {lon}")},
    {"Nama Sekolah": school, "GPS": point("{lat}, {lon}"), "Kepala Sekolah": person},
    {"Nama": clinic, "RT": door, "RW": door},
    {"Nama": school, "Alamat": street, "Puskesmas": village},
    {"Nama": school, "X": point("{lon}"), "Y": point("{lat}")},
    {"Nama": one_of("Warung Bu Rina", "Kafe Misal", "Bengkel Budi"), "Tikor": point("{lat}, {lon}")},
    {"Nama": person, "Jenis Usaha": one_of("Kuliner", "Kriya"), "Tikor": point("{lat}, {lon}")},
    {"Nama": person, "Tikor": rough},
    {"Nama Sekolah": school, "Plus Code": plus_code},
    {"Nama Kegiatan": village, "Share Loc": link},
    {"Nama Penerima": person, "Paket": lambda r: f"{r.randint(2222, 9999)}+{r.randint(22, 99)}"},
    {"Nama Atlet": person, "Suhu": lambda r: f"{r.randint(20, 39)} \u00b0C"},
    {"Nama Atlet": person, "Umur": small(40), "Cabang": one_of("Renang", "Catur")},
    {"Nama Siswa": person, "Sekolah": school, "Juara": one_of("I", "II")},
    {"Desa": village, "Sapi": few, "Kambing": few, "Penyakit Hewan": few},
    {"Desa": village, "Umur 0-4": few, "Umur 5-9": few},
    {"Desa": village, "BCG": few, "Polio 1": few, "Campak": few},
    {"Desa": village, "SD": few, "SMP": few, "Masjid": few},
    {"Kecamatan": village, "Jumlah Penerima": small(900), "Nominal": small(900)},
    {"Nama": village, "X": point("{lon}"), "Y": point("{lat}")},
    {"Nama": lambda r: r.choice(["Desa ", "Kel. ", "Kec. ", ""]) + village(r), "RT": door, "RW": door},
    {"Nama": lambda r: (clinic if r.random() < 0.5 else village)(r), "Alamat": street, "Tikor": point("{lat}, {lon}")},
    {"Desa": village, "RT": door, "Korban Jiwa": few, "Rumah Terbakar": few},
    {"Desa": village, "Jumlah Ibu Hamil": small(90), "Ibu Hamil Anemia": small(90)},
    {"Nama Indikator Kesehatan Ibu": one_of("Ibu hamil dengan K4", "Persalinan di faskes"), "Capaian": small(99)},
    {"Nama Kader": person, "Posyandu": village, "Ibu Hamil": small(90), "Bumil KEK": small(90)},
    {"Nama Atlet": person, "Berat Badan": small(90), "Cabang": one_of("Judo", "Karate")},
    {"Nama Pegawai": person, "Risiko": one_of("Terlambat", "Rusak"), "Mitigasi": one_of("Rapat")},
    {"Nama Pegawai": person, "Jabatan": one_of("Dokter"), "Keterangan": one_of("Spesialis Jantung", "Spesialis Kanker")},
    {"Nama Penerima": person, "Tgl": small(28), "Bln": small(12), "Thn": one_of("2023", "2024"), "Nominal": small(900)},
    {"Puskesmas": clinic, "Alamat": street, "WA Layanan": phone},
    {"Penyedia": one_of("CV Contoh", "PT. Misal", "KOPERASI UMPAMA", "Permai, PT"), "NPWP Penyedia": npwp},
    {"Kode Barang": goods, "Nama Barang": one_of("Mobil dinas", "Ambulans"), "Nomor Polisi": plate},
    {"Nama Penerima": person, "Nominal": number(11, "8"), "Realisasi": number(11, "85")},
]  # fmt: skip
"""What looks like it: counts, institutions, whoever serves there, lines of a budget, animals."""


@dataclass(frozen=True)
class LabelledTable:
    """One table: its rows with the header first, and the kinds that stand in its columns (empty: none)."""

    rows: list[list[str]]
    kind: str

    def __str__(self) -> str:
        return f"{self.kind or 'mirip'}: {', '.join(self.rows[0])}"


@pytest.fixture(scope="session")
def labelled_tables() -> list[LabelledTable]:
    """68 tables with names of people beside something private, or few people, and 68 without, of 12 to 150 rows each."""
    r = random.Random(6401)  # noqa: S311 - invented names that are the same in every run
    made: list[LabelledTable] = []
    for kind, columns in [*BESIDE, *(("", columns) for columns in NOT_BESIDE)]:
        rows = [[draw(r) for draw in columns.values()] for _ in range(r.choice([12, 40, 150]))]
        made.append(LabelledTable([list(columns), *rows], kind))
    return made


@pytest.fixture(scope="session")
def labelled() -> list[Labelled]:
    """100 columns with personal data and 100 without, of 12 to 400 cells each."""
    r = random.Random(6401)  # noqa: S311 - invented numbers that are the same in every run
    made: list[Labelled] = []
    for i in range(100):
        kind, header, draw = PERSONAL[i % len(PERSONAL)]
        made.append(Labelled(header, [draw(r) for _ in range(r.choice([12, 40, 150, 400]))], kind))
    for i in range(100):
        header, draw = ALIKE[i % len(ALIKE)]
        made.append(Labelled(header, [draw(r) for _ in range(r.choice([12, 40, 150, 400]))], ""))
    return made
