"""A table's columns, as questions see them."""

from __future__ import annotations

import pytest

from ckanext.paser.rows.rules.fields import Field, Fields
from ckanext.paser.tables.rules.table import Column


def field(name: str, pg_type: str, **about: str) -> Field:
    return Field(Column(id=name, label=name, type="", **about), pg_type)


@pytest.fixture
def fields() -> Fields:
    return Fields(
        [
            field("kode_wilayah", "text", role="wilayah"),
            field("tahun", "int8", role="waktu"),
            field("jumlah", "int8", aggregation="jumlah"),
            field("penduduk", "int8", aggregation="terakhir"),
            field("persen", "numeric", aggregation="rata_rata"),
            field("laju", "numeric", aggregation="rata_rata_tertimbang"),
            field("ipm", "numeric", aggregation="tidak_boleh"),
            field("nilai", "float8"),
            field("hari", "date"),
            field("saat", "timestamp"),
            field("benar", "bool"),
            field("urut", "text"),
            field("rinci", "json"),
        ]
    )
