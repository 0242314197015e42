"""What every download says about itself: whose data, under which licence, from where, of which time.

Pure rules: no CKAN, no clock, no database. A file is kept once for all readers, so it speaks Indonesian.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

SAMPLE = "DATA CONTOH"
SAMPLE_WORDS = "DATA CONTOH: angka dalam berkas ini dibuat-buat, jangan dikutip."


@dataclass(frozen=True)
class Card:
    """About one release of a table; or about a table that is read live, without number, day and address of a release.

    Args:
        title: of the dataset.
        table: the name of the table's file within it.
        period: which the data are about, written for people.
        day: of the release, ISO.
        address: of the page of this release, which stays.
        dataset: the address of the dataset.
        sample: the figures are invented.
        description: of the dataset.
        licence_id: of the licence at the Open Definition; empty where it has none.
        start, end: of the period, as the dataset has them: a year, a month or a day.
    """

    title: str
    table: str
    agency: str
    licence: str
    licence_url: str
    source: str
    period: str
    number: int
    day: str
    address: str
    dataset: str
    sample: bool
    description: str = ""
    licence_id: str = ""
    start: str = ""
    end: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return what :meth:`from_dict` reads back."""
        return asdict(self)

    @staticmethod
    def from_dict(stored: Mapping[str, Any]) -> Card:
        """Read back what :meth:`as_dict` returned."""
        return Card(**stored)

    @property
    def full_title(self) -> str:
        """The title, which says so when the figures are invented."""
        return f"{SAMPLE}: {self.title}" if self.sample and SAMPLE not in self.title else self.title

    def lines(self) -> dict[str, str]:
        """All of it as people read it; what is not known is left out."""
        said = {
            "Judul": self.full_title,
            "Tabel": self.table,
            "Perangkat daerah": self.agency,
            "Lisensi": self.licence,
            "Alamat lisensi": self.licence_url,
            "Sumber": self.source,
            "Periode data": self.period,
            "Rilis": f"{self.number}, {self.day}" if self.number else "",
            "Alamat tetap": self.address,
            "Halaman dataset": self.dataset,
            "Catatan": SAMPLE_WORDS if self.sample else "",
        }
        return {label: text for label, text in said.items() if text}

    def keys(self) -> dict[str, Any]:
        """The same for programs; what is not known is left out."""
        said: dict[str, Any] = {
            "title": self.full_title,
            "publisher": self.agency,
            "license": self.licence,
            "license_url": self.licence_url,
            "source": self.source,
            "temporal": self.period,
            "release": self.number,
            "issued": self.day,
            "url": self.address,
        }
        return {key: value for key, value in said.items() if value}
