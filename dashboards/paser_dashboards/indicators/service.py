"""Compute indicators from published tables, when what they depend on has changed.

One indicator that cannot be computed keeps its last values and says why; the others go on. Values and
pictures are made in the background and read ever after: no page view touches a published table.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from babel.support import Translations

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.paser.areas import service as areas
from ckanext.paser.problems import N_, Problem, ProblemError
from ckanext.paser.registers.rules.schedule import Schedule, awaited
from ckanext.paser.tables import service as tables

from paser_dashboards.definitions.rules import Data, Indicator
from paser_dashboards.definitions.service import catalogue
from paser_dashboards.indicators import store
from paser_dashboards.indicators.model import IndicatorState
from paser_dashboards.indicators.rules.series import Observation, observe
from paser_dashboards.indicators.rules.words import Speech
from paser_dashboards.pictures import service as pictures

log = logging.getLogger(__name__)

NUMERIC = ("numeric", "double", "integer", "bigint", "real", "smallint")
_WHERE = N_("dataset {dataset}")
_RESOURCE = N_("dataset {dataset}, resource {resource}")


@dataclass(frozen=True)
class Outcome:
    """What became of one indicator: how many values changed, or the problem, and whether it is a new one."""

    indicator: str
    changed: int = 0
    problem: Problem | None = None
    new: bool = False


@dataclass(frozen=True)
class Source:
    """A published table that an indicator reads."""

    data: Data
    package: Mapping[str, Any]
    resource: Mapping[str, Any]


# -- what to compute -------------------------------------------------------------------------------------


def refresh(names: Collection[str] | None = None, force: bool = False) -> list[Outcome]:
    """Compute the indicators whose inputs have changed.

    Args:
        names: only these; None means all.
        force: also where nothing has changed.

    Returns:
        An outcome for each that was computed.
    """
    found = catalogue()
    wanted = [one for one in found.indicators.values() if names is None or one.id in names]
    fingerprints = _fingerprints(wanted)
    known = {name: state.inputs for name, state in store.states().items()}
    due = [one for one in wanted if force or known.get(one.id) != fingerprints[one.id]]
    outcomes = [_guarded(one) for one in due]
    if names is None and not found.problems:
        store.forget(found.indicators)
        pictures.forget(found.indicators)
    model.Session.commit()
    return outcomes


def _fingerprints(indicators: Collection[Indicator]) -> dict[str, str]:
    """A hash of everything that the values and pictures of each indicator depend on; four queries for all."""
    states = store.states()
    resources = {
        one.id: [source["resource_id"] for source in states[one.id].origin.get("sources", [])]
        for one in indicators
        if one.id in states
    }
    versions = tables.data_versions(sorted({rid for each in resources.values() for rid in each}))
    packages = store.datasets({data.dataset for one in indicators for data in _inputs(one)})
    shapes = areas.shapes_version(pictures.LEVEL)
    return {
        one.id: _hash(
            pictures.VERSION,
            one.model_dump_json(),
            [_facts(packages.get(data.dataset)) for data in _inputs(one)],
            [versions.get(rid) for rid in resources.get(one.id, [])],
            shapes if one.grafik == "peta" else "",
        )
        for one in indicators
    }


def _inputs(indicator: Indicator) -> list[Data]:
    return [indicator.data, *(other.data for other in indicator.banding if other.data)]


def _facts(package: Mapping[str, Any] | None) -> list[str]:
    return [str(value) for value in package.values()] if package else []


def _hash(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


# -- computing one ---------------------------------------------------------------------------------------


def _guarded(indicator: Indicator) -> Outcome:
    """Compute one indicator in a transaction of its own; whatever is wrong with it stays with it."""
    store.lock(indicator.id)
    try:
        with model.Session.begin_nested():
            changed = _compute(indicator)
    except ProblemError as error:
        return _failed(indicator, error.problem)
    except Exception as error:  # one indicator must never stop the others
        log.exception("indicator %s", indicator.id)
        fact, remedy = N_("Computing stopped: {reason}."), N_("The log of the worker says more.")
        params = _params(indicator.data, reason=error)
        return _failed(indicator, Problem("failed", _WHERE, fact, remedy, params))
    model.Session.commit()
    return Outcome(indicator.id, changed)


def _compute(indicator: Indicator) -> int:
    sources = [_source(data) for data in _inputs(indicator)]
    added_up = indicator.calc.jenis in {"sum", "ratio"}
    values = observe(indicator, _rows(sources[0], added_up), indicator.data)
    compared = [other for other in indicator.banding if other.data]
    for other, source in zip(compared, sources[1:], strict=True):
        theirs = observe(indicator, _rows(source, added_up), source.data)
        values = [one for one in values if one.wilayah != other.wilayah]
        values += [one for one in theirs if one.wilayah == other.wilayah]
    changed = store.write(indicator.id, values)
    _draw(indicator, values)
    now = store.now()
    more = {"changed_at": now} if changed else {}
    store.save_state(indicator.id, inputs="", computed_at=now, origin=_origin(sources), error=None, **more)
    model.Session.flush()  # which resources count for the fingerprint stands in the origin
    store.save_state(indicator.id, inputs=_fingerprints([indicator])[indicator.id])
    return changed


def _rows(source: Source, added_up: bool) -> list[dict[str, Any]]:
    return store.rows(source.resource["id"], source.data, added_up)


def _failed(indicator: Indicator, problem: Problem) -> Outcome:
    """Keep the values and mark them; take them back where their dataset is no longer public.

    ``inputs`` stays empty, so that it is tried again at the next sweep: what was wrong may lie in a table
    that did not exist yet, and whose changes nobody could notice.
    """
    new = _mark(indicator, problem)
    model.Session.commit()
    return Outcome(indicator.id, problem=problem, new=new)


def _mark(indicator: Indicator, problem: Problem) -> bool:
    """Write down what is wrong with an indicator, in the caller's transaction; whether that is new."""
    known = store.states().get(indicator.id)
    if problem.code == "not_published":
        store.write(indicator.id, [])
        pictures.replace(indicator.id, "", [])
        if known and known.origin:
            store.save_state(indicator.id, origin={})  # it has the dataset's title
    new = not known or known.error != problem.as_dict()
    if new:
        store.save_state(indicator.id, inputs="", computed_at=store.now(), error=problem.as_dict())
    return new


def take_back(dataset: str) -> set[str]:
    """Take back what was computed from a dataset that stops being public, in the caller's transaction.

    A computation that is under way ends before, or finds it no longer public.

    Args:
        dataset: its name.

    Returns:
        The ids of the indicators that have lost their figures.
    """
    made = [
        (one, data)
        for name, one in sorted(catalogue().indicators.items())
        for data in _inputs(one)
        if data.dataset == dataset
    ]
    for one, _ in made:  # also those without figures yet: their first ones may be on their way
        store.lock(one.id)
    known = store.states() if made else {}
    shown = [(one, data) for one, data in made if one.id in known and known[one.id].origin]
    for one, data in shown:
        _mark(one, _not_published(data))
    return {one.id for one, _ in shown}


def _draw(indicator: Indicator, values: list[Observation]) -> None:
    by_area: dict[str, list[Observation]] = {}
    for one in values:
        by_area.setdefault(one.wilayah, []).append(one)
    geometries = areas.shapes(pictures.LEVEL) if indicator.grafik == "peta" else {}
    for language in languages():
        pictures.replace(
            indicator.id, language, pictures.draw(indicator, by_area, geometries, speech(language))
        )


def languages() -> list[str]:
    """The languages that pictures are drawn in."""
    offered = tk.config.get("ckan.locales_offered") or ["id"]
    return [code for code in ("id", "en") if code in offered] or ["id"]


@cache
def speech(language: str) -> Speech:
    """A language for work in the background, where there is no reader to ask."""
    texts = Translations()
    for plugin in p.PluginImplementations(p.ITranslation):
        found = Translations.load(plugin.i18n_directory(), [language], plugin.i18n_domain())
        if isinstance(found, Translations):
            texts.merge(found)
    return Speech(language, texts.gettext)


# -- where it comes from ---------------------------------------------------------------------------------


def _source(data: Data) -> Source:
    """Find a table and see that it fits.

    Raises:
        ProblemError: no such public dataset, resource, table or column, or a column of texts.
    """
    anonymous: Any = {"user": "", "auth_user_obj": None, "ignore_auth": False}
    try:
        package = tk.get_action("package_show")(anonymous, {"id": data.dataset})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        raise ProblemError(_not_published(data)) from None
    resource = _resource(package, data)
    found = store.columns(resource["id"])
    if not found:
        fact, remedy = N_("It has no table yet."), N_("Wait until the file has been read, or see its report.")
        raise ProblemError(Problem("no_table", _RESOURCE, fact, remedy, _params(data)))
    missing = [name for name in data.columns() if name not in found]
    if missing:
        fact = N_("There is no column {column}.")
        remedy = N_("Correct the name in the definition. The columns are: {columns}.")
        params = _params(data, column=missing[0], columns=", ".join(found))
        raise ProblemError(Problem("no_column", _RESOURCE, fact, remedy, params))
    for name in (data.nilai, data.pembilang, data.penyebut):
        if name and not found[name].startswith(NUMERIC):
            fact = N_("Column {column} holds texts, not numbers.")
            remedy = N_("Correct the cells that are no numbers and upload the file again.")
            raise ProblemError(Problem("not_numeric", _RESOURCE, fact, remedy, _params(data, column=name)))
    return Source(data, package, resource)


def _not_published(data: Data) -> Problem:
    fact = N_("There is no published dataset of this name.")
    remedy = N_("Harvest or publish it, or correct data.dataset.")
    return Problem("not_published", _WHERE, fact, remedy, _params(data))


def _resource(package: Mapping[str, Any], data: Data) -> Mapping[str, Any]:
    resources = package["resources"]
    if isinstance(data.resource, int) and 1 <= data.resource <= len(resources):
        return resources[data.resource - 1]
    for resource in resources:
        if data.resource in {resource["name"], resource["id"]}:
            return resource
    fact = N_("The dataset has no such resource.")
    remedy = N_("Choose one of: {names}.")
    names = ", ".join(resource["name"] or resource["id"] for resource in resources)
    raise ProblemError(Problem("no_resource", _RESOURCE, fact, remedy, _params(data, names=names or "-")))


def _params(data: Data, **more: Any) -> dict[str, Any]:
    texts = {key: str(value) for key, value in more.items()}
    return {"dataset": data.dataset, "resource": data.resource, **texts}


def _origin(sources: list[Source]) -> dict[str, Any]:
    """What readers need to know of the datasets, kept so that no page has to ask for them."""
    main = sources[0].package
    organization = main.get("organization") or {}
    day = awaited(Schedule.of(main, tk.h.get_display_timezone()))
    return {
        "dataset": main["name"],
        "title": main["title"],
        "agency": organization.get("title", ""),
        "license": {"title": main.get("license_title") or "", "url": main.get("license_url") or ""},
        "source": main.get("sumber_data") or organization.get("title", ""),
        "next_release": day.isoformat() if day else "",
        "sample": any(tk.asbool(source.package.get("data_contoh") or False) for source in sources),
        "received": _received(sources[0].resource),
        "resource_id": sources[0].resource["id"],
        "sources": [_trace(source) for source in sources],
    }


def _trace(source: Source) -> dict[str, str]:
    package = source.package
    return {"dataset": package["name"], "title": package["title"], "resource_id": source.resource["id"]}


def _received(resource: Mapping[str, Any]) -> str:
    """When the table in force was loaded, in ISO form (UTC)."""
    finished = (tables.status(resource["id"]) or {}).get("finished")
    return str(finished or resource.get("last_modified") or resource["created"])


# -- reading ---------------------------------------------------------------------------------------------


def states() -> dict[str, IndicatorState]:
    """How each indicator's values came about."""
    return store.states()


def observations(indicators: Collection[str]) -> dict[str, dict[str, list[Observation]]]:
    """All observations by indicator and area."""
    return store.observations(indicators)


def check() -> list[Problem]:
    """What is wrong with the definitions, and with the tables they name; nothing is computed."""
    found = catalogue()
    misfits = [
        replace(problem, where=": ".join(filter(None, (f"indikator-{indicator.id}.yaml", problem.where))))
        for indicator in found.indicators.values()
        for data in _inputs(indicator)
        if (problem := _misfit(data))
    ]
    return [*found.problems, *misfits]


def _misfit(data: Data) -> Problem | None:
    try:
        _source(data)
    except ProblemError as error:
        return error.problem
    return None
