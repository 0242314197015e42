"""A dataset as search engines read it (schema.org), and as machine learning tools do (Croissant 1.0).

ckanext-dcat has profiles for both, which are not used: they name the agency as publisher in place of the Walidata, know no units and
meanings of columns, and build a graph on every view of a page, where this is one look at what the page has anyway.
Source: schema.org/Dataset, developers.google.com/search/docs/appearance/structured-data/dataset, docs.mlcommons.org/croissant.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.paser.catalogue.rules.selection import columns, is_open
from ckanext.paser.metadata.rules.vocabularies import term

Said = Mapping[str, Any]

LONGEST = 5000
"""Characters of a description that search engines take."""
CROISSANT = "http://mlcommons.org/croissant/1.0"
CSV = "text/csv"
_CR = "http://mlcommons.org/croissant/"
_CR_CONTEXT: dict[str, Any] = {
    "@language": "id", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo",
    "cr": _CR, "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/", "equivalentProperty": "cr:equivalentProperty",
    "extract": "cr:extract", "field": "cr:field", "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty", "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField",
    "path": "cr:path", "rai": "http://mlcommons.org/croissant/RAI/", "recordSet": "cr:recordSet", "references": "cr:references",
    "regex": "cr:regex", "repeated": "cr:repeated", "samplingRate": "cr:samplingRate",
    "replace": "cr:replace", "sc": "https://schema.org/", "separator": "cr:separator",
    "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform",
    "examples": {"@id": "cr:examples", "@type": "@json"},
}  # fmt: skip
_CR_TYPES = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "boolean": "sc:Boolean",
}
_KEYS = {"pengenal", "wilayah", "waktu", "dimensi"}


def structured(dataset: Said, page: str, site: str, site_title: str) -> dict[str, Any]:
    """A dataset in the words of schema.org.

    Args:
        page: the full address of the dataset's page.
        site: the address of the portal, without a slash at its end.
    """
    told = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": page,
        **_common(dataset, page, site, site_title),
    }
    told["variableMeasured"] = [_variable(column) for column in _columns(dataset)]
    told["distribution"] = [
        each for file in dataset.get("resources") or () for each in _downloads(file, site)
    ]
    return _kept(told)


def croissant(dataset: Said, page: str, site: str, site_title: str) -> dict[str, Any]:
    """A dataset as Croissant: its tables as CSV, and what their columns are. Its files change, so they have no checksum."""
    tables = [file for file in dataset.get("resources") or () if file.get("datastore_active")]
    files = [
        {
            "@type": "cr:FileObject",
            "@id": f"{file['id']}.csv",
            "name": f"{file['id']}.csv",
            "description": file.get("name") or "",
            "contentUrl": _csv(file, site),
            "encodingFormat": CSV,
        }
        for file in tables
    ]
    return _kept(
        {
            "@context": _CR_CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": CROISSANT,
            "isLiveDataset": True,
            **_common(dataset, page, site, site_title),
            "version": _version(str(dataset.get("modified") or dataset.get("metadata_modified") or "")),
            "distribution": [_kept(file) for file in files],
            "recordSet": [_records(file) for file in tables if columns(file)],
        }
    )


def _version(moment: str) -> str:
    """A day as a version of three numbers, which have no zeros before them."""
    return ".".join(part.lstrip("0") for part in moment[:10].split("-"))


def embedded(told: Mapping[str, Any]) -> str:
    """JSON as it may stand in a page: nothing in it ends the element that it stands in."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _common(dataset: Said, page: str, site: str, site_title: str) -> dict[str, Any]:
    licence = term("LISENSI", dataset.get("license_id") or "")
    sample = "DATA CONTOH. " if dataset.get("data_contoh") else ""
    return {
        "name": dataset.get("title") or dataset["name"],
        "description": (sample + (dataset.get("notes") or dataset.get("title") or ""))[:LONGEST],
        "url": page,
        "identifier": dataset.get("identifier"),
        "keywords": [tag["name"] for tag in dataset.get("tags") or ()],
        "license": licence.extra["uri"] if licence else None,
        "isAccessibleForFree": True,
        "inLanguage": "id",
        "creator": _agents(dataset.get("creator")),
        "publisher": _agents(dataset.get("publisher")),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": site_title, "url": site},
        "datePublished": dataset.get("issued") or str(dataset.get("metadata_created") or "")[:10],
        "dateModified": dataset.get("modified") or dataset.get("metadata_modified"),
        "temporalCoverage": [_span(one) for one in dataset.get("temporal_coverage") or ()],
        "spatialCoverage": [_place(one) for one in dataset.get("spatial_coverage") or ()],
        "measurementTechnique": dataset.get("metode_perhitungan"),
        "isBasedOn": f"{site}/kegiatan/{dataset['kegiatan']}" if dataset.get("kegiatan") else None,
    }


def _agents(known: Any) -> list[dict[str, Any]]:
    return [
        _kept(
            {
                "@type": "Organization",
                "@id": one.get("uri"),
                "name": one.get("name"),
                "url": one.get("url") or one.get("uri"),
            }
        )
        for one in known or ()
    ]


def _span(one: Said) -> str:
    start, end = one.get("start") or "..", one.get("end") or ".."
    return start if start == end else f"{start}/{end}"


def _place(one: Said) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": one.get("text"), "identifier": one.get("uri")}
    if one.get("centroid"):
        longitude, latitude = json.loads(one["centroid"])["coordinates"]
        place["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return _kept(place)


def _columns(dataset: Said) -> Iterator[dict[str, Any]]:
    for file in dataset.get("resources") or ():
        yield from columns(file)


def _variable(column: Said) -> dict[str, Any]:
    unit = term("SATUAN", column.get("satuan") or "")
    return _kept(
        {
            "@type": "PropertyValue",
            "name": column.get("label") or column["id"],
            "alternateName": column["id"],
            "description": column.get("notes"),
            "unitText": unit.label_id if unit else column.get("satuan"),
        }
    )


def _downloads(file: Said, site: str) -> Iterator[dict[str, Any]]:
    """The file as it was sent, and its table as CSV."""
    if str(file.get("url") or "").startswith("http") and is_open(file):
        size = f"{file['size']} B" if file.get("size") else None
        about = {
            "name": file.get("name"),
            "description": file.get("description"),
            "contentUrl": file["url"],
            "contentSize": size,
        }
        yield _kept(
            {"@type": "DataDownload", **about, "encodingFormat": file.get("mimetype") or file.get("format")}
        )
    if file.get("datastore_active"):
        yield _kept(
            {
                "@type": "DataDownload",
                "name": file.get("name"),
                "contentUrl": _csv(file, site),
                "encodingFormat": CSV,
            }
        )


def _csv(file: Said, site: str) -> str:
    return f"{site}/api/paser/v1/tabel/{file['id']}/unduh.csv"


def _records(file: Said) -> dict[str, Any]:
    told, within = columns(file), str(file["id"])
    return _kept(
        {
            "@type": "cr:RecordSet",
            "@id": within,
            "name": file.get("name") or within,
            "description": file.get("description"),
            "key": [{"@id": f"{within}/{column['id']}"} for column in told if column.get("peran") in _KEYS],
            "field": [_field(column, within) for column in told],
        }
    )


def _field(column: Said, within: str) -> dict[str, Any]:
    kind = term("TIPE_DATA", column.get("tipe_data") or "")
    source = {"fileObject": {"@id": f"{within}.csv"}, "extract": {"column": column["id"]}}
    return _kept(
        {
            "@type": "cr:Field",
            "@id": f"{within}/{column['id']}",
            "name": column["id"],
            "description": column.get("notes") or column.get("label"),
            "dataType": _CR_TYPES.get(kind.extra["frictionless"] if kind else "", "sc:Text"),
            "source": source,
        }
    )


def _kept(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}
