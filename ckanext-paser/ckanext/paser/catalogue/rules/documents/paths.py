"""The RDF property of each field of the profile."""

from __future__ import annotations

from rdflib import URIRef

from ckanext.paser.catalogue.rules.fields import Field
from ckanext.paser.catalogue.rules.terms import (
    ADMS,
    CSVW,
    DCAT,
    DCATAP,
    DCT,
    DQV,
    FOAF,
    PROV,
    SKOS,
    SPDX,
    VCARD,
    camel,
    own,
)

_PATHS = {
    "dataset": {
        "title": DCT.title,
        "identifier": DCT.identifier,
        "alternate_identifier": ADMS.identifier,
        "notes": DCT.description,
        "tag_string": DCAT.keyword,
        "dcat_type": DCT.type,
        "language": DCT.language,
        "url": DCAT.landingPage,
        "documentation": FOAF.page,
        "is_referenced_by": DCT.isReferencedBy,
        "version": DCAT.version,
        "version_notes": ADMS.versionNotes,
        "theme": DCAT.theme,
        "owner_org": DCT.creator,
        "creator": DCT.creator,
        "publisher": DCT.publisher,
        "contact": DCAT.contactPoint,
        "frequency": DCT.accrualPeriodicity,
        "issued": DCT.issued,
        "modified": DCT.modified,
        "temporal_coverage": DCT.temporal,
        "temporal_resolution": DCAT.temporalResolution,
        "spatial_coverage": DCT.spatial,
        "spatial_resolution_in_meters": DCAT.spatialResolutionInMeters,
        "conforms_to": DCT.conformsTo,
        "kegiatan": PROV.wasGeneratedBy,
        "provenance": DCT.provenance,
        "access_rights": DCT.accessRights,
        "applicable_legislation": DCATAP.applicableLegislation,
        "skor_mutu": DQV.hasQualityMeasurement,
        "catatan_mutu": DQV.hasQualityAnnotation,
    },
    "resource": {
        "url": DCAT.accessURL,
        "name": DCT.title,
        "description": DCT.description,
        "format": DCT["format"],
        "mimetype": DCAT.mediaType,
        "size": DCAT.byteSize,
        "hash": SPDX.checksum,
        "hash_algorithm": SPDX.algorithm,
        "license": DCT.license,
        "rights": DCT.rights,
        "status": ADMS.status,
        "availability": DCATAP.availability,
        "issued": DCT.issued,
        "modified": DCT.modified,
        "periode_mulai": DCT.temporal,
        "periode_selesai": DCT.temporal,
        "temporal_resolution": DCAT.temporalResolution,
        "kamus_data": CSVW.tableSchema,
        "conforms_to": DCT.conformsTo,
        "documentation": FOAF.page,
        "access_services": DCAT.accessService,
        "sumber_url": PROV.wasDerivedFrom,
        "sumber_id": ADMS.identifier,
        "diambil_pada": PROV.generatedAtTime,
    },
    "variable": {"id": CSVW.name, "label": CSVW.title, "notes": DCT.description},
    "kegiatan": {
        "title": DCT.title,
        "judul_kegiatan": DCT.title,
        "identifier": DCT.identifier,
        "owner_org": PROV.wasAssociatedWith,
    },
    "organization": {
        "title": FOAF.name,
        "kode_opd": DCT.identifier,
        "singkatan": SKOS.altLabel,
        "description": DCT.description,
        "image_url": FOAF.depiction,
        "email": VCARD.hasEmail,
        "telepon": VCARD.hasTelephone,
        "alamat": VCARD.hasAddress,
        "url": FOAF.homepage,
        "dcat_type": DCT.type,
    },
}


def path(field: Field, site: str) -> URIRef:
    """The property: of a standard where there is one, else our own."""
    return _PATHS[field.part].get(field.name) or own(site)[camel(field.name)]


def standard(part: str) -> set[str]:
    """The fields that have a property of a standard."""
    return set(_PATHS[part])
