"""What the settings files of the processes say."""

from __future__ import annotations

import configparser
import re

import pytest
from paser_deploy import render, services


@pytest.fixture
def rendered(make_stack, tools):
    """All settings files by name, for settings as given."""

    def files(**chosen) -> dict[str, str]:
        stack = make_stack(**chosen)
        found = render.all_files(stack, services.of(stack, tools))
        return {str(path.relative_to(stack.layout.conf)): text for path, text in found.items()}

    return files


@pytest.fixture
def ini(rendered):
    def read(**chosen) -> configparser.SectionProxy:
        parser = configparser.ConfigParser(interpolation=None)
        parser.optionxform = str  # type: ignore[assignment]
        parser.read_string(rendered(**chosen)["ckan.ini"])
        return parser["app:main"]

    return read


def test_a_name_without_a_value_is_an_error():
    with pytest.raises(KeyError, match="nama"):
        render.fill("x {{nama}}", {})


def test_every_place_in_every_file_is_filled(rendered):
    assert {name for name, text in rendered().items() if re.search(r"\{\{\w+\}\}", text)} == set()


def test_officers_can_fill_in_tables_on_the_portal_with_pages_that_extend_those_of_the_datastore(ini):
    plugins = ini()["ckan.plugins"].split()
    assert plugins.index("paser") < plugins.index("tabledesigner") < plugins.index("datastore")


def test_whoever_logs_in_comes_to_the_desk(ini):
    assert ini()["ckan.auth.route_after_login"] == "paser_desk.index"


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("postgresql.conf", "listen_addresses = '127.0.0.1'"),
        ("redis.conf", "bind 127.0.0.1"),
        ("gunicorn.py", 'bind = "127.0.0.1:20004"'),
        ("supervisord.conf", "port = 127.0.0.1:20005"),
        ("nginx.conf", "        listen 127.0.0.1:8080;"),
    ],
)
def test_everything_listens_on_loopback_alone(rendered, file, line):
    assert line in rendered()[file].splitlines()


def test_an_answer_that_sets_a_cookie_is_not_kept(rendered):
    """Nginx does not store it, unless it is told to overlook the cookie."""
    assert re.findall(r"proxy_ignore_headers (.*);", rendered()["nginx.conf"]) == [
        "Cache-Control Expires Vary"
    ]


def test_nothing_that_opens_the_portal_is_on(ini):
    closed = {key: value for key, value in ini().items() if key.startswith("ckan.auth.")}
    del closed["ckan.auth.route_after_login"]  # a page, which asks for rights of its own
    assert set(closed.values()) == {"false"}
    assert {
        "ckan.auth.anon_create_dataset",
        "ckan.auth.create_unowned_dataset",
        "ckan.auth.create_dataset_if_not_in_organization",
        "ckan.auth.user_create_groups",
        "ckan.auth.user_create_organizations",
        "ckan.auth.user_delete_groups",
        "ckan.auth.user_delete_organizations",
        "ckan.auth.create_user_via_api",
        "ckan.auth.create_user_via_web",
    } <= closed.keys()


def test_searching_by_sql_is_off_and_full_text_is_indonesian(ini):
    found = ini()
    assert found["ckan.datastore.sqlsearch.enabled"] == "false"
    assert found["ckan.datastore.default_fts_lang"] == "indonesian"


def test_reading_and_writing_the_datastore_are_different_accounts(ini):
    found = ini()
    assert found["ckan.datastore.read_url"].startswith("postgresql://datastore_ro:")
    assert found["ckan.datastore.write_url"].startswith("postgresql://ckan:")


@pytest.mark.parametrize(("url", "secure"), [("https://data.example.id", "true"), ("", "false")])
def test_cookies_are_secure_exactly_when_the_site_is(ini, url, secure):
    found = ini(site_url=url)
    assert (found["SESSION_COOKIE_SECURE"], found["REMEMBER_COOKIE_SECURE"]) == (secure, secure)


def test_a_percent_sign_in_the_account_of_the_mail_server_is_a_percent_sign(rendered):
    parser = configparser.ConfigParser()
    parser.read_string(rendered(smtp="127.0.0.1:2525", smtp_user="a%b", mail_from="a%40b")["ckan.ini"])
    assert [parser["app:main"][name] for name in ("smtp.user", "smtp.mail_from")] == ["a%b", "a%40b"]


def test_an_upload_meets_the_same_limit_in_nginx_and_ckan(ini, rendered):
    limit = int(ini()["ckan.max_resource_size"])
    assert f"client_max_body_size {limit + 1}m;" in rendered()["nginx.conf"]


def test_a_solr_of_its_own_is_used_when_it_is_named(ini, make_stack, tools):
    url = "http://solr.example.id:8983/solr/ckan"
    assert ini(solr_url=url)["solr_url"] == url
    assert "solr" not in [service.name for service in services.of(make_stack(solr_url=url), tools)]


@pytest.mark.parametrize(("throwaway", "fsync"), [(False, "on"), (True, "off")])
def test_only_what_tests_write_may_be_lost_with_the_machine(rendered, throwaway, fsync):
    assert f"fsync = {fsync}" in rendered(throwaway=throwaway)["postgresql.conf"].splitlines()


def test_headers_are_set_in_one_place_of_nginx(rendered):
    before, outside = rendered()["nginx.conf"].split("# Outside")
    # A header set inside a location would drop all those set above it; the inner server sets none of its own.
    assert ["add_header" in part for part in (before, *outside.split("location "))].count(True) == 1
    assert "add_header" in outside.split("location ")[0]


def test_every_service_is_started_anew_by_the_supervisor(rendered, make_stack, tools):
    parser = configparser.RawConfigParser()
    parser.read_string(rendered()["supervisord.conf"])
    programs = [name for name in parser.sections() if name.startswith("program:")]
    assert programs == [f"program:{service.name}" for service in services.of(make_stack(), tools)]
    assert {parser[name]["autorestart"] for name in programs} == {"true"}


def test_every_service_has_a_folder_of_its_own(make_stack, tools):
    folders = [service.directory for service in services.of(make_stack(), tools)]
    assert len(set(folders)) == len(folders)
