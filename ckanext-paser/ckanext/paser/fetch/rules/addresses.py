"""Which addresses of the network may be asked: public ones, and what the administrator allows by name.

Sources: IANA's special-purpose address registries (RFC 6890 and its successors); Azure's and Alibaba's pages on
their metadata services, which sit at addresses that look public or shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

PORTS = (80, 443)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_UNICAST_6 = IPv6Network("2000::/3")
_SPECIAL = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",  # carriers' own, and Alibaba's metadata
            "168.63.129.16/32",  # Azure's metadata
            "192.0.0.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "240.0.0.0/4",
            "2001::/23",  # Teredo and others: an IPv4 address may hide in them
            "2001:db8::/32",
            "2002::/16",  # 6to4: an IPv4 address hides in it
            "3fff::/20",
        ),
    )
)
"""What Python's ``is_global`` calls public in one of its versions, or for what is not meant here."""


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the internet that a stranger may send us to."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if address.version == 6 and address not in _UNICAST_6:  # also drops all IPv4 in IPv6
        return False
    return not any(address.version == net.version and address in net for net in _SPECIAL)


@dataclass(frozen=True)
class Entry:
    """One thing that the administrator allows.

    Args:
        name: a host; empty where a network is meant.
        port: the one port that is meant, besides those of the web; None for those alone.
    """

    name: str
    network: Network | None
    port: int | None

    def means(self, host: str, address: Address) -> bool:
        """Tell whether it is about this host or its address."""
        if self.network is None:
            return self.name == plain(host)
        return self.network.version == address.version and address in self.network


@dataclass(frozen=True)
class Allowed:
    """All that the administrator allows besides the public addresses and the ports of the web."""

    entries: tuple[Entry, ...] = ()

    def address(self, host: str, address: Address) -> bool:
        """Tell whether a host may be asked at an address that it has."""
        return is_public(address) or any(entry.means(host, address) for entry in self.entries)

    def port(self, host: str, address: Address, port: int) -> bool:
        """Tell whether it may be asked at a port."""
        return port in PORTS or any(
            entry.port == port and entry.means(host, address) for entry in self.entries
        )


def allowed(words: Iterable[str]) -> Allowed:
    """Read what an administrator has written: hosts, addresses and networks, the first two also with a port.

    Raises:
        ValueError: one of the words is none of these; it says which.
    """
    return Allowed(tuple(map(_entry, words)))


def plain(host: str) -> str:
    """A host's name as it is compared: small letters, without the dot of the root."""
    return host.lower().rstrip(".")


def _entry(word: str) -> Entry:
    if "/" in word:
        return Entry("", ip_network(word), None)
    try:
        return Entry("", ip_network(word), None)
    except ValueError:
        parts = urlsplit(f"//{word}")
        host = parts.hostname
        if not host or parts.username is not None or parts.path or parts.query or parts.fragment:
            raise ValueError(f"{word!r} is no host, address or network") from None
    try:
        return Entry("", ip_network(ip_address(host)), parts.port)
    except ValueError:
        return Entry(plain(host), None, parts.port)
