"""Claims about what is proposed to an officer."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.paser.desk.rules import proposals as rules
from ckanext.paser.desk.rules.proposals import File, Proposal, proposals, shown
from ckanext.paser.metadata.rules import UNSCHEDULED, placed
from ckanext.paser.problems import Note
from ckanext.paser.tables.rules.table import Column

TODAY = date(2026, 11, 28)
AGENCY = {"title": "Dinas Contoh", "email": "data@contoh.invalid", "kode_urusan": ["2.12"]}
COLUMNS = (
    Column("kode", "Kode Wilayah", "code", role="wilayah"),
    Column("kecamatan", "Kecamatan", "text", role="wilayah"),
    Column("tahun", "Tahun", "integer", role="waktu"),
    Column("penduduk", "Penduduk", "integer", unit="orang", role="ukuran"),
)
FILE = File(
    "penduduk_2020.xlsx",
    ("JUMLAH PENDUDUK MENURUT KECAMATAN", "KABUPATEN PASER, 2020-2024"),
    COLUMNS,
    {
        "kode": ["64.01.04", "64.01.07"],
        "kecamatan": ["Tanah Grogot", "Muara Komam"],
        "tahun": ["2020", "2024"],
    },
)


def _values(file: File, last=None, agency=AGENCY) -> dict:
    return {name: made.value for name, made in proposals(file, agency, last, TODAY).items()}


def test_a_table_answers_nearly_all_questions():
    assert _values(FILE) == {
        "title": "Jumlah Penduduk Menurut Kecamatan",
        "tag_string": "penduduk,kecamatan",
        "konsep": ["Penduduk"],
        "jenis": "variabel",
        "satuan": "orang",
        "ukuran": "jumlah",
        "temporal_coverage": [{"start": "2020", "end": "2024"}],
        "temporal_resolution": "P1Y",
        "frequency": "http://publications.europa.eu/resource/authority/frequency/ANNUAL",
        "jadwal_rilis": "2026-11-28",
        "jadwal_pemutakhiran": "2027-11-28",
        "kategori_informasi": "berkala",
        "kode_wilayah": ["64.01"],
        "level_penyajian": ["kecamatan"],
        "kode_urusan": "2.12",
        "contact": [{"name": "Dinas Contoh", "email": "data@contoh.invalid"}],
        "sumber_data": "Dinas Contoh",
        "license_id": "cc-by",
    }


def test_nobody_is_told_by_a_proposal_what_personal_data_a_file_holds():
    assert "klasifikasi_data_pribadi" not in _values(FILE, {"klasifikasi_data_pribadi": "tidak_ada"})


def test_of_a_file_that_is_still_being_read_its_name_is_enough_for_the_first_proposals():
    made = _values(File("harga_pangan_juli_2025.xlsx"))
    assert (made["title"], made["temporal_coverage"]) == (
        "Harga Pangan",
        [{"start": "2025-07", "end": "2025-07"}],
    )
    assert "level_penyajian" not in made


def test_what_the_last_dataset_says_goes_before_what_the_agency_says():
    last = {"contact": [{"name": "Subbag Data", "email": "a@b.id"}], "kode_urusan": "1.02", "sumber_data": ""}
    made = proposals(FILE, AGENCY, last, TODAY)
    assert made["contact"].value == last["contact"]
    assert made["kode_urusan"].source.fact == "from the last dataset of {agency}"
    assert made["sumber_data"].value == "Dinas Contoh"


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("title", "read from the title row of the file"),
        ("temporal_coverage", "read from the column {column}"),
        ("level_penyajian", "read from the column {column}"),
        ("satuan", "read from the headers of the columns"),
    ],
)
def test_each_proposal_says_where_it_comes_from(name, fact):
    assert proposals(FILE, AGENCY, None, TODAY)[name].source.fact == fact


def test_years_that_stand_across_are_the_time():
    columns = (
        Column("nama", "Nama", "text", role="dimensi"),
        Column("a", "2021", "integer", role="ukuran"),
        Column("b", "2023", "integer", role="ukuran"),
    )
    assert _values(File("x.xlsx", (), columns))["temporal_coverage"] == [{"start": "2021", "end": "2023"}]


def test_one_single_area_is_the_area_covered():
    file = File("x.xlsx", (), COLUMNS[:1], {"kode": ["64.01.04", "64.01.04"]})
    assert _values(file)["kode_wilayah"] == ["64.01.04"]


def test_villages_are_one_level_whether_desa_or_kelurahan():
    file = File("x.xlsx", (), COLUMNS[1:2], {"kecamatan": ["Desa Senaken", "Kelurahan Kuaro"]})
    assert _values(file)["level_penyajian"] == ["desa"]


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (File("sekolah.csv", ("Daftar Sekolah Dasar",), COLUMNS[:2]), "register"),
        (File("x.csv", ("Persentase Penduduk Miskin",), COLUMNS), "indikator"),
        (File("jalan.geojson", (), COLUMNS), "spasial"),
    ],
)
def test_the_kind_of_content_follows_from_title_and_columns(file, kind):
    assert _values(file)["jenis"] == kind


def test_a_unit_in_the_title_row_is_the_unit_of_columns_that_name_none():
    file = File("x.csv", ("Luas Panen (Hektare)",), (Column("luas", "Luas", "number", role="ukuran"),))
    assert (_values(file)["satuan"], _values(file)["ukuran"]) == ("ha", "luas")


NOTE = Note("proposal", "x")


class TestShown:
    def test_nothing_that_was_written_is_written_over(self):
        now = {"title": Proposal("Judul Berkas", NOTE), "jenis": Proposal("variabel", NOTE)}
        assert set(shown({"title": "Judul Petugas", "jenis": ""}, now, {})) == {"jenis"}

    def test_what_the_name_of_the_file_proposed_gives_way_to_what_was_read_in_it(self):
        now, early = {"title": Proposal("Dari Baris", NOTE)}, {"title": Proposal("Dari nama", NOTE)}
        assert shown({"title": "Dari NAMA"}, now, early) == now

    def test_nothing_is_proposed_for_a_field_that_was_emptied_on_purpose(self):
        now = {"title": Proposal("Judul", NOTE), "jenis": Proposal("variabel", NOTE)}
        assert set(shown({}, now, {}, {"jenis"})) == {"title"}

    @pytest.mark.parametrize("frequency", sorted(UNSCHEDULED))
    def test_no_date_is_proposed_for_data_without_a_schedule(self, frequency):
        now = proposals(FILE, AGENCY, None, TODAY)
        assert "jadwal_rilis" in shown({}, now, {})
        assert "jadwal_rilis" not in shown({"frequency": frequency}, now, {})

    def test_a_stored_proposal_still_says_where_it_came_from(self):
        now = {"title": Proposal("Dari Baris", NOTE)}
        assert shown({"title": "Dari Baris"}, now, {}) == now


class TestSeveralFiles:
    def _values(self, *files: dict) -> dict:
        made = [{name: Proposal(value, NOTE) for name, value in file.items()} for file in files]
        return {name: one.value for name, one in rules.together(made).items()}

    def test_the_newest_says_more_than_an_older_one(self):
        assert self._values({"title": "Baru"}, {"title": "Lama", "satuan": "orang"}) == {
            "title": "Baru",
            "satuan": "orang",
        }

    def test_their_time_and_levels_are_those_of_all(self):
        newest = {
            "temporal_coverage": [{"start": "2025-01", "end": "2025-03"}],
            "level_penyajian": ["desa"],
        }
        older = {
            "temporal_coverage": [{"start": "2024", "end": "2024"}],
            "level_penyajian": ["kecamatan", "desa"],
        }
        assert self._values(newest, older) == {
            "temporal_coverage": [{"start": "2024", "end": "2025-03"}],
            "level_penyajian": ["desa", "kecamatan"],
        }


def test_a_dictionary_proposes_below_what_was_decided():
    stored = {"penduduk": {"id": "penduduk", "label": "Jiwa", "notes": "Terdaftar."}}
    made = rules.dictionary((COLUMNS[0], *COLUMNS[2:]), stored, FILE.values)
    assert made == {
        "kode": {
            "id": "kode",
            "label": "Kode Wilayah",
            "peran": "wilayah",
            "kode_referensi": "wilayah_kemendagri",
        },
        "tahun": {"id": "tahun", "label": "Tahun", "peran": "waktu"},
        "penduduk": {
            "id": "penduduk",
            "label": "Jiwa",
            "notes": "Terdaftar.",
            "peran": "ukuran",
            "satuan": "orang",
        },
    }


@pytest.mark.parametrize(
    ("values", "system"),
    [
        (["64.01.04"], "kemendagri"),
        (["6401040"], "bps"),
        (["Tanah Grogot"], "nama"),
        (["A1"], ""),
        ([], ""),
        (["Kuaro", "6401040", "6401050"], "bps"),
    ],
)
def test_most_of_the_values_of_a_column_tell_their_system(values, system):
    assert placed.code_system(values) == system


class TestOfPeriod:
    NOW = proposals(FILE, AGENCY, None, TODAY)
    SPAN = [{"start": "2020", "end": "2024"}]

    @pytest.mark.parametrize(
        ("stored", "release"),
        [
            ("", "2026-11-28"),
            ("2025-11-28", "2026-11-28"),
            ("2026-11-28", "2026-11-28"),
            ("2026-12-10", None),
        ],
        ids=["none", "that of the period before", "today", "announced"],
    )
    def test_it_comes_out_as_soon_as_it_is_approved_unless_a_day_is_announced(self, stored, release):
        made = rules.of_period({"jadwal_rilis": stored}, self.NOW, TODAY)
        assert (made.get("jadwal_rilis"), made["jadwal_pemutakhiran"]) == (release, "2027-11-28")

    def test_data_without_a_schedule_get_no_day(self):
        said = {"frequency": next(iter(UNSCHEDULED))}
        assert rules.of_period(said, self.NOW, TODAY) == {"temporal_coverage": self.SPAN}


class TestOfFrequency:
    """What is proposed where the file tells no time, and an officer has said how often the data come."""

    MONTHLY = "http://publications.europa.eu/resource/authority/frequency/MONTHLY"

    def test_the_days_follow_from_it(self):
        made = rules.of_frequency({"frequency": self.MONTHLY}, TODAY)
        assert {name: one.value for name, one in made.items()} == {
            "jadwal_rilis": "2026-11-28",
            "jadwal_pemutakhiran": "2026-12-28",
        }

    @pytest.mark.parametrize("frequency", ["", None, *sorted(UNSCHEDULED)])
    def test_none_where_nothing_is_known_or_nothing_comes_out_regularly(self, frequency):
        assert rules.of_frequency({"frequency": frequency}, TODAY) == {}


def test_what_was_derived_of_a_former_file_is_emptied_where_the_new_one_does_not_tell_it():
    empty = {"satuan": "", "konsep": [], "ukuran": ""}
    left = rules.unsaid(empty, {"ukuran": Proposal("jumlah", Note("x", "y"))}, {"satuan", "ukuran", "title"})
    assert {name: one.value for name, one in left.items()} == {"satuan": ""}
