"""Claims about what a file says of its own bytes: checksum, encoding, and what was found in it (profile, table 6.4). DATA CONTOH."""

from __future__ import annotations

import hashlib

import pytest

from ckan import model
from ckan.tests.helpers import call_action

from ckanext.paser.privacy import files

PLAIN = "kecamatan;nilai\nKuaro;5\n"
OLD = "kecamatan;nilai;keterangan\nKuaro;5;Désa\n".encode("cp1252")
NIKS = [f"64010157{month:02}900001" for month in range(1, 9)]
PERSONAL = "Desa;NIK\n" + "".join(f"Contoh {n};{nik}\n" for n, nik in enumerate(NIKS))

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")


def sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def told(id_: str, *names: str, **context) -> dict:
    shown = call_action("resource_show", context, id=id_)
    return {name: shown[name] for name in names if shown.get(name)}


class TestKnown:
    def test_a_load_tells_checksum_and_encoding(self, load):
        assert told(load(PLAIN), "hash", "character_encoding") == {
            "hash": sha256(PLAIN),
            "character_encoding": "utf-8",
        }

    @pytest.mark.parametrize(
        ("content", "encoding"), [(OLD, "windows-1252"), (b"\xef\xbb\xbf" + PLAIN.encode(), "utf-8-sig")]
    )
    def test_the_next_file_has_its_own(self, load, content, encoding):
        id_ = load(PLAIN)
        load(content, id=id_)
        assert told(id_, "hash", "character_encoding") == {
            "hash": sha256(content),
            "character_encoding": encoding,
        }

    def test_what_is_made_up_or_left_out_in_an_edit_is_put_right(self, load):
        id_ = load(PLAIN)
        before = told(id_, "hash", "character_encoding")
        call_action("resource_patch", id=id_, hash="ab" * 32, character_encoding="windows-1252")
        made_up = told(id_, "hash", "character_encoding")
        shown = call_action("resource_show", id=id_)
        call_action("resource_update", **{name: shown[name] for name in ("id", "url", "url_type", "name")})
        assert [made_up, told(id_, "hash", "character_encoding")] == [before, before]

    def test_a_document_has_a_checksum_and_no_encoding(self, send):
        id_ = send(b"%PDF-1.4\n%%EOF", "surat.pdf")["id"]
        files.look(id_)
        assert told(id_, "hash", "character_encoding") == {"hash": sha256(b"%PDF-1.4\n%%EOF")}


class TestSummary:
    @pytest.fixture
    def asking(self, people):
        return lambda who: {"user": people[who]["name"] if who else "", "ignore_auth": False}

    def test_its_editors_read_how_many_cells_of_which_column_hold_what(self, load, asking):
        id_ = load(PERSONAL)
        summary = told(id_, "pii_scan_ringkasan", **asking("editor"))["pii_scan_ringkasan"]
        assert summary == {"NIK": {"nik": 8}}

    @pytest.mark.parametrize("who", ["", "stranger", "member"])
    def test_nobody_else_does(self, load, asking, people, who):
        load(PERSONAL)
        shown = call_action("package_show", asking(who), id=people["dataset"]["id"])
        assert [one.get("pii_scan_ringkasan") for one in shown["resources"]] == [None]

    def test_it_never_quotes_a_cell(self, load, asking):
        id_ = load(PERSONAL)
        summary = str(told(id_, "pii_scan_ringkasan", **asking("editor")))
        assert [nik for nik in NIKS if nik in summary] == []

    def test_the_index_has_none_of_it(self, load, people):
        load(PERSONAL)
        (found,) = call_action("package_search", fq=f"id:{people['dataset']['id']}")["results"]
        assert "pii_scan_ringkasan" not in str(found)

    def test_saving_what_is_shown_stores_none_of_it_and_changes_nothing(self, load, asking, people):
        id_ = load(PERSONAL)
        shown = call_action("package_show", asking("editor"), id=people["dataset"]["id"])
        call_action("package_update", asking("editor"), **shown)
        again = call_action("package_show", asking("editor"), id=people["dataset"]["id"])
        assert again["resources"] == shown["resources"]
        assert "pii_scan_ringkasan" not in model.Resource.get(id_).extras
