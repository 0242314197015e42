"""Claims about the setting of the fetch room, as an administrator writes it."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from ckan.exceptions import CkanConfigurationException

from ckanext.paser.fetch import config, service

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")
INSIDE = ip_address("10.64.3.7")


@pytest.mark.usefixtures("with_plugins")
def test_without_a_word_nothing_inside_is_open():
    assert not service.allowed_hosts().address("simda.test", INSIDE)


@pytest.mark.ckan_config(service.ALLOW_HOSTS, "simda.test 10.64.3.7:8080")
@pytest.mark.usefixtures("with_plugins")
def test_hosts_and_addresses_are_separated_by_blanks():
    opened = service.allowed_hosts()
    assert opened.address("simda.test", INSIDE)
    assert opened.port("10.64.3.7", INSIDE, 8080)
    assert not opened.address("lain.test", ip_address("10.64.3.8"))


def test_a_portal_does_not_start_with_what_cannot_be_read():
    with pytest.raises(
        CkanConfigurationException, match=r"allow_hosts: .*Write hosts, addresses or networks"
    ):
        config.update_config({service.ALLOW_HOSTS: "10.0.0.1/8"})
