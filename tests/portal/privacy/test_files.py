"""Claims about files that become no table, and about those from before the present rules. DATA CONTOH."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
import xlsxwriter
from click.testing import CliRunner

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.jobs import service as jobs
from ckanext.paser.privacy import cli, files, hooks
from ckanext.paser.privacy import service as privacy
from ckanext.paser.releases import service as releases
from ckanext.paser.tables import service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

NIKS = [f"64010157{month:02}900001" for month in range(1, 9)]
PERSONAL = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))
CLEAN = "Desa;Jumlah\nContoh A;12\nContoh B;15\n"
LETTER = f"Surat keterangan, NIK {NIKS[0]}."


def outcome(resource_id: str) -> str:
    return call_action("paser_privacy_report", resource_id=resource_id)["status"]


def forget_rules(resource_id: str) -> None:
    """As if the file had become a table before there was a gate."""
    command = "UPDATE paser_privacy_scan SET rules = 0, outcome = 'belum', file_public = true WHERE resource_id = :id"
    with model.Session.get_bind().begin() as connection:
        connection.execute(sa.text(command), {"id": resource_id})


class TestDocument:
    def test_it_is_closed_until_it_was_looked_through(self, send, download):
        id_ = send("Data terbuka.", "catatan.txt")["id"]
        assert [download(id_), download(id_, "editor")] == [403, 200]
        assert files.look(id_) == "bersih"
        assert download(id_) == 200

    def test_its_look_is_asked_for_with_the_upload(self, send):
        id_ = send("Data terbuka.", "catatan.txt")["id"]
        command = sa.text(
            "SELECT args->>'resource_id' FROM paser_jobs.procrastinate_jobs WHERE task_name = :name"
        )
        waiting = set(model.Session.execute(command, {"name": "paser.privacy.look"}).scalars())
        assert id_ in waiting
        assert "paser.privacy.look" in jobs.TASKS

    def test_one_with_personal_data_stays_closed_and_says_so(self, send, download):
        id_ = send(LETTER, "surat.txt")["id"]
        assert files.look(id_) == "temuan"
        assert download(id_) == 403
        assert call_action("resource_show", id=id_)["pii_scan_status"] == "temuan"

    def test_one_that_cannot_be_opened_stays_closed(self, send, download):
        id_ = send(b"%PDF-1.7", "laporan.pdf")["id"]
        assert files.look(id_) == "belum"
        assert download(id_) == 403

    def test_nothing_of_it_can_be_left_out(self, send, people):
        id_ = send(LETTER, "surat.txt")["id"]
        files.look(id_)
        with pytest.raises(tk.ValidationError, match="No table is made"):
            call_action("paser_privacy_decide", resource_id=id_, decision="drop_column", columns=[])

    def test_an_administrator_makes_it_public(self, send, download, decide):
        id_ = send(LETTER, "surat.txt")["id"]
        files.look(id_)
        decide(id_, "override", reason="Nomor contoh, bukan orang.")
        assert files.look(id_) == "ditinjau"
        assert download(id_) == 200

    def test_a_new_file_is_closed_again(self, send, download):
        id_ = send("Data terbuka.", "catatan.txt")["id"]
        files.look(id_)
        send(LETTER, "catatan.txt", id=id_)
        assert download(id_) == 403

    def test_one_from_before_is_as_public_as_it_was_until_it_is_looked_through(self, send, download):
        id_ = send(LETTER, "surat.txt")["id"]
        privacy.forget(id_)
        model.Session.commit()
        assert download(id_) == 200
        assert id_ in files.unseen()
        files.look(id_)
        assert download(id_) == 403


class TestScanAll:
    def test_a_file_from_before_is_closed_and_its_table_stays_and_is_named(self, load, decide, download):
        id_ = load(PERSONAL)
        decide(id_, "override", reason="Contoh.")  # the table of a file that nobody had looked through
        command = (
            "ALTER TABLE paser_privacy_decision DISABLE TRIGGER USER; DELETE FROM paser_privacy_decision"
        )
        restore = "; ALTER TABLE paser_privacy_decision ENABLE TRIGGER USER"
        with model.Session.get_bind().begin() as connection:
            connection.exec_driver_sql(command + restore)
        forget_rules(id_)
        assert download(id_) == 200
        done = CliRunner().invoke(cli.privacy, ["scan", "--all"])
        assert f"temuan: {id_}" in done.output
        assert f"public table of a held file: {id_}" in done.output
        assert download(id_) == 403
        assert len(service.preview(id_).rows) == 8
        assert id_ in {problem.params.get("place") for problem in hooks.diagnose(None)}

    def test_a_clean_one_stays_open_and_is_not_asked_for_again(self, load, download):
        id_ = load(CLEAN)
        forget_rules(id_)
        assert id_ in files.unseen()
        assert files.look(id_) == "bersih"
        assert id_ not in files.unseen()
        assert download(id_) == 200

    def test_what_was_decided_about_it_still_counts(self, load, decide, download):
        id_ = load(PERSONAL)
        decide(id_, "drop_column")
        forget_rules(id_)
        assert files.look(id_) == "bersih"
        assert download(id_) == 302

    def test_without_a_resource_or_all_it_does_nothing(self):
        assert CliRunner().invoke(cli.privacy, ["scan"]).exit_code == 2


class TestHiddenSheets:
    """A workbook with a sheet that nobody sees who opens it."""

    @pytest.fixture
    def workbook(self) -> bytes:
        written = io.BytesIO()
        with xlsxwriter.Workbook(written) as book:
            for name, total in (("Data", 12), ("Rahasia", 15)):
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, ["Desa", "Jumlah"])
                sheet.write_row(1, 0, ["Contoh A", total])
            book.get_worksheet_by_name("Rahasia").very_hidden()
        return written.getvalue()

    def test_its_table_is_public_and_the_file_its_editors_own(self, load, download, workbook):
        id_ = load(workbook, "data.xlsx")
        assert service.preview(id_).rows == [("Contoh A", 12)]
        assert [download(id_), download(id_, "editor")] == [302, 200]
        assert not releases.of(id_)[0].file_public

    def test_its_editors_are_told_so_with_the_remedy(self, load, people, get, workbook):
        id_ = load(workbook, "data.xlsx")
        shown = get(f"/en/dataset/{people['dataset']['name']}/resource/{id_}", "editor").body
        assert "The file has hidden sheets, so the public gets its table alone." in shown

    @pytest.fixture
    def of_release(self, get, people) -> Callable[[str], int]:
        """The status of the answer to a visitor who asks for the file of release 1."""

        def ask(id_: str) -> int:
            place = f"/dataset/{people['dataset']['name']}/resource/{id_}/rilis/1/berkas"
            status = get(place).status_code
            told = call_action("paser_release_show", resource_id=id_, number=1)["file_public"]
            assert told is (status == 200)
            return status

        return ask

    def test_its_release_gives_the_file_once_an_administrator_has_let_it_pass(
        self, load, decide, of_release, workbook
    ):
        id_ = load(workbook, "data.xlsx")
        before = of_release(id_)
        decide(id_, "override", reason="Lembar contoh.")
        now = of_release(id_)
        load(CLEAN, id=id_)
        assert (before, now, of_release(id_)) == (403, 200, 200)

    def test_its_release_gives_it_no_more_once_that_is_taken_back(self, load, decide, of_release, workbook):
        id_ = load(workbook, "data.xlsx")
        decide(id_, "override", reason="Lembar contoh.")
        decide(id_, "reset")
        now = of_release(id_)
        load(CLEAN, id=id_)
        assert (now, of_release(id_)) == (403, 403)

    def test_nobody_else_is_offered_the_file(self, load, people, get, workbook):
        id_ = load(workbook, "data.xlsx")
        shown = get(f"/en/dataset/{people['dataset']['name']}/resource/{id_}").body
        assert "/unduh.csv" in shown
        assert f"/resource/{id_}/download/" not in shown

    def test_an_administrator_who_has_looked_through_it_makes_it_public(
        self, load, decide, download, workbook
    ):
        id_ = load(workbook, "data.xlsx")
        decide(id_, "override", reason="Lembar tersembunyi sudah diperiksa.")
        assert download(id_) == 200


class TestAggregate:
    PEOPLE = "NIK;Desa;Nama\n" + "".join(
        f"64010157{n:02}90{n:04};{'Contoh A' if n > 2 else 'Contoh B'};Orang {n}\n" for n in range(1, 13)
    )

    def test_a_table_of_people_becomes_one_of_counts(self, load, decide, download):
        id_ = load(self.PEOPLE)
        assert call_action("paser_privacy_report", resource_id=id_)["columns"] == ["desa", "nama"]
        decide(id_, "aggregate")
        assert service.preview(id_).rows == [("Contoh A", 10)]
        shown = call_action("resource_show", id=id_)
        assert (shown["pii_scan_status"], shown["pii_perlakuan"]) == ("bersih", "agregasi: desa")
        assert download(id_) == 302

    def test_personal_columns_are_not_counted_by(self, load, decide):
        with pytest.raises(tk.ValidationError, match="cannot be counted"):
            decide(load(self.PEOPLE), "aggregate", columns=["nik"])

    def test_where_every_group_is_small_another_choice_can_be_made(self, load, decide):
        id_ = load(self.PEOPLE)
        decide(id_, "aggregate", columns=["nama"])
        assert call_action("paser_table_status", resource_id=id_)["problems"][0]["code"] == "groups_too_small"
        assert outcome(id_) == "temuan"
        decide(id_, "aggregate", columns=["desa"])
        assert service.preview(id_).rows == [("Contoh A", 10)]
