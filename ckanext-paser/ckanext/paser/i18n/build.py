"""Put the catalogue of Bahasa Indonesia together from its parts, one per room, and check that nothing lacks.

    python ckanext-paser/ckanext/paser/i18n/build.py           writes ckanext-paser.po and .mo
    python ckanext-paser/ckanext/paser/i18n/build.py --check   says what is not translated or built; exit 1

``parts/core.po`` translates CKAN itself (its own catalogue has 20 % of it): ours is loaded after it and wins.
English is the language of the msgids.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
TARGET = HERE / "id" / "LC_MESSAGES"
SOURCES = ("ckanext-paser/ckanext/paser", "harvesters/paser_harvesters", "dashboards/paser_dashboards")
METHODS = [("**/templates/**.html", "ckan"), ("**.py", "python")]
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ungettext": (1, 2), "ngettext": (1, 2)}
EPOCH = datetime(2026, 1, 1, tzinfo=timezone.utc)  # a fixed day, so that building again changes nothing


def merged() -> Catalog:
    """All parts in one catalogue.

    Raises:
        ValueError: two parts translate the same text differently.
    """
    whole = Catalog(
        locale="id",
        domain="ckanext-paser",
        project="ckanext-paser",
        version="1",
        creation_date=EPOCH,
        revision_date=EPOCH,
        fuzzy=False,
    )
    whole.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    for part in sorted((TARGET / "parts").glob("*.po")):
        with part.open("rb") as file:
            for message in read_po(file, locale="id"):
                if not message.id:
                    continue
                known = whole.get(message.id)
                if known and _text(known.string) != _text(message.string):
                    raise ValueError(f"{part.name}: {message.id!r} is translated otherwise in another part")
                if not known:
                    text = _text(message.string)
                    whole.add(message.id, text if isinstance(message.id, str) else (text,))
    return whole


def untranslated(catalog: Catalog) -> Iterator[str]:
    """Where a text of ours stands that Indonesian readers would get in English."""
    for source in SOURCES:
        folder = ROOT / source
        found = extract_from_dir(folder, METHODS, keywords=KEYWORDS, strip_comment_tags=True)
        for filename, line, msgid, _comments, _context in found:
            first = msgid if isinstance(msgid, str) else msgid[0]
            known = catalog.get(first)
            if not known or not _text(known.string):
                yield f"{source}/{filename}:{line}: {first!r}"


def files(catalog: Catalog) -> dict[Path, bytes]:
    """What is committed: the catalogue for people and for programs."""
    text, binary = io.BytesIO(), io.BytesIO()
    write_po(text, catalog, width=110, sort_output=True)
    write_mo(binary, catalog)
    return {TARGET / "ckanext-paser.po": text.getvalue(), TARGET / "ckanext-paser.mo": binary.getvalue()}


def _text(string: str | Sequence[str] | None) -> str:
    return string if isinstance(string, str) else (string or [""])[0]


def main(check: bool) -> int:
    catalog = merged()
    lacking = sorted(set(untranslated(catalog)))
    stale = [
        path for path, content in files(catalog).items() if not path.exists() or path.read_bytes() != content
    ]
    if not check:
        for path, content in files(catalog).items():
            path.write_bytes(content)
        stale = []
    for place in lacking:
        print(f"no Indonesian text: {place}")  # noqa: T201
    for path in stale:
        print(f"not built from its parts: {path.name}; run {Path(__file__).name}")  # noqa: T201
    return 1 if lacking or stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
