"""The multi-choice answers of an activity as others write them: the sum on the paper form, the objects of INDAH.

Source: form MS-Keg 4.6 to 7.4 and the payload of INDAH v2, whose misspelt keys are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.paser.kegiatan.rules.codes import terms

OBJECTS = {
    ("blok_iv", "metode_pengumpulan_data"): "iv_metode_pengumpulan_data",
    ("blok_iv", "sarana_pengumpulan_data"): "iv_sarana_pengumpulan_data",
    ("blok_iv", "unit_pengumpulan_data"): "iv_unit_pengumpulan_data",
    (
        "blok_vi",
        "metode_pemeriksaan_kualitas_pengumpulan_data",
    ): "vi_metode_pemeriksaan_kualitas_pengumpulan_data",
    ("blok_vii", "tahapan_pengolahan_data"): "vii_tahapan_pengolahan_data",
    ("blok_vii", "unit_analsis"): "vii_unit_analisis",
    ("blok_vii", "tingkat_penyajian_hasil_analisis"): "vii_tingkat_penyajian_hasil_analisis",
}
"""Where INDAH has a multi-choice answer: block and key, with our field. ``unit_analsis`` is its own spelling."""


def bit_sum(field: str, chosen: Iterable[str]) -> int:
    """The number that stands in the box of the paper form: the codes of all that is chosen, added up.

    Raises:
        KeyError: the form writes this field otherwise, or there is no such choice.
    """
    bits = {term.code: int(term.extra["ms_keg_bit"]) for term in terms(field)}
    return sum(bits[code] for code in set(chosen))


def booleans(field: str, chosen: Iterable[str]) -> dict[str, bool]:
    """The object of INDAH: every choice that it knows, with whether it is taken.

    A choice that INDAH does not know (kecamatan) is its "lainnya".
    """
    taken = set(chosen)
    answer: dict[str, bool] = {}
    for term in terms(field):
        key = term.extra["indah_key"]
        answer[key] = answer.get(key, False) or term.code in taken
    return answer


def choices(kegiatan: Mapping[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """All multi-choice answers of an activity, in the blocks and under the keys of INDAH."""
    blocks: dict[str, dict[str, dict[str, Any]]] = {}
    for (block, key), field in OBJECTS.items():
        blocks.setdefault(block, {})[key] = dict(booleans(field, kegiatan.get(field) or ()))
    other = kegiatan.get("iv_metode_pengumpulan_data_lainnya") or None
    blocks["blok_iv"]["metode_pengumpulan_data"]["metode_pengumpulan_lainnya"] = other
    return blocks
