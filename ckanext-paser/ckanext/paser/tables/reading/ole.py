"""The streams of a compound file (OLE), which an old office file is, and what is embedded in newer ones.

Source: [MS-CFB]: sectors that follow each other in chains, small streams in a stream of small sectors of their own,
and a tree of names. ``olefile`` would do it too; this is what is left of it when nothing is written.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""From here on a sector's number says that there is none."""
_ENTRY = 128
_STREAM = 2


def streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The streams with their paths, ``MBD0001/Workbook``; in the order of the directory.

    Raises:
        struct.error, IndexError, UnicodeDecodeError: the file is not as a compound file has to be.
    """
    size, small = (1 << n for n in struct.unpack_from("<HH", content, 30))
    least, first_small, _ = struct.unpack_from("<III", content, 56)
    sectors = content[size:]
    following = _following(content, size)
    directory = _chain(sectors, size, following, struct.unpack_from("<I", content, 48)[0])
    root = struct.unpack_from("<I", directory, 116)[0]
    of_small = _chain(sectors, size, following, first_small)
    following_small = struct.unpack(f"<{len(of_small) // 4}I", of_small)
    smalls = _chain(sectors, size, following, root) if following_small else b""
    for at, path in sorted(_paths(directory).items()):
        first, length = struct.unpack_from("<II", directory, at + 116)
        if length < least:
            yield path, _chain(smalls, small, following_small, first)[:length]
        else:
            yield path, _chain(sectors, size, following, first)[:length]


def _following(content: bytes, size: int) -> Sequence[int]:
    """For each sector, the one that follows it."""
    count = min(struct.unpack_from("<I", content, 44)[0], len(content) // size)
    tables = list(struct.unpack_from("<109I", content, 76))
    more = struct.unpack_from("<I", content, 68)[0]
    while more < _END and len(tables) < count:
        *further, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        tables += further
    parts = (content[(n + 1) * size : (n + 2) * size].ljust(size, b"\0") for n in tables[:count])
    return [n for part in parts for n in struct.unpack(f"<{size // 4}I", part)]


def _chain(sectors: bytes, size: int, following: Sequence[int], first: int) -> bytes:
    parts: list[bytes] = []
    while first < _END and len(parts) < len(following):
        parts.append(sectors[first * size : (first + 1) * size])
        first = following[first]
    return b"".join(parts)


def _paths(directory: bytes) -> dict[int, str]:
    """The paths of the streams, by where their entries begin; where the tree is broken, their names."""
    found: dict[int, str] = {}
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        if directory[at + 66] == _STREAM:
            found[at] = _name(directory, at)
    seen: set[int] = set()
    waiting = [(struct.unpack_from("<I", directory, 76)[0], "")]
    while waiting:
        n, within = waiting.pop()
        at = n * _ENTRY
        if n >= _END or n in seen or at + _ENTRY > len(directory):
            continue
        seen.add(n)
        path = within + _name(directory, at)
        left, right, child = struct.unpack_from("<III", directory, at + 68)
        waiting += [(left, within), (right, within), (child, path + "/")]
        if at in found:
            found[at] = path
    return found


def _name(directory: bytes, at: int) -> str:
    length = struct.unpack_from("<H", directory, at + 64)[0]
    return directory[at : at + max(0, length - 2)].decode("utf-16-le")
