"""Claims about two officers who have the same draft open."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from ckan import model
from ckan.tests.helpers import call_action

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")


@contextmanager
def held(dataset_id: str) -> Iterator[None]:
    """Somebody else is changing a dataset."""
    with model.meta.engine.begin() as connection:
        connection.execute(sa.text("SELECT FROM package WHERE id = :id FOR UPDATE"), {"id": dataset_id})
        yield


def until_all_wait(count: int) -> None:
    """Until so many wait for what somebody holds in the database."""
    asked = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with model.meta.engine.begin() as connection:
            if connection.execute(asked).scalar_one() >= count:
                return
        time.sleep(0.05)
    raise AssertionError("they do not wait")


class TestTwoOfficers:
    def test_the_second_sees_both_values_and_nothing_is_written_over(self, officer, officer_of, read):
        dataset_id, colleague = read(), officer_of()
        officer.save(dataset_id, officer.form(dataset_id))
        mine, theirs = officer.form(dataset_id), colleague.form(dataset_id)
        colleague.save(dataset_id, theirs | {"notes": ["Milik rekan."]})
        page = officer.save(dataset_id, mine | {"notes": ["Milik saya."]}).text
        assert "Milik rekan." in page
        assert "Milik saya." in page
        assert call_action("package_show", id=dataset_id)["notes"] == "Milik rekan."

    @pytest.mark.parametrize("aksi", ["simpan", "otomatis"])
    def test_what_is_not_stored_is_marked_where_it_stands(self, officer, officer_of, read, aksi):
        dataset_id, colleague = read(), officer_of()
        officer.save(dataset_id, officer.form(dataset_id))
        mine, theirs = officer.form(dataset_id), colleague.form(dataset_id)
        colleague.save(dataset_id, theirs | {"notes": ["Milik rekan."]})
        answer = officer.save(dataset_id, mine | {"notes": ["Milik saya."]}, aksi)
        page = BeautifulSoup(answer.json["page"] if aksi == "otomatis" else answer.text, "html.parser")
        assert "rekan Anda juga mengubah isian ini" in page.select_one("#isian-notes .error-block").get_text()
        assert page.select_one("#terbitkan")["data-unsaved"] == "isian-notes"
        if aksi == "otomatis":
            assert answer.json["unsaved"] == ["isian-notes"]

    def test_contacts_are_held_against_each_other_in_one_order(self, officer, officer_of, read):
        dataset_id, colleague = read(), officer_of()
        officer.save(dataset_id, officer.form(dataset_id))
        mine, theirs = officer.form(dataset_id), colleague.form(dataset_id)
        colleague.save(dataset_id, theirs | {"contact-0-name": ["Bidang Data"]})
        page = officer.page(officer.save(dataset_id, mine | {"contact-0-name": ["Subbagian Data"]}))
        assert [one.get_text() for one in page.select("#h-bersamaan ~ div td.lebar")] == [
            "Subbagian Data, data@contoh.invalid",
            "Bidang Data, data@contoh.invalid",
        ]

    def test_of_two_who_save_at_once_one_sees_both_values_and_nothing_is_written_over(
        self, officer, officer_of, read
    ):
        dataset_id, colleague = read(), officer_of()
        officer.save(dataset_id, officer.form(dataset_id))
        said = ["Milik saya.", "Milik rekan."]
        people = zip((officer, colleague), said, strict=True)
        sent = [(one, one.form(dataset_id) | {"notes": [text]}) for one, text in people]
        with ThreadPoolExecutor() as both:
            with held(dataset_id):
                waiting = [both.submit(one.save, dataset_id, form) for one, form in sent]
                until_all_wait(len(waiting))
            answers = [one.result() for one in waiting]
        (stored,) = [text for text, one in zip(said, answers, strict=True) if one.status_code == 302]
        (told,) = [one.text for one in answers if one.status_code == 200]
        assert [text in told for text in said] == [True, True]
        assert call_action("package_show", id=dataset_id)["notes"] == stored

    def test_fields_that_only_one_has_changed_are_both_kept(self, officer, officer_of, read):
        dataset_id, colleague = read(), officer_of()
        officer.save(dataset_id, officer.form(dataset_id))
        mine, theirs = officer.form(dataset_id), colleague.form(dataset_id)
        colleague.save(dataset_id, theirs | {"notes": ["Milik rekan."]})
        officer.save(dataset_id, mine | {"definisi": ["Milik saya."]})
        dataset = call_action("package_show", id=dataset_id)
        assert (dataset["notes"], dataset["definisi"]) == ("Milik rekan.", "Milik saya.")


class TestTwoOfficersAndTheColumns:
    """The number of a column in the form is that of its place in the file."""

    @pytest.fixture
    def forms(self, officer, officer_of, read):
        """The draft, the form of one officer, and a colleague with theirs."""
        dataset_id, colleague = read(), officer_of()
        return dataset_id, officer.form(dataset_id), colleague, colleague.form(dataset_id)

    def column(self, dataset_id: str) -> dict[str, Any]:
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        return next(one for one in file["kamus_data"] if one["id"] == "kecamatan")

    def label(self, dataset_id: str) -> str:
        return self.column(dataset_id)["label"]

    def test_a_first_save_after_a_colleagues_is_no_alarm(self, officer, forms):
        dataset_id, mine, colleague, theirs = forms
        assert colleague.save(dataset_id, theirs).status_code == 302
        assert officer.save(dataset_id, mine | {"notes": ["DATA CONTOH"]}).status_code == 302

    def test_what_a_colleague_has_said_of_a_column_stays_where_nothing_else_is_said(self, officer, forms):
        dataset_id, mine, colleague, theirs = forms
        colleague.save(dataset_id, theirs | {"1-label": ["Nama kecamatan"]})
        assert officer.save(dataset_id, mine | {"notes": ["DATA CONTOH"]}).status_code == 302
        assert self.label(dataset_id) == "Nama kecamatan"

    def test_what_each_has_said_in_another_cell_is_kept_from_both(self, officer, forms):
        dataset_id, mine, colleague, theirs = forms
        colleague.save(dataset_id, theirs | {"1-label": ["Nama kecamatan"], "3-notes": ["Milik rekan."]})
        assert officer.save(dataset_id, mine | {"1-notes": ["Milik saya."]}).status_code == 302
        column = self.column(dataset_id)
        assert (column["label"], column["notes"]) == ("Nama kecamatan", "Milik saya.")

    def test_where_both_have_said_something_the_second_sees_both_and_nothing_is_written_over(
        self, officer, forms
    ):
        dataset_id, mine, colleague, theirs = forms
        colleague.save(dataset_id, theirs | {"1-label": ["Nama kecamatan"]})
        sent = mine | {"1-label": ["Wilayah"], "1-notes": ["Milik saya."]}
        page = officer.page(officer.save(dataset_id, sent))
        assert [one.get_text() for one in page.select("#h-bersamaan ~ div td.lebar")] == [
            "Wilayah",
            "Nama kecamatan",
        ]
        assert page.select_one("#kolom-1-label")["value"] == "Wilayah"
        assert "rekan Anda juga mengubah isian ini" in page.select_one("#kolom-1-label-salah").get_text()
        assert page.select_one("#terbitkan")["data-unsaved"] == "kolom"
        column = self.column(dataset_id)
        assert (column["label"], column["notes"]) == ("Nama kecamatan", "Milik saya.")

    @pytest.mark.parametrize(
        ("box", "stored"),
        [({}, "Wilayah"), ({"tersimpan:1-label": ["on"]}, "Nama kecamatan")],
        ids=["mine", "theirs"],
    )
    def test_who_has_seen_both_decides(self, officer, forms, box, stored):
        dataset_id, mine, colleague, theirs = forms
        colleague.save(dataset_id, theirs | {"1-label": ["Nama kecamatan"]})
        page = officer.page(officer.save(dataset_id, mine | {"1-label": ["Wilayah"]}))
        assert officer.save(dataset_id, officer.sent(page) | box).status_code == 302
        assert self.label(dataset_id) == stored

    def test_a_form_that_saves_itself_goes_on_without_writing_over_what_a_colleague_has_said(
        self, officer, forms
    ):
        dataset_id, mine, colleague, theirs = forms
        colleague.save(dataset_id, theirs | {"1-label": ["Nama kecamatan"]})
        told = officer.save(dataset_id, mine | {"1-notes": ["Satu."]}, "otomatis").json
        again = mine | {"1-notes": ["Dua."], "keadaan": [told["columns"]]}
        assert officer.save(dataset_id, again, "otomatis").json["stopped"] is False
        column = self.column(dataset_id)
        assert (column["label"], column["notes"]) == ("Nama kecamatan", "Dua.")

    def test_a_form_of_another_file_keeps_what_was_typed_and_stores_nothing_of_it(self, officer, forms):
        dataset_id, mine, colleague, _ = forms
        (file,) = call_action("package_show", id=dataset_id)["resources"]
        call_action("resource_patch", id=file["id"], baris_kepala="4")
        answer = officer.save(dataset_id, mine | {"1-label": ["Wilayah"]})
        assert "Isian Anda tentang kolom belum tersimpan" in answer.text
        assert 'value="Wilayah"' in answer.text
        assert not call_action("package_show", id=dataset_id)["resources"][0].get("kamus_data")
