"""The shape of ``indikator-*.yaml``, ``dasbor-*.yaml`` and ``layar-*.yaml``.

Pure rules. The keys are the national and project terms (reference: MS-Ind of Perpres 39/2019,
docs/dashboards.md explains each one). What does not fit becomes a :class:`Problem` naming file, place
and remedy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from ckanext.paser.problems import N_, Problem

from paser_dashboards.indicators.rules.periods import Duration, Frequency, parse_duration, parse_period, step

AREA_CODE = r"^\d{2}(\.\d{2}){0,2}(\.\d{4})?$"
KABUPATEN = "64.01"


class _Strict(BaseModel):
    """No key goes unread: a misspelt one is an error, not a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _duration(text: str) -> str:
    try:
        parse_duration(text)
    except ValueError:
        raise ValueError("it is not a duration such as P9M, P1Y or P45D") from None
    return text


def _period(text: str) -> str:
    try:
        return parse_period(text).code
    except ValueError:
        raise ValueError("it is not a period such as 2024, 2024-S1, 2024-Q3 or 2024-07") from None


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
AreaCode = Annotated[str, Field(pattern=AREA_CODE)]
IsoDuration = Annotated[str, BeforeValidator(str), AfterValidator(_duration)]
PeriodCode = Annotated[str, BeforeValidator(str), AfterValidator(_period)]


class Text(_Strict):
    """A text in both languages of the portal."""

    id: str
    en: str

    def say(self, language: str) -> str:
        """The text in ``language``; Indonesian where it is neither."""
        return self.en if language.startswith("en") else self.id


class Unit(Text):
    """Unit of measure. ``simbol`` stands behind a figure (%), ``awalan`` before it (Rp)."""

    simbol: str = ""
    awalan: str = ""
    poin: bool = False
    """Differences are told in points: percentages and indices."""


class Data(_Strict):
    """Which columns of which published table the values come from."""

    dataset: Slug
    resource: str | int = 1
    """Its name, or its place in the dataset (1 is the first)."""
    periode: str
    """A column, or one period that all rows describe."""
    wilayah: str
    """A column of codes or names, or one area code that all rows describe."""
    nilai: str | None = None
    pembilang: str | None = None
    penyebut: str | None = None
    filter: dict[str, str | int | float | bool | list[str | int]] = Field(default_factory=dict)
    status: str | None = None
    sumber: str | None = None
    catatan: str | None = None

    def columns(self) -> list[str]:
        """The columns that the table must have."""
        named = [self.nilai, self.pembilang, self.penyebut, self.status, self.sumber, self.catatan]
        if self.period_column:
            named.append(self.period_column)
        if self.area_column:
            named.append(self.area_column)
        return list(dict.fromkeys([*(name for name in named if name), *self.filter]))

    @property
    def period_column(self) -> str | None:
        """The column of periods; None where one period is given for all."""
        try:
            parse_period(self.periode)
        except ValueError:
            return self.periode
        return None

    @property
    def area_column(self) -> str | None:
        """The column of areas; None where one area is given for all."""
        return None if self.wilayah[:2].isdigit() else self.wilayah


class Calculation(_Strict):
    """What is done with the column(s)."""

    jenis: Literal["last", "sum", "ratio", "growth"] = "last"
    kali: float = 1
    roll_up: Literal["none", "sum"] = "none"
    """Whether the parts of an area may be added up to it. Percentages never may."""


class Meaning(_Strict):
    """MS-Ind, the national metadata of an indicator: its texts are Indonesian by law."""

    konsep: str = ""
    definisi: str
    interpretasi: str = ""
    rumus: str = ""
    ukuran: str = ""
    produsen: str = ""
    kegiatan: str = ""


class Target(_Strict):
    periode: PeriodCode
    nilai: float
    sumber: str
    contoh: bool = False


class Comparison(_Strict):
    """Another area to look at beside ours."""

    wilayah: AreaCode
    label: Text
    data: Data | None = None


class Break(_Strict):
    """From this period on the values are another series: never joined with the ones before."""

    periode: PeriodCode
    sebab: Text


class Indicator(_Strict):
    id: Slug
    nama: Text
    singkat: Text | None = None
    """The name where there is little room (tiles)."""
    label: Text | None = None
    """The name where there is least room (lists on a wall)."""
    ringkas: Text
    topik: Text
    satuan: Unit
    desimal: int = Field(ge=0, le=6)
    frekuensi: Frequency
    lag_rilis: IsoDuration = "P0D"
    kedaluwarsa: IsoDuration | None = None
    arah: Literal["naik_baik", "turun_baik", "netral"]
    ms_ind: Meaning
    data: Data
    calc: Calculation = Calculation()
    wilayah: AreaCode = KABUPATEN
    """The area whose value is the headline."""
    target: tuple[Target, ...] = ()
    toleransi: float = 0
    """How far from the target still counts as near."""
    banding: tuple[Comparison, ...] = ()
    putus: tuple[Break, ...] = ()
    grafik: Literal["garis", "batang", "peta"] = "garis"
    kelas: tuple[float, ...] = ()
    """Limits of the classes of a map."""
    sorot: AreaCode | None = None
    terkait: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Indicator:
        for data in (self.data, *(other.data for other in self.banding if other.data)):
            self._check_columns(data)
        if self.grafik == "peta" and not 2 <= len(self.kelas) <= 4:
            raise ValueError("a map (grafik: peta) needs two to four limits in kelas")
        if list(self.kelas) != sorted(set(self.kelas)):
            raise ValueError("kelas must be limits in rising order")
        if self.target and self.arah == "netral":
            raise ValueError(
                "a target needs a good direction: write arah naik_baik or turun_baik, or remove target"
            )
        every = step(self.frekuensi)
        if every and not self.kedaluwarsa:
            raise ValueError(f"frekuensi {self.frekuensi.value} needs kedaluwarsa")
        if every and self.expires and self.expires.days < (every + self.release_lag).days:
            raise ValueError("kedaluwarsa must not be shorter than frekuensi plus lag_rilis")
        return self

    def _check_columns(self, data: Data) -> None:
        if self.calc.jenis == "ratio":
            if not (data.pembilang and data.penyebut) or data.nilai:
                raise ValueError("calc.jenis ratio needs data.pembilang and data.penyebut, and no data.nilai")
        elif not data.nilai or data.pembilang or data.penyebut:
            raise ValueError(f"calc.jenis {self.calc.jenis} needs data.nilai alone")

    @property
    def short(self) -> Text:
        return self.singkat or self.nama

    @property
    def shortest(self) -> Text:
        return self.label or self.short

    @property
    def release_lag(self) -> Duration:
        return parse_duration(self.lag_rilis)

    @property
    def expires(self) -> Duration | None:
        return parse_duration(self.kedaluwarsa) if self.kedaluwarsa else None


class Panel(_Strict):
    """One figure of a dashboard. ``daftar`` lists several indicators beside one other area."""

    id: Slug
    jenis: Literal["angka", "garis", "batang", "peta", "peringkat", "daftar"]
    indikator: Slug | None = None
    indikator_daftar: tuple[Slug, ...] = ()
    wilayah: AreaCode | None = None
    judul: Text | None = None
    keterangan: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> Panel:
        if self.jenis == "daftar":
            if not self.indikator_daftar or not self.wilayah or self.indikator or not self.judul:
                raise ValueError("jenis daftar needs judul, indikator_daftar and wilayah, and no indikator")
        elif not self.indikator or self.indikator_daftar or self.wilayah:
            raise ValueError(f"jenis {self.jenis} needs indikator alone")
        return self

    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators it shows."""
        return (self.indikator,) if self.indikator else self.indikator_daftar


class Dashboard(_Strict):
    id: Slug
    judul: Text
    ringkas: Text
    panel: tuple[Panel, ...] = Field(min_length=1, max_length=24)

    @model_validator(mode="after")
    def _whole(self) -> Dashboard:
        ids = [panel.id for panel in self.panel]
        if twice := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"two panels have the id {twice[0]}")
        return self


class Wall(_Strict):
    """A screen: which dashboard fills it. Six figures, one map and three lists at most are seen at once."""

    id: Slug
    judul: Text
    dasbor: Slug
    catatan: Text | None = None
    jam: Annotated[str, Field(pattern=r"^\d{2}:\d{2}-\d{2}:\d{2}$")] | None = None
    """Lit hours; outside them the screen is dark and says until when. Always lit without them."""
    muat_ulang: Annotated[str, Field(pattern=r"^\d{2}:\d{2}$")] = "02:30"

    panel: tuple[Slug, ...]

    @model_validator(mode="after")
    def _whole(self) -> Wall:
        if not self.panel:
            raise ValueError("panel names no panel of the dashboard")
        return self


KINDS: dict[str, type[Indicator] | type[Dashboard] | type[Wall]] = {
    "indikator": Indicator,
    "dasbor": Dashboard,
    "layar": Wall,
}
Definition = Indicator | Dashboard | Wall

_WHERE = N_("file {file}, entry {place}")
_SEE = N_("Correct it; docs/dashboards.md describes every entry.")
_FACTS = {
    "missing": (N_("The entry is missing."), N_("Add it; docs/dashboards.md describes every entry.")),
    "extra_forbidden": (N_("No entry of this name is known here."), N_("Check the spelling, or remove it.")),
    "enum": (N_('"{value}" is not one of the possible words.'), N_("Choose one of: {expected}.")),
    "literal_error": (N_('"{value}" is not one of the possible words.'), N_("Choose one of: {expected}.")),
    "value_error": (N_("It does not fit: {reason}."), _SEE),
}
_OTHER = (N_('"{value}" does not fit: {reason}.'), _SEE)


def define(file: str, document: Any) -> tuple[Definition | None, list[Problem]]:
    """Read one document.

    Args:
        file: its name; the part before the first hyphen says the kind, the rest is the id.
        document: what the YAML holds.

    Returns:
        The definition, or None and what is wrong with it.
    """
    kind, _, name = file.removesuffix(".yaml").partition("-")
    if not isinstance(document, Mapping):
        return None, [problem("not_a_mapping", file, "-", N_("The file holds no entries."), _SEE)]
    try:
        definition = KINDS[kind].model_validate(document)
    except ValidationError as error:
        return None, [_problem(file, detail) for detail in error.errors(include_url=False)]
    if definition.id != name:
        fact = N_('The id "{value}" differs from the name of the file.')
        remedy = N_("Write id: {expected}, or rename the file.")
        return None, [problem("id_differs", file, "id", fact, remedy, value=definition.id, expected=name)]
    return definition, []


def _problem(file: str, detail: Any) -> Problem:
    fact, remedy = _FACTS.get(detail["type"], _OTHER)
    context = detail.get("ctx", {})
    place = ".".join(str(part) for part in detail["loc"]) or "-"
    reason = str(context.get("error", detail["msg"])).rstrip(".")
    return problem(
        f"definition_{detail['type']}",
        file,
        place,
        fact,
        remedy,
        value=_short(detail.get("input")),
        expected=str(context.get("expected", "")),
        reason=reason,
    )


def problem(code: str, file: str, place: str, fact: str, remedy: str, **params: str) -> Problem:
    """A problem in a definition file."""
    return Problem(code, _WHERE, fact, remedy, {"file": file, "place": place, **params})


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
