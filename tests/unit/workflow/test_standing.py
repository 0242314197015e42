"""Claims about what a write does to where a dataset stands, and so to who may see it."""

from __future__ import annotations

from itertools import product

import pytest

from ckanext.paser.workflow.rules import Sent, Status, Stored, closes_alone, is_private, stand

DRAF, TERBIT = Status.DRAF, Status.TERBIT
OPEN, HIDDEN = Stored(TERBIT, private=False), Stored(TERBIT, private=True)


@pytest.mark.parametrize(
    ("status", "access", "files", "private"),
    [
        *((status, "terbuka", 1, status is not TERBIT) for status in Status),
        *((TERBIT, access, 1, True) for access in ("terbatas", "tertutup", "entah")),
        *((TERBIT, access, 0, False) for access in ("terbuka", "terbatas", "tertutup")),
        (DRAF, "terbatas", 0, True),
    ],
)
def test_only_what_is_published_and_open_is_public_and_the_card_of_what_is_not_open(
    status, access, files, private
):
    assert is_private(status, access, files) is private


@pytest.mark.parametrize(
    ("before", "private", "state", "access", "files"),
    list(
        product(
            [None, *(Stored(status) for status in Status if status is not TERBIT)],
            (None, True, False),
            ("active", "draft"),
            ("terbuka", "tertutup"),
            (0, 1),
        )
    ),
)
def test_nothing_that_a_person_sends_makes_public_what_is_not_published(
    before, private, state, access, files
):
    stands = stand(before, Sent(private, state, access, files), by_machine=False)
    assert (stands.private, stands.status) == (True, before.status if before else DRAF)


@pytest.mark.parametrize("before", [OPEN, HIDDEN])
@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (Sent(files=1), "status_sdi"),
        (Sent(private=False, files=1), "status_sdi"),
        (Sent(state="deleted", files=1), "state"),
        (Sent(state="draft", files=1), "state"),
    ],
)
def test_what_is_published_is_changed_by_its_next_version_alone(before, sent, field):
    stands = stand(before, sent, by_machine=False)
    assert (stands.status, stands.private, stands.field, bool(stands.problem)) == (
        *(TERBIT, before.private, field),
        True,
    )


def test_closing_data_closes_them_at_once_and_does_not_open_them_again():
    closed = stand(OPEN, Sent(access="terbatas", files=1, closes_alone=True), by_machine=False)
    assert (closed.status, closed.private, closed.problem) == (TERBIT, True, None)
    opened = stand(HIDDEN, Sent(access="terbuka", files=1), by_machine=False)
    assert (opened.private, opened.field) == (True, "status_sdi")


def test_nothing_else_is_changed_with_closing_data():
    stands = stand(OPEN, Sent(access="terbatas", files=1), by_machine=False)
    assert (stands.status, stands.private, stands.field) == (TERBIT, False, "status_sdi")


SHOWN = {"title": "Jumlah", "akses_level": "terbuka", "resources": [{"id": "1"}], "status_sdi": "terbit"}


@pytest.mark.parametrize(
    ("sent", "alone"),
    [
        ({}, True),
        ({"akses_level": "tertutup", "dasar_pembatasan": "BA", "private": False}, True),
        ({"kategori_informasi": "dikecualikan", "dasar_pengecualian": ["a"]}, True),
        ({"title": "Lain"}, False),
        ({"title": ""}, False),
        ({"name": "lain"}, False),
        ({"resources": []}, False),
        ({"resources": [{"id": "1", "url": "lain.csv"}]}, False),
    ],
)
def test_what_closes_data_says_how_open_they_are_and_why(sent, alone):
    assert closes_alone(SHOWN, {**SHOWN, "akses_level": "terbatas", **sent}) is alone


def test_a_write_without_files_leaves_them_and_one_without_a_field_empties_it():
    assert closes_alone(SHOWN, {"title": "Jumlah", "akses_level": "terbatas"})
    assert not closes_alone(SHOWN, {"akses_level": "terbatas"})


def test_hiding_what_is_published_is_told_the_way_to_withdraw_it():
    assert stand(OPEN, Sent(private=True), by_machine=False).field == "private"


def test_what_was_deleted_comes_back_as_a_draft():
    deleted = Stored(TERBIT, private=False, state="deleted")
    stands = stand(deleted, Sent(state="active", files=1), by_machine=False)
    assert (stands.status, stands.private, stands.problem) == (DRAF, True, None)


@pytest.mark.parametrize(
    ("before", "sent", "status", "private"),
    [
        (None, Sent(), TERBIT, False),
        (None, Sent(private=False), TERBIT, False),
        (None, Sent(private=True), DRAF, True),
        (None, Sent(private=False, state="draft"), DRAF, False),
        (Stored(DRAF), Sent(), DRAF, True),
        (Stored(DRAF), Sent(private=False), TERBIT, False),
        (OPEN, Sent(), TERBIT, False),
        (OPEN, Sent(private=True), DRAF, True),
        (HIDDEN, Sent(), TERBIT, True),
        (OPEN, Sent(state="deleted"), TERBIT, False),
    ],
)
def test_the_portal_itself_publishes_what_it_is_told_to(before, sent, status, private):
    stands = stand(before, sent, by_machine=True)
    assert (stands.status, stands.private, stands.problem) == (status, private, None)


@pytest.mark.parametrize("status", [status for status in Status if status not in {DRAF, TERBIT}])
def test_but_not_what_people_have_begun_to_decide_about(status):
    stands = stand(Stored(status), Sent(private=False), by_machine=True)
    assert (stands.status, stands.private) == (status, True)


AWAITED = Sent(private=False, files=1, awaits_pembina=True)


@pytest.mark.parametrize("before", [None, Stored()])
def test_priority_data_of_a_source_wait_for_the_pembina_before_they_are_public(before):
    stands = stand(before, AWAITED, by_machine=True)
    assert (stands.status, stands.private) == (Status.DIPERIKSA_PEMBINA, True)


def test_what_is_published_stays_so_when_its_source_calls_it_priority_data():
    stands = stand(OPEN, AWAITED, by_machine=True)
    assert (stands.status, stands.private) == (TERBIT, False)


@pytest.mark.parametrize("status", [Status.DIPERIKSA_PEMBINA, Status.DISETUJUI, Status.PERLU_PERBAIKAN])
def test_no_later_run_of_the_source_publishes_what_waits(status):
    stands = stand(Stored(status), AWAITED, by_machine=True)
    assert (stands.status, stands.private) == (status, True)
