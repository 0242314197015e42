"""Claims about agencies in the profile, and about applying them from a file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.paser.metadata.cli import organization

SAMPLE = Path(__file__).parents[3] / "deploy" / "sample" / "organizations.yaml"

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")


@pytest.fixture
def apply(cli, tmp_path):
    """Run the command on a file with this content."""

    def run(content):
        file = tmp_path / "agencies.yaml"
        text = content if isinstance(content, str) else yaml.safe_dump({"organizations": content})
        file.write_text(text, encoding="utf-8")
        return cli.invoke(organization, ["apply", str(file)])

    return run


def last_write(name: str) -> str:
    """The transaction that last wrote an agency."""
    query = sa.text('SELECT xmin::text FROM "group" WHERE name = :name')
    return model.Session.execute(query, {"name": name}).scalar_one()


class TestAgency:
    def test_every_field_comes_back_as_it_was_given(self, organization_factory, agency):
        agency |= {
            "kode_opd": "1.02.0.00.0.00.01.0000",
            "walidata_pendukung": "Subbagian Perencanaan",
            "telepon": "(0543) 00000",
            "alamat": "Tana Paser",
            "url": "https://dinkes.paserkab.invalid",
        }
        shown = call_action("organization_show", id=organization_factory(**agency)["id"])
        assert {name: shown[name] for name in agency} == agency

    @pytest.mark.parametrize(
        ("email", "advised"), [("dinkes.paser@gmail.com", True), ("data@contoh.invalid", False)]
    )
    def test_an_address_at_a_free_mail_service_is_taken_and_its_editors_are_advised(
        self, app, organization_factory, agency, email, advised
    ):
        name = organization_factory(**agency | {"email": email})["name"]
        headers = {"Authorization": factories.SysadminWithToken()["token"]}
        pages = [f"/id/organization/{name}", f"/id/organization/edit/{name}"]
        told = ["layanan surel gratis" in app.get(page, headers=headers).body for page in pages]
        assert told == [advised, advised]
        assert "layanan surel gratis" not in app.get(pages[0]).body

    @pytest.mark.parametrize("field", ["title", "email", "peran_sdi", "kode_urusan"])
    def test_a_field_that_is_needed_is_asked_for(self, organization_factory, agency, field):
        agency[field] = []
        with pytest.raises(tk.ValidationError) as refused:
            organization_factory(**agency)
        assert list(refused.value.error_dict) == [field]


class TestRoles:
    """Who runs the portal says which agency decides about the data of others; no agency says so of itself."""

    @pytest.fixture
    def ours(self, organization_factory, user_factory, agency) -> dict[str, Any]:
        """An agency, with its administrator."""
        admin = user_factory()
        users = [{"name": admin["name"], "capacity": "admin"}]
        return {**organization_factory(**agency, users=users), "admin": admin["name"]}

    @pytest.fixture
    def change(self, ours) -> Callable[..., Any]:
        """Change the agency as somebody, by default as its own administrator."""

        def run(user: str = "", **fields: Any) -> Any:
            context = {"user": user or ours["admin"], "ignore_auth": False}
            call_action("organization_patch", context, id=ours["id"], **fields)
            return call_action("organization_show", id=ours["id"])

        return run

    @pytest.mark.parametrize("role", ["walidata", "pembina", "koordinator_forum"])
    def test_an_agency_gives_itself_none(self, change, ours, role):
        with pytest.raises(tk.ValidationError) as refused:
            change(peran_sdi=["produsen", role])
        assert list(refused.value.error_dict) == ["peran_sdi"]

    def test_an_agency_takes_none_by_the_way_of_extras(self, change, ours):
        with suppress(tk.ValidationError):
            change(extras=[{"key": "peran_sdi", "value": '["walidata"]'}])
        assert call_action("organization_show", id=ours["id"])["peran_sdi"] == ["produsen"]

    def test_an_agency_changes_what_is_its_own(self, change):
        assert change(alamat="Tana Paser")["alamat"] == "Tana Paser"

    def test_an_agency_keeps_the_role_that_it_was_given(self, change):
        change(factories.Sysadmin()["name"], peran_sdi=["produsen", "walidata"])
        assert change(alamat="Tana Paser")["peran_sdi"] == ["produsen", "walidata"]


class TestApply:
    def test_the_sample_has_a_data_steward_a_supervisor_and_a_coordinator(self, cli):
        cli.invoke(organization, ["apply", str(SAMPLE)])
        listed = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))["organizations"]
        roles = {one["name"]: call_action("organization_show", id=one["name"])["peran_sdi"] for one in listed}
        assert len(roles) == 12
        assert {roles[one][0] for one in roles} == {"produsen", "pembina"}
        assert [name for name, role in roles.items() if "walidata" in role] == ["dkisp"]
        assert [name for name, role in roles.items() if "koordinator_forum" in role] == ["bappedalitbang"]

    def test_a_second_run_writes_nothing(self, apply, agency):
        assert apply([agency]).output == "1 created\n"
        before = last_write(agency["name"])
        assert apply([agency]).output == "1 unchanged\n"
        assert last_write(agency["name"]) == before

    def test_only_the_fields_of_the_file_are_changed(self, apply, agency):
        apply([agency])
        assert apply([{"name": agency["name"], "singkatan": "DINKES"}]).output == "1 updated\n"
        shown = call_action("organization_show", id=agency["name"])
        assert {name: shown[name] for name in agency} == agency | {"singkatan": "DINKES"}

    def test_an_agency_that_is_refused_does_not_keep_the_others_out(self, apply, agency):
        result = apply([{"name": "dinas-tanpa-surel", "title": "Dinas"}, agency])
        assert result.exit_code == 1
        assert call_action("organization_show", id=agency["name"])["email"] == agency["email"]
        assert (
            "agencies.yaml, agency 1 (dinas-tanpa-surel), field email: Missing value "
            "Correct it and apply the file again." in result.output
        )

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (
                "organizations:\n- name: [a\n",
                "agencies.yaml, line 3: This cannot be read as YAML. "
                "Correct the line, or save the file as UTF-8.",
            ),
            ("- dinkes\n", "agencies.yaml: There is no list of agencies. Write it as organizations: ["),
            ("organizations: [dinkes]", "agencies.yaml: There is no list of agencies. Write it as"),
        ],
    )
    def test_a_file_of_another_form_is_refused_in_one_sentence(self, apply, content, message):
        result = apply(content)
        assert result.exit_code == 1
        assert message in result.output
