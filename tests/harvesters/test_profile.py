"""What a source says of a published dataset is judged by the whole profile; what the portal notes itself is not."""

from __future__ import annotations

import pytest

from ckan import model

from ckanext.paser import datasets

from paser_harvesters import store

pytestmark = [
    pytest.mark.ckan_config(
        "ckan.plugins", "paser_harvest paser scheming_datasets scheming_organizations datastore"
    ),
    pytest.mark.usefixtures("with_plugins", "clean_index"),
]


def fields_told(run) -> set[str]:
    """The fields that a run has told as refused."""
    return {
        problem["params"]["field"]
        for outcome in store.outcomes(run.id, 100, 0)
        for problem in outcome.problems
        if problem["code"] == "field_invalid"
    }


INDICATOR = {
    "konsep",
    "definisi",
    "ukuran",
    "satuan",
    "klasifikasi",
    "interpretasi",
    "metode_perhitungan",
    "rumus",
}


@pytest.mark.parametrize(
    ("says", "lacking"),
    [({"contact": []}, "contact[1].name"), ({"license_id": "notspecified"}, "license_id")],
)
def test_a_new_dataset_is_complete_too(folder, says, lacking):
    name = folder.add("ipm", **says)
    run = folder.run()
    assert (run.status, fields_told(run), model.Package.get(name)) == ("partial", {lacking}, None)


class TestAnUpdateOfWhatIsPublished:
    @pytest.mark.parametrize(
        ("change", "lacking"),
        [
            ({"contact": []}, {"contact[1].name"}),
            ({"sumber_data": ""}, {"sumber_data"}),
            ({"jenis": "indikator"}, INDICATOR),
            ({"kategori_informasi": "dikecualikan"}, {"dasar_pengecualian", "akses_level"}),
            ({"license_id": "notspecified"}, {"license_id"}),
            ({"sistem_asal": "simpus"}, {"resources[1].sumber_url"}),
        ],
    )
    def test_is_refused_with_each_field_that_it_lacks_and_what_is_published_stays(
        self, folder, show, change, lacking
    ):
        name = folder.add("ipm")
        folder.run()
        before = show(name)
        folder.change("ipm", title="Judul Baru", **change)
        folder.write("ipm.csv", "tahun;nilai", "2025;9,5")
        run = folder.run()
        assert (run.status, dict(run.counts), show(name)) == ("partial", {"failed": 1}, before)
        assert fields_told(run) >= lacking

    def test_is_taken_once_its_source_says_what_was_lacking(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        folder.change("ipm", sumber_data="", title="Judul Baru")
        folder.run()
        folder.change("ipm", sumber_data="Uji")
        run = folder.run()
        assert (run.status, dict(run.counts), show(name)["title"]) == ("ok", {"updated": 1}, "Judul Baru")

    def test_is_refused_when_a_file_says_a_period_beyond_what_the_dataset_covers(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        file = {"file": "ipm.csv", "periode_mulai": "2019", "periode_selesai": "2019"}
        folder.change("ipm", resources=[file])
        run = folder.run()
        assert (run.status, fields_told(run)) == ("partial", {"resources[1].periode_mulai"})
        assert show(name)["resources"][0]["periode_mulai"] == "2025"

    def test_takes_the_next_year_along_to_files_that_have_their_period_of_the_dataset(self, folder, show):
        name = folder.add("ipm")
        folder.run()
        folder.change("ipm", temporal_coverage=[{"start": "2026", "end": "2026"}])
        run = folder.run()
        (file,) = show(name)["resources"]
        assert (run.status, file["periode_mulai"], file["periode_selesai"]) == ("ok", "2026", "2026")


class TestWhatWasPublishedWithLess:
    @pytest.fixture
    def lacking(self, folder) -> str:
        """A dataset that was published before the profile asked for its source."""
        name = folder.add("ipm")
        folder.add("lain")
        folder.run()
        package = model.Package.get(name)
        assert package is not None
        package.extras = {key: value for key, value in package.extras.items() if key != "sumber_data"}
        model.Session.commit()
        datasets.index(package.id)
        return name

    def test_is_completed_by_its_source(self, folder, lacking, show):
        folder.change("ipm", title="Judul Baru")
        assert (folder.run().status, show(lacking)["sumber_data"]) == ("ok", "Uji")

    def test_says_that_its_source_is_gone_as_the_portal_notes_it(self, folder, lacking, show):
        folder.drop("ipm")
        for _ in range(2):
            run = folder.run(delete={"policy": "mark", "grace_days": 0})
        assert (run.status, run.counts["marked"]) == ("ok", 1)
        shown = show(lacking)
        assert (shown.get("sumber_data"), shown["private"]) == (None, False)
