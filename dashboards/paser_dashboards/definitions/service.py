"""The definitions in force: every ``*.yaml`` of the folder, read once and again when a file changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import N_, Problem

from paser_dashboards.definitions.rules import KINDS, Dashboard, Indicator, Wall, define, problem

FOLDER_OPTION = "ckanext.paser.indicators.folder"


@dataclass(frozen=True)
class Catalogue:
    """What is defined, and what could not be read. One bad file never hides the others."""

    indicators: dict[str, Indicator] = field(default_factory=dict)
    dashboards: dict[str, Dashboard] = field(default_factory=dict)
    walls: dict[str, Wall] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def on_dashboard(self, dashboard: Dashboard) -> list[Indicator]:
        """The indicators that a dashboard shows, each once."""
        ids = dict.fromkeys(name for panel in dashboard.panel for name in panel.indicators)
        return [self.indicators[name] for name in ids if name in self.indicators]


def folder() -> Path:
    """Where the definitions are: the administrator's folder, or the ones that come with the project."""
    configured = tk.config.get(FOLDER_OPTION)
    return Path(configured) if configured else Path(str(files("paser_indicators")))


def catalogue() -> Catalogue:
    """Everything that is defined now."""
    where = folder()
    if not where.is_dir():
        fact = N_("The folder of definitions is not there.")
        remedy = N_("Make it, or correct {setting} in the configuration.")
        return Catalogue(
            problems=(problem("no_folder", str(where), "-", fact, remedy, setting=FOLDER_OPTION),)
        )
    stamps = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in where.glob("*.yaml")))
    return _read(where, stamps)


@lru_cache(maxsize=4)
def _read(where: Path, stamps: tuple[tuple[str, int], ...]) -> Catalogue:
    found = Catalogue()
    problems: list[Problem] = []
    kept = {"indikator": found.indicators, "dasbor": found.dashboards, "layar": found.walls}
    for name, _ in stamps:
        kind = name.partition("-")[0]
        if kind not in KINDS:
            problems.append(_unknown_kind(name))
            continue
        try:
            document = yaml.safe_load((where / name).read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(_unreadable(name, error))
            continue
        definition, wrong = define(name, document)
        problems += wrong
        if definition:
            kept[kind][definition.id] = definition  # type: ignore[assignment]
    problems += _dangling(found)
    return Catalogue(found.indicators, found.dashboards, found.walls, tuple(problems))


def _unknown_kind(name: str) -> Problem:
    fact = N_("The name of the file does not say what it defines.")
    remedy = N_("Call it indikator-<id>.yaml, dasbor-<id>.yaml or layar-<id>.yaml.")
    return problem("unknown_kind", name, "-", fact, remedy)


def _unreadable(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "-"
    fact = N_("The file is not readable YAML: {reason}.")
    remedy = N_("Correct this place: indent with spaces, put texts with a colon in quotes.")
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    return problem("unreadable_yaml", name, place, fact, remedy, reason=reason.rstrip("."))


def _dangling(found: Catalogue) -> list[Problem]:
    """Names that lead nowhere."""
    return [_missing(file, place, name) for file, place, name, known in _mentions(found) if name not in known]


def _mentions(found: Catalogue) -> Iterator[tuple[str, str, str, Collection[str]]]:
    """Every name that one definition says of another: file, entry, name, and the names there are."""
    for indicator in found.indicators.values():
        for name in indicator.terkait:
            yield f"indikator-{indicator.id}.yaml", "terkait", name, found.indicators
    for dashboard in found.dashboards.values():
        for panel in dashboard.panel:
            for name in panel.indicators:
                yield f"dasbor-{dashboard.id}.yaml", f"panel.{panel.id}", name, found.indicators
    for wall in found.walls.values():
        shown = found.dashboards.get(wall.dasbor)
        yield f"layar-{wall.id}.yaml", "dasbor", wall.dasbor, found.dashboards
        for name in wall.panel if shown else ():
            yield f"layar-{wall.id}.yaml", "panel", name, {panel.id for panel in shown.panel} if shown else ()


def _missing(file: str, place: str, name: str) -> Problem:
    fact = N_('"{value}" is named here but not defined (or its own file has a mistake).')
    remedy = N_("Check the spelling, or add the definition.")
    return problem("not_defined", file, place, fact, remedy, value=name)
