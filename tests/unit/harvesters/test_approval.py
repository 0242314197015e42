"""Claims about who has to have looked at a source before it may write."""

from __future__ import annotations

from datetime import date

import pytest

from paser_harvesters import approval
from paser_harvesters.approval import How, Standing
from paser_harvesters.document import SourceDocument

DOCUMENT = SourceDocument(
    id="dinkes", kind="files", title="Berkas", owner_org="dinkes", config={"folder": "/berkas"}
).model_dump(mode="json")
CHANGES = {
    "title": "Lain",
    "owner_org": "dkisp",
    "secret_ref": "env:LAIN",
    "config": {"folder": "/lain"},
    "tables": [{"name": "t"}],
    "delete": {"policy": "delete", "grace_days": 0, "max_missing_ratio": 1},
    "expect": {"min_records": 0, "max_age_days": None},
    "keep_local": ["notes"],
    "allow_hosts": ["10.0.0.1"],
    "kind": "lain",
    "id": "lain",
}
"""Another value for each field that decides about what is published."""


def changed(**fields) -> dict:
    return {**DOCUMENT, **fields}


@pytest.mark.parametrize("field", CHANGES)
def test_a_change_of_what_is_published_waits_for_approval(field):
    assert Standing(changed(**{field: CHANGES[field]}), DOCUMENT).waits


@pytest.mark.parametrize("fields", [{"cron": "0 3 * * *"}, {"enabled": False}, {"notify": ["a@b.id"]}])
def test_when_it_runs_and_who_gets_mail_needs_no_approval(fields):
    assert not Standing(changed(**fields), DOCUMENT).waits


def test_every_field_of_a_source_either_decides_or_is_known_not_to():
    assert {*CHANGES, *approval.UNDECIDING} == {*SourceDocument.model_fields}


def test_a_new_source_waits_and_the_approver_reads_all_of_it():
    standing = Standing(DOCUMENT)
    assert standing.waits
    assert {each["field"] for each in standing.changes} >= {"id", "kind", "title", "owner_org", "config"}


def test_the_approver_reads_what_is_different():
    standing = Standing(changed(title="Lain", cron="0 3 * * *"), DOCUMENT)
    assert standing.changes == [{"field": "title", "before": "Berkas", "after": "Lain"}]


def test_a_source_that_is_as_it_was_approved_again_waits_no_longer():
    assert not Standing(dict(DOCUMENT), DOCUMENT).waits


class TestAuthors:
    def test_they_are_all_who_have_changed_it_since_it_was_approved(self):
        standing = Standing(changed(title="Dua"), DOCUMENT, ["ani"])
        assert standing.authors_of(changed(title="Tiga"), "budi") == ["ani", "budi"]

    def test_those_of_what_was_approved_are_none_of_what_comes_after(self):
        assert Standing(DOCUMENT, DOCUMENT, ["ani"]).authors_of(changed(title="Dua"), "budi") == ["budi"]

    def test_who_changes_only_its_schedule_is_none(self):
        standing = Standing(changed(title="Dua"), DOCUMENT, ["ani"])
        assert standing.authors_of(changed(title="Dua", cron="0 3 * * *"), "budi") == ["ani"]

    def test_the_portal_itself_is_none(self):
        assert Standing(DOCUMENT, DOCUMENT).authors_of(changed(title="Dua"), "") == []


class TestJudge:
    waiting = Standing(DOCUMENT, None, ["ani"])

    def test_a_second_person_who_has_looked_at_it_approves_it(self):
        assert self.waiting.judge("budi", approval.digest(DOCUMENT)) is None

    @pytest.mark.parametrize(
        ("person", "seen", "code"),
        [
            ("ani", approval.digest(DOCUMENT), "own_source"),
            ("", approval.digest(DOCUMENT), "no_person"),
            ("budi", approval.digest(changed(title="Lain")), "source_changed_since"),
            ("ani", None, "own_source"),
        ],
    )
    def test_nobody_else_does(self, person, seen, code):
        problem = self.waiting.judge(person, seen)
        assert problem is not None
        assert problem.code == code

    def test_what_is_approved_is_not_approved_again(self):
        problem = Standing(DOCUMENT, DOCUMENT).judge("budi", approval.digest(DOCUMENT))
        assert problem is not None
        assert problem.code == "source_approved"


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (How.PERSON, "Disetujui lewat sumber dinkes: Budi, 2026-11-29."),
        (How.OPERATOR, "Disetujui lewat sumber dinkes: operator server, 2026-11-29."),
        (How.UPGRADE, "Disetujui lewat sumber dinkes: pemutakhiran portal, 2026-11-29."),
    ],
)
def test_the_history_of_a_dataset_names_who_approved_its_source(how, said):
    assert approval.note("dinkes", how.value, "Budi", date(2026, 11, 29)) == said
