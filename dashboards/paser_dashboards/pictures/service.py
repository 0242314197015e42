"""Draw the pictures of an indicator, all at once and never on view; keep them, and hand them out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import vl_convert

from ckanext.paser.areas import rules as area_rules
from ckanext.paser.problems import N_

from paser_dashboards.definitions.rules import Indicator
from paser_dashboards.indicators.rules.series import MISSING, Observation
from paser_dashboards.indicators.rules.story import present
from paser_dashboards.indicators.rules.words import Speech
from paser_dashboards.pictures import model, store
from paser_dashboards.pictures.rules import bars, lines, maps
from paser_dashboards.pictures.rules.base import (
    MAP_SIZES,
    RANKED_SIZES,
    SERIES_SIZES,
    SPARK,
    Labels,
    Spec,
    theme,
)
from paser_dashboards.pictures.rules.letters import of_one
from paser_dashboards.pictures.rules.svg import fit_for_page

VERSION = "4"
"""Raised when pictures of the same values would come out different: then all are drawn anew."""

LEVEL = "kecamatan"

FEWEST = 3
"""Values that make a small line worth looking at."""


@dataclass(frozen=True)
class Picture:
    """One drawn form: its name (``lebar``, ``panel``, ``tren``…), its SVG and the hash of it."""

    name: str
    svg: str
    digest: str


def draw(
    indicator: Indicator,
    observations: Mapping[str, Sequence[Observation]],
    geometries: Mapping[str, dict[str, Any]],
    speech: Speech,
) -> list[Picture]:
    """Draw everything that shows an indicator.

    Args:
        indicator: what to draw.
        observations: by area.
        geometries: shapes of the kecamatan; tiles are drawn unless all of them are there.
        speech: the language of what is written in the pictures.
    """
    return [
        drawn(name, spec, speech.code)
        for name, spec in specifications(indicator, observations, geometries, speech)
    ]


def drawn(name: str, spec: Spec, language: str) -> Picture:
    """Draw one specification."""
    return Picture(name, *fit_for_page(_render(spec, language)))


def specifications(
    indicator: Indicator,
    observations: Mapping[str, Sequence[Observation]],
    geometries: Mapping[str, dict[str, Any]],
    speech: Speech,
) -> Iterator[tuple[str, Spec]]:
    """The Vega-Lite specification of each picture, by name."""
    own = observations.get(indicator.wilayah, ())
    if len(present(own)) >= FEWEST:
        yield SPARK.name, lines.spark(indicator, own)
    if indicator.grafik == "peta":
        yield from _maps(indicator, observations, geometries, speech)
    elif present(own):
        others = {other.wilayah: observations.get(other.wilayah, ()) for other in indicator.banding}
        labels = Labels(
            unit=speech.text(indicator.satuan),
            no_data=speech(N_("no data")),
            target=speech(N_("target")),
            sample=speech(N_("SAMPLE DATA")),
        )
        for size in SERIES_SIZES:
            if indicator.grafik == "batang":
                yield size.name, bars.columns(indicator, own, speech, size)
            else:
                yield size.name, lines.Line(indicator, own, others, speech, labels, size).spec()


def _maps(
    indicator: Indicator,
    observations: Mapping[str, Sequence[Observation]],
    geometries: Mapping[str, dict[str, Any]],
    speech: Speech,
) -> Iterator[tuple[str, Spec]]:
    latest = latest_by_area(observations)
    if not latest:
        return
    codes = [area.code_kemendagri for area in area_rules.areas(LEVEL)]
    found = maps.places(indicator, latest, speech, codes)
    period = speech.period(latest[0].period)
    labels = Labels(
        no_data=speech(N_("no data")),
        classes=speech.class_labels(indicator),
        legend=f"{speech.text(indicator.satuan)}, {period}",
    )
    drawn = {code: geometries[code] for code in codes if code in geometries}
    for size in MAP_SIZES:
        whole = len(drawn) == len(codes)
        spec = maps.shapes(found, drawn, labels, size) if whole else maps.tiles(found, labels, size)
        yield f"peta-{size.name}", spec
    for size in RANKED_SIZES:
        yield size.name, bars.ranking(indicator, latest, speech, size)


def latest_by_area(observations: Mapping[str, Sequence[Observation]]) -> list[Observation]:
    """One observation of every kecamatan, in the last period in which any has a value; none without a value."""
    codes = [area.code_kemendagri for area in area_rules.areas(LEVEL)]
    given = [one for code in codes for one in observations.get(code, ())]
    last = max((one.period for one in present(given)), default=None)
    if not last:
        return []
    known = {one.wilayah: one for one in given if one.period == last}
    return [known.get(code) or Observation(code, last.code, None, MISSING) for code in codes]


# -- kept --------------------------------------------------------------------------------------------------


def of_table(resource_id: str) -> str:
    """The name under which the pictures of a table are kept, beside those of indicators."""
    return f"{store.TABLE}{resource_id}"


def replace(indicator: str, language: str, drawn: Sequence[Picture]) -> None:
    """Keep what was drawn of an indicator in a language (all: ""), in place of what was there."""
    store.replace(indicator, language, {one.name: (one.svg, one.digest) for one in drawn})


def find(
    indicators: Collection[str], names: Collection[str], language: str
) -> dict[str, dict[str, model.Picture]]:
    """Pictures by indicator and name."""
    return store.find(indicators, names, language)


def by_digests(digests: Collection[str]) -> dict[str, str]:
    """SVGs by their hashes, without their sentences."""
    return store.by_digests(digests)


def forget(keep: Collection[str]) -> None:
    """Remove the pictures of all other indicators."""
    store.forget(list(keep))


# -- rendering ---------------------------------------------------------------------------------------------


def _render(spec: Spec, language: str) -> str:
    _register_fonts()
    config = deepcopy(theme())
    if language != "id":
        config.pop("locale")
    document, back = of_one(json.dumps({**spec, "config": config}, ensure_ascii=False))
    return vl_convert.vegalite_to_svg(document).translate(back)


@cache
def _register_fonts() -> None:
    """Without the font itself labels would be measured wrongly."""
    vl_convert.register_font_directory(str(files("fontpkg_plus_jakarta_sans").joinpath("files")))
