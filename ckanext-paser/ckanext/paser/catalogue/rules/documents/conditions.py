"""When a field is needed on a condition, in plain words: column W of ``sdi_profile.json`` is written for those who program.

Pure: English words by what the profile says; the page translates them. Documents for programs keep the profile's own writing.
"""

from __future__ import annotations

from ckanext.paser.problems import N_

_MEASURING = N_("when the dataset is about an indicator or a variable")
_INDICATOR = N_("when the dataset is about an indicator")
_SPATIAL = N_("when the data are spatial")
_SURVEY = N_("when the data come from a survey")
_INTERVIEWERS = N_("when interviewers collect the data (PAPI, CAPI or CATI)")
_MEASURE = N_("when the column holds measured values")

WORDS = {
    "jenis_data=statistik": N_("when the data are statistics"),
    "frequency not IRREG/NEVER": N_("when the data are updated regularly"),
    "jenis=spasial": _SPATIAL,
    "spasial": _SPATIAL,
    "jenis in indikator, variabel": _MEASURING,
    "as konsep": _MEASURING,
    "jenis=indikator": _INDICATOR,
    "komposit=true": N_("when the indicator is a composite one"),
    "komposit=false": N_("when the indicator is not a composite one"),
    "dokumen_perencanaan has iku or rpjmd": N_("when the figure stands in the IKU or the RPJMD"),
    "cara=SURVEI or PENCACAHAN_LENGKAP": N_("when the data come from a survey or a census"),
    "cara=SURVEI": _SURVEY,
    "data_prioritas": N_("when the dataset is priority data"),
    "data_prioritas and status terbit": N_("when the dataset is priority data and published"),
    "dikecualikan": N_("when the information is exempted"),
    "akses_level=terbatas": N_("when access is limited"),
    "PDP agregat or pseudonim": N_("when the data are sums of personal data, or pseudonymous"),
    "PDP=agregat and level kecamatan/desa": N_(
        "when the data are sums of personal data by kecamatan or village"
    ),
    "sistem_asal bmkg_*, bps_*": N_("when the data come from BMKG or BPS"),
    "perlu_perbaikan, ditolak": N_("when the dataset was returned or rejected"),
    "atribusi set": N_("when the dataset says how its source is to be named"),
    "level not titik/grid": N_("when the rows are about areas, not about points or a grid"),
    "kolom_wilayah set": N_("when a column names areas"),
    "tabular data, required at terbit": N_("when the file is a table, before it is published"),
    "format WMS/WFS/API": N_("when the file is a service (WMS, WFS or API)"),
    "harvested": N_("when the data are taken from another system"),
    "peran=ukuran": _MEASURE,
    "kode/kategori": N_("when the column holds codes or categories"),
    "coded column": N_("when the column holds codes"),
    "rata_rata_tertimbang": N_("when the values are put together as a weighted mean"),
    "numeric": N_("when the column holds numbers"),
    "kelas not tidak_ada": N_("when the column holds personal data"),
    "Ya": N_("when BPS recommends the activity"),
    "berulang": N_("when the activity is repeated"),
    "sebagian": N_("when the activity covers a part of Indonesia"),
    "SURVEI": _SURVEY,
    "SURVEI prob": N_("when the data come from a survey with a probability sample"),
    "PAPI/CAPI/CATI": _INTERVIEWERS,
    "as 6.4": _INTERVIEWERS,
    "8.1 Ya": N_("when the product is there for everybody"),
}
"""By condition, as column W writes it. "6.4" and "8.1" are questions of the form MS-Keg."""
