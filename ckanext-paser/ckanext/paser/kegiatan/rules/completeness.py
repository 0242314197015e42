"""What is needed before an activity becomes public (profile 6.3, column W).

Mandatory means "to publish": a private or draft activity may be incomplete. All that is missing is told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ckanext.paser.problems import N_, Problem

Kegiatan = Mapping[str, Any]

INTERVIEWING = {"papi", "capi", "cati"}
OTHER = "lainnya"
OF_SURVEYS = (
    "v_jenis_rancangan_sampel",
    "v_metode_pemilihan_sampel_tahap_terakhir",
    "v_metode_yang_digunakan",
    "v_unit_sampel",
    "v_unit_observasi",
)
OF_PROBABILITY_SAMPLES = (
    "v_kerangka_sampel_tahap_terakhir",
    "v_fraksi_sampel_keseluruhan",
    "v_nilai_perkiraan_sampling_error_variabel_utama",
)
OF_INTERVIEWERS = (
    "vi_petugas_pengumpulan_data",
    "vi_persyaratan_pendidikan_terendah_petugas_pengumpulan_data",
    "vi_jumlah_petugas_supervisor",
    "vi_jumlah_petugas_enumerator",
    "vi_apakah_melakukan_pelatihan_petugas",
)
PRODUCTS = ("tercetak", "digital", "mikrodata")
WITH_OTHER = (
    "iv_metode_pengumpulan_data",
    "iv_sarana_pengumpulan_data",
    "iv_unit_pengumpulan_data",
    "vi_metode_pemeriksaan_kualitas_pengumpulan_data",
)
"""Fields whose choice "other" is told in a text of its own, ``<field>_lainnya``."""

MANDATORY = N_("This is needed before the activity becomes public.")
REMEDY = N_("Fill it in, or keep the activity private for now.")


class Form(NamedTuple):
    """What the form says of its fields.

    Attributes:
        mandatory: names of the fields that every public activity fills in.
        rows: fields of repeating rows, each with the parts that every row of it fills in.
    """

    mandatory: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Condition:
    """Fields that are needed where something else is so."""

    fact: str
    holds: Callable[[Kegiatan], bool]
    fields: tuple[str, ...]


def _is(field: str, value: Any) -> Callable[[Kegiatan], bool]:
    return lambda kegiatan: kegiatan.get(field) == value


def _has(field: str, values: set[str]) -> Callable[[Kegiatan], bool]:
    return lambda kegiatan: not values.isdisjoint(kegiatan.get(field) or ())


_is_survey = _is("cara_pengumpulan_data", "SURVEI")
_is_probability = _is("v_metode_pemilihan_sampel_tahap_terakhir", "SAMPEL_PROBABILITAS")

CONDITIONS = (
    Condition(
        N_("This is needed for an activity that BPS recommends."),
        _is("rekomendasi_bps", True),
        ("identitas_rekomendasi",),
    ),
    Condition(
        N_("This is needed for an activity that is repeated."),
        _is("iv_kegiatan_ini_dilakukan", "BERULANG"),
        ("iv_frekuensi_penyelanggara",),
    ),
    Condition(
        N_("This is needed for an activity in a part of Indonesia."),
        _is("iv_cakupan_wilayah_pengumpulan_data", "SEBAGIAN_WILAYAH_INDONESIA"),
        ("iv_sebagian_cakupan_wilayah_pengumpulan_data",),
    ),
    Condition(N_("This is needed for a survey."), _is_survey, OF_SURVEYS),
    Condition(
        N_("This is needed for a survey with a probability sample."),
        lambda kegiatan: _is_survey(kegiatan) and _is_probability(kegiatan),
        OF_PROBABILITY_SAMPLES,
    ),
    Condition(
        N_("This is needed where interviewers collect the data (PAPI, CAPI or CATI)."),
        _has("iv_sarana_pengumpulan_data", INTERVIEWING),
        OF_INTERVIEWERS,
    ),
    *(
        Condition(
            N_("This is needed where the product is there for everybody."),
            _is(f"viii_ketersediaan_produk_{product}", True),
            (f"viii_rencana_jadwal_rilis_produk_{product}",),
        )
        for product in PRODUCTS
    ),
    *(
        Condition(N_('This is needed where "Other" is chosen.'), _has(field, {OTHER}), (f"{field}_lainnya",))
        for field in WITH_OTHER
    ),
)


def missing(kegiatan: Kegiatan, form: Form) -> list[Problem]:
    """Everything that keeps an activity from being public, in the order of the form's fields.

    Args:
        kegiatan: its fields; lists as lists, rows as mappings (an empty one is no row), answers as True and False.

    Returns:
        Problems whose ``where`` is the name of a field, or ``<field>-<row>-<part>``.
    """
    needed = dict.fromkeys(form.mandatory, MANDATORY)
    for condition in CONDITIONS:
        if condition.holds(kegiatan):
            needed |= dict.fromkeys(condition.fields, condition.fact)
    absent = [
        _problem(_first_input(name, form), fact)
        for name, fact in needed.items()
        if _is_blank(kegiatan.get(name))
    ]
    return absent + list(_gaps(kegiatan, form))


def _gaps(kegiatan: Kegiatan, form: Form) -> Iterator[Problem]:
    for name, parts in form.rows.items():
        for number, row in enumerate(kegiatan.get(name) or ()):
            for part in parts:
                if row and _is_blank(row.get(part)):
                    yield _problem(f"{name}-{number}-{part}", N_("This is needed in every row."))


def _first_input(name: str, form: Form) -> str:
    return f"{name}-0-{form.rows[name][0]}" if name in form.rows else name


def _problem(where: str, fact: str) -> Problem:
    return Problem("missing", where, fact, REMEDY)


def _is_blank(value: Any) -> bool:
    if isinstance(value, list):
        return not any(value)
    return value is None or (isinstance(value, str) and not value.strip())
