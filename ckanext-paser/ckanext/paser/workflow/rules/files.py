"""What of the files of a dataset its people decide about, part by part, and what of it is another at the next submission. Pure.

A decision keeps digests, not what was said; of tables the number of rows and the types of columns, which are in the open anyway for
whoever decides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

OF_FILE = "file-"
"""How the name begins under which a file is remarked on; its id follows."""
READING = (
    "sheet",
    "bentuk_tabel",
    "baris_kepala",
    "baris_jumlah",
    "baris_bukan_jumlah",
    "kolom_wilayah",
    "sistem_kode_wilayah",
)
"""The fields of a file by which somebody has chosen how it is read."""
_BETWEEN = "/"
_CONTENT, _ROWS, _COLUMN, _SAID, _FIELD, _NAME = "isi", "baris", "kolom", "kamus", "isian", "nama"
_STORED = ("url", "upload")
"""The address of a stored file is ours."""
_SHORT = 12


class Changes(NamedTuple):
    """What of a file is another than it was.

    Attributes:
        is_replaced: its content.
        rows: how many its table had and has; None where that is the same, or not known.
        came, went, retyped: ids of columns of its table.
        described: columns of which something else is said in the dictionary.
        fields: names of its other fields.
    """

    is_replaced: bool
    rows: tuple[int, int] | None
    came: list[str]
    went: list[str]
    retyped: list[str]
    described: list[str]
    fields: list[str]

    def __bool__(self) -> bool:
        return any(self)


def digests(
    files: Collection[Mapping[str, Any]], tables: Mapping[str, Mapping[str, Any]], fields: Collection[str]
) -> dict[str, str]:
    """What is kept of each file: by ``file-<id>/<part>`` a digest, the number of rows, or the type of a column.

    Args:
        files: of a dataset, as they are shown.
        tables: by file what is known of its table, while that is of the present file: ``sha256``, ``rows``, ``columns``
            (``id``, ``type``).
        fields: of a file that people fill in.
    """
    return {
        f"{OF_FILE}{file['id']}{_BETWEEN}{name}": value
        for file in files
        for name, value in _digests(file, tables.get(file["id"], {}), fields)
    }


def _digests(
    file: Mapping[str, Any], table: Mapping[str, Any], fields: Collection[str]
) -> Iterator[tuple[str, str]]:
    if content := table.get("sha256") or file.get("hash"):
        yield _CONTENT, content[:_SHORT]
    if table:
        yield _ROWS, str(table["rows"])
        for column in table["columns"]:
            yield f"{_COLUMN}{_BETWEEN}{column['id']}", column["type"]
    for entry in file.get("kamus_data") or []:
        yield f"{_SAID}{_BETWEEN}{entry['id']}", _digest(entry)
    for name in fields:
        is_said = file.get(name) not in (None, "", [])
        if is_said and (name, file.get("url_type")) != _STORED:
            yield f"{_FIELD}{_BETWEEN}{name}", _digest(file[name])


def names(files: Collection[Mapping[str, Any]], remarks: Collection[str]) -> dict[str, str]:
    """What files that are remarked on are called, so that a remark keeps the name of its file: by ``file-<id>/<part>``, as ``digests``."""
    return {
        f"{name}{_BETWEEN}{_NAME}": file.get("name") or (file.get("url") or "").rpartition("/")[2]
        for file in files
        if (name := f"{OF_FILE}{file['id']}") in remarks
    }


def called(parts: Mapping[str, str]) -> dict[str, str]:
    """The names that an event keeps of files, by ``file-<id>``."""
    return {file: found[_NAME] for file, found in _by_file(parts).items() if found.get(_NAME)}


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_SHORT]


def changes(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, Changes]:
    """What is another of the files that were there then and are now, by ``file-<id>``; none of those of which that is not known.

    Args:
        then, now: the parts that two events keep.
    """
    before, after = _by_file(then), _by_file(now)
    found = {name: _changes(before[name], after[name]) for name in after if name in before}
    return {name: one for name, one in found.items() if one}


def _by_file(parts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, value in parts.items():
        file, between, part = name.partition(_BETWEEN)
        if between:
            found.setdefault(file, {})[part] = value
    return found


def _changes(then: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    contents = {one[_CONTENT] for one in (then, now) if _CONTENT in one}
    known = _ROWS in then and _ROWS in now
    (was, columns), (said, says), (had, has) = (
        (_under(part, then), _under(part, now)) for part in (_COLUMN, _SAID, _FIELD)
    )
    return Changes(
        is_replaced=len(contents) > 1,
        rows=(int(then[_ROWS]), int(now[_ROWS])) if known and then[_ROWS] != now[_ROWS] else None,
        came=[id_ for id_ in columns if id_ not in was] if known else [],
        went=[id_ for id_ in was if id_ not in columns] if known else [],
        retyped=[id_ for id_ in columns if id_ in was and was[id_] != columns[id_]] if known else [],
        described=_others(said, says),
        fields=_others(had, has),
    )


def _under(part: str, parts: Mapping[str, str]) -> dict[str, str]:
    start = f"{part}{_BETWEEN}"
    return {name.removeprefix(start): value for name, value in parts.items() if name.startswith(start)}


def _others(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [name for name in {**now, **then} if then.get(name) != now.get(name)]


def is_of_part(name: str) -> bool:
    """Whether a name is of a part of a file, not of a field or a file as a whole."""
    return name.startswith(OF_FILE) and _BETWEEN in name
