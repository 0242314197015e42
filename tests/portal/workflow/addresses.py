"""The addresses of ``tests/permissions.yaml`` with a dataset, a file or a name in the place of their arguments."""

from __future__ import annotations

import re
from urllib.parse import quote

from ckanext.paser.registers.rules import codes

from .stage import Place, Stage

_ARGUMENT = re.compile(r"<(?:[^<>:]*:)?(\w+)>")
_NAMES = {
    "/kode-referensi/": "lisensi",
    "/indikator/": "ipm",
    "/sematan/indikator/": "ipm",
    "/api/paser/v1/indikator/": "ipm",
    "/dasbor/": "beranda",
    "/sematan/panel/": "beranda",
    "/api/paser/v1/dasbor/": "beranda",
}
FORMS = {
    "/data-pribadi": {"decision": "drop_column"},
    "/tarik": {"reason": "Keliru"},
    "/wakil": {"tunjuk": "contoh"},
}
"""By the end of an address, what is sent there: a form that is not filled in is refused whoever sends it."""


def filled(rule: str, place: Place, stage: Stage) -> str:
    """An address that is there, as far as it leads to a dataset, its file, or what the portal has from the beginning."""
    known = {
        "id": place.name,
        "id_": place.name,
        "resource_id": place.resource,
        "number": "1",
        "ending": "ttl" if rule.startswith("/profil") else "csv",
        "key": "1",
        "run_id": stage.run,
        "source_id": "contoh",
        "slug": codes.lists()["lisensi"].codes[0].slug,
        "panel_id": "ipm",
        "digest": "contoh",
        "token": "contoh",
        "name": next((name for begin, name in _NAMES.items() if rule.startswith(begin)), stage.agency_name),
    }
    path = _ARGUMENT.sub(lambda found: quote(known[found[1]]), rule)
    # there is one release; who may look is told that there is nothing to compare
    return f"{path}?dari=1&ke=1" if path.endswith("/banding") else path
