"""Claims about activities from a file."""

from __future__ import annotations

import pytest
import yaml

from ckan.tests.helpers import call_action

from ckanext.paser.kegiatan.cli import kegiatan

pytestmark = pytest.mark.usefixtures("non_clean_db", "with_plugins")


@pytest.fixture
def apply(cli, tmp_path, agency):
    """Run the command on a file with these activities of the agency."""

    def run(*activities):
        file = tmp_path / "kegiatan.yaml"
        filed = [{**one, "owner_org": agency["name"]} for one in activities]
        file.write_text(yaml.safe_dump({"kegiatan": filed}), encoding="utf-8")
        return cli.invoke(kegiatan, ["apply", str(file)])

    return run


def test_a_second_run_writes_nothing(apply, compilation, survey):
    for activity in (compilation, survey):
        del activity["type"]
    assert apply(compilation, survey).output == "2 created\n"
    assert apply(compilation, survey).output == "2 unchanged\n"


def test_what_differs_is_changed(apply, compilation):
    apply(compilation)
    compilation["iii_jadwal_desain"] = [{"awal": "2026-01-20", "akhir": "2026-01-30"}]
    assert apply(compilation).output == "1 updated\n"
    shown = call_action("package_show", id=compilation["name"])
    assert shown["iii_jadwal_desain"] == compilation["iii_jadwal_desain"]


def test_one_that_is_refused_is_told_and_does_not_keep_the_others_out(apply, compilation, survey):
    del compilation["i_alamat"]
    result = apply(compilation, survey)
    assert result.exit_code == 1
    assert f"kegiatan.yaml, activity 1 ({compilation['name']}), field i_alamat" in result.output
    assert call_action("package_show", id=survey["name"])["title"] == survey["title"]
