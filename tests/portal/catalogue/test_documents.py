"""Claims about the documents of the profile as they are served, and that the catalogue keeps to them."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph

from ckan.tests.helpers import call_action

from tests import shacl

pytestmark = [
    pytest.mark.usefixtures("with_plugins"),
    pytest.mark.ckan_config("ckan.plugins", "paser dcat scheming_datasets scheming_organizations datastore"),
]
PROFILE = "/profil/paser-sdi/1.0"
ACTIVITIES = ("contoh-kompilasi-pengaduan-masyarakat", "contoh-survei-kepuasan-layanan-pengaduan")
AGENCIES = ("dkisp", "bps-kabupaten-paser", "bappedalitbang")
TYPES = {"json": "application/schema+json", "ttl": "text/turtle", "jsonld": "application/ld+json"}


class TestSample:
    def test_every_dataset_fits_the_json_schema(self, app, sample):
        schema = Draft202012Validator(json.loads(app.get(f"{PROFILE}.json").body))
        assert [
            f"{one['name']}: {error.message}" for one in sample for error in schema.iter_errors(one)
        ] == []

    @pytest.mark.parametrize(
        ("part", "action", "names"),
        [("kegiatan", "package_show", ACTIVITIES), ("organization", "organization_show", AGENCIES)],
    )
    def test_every_activity_and_agency_fits_its_part_of_it(self, app, sample, part, action, names):
        schema = Draft202012Validator(json.loads(app.get(f"{PROFILE}.json").body)["$defs"][part])
        shown = [call_action(action, id=name) for name in names]
        assert [f"{one['name']}: {error.message}" for one in shown for error in schema.iter_errors(one)] == []

    @pytest.mark.parametrize("name", ACTIVITIES)
    def test_every_activity_fits_our_own_shapes(self, app, sample, name):
        told = app.get(f"/dataset/{name}.ttl").body
        shapes = Graph().parse(data=app.get(f"{PROFILE}.ttl").body, format="turtle")
        assert "a paser:Kegiatan" in told
        assert shacl.violations(Graph().parse(data=told, format="turtle"), shapes) == []

    def test_the_catalogue_fits_our_own_shapes(self, app, sample):
        graph = Graph().parse(data=app.get("/catalog.ttl").body, format="turtle")
        shapes = Graph().parse(data=app.get(f"{PROFILE}.ttl").body, format="turtle")
        assert shacl.violations(graph, shapes) == []

    def test_and_they_find_what_is_missing(self, app, sample):
        text = app.get("/catalog.ttl").body.replace("paser:temaSdi", "paser:lain")
        shapes = Graph().parse(data=app.get(f"{PROFILE}.ttl").body, format="turtle")
        wrong = shacl.violations(Graph().parse(data=text, format="turtle"), shapes)
        assert len(wrong) == len(sample)
        assert all("temaSdi" in one for one in wrong)

    def test_the_page_of_a_dataset_says_what_it_is_to_search_engines(self, app, sample):
        body = app.get("/dataset/penduduk-kecamatan").body
        (text,) = [
            part.partition("</script>")[0] for part in body.split('<script type="application/ld+json">')[1:]
        ]
        assert json.loads(text)["publisher"][0]["@id"].endswith("/organization/dkisp")

    def test_and_leads_to_its_rdf(self, app, sample):
        body = app.get("/dataset/penduduk-kecamatan").body
        (dataset,) = [one for one in sample if one["name"] == "penduduk-kecamatan"]
        assert 'type="text/turtle" href="http' in body
        assert f"/dataset/{dataset['id']}.ttl" in body

    def test_each_form_that_the_page_offers_is_there(self, app, sample):
        body = app.get("/en/dataset/penduduk-kecamatan").body
        panel = body.partition('id="h-katalog"')[2].partition("</section>")[0]
        links = [part.partition('"')[0] for part in panel.split('href="')[1:]]
        assert len(links) == 7
        assert [app.get(link).status_code for link in links] == [200] * 7

    def test_the_page_of_an_activity_is_no_dataset(self, app, sample):
        assert 'application/ld+json">' not in app.get("/kegiatan/contoh-kompilasi-pengaduan-masyarakat").body

    def test_croissant_is_told_to_everybody(self, app, sample):
        answer = app.get("/dataset/penduduk-kecamatan/croissant.jsonld")
        assert answer.mimetype == "application/ld+json"
        assert json.loads(answer.body)["conformsTo"] == "http://mlcommons.org/croissant/1.0"


@pytest.mark.usefixtures("non_clean_db")
class TestServed:
    @pytest.mark.parametrize("ending", TYPES)
    def test_each_form_has_its_address_and_its_type(self, app, ending):
        answer = app.get(f"{PROFILE}.{ending}")
        assert (answer.mimetype, answer.headers["Access-Control-Allow-Origin"]) == (TYPES[ending], "*")

    @pytest.mark.parametrize(("ending", "wanted"), [*TYPES.items(), ("json", "application/json")])
    def test_who_asks_for_a_form_is_led_to_it(self, app, ending, wanted):
        answer = app.get(PROFILE, headers={"Accept": wanted}, follow_redirects=False, status=303)
        assert answer.headers["Location"].endswith(f"{PROFILE}.{ending}")
        assert answer.headers["Vary"].startswith("Accept")

    @pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", ""])
    def test_people_get_a_page(self, app, accept):
        answer = app.get(PROFILE, headers={"Accept": accept})
        assert 'id="jadwalRilis"' in answer.body
        assert "catatan_verifikasi" in answer.body

    @pytest.mark.parametrize(("language", "words"), [("id", "Jadwal Rilis"), ("en", "Scheduled release")])
    def test_in_their_language(self, app, language, words):
        assert words in app.get(f"/{language}{PROFILE}").body

    def test_another_form_is_not_there(self, app):
        app.get(f"{PROFILE}.xml", status=404)

    def test_croissant_of_a_private_dataset_is_not_there(self, app, complete):
        app.get(f"/dataset/{complete['name']}/croissant.jsonld", status=404)
