"""The dictionary of a table in the words of standards: Data Package v2 with Table Schema, and CSVW.

Pure rules: no CKAN, no clock, no database.
Source: datapackage.org/standard (v2), www.w3.org/TR/tabular-metadata.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ckanext.paser.exports.rules.card import SAMPLE_WORDS, Card
from ckanext.paser.tables.rules.table import ZONED, Column

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

_FIELD_TYPES = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "date"},
    "timestamp": {"type": "datetime", "format": "any"},
    "boolean": {"type": "boolean", "trueValues": ["t"], "falseValues": ["f"]},
}
_CSVW_TYPES: dict[str, Any] = {
    "integer": "integer",
    "number": "decimal",
    "date": "date",
    "timestamp": {"base": "dateTime", "format": "yyyy-MM-dd HH:mm:ss"},
    ZONED: {"base": "dateTimeStamp", "format": "yyyy-MM-dd HH:mm:ssX"},
    "boolean": {"base": "boolean", "format": "t|f"},
}


@dataclass(frozen=True)
class Packed:
    """One table of a dataset, as it lies in the package.

    Args:
        name: of the table within the package.
        original: the path of the file as it was sent; empty where that is not public.
        constraints: what all its cells obey, by column.
        key: the columns that tell its rows apart.
    """

    name: str
    path: str
    size: int
    sha256: str
    columns: tuple[Column, ...]
    card: Card
    original: str = ""
    constraints: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    key: Sequence[str] = ()


def table_schema(
    columns: Sequence[Column],
    constraints: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    key: Sequence[str] = (),
) -> dict[str, Any]:
    """A Table Schema of the CSV of a table.

    Args:
        constraints: of its columns, by their ids.
        key: the columns that tell its rows apart.
    """
    return {
        "$schema": SCHEMA_PROFILE,
        "fields": [_field(column, constraints.get(column.id, {})) for column in columns],
        "missingValues": [""],
        **({"primaryKey": list(key)} if key else {}),
    }


def _field(column: Column, constraints: Mapping[str, Any]) -> dict[str, Any]:
    known = {"title": column.label, "description": column.definition, "satuan": column.unit}
    more = {"peran": column.role, "agregasi": column.aggregation, "constraints": dict(constraints)}
    told = {key: value for key, value in (known | more).items() if value}
    return {"name": column.id, **_FIELD_TYPES.get(column.type, {"type": "string"}), **told}


def csvw(columns: Sequence[Column], card: Card, url: str) -> dict[str, Any]:
    """The metadata of a CSV file on the web.

    Args:
        url: of the file.
    """
    about = {
        "dc:title": card.full_title,
        "dc:publisher": card.agency,
        "dc:license": card.licence_url or card.licence,
        "dc:source": card.source,
        "dc:temporal": card.period,
        "dc:issued": card.day,
        "dc:hasVersion": str(card.number),
    }
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "id"}],
        "url": url,
        **{key: value for key, value in about.items() if value},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {"columns": [_csvw_column(column) for column in columns]},
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    told = {"dc:description": column.definition, "schema:unitText": column.unit}
    return {
        "name": column.id,
        "titles": list(dict.fromkeys([column.id, column.label])),
        "datatype": _CSVW_TYPES.get(ZONED if column.kind == ZONED else column.type, "string"),
        **{key: value for key, value in told.items() if value},
    }


@dataclass(frozen=True)
class Package:
    """A whole dataset as one file.

    Args:
        name, id: of the dataset.
        version: of the package.
        card: of the dataset; each table has its own.
    """

    name: str
    id: str
    version: str
    card: Card


def package(whole: Package, packed: Sequence[Packed]) -> dict[str, Any]:
    """The descriptor of a dataset's package.

    Args:
        packed: its tables, at least one.
    """
    card = whole.card
    licence = {"name": card.licence_id, "title": card.licence, "path": card.licence_url}
    told = {key: value for key, value in licence.items() if value}
    described = "\n\n".join(filter(None, [SAMPLE_WORDS if card.sample else "", card.description]))
    day = max(each.card.day for each in packed)
    return {
        "$schema": PACKAGE_PROFILE,
        "name": whole.name,
        "id": whole.id,
        "title": card.full_title,
        **({"description": described} if described else {}),
        "homepage": card.dataset,
        "version": whole.version,
        "created": f"{day}T00:00:00Z",
        **({"licenses": [told]} if told else {}),
        **({"sources": [{"title": card.source}]} if card.source else {}),
        # Data Package 2 has no word for it: the one of DCAT (dct:temporal)
        **({"temporal": {"start": card.start, "end": card.end}} if card.start else {}),
        "contributors": [{"title": card.agency, "roles": ["publisher"]}] if card.agency else [],
        "resources": [_resource(each) for each in packed],
    }


def _resource(each: Packed) -> dict[str, Any]:
    return {
        "$schema": RESOURCE_PROFILE,
        "name": each.name,
        "type": "table",
        "path": each.path,
        "title": each.card.table or each.card.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": each.size,
        "hash": f"sha256:{each.sha256}",
        "homepage": each.card.address,
        "rilis": each.card.number,
        **({"periode": each.card.period} if each.card.period else {}),
        **({"berkas_asli": each.original} if each.original else {}),
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": table_schema(each.columns, each.constraints, each.key),
    }


def readme(card: Card, packed: Sequence[Packed]) -> str:
    """README.txt of a dataset's package.

    Args:
        card: of the dataset.
    """
    about = {key: text for key, text in card.lines().items() if key not in _OF_ONE_TABLE}
    lines = [card.full_title, "=" * min(len(card.full_title), 78), ""]
    lines += [f"{key}: {text}" for key, text in about.items() if key != "Judul"]
    lines += ["", "Isi", "---"]
    for each in packed:
        lines += [
            f"{each.path}: {each.card.table}; rilis {each.card.number} ({each.card.day}), {len(each.columns)} kolom"
        ]
        lines += [f"  alamat tetap: {each.card.address}"]
        lines += [f"{each.original}: berkas seperti dikirim perangkat daerah"] if each.original else []
    lines += [
        "datapackage.json: arti setiap kolom, lisensi, sumber dan periode (Data Package 2, Table Schema)",
        "SHA256SUMS: untuk memeriksa keutuhan berkas dengan sha256sum -c SHA256SUMS",
        "",
        "CSV ditulis dalam UTF-8, dipisah koma, desimal dengan titik, tanggal ISO 8601.",
        "Sel kosong berarti data tidak tersedia, bukan nol.",
        "",
    ]
    return "\n".join(lines)


_OF_ONE_TABLE = {"Tabel", "Rilis", "Alamat tetap"}
