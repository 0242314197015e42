"""Which kinds of source are there? One module per kind, named in ``KINDS`` (docs/harvesting.md)."""

from __future__ import annotations

from paser_harvesters.contract import Source
from paser_harvesters.kinds.files import FilesSource

KINDS: dict[str, type[Source]] = {kind.kind: kind for kind in (FilesSource,)}
