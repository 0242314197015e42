"""The pages that Perpres 39/2019 article 36(4) asks for, and their lists for programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from typing import Any

from flask import Blueprint, Response, request, stream_with_context

import ckan.plugins.toolkit as tk
from ckan.lib.helpers import Page
from ckan.lib.search import SearchError, SolrConnectionError

from ckanext.paser.api.rules import only
from ckanext.paser.api.service import FOR_SECONDS, MARK, PREFIX, answer, failure, opened, reported, unseen
from ckanext.paser.metadata.rules import FACETS, VOCABULARY_OF
from ckanext.paser.problems import ProblemError, worded
from ckanext.paser.registers import service, sheets
from ckanext.paser.registers.rules import calendar, codes, entries
from ckanext.paser.registers.rules.asking import PARAMETERS, Ask, ask, limit, month, passed_over
from ckanext.paser.registers.rules.entries import Entry
from ckanext.paser.registers.rules.schedule import Kind, days_late
from ckanext.paser.search import service as search

__all__ = ["paser_registers"]

paser_registers = Blueprint("paser_registers", __name__)

ON_A_PAGE = 50
USUALLY = 100  # entries of a REST answer
JSON, LINKED, HTML = "application/json", "application/ld+json", "text/html"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOR_A_WHILE = "public, max-age=300"
"""Codes change with a new version of the portal only."""
_LIST = f"{PREFIX}/sdi/daftar-data"


def shown(view: Callable[..., Any]) -> Callable[..., Any]:
    """Tell on a page what cannot be asked, and that the search is out of order."""

    @wraps(view)
    def call(**values: Any) -> Any:
        try:
            return view(**values)
        except ProblemError as error:
            told = worded(error.problem, tk._)
            return tk.abort(400, f"{told['where']}: {told['fact']} {told['remedy']}")
        except (SearchError, SolrConnectionError):
            return tk.abort(503, _out_of_order())

    return call


def told(view: Callable[..., Response]) -> Callable[..., Response]:
    """The same for programs."""

    @wraps(view)
    def call(**values: Any) -> Response:
        try:
            return reported(view)(**values)
        except (SearchError, SolrConnectionError):
            return opened(failure(503, "search_unavailable", _out_of_order()))

    return call


@paser_registers.route("/daftar-data")
@shown
def data_list() -> str:
    """The list of data (article 27): every public dataset with who makes it and when it is due."""
    return _list_page("paser/registers/data_list.html", service.asked(request.args))


@paser_registers.route("/data-induk")
@shown
def master_data() -> str:
    """Master data (article 10): datasets of the kind data_induk."""
    return _list_page("paser/registers/master_data.html", service.asked(request.args, jenis="data_induk"))


@paser_registers.route("/data-prioritas")
@shown
def priority_data() -> str:
    """Priority data (article 28) by the year of their list."""
    asked = service.asked(request.args, prioritas="ya")
    found = service.find(asked, service.MOST)
    years = [
        (year, listed)
        for year, listed in entries.by_priority_year(found.entries)
        if asked.filters.get("tahun_prioritas", year) == year
    ]
    return tk.render("paser/registers/priority_data.html", {**_around(asked, found), "years": years})


@paser_registers.route("/jadwal-rilis")
@shown
def release_calendar() -> str:
    """What comes out in a month."""
    today, agency = service.today(), service.asked(request.args).filters.get("organisasi", "")
    first = month(request.args.get("bulan", ""), today)
    last = calendar.last_day(first)
    found = calendar.events(service.scheduled(first, last, agency), first, last, today)
    by_day: dict[Any, list[calendar.Event]] = {}
    for event in found:
        by_day.setdefault(event.day, []).append(event)
    about = {
        "first": first,
        "before": calendar.preceding(first),
        "after": calendar.following(first),
        "today": today,
        "weeks": calendar.weeks(first),
        "by_day": by_day,
        "agency": agency,
        "passed_over": passed_over(request.args, ("bulan", "organisasi")),
        "choices": _choices(),
        "kinds": _kinds(),
        "agency_of": _agency,
    }
    return tk.render("paser/registers/release_calendar.html", about)


@paser_registers.route("/jadwal-rilis.ics")
@told
def release_calendar_file() -> Response:
    """The calendar to subscribe to: from a year ago on, of all agencies or of one."""
    only(request.args, ("organisasi",))
    today, agency = service.today(), ask(request.args).filters.get("organisasi", "")
    if agency and not service.is_agency(agency):
        raise tk.ObjectNotFound(tk._("There is no such agency."))
    first = today.replace(year=today.year - 1, day=1)
    found = calendar.events(
        service.scheduled(first, None, agency), first, today.replace(year=today.year + 20, day=1), today
    )
    names = {event.entry.organization for event in found}
    words = calendar.Words(
        name=_calendar_name(agency),
        kinds=_kinds(),
        agencies={name: _agency(name) for name in names},
        site=_site(),
    )
    return _sent(Response(calendar.ics(found, words), mimetype="text/calendar"), "jadwal-rilis.ics")


@paser_registers.route(_LIST)
@told
def data_list_json() -> Response:
    """The list for programs: ``{"items", "total", "next"}``."""
    asked = service.asked_by_program(request.args)
    rows = _rows(USUALLY)
    found = service.find(asked, rows)
    beyond = asked.page * rows < found.total
    following = {**asked.parameters(), "batas": rows, "page": asked.page + 1}
    further = tk.url_for("paser_registers.data_list_json", **following, _external=True) if beyond else None
    return answer({"items": list(_records(found.entries)), "total": found.total, "next": further})


@paser_registers.route(f"{_LIST}.csv")
@told
def data_list_csv() -> Response:
    """The list as CSV, sent while it is read."""
    lines = sheets.lines(_records(service.every(service.asked_by_program(request.args))))
    return _sent(Response(stream_with_context(lines), mimetype="text/csv"), "daftar-data.csv")


@paser_registers.route(f"{_LIST}.xlsx")
@told
def data_list_xlsx() -> Response:
    """The list as a workbook."""
    asked = service.asked_by_program(request.args)
    about = {
        "Judul": "Daftar Data Kabupaten Paser (Perpres 39/2019 Pasal 27)",
        "Per tanggal": service.today().isoformat(),
        "Alamat": tk.url_for("paser_registers.data_list", **asked.parameters(), _external=True),
    }
    content = sheets.workbook(_records(service.every(asked)), about)
    return _sent(Response(content, mimetype=XLSX), "daftar-data.xlsx")


@paser_registers.route("/kode-referensi")
def code_lists() -> Response:
    """All code lists; as JSON for who prefers it."""
    if _wants_json():
        return code_lists_json()
    groups = [
        (group, [one for one in codes.lists().values() if one.group == group]) for group in codes.GROUPS
    ]
    return _page("paser/registers/code_lists.html", {"groups": groups, "words": _group_words()})


@paser_registers.route("/kode-referensi.json")
def code_lists_json() -> Response:
    """All code lists, without their codes: ``{"items", "total", "next"}``."""
    return _document(_index(_site()), JSON)


@paser_registers.route("/kode-referensi/<name>")
def code_list(name: str) -> Response:
    """One list, at its permanent address; as JSON-LD for who prefers it. ``?q=`` narrows the page."""
    if _wants_json():
        return code_list_json(name=name)
    found = codes.lists().get(name)
    if found is None:
        return tk.abort(404, tk._("There is no such code list."))
    q = request.args.get("q", "").strip()[:200]
    about = {"listed": found, "q": q, "codes": found.matching(q), "linked": _used_in(name)}
    about |= {"today": service.today(), "headings": codes.HEADINGS}
    return _page("paser/registers/code_list.html", about)


@paser_registers.route("/kode-referensi/<name>.csv")
@told
def code_list_csv(name: str) -> Response:
    """One list as CSV."""
    response = _document(_csv(_known(name).name, _site()), "text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@paser_registers.route("/kode-referensi/<name>.json")
@told
def code_list_json(name: str) -> Response:
    """One list as a REST answer that is a SKOS concept scheme in JSON-LD at the same time."""
    return _document(_json(_known(name).name, _site()), _json_type())


@paser_registers.route("/kode-referensi/<name>/<slug>")
def code(name: str, slug: str) -> Response:
    """One code, at its permanent address."""
    if _wants_json():
        return code_json(name=name, slug=slug)
    listed = codes.lists().get(name)
    found = listed.find(slug) if listed else None
    if listed is None or found is None:
        return tk.abort(404, tk._("There is no such code in this list."))
    parent = listed.find(found.parent) if found.parent else None
    below = [one for one in listed.codes if one.parent == slug]
    about = {"listed": listed, "code": found, "parent": parent, "below": below, "linked": _used_in(name)}
    about |= {"uri": codes.uri(_site(), name, slug), "today": service.today(), "headings": codes.HEADINGS}
    return _page("paser/registers/code.html", about)


@paser_registers.route("/kode-referensi/<name>/<slug>.json")
@told
def code_json(name: str, slug: str) -> Response:
    """One code as a SKOS concept in JSON-LD."""
    listed = _known(name)
    found = listed.find(slug)
    if found is None:
        raise tk.ObjectNotFound(unseen())
    return _document(_written(codes.code_as_json(found, listed, _site())), _json_type())


def _list_page(template: str, asked: Ask) -> str:
    rows = _rows(ON_A_PAGE)
    found = service.find(asked, rows)
    page = Page(found.entries, asked.page, rows, item_count=found.total, presliced_list=True)
    return tk.render(template, {**_around(asked, found), "page": page})


def _around(asked: Ask, found: service.Found) -> dict[str, Any]:
    """What the pages of lists share."""
    today = service.today()
    return {
        "asked": asked,
        "passed_over": passed_over(request.args, PARAMETERS),
        "total": found.total,
        "choices": _choices(),
        "late": lambda day: days_late(day, today),
        "agency_of": _agency,
    }


def _choices() -> dict[str, list[str]]:
    """What can be chosen in the forms; agencies by their titles."""
    found = service.choices()
    return found | {"organisasi": sorted(found["organisasi"], key=_agency)}


def _records(found: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for one in found:
        url = tk.url_for("dataset.read", id=one.name, _external=True, locale="default")
        yield entries.record(one, _agency(one.organization), url, tk.h.paser_label)


def _agency(name: str) -> str:
    return tk.h.paser_agency({"name": name, "title": name}).title if name else ""


def _kinds() -> dict[Kind, str]:
    return {
        Kind.RELEASE: tk._("Release"),
        Kind.UPDATE: tk._("Update"),
        Kind.EXPECTED: tk._("Expected update"),
    }


def _calendar_name(agency: str) -> str:
    site = tk.config["ckan.site_title"]
    name = tk._("Release calendar of {site}").format(site=site)
    return f"{name}: {_agency(agency)}" if agency else name


def _rows(usually: int) -> int:
    return limit(request.args.get("batas", ""), usually, service.MOST)


def _sent(response: Response, name: str) -> Response:
    """A file for everybody, to be saved under a name."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers[MARK] = FOR_SECONDS
    return opened(response)


def _page(template: str, about: dict[str, Any]) -> Response:
    """A page whose address has JSON as well."""
    response = Response(tk.render(template, about))
    response.vary.add("Accept")
    return response


def _document(content: str, media_type: str) -> Response:
    """A file that says of itself when it has changed."""
    response = opened(Response(content, mimetype=media_type))
    response.set_etag(hashlib.sha256(content.encode()).hexdigest()[:16])
    response.headers[MARK] = FOR_A_WHILE
    if _wants_json():  # at the address of a page: what caches keep is the page
        response.headers[MARK] = "private, no-store"
        response.vary.add("Accept")
    response.make_conditional(request)
    return response


def _wants_json() -> bool:
    """Whether a program asks at the address of a page."""
    if request.path.endswith((".json", ".csv")):
        return False
    return request.accept_mimetypes.best_match([HTML, LINKED, JSON], HTML) != HTML


def _json_type() -> str:
    """Linked data for who asks for that by name."""
    return request.accept_mimetypes.best_match([JSON, LINKED], JSON)


def _known(name: str) -> codes.CodeList:
    found = codes.lists().get(name)
    if found is None:
        raise tk.ObjectNotFound(unseen())
    return found


@cache
def _csv(name: str, site: str) -> str:
    return codes.as_csv(codes.lists()[name], site)


@cache
def _json(name: str, site: str) -> str:
    return _written(codes.as_json(codes.lists()[name], site))


@cache
def _index(site: str) -> str:
    return _written(codes.index_as_json(site))


def _written(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _used_in(name: str) -> str:
    """The parameter by which datasets are narrowed to a code of this list; empty where there is none."""
    if name == codes.AREAS:
        return search.AREAS
    fields = (field for field, listed in VOCABULARY_OF.items() if listed.lower() == name and field in FACETS)
    return next((f"vocab_{field}" for field in fields), "license_id" if name == "lisensi" else "")


def _group_words() -> dict[str, str]:
    return {
        "national": tk._("Set by national rules and standards"),
        "ms_keg": tk._("Choices of the national form of activities (MS-Keg)"),
        "profile": tk._("Of the metadata profile paser-sdi"),
        "portal": tk._("Of this portal"),
    }


def _site() -> str:
    return tk.config["ckan.site_url"].rstrip("/")


def _out_of_order() -> str:
    return tk._("The search does not answer just now. Please try again in a moment.")
