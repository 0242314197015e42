"""What a browser would send of CKAN's form of a dataset, or of a file."""

from __future__ import annotations

from bs4 import BeautifulSoup


def form_of(page: str):
    return BeautifulSoup(page, "html.parser").select_one("form#dataset-edit, form#resource-edit")


def filled(page: str) -> dict[str, list[str]]:
    """What a browser would send if somebody pressed the button of the form at once."""
    sent: dict[str, list[str]] = {}
    for field in form_of(page).select("input[name], textarea[name], select[name]"):
        sent.setdefault(field["name"], []).extend(values(field))
    return {name: given for name, given in sent.items() if given and name != "_csrf_token"}


def values(field) -> list[str]:
    if field.name == "textarea":
        return [field.text]
    if field.name == "select":
        chosen = field.select("option[selected]") or (
            [] if field.has_attr("multiple") else field("option")[:1]
        )
        return [option["value"] for option in chosen]
    if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
        return []
    return [field.get("value", "")]
