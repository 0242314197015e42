"""The vocabularies of the catalogue's RDF, and the terms of our own.

Source: DCAT-AP 3.0.0, PROV-O, DQV, CSVW; file types and media types of the EU Publications Office and IANA.
"""

from __future__ import annotations

from rdflib import Namespace

ADMS = Namespace("http://www.w3.org/ns/adms#")
CSVW = Namespace("http://www.w3.org/ns/csvw#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCT = Namespace("http://purl.org/dc/terms/")
DQV = Namespace("http://www.w3.org/ns/dqv#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

PREFIXES = {"csvw": CSVW, "dqv": DQV, "oa": OA, "prov": PROV, "eli": ELI}

PROFILE = "/profil/paser-sdi/1.0"
"""Where the profile is described, on this portal."""
LICENCE_TYPE = "http://purl.org/adms/licencetype/UnknownIPR"
"""What ckanext-dcat says of every licence; ours are known, and this is no concept of the graph."""

_EU = "http://publications.europa.eu/resource/authority/"
DATA_THEMES = f"{_EU}data-theme"
FILE_TYPES = f"{_EU}file-type/"
MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"

EU_THEMES = {
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "ENER": "Energy",
    "ENVI": "Environment",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "TRAN": "Transport",
}

FILE_TYPE_OF = {
    "CSV": "CSV", "GeoJSON": "GEOJSON", "GPKG": "GPKG", "HTML": "HTML", "JSON": "JSON", "JSONL": "JSON_LINES", "KML": "KML",
    "ODS": "ODS", "PARQUET": "PARQUET", "PDF": "PDF", "RDF": "RDF", "SHP": "SHP", "TSV": "TSV", "TTL": "RDF_TURTLE", "TXT": "TXT",
    "WFS": "WFS_SRVC", "WMS": "WMS_SRVC", "XLS": "XLS", "XLSX": "XLSX", "XML": "XML", "ZIP": "ZIP",
}  # fmt: skip
"""CKAN's names of formats, and the codes of the EU list that DCAT-AP wants."""


def own(site: str) -> Namespace:
    """The namespace of our own terms.

    Args:
        site: the address of the portal, without a slash at its end.
    """
    return Namespace(f"{site}{PROFILE}#")


def camel(name: str) -> str:
    """The term of a national field name: ``jadwal_rilis`` is ``jadwalRilis``."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
