"""Claims about what Solr makes of words, asked from its own analysis of the schema's types."""

from __future__ import annotations

import pytest
import requests

import ckan.plugins.toolkit as tk


def analysed(text: str, kind: str = "text", side: str = "query") -> list[str]:
    """The terms that ``text`` is searched by (or, on the side "index", found by)."""
    asked = {"analysis.fieldtype": kind, "analysis.query": text, "analysis.fieldvalue": text, "wt": "json"}
    answer = requests.get(f"{tk.config['solr_url']}/analysis/field", params=asked, timeout=10)
    return [term["text"] for term in answer.json()["analysis"]["field_types"][kind][side][-1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kependudukan", "penduduk"),
        ("pertanian", "petani"),
        ("perumahan", "rumah"),
        ("pemilihan", "pilih"),
        ("persekolahan", "sekolah"),
        ("kesehatan", "sehat"),
        ("kesehatannya", "kesehatan"),
        ("kemiskinan", "miskin"),
        ("pengangguran", "penganggur"),
        ("kecamatan", "camat"),
        ("kelurahan", "lurah"),
        ("perdesaan", "desa"),
        ("perkotaan", "kota"),
        ("pendidikan", "didik"),
        ("pembelajaran", "belajar"),
        ("pembangunan", "membangun"),
        ("pertumbuhan", "tumbuh"),
        ("perikanan", "ikan"),
        ("peternakan", "ternak"),
        ("perkebunan", "kebun"),
        ("pertambangan", "tambang"),
        ("kehutanan", "hutan"),
        ("perdagangan", "dagang"),
        ("perindustrian", "industri"),
        ("perekonomian", "ekonomi"),
        ("perizinan", "izin"),
        ("pelayanan", "layanan"),
        ("pengelolaan", "kelola"),
        ("pengeluaran", "keluar"),
        ("penerimaan", "penerima"),
        ("kelahiran", "lahir"),
        ("kematian", "mati"),
        ("perkawinan", "kawin"),
        ("pekerjaan", "pekerja"),
        ("kepegawaian", "pegawai"),
        ("kepariwisataan", "wisata"),
        ("kebudayaan", "budaya"),
        ("keolahragaan", "olahraga"),
        ("perpustakaan", "pustaka"),
        ("pemutakhiran", "mutakhir"),
        ("penyebaran", "sebar"),
        ("penanaman", "tanam"),
        ("pengumpulan", "kumpul"),
        ("pemetaan", "peta"),
        ("pencatatan", "catat"),
        ("persampahan", "sampah"),
        ("perpajakan", "pajak"),
        ("kewilayahan", "wilayah"),
        ("unduhan", "mengunduh"),
        ("jumlahnya", "jumlah"),
        ("statistika", "statistik"),
        ("kebencanaan", "bencana"),
        ("KEPENDUDUKAN", "Penduduk"),
    ],
)
def test_words_of_one_root_are_searched_alike(one, other):
    assert analysed(one) == analysed(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pasar", "paser"),
        ("pasir", "paser"),
        ("pasar", "pasir"),
        ("pengangguran", "anggur"),
        ("sekolah", "kolak"),
        ("kelapa", "lapa"),
        ("pemerintah", "perintah"),
        ("pendapatan", "dapat"),
        ("perhubungan", "hubungan"),
        ("bangunan", "pembangunan"),
        ("perawat", "perawatan"),
        ("daerah", "darah"),
        ("kuaro", "kuar"),
        ("pelabuhan", "labuh"),
        ("keluarga", "luar"),
        ("perusahaan", "usaha"),
        ("sawah", "sawi"),
        ("kabupaten", "bupati"),
        ("kota", "kotak"),
        ("ikatan", "ikan"),
    ],
)
def test_words_of_different_meaning_are_searched_apart(one, other):
    assert analysed(one) != analysed(other)


@pytest.mark.parametrize(
    "code", ["64.01.01", "64.01.01.2001", "6401010", "6401022004", "1.02", "11.603,94", "2024"]
)
@pytest.mark.parametrize("kind", ["text", "text_exact"])
def test_a_code_or_number_stays_in_one_piece(code, kind):
    assert analysed(code, kind) == analysed(code, kind, "index") == [code]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("luas_wilayah", ["luas", "wilayah"]),
        ("Kab.Paser", ["kab", "paser"]),
        ("penduduk-2020.xlsx", ["penduduk", "2020", "xlsx"]),
        ("2020-2024", ["2020", "2024"]),
        ("Jum'at", ["jumat"]),
        ("laki-laki", ["laki", "laki"]),
        ("anak dan ibu", ["anak", "ibu"]),
        ("iPhone PDRB", ["iphone", "pdrb"]),
    ],
)
def test_text_is_cut_into_the_words_that_people_mean(text, words):
    assert analysed(text, "text_exact") == words


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Dinkes", "dinas kesehatan"),
        ("Dinas Kesehatan", "dinkes"),
        ("Badan Pusat Statistik", "BPS"),
        ("PDRB", "produk domestik regional bruto"),
        ("Anggaran Pendapatan dan Belanja Daerah", "APBD"),
        ("Indeks Pembangunan Manusia", "IPM"),
        ("TPT", "tingkat pengangguran"),
        ("tenaga kerja", "ketenagakerjaan"),
        ("Kec. Longikis", "kecamatan long ikis"),
        ("peserta didik", "siswa"),
        ("ijin usaha", "izin"),
        ("Kartu Keluarga", "KK"),
        ("Kecamatan", "kecam"),
        ("Penduduk", "jiwa"),
        ("Pertambangan", "batubara"),
        ("Pertambangan", "batu bara"),
        ("Batubara", "pertambangan"),
        ("Pengangguran", "nganggur"),
        ("Ketimpangan", "kesenjangan"),
        ("Gini Ratio", "kesenjangan"),
        ("Gini Ratio", "rasio gini"),
        ("Pengaduan", "keluhan"),
    ],
)
def test_what_is_called_by_another_name_is_found_by_both(written, asked):
    assert set(analysed(asked)) <= set(analysed(written, side="index"))


@pytest.mark.parametrize(
    ("written", "asked"), [("gangguan jiwa", "penduduk"), ("ketimpangan gender", "gini")]
)
def test_a_wider_word_does_not_find_what_only_shares_it(written, asked):
    assert not set(analysed(asked)) & set(analysed(written, side="index"))


def test_one_meaning_of_an_acronym_does_not_find_the_other():
    assert "kartu" not in analysed("Kepala Keluarga", side="index")


def test_every_beginning_of_a_word_suggests_it():
    assert analysed("Kuaro", "text_suggest", "index") == ["ku", "kua", "kuar", "kuaro"]
    assert analysed("Kua", "text_suggest") == ["kua"]


def test_the_beginning_of_an_acronym_suggests_what_it_stands_for():
    assert "ipm" in analysed("Indeks Pembangunan Manusia", "text_suggest", "index")
