"""Claims about rows: which datasets they are, and what they would change."""

from __future__ import annotations

import pytest

from ckanext.paser.bulk.rules import outcomes, rows
from ckanext.paser.bulk.rules.columns import columns, letters
from ckanext.paser.metadata.rules import profile
from ckanext.paser.problems import ProblemError, worded

KEYS = [
    "#catatan",
    "title",
    "tema_sdi",
    "temporal_coverage.start",
    "temporal_coverage.end",
    "",
    "resources.name",
]
HEAD = [["Catatan", "Judul", "Tema"], KEYS]


def sheet(*body):
    return rows.of_sheet("Dataset", [*HEAD, *body], [])


def problems(entry):
    return [(key, worded(found)["where"], found.code) for key, found in entry.problems]


def test_examples_blank_rows_and_columns_without_a_key_are_passed_over():
    found = sheet(
        ["DATA CONTOH: lihat", "Contoh"], [None, None], [None, "Luas", 4.0, 2020.0, "2024", "punya saya"]
    )
    assert [(one.row, one.wanted) for one in found.entries] == [
        (5, {"title": "Luas", "tema_sdi": "04", "temporal_coverage": [{"start": "2020", "end": "2024"}]})
    ]


def test_the_second_entry_of_each_part_is_the_second_row():
    keys = ["title", "variabel_pembangun.nama", "variabel_pembangun.kegiatan_penghasil"]
    found = rows.of_sheet("Dataset", [keys, ["Rasio", "Kunjungan\nPenduduk", "; Registrasi"]], [])
    (entry,) = found.entries
    assert entry.wanted["variabel_pembangun"] == [
        {"nama": "Kunjungan"},
        {"nama": "Penduduk", "kegiatan_penghasil": "Registrasi"},
    ]


def test_every_wrong_cell_is_told_with_its_address():
    (entry,) = sheet([None, "Luas", "99", "x", None, None, "tabel"]).entries
    assert problems(entry) == [
        ("tema_sdi", "Sheet Dataset, cell C3", "not_in_list"),
        ("temporal_coverage.start", "Sheet Dataset, cell D3", "no_period"),
        ("resources.url", "Sheet Dataset, row 3", "no_link"),
    ]


def test_a_row_without_title_and_address_is_told():
    (entry,) = sheet([None, None, "04"]).entries
    assert [code for _, _, code in problems(entry)] == ["no_title"]


def test_of_two_rows_for_one_dataset_the_later_one_is_told():
    first, second = sheet([None, "Luas Sawah"], [None, "luas sawah!"]).entries
    assert (first.problems, problems(second)[0][2]) == ((), "same_dataset")
    ((_, problem),) = second.problems
    assert "“Luas Sawah”, row 3 of the workbook that was sent, is about the same" in worded(problem)["text"]


def test_a_number_of_a_person_is_kept_nowhere():
    (entry,) = sheet([None, "Data 6401010101900001"]).entries
    assert "6401010101900001" not in str(entry)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([["Judul", "Tema"], ["Luas", "04"]], "no_keys"),
        ([["title", "tema_sdi", "tema_sdi"], ["Luas"]], "unknown_key"),
        ([["title", "tema_sdi", "temaa"], ["Luas"]], "unknown_key"),
        ([["title", "tema_sdi"]], "no_rows"),
        ([["title", "tema_sdi"], *[["Luas"]] * 2001], "too_many_rows"),
        ([], "no_keys"),
    ],
)
def test_a_sheet_that_is_no_filled_template_is_told(body, code):
    with pytest.raises(ProblemError) as refused:
        rows.of_sheet("Dataset", body, [])
    assert refused.value.problem.code == code


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Luas Sawah (ha), 2024", "luas-sawah-ha-2024"),
        ("  Énergi  ", "energi"),
        ("Jumlah " * 30, "jumlah-" * 13 + "jumlah"),
        ("x" * 150, "x" * 100),
    ],
)
def test_the_address_follows_from_the_title(title, address):
    assert rows.address(title) == address


@pytest.mark.parametrize(("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_a_spreadsheet_does(position, name):
    assert letters(position) == name


def test_everything_that_people_are_asked_for_has_a_column():
    never = {"private", "sistem_asal", "data_contoh"}
    fields = {one.field for one in columns()} - {"resources"}
    filled_in = {
        "identifier",
        "dcat_type",
        "language",
        "theme",
        "creator",
        "publisher",
        "pembina_data",
        "issued",
        "modified",
    }
    missing = set(profile.fields("dataset")) - fields - never - filled_in
    assert missing == {
        "tahun_data", "spatial_coverage", "conforms_to", "access_rights", "status_sdi", "catatan_verifikasi",
        "diverifikasi_pada", "diperiksa_pembina_pada", "skor_mutu",
    }  # fmt: skip


STORED = {
    "title": "Luas",
    "notes": "Satu\r\ndua",
    "tags": [{"name": "b"}, {"name": "a"}],
    "kode_wilayah": ["64.01", "64.01.05"],
    "konsep": ["A", "B"],
    "contact": [
        {"name": "Unit", "email": "a@b.id", "uri": "https://a.test"},
        {"name": "Lain", "email": "c@d.id"},
    ],
    "sel_minimum": 5,
    "data_prioritas": False,
    "resources": [{"id": "1", "url": "https://a.test/a.csv"}],
}


@pytest.mark.parametrize(
    ("wanted", "patch"),
    [
        (
            {
                "title": "Luas",
                "notes": "Satu\ndua",
                "tag_string": ["a", "b"],
                "sel_minimum": 5,
                "data_prioritas": False,
            },
            {},
        ),
        ({"kode_wilayah": ["64.01.05", "64.01"]}, {}),
        ({"konsep": ["B", "A"]}, {"konsep": ["B", "A"]}),
        ({"contact": [{"name": "Unit"}, {"email": "c@d.id"}]}, {}),
        (
            {"contact": [{"email": "x@y.id"}]},
            {"contact": [{"name": "Unit", "email": "x@y.id", "uri": "https://a.test"}]},
        ),
        ({"resources": [{"url": "https://a.test/a.csv"}]}, {}),
        (
            {"resources": [{"url": "https://a.test/b.csv"}]},
            {"resources": [{"id": "1", "url": "https://a.test/a.csv"}, {"url": "https://a.test/b.csv"}]},
        ),
        ({"data_prioritas": True, "owner_org": "x", "name": "y"}, {"data_prioritas": True}),
    ],
)
def test_only_what_differs_is_sent(wanted, patch):
    assert outcomes.differences(wanted, STORED) == patch


def test_the_digest_is_another_one_when_anything_is():
    row = {"row": 1, "name": "a", "outcome": "created", "base": "", "wanted": {"title": "A"}}
    others = [
        {**row, **one}
        for one in ({"row": 2}, {"outcome": "changed"}, {"base": "x"}, {"wanted": {"title": "B"}})
    ]
    assert (
        len({outcomes.digest("dinas", [one]) for one in (row, *others)} | {outcomes.digest("lain", [row])})
        == 6
    )


@pytest.mark.parametrize(
    ("agency", "known"),
    [
        (
            {"title": "Dinas", "email": "a@b.id", "kode_urusan": ["1.02"]},
            {"contact": [{"name": "Dinas", "email": "a@b.id"}], "kode_urusan": "1.02"},
        ),
        ({"title": "Dinas", "kode_urusan": ["1.02", "2.14"]}, {}),
    ],
)
def test_a_new_dataset_has_what_its_agency_says_of_all(agency, known):
    assert outcomes.defaults_of(agency) == known
