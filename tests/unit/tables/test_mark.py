"""Claims about what a table's comment says."""

from __future__ import annotations

from dataclasses import replace

from ckanext.paser.tables.rules.mark import UNKNOWN, fingerprint

OF_A_FILE = replace(UNKNOWN, fingerprint=fingerprint("abc", ["Lembar1"], {"override": True}, rules=7, gate=3))


def test_a_mark_knows_by_which_rules_its_file_was_read_and_what_was_decided_about_it():
    assert (OF_A_FILE.rules, OF_A_FILE.treatment) == (7, {"override": True})


def test_a_fingerprint_that_a_later_version_has_made_longer_is_read():
    longer = replace(OF_A_FILE, fingerprint=OF_A_FILE.fingerprint[:-1] + ', "lagi"]')
    assert longer.rules == 7


def test_a_table_that_is_no_files_was_read_by_no_rules():
    assert (UNKNOWN.rules, UNKNOWN.treatment) == (None, {})
