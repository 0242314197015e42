"""Which tables lie on a map, and the borders that are drawn there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from ckanext.paser import temporary
from ckanext.paser.areas import service as areas
from ckanext.paser.areas.rules import LEVELS
from ckanext.paser.exports.rules import places
from ckanext.paser.exports.rules.places import By
from ckanext.paser.exports.writing.lines import MOST_BYTES
from ckanext.paser.exports.writing.snapshot import Snapshot
from ckanext.paser.releases import service as releases
from ckanext.paser.releases.rules.release import Release


def shapes() -> dict[str, Any]:
    """All borders that are known, by code, turned as RFC 7946 wants them."""
    known = {code: geometry for level in LEVELS for code, geometry in areas.shapes(level).items()}
    return {code: mapping(_turned(shape(geometry))) for code, geometry in known.items()}


def _turned(geometry: Any) -> BaseGeometry:
    parts = getattr(geometry, "geoms", None)
    return type(geometry)([orient(part) for part in parts]) if parts else orient(geometry)


def can_be_drawn(release: Release) -> bool:
    """Tell whether rows of a small table lie somewhere, and their borders or geometries fit into one file."""
    wanted = places.candidates(release.columns)
    columns = [release.columns[i] for i in wanted]
    lengths = areas.lengths()
    with temporary.folder("export") as folder:
        snapshot = Snapshot(releases.snapshot(release), release.columns, Path(folder))
        rows = [row for batch in snapshot.rows([f"c{i}" for i in wanted]) for row in batch]
    found = places.whereabouts(columns, rows, lengths)
    if found is None or found.by is By.POINT:
        return found is not None
    told = [row[found.columns[0]] for row in rows]
    if found.by is By.GEOMETRY:
        return sum(len(text or "") for text in told) <= MOST_BYTES // 2
    drawn = (one for code in told if (one := places.area(code)))
    return sum(lengths.get(one.code_kemendagri, 0) for one in drawn) <= MOST_BYTES // 2
