"""Claims about indicators computed from published tables."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.problems import worded

from paser_dashboards.definitions.service import FOLDER_OPTION, catalogue
from paser_dashboards.indicators import service, store
from paser_dashboards.pictures import service as pictures
from paser_dashboards.walls.service import refresh

INDICATOR: dict[str, Any] = {
    "nama": {"id": "Aduan selesai", "en": "Complaints closed"},
    "ringkas": {"id": "Uji.", "en": "Test."},
    "topik": {"id": "Layanan", "en": "Services"},
    "satuan": {"id": "persen", "en": "percent", "simbol": "%", "poin": True},
    "desimal": 1,
    "kedaluwarsa": "P1Y",
    "arah": "naik_baik",
    "ms_ind": {"definisi": "Uji."},
}
POVERTY = """kode_wilayah;tahun;persen;status
64.01;2022;9,43;tetap
64.01;2023;9,11;tetap
64.01;2024;8,63;sementara
"""
REVISED = POVERTY.replace("8,63;sementara", "8,60;tetap")


def values(name: str) -> list[tuple[str, float | None, str]]:
    series = store.observations([name]).get(name, {}).get("64.01", [])
    return [(one.periode, one.nilai, one.status) for one in series]


def problem(outcomes: list[service.Outcome], name: str) -> str:
    found = next(one.problem for one in outcomes if one.indicator == name)
    return worded(found)["text"] if found else ""


@pytest.fixture
def computed(stage, package) -> dict[str, Any]:
    """The shared dataset, with the indicator ``miskin`` made from it."""
    stage.indicator("miskin", package["name"])
    refresh()
    return package


@pytest.fixture
def own(stage) -> dict[str, Any]:
    """A dataset of the test's own, with the indicator ``miskin`` made from it."""
    package = stage.publish()
    stage.indicator("miskin", package["name"])
    refresh()
    return package


def test_values_are_those_of_the_published_table(computed):
    assert values("miskin") == [("2022", 9.43, "A"), ("2023", 9.11, "A"), ("2024", 8.63, "P")]


def test_nothing_is_computed_while_nothing_has_changed(computed):
    assert refresh() == []


def test_a_changed_table_changes_only_what_differs(stage, own):
    stage.load(own, REVISED)
    assert [(one.indicator, one.changed) for one in refresh()] == [("miskin", 1)]
    assert values("miskin")[-1] == ("2024", 8.6, "A")


def test_a_loaded_table_is_computed_from_by_the_worker_without_being_asked(stage, own):
    stage.load(own, REVISED)
    jobs.run_pending()
    assert values("miskin")[-1] == ("2024", 8.6, "A")


def test_a_row_that_is_gone_from_the_table_is_gone_from_the_indicator(stage, own):
    stage.load(own, "kode_wilayah;tahun;persen;status\n64.01;2023;9,11;tetap\n64.01;2024;8,63;tetap\n")
    refresh()
    assert [period for period, _, _ in values("miskin")] == ["2023", "2024"]


def test_a_changed_definition_is_computed_anew(stage, computed):
    stage.indicator("miskin", computed["name"], data={"filter": {"tahun": [2023, 2024]}})
    assert [one.changed for one in refresh()] == [1]


def test_an_indicator_that_fails_keeps_its_values_and_the_others_go_on(stage, computed):
    stage.indicator("miskin", computed["name"], data={"nilai": "tidak_ada"})
    stage.indicator("lain", computed["name"])
    outcomes = refresh()
    assert problem(outcomes, "miskin") == (
        f"dataset {computed['name']}, resource 1: There is no column tidak_ada. Correct the name in the "
        "definition. The columns are: kode_wilayah, tahun, persen, status."
    )
    assert [values(name)[-1][:2] for name in ("miskin", "lain")] == [("2024", 8.63), ("2024", 8.63)]


def test_a_problem_is_news_only_once(stage, computed):
    stage.indicator("miskin", computed["name"], data={"nilai": "tidak_ada"})
    assert [one.new for _ in range(2) for one in refresh()] == [True, False]


def test_an_indicator_recovers_by_itself_when_its_table_comes(stage):
    name = stage.indicator("kemudian", "uji-belum-terbit")
    assert "There is no published dataset of this name." in problem(refresh(), name)
    package = stage.publish(name="uji-belum-terbit")
    refresh()
    assert (values(name)[-1][1], store.states()[name].error) == (8.63, None)
    call_action("package_delete", id=package["id"])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"resource": "Lampiran"}, "The dataset has no such resource. Choose one of: Tabel."),
        ({"resource": 2}, "The dataset has no such resource. Choose one of: Tabel."),
        (
            {"nilai": "status"},
            "Column status holds texts, not numbers. Correct the cells",
        ),
        ({"filter": {"persen": "x'; DROP TABLE package; --"}}, "No row of the table fits. Check data.filter"),
        ({"wilayah": "status"}, '"tetap" in column status is no area that we know. Correct the row'),
        ({"periode": "2024"}, "Two rows stand for area 64.01 and period 2024. Choose one with data.filter"),
    ],
)
def test_what_does_not_fit_is_one_sentence_with_a_remedy(stage, computed, data, sentence):
    stage.indicator("cacat", computed["name"], data=data)
    assert sentence in problem(refresh(), "cacat")


HIDING = {
    "hidden": lambda id_: call_action("package_patch", id=id_, private=True),
    "deleted": lambda id_: call_action("package_delete", id=id_),
}


class TestADatasetThatIsNoLongerPublic:
    @pytest.mark.parametrize("way", HIDING)
    def test_takes_its_values_pictures_and_title_along_at_once(self, own, way):
        HIDING[way](own["id"])
        assert (values("miskin"), pictures.find(["miskin"], ["lebar"], "id")) == ([], {})
        assert store.states()["miskin"].origin == {}

    def test_stays_away_when_all_is_computed_again(self, own):
        call_action("package_patch", id=own["id"], private=True)
        refresh(force=True)
        assert (values("miskin"), store.states()["miskin"].origin) == ([], {})

    def test_has_its_values_again_once_it_is_public_again(self, own):
        for private in (True, False):
            call_action("package_patch", id=own["id"], private=private)
        refresh()
        assert (values("miskin")[-1][1], store.states()["miskin"].error) == (8.63, None)

    def test_waits_for_what_is_computed_of_it_for_the_first_time(self, stage, own):
        stage.indicator("perdana", own["name"])
        with model.meta.engine.begin() as other:
            other.execute(
                sa.text("SELECT pg_advisory_xact_lock(hashtextextended('paser_indicator:perdana', 0))")
            )
            model.Session.execute(sa.text("SET LOCAL lock_timeout = '200ms'"))
            with pytest.raises(OperationalError, match="lock timeout"):
                service.take_back(own["name"])
            model.Session.rollback()

    def test_leaves_other_indicators_as_they_are(self, stage, own):
        other = stage.publish()
        stage.indicator("lain", other["name"])
        refresh()
        call_action("package_patch", id=own["id"], private=True)
        assert values("lain")[-1][1] == 8.63


def test_the_values_of_an_indicator_that_is_no_longer_defined_are_removed(stage, computed):
    (stage.folder / "indikator-miskin.yaml").unlink()
    refresh()
    assert (values("miskin"), "miskin" in store.states()) == ([], False)


def test_an_unreadable_file_hides_no_other_definition_and_removes_no_values(stage, computed):
    stage.indicator("lain", computed["name"])
    (stage.folder / "indikator-miskin.yaml").write_text("id: miskin\n  nama: [", encoding="utf-8")
    refresh()
    (told,) = (worded(one)["text"] for one in catalogue().problems)
    assert told.startswith("file indikator-miskin.yaml, entry line 2, column 7: The file is not readable")
    assert [len(values(name)) for name in ("miskin", "lain")] == [3, 3]


def test_another_area_may_come_from_another_dataset(stage, computed):
    other = stage.publish("kode_wilayah;tahun;angka\n64;2023;6,11\n64.01;2023;9,11\n")
    source = {"dataset": other["name"], "periode": "tahun", "wilayah": "kode_wilayah", "nilai": "angka"}
    label = {"id": "Kaltim", "en": "East Kalimantan"}
    stage.indicator("miskin", computed["name"], banding=[{"wilayah": "64", "label": label, "data": source}])
    refresh()
    found = store.observations(["miskin"])["miskin"]
    assert ([one.nilai for one in found["64"]], len(found["64.01"])) == ([6.11], 3)


def test_pictures_are_drawn_in_both_languages(computed):
    names = ["tren", "lebar", "panel", "ponsel"]
    drawn = [pictures.find(["miskin"], names, code)["miskin"] for code in ("id", "en")]
    assert [sorted(found) for found in drawn] == [sorted(names)] * 2
    assert ("9,43<" in drawn[0]["lebar"].svg, "9.43<" in drawn[1]["lebar"].svg) == (True, True)


COMPLAINTS = """kode_wilayah;bulan;unit;masuk;selesai
64.01;2026-01;A;10;5
64.01;2026-01;B;30;15
64.01;2026-02;A;10;8
64.01;2026-02;B;;2
"""


def test_rows_are_added_up_in_the_database_before_a_ratio_is_made(stage):
    package = stage.publish(COMPLAINTS)
    columns = {"periode": "bulan", "wilayah": "kode_wilayah", "pembilang": "selesai", "penyebut": "masuk"}
    calc = {"jenis": "ratio", "kali": 100}
    data = {"dataset": package["name"], **columns}
    stage.define("indikator-aduan", **{**INDICATOR, "data": data, "calc": calc, "frekuensi": "bulanan"})
    refresh()
    assert values("aduan") == [("2026-01", 50.0, "A"), ("2026-02", None, "M")]


def test_a_folder_of_definitions_that_is_not_there_is_told_and_removes_nothing(
    computed, monkeypatch, ckan_config
):
    monkeypatch.setitem(ckan_config, FOLDER_OPTION, "/tidak/ada")
    refresh()
    (told,) = (worded(one)["text"] for one in catalogue().problems)
    assert (told.count("The folder of definitions is not there."), len(values("miskin"))) == (1, 3)
