"""What a dataset gets when it is stored, shown and indexed, and what a new file says of itself."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

import ckan.plugins as p
from ckan import model
from ckan.lib.munge import munge_filename
from ckan.types import Context

from ckanext.paser.metadata import rules, showing, store
from ckanext.paser.metadata.completing import has_profile
from ckanext.paser.metadata.rules import filled, profile

TEXTS = (
    "catatan_mutu",
    "definisi",
    "interpretasi",
    "is_referenced_by",
    "klasifikasi",
    "konsep",
    "metode_perhitungan",
    "provenance",
    "sumber_data",
)
"""Fields of the profile that are searched as texts."""
CODES = (
    "frequency",
    "identifier",
    "id_mskeg",
    "id_msind",
    "id_sds",
    "jenis",
    "jenis_data",
    "jadwal_rilis",
    "kode_dssd",
    "kode_indikator_pembangunan",
    "kode_urusan",
    "satuan",
    "sistem_asal",
    "subtema_rad",
    "temporal_resolution",
    "tema_sdi",
    "ukuran",
)
"""Fields with one short code, which can be filtered by under their own name."""
OF_OURS = ("jangka_waktu_simpan",)
"""Fields of ours that nobody searches."""
OF_CKAN = ("title", "name", "notes", "tag_string", "url", "version", "owner_org", "private", "license_id")
"""Fields of the profile that CKAN has itself, and indexes in its own way."""
OF_FILES = ("character_encoding", "diambil_pada", "sumber_id", "sumber_url")
"""What is noted of a file by what brings it: no form shows it, and no edit in a form loses it."""
OF_CONTENT = ("hash", "mimetype", "size")
"""What is known of the bytes of a file: lost with them."""


class MetadataHooks(p.IPackageController, p.IResourceController):
    """Part of the portal plugin; calls ``super()`` so that other rooms can index too."""

    def create(self, entity: model.Package) -> None:
        _number(entity)  # first: what others write then is written with it
        super().create(entity)

    def edit(self, entity: model.Package) -> None:
        _number(entity)
        super().edit(entity)

    def after_dataset_show(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        super().after_dataset_show(context, pkg_dict)
        if has_profile(pkg_dict.get("type")):
            showing.complete(pkg_dict)

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Put codes into multi-valued ``vocab_`` fields and keep long or nested values out of the others.

        Lists come as JSON text; Solr refuses a string field over 32,766 bytes, and would find ``[{"start"``.
        """
        dataset = json.loads(pkg_dict["validated_data_dict"])
        if has_profile(dataset.get("type")) and showing.add_schemas(dataset):
            pkg_dict["validated_data_dict"] = json.dumps(dataset)
        for name, values in rules.facets(dataset).items():
            pkg_dict[f"vocab_{name}"] = values
        for name in (*profile.fields("dataset"), *OF_OURS):
            if name not in CODES and name not in OF_CKAN:
                pkg_dict.pop(name, None)
                pkg_dict.pop(f"extras_{name}", None)
        for name in TEXTS:
            if text := _text(dataset.get(name)):
                pkg_dict[f"extras_{name}"] = text
        return super().before_dataset_index(pkg_dict)

    def before_resource_update(
        self, context: Context, current: dict[str, Any], resource: dict[str, Any]
    ) -> None:
        """Have format, media type and a name that nobody has thought of follow a new file; CKAN would keep the old one's."""
        filename = getattr(resource.get("upload"), "filename", None)
        is_same = not filename and resource.get("url", current.get("url")) == current.get("url")
        for name in (*OF_FILES, *(OF_CONTENT if is_same else ())):
            if current.get(name):
                resource.setdefault(name, current[name])
        if filename:
            resource.update(rules.file_kind(current, resource, filename))
            if rules.is_named_after_file(current, resource, munge_filename):
                resource["name"] = PurePath(filename).name
        super().before_resource_update(context, current, resource)


def _number(dataset: model.Package) -> None:
    """Give a dataset its code (``identifier``) when its affair is known first; it keeps it for good."""
    said = dataset.extras or {}
    beginning = filled.code(said.get("kode_urusan"))
    if has_profile(dataset.type) and beginning and not said.get("identifier"):
        number = store.next_number(beginning)
        dataset.extras = {**said, "identifier": filled.numbered(beginning, number)}
        model.Session.flush()


def _text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else value or ""
