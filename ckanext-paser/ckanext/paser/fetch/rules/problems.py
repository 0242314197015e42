"""What can go wrong on the way to a file, each with its own sentence."""

from __future__ import annotations

from ckanext.paser.fetch.rules.answers import shown
from ckanext.paser.problems import N_, Problem

_PLACE = "{address}"
_CHECK = N_("Check the address, and that the file can be opened there without a login.")
_LATER = N_("Nothing needs to be done if it is tried again by itself; else ask those who run the server.")


def bad_address(url: str) -> Problem:
    """It is no address of the web."""
    fact = N_("This is no web address of the form https://host/file.")
    return _problem("bad_address", url, fact, N_("Correct the address."))


def login_in_address(url: str) -> Problem:
    """A name or password stands in it."""
    fact = N_("A login stands in the address, where everybody can read it.")
    return _problem("login_in_address", url, fact, N_("Give an address that needs no login."))


def refused_address(url: str) -> Problem:
    """It leads to a machine that is none of the internet's."""
    fact = N_("The address leads into a closed network, where nothing is fetched from.")
    remedy = N_(
        "Give an address that can be reached from the internet, or have the administrator allow the host "
        "(paser.fetch.allow_hosts)."
    )
    return _problem("refused_address", url, fact, remedy)


def refused_port(url: str, port: int) -> Problem:
    """It is not one of the web's."""
    fact = N_("Nothing is fetched from port {port}.")
    remedy = N_(
        "Give an address with the usual ports 80 or 443, or have the administrator allow the host with its port "
        "(paser.fetch.allow_hosts)."
    )
    return _problem("refused_port", url, fact, remedy, port=port)


def unknown_host(url: str) -> Problem:
    """Nobody has this name."""
    return _problem("unknown_host", url, N_("No host of this name is known."), _CHECK)


def unreachable(url: str) -> Problem:
    """Nobody answers there."""
    return _problem("unreachable", url, N_("The server cannot be reached."), _LATER)


def broken_off(url: str) -> Problem:
    """The answer ended in the middle."""
    return _problem("broken_off", url, N_("The server broke off before the file was complete."), _LATER)


def too_slow(url: str, seconds: float) -> Problem:
    """It takes longer than it may take."""
    fact = N_("The file did not come within {seconds} seconds.")
    return _problem("too_slow", url, fact, _LATER, seconds=round(seconds))


def bad_certificate(url: str) -> Problem:
    """Nobody vouches for the server."""
    fact = N_("The server cannot prove who it is: its certificate is invalid.")
    remedy = N_("Ask those who run the server to renew its certificate.")
    return _problem("bad_certificate", url, fact, remedy)


def not_found(url: str) -> Problem:
    """The server does not have it."""
    return _problem("not_found", url, N_("There is no such file on the server."), _CHECK)


def needs_login(url: str) -> Problem:
    """The server does not give it to everybody."""
    return _problem("needs_login", url, N_("The server gives the file only to those who log in."), _CHECK)


def busy(url: str, status: int) -> Problem:
    """Not now."""
    fact = N_("The server is busy or out of order (answer {status}).")
    return _problem("busy", url, fact, _LATER, status=status)


def odd_answer(url: str, status: int) -> Problem:
    """Anything else that is no file."""
    return _problem(
        "odd_answer", url, N_("The server sent no file (answer {status})."), _CHECK, status=status
    )


def too_many_redirects(url: str, most: int) -> Problem:
    """It sends on and on."""
    fact = N_("The server sends on to other addresses more than {most} times.")
    return _problem("too_many_redirects", url, fact, N_("Give the address at which the file is."), most=most)


def too_large(url: str, most: int) -> Problem:
    """More than is kept."""
    fact = N_("The file is larger than {most} MB.")
    remedy = N_("Give the address of a smaller file, for example of one year.")
    return _problem("too_large", url, fact, remedy, most=most >> 20)


def web_page(url: str) -> Problem:
    """A page for people."""
    fact = N_("The address leads to a web page, not to a file with data.")
    remedy = N_("Open the page and copy the address of the file itself.")
    return _problem("web_page", url, fact, remedy)


def _problem(code: str, url: str, fact: str, remedy: str, **params: object) -> Problem:
    return Problem(code, _PLACE, fact, remedy, {"address": shown(url), **params})
