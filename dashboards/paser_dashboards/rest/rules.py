"""Observations as CSV: plain, and as SDMX-CSV 2.0.

Pure rules.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from paser_dashboards.definitions.rules import Indicator
from paser_dashboards.indicators.rules.periods import Frequency

PLAIN = (
    "indikator", "wilayah", "nama_wilayah", "periode", "nilai", "satuan", "status", "keterangan_status",
    "sumber", "catatan",
)  # fmt: skip
SDMX = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR", "REF_AREA", "FREQ", "TIME_PERIOD",
    "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "DECIMALS", "COMMENT_OBS",
)  # fmt: skip
DATAFLOW = "PASER:INDIKATOR(1.0)"

FREQ = {
    Frequency.DAILY: "D",
    Frequency.WEEKLY: "W",
    Frequency.MONTHLY: "M",
    Frequency.QUARTERLY: "Q",
    Frequency.HALF_YEARLY: "S",
    Frequency.YEARLY: "A",
    Frequency.DECENNIAL: "A10",
    Frequency.IRREGULAR: "_O",
}
"""The SDMX code list CL_FREQ 2.1; ``_O`` is "other", for what keeps no schedule."""


def plain_csv(indicator: Indicator, items: Iterable[Mapping[str, Any]]) -> str:
    """Observations with the column names of the JSON answer, values with the decimals that people read."""
    constant = {"indikator": indicator.id, "satuan": indicator.satuan.id}
    return _written(PLAIN, ({**constant, **item, "nilai": _number(indicator, item)} for item in items))


def _number(indicator: Indicator, item: Mapping[str, Any]) -> str:
    """``277400``, ``8.63``; nothing where there is no value."""
    value = item["nilai"]
    return "" if value is None else f"{round(Decimal(str(value)), indicator.desimal) + 0:f}"


def sdmx_csv(indicator: Indicator, items: Iterable[Mapping[str, Any]]) -> str:
    """Observations as SDMX-CSV 2.0."""
    constant = {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": DATAFLOW,
        "ACTION": "I",
        "INDICATOR": indicator.id,
        "FREQ": FREQ[indicator.frekuensi],
        "UNIT_MEASURE": indicator.satuan.id,
        "DECIMALS": indicator.desimal,
    }
    names = {
        "REF_AREA": "wilayah",
        "TIME_PERIOD": "periode",
        "OBS_VALUE": "nilai",
        "OBS_STATUS": "status",
        "COMMENT_OBS": "catatan",
    }
    return _written(SDMX, (constant | {name: item[key] for name, key in names.items()} for item in items))


def _written(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
