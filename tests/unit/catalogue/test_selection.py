"""Claims about which addresses of files are told to other catalogues."""

from __future__ import annotations

import pytest

from ckanext.paser.catalogue.rules import selection


@pytest.mark.parametrize(
    ("file", "is_open"),
    [
        ({"url_type": "upload", "pii_scan_status": "bersih"}, True),
        ({"url_type": "upload", "pii_scan_status": "tidak_berlaku"}, True),
        ({"url_type": "upload", "pii_scan_status": "temuan"}, False),
        ({"url_type": "upload", "pii_scan_status": "ditinjau"}, False),
        ({"url_type": "upload"}, False),
        ({"url": "https://contoh.invalid/a.csv"}, True),
    ],
)
def test_the_address_of_a_file_is_told_where_everybody_gets_it(file, is_open):
    assert selection.is_open(file) is is_open
