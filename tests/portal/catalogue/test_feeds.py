"""Claims about the Atom feeds: who subscribes gets the newest first, in their language, and is led to pages."""

from __future__ import annotations

import logging
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import etree

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

pytestmark = [
    pytest.mark.usefixtures("with_plugins", "sample"),
    pytest.mark.ckan_config("ckan.plugins", "paser dcat scheming_datasets scheming_organizations datastore"),
]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEED = "/feeds/dataset.atom"


@pytest.fixture
def read(app):
    def read(path: str, **asked: str):
        return etree.fromstring(app.get(path, query_string=asked or None).data)

    return read


def texts(feed, path: str) -> list[str]:
    return [str(one) for one in feed.xpath(path, namespaces=ATOM)]


def link(feed, rel: str) -> list[str]:
    return texts(feed, f"/a:feed/a:link[@rel='{rel}']/@href")


def test_the_newest_stands_first(read):
    days = texts(read(FEED), "//a:entry/a:updated/text()")
    assert len(days) > 1
    assert days == sorted(days, reverse=True)


def test_an_entry_leads_to_the_page_of_its_dataset_and_says_what_it_is(read, sample):
    feed, site = read(FEED), tk.config["ckan.site_url"]
    one = sample[0]
    (entry,) = feed.xpath(f"//a:entry[a:id='{site}/dataset/{one['id']}']", namespaces=ATOM)
    assert texts(entry, "a:link/@href") == [f"{site}/dataset/{one['name']}"]
    assert texts(entry, "a:summary/text()") == [one["notes"].replace("\r\n", "\n")]
    assert texts(entry, "a:author/a:name/text()") == [one["organization"]["title"]]
    assert "/api/3/" not in etree.tostring(feed, encoding="unicode")


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        (FEED, "id", "Dataset yang terakhir terbit atau berubah"),
        (f"/en{FEED}", "en", "Datasets that were published or changed last"),
    ],
)
def test_a_feed_speaks_the_language_of_its_address(read, path, language, words):
    feed = read(path)
    assert (feed.get("{http://www.w3.org/XML/1998/namespace}lang"), texts(feed, "a:subtitle/text()")) == (
        language,
        [words],
    )
    assert link(feed, "self") == [tk.config["ckan.site_url"] + path]


def test_a_feed_that_ends_has_no_further_page(read):
    feed, site = read(FEED), tk.config["ckan.site_url"]
    assert (link(feed, "next"), link(feed, "prev"), link(feed, "alternate")) == ([], [], [f"{site}/dataset/"])


@pytest.mark.ckan_config("ckan.feeds.limit", 2)
def test_pages_lead_to_each_other_to_the_end(read):
    seen, address = [], FEED
    while address:
        feed = read(address)
        seen += texts(feed, "//a:entry/a:id/text()")
        address = "".join(link(feed, "next"))
    assert len(seen) == call_action("package_search", rows=0)["count"]
    assert len(set(seen)) == len(seen)
    assert link(feed, "prev")


def test_the_feed_of_a_search_leads_to_that_search(read):
    asked = {"q": "penduduk kecamatan", "organization": "bps"}
    feed = read("/feeds/custom.atom", **asked)
    for rel in ("self", "alternate", "first"):
        (address,) = link(feed, rel)
        assert dict(parse_qsl(urlsplit(address).query)) == asked


def test_the_feed_of_an_agency_leads_to_the_agency(read, sample):
    agency = sample[0]["organization"]
    feed = read(f"/feeds/organization/{agency['name']}.atom")
    assert link(feed, "alternate") == [f"{tk.config['ckan.site_url']}/organization/{agency['name']}"]
    assert texts(feed, "a:title/text()") == [f"{agency['title']} - {tk.config['ckan.site_title']}"]


def test_the_log_has_no_word_of_it(read, caplog):
    with caplog.at_level(logging.WARNING):
        read(FEED)
    assert [one.message for one in caplog.records if "feed" in one.name] == []


def test_what_xml_cannot_hold_does_not_break_a_feed(read, sample):
    name = sample[0]["name"]
    notes = sample[0]["notes"]
    call_action("package_patch", {"ignore_auth": True}, id=name, notes=f"A\x0cB {notes}")
    try:
        assert any(one.startswith("AB ") for one in texts(read(FEED), "//a:entry/a:summary/text()"))
    finally:
        call_action("package_patch", {"ignore_auth": True}, id=name, notes=notes)
