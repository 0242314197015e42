"""Claims about the rules of table 6.7: what each lets pass, what it finds, and how grave that is."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from ckanext.paser.metadata.rules import FREQUENCY, requirements
from ckanext.paser.metadata.rules.crossfields import (
    RULES,
    advice,
    broken_files,
    errors,
    findings,
    priority_years,
)
from ckanext.paser.metadata.rules.known import Table
from ckanext.paser.problems import worded

from .examples import FILE, dataset, with_file

PROFILE = json.loads(files("paser_schemas").joinpath("sdi_profile.json").read_text(encoding="utf-8"))
NEVER = FREQUENCY + "NEVER"
PRIORITY = {
    "data_prioritas": True,
    "kriteria_prioritas": ["b"],
    "prioritas_tahun": ["2025"],
    "dasar_daftar_data": "SK 1",
}
EXEMPTED = {
    "kategori_informasi": "dikecualikan",
    "akses_level": "tertutup",
    "private": True,
    "dasar_pengecualian": ["h"],
    "nomor_uji_konsekuensi": "01",
    "masa_pengecualian": "2030-01-01",
}


def told(shown, tables=None):
    """Rule, field and level of all that is found."""
    return [(one.rule, one.field, one.level.value) for one in findings(shown, tables)]


def column(**changes):
    return with_file(kamus_data=[FILE["kamus_data"][0], {**FILE["kamus_data"][1], **changes}])


PASSES = {
    "a complete indicator": dataset(),
    "1 a composite indicator": dataset(
        apakah_indikator_komposit=True,
        variabel_pembangun=None,
        indikator_pembangun=[{"nama": "Umur Harapan Hidup"}],
    ),
    "2 a code list without concept": dataset(
        **dict.fromkeys(["konsep", "definisi", "ukuran", "satuan", "klasifikasi", "interpretasi"]),
        **dict.fromkeys(["metode_perhitungan", "rumus", "apakah_indikator_komposit", "variabel_pembangun"]),
        jenis="kode_referensi",
    ),
    "3 priority data before they are published": dataset(
        **PRIORITY, diperiksa_pembina_pada="2026-01-01T00:00:00Z"
    ),
    "4 exempted information": dataset(**EXEMPTED),
    "5 what is there at all times may be restricted": dataset(
        kategori_informasi="setiap_saat", akses_level="terbatas", dasar_pembatasan="BA", private=True
    ),
    "6 aggregated data": dataset(
        klasifikasi_data_pribadi="agregat", perlakuan_data_pribadi=["agregasi"], sel_minimum=5
    ),
    "6 a strict column that is left out": column(kelas_data_pribadi="spesifik", perlakuan="hapus"),
    "7 the card of restricted data, to be published": dataset(
        kategori_informasi="setiap_saat", akses_level="terbatas", dasar_pembatasan="BA", resources=[]
    )
    | {"status_sdi": "terbit"},
    "7 the card of closed data, to be published": dataset(**EXEMPTED | {"private": False}, resources=[])
    | {"status_sdi": "terbit"},
    "10 a table of the regency without a column of areas": with_file(
        level_penyajian="kabupaten",
        kolom_wilayah=None,
        sistem_kode_wilayah=None,
        kamus_data=[{"id": "bulan", "peran": "waktu"}, FILE["kamus_data"][1]],
    ),
    "9 a file of one of the years": with_file(
        name="Persentase penduduk miskin, 2020", periode_mulai="2020-01", periode_selesai="2020-03"
    ),
    "11 data that are never updated": dataset(frequency=NEVER, jadwal_rilis=None),
    "12 a subtheme of the theme": dataset(
        subtema_rad="04.01", pilar_smart_city=["living"], subdimensi_smart_city=["health"]
    ),
    "14 a mean of percentages": column(agregasi="rata_rata"),
}


@pytest.mark.parametrize("shown", PASSES.values(), ids=PASSES)
def test_what_is_complete_and_fits_passes(shown):
    assert told(shown) == []


SAYS = {"konsep": [], "definisi": "", "klasifikasi": None, "ukuran": "", "satuan": None}
FAILS = [
    *((1, dataset(**{name: None}), name, "error") for name in ("klasifikasi", "interpretasi", "metode_perhitungan", "rumus")),
    (1, dataset(apakah_indikator_komposit=None), "apakah_indikator_komposit", "error"),
    (1, dataset(apakah_indikator_komposit=True), "indikator_pembangun", "error"),
    (1, dataset(variabel_pembangun=[]), "variabel_pembangun", "error"),
    *((2, dataset(**{name: SAYS[name]}), name, "error") for name in ("konsep", "definisi", "ukuran", "satuan")),
    (2, column(peran="keterangan") | {"jenis": "variabel"}, "kamus_data", "terbit"),
    *(
        (3, dataset(**{**PRIORITY, "diperiksa_pembina_pada": "2026", name: None}), name, "error")
        for name in ("kriteria_prioritas", "prioritas_tahun", "dasar_daftar_data")
    ),
    (3, dataset(**PRIORITY), "diperiksa_pembina_pada", "terbit"),
    *(
        (4, dataset(**{**EXEMPTED, name: None}), name, "error")
        for name in ("dasar_pengecualian", "nomor_uji_konsekuensi", "masa_pengecualian")
    ),
    (4, dataset(**{**EXEMPTED, "akses_level": "terbuka"}), "akses_level", "error"),
    (5, dataset(akses_level="tertutup", private=True), "akses_level", "error"),
    (5, dataset(kategori_informasi="serta_merta", akses_level="tertutup", private=True), "akses_level", "error"),
    (6, dataset(klasifikasi_data_pribadi="umum"), "akses_level", "error"),
    (6, dataset(klasifikasi_data_pribadi="pseudonim", perlakuan_data_pribadi=["masking"]), "akses_level", "error"),
    (6, column(kelas_data_pribadi="umum"), "klasifikasi_data_pribadi", "error"),
    (7, dataset(license_id="notspecified"), "license_id", "terbit"),
    (7, dataset(license_id="cc-by-nc"), "license_id", "terbit"),
    (0, with_file(name="Persentase penduduk miskin"), "name", "warning"),
    (7, dataset(resources=[]), "status_sdi", "terbit"),
    (7, with_file(pii_scan_status="temuan"), "pii_scan_status", "terbit"),
    (7, with_file(pii_scan_status="temuan", format="JSON"), "pii_scan_status", "terbit"),
    (7, with_file(pii_scan_status="belum", format="XLSM"), "pii_scan_status", "terbit"),
    (7, with_file(pii_scan_status=None, format="ZIP", url="a.zip", url_type="upload"), "pii_scan_status", "terbit"),
    (7, with_file(pii_scan_status=None, format="PDF", url="a.pdf", url_type="upload", jenis_resource="peta"), "pii_scan_status", "terbit"),
    (0, with_file(kamus_data=None, format="TAB", url="a.tab", url_type="upload"), "kamus_data", "terbit"),
    (2, with_file(format="JSON", kamus_data=FILE["kamus_data"][:1]) | {"jenis": "variabel"}, "kamus_data", "terbit"),
    (0, with_file(kolom_wilayah=None), "kolom_wilayah", "terbit"),
    (0, with_file(kolom_wilayah=None, level_penyajian="kabupaten"), "kolom_wilayah", "terbit"),
    (8, dataset(kategori_informasi="setiap_saat", akses_level="terbatas", dasar_pembatasan="BA"), "private", "error"),
    (9, with_file(periode_mulai="2024", periode_selesai="2023"), "periode_selesai", "error"),
    (9, with_file(periode_mulai="2016"), "periode_mulai", "terbit"),
    (11, dataset(frequency=NEVER), "jadwal_rilis", "error"),
    (11, dataset(jadwal_pemutakhiran="2025-01-01", modified="2025-01-01T00:00:00Z"), "jadwal_pemutakhiran", "terbit"),
    (12, dataset(subtema_rad="06.01"), "subtema_rad", "error"),
    (12, dataset(pilar_smart_city=["economy"], subdimensi_smart_city=["health"]), "subdimensi_smart_city", "error"),
    (13, dataset(**{**PRIORITY, "prioritas_tahun": ["dua"], "diperiksa_pembina_pada": "2026"}), "prioritas_tahun", "error"),
    (14, column(agregasi="jumlah"), "kamus_data", "terbit"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "shown", "field", "level"), FAILS, ids=[f"{one[0]}-{one[2]}" for one in FAILS]
)
def test_a_rule_finds_what_does_not_fit_at_its_field_and_nothing_else(rule, shown, field, level):
    assert told(shown) == [(rule, field, level)]


def test_a_file_is_named_after_a_year_or_a_month():
    (finding,) = advice(with_file(name="Persentase penduduk miskin"))
    assert finding.problem.remedy == "Add it, such as “Tahun 2024” or “November 2026”."
    assert advice(with_file(name="Persentase penduduk miskin November 2024")) == []


TABLES = [
    (9, Table(times=("2016", "2024")), "kamus_data"),
    (10, Table(areas=("64.01.04", "Jumlah")), "kolom_wilayah"),
    (10, Table(areas=("64.01", "64.01.04")), "kolom_wilayah"),
    (10, Table(areas=("64.01.04", "64.71.01")), "kolom_wilayah"),
    (10, Table(areas=("6401040",)), "kolom_wilayah"),
    (10, Table(areas=("64.01.04", "6401050")), "kolom_wilayah"),
    (14, Table(ranges={"nilai": (0, 104.5)}), "kamus_data"),
]


@pytest.mark.parametrize(("rule", "table", "field"), TABLES)
def test_what_a_table_holds_is_judged_when_it_is_published(rule, table, field):
    assert told(dataset(), {"berkas": table}) == [(rule, field, "terbit")]


AREAS = [
    ("kecamatan", "kemendagri", ("64.01.04", "64.01.04.1001")),
    ("kecamatan", "bps", ("6401040",)),
    ("kecamatan", "nama", ("Tanah Grogot",)),
    ("kabupaten", "kemendagri", ("64.01",)),
    ("kabupaten", "nama", ("Kabupaten Paser",)),
    ("desa", "nama", ("Tanah Grogot",)),  # the kelurahan of that name, not its kecamatan
]


@pytest.mark.parametrize(("level", "system", "values"), AREAS)
def test_areas_are_read_in_the_system_and_at_the_level_that_the_file_says(level, system, values):
    assert (
        told(with_file(level_penyajian=level, sistem_kode_wilayah=system), {"berkas": Table(areas=values)})
        == []
    )


MISPLACED = [
    (
        "kemendagri",
        ("64.01.04", "6401050"),
        "Codes of two systems stand in this column: “64.01.04” is one of Kemendagri, “6401050” one of BPS.",
    ),
    ("nama", ("64.01.04", "6401050"), "Codes of two systems stand in this column"),
    (
        "nama",
        ("6401040", "Tanah Grogot"),
        "Codes and names stand in this column: “6401040” is a code of BPS, “Tanah Grogot” is a name.",
    ),
    ("kemendagri", ("6401040",), "“6401040” is a code of BPS, and the file says otherwise."),
    ("bps", ("Kuaro",), "“Kuaro” is a name, and the file says that its column has codes."),
    ("kemendagri", ("64.01", "64.01.04"), "The table has a row with the sum (“64.01”) among its areas."),
    (
        "nama",
        ("Kabupaten Paser", "Kuaro"),
        "The table has a row with the sum (“Kabupaten Paser”) among its areas.",
    ),
    ("kemendagri", ("64.71",), "“64.71” is no area of the list."),
]


@pytest.mark.parametrize(("system", "values", "fact"), MISPLACED)
def test_what_is_wrong_with_areas_is_told_with_a_value_of_each(system, values, fact):
    (one,) = findings(with_file(sistem_kode_wilayah=system), {"berkas": Table(areas=values)})
    assert worded(one.problem)["text"].startswith(fact)


def test_a_kecamatan_among_villages_is_refused():
    (one,) = findings(
        with_file(level_penyajian="desa"), {"berkas": Table(areas=("64.01.04", "64.01.04.1001"))}
    )
    assert one.problem.fact == "“{value}” is an area above the level that the rows of this file have."
    assert one.problem.params == {"value": "64.01.04"}


def test_a_table_that_fits_passes():
    table = Table(times=("2017", "2024"), areas=("64.01.04",), ranges={"nilai": (0, 100)})
    assert told(dataset(), {"berkas": table}) == []


def test_percentages_over_a_hundred_may_be_explained():
    assert (
        told(column(aturan_validasi=["Boleh lebih."]), {"berkas": Table(ranges={"nilai": (0, 104.5)})}) == []
    )


@pytest.mark.parametrize(
    "given",
    ["2025;2026", "2025, 2026", " 2025  2026", ["2025", "2026"], ["2025;2026", "2025"], ["2025", 2026]],
)
def test_years_of_priority_become_a_list_however_they_are_written(given):
    assert priority_years(given) == ["2025", "2026"]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_table_has_a_function(rule):
    assert RULES[rule].__doc__.startswith(f"Rule {rule}:")


def test_there_are_fourteen_rules_column_w_and_what_a_dictionary_demands_of_cells():
    assert list(RULES) == list(range(16))


class TestColumnW:
    MANDATORY = [
        row["name"]
        for row in PROFILE["dataset"]
        if row["required"].startswith("M") and row["name"] not in requirements.NEVER_MISSING
    ]

    @pytest.mark.parametrize("field", MANDATORY)
    def test_a_mandatory_field_keeps_an_incomplete_dataset_private(self, field):
        found = [(one.rule, one.field) for one in errors(dataset(**{field: None}))]
        assert (0, field) in found

    @pytest.mark.parametrize("part", ["dataset", "resource"])
    def test_every_conditional_field_has_its_condition(self, part):
        conditions = {"dataset": requirements.OF_DATASET, "resource": requirements.OF_FILE}[part]
        conditional = {row["name"] for row in PROFILE[part] if row["required"].startswith("C")}
        assert set(conditions) == conditional | (
            {"id_sds"} if part == "dataset" else set()
        )  # R, but M when national

    @pytest.mark.parametrize(
        "field",
        [
            row["name"]
            for row in PROFILE["resource"]
            if row["required"].startswith("M") and row["name"] not in requirements.NEVER_MISSING
        ],
    )
    def test_so_does_a_mandatory_field_of_a_file(self, field):
        assert [(one.field, one.file) for one in errors(with_file(**{field: None}))] == [(field, 0)]

    def test_a_guide_needs_no_period_nor_level(self):
        guide = with_file(jenis_resource="dokumentasi", **dict.fromkeys(requirements.OF_DATA))
        assert errors(guide) == []

    def test_a_table_that_is_written_through_the_api_needs_no_format(self):
        assert errors(with_file(url_type="datastore", format=None)) == []

    @pytest.mark.parametrize(
        ("shown", "field"),
        [
            (dataset(jadwal_rilis=None), "jadwal_rilis"),
            (dataset(jenis_statistik=None), "jenis_statistik"),
            (dataset(cara_pengumpulan_data=None), "cara_pengumpulan_data"),
            (dataset(cara_pengumpulan_data="SURVEI", identitas_rekomendasi="V"), "kegiatan"),
            (dataset(cara_pengumpulan_data="SURVEI", kegiatan="k"), "identitas_rekomendasi"),
            (dataset(status_standar_data="nasional"), "id_sds"),
            (dataset(dokumen_perencanaan=["iku"]), "polaritas"),
            (dataset(klasifikasi_data_pribadi="agregat", sel_minimum=5), "perlakuan_data_pribadi"),
            (dataset(klasifikasi_data_pribadi="agregat", perlakuan_data_pribadi=["agregasi"]), "sel_minimum"),
            (dataset(sistem_asal="bmkg_cuaca"), "atribusi"),
            (with_file(format="WFS", crs="EPSG:4326"), "access_services"),
            (with_file(format="GeoJSON"), "crs"),
        ],
        ids=lambda one: one if isinstance(one, str) else "",
    )
    def test_a_condition_asks_for_its_field_alone(self, shown, field):
        assert [one.field for one in errors(shown)] == [field]

    @pytest.mark.parametrize(
        ("rows", "field"),
        [
            ({"contact": [{"name": "Layanan Data"}]}, "contact-0-email"),
            (
                {"temporal_coverage": [{"start": "2017", "end": "2024"}, {"end": "2025"}]},
                "temporal_coverage-1-start",
            ),
            ({"variabel_pembangun": [{"kode_kegiatan": "1"}]}, "variabel_pembangun-0-nama"),
        ],
    )
    def test_a_row_that_is_begun_is_finished(self, rows, field):
        assert [one.field for one in errors(dataset(**rows))] == [field]

    def test_a_warning_keeps_nothing_private(self):
        assert told(dataset(notes="Singkat.")) == [(0, "notes", "warning")]
        assert errors(dataset(notes="Singkat.")) == []

    def test_advice_is_what_is_a_warning_whatever_becomes_of_the_dataset(self):
        shown = dataset(title="Jumlah Puskesmas Tahun 2025", license_id="notspecified")
        assert [(one.field, one.problem.params["better"]) for one in advice(shown)] == [
            ("title", "Jumlah Puskesmas")
        ]

    def test_what_is_needed_when_published_is_an_error_then(self):
        lacking = dataset(license_id="notspecified")
        assert errors(lacking) == []
        assert [one.field for one in errors({**lacking, "status_sdi": "terbit"})] == ["license_id"]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (
            dataset(rumus=None),
            "This has to be filled in before the dataset is public. Fill it in, or keep the dataset private until then.",
        ),
        (
            dataset(klasifikasi_data_pribadi="spesifik"),
            "Data with this kind of personal data cannot have this access level. "
            "Choose closed, or take the personal data out.",
        ),
        (
            column(agregasi="jumlah"),
            "Column “nilai” is a ratio, which cannot be summed. Choose another aggregation.",
        ),
    ],
)
def test_a_finding_names_the_fact_and_the_remedy(shown, text):
    assert [worded(one.problem)["text"] for one in findings(shown)] == [text]


def test_of_some_files_those_are_found_that_keep_their_dataset_private_whatever_else_it_lacks():
    some = [FILE, FILE | {"periode_mulai": ""}, FILE | {"pii_scan_status": "temuan"}]
    assert broken_files({"temporal_coverage": "2020"}, some) == {1}
    assert broken_files({"jenis": "spasial"}, some) == {0, 1, 2}
