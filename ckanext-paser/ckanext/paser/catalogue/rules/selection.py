"""What of a dataset the catalogue's RDF is made of: fields of DCAT as ckanext-dcat wants them, and nothing that is not public."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from ckanext.paser.catalogue.rules import fields
from ckanext.paser.catalogue.rules.terms import FILE_TYPE_OF, FILE_TYPES, MEDIA_TYPES
from ckanext.paser.metadata import rules as metadata

Said = Mapping[str, Any]

OF_CKAN = ("id", "type", "tags", "metadata_created", "metadata_modified")
OF_DCAT = (
    *(
        "title",
        "notes",
        "url",
        "identifier",
        "alternate_identifier",
        "version",
        "version_notes",
        "dcat_type",
        "language",
    ),
    *(
        "documentation",
        "is_referenced_by",
        "theme",
        "creator",
        "publisher",
        "contact",
        "frequency",
        "issued",
        "modified",
    ),
    *(
        "temporal_coverage",
        "temporal_resolution",
        "spatial_coverage",
        "spatial_resolution_in_meters",
        "conforms_to",
    ),
    *("provenance", "access_rights", "applicable_legislation"),
)
"""Fields of a dataset that ckanext-dcat writes. Not CKAN's author and maintainer, in which persons may stand."""
OF_DCAT_FILE = (
    *(
        "id",
        "package_id",
        "name",
        "description",
        "size",
        "hash",
        "hash_algorithm",
        "license",
        "rights",
        "status",
        "availability",
    ),
    *("issued", "modified", "temporal_resolution", "conforms_to", "documentation", "access_services"),
)
_SERVICES = {"api", "wfs", "wms"}
_NOTHING_FOUND = {"bersih", "tidak_berlaku"}
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")


def described(dataset: Said, site: str) -> dict[str, Any]:
    """A dataset with the fields of DCAT alone; nothing that is given is changed when this is.

    Args:
        site: the address of the portal, without a slash at its end.
    """
    kept = deepcopy(
        {name: dataset[name] for name in (*OF_CKAN, *OF_DCAT) if dataset.get(name) not in (None, "", [])}
    )
    return kept | {"resources": [_file(file, dataset, site) for file in dataset.get("resources") or ()]}


def _file(file: Said, dataset: Said, site: str) -> dict[str, Any]:
    kept = deepcopy({name: file[name] for name in OF_DCAT_FILE if file.get(name) not in (None, "", [])})
    address = str(file.get("url") or "")
    page = f"{site}/dataset/{dataset['name']}/resource/{file['id']}"
    if not address.startswith(("http://", "https://")):
        kept["access_url"] = page
    elif is_service(file):
        kept["access_url"] = address
    elif is_open(file):
        kept |= {"access_url": page, "download_url": address}
    else:
        kept["access_url"] = page
    if kind := FILE_TYPE_OF.get(str(file.get("format") or "")):
        kept["format"] = FILE_TYPES + kind
    if _MEDIA_TYPE.fullmatch(str(file.get("mimetype") or "")):
        kept["mimetype"] = MEDIA_TYPES + file["mimetype"]
    return kept


def is_open(file: Said) -> bool:
    """Tell whether everybody gets a file as it was sent: nothing personal was found in it, or it lies elsewhere.

    One with a decision about what was found may be shut; its table is offered, and the page tells the rest.
    """
    return file.get("url_type") != "upload" or file.get("pii_scan_status") in _NOTHING_FOUND


def is_service(file: Said) -> bool:
    """Tell whether an address is asked by programs, and is no file to download."""
    return str(file.get("format") or "").lower() in _SERVICES


def columns(file: Said) -> list[dict[str, Any]]:
    """The columns of a file that are for everybody, each with what is told of it."""
    told = {
        name for name, one in fields.of("variable").items() if one.is_public and name not in fields.NOT_TOLD
    }
    return [
        {name: value for name, value in column.items() if name in told and value not in (None, "", [], {})}
        for column in file.get("kamus_data") or ()
        if column.get("id") and not metadata.is_closed(column)
    ]
