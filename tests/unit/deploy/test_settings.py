"""What an administrator may set."""

from __future__ import annotations

from pathlib import Path

import pytest
from paser_deploy import settings
from paser_deploy.errors import Trouble

CHECKOUT = Path("/srv/paser")


def test_without_a_word_it_is_port_8080_beside_the_checkout(tmp_path):
    chosen = settings.read(tmp_path, {})
    assert (chosen.var, chosen.address, chosen.sample) == (tmp_path / "var", "http://127.0.0.1:8080", True)


def test_what_the_last_up_was_told_is_remembered(tmp_path):
    told = settings.read(CHECKOUT, {"PASER_VAR": str(tmp_path), "PASER_PORT": "8123", "PASER_SAMPLE": "0"})
    settings.file_of(tmp_path).parent.mkdir()
    settings.file_of(tmp_path).write_text(told.remember())
    assert settings.read(CHECKOUT, {"PASER_VAR": str(tmp_path)}) == told


def test_the_environment_wins_over_what_is_remembered(tmp_path):
    settings.file_of(tmp_path).parent.mkdir()
    settings.file_of(tmp_path).write_text('{"port": 8123}')
    assert settings.read(CHECKOUT, {"PASER_VAR": str(tmp_path), "PASER_PORT": "8124"}).port == 8124


@pytest.mark.parametrize("port", ["0", "65536", "acht", "-1", "80 80", "²"])
def test_what_is_no_port_is_said(tmp_path, port):
    with pytest.raises(Trouble, match="PASER_PORT is .*, which is not a port"):
        settings.read(tmp_path, {"PASER_PORT": port})


def test_what_is_no_address_is_said(tmp_path):
    with pytest.raises(Trouble, match="PASER_SITE_URL is 'data.paserkab.go.id', which is not a web address"):
        settings.read(tmp_path, {"PASER_SITE_URL": "data.paserkab.go.id"})


@pytest.mark.parametrize(
    ("url", "https"), [("https://data.example.id/", True), ("http://data.example.id", False), ("", False)]
)
def test_cookies_are_for_https_alone_exactly_when_the_site_is(tmp_path, url, https):
    assert settings.read(tmp_path, {"PASER_SITE_URL": url}).https is https


@pytest.mark.parametrize("hosts", ["simda.test\nckan.plugins = x", "a.test,b.test", "{{session_key}}"])
def test_what_is_no_list_of_hosts_is_said(tmp_path, hosts):
    with pytest.raises(Trouble, match="PASER_ALLOW_HOSTS has "):
        settings.read(tmp_path, {"PASER_ALLOW_HOSTS": hosts})


def test_hosts_of_the_intranet_are_remembered(tmp_path):
    told = settings.read(
        tmp_path, {"PASER_VAR": str(tmp_path), "PASER_ALLOW_HOSTS": "simda.test 10.1.0.0/16 [fd00::5]:8080"}
    )
    settings.file_of(tmp_path).parent.mkdir()
    settings.file_of(tmp_path).write_text(told.remember())
    assert settings.read(tmp_path, {"PASER_VAR": str(tmp_path)}).allow_hosts == told.allow_hosts


MAIL = {
    "PASER_MAIL_FROM": "data@paserkab.go.id",
    "PASER_SMTP": "mail.paserkab.go.id:587",
    "PASER_SMTP_USER": "data@paserkab.go.id",
    "PASER_SMTP_STARTTLS": "1",
}


def test_no_mail_is_written_before_there_is_an_address(tmp_path):
    assert settings.read(tmp_path, {}).mail_from == ""


def test_a_mail_server_is_remembered(tmp_path):
    told = settings.read(tmp_path, {"PASER_VAR": str(tmp_path), **MAIL})
    settings.file_of(tmp_path).parent.mkdir()
    settings.file_of(tmp_path).write_text(told.remember())
    again = settings.read(tmp_path, {"PASER_VAR": str(tmp_path)})
    assert (again.mail_from, again.smtp, again.smtp_user, again.smtp_starttls) == (
        "data@paserkab.go.id",
        "mail.paserkab.go.id:587",
        "data@paserkab.go.id",
        True,
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PASER_MAIL_FROM", "data"),
        ("PASER_MAIL_FROM", "data@a.test\nckan.plugins = x"),
        ("PASER_SMTP", "smtp://a.test"),
        ("PASER_SMTP", "a.test:587\nx = y"),
        ("PASER_SMTP_USER", "a b"),
        ("PASER_SMTP_USER", "a\nb"),
    ],
)
def test_what_is_no_address_server_or_name_of_mail_is_said(tmp_path, name, text):
    with pytest.raises(Trouble, match=name):
        settings.read(tmp_path, {name: text})
