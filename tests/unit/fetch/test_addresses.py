"""Claims about the addresses that may be asked."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from ckanext.paser.fetch.rules.addresses import allowed, is_public


@pytest.mark.parametrize("address", ["8.8.8.8", "103.21.244.1", "2606:4700:4700::1111", "2404:6800:4003::1"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.1", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254"),
        *("168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1"),
        *("192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1"),
        *("239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1"),
        *("::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1"),
        *(
            "2002:7f00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ),
    ],
)
def test_every_other_address_is_not(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    ("word", "host", "address"),
    [
        ("simda.contoh.test", "SIMDA.contoh.test.", "10.1.2.3"),
        ("10.1.0.0/16", "simda.contoh.test", "10.1.2.3"),
        ("10.1.2.3", "10.1.2.3", "10.1.2.3"),
        ("10.1.2.3:8080", "10.1.2.3", "10.1.2.3"),
        ("fd00::/8", "simda.contoh.test", "fd00::5"),
        ("[fd00::5]:8080", "simda.contoh.test", "fd00::5"),
    ],
)
def test_the_administrator_opens_hosts_addresses_and_networks(word, host, address):
    assert allowed([word]).address(host, ip_address(address))


@pytest.mark.parametrize(
    ("word", "host", "address"),
    [
        ("contoh.test", "simda.contoh.test", "10.1.2.3"),
        ("10.1.0.0/16", "simda.contoh.test", "10.2.0.1"),
        ("10.1.2.3", "10.1.2.3.contoh.test", "10.1.2.4"),
        ("0.0.0.0/0", "simda.contoh.test", "::1"),
    ],
)
def test_nothing_else_opens_with_them(word, host, address):
    assert not allowed([word]).address(host, ip_address(address))


@pytest.mark.parametrize(
    ("word", "port", "open_"), [("a.test", 8080, False), ("a.test:8080", 8080, True), ("", 443, True)]
)
def test_a_port_other_than_the_webs_opens_with_its_host(word, port, open_):
    assert allowed(filter(None, [word])).port("a.test", ip_address("8.8.8.8"), port) is open_


@pytest.mark.parametrize(
    "word", ["10.0.0.1/8", "http://a.test", "a@b.test", "a.test/path", "a.test:port", ":80"]
)
def test_a_word_that_means_nothing_is_refused(word):
    with pytest.raises(ValueError, match="."):
        allowed([word])
