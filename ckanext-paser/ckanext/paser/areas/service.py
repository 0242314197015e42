"""Shapes of areas: loaded by an administrator, used by every map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ckan import model

from ckanext.paser.areas import store
from ckanext.paser.areas.schema import Shapes, read_shapes
from ckanext.paser.areas.signals import shapes_loaded
from ckanext.paser.problems import N_, Problem


def shapes(level: str) -> dict[str, dict[str, Any]]:
    """The GeoJSON geometries of a level by Kemendagri code; empty when none are loaded."""
    return store.shapes(level)


def lengths() -> dict[str, int]:
    """Characters of each geometry that is loaded, by Kemendagri code."""
    return store.lengths()


def shapes_version(level: str) -> str:
    """A text that changes exactly when the shapes of a level do."""
    return store.version(level)


def load(path: Path) -> Shapes:
    """Load a GeoJSON file; nothing is written when anything in it is wrong."""
    try:
        found = read_shapes(path.name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        where, fact = N_("file {file}"), N_("The file is not text in UTF-8.")
        remedy = N_("Export it as GeoJSON in UTF-8, not as Shapefile or KMZ.")
        return Shapes({}, [Problem("not_text", where, fact, remedy, {"file": path.name})], [])
    if not found.problems:
        store.replace(
            {"code": area.code_kemendagri, "level": area.level, "geometry": geometry, "source": path.name}
            for area, geometry in found.geometries.items()
        )
        model.Session.commit()
        shapes_loaded.send()
    return found
