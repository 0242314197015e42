"""Claims about ``ckan paser job``."""

from __future__ import annotations

import pytest

from ckan import model

from ckanext.paser.jobs import cli as commands
from ckanext.paser.jobs import service


@pytest.fixture
def failed(tasks) -> int:
    @service.task("test.broken")
    def broken(file: str) -> None:
        raise ValueError(f"{file} is empty")

    job = service.defer("test.broken", file="ipm.xlsx")
    model.Session.commit()
    service.run_pending()
    return job


def test_a_failed_job_is_listed_with_its_reason(cli, failed):
    fields = cli.invoke(commands.job, ["list"]).output.split("\t")
    assert [fields[0], fields[1], fields[2], fields[4]] == [
        str(failed),
        "test.broken",
        "{'file': 'ipm.xlsx'}",
        "ValueError: ipm.xlsx is empty\n",
    ]


def test_a_failed_job_is_forgotten(cli, failed):
    assert cli.invoke(commands.job, ["forget", str(failed)]).output == "1 forgotten\n"
    assert service.failed() == []


@pytest.mark.parametrize("which", ["0", "twelve"])
def test_a_number_that_no_failed_job_has_is_refused(cli, which):
    result = cli.invoke(commands.job, ["retry", which])
    assert result.exit_code != 0
    assert "see: ckan paser job list" in result.output
