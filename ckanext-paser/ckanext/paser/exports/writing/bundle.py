"""A whole dataset in one zip: tables, files as they were sent, what the columns mean, and checksums."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ckanext.paser.exports.rules.card import Card
from ckanext.paser.exports.rules.constraints import Constraints, fitting
from ckanext.paser.exports.rules.descriptors import Package, Packed, package, readme
from ckanext.paser.tables.rules.table import Column

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Member:
    """One table of the dataset.

    Args:
        name: of the table within the package, in letters of addresses.
        declared: what the dictionary demands of its columns, by their ids.
        keys: sets of columns that may tell its rows apart, the best first.
        original: the file as it was sent, None where it is not public.
        original_name: the name it was sent under.
    """

    name: str
    snapshot: Path
    columns: tuple[Column, ...]
    declared: Mapping[str, Constraints]
    keys: Sequence[Sequence[str]]
    card: Card
    original: Path | None
    original_name: str


def write_zip(whole: Package, members: Sequence[Member], out: Path) -> None:
    """Write the package of a dataset."""
    with ZipFile(out, "w") as archive:
        pack = _Pack(archive, max(member.card.day for member in members))
        packed = [pack.table(member) for member in members]
        descriptor = json.dumps(package(whole, packed), ensure_ascii=False, indent=1)
        pack.text("datapackage.json", descriptor + "\n")
        pack.text("README.txt", readme(whole.card, packed))
        sums = "".join(f"{sha256}  {path}\n" for path, sha256 in pack.sums.items())
        pack.text("SHA256SUMS", sums)


class _Pack:
    """An archive being written; the days in it are those of the newest release, so that it is the same when made again."""

    def __init__(self, archive: ZipFile, day: str) -> None:
        self.archive = archive
        year, month, number = map(int, day.split("-"))
        self.day = (year, month, number)
        self.sums: dict[str, str] = {}

    def table(self, member: Member) -> Packed:
        """Add a table, and the file that it was made of."""
        path = f"data/{member.name}.csv"
        with gzip.open(member.snapshot) as source:
            size = self._add(path, _blocks(cast(BinaryIO, source)))
        about = (member.name, path, size, self.sums[path], member.columns, member.card)
        constraints, key = _fitting(member)
        packed = Packed(*about, constraints=constraints, key=key)
        if member.original is None:
            return packed
        original = f"asli/{member.name}/{member.original_name}"
        with member.original.open("rb") as source:
            self._add(original, _blocks(source))
        return replace(packed, original=original)

    def text(self, path: str, text: str) -> None:
        self._add(path, [text.encode()])

    def _add(self, path: str, blocks: Iterable[bytes]) -> int:
        info = ZipInfo(path, (*self.day, 0, 0, 0))
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self.archive.open(info, "w", force_zip64=True) as target:
            for block in blocks:
                digest.update(block)
                size += target.write(block)
        self.sums[path] = digest.hexdigest()
        return size


def _fitting(member: Member) -> tuple[dict[str, Constraints], list[str]]:
    """What of the demands on a table its rows obey; it is read once more for that."""
    if not member.declared and not member.keys:
        return {}, []
    csv.field_size_limit(sys.maxsize)
    with gzip.open(member.snapshot, "rt", encoding="utf-8", newline="") as source:
        rows = csv.reader(source)
        next(rows, None)
        return fitting(rows, member.columns, member.declared, member.keys)


def _blocks(source: BinaryIO) -> Iterator[bytes]:
    while block := source.read(_BLOCK):
        yield block


def write_csv(snapshot: Path, out: Path) -> None:
    """Write a snapshot uncompressed, byte for byte as PostgreSQL wrote it."""
    with gzip.open(snapshot) as source, out.open("wb") as target:
        shutil.copyfileobj(source, target, _BLOCK)
