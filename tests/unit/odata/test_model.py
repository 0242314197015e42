"""Claims about the document in which a program looks up the columns of a table, what they mean, and whose data they are."""

from __future__ import annotations

import pytest
from lxml import etree

from ckanext.paser.exports.rules.card import Card
from ckanext.paser.odata.rules.model import metadata
from ckanext.paser.rows.rules.fields import Field
from ckanext.paser.tables.rules.table import Column

EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
CORE, MEASURES = "Org.OData.Core.V1", "Org.OData.Measures.V1"
AREA = Column("luas", 'Luas <"A" & B>', "number", unit="km²", definition="Luas daratan\nmenurut BIG.")
CARD = Card(
    title="Luas wilayah", table="Luas 2024", agency="Dinas Contoh", licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/", source="Badan Contoh", period="2024",
    number=0, day="", address="", dataset="https://data.example.id/dataset/luas", sample=True,
)  # fmt: skip


def read(column: Column = AREA, card: Card = CARD) -> etree._Element:
    return etree.fromstring(metadata([Field(column, "numeric")], card).encode())


def said(element: etree._Element | None) -> dict[str, str]:
    """The texts that annotate an element, by term."""
    assert element is not None
    return {each.get("Term", ""): each.get("String", "") for each in element.findall(f"{EDM}Annotation")}


def test_the_types_are_well_formed_and_have_a_key():
    types = {
        "tahun": "int8", "Nama Lengkap": "text", "luas": "numeric", "hari": "date", "saat": "timestamp", "rinci": "nested",
    }  # fmt: skip
    fields = [Field(Column(name, name, ""), pg_type) for name, pg_type in types.items()]
    document = etree.fromstring(metadata(fields, CARD).encode())
    assert {found.get("Name"): found.get("Type") for found in document.iter(f"{EDM}Property")} == {
        "_id": "Edm.Int64", "tahun": "Edm.Int64", "Nama_x0020_Lengkap": "Edm.String", "luas": "Edm.Decimal",
        "hari": "Edm.Date", "saat": "Edm.DateTimeOffset", "rinci": "Edm.String",
    }  # fmt: skip
    assert [found.get("Name") for found in document.iter(f"{EDM}PropertyRef")] == ["_id"]


def test_a_name_with_signs_of_xml_stays_one_name():
    names = [found.get("Name") for found in read(Column('a"<&', "", "text")).iter(f"{EDM}Property")]
    assert names == ["_id", "a_x0022__x003C__x0026_"]


def test_a_column_has_its_label_its_meaning_and_its_unit():
    assert said(read().find(f".//{EDM}Property[@Name='luas']")) == {
        f"{CORE}.Description": 'Luas <"A" & B>',
        f"{CORE}.LongDescription": "Luas daratan\nmenurut BIG.",
        f"{MEASURES}.Unit": "km²",
    }


def test_what_is_not_known_of_a_column_is_left_out():
    assert said(read(Column("luas", "", "number")).find(f".//{EDM}Property[@Name='luas']")) == {}


def test_the_table_says_whose_data_it_is_and_of_which_time():
    told = said(read().find(f".//{EDM}EntityType"))
    assert told[f"{CORE}.Description"] == "DATA CONTOH: Luas wilayah"
    assert {
        "Perangkat daerah: Dinas Contoh", "Lisensi: CC BY 4.0", "Sumber: Badan Contoh", "Periode data: 2024",
    } <= set(told[f"{CORE}.LongDescription"].splitlines())  # fmt: skip
    assert "Rilis" not in told[f"{CORE}.LongDescription"]


def test_it_leads_to_its_licence_and_its_dataset():
    records = read().findall(f".//{EDM}Annotation[@Term='{CORE}.Links']//{EDM}Record")
    assert [tuple(value.get("String") for value in record) for record in records] == [
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("describedby", "https://data.example.id/dataset/luas"),
    ]


def test_every_vocabulary_that_is_used_is_referred_to():
    used = {each.get("Term", "").rpartition(".")[0] for each in read().iter(f"{EDM}Annotation")}
    included = {
        each.get("Namespace") for each in read().iter("{http://docs.oasis-open.org/odata/ns/edmx}Include")
    }
    assert used == included == {CORE, MEASURES}


@pytest.mark.parametrize("text", ["a\x0bb", "a\x00b", "a\ufffeb", "a\ud800b"])
def test_a_character_that_no_xml_holds_breaks_nothing(text):
    told = said(read(Column("luas", text, "number")).find(f".//{EDM}Property[@Name='luas']"))
    assert told == {f"{CORE}.Description": "ab"}
