"""What is wrong with a written document (source, manifest), in sentences. Pure."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from ckanext.paser.problems import N_, Problem, ProblemError, worded

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml: ten times as fast

# What pydantic calls it, what we say: fact and remedy.
_SENTENCES = {
    "missing": (N_("`{field}` is missing."), N_("Add `{field}`.")),
    "extra_forbidden": (N_("`{field}` is not known here."), N_("Correct its spelling or take it out.")),
    "string_type": (
        N_("`{field}` is not text."),
        N_("Write it as text, in quotes if it looks like a number."),
    ),
    "int_type": (N_("`{field}` is not a whole number."), N_("Write a whole number.")),
    "int_parsing": (N_("`{field}` is not a whole number."), N_("Write a whole number.")),
    "float_type": (N_("`{field}` is not a number."), N_("Write a number with a decimal point.")),
    "float_parsing": (N_("`{field}` is not a number."), N_("Write a number with a decimal point.")),
    "bool_type": (N_("`{field}` is neither true nor false."), N_("Write true or false.")),
    "bool_parsing": (N_("`{field}` is neither true nor false."), N_("Write true or false.")),
    "list_type": (
        N_("`{field}` is not a list."),
        N_("Write its entries below each other, each after a dash."),
    ),
    "dict_type": (N_("`{field}` is not a group of fields."), N_("Write its fields below it, indented.")),
    "model_type": (N_("`{field}` is not a group of fields."), N_("Write its fields below it, indented.")),
    "literal_error": (N_("`{field}` is `{value}`."), N_("Write one of {expected}.")),
    "folder_relative": (
        N_("`{field}` is `{value}`, a relative path."),
        N_("Write the whole path of the folder, from / on."),
    ),
    "path_type": (N_("`{field}` is not a path."), N_("Write the path of a folder.")),
    "too_short": (N_("`{field}` is empty."), N_("Give at least one entry.")),
    "string_too_short": (N_("`{field}` is empty."), N_("Fill it in.")),
    "slug": (
        N_("`{field}` is `{value}`."),
        N_("Use 2 to 100 lower-case letters, digits, hyphens or underscores."),
    ),
    "cron": (
        N_("`{field}` is `{value}`, which is no schedule."),
        N_('Write five fields: minute, hour, day, month, weekday, as in "17 3 * * *".'),
    ),
    "secret_ref": (
        N_("`{field}` does not say where the secret lies."),
        N_("Write env:NAME or file:/path; the secret itself never stands in a document."),
    ),
    "email": (
        N_("`{field}` is `{value}`, which is no e-mail address."),
        N_("Write it as name@example.go.id."),
    ),
    "host": (
        N_("`{field}` is `{value}`, which is no host."),
        N_("Write a host name or a network, no address."),
    ),
    "kind": (N_("`{field}` is `{value}`, a kind that is not installed."), N_("Write one of {expected}.")),
    "tables": (N_("`{field}` is given, but this kind of source takes no tables."), N_("Take `{field}` out.")),
    "resource_twice": (
        N_("`{field}` names one file twice."),
        N_("Take one out, or give each a `key` of its own."),
    ),
    "filename": (N_("`{field}` is `{value}`."), N_("Write the file's name, relative to the folder.")),
}
_OTHER = (N_("`{field}` cannot be used: {message}."), N_("Correct `{field}`."))


class DocumentError(ProblemError):
    """A document that cannot be used; ``problems`` are all of its problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0])
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(worded(problem)["text"] for problem in self.problems)


def problems_of(error: ValidationError, place: str, inside: tuple[str | int, ...] = ()) -> list[Problem]:
    """Word every error of a validation.

    Args:
        error: what pydantic found.
        place: the document people know: a file name, ``source contoh``.
        inside: path of the validated part in the document.
    """
    return [_problem(item, place, inside) for item in error.errors(include_url=False)]


def _problem(item: Any, place: str, inside: tuple[str | int, ...]) -> Problem:
    fact, remedy = _SENTENCES.get(item["type"], _OTHER)
    field = _path((*inside, *item["loc"])) or "document"
    params = {
        "file": place,
        "field": field,
        "value": str(item.get("input"))[:80],
        "expected": str(item.get("ctx", {}).get("expected", "")),
        "message": item["msg"],
    }
    used = {name: value for name, value in params.items() if f"{{{name}}}" in fact + remedy or name == "file"}
    return Problem(f"document_{item['type']}", "{file}", fact, remedy, used)


def _path(parts: Iterable[str | int]) -> str:
    """``("datasets", 3, "name")`` as people read it: ``datasets[4].name`` (counted from one)."""
    path = ""
    for part in parts:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return path.lstrip(".")


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Spare the parser the search for garbage among nodes of which none is: half the time of a long manifest."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_yaml(path: Path) -> Any:
    """Read one YAML file; dates become ISO text.

    Raises:
        DocumentError: the file is missing, not UTF-8 or not YAML; says where.
    """
    try:
        with _collecting_nothing():
            return _plain(yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_LOADER))  # noqa: S506 - safe
    except FileNotFoundError as error:
        raise DocumentError([_not_there(path)]) from error
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise DocumentError([_unreadable(path, error)]) from error


def _not_there(path: Path) -> Problem:
    return Problem(
        "file_missing",
        "{file}",
        N_("The file is not there."),
        N_("Put it there, or correct the path."),
        {"file": str(path)},
    )


def _unreadable(path: Path, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or type(error).__name__
    where = N_("{file}, line {line}, column {column}") if mark else "{file}"
    spot = {"line": mark.line + 1, "column": mark.column + 1} if mark else {}
    return Problem(
        "yaml_unreadable",
        where,
        N_("The YAML cannot be read: {reason}."),
        N_("Correct this place; mostly it is the indentation, a missing quote or a tab."),
        {"file": str(path), "reason": reason, **spot},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def validated(
    model: type[BaseModel], data: Any, place: str, inside: tuple[str | int, ...] = (), **context: Any
) -> Any:
    """Validate ``data``; raise :class:`DocumentError` with every problem found."""
    try:
        return model.model_validate(data, context=context)
    except ValidationError as error:
        raise DocumentError(problems_of(error, place, inside)) from error
