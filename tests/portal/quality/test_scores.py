"""Claims about when datasets are judged, and what is told of it to whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action, call_auth

from ckanext.paser.jobs import service as jobs
from ckanext.paser.quality import cli as commands
from ckanext.paser.quality import rules, service, store
from ckanext.paser.quality.model import EVERYBODY, Quality, QualityDay
from ckanext.paser.quality.rules import VERSION

from .conftest import PLUGINS

pytestmark = pytest.mark.ckan_config("ckan.plugins", PLUGINS)

LONG_AGO = datetime(2020, 1, 1, tzinfo=timezone.utc)


def quality(dataset: dict[str, Any], user: str = "") -> dict[str, Any]:
    context = {"ignore_auth": False, "user": user} if user is not None else {}
    return call_action("paser_quality_show", context, id=dataset["id"])


def as_editor(dataset: dict[str, Any]) -> dict[str, Any]:
    return quality(dataset, model.User.get(dataset["editor"]).name)


def codes(told: dict[str, Any]) -> set[str]:
    return {loss["code"] for loss in told["losses"]}


def patch(dataset: dict[str, Any], **fields: Any) -> None:
    call_action("package_patch", id=dataset["id"], **fields)
    jobs.run_pending()


def write(dataset: dict[str, Any], **values: Any) -> None:
    """Have the stored score say something else."""
    changed = sa.update(Quality).where(Quality.dataset_id == dataset["id"]).values(**values)
    model.Session.execute(changed)
    model.Session.commit()


def computed(dataset: dict[str, Any]) -> datetime:
    return service.one(dataset["id"]).computed  # pyright: ignore[reportOptionalMemberAccess]


def mean(agency_id: str) -> tuple[float, int] | None:
    return next(((score, number) for _, score, number in service.agency_days(agency_id)), None)


class TestJudging:
    def test_a_new_dataset_is_judged_by_a_job(self, profile_dataset, with_request_context):
        assert quality(profile_dataset)["score"] is None
        jobs.run_pending()
        assert 0 < quality(profile_dataset)["score"] < 100

    def test_the_dataset_says_its_score_itself_wherever_it_is_shown(self, dataset):
        score = quality(dataset)["score"]
        found = call_action("package_search", q=f"id:{dataset['id']}")["results"]
        assert [call_action("package_show", id=dataset["id"])["skor_mutu"], found[0]["skor_mutu"]] == [
            score,
            score,
        ]

    def test_points_of_dimensions_and_losses_add_up(self, dataset):
        told = as_editor(dataset)
        assert round(sum(one["points"] for one in told["dimensions"]), 1) == told["score"]
        assert round(sum(one["points"] for one in told["losses"]) + told["score"], 1) == 100

    def test_what_is_filled_in_raises_the_score(self, dataset):
        before = quality(dataset)
        assert ("recommended_field", "provenance") in {
            (one["code"], one["field"]) for one in before["losses"]
        }
        patch(dataset, provenance="DATA CONTOH")
        after = quality(dataset)
        assert ("recommended_field", "provenance") not in {
            (one["code"], one["field"]) for one in after["losses"]
        }
        assert after["score"] > before["score"]

    def test_a_table_raises_the_score_and_its_dictionary_is_asked_for(self, dataset, add_file):
        before = quality(dataset)
        assert {"no_data", "no_preview"} <= codes(before)
        add_file()
        after = quality(dataset)
        assert not {"no_data", "no_preview", "no_table_made"} & codes(after)
        columns = {one["column"] for one in after["losses"] if one["code"] == "dictionary_incomplete"}
        assert columns == {"kode_wilayah", "kecamatan", "tahun", "harga"}
        assert after["score"] > before["score"]

    def test_what_is_said_of_a_column_counts_at_once(self, dataset, add_file):
        file = add_file()
        said = {"id": "harga", "notes": "Harga eceran.", "satuan": "rupiah"}
        call_action("resource_patch", id=file["id"], kamus_data=[said])
        jobs.run_pending()
        columns = {
            one["column"] for one in quality(dataset)["losses"] if one["code"] == "dictionary_incomplete"
        }
        assert "harga" not in columns

    def test_a_file_that_cannot_be_read_costs_the_table_and_says_why(self, dataset, add_file):
        add_file("", "kosong.csv")
        told = next(one for one in quality(dataset)["losses"] if one["code"] == "file_unread")
        assert (told["points"], told["text"][:13]) == (20, "Harga, 2020: ")

    def test_areas_that_are_none_are_told_by_their_cell(self, dataset, add_file):
        file = add_file("kode_wilayah;harga\n64.01.04;14500\n64.01.99;15000\n")
        call_action(
            "resource_patch", id=file["id"], kolom_wilayah="kode_wilayah", sistem_kode_wilayah="kemendagri"
        )
        jobs.run_pending()
        assert any("“64.01.99”" in one["text"] for one in as_editor(dataset)["losses"])

    def test_cells_beyond_the_dictionary_are_told_once_the_release_was_looked_into(self, dataset, add_file):
        file = add_file()
        limits = [{"id": "harga", "batasan": {"maximum": 14800}}]
        call_action("resource_patch", id=file["id"], kamus_data=limits)
        jobs.run_pending()
        told = [one["text"] for one in as_editor(dataset)["losses"] if one["code"] == "profile_15"]
        assert len(told) == 1
        assert "15000" in told[0]

    def test_nothing_but_datasets_is_judged(self, dataset):
        kinds = sa.select(model.Package.type).join(Quality, Quality.dataset_id == model.Package.id)
        assert set(model.Session.scalars(kinds)) == {"dataset"}

    def test_a_dataset_that_is_gone_has_no_score(self, dataset):
        call_action("package_delete", id=dataset["id"])
        jobs.run_pending()
        assert (service.one(dataset["id"]), service.history(dataset["id"])) == (None, [])

    def test_nor_has_a_purged_one(self, dataset):
        call_action("dataset_purge", id=dataset["id"])
        service.request_due()
        jobs.run_pending()
        assert service.one(dataset["id"]) is None


class TestTime:
    def test_a_dataset_is_judged_anew_on_the_day_on_which_its_data_become_late(self, dataset):
        today = datetime.now(tk.h.get_display_timezone()).date()
        write(dataset, computed=LONG_AGO, turns=today + timedelta(days=1))
        service.request_due()
        jobs.run_pending()
        assert computed(dataset) == LONG_AGO
        write(dataset, turns=today)
        service.request_due()
        jobs.run_pending()
        assert computed(dataset) > LONG_AGO

    def test_another_formula_has_all_judged_anew(self, dataset):
        write(dataset, computed=LONG_AGO, formula=VERSION - 1)
        service.request_due()
        jobs.run_pending()
        assert computed(dataset) > LONG_AGO

    def test_changes_of_one_day_are_one_step_of_the_time_line(self, dataset):
        first = quality(dataset)["score"]
        model.Session.execute(
            sa.update(QualityDay).where(QualityDay.dataset_id == dataset["id"]).values(day=LONG_AGO.date())
        )
        patch(dataset, provenance="DATA CONTOH")
        patch(dataset, walidata_pendukung="DATA CONTOH")
        today = datetime.now(tk.h.get_display_timezone()).date()
        steps = [(LONG_AGO.date().isoformat(), first), (today.isoformat(), quality(dataset)["score"])]
        assert [(one["day"], one["score"]) for one in quality(dataset)["history"]] == steps


class TestSaving:
    def test_a_score_that_is_sent_is_ignored(self, dataset):
        score = quality(dataset)["score"]
        patch(dataset, skor_mutu=100)
        assert call_action("package_show", id=dataset["id"])["skor_mutu"] == score

    def test_saving_what_is_shown_changes_nothing(self, dataset):
        shown = call_action("package_show", id=dataset["id"])
        assert call_action("package_update", **shown)["metadata_modified"] == shown["metadata_modified"]

    def test_being_judged_is_no_change_of_the_dataset(self, dataset):
        before = call_action("package_show", id=dataset["id"])["metadata_modified"]
        write(dataset, score=1)
        service.compute(dataset["id"])
        assert call_action("package_show", id=dataset["id"])["metadata_modified"] == before

    def test_a_change_asks_for_one_judgement_in_its_own_transaction(self, dataset):
        call_action("package_patch", id=dataset["id"], provenance="DATA CONTOH")
        call_action("package_patch", id=dataset["id"], provenance="DATA CONTOH lagi")
        assert waiting(dataset) == 1


def waiting(dataset: dict[str, Any]) -> int:
    """How many judgements of the dataset wait."""
    asked = "SELECT count(*) FROM paser_jobs.procrastinate_jobs WHERE status = 'todo' AND lock = :key"
    return model.Session.execute(sa.text(asked), {"key": f"quality:{dataset['id']}"}).scalar_one()


class TestLooking:
    @pytest.fixture
    def old(self, dataset, add_file) -> dict[str, Any]:
        add_file()
        write(dataset, computed=LONG_AGO)
        return dataset

    @pytest.mark.parametrize(
        "path", ["/dataset/{name}", "/kualitas", "/kualitas.csv", "/kualitas/rumus", "/kualitas/{agency}"]
    )
    def test_pages_judge_nothing_and_ask_for_no_judgement(self, app, old, headers, path):
        address = path.format(name=old["name"], agency=old["organization"]["name"])
        assert {app.get(address).status_code, app.get(address, headers=headers).status_code} == {200}
        assert (computed(old), waiting(old)) == (LONG_AGO, 0)

    def test_nor_does_the_api(self, app, old):
        answer = app.get(f"/api/3/action/paser_quality_show?id={old['name']}").json["result"]
        assert answer["computed_at"].startswith("2020-01-01")
        assert (computed(old), waiting(old)) == (LONG_AGO, 0)

    def test_nor_does_a_dataset_without_a_score(self, app, old):
        model.Session.execute(sa.delete(Quality).where(Quality.dataset_id == old["id"]))
        model.Session.commit()
        assert quality(old)["score"] is None
        assert waiting(old) == 0


class TestWhoMayKnow:
    def test_id_is_required(self, with_plugins):
        with pytest.raises(tk.ValidationError, match="Missing value"):
            call_action("paser_quality_show")

    def test_the_score_of_a_private_dataset_is_for_those_who_may_see_it(self, dataset):
        patch(dataset, private=True)
        with pytest.raises(tk.NotAuthorized):
            call_auth("paser_quality_show", {"user": "", "model": model}, id=dataset["id"])
        assert as_editor(dataset)["score"]

    def test_what_tells_of_personal_data_is_for_editors(self, dataset, add_file):
        add_file("nama;nik\nBudi;6401010502900001\nSiti;6401014502900002\n", "warga.csv")
        assert "file_held" in codes(as_editor(dataset)) - codes(quality(dataset))
        assert quality(dataset)["score"] == as_editor(dataset)["score"]


class TestAgencies:
    @pytest.fixture
    def agency(self, dataset) -> str:
        return dataset["owner_org"]

    def test_the_mean_is_of_the_public_datasets(self, dataset, agency):
        assert mean(agency) == (quality(dataset)["score"], 1)

    @pytest.mark.parametrize("end", ["private", "deleted"])
    def test_a_dataset_that_is_public_no_more_counts_no_more(self, dataset, agency, end):
        if end == "private":
            patch(dataset, private=True)
        else:
            call_action("package_delete", id=dataset["id"])
            jobs.run_pending()
        assert mean(agency) is None
        assert all(one.name != dataset["organization"]["name"] for one in service.standings())

    def test_the_mean_of_all_counts_every_agency(self, dataset):
        public = [
            one.score
            for one in model.Session.scalars(
                sa.select(Quality)
                .join(model.Package, model.Package.id == Quality.dataset_id)
                .where(model.Package.private.is_(False), model.Package.state == "active")
            )
        ]
        assert mean(EVERYBODY) == (pytest.approx(sum(public) / len(public), abs=0.06), len(public))

    def test_a_dataset_that_moves_leaves_its_former_agency(self, dataset, agency, organization_factory):
        other = organization_factory(
            jenis_opd="dinas",
            peran_sdi=["produsen"],
            kode_urusan=["1.06"],
            email="data@lain.invalid",
            singkatan="L",
        )
        call_action("package_owner_org_update", id=dataset["id"], organization_id=other["id"])
        service.request_due()
        jobs.run_pending()
        assert (mean(agency), mean(other["id"])) == (None, (quality(dataset)["score"], 1))

    def test_datasets_that_are_hidden_together_count_no_more_after_the_next_look(self, dataset, agency):
        call_action("bulk_update_private", datasets=[dataset["id"]], org_id=agency)
        service.request_due()
        assert mean(agency) is None


class TestCommand:
    @pytest.fixture
    def run(self, cli, empty_catalogue, dataset) -> Iterator[Any]:
        """The command, where there is one dataset."""
        return lambda *words: cli.invoke(commands.compute, words)

    def test_it_judges_what_has_no_score_of_today(self, run, dataset):
        service.compute_all(anew=False)
        write(dataset, computed=LONG_AGO, formula=0)
        assert run().output == "1 computed\n"
        assert computed(dataset) > LONG_AGO

    def test_with_all_it_judges_everything(self, run, dataset):
        write(dataset, computed=LONG_AGO)
        assert run("--all").output == f"{len(store.judged())} computed\n"
        assert computed(dataset) > LONG_AGO

    def test_one_that_cannot_be_judged_is_told_and_keeps_no_other_out(
        self, run, dataset, package_factory, monkeypatch
    ):
        broken = package_factory(owner_org=dataset["owner_org"], private=True)["id"]
        judge = rules.judge

        def fail(said: dict[str, Any], *facts: Any) -> Any:
            if said["id"] == broken:
                raise ValueError("DATA CONTOH")
            return judge(said, *facts)

        write(dataset, computed=LONG_AGO)
        monkeypatch.setattr(rules, "judge", fail)
        told = run("--all")
        assert (told.exit_code, told.stdout, told.stderr) == (1, "1 computed\n", f"{broken}: DATA CONTOH\n")
        assert computed(dataset) > LONG_AGO
