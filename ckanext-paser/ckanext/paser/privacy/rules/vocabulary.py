"""The words by which headers and titles call people, things and areas, children and where somebody lives."""

from __future__ import annotations

PEOPLE = frozenset(
    [
        "lengkap", "pasien", "siswa", "murid", "santri", "anak", "balita", "bayi", "ibu", "ayah", "suami", "istri",
        "penduduk", "warga", "penerima", "pemilik", "pegawai", "karyawan", "penderita", "korban", "pelapor", "pemohon",
        "peserta", "orang", "individu", "wali", "kader", "guru", "mahasiswa", "nasabah", "debitur", "ahli", "waris",
        "petani", "nelayan", "lansia", "difabel", "kepala", "kk", "krt", "panggilan", "responden", "pelaku",
        "kpm", "wajib", "tenaga", "pekerja", "buruh", "pedagang", "anggota", "pelanggan", "pengungsi",
        "ketua", "pengurus", "pimpinan", "penyandang", "yatim", "janda", "jemaah", "jamaah", "honorer", "atlet",
        "pendaftar", "pendonor", "penyewa", "penghuni", "pelamar", "pemilih", "pengaju", "pengadu", "mempelai", "pengantin", "saksi",
        "bumil", "bulin", "bufas", "busui", "baduta", "batita", "akseptor", "pus", "wus", "catin", "odgj", "odmk", "odha", "odhiv",
        "terlapor", "tersangka", "terdakwa", "terpidana", "penggugat", "tergugat", "alumni", "peternak", "perajin", "pengrajin",
    ]
)  # fmt: skip
"""Words that, beside *nama*, tell a person's name."""
IN_HEADERS = frozenset(
    [
        "art", "owner", "tenant", "applicant", "student", "patient", "customer", "employee", "teacher", "resident", "recipient",
        "beneficiary", "parent", "father", "mother", "child", "full", "first", "last",
    ]
)  # fmt: skip
"""The same in headers alone: in a title these English words say nothing of whose names are listed."""
THINGS = frozenset(
    [
        "desa", "kelurahan", "kecamatan", "kabupaten", "kota", "provinsi", "wilayah", "daerah", "sekolah", "barang",
        "jalan", "sungai", "pasar", "opd", "instansi", "dinas", "unit", "kegiatan", "program", "paket", "perusahaan",
        "usaha", "puskesmas", "posyandu", "rumah", "tempat", "objek", "obyek", "wisata", "gedung", "bangunan", "jembatan",
        "komoditas", "tanaman", "ternak", "lembaga", "organisasi", "koperasi", "bank", "toko", "hotel", "dataset", "data",
        "indikator", "variabel", "kolom", "produk", "obat", "penyakit", "jabatan", "rs", "masjid", "gereja", "pura",
        "perumahan", "blok", "kantor", "satuan", "sumber", "lokasi", "proyek", "pekerjaan", "kelompok",
        "yayasan", "panti", "menara", "tower", "bts", "bendungan", "embung", "pahlawan",
    ]
)  # fmt: skip
"""Words that, beside *nama*, tell another thing's name, unless a person stands there too."""
AREAS = frozenset(["desa", "kelurahan", "kecamatan", "kabupaten", "kota", "provinsi", "wilayah", "daerah"])
IN_TITLES = frozenset(["data", "dataset", "lokasi", "titik", "sumber"])
"""Words of any title, which make it no title of things."""
CHILDREN = frozenset(
    [
        "anak", "siswa", "siswi", "murid", "pelajar", "santri", "balita", "baduta", "batita", "bayi", "student", "child", "pupil",
    ]
)  # fmt: skip
NEIGHBOURHOOD = frozenset(["rt", "rw", "rtrw", "rukun"])
LIVING = NEIGHBOURHOOD | {
    "no", "nomor", "tetangga", "warga", "dan", "dusun", "lingkungan", "desa", "kelurahan", "kel", "jalan", "jl", "blok",
}  # fmt: skip
"""The words of a header that says in which street somebody lives: *No. RT/RW*, *Dusun / RT*, and not *Jumlah RT*."""
ANYTHING = frozenset(
    ["data", "daftar", "nama", "lengkap", "dan", "informasi", "info", "detail", "rincian", "isi", "kolom"]
)
"""Words of a header that do not say what stands below it. *Keterangan* and *Uraian* are none of them: they head remarks,
and nearly every large table has one, whose cells it would take a pass of its own to read."""
