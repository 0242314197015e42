"""A table as OData describes it: names, types, and the document in which a program looks them up.

What the columns mean and whose data they are is told by annotations of OASIS's own vocabularies alone, which programs know.

Source: OASIS, OData 4.0, Common Schema Definition Language; vocabularies Org.OData.Core.V1 and Org.OData.Measures.V1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from ckanext.paser.exports.rules.card import Card
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
_VOCABULARIES = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies"
_CORE, _MEASURES = "Org.OData.Core.V1", "Org.OData.Measures.V1"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML holds, however it is written."""
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


def metadata(fields: Iterable[Field], card: Card) -> str:
    """The document of types.

    Args:
        card: what the table says about itself.
    """
    references = "".join(
        f'<edmx:Reference Uri="{_VOCABULARIES}/{each}.xml"><edmx:Include Namespace="{each}"/></edmx:Reference>'
        for each in (_CORE, _MEASURES)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">'
        f"{references}<edmx:DataServices>"
        '<Schema Namespace="paser" xmlns="http://docs.oasis-open.org/odata/ns/edm">'
        f'<EntityType Name="Baris"><Key><PropertyRef Name="{NUMBER}"/></Key>'
        f'<Property Name="{NUMBER}" Type="Edm.Int64" Nullable="false"/>{"".join(map(_property, fields))}'
        f"{_about(card)}</EntityType>"
        f'<EntityContainer Name="Tabel"><EntitySet Name="{SET}" EntityType="paser.Baris"/></EntityContainer>'
        "</Schema></edmx:DataServices></edmx:Edmx>"
    )


def _property(field: Field) -> str:
    about, type_ = field.about, edm_type(field)
    head = f"Property Name={_quoted(name(field.id))} Type={_quoted(f'Edm.{type_}')}{_FACETS.get(type_, '')}"
    told = (
        _said(f"{_CORE}.Description", about.label),
        _said(f"{_CORE}.LongDescription", about.definition),
        _said(f"{_MEASURES}.Unit", about.unit),
    )
    return f"<{head}>{''.join(told)}</Property>"


def _about(card: Card) -> str:
    """No vocabulary has terms for agency, source and period, so they are lines of the description."""
    lines = "\n".join(f"{label}: {text}" for label, text in card.lines().items())
    links = {"license": card.licence_url, "describedby": card.dataset}
    records = "".join(
        f'<Record><PropertyValue Property="rel" String="{rel}"/>'
        f'<PropertyValue Property="href" String={_quoted(href)}/></Record>'
        for rel, href in links.items()
        if href
    )
    return (
        _said(f"{_CORE}.Description", card.full_title)
        + _said(f"{_CORE}.LongDescription", lines)
        + f'<Annotation Term="{_CORE}.Links"><Collection>{records}</Collection></Annotation>'
    )


def _said(term: str, text: str) -> str:
    return f'<Annotation Term="{term}" String={_quoted(text)}/>' if text else ""


def _quoted(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))
