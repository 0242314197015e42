"""Claims about a word that stands everywhere in what is not public: whoever may not read it finds it nowhere. DATA CONTOH."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.datastructures import FileStorage

from ckan import model
from ckan.tests import factories

from ckanext.paser.jobs.service import run_pending
from ckanext.paser.tables import service as tables

from paser_dashboards.definitions.service import FOLDER_OPTION

from . import crawl, screens
from .conftest import APPROVED, COMPLETE, PRIORITY, PUBLISHED, People, agency
from .crawl import Answer, Planted

BEGIN = "kuwalikatan"
_CHECKED = APPROVED[:2]
_RETURNED = (*_CHECKED, ("walidata", "perlu_perbaikan"))
WAY: dict[str, tuple[tuple[str, str], ...]] = {
    "draf": (),
    "diajukan": APPROVED[:1],
    "diperiksa_walidata": _CHECKED,
    "perlu_perbaikan": _RETURNED,
    "diperbaiki": (*_RETURNED, ("officer", "diperbaiki")),
    "diperiksa_pembina": (*_CHECKED, ("walidata", "diperiksa_pembina")),
    "disetujui": APPROVED,
    "ditolak": (*_CHECKED, ("walidata", "ditolak")),
    "ditarik": PUBLISHED,
}
"""The steps that lead a new dataset to each state in which it is not public; what is to be withdrawn is shown before."""
PEOPLE = ("anonymous", "foreign")
NEXT = "berikut"
"""The next version of the dataset that is public; it is being checked."""
STATES = (*WAY, NEXT)
WORDS = {state: BEGIN + state.replace("_", "") for state in (*STATES, "terbit")}
"""By state, what is planted: no word of any language."""
HIDDEN = [WORDS[state] for state in STATES]


@dataclass(frozen=True)
class Ground:
    """Who crawls, and what is planted, by state; ``public`` is a dataset with the word that everybody may read."""

    users: dict[str, str]
    tokens: dict[str, str]
    planted: dict[str, Planted]
    public: Planted

    def headers(self, person: str) -> dict[str, str]:
        return {"Authorization": self.tokens[person]} if person in self.tokens else {}


@pytest.fixture(scope="module")
def made() -> dict[Any, Any]:
    """What the tests of this module share: the ground, and what was answered about it."""
    return {}


@pytest.fixture(scope="module")
def kept_definitions(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("definitions")


@pytest.fixture
def definitions(kept_definitions, monkeypatch, ckan_config) -> Path:
    """The folder of indicators, dashboards and walls that count here."""
    monkeypatch.setitem(ckan_config, FOLDER_OPTION, str(kept_definitions))
    return kept_definitions


@pytest.fixture
def ground(made, reset_db_once, app, definitions) -> Ground:
    """What is planted; no request is left open, in whose place those of the tests would be answered to nobody."""
    if "ground" not in made:
        with app.flask_app.test_request_context():
            made["ground"] = _plant_all(definitions)
    return made["ground"]


def _plant_all(definitions: Path) -> Ground:
    stranger = factories.UserWithToken()
    users = {role: factories.User()["name"] for role in ("officer", "walidata", "pembina")}
    mine = agency("produsen", editor=users["officer"])
    agency("produsen", editor=stranger["name"])
    agency("walidata", editor=users["walidata"])
    agency("pembina", editor=users["pembina"])
    people = People(agency=mine["id"], colleague="", stranger="", walidata_second="", sysadmin="", **users)
    planted = {state: _plant(people, mine["name"], state, way) for state, way in WAY.items()}
    planted |= {"terbit": _plant(people, mine["name"], "terbit", PUBLISHED)}
    shown = {state: (planted[state].name, f"jumlah_{WORDS[state]}") for state in ("ditarik", "terbit")}
    wall = screens.show(definitions, shown)
    planted |= {state: planted[state]._replace(indicator=state, wall=wall) for state in shown}
    _step(people, "walidata", planted["ditarik"].id, "ditarik", WORDS["ditarik"])
    run_pending()
    public = planted.pop("terbit")
    planted[NEXT] = _plant_next(people, public)
    run_pending()
    return Ground(
        {"anonymous": "", "foreign": stranger["name"]}, {"foreign": stranger["token"]}, planted, public
    )


def _plant(people: People, agency_name: str, state: str, way: tuple[tuple[str, str], ...]) -> Planted:
    """A dataset with the word in title, description, source, tag, file name, header, cell, notes and remarks.

    What was withdrawn keeps its title and the reason on a page that everybody reads, so there it is in neither.
    """
    word = WORDS[state]
    title = "Jumlah Puskesmas" if state == "ditarik" else f"Jumlah Puskesmas {word}"
    more = PRIORITY if state == "diperiksa_pembina" else {}
    said = {**COMPLETE, **more, "title": title, "sumber_data": word, "tag_string": word}
    said |= {"notes": f"{COMPLETE['notes']} {word}", "name": f"contoh-{uuid4()}", "owner_org": people.agency}
    dataset = people.does("officer", "package_create", **said)
    resource = _upload(people, dataset["id"], word)
    view = model.ResourceView(
        resource_id=resource["id"], title=word, description=word, view_type="text_view", order=0, config={}
    )
    model.Session.add(view)
    model.Session.commit()
    for person, to in way:
        if to == "diperbaiki":
            people.does("officer", "package_patch", id=dataset["id"], konsep=[word])
        _step(people, person, dataset["id"], to, word)
    filename = resource["url"].rsplit("/", 1)[-1]
    return Planted(
        dataset["id"], dataset["name"], resource["id"], view.id, filename, agency_name, people.officer
    )


def _plant_next(people: People, public: Planted) -> Planted:
    """The next version of a public dataset, with another word wherever that has one."""
    word = WORDS[NEXT]
    made = people.steps(public.id, ("officer", "draf"))
    said = {"title": f"Jumlah Puskesmas {word}", "sumber_data": word, "tag_string": word}
    said |= {"notes": f"{COMPLETE['notes']} {word}", "resources": [], "konsep": [word]}
    people.does("officer", "package_patch", id=made["id"], **said)
    resource = _upload(people, made["id"], word)
    for person, to in _CHECKED:
        _step(people, person, made["id"], to, word)
    filename = resource["url"].rsplit("/", 1)[-1]
    return Planted(made["id"], made["name"], resource["id"], "", filename, public.agency, people.officer)


def _upload(people: People, dataset_id: str, word: str) -> dict[str, Any]:
    table = f"Kode;Jumlah {word};Catatan\n64.01.01;3;{word}\n64.01.02;4;baik\n"
    resource = people.does(
        "officer",
        "resource_create",
        package_id=dataset_id,
        name=f"Tabel {word}, 2020",
        description=word,
        url=f"{word}.csv",
        upload=FileStorage(io.BytesIO(table.encode()), filename=f"{word}.csv"),
        periode_mulai="2020",
        periode_selesai="2020",
        catatan_rilis=word,
        kolom_wilayah="kode",
        sistem_kode_wilayah="kemendagri",
        kamus_data=json.dumps([{"id": "kode", "peran": "dimensi", "label": f"Kode {word}", "notes": word}]),
    )
    tables.load_upload(resource["id"])
    return resource


def _step(people: People, person: str, dataset_id: str, to: str, word: str) -> None:
    note = {"perlu_perbaikan": f"Karena {word}.", "ditolak": word, "ditarik": "Angkanya keliru."}.get(to, "")
    remarks = {"title": word} if to == "perlu_perbaikan" else {}
    people.does(person, "paser_workflow_transition", id=dataset_id, to=to, note=note, comments=remarks)


def found(answers: Iterable[Answer], *secrets: str) -> list[str]:
    """Where one of these is told."""
    return [one.where for one in answers if any(secret in one.text for secret in secrets)]


def echoed(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Answers without the words where they were asked for: a page repeats what it was asked for."""
    for one in answers:
        text = one.text
        for word in WORDS.values() if BEGIN in one.where else ():
            text = text.replace(word, "")
        yield one._replace(text=text)


@pytest.fixture
def pages(made, app, ground) -> Callable[[str, str], list[Answer]]:
    """What is answered at all addresses: about what is in a state, or ("") lists; each is asked for once."""

    def ask(person: str, state: str) -> list[Answer]:
        if (person, state) not in made:
            about = ground.planted.get(state, ground.public)
            words = " ".join(HIDDEN)
            paths = crawl.addresses(app, about) if state else crawl.lists(app, about, words)
            # the name of the file is the word, and stands in no answer to whoever does not know it
            asked = (one.replace(about.filename, "data.csv") for one in paths)
            made[person, state] = list(crawl.read(app, asked, ground.headers(person)))
        return made[person, state]

    return ask


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("state", STATES)
class TestAboutADatasetThatIsNotPublic:
    def test_no_address_tells_the_word(self, pages, state, person):
        assert found(pages(person, state), WORDS[state]) == []

    def test_no_address_breaks(self, pages, state, person):
        assert [one.where for one in pages(person, state) if one.broken] == []

    @pytest.mark.usefixtures("with_request_context")
    def test_no_action_tells_it(self, ground, state, person):
        answers = crawl.asked(ground.users[person], ground.planted[state])
        assert found(answers, WORDS[state]) == []


@pytest.mark.parametrize("person", PEOPLE)
class TestAboutAPublishedDatasetWithANextVersion:
    def test_no_address_tells_the_word_of_that(self, pages, person):
        assert found(pages(person, "terbit"), WORDS[NEXT]) == []

    @pytest.mark.usefixtures("with_request_context")
    def test_no_action_tells_it(self, ground, person):
        assert found(crawl.asked(ground.users[person], ground.public), WORDS[NEXT]) == []


@pytest.mark.parametrize("person", PEOPLE)
class TestInLists:
    def test_no_address_tells_of_what_is_not_public(self, pages, ground, person):
        assert found(echoed(pages(person, "")), *_secrets(ground)) == []

    def test_no_address_breaks(self, pages, person):
        assert [one.where for one in pages(person, "") if one.broken] == []

    @pytest.mark.usefixtures("with_request_context")
    def test_no_action_does(self, ground, person):
        answers = crawl.asked_for_lists(ground.users[person], HIDDEN)
        assert found(echoed(answers), *_secrets(ground)) == []


def _secrets(ground: Ground) -> list[str]:
    """The words, ids and names of all that is not public."""
    own = (secret for one in ground.planted.values() for secret in (one.id, one.name, one.resource))
    return [*HIDDEN, *own]


PUBLIC = (
    "/dataset/{name}",
    "/dataset/{name}.ttl",
    "/dataset/{name}/resource/{resource}",
    "/api/paser/v1/tabel/{resource}/baris",
    "/api/paser/v1/tabel/{resource}/unduh.xlsx",
    "/api/paser/v1/odata/{resource}/baris",
    "/dataset/{name}/unduh.zip",
    "/feeds/organization/{agency}.atom",
    "/feeds/dataset.atom",
    "/catalog.ttl",
    "/organization/{agency}",
    "/kualitas/{agency}",
    "/api/paser/v1/sdi/daftar-data.csv",
    "/api/paser/v1/indikator/{indicator}/data",
)


def test_a_crawler_finds_it_where_everybody_may(app, ground):
    paths = (*crawl.addresses(app, ground.public), *crawl.lists(app, ground.public, BEGIN))
    where = found(crawl.read(app, paths, {}), WORDS["terbit"])
    assert {one.format(**ground.public._asdict()) for one in PUBLIC} - set(where) == set()


@pytest.mark.usefixtures("with_request_context")
def test_whoever_asks_all_actions_finds_it_there_too(ground):
    where = found(crawl.asked("", ground.public), WORDS["terbit"])
    told = {one.split(" ", 1)[0] for one in where}
    assert {"package_show", "datastore_search", "paser_rows", "organization_show"} - told == set()
