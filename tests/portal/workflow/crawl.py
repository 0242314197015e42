"""A crawler: every address that answers GET, and every action that reads, asked for about given datasets."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pyarrow.parquet as pq
from werkzeug.routing import AnyConverter

import ckan.plugins.toolkit as tk
from ckan import logic, model

_DATASET = ("id", "id_", "_id", "package_id")
ENDINGS = ("csv", "csv.gz", "xlsx", "json", "ndjson", "parquet", "geojson")
_FIGURES = ("/indikator", "/sematan/indikator", "/api/paser/v1/indikator")
_DASHBOARDS = ("/dasbor", "/sematan/panel", "/api/paser/v1/dasbor")
DASHBOARD = "tanam"
"""The dashboard that has an indicator of each planted table that was ever public."""
_OTHER: dict[str, tuple[str, ...]] = {
    "ver": ("3",),
    "_format": ("ttl", "xml", "jsonld"),
    "number": ("1",),
    "key": ("1",),
    "ending": ENDINGS,
}
FAILED = 500
SKIPPED_ACTIONS = ("get_site_user", "job_list", "job_show", "datastore_search_sql")
"""No crawler's: of the portal itself, or switched off."""


class Planted(NamedTuple):
    """A dataset and what belongs to it: ids, and names that are in its addresses; ``wall`` is the token of a screen."""

    id: str
    name: str
    resource: str
    view: str
    filename: str
    agency: str
    officer: str
    indicator: str = "tidak-ada"
    wall: str = "tidak-ada"

    def own(self) -> set[str]:
        """What is in the addresses about it alone."""
        return {self.name, self.resource, self.view, self.filename, self.indicator}


class Answer(NamedTuple):
    """What somebody was told, and where; ``broken`` where the server failed."""

    where: str
    text: str
    broken: bool = False


def addresses(app: Any, planted: Planted) -> Iterator[str]:
    """All addresses about a dataset, its file and its indicator."""
    own = planted.own()
    for rule in _rules(app):
        yield from (path for path, values in _filled(rule, planted) if own & values)


def lists(app: Any, planted: Planted, word: str) -> Iterator[str]:
    """All others: as they are, narrowed to an agency, and in search of words."""
    own = planted.own()
    asked = [
        {"perangkat": planted.agency, "organisasi": planted.agency, "isi": "1"},
        {"q": word, "incomplete": word, "query": word, "include_private": "true", "include_drafts": "true"},
    ]
    for rule in _rules(app):
        for path, values in _filled(rule, planted):
            if not own & values:
                yield path
                yield from (f"{path}?{urlencode(one)}" for one in asked if not values)


def _rules(app: Any) -> list[Any]:
    found = app.flask_app.url_map.iter_rules()
    silent = ("static", "debugtoolbar", "user.logout", "_debug_toolbar", "util.primer")
    return [one for one in found if "GET" in one.methods and not one.endpoint.startswith(silent)]


def _filled(rule: Any, planted: Planted) -> Iterator[tuple[str, set[str]]]:
    """The addresses of a rule, each with what stands in the place of its arguments."""
    known: list[dict[str, str]] = [{}]
    for name in rule.arguments - set(rule.defaults or ()):
        values = _values(rule, name, planted)
        known = [{**one, name: value} for one in known for value in values]
    for one in known:
        built = rule.build({**(rule.defaults or {}), **one})
        if built is not None:
            path = f"{built[1]}?dari=1&ke=2" if built[1].endswith("/banding") else built[1]
            yield path, set(one.values())


def _values(rule: Any, name: str, planted: Planted) -> tuple[str, ...]:
    """What may stand in the place of an argument."""
    if name in _DATASET or (name == "id" and rule.rule.startswith(("/dataset", "/api"))):
        return (_subject(rule.rule, planted),)
    own = {
        "resource_id": planted.resource,
        "view_id": planted.view,
        "filename": planted.filename,
        "token": planted.wall,
        "panel_id": planted.indicator,
        "name": _name(rule.rule, planted),
    }
    values = (own[name],) if name in own else _OTHER.get(name, ("contoh",))
    if isinstance(converter := rule._converters.get(name), AnyConverter):
        return tuple(value for value in values if value in converter.items) or tuple(sorted(converter.items))
    return values


def _subject(rule: str, planted: Planted) -> str:
    if rule.startswith(("/organization", "/group", "/feeds")):
        return planted.agency
    return planted.officer if rule.startswith("/user") else planted.name


def _name(rule: str, planted: Planted) -> str:
    if rule.startswith("/kode-referensi"):
        return "lisensi"
    if rule.startswith(_DASHBOARDS):
        return DASHBOARD
    return planted.indicator if rule.startswith(_FIGURES) else planted.agency


def read(app: Any, paths: Iterable[str], headers: dict[str, str]) -> Iterator[Answer]:
    """What is answered at each address."""
    client = app.test_client(use_cookies=False)
    for path in paths:
        model.Session.rollback()
        try:
            answer = client.get(path, headers=headers, follow_redirects=False)
        except Exception as fault:  # noqa: BLE001 - an error of the server: its words count too
            yield Answer(path, str(fault), broken=True)
            continue
        told = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        yield Answer(path, f"{told}\n{unpacked(answer.data)}", broken=answer.status_code == FAILED)


def asked(user: str, planted: Planted) -> Iterator[Answer]:
    """What each action that reads says of a dataset, its file and its agency."""
    logic.get_action("package_show")
    payloads = [
        {
            "id": planted.id,
            "resource_id": planted.resource,
            "package_id": planted.id,
            "name_or_id": planted.id,
        },
        {"id": planted.resource, "resource_id": planted.resource, "from": 1, "to": 1, "number": 1},
        {"id": planted.name, "use_default_schema": True},
        {"id": planted.view},
        {"resource_id": planted.resource},
        {
            "id": planted.agency,
            "organization": planted.agency,
            "include_datasets": True,
            "object_type": "package",
        },
        {"id": planted.officer, "include_datasets": True, "user": planted.officer},
    ]
    yield from _called(user, payloads)


def asked_for_lists(user: str, words: list[str]) -> Iterator[Answer]:
    """What each action that reads lists, as it is and in search of words."""
    word, every = words[0], " ".join(words)
    payloads = [
        {},
        {"all_fields": True, "include_private": True, "include_drafts": True, "rows": 1000, "limit": 1000},
        {"q": every, "query": every, "include_private": True},
        {"q": word, "query": word, "include_private": True, "include_datasets": True, "id": word},
        {"q": word[:4], "query": word[:4]},
        {"query": f"name:{word}"},
        {"resource_id": "_table_metadata", "limit": 32000},
        {"fq": f"tags:{word}", "include_private": True, "use_default_schema": True},
    ]
    yield from _called(user, payloads)


def _called(user: str, payloads: list[dict[str, Any]]) -> Iterator[Answer]:
    for name, action in sorted(logic._actions.items()):
        if not getattr(action, "side_effect_free", False) or name in SKIPPED_ACTIONS:
            continue
        for data in payloads:
            yield Answer(f"{name} {data}", _said(name, user, data))


def _said(action: str, user: str, data: dict[str, Any]) -> str:
    context = {"user": user, "auth_user_obj": model.User.get(user) if user else None}
    try:
        return json.dumps(tk.get_action(action)(context, dict(data)), default=str, ensure_ascii=False)
    except (tk.NotAuthorized, tk.ObjectNotFound, tk.ValidationError) as refused:
        return str(refused)
    except Exception as fault:  # noqa: BLE001 - what was asked makes no sense to this action; its words count all the same
        return str(fault)
    finally:
        model.Session.rollback()


def unpacked(content: bytes) -> str:
    """All that can be read in an answer, however it is packed."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(f"{name}\n{unpacked(archive.read(name))}" for name in archive.namelist())
    if content.startswith(b"\x1f\x8b"):
        return unpacked(gzip.decompress(content))
    if content.startswith(b"PAR1"):
        return str(pq.read_table(io.BytesIO(content)).to_pylist())
    return content.decode(errors="replace")
