"""What can be wrong with a GeoJSON, each with its own sentence."""

from __future__ import annotations

from ckanext.paser.problems import N_, Problem


def invalid_json(line: int) -> Problem:
    """It begins as JSON and does not go on as such."""
    return Problem(
        "invalid_json",
        N_("Line {line}"),
        N_("The file is no valid GeoJSON: it goes wrong here."),
        N_("Export it again as GeoJSON; it may have been cut off on its way."),
        {"line": line},
    )


def no_geojson() -> Problem:
    """Valid JSON of another kind: mostly a list of records."""
    return Problem(
        "no_geojson",
        "",
        N_(
            "The file is JSON, but no GeoJSON: it is a list or a value, where GeoJSON has a collection of features."
        ),
        N_("Export the layer as a GeoJSON FeatureCollection, or send a table as CSV or XLSX."),
    )


def not_unicode(line: int) -> Problem:
    """GeoJSON of another character set than all the world's."""
    return Problem(
        "not_unicode",
        N_("Line {line}"),
        N_("A character is not written in UTF-8."),
        N_("Export the file again as GeoJSON in UTF-8."),
        {"line": line},
    )


def repeated_name(line: int) -> Problem:
    """One of the two values would be seen by nobody, and stay in the file."""
    return Problem(
        "repeated_name",
        N_("Line {line}"),
        N_("A name stands twice in the same object, so that it is unclear which value counts."),
        N_("Keep one of the two."),
        {"line": line},
    )


def too_deep(line: int) -> Problem:
    """Objects in objects without end."""
    return Problem(
        "too_deep",
        N_("Line {line}"),
        N_("Lists or objects are nested too deeply."),
        N_("Export the layer with simple properties."),
        {"line": line},
    )


def not_features() -> Problem:
    """Other GeoJSON."""
    return Problem(
        "not_features",
        "",
        N_("The file is GeoJSON, but no collection of features, so it has no rows."),
        N_("Export the layer as a GeoJSON FeatureCollection."),
    )


def no_features() -> Problem:
    """A collection of nothing."""
    return Problem(
        "no_features",
        "",
        N_("The collection has no feature."),
        N_("Check that the right layer was exported, and without a filter."),
    )


def no_columns() -> Problem:
    """Features of which nothing is said."""
    return Problem(
        "no_columns",
        "",
        N_("The features have neither properties nor a place."),
        N_("Check that the right layer was exported, with its attributes."),
    )


def other_crs(name: str) -> Problem:
    """Coordinates of another system than longitude and latitude."""
    return Problem(
        "other_crs",
        "",
        N_("The coordinates are of another system ({crs}) than longitude and latitude."),
        N_("Export the layer in WGS 84 (EPSG:4326)."),
        {"crs": name},
    )


def not_degrees(feature: int) -> Problem:
    """Metres, mostly, or latitude first."""
    return Problem(
        "not_degrees",
        N_("Feature {feature}"),
        N_("Its coordinates are no longitude and latitude in degrees."),
        N_("Export the layer in WGS 84 (EPSG:4326)."),
        {"feature": feature},
    )


def bad_geometry(feature: int) -> Problem:
    """Something that is nowhere."""
    return Problem(
        "bad_geometry",
        N_("Feature {feature}"),
        N_("Its geometry is none of those of GeoJSON, or lacks its coordinates."),
        N_("Correct or remove the feature in the map program, and export the layer again."),
        {"feature": feature},
    )


def open_ring(feature: int) -> Problem:
    """An area without a border."""
    return Problem(
        "open_ring",
        N_("Feature {feature}"),
        N_(
            "A ring of its polygon is not closed: it needs four positions or more, of which the last is the first again."
        ),
        N_("Correct the feature in the map program, and export the layer again."),
        {"feature": feature},
    )
