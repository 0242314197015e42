"""A table as OData describes it: names, types, and the document in which a program looks them up.

Source: OASIS, OData 4.0, Common Schema Definition Language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from ckanext.paser.rows.rules.fields import Field

SET = "baris"
NUMBER = "_id"
"""The key that OData wants of every row: its number in this version of the table."""
_EDM = {
    "int2": "Int16",
    "int4": "Int32",
    "int8": "Int64",
    "numeric": "Decimal",
    "float4": "Single",
    "float8": "Double",
    "date": "Date",
    "timestamp": "DateTimeOffset",
    "timestamptz": "DateTimeOffset",
    "bool": "Boolean",
}
_FACETS = {"Decimal": ' Scale="variable"', "DateTimeOffset": ' Precision="6"'}


def name(column: str) -> str:
    """The name of a column as an identifier; what cannot stand in one, or looks like such a number, is written as its number."""
    text = re.sub(r"\W|_(?=x[0-9A-F]{4}_)", lambda found: f"_x{ord(found[0]):04X}_", column)
    return f"_x{ord(text[0]):04X}_{text[1:]}" if text[0].isdigit() else text


def edm_type(field: Field) -> str:
    return _EDM.get(field.pg_type, "String")


def service_document(base: str) -> dict[str, object]:
    """What stands at the root of a feed."""
    return {"@odata.context": f"{base}$metadata", "value": [{"name": SET, "kind": "EntitySet", "url": SET}]}


def metadata(fields: Iterable[Field]) -> str:
    """The document of types."""
    properties = "".join(
        f"<Property Name={quoteattr(name(field.id))} Type={quoteattr(f'Edm.{edm_type(field)}')}"
        f"{_FACETS.get(edm_type(field), '')}/>"
        for field in fields
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>'
        '<Schema Namespace="paser" xmlns="http://docs.oasis-open.org/odata/ns/edm">'
        f'<EntityType Name="Baris"><Key><PropertyRef Name="{NUMBER}"/></Key>'
        f'<Property Name="{NUMBER}" Type="Edm.Int64" Nullable="false"/>{properties}</EntityType>'
        f'<EntityContainer Name="Tabel"><EntitySet Name="{SET}" EntityType="paser.Baris"/></EntityContainer>'
        "</Schema></edmx:DataServices></edmx:Edmx>"
    )
