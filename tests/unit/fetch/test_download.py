"""Claims about fetching a file, held against a server that means well and against one that does not."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import os
import resource
import socket
import ssl
import subprocess
import threading
import time
from dataclasses import replace

import pytest

from ckanext.paser.fetch.service import Fetched, Known, NotModified
from ckanext.paser.problems import ProblemError, worded

from tests.loopback import ok, sent_on
from tests.unit.fetch.conftest import QUICK

CSV = b"kecamatan,luas\nKuaro,747.3\n"


@pytest.fixture
def here(source, allow):
    """The server, allowed."""
    allow(f"127.0.0.1:{source.port}")
    return source


def code(fetch, url, *args, **options) -> str:
    with pytest.raises(ProblemError) as raised:
        fetch(url, *args, **options)
    words = worded(raised.value.problem)
    assert all(words.values())
    return raised.value.problem.code


class TestAFileThatIsThere:
    def test_comes_with_all_that_is_known_of_it(self, here, fetch, tmp_path):
        url = here.says("/luas.csv", ok(CSV, 'ETag: "v1"', "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"))
        assert fetch(url) == Fetched(
            path=tmp_path / "fetched",
            filename="luas.csv",
            size=len(CSV),
            sha256=hashlib.sha256(CSV).hexdigest(),
            etag='"v1"',
            last_modified="Thu, 01 Jan 2026 00:00:00 GMT",
            final_url=url,
        )
        assert (tmp_path / "fetched").read_bytes() == CSV

    def test_is_asked_for_by_a_portal_that_says_who_it_is(self, here, fetch):
        fetch(here.says("/a.csv", ok(CSV)))
        (hit,) = here.hits
        assert hit["user-agent"].startswith("satudatapaser/")
        assert "https://data.contoh.test" in hit["user-agent"]
        assert {"cookie", "authorization"} & set(hit) == set()

    def test_is_unpacked(self, here, fetch, tmp_path):
        fetch(here.says("/a.csv", ok(gzip.compress(CSV), "Content-Encoding: gzip")))
        assert (tmp_path / "fetched").read_bytes() == CSV

    def test_is_not_sent_again_while_it_is_the_same(self, here, fetch):
        url = here.says("/a.csv", ok(b"", status="304 Not Modified"))
        assert isinstance(fetch(url, known=Known('"v1"', "Thu, 01 Jan 2026 00:00:00 GMT")), NotModified)
        (hit,) = here.hits
        assert (hit["if-none-match"], hit["if-modified-since"]) == ('"v1"', "thu, 01 jan 2026 00:00:00 gmt")

    def test_may_be_somewhere_else(self, here, fetch):
        here.says("/b/luas.csv", ok(CSV))
        fetched = fetch(here.says("/a", sent_on("b/luas.csv")))
        assert (fetched.final_url, fetched.filename) == (here.url("/b/luas.csv"), "luas.csv")

    def test_may_be_three_addresses_away(self, here, fetch):
        for n in range(3):
            here.says(f"/{n}", sent_on(f"/{n + 1}"))
        here.says("/3", ok(CSV))
        assert fetch(here.url("/0")).size == len(CSV)

    def test_is_asked_for_again_when_the_server_is_busy(self, here, fetch):
        url = here.says("/a.csv", ok(b"", "Retry-After: 1", status="503 Busy"), ok(CSV))
        began = time.monotonic()
        assert fetch(url, replace(QUICK, tries=2)).size == len(CSV)
        assert 1 <= time.monotonic() - began < 3

    def test_is_asked_for_again_when_the_server_breaks_off(self, here, fetch, tmp_path):
        url = here.says("/a.csv", ok(CSV)[:-5], ok(CSV))
        fetch(url, replace(QUICK, tries=2))
        assert (tmp_path / "fetched").read_bytes() == CSV

    def test_is_asked_for_no_faster_than_the_pause(self, here, fetch):
        url = here.says("/a.csv", ok(CSV))
        began = time.monotonic()
        for _ in range(3):
            fetch(url, replace(QUICK, pause=0.3))
        assert time.monotonic() - began >= 0.6


class TestAKeyThatIsSentAlong:
    KEY = {"Authorization": "Bearer rahasia", "X-Key": "rahasia"}

    def test_reaches_the_host_it_is_for(self, here, fetch):
        here.says("/b", ok(CSV))
        fetch(here.says("/a", sent_on("/b")), headers=self.KEY)
        assert [hit.get("x-key") for hit in here.hits] == ["rahasia", "rahasia"]

    def test_reaches_no_other_host_nor_does_a_cookie(self, here, other_source, allow, fetch):
        allow(f"127.0.0.1:{here.port}", f"127.0.0.2:{other_source.port}")
        other_source.says("/b", ok(CSV))
        to = other_source.url("/b", "127.0.0.2")
        fetch(here.says("/a", sent_on(to, "Set-Cookie: kunci=rahasia; Path=/")), headers=self.KEY)
        (hit,) = other_source.hits
        assert {"authorization", "x-key", "cookie"} & set(hit) == set()


FORMS = [
    *(
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "0x7f000001",
        "0x7f.0.0.1",
    ),
    *("0x7f.1", "00000177.1", "127.000.000.001", "127.0.0.1.", "0", "0.0.0.0", "0x0", "127.127.127.127"),  # noqa: S104
    *("localhost", "localhost.", "LOCALHOST", "ip6-localhost", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]"),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[0:0:0:0:0:ffff:7f00:0001]"),
    *(
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::1]",
        "[::ffff:0.0.0.0]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "%31%32%37.0.0.1",
    ),
    *("orang@127.0.0.1", "orang:sandi@127.0.0.1", "contoh.test@127.0.0.1", "[fe80::1%25lo]"),
    *("127.0.0.1%00.contoh.test", "127.0.0.1%23.contoh.test", "127.0.0.1\\@contoh.test"),
]
"""How one may write that one means this machine."""
REFUSED = {"refused_address", "unknown_host", "bad_address", "login_in_address", "unreachable"}


class TestThisMachine:
    @pytest.mark.parametrize("form", FORMS)
    def test_is_never_asked_in_whatever_form(self, source, fetch, form):
        source.says("/", ok(CSV))
        assert code(fetch, f"http://{form}:{source.port}/") in REFUSED
        assert source.hits == []

    @pytest.mark.parametrize("form", FORMS)
    def test_is_not_asked_when_a_server_sends_us_there(self, source, other_source, allow, fetch, form):
        allow(f"127.0.0.2:{other_source.port}")
        other_source.says("/", sent_on(f"http://{form}:{source.port}/"))
        source.says("/", ok(CSV))
        assert code(fetch, other_source.url("/", "127.0.0.2")) in REFUSED
        assert source.hits == []

    @pytest.mark.parametrize(
        "to",
        [
            "http://169.254.169.254/latest/meta-data/",
            "http://[fd00:ec2::254]/",
            "http://10.0.0.1/",
            "http://100.100.100.200/",
        ],
    )
    def test_does_not_lead_to_its_neighbours_nor_to_its_keepers(self, here, fetch, to):
        assert code(fetch, here.says("/a", sent_on(to))) == "refused_address"

    @pytest.mark.parametrize(
        "to", ["file:///etc/passwd", "gopher://127.0.0.1/x", "ftp://127.0.0.1/x", "data:,x", ""]
    )
    def test_is_asked_by_the_webs_protocols_alone(self, here, fetch, to):
        assert code(fetch, to) == "bad_address"
        if to:
            assert code(fetch, here.says("/a", sent_on(to))) == "bad_address"

    def test_is_not_asked_at_a_port_that_is_not_open(self, source, allow, fetch):
        allow("127.0.0.1")
        source.says("/", ok(CSV))
        assert code(fetch, source.url("/")) == "refused_port"
        assert source.hits == []

    def test_is_not_asked_by_a_name_that_means_another_one_first(
        self, source, other_source, allow, fetch, monkeypatch
    ):
        """DNS rebinding: the first answer may be asked, the next ones are this machine."""
        allow(f"127.0.0.2:{source.port}", f"127.0.0.2:{other_source.port}")
        answers = itertools.chain(["127.0.0.2"], itertools.repeat("127.0.0.1"))
        _resolve(monkeypatch, lambda: [next(answers)])
        for server in (source, other_source):
            server.says("/", ok(CSV))
        fetch(other_source.url("/", "rebinding.contoh.test"))
        assert (len(other_source.hits), len(source.hits)) == (1, 0)
        assert code(fetch, source.url("/", "rebinding.contoh.test")) == "refused_address"
        assert source.hits == []

    def test_is_not_asked_by_a_name_that_means_others_too(self, source, allow, fetch, monkeypatch):
        allow(f"127.0.0.2:{source.port}")
        _resolve(monkeypatch, lambda: ["127.0.0.2", "127.0.0.1"])
        assert code(fetch, source.url("/", "both.contoh.test")) == "refused_address"
        assert source.hits == []


def _resolve(monkeypatch, addresses) -> None:
    """Have every name mean these addresses."""
    real = socket.getaddrinfo

    def resolve(host, port, *args, **options):
        return [found for address in addresses() for found in real(address, port, *args, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def _dripping(head: bytes, drop: bytes):
    def send(write) -> None:
        write(head)
        while True:
            write(drop)
            time.sleep(0.1)

    return send


def _endless(write) -> None:
    write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        write(b"a,b\n" * 20_000)


SHORT = replace(QUICK, total=1.5)


class TestAServerThatMeansIll:
    @pytest.mark.parametrize(
        "answer",
        [
            _dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"a"),
            _dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
            _dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
            _dripping(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a"),
            _dripping(b"", b"H"),
            lambda write: time.sleep(4),
        ],
        ids=["body", "body without length", "chunks", "header", "status", "silence"],
    )
    def test_holds_us_no_longer_than_the_limit(self, here, fetch, answer):
        began = time.monotonic()
        assert code(fetch, here.says("/a.csv", answer), SHORT) == "too_slow"
        assert time.monotonic() - began < 2.5

    def test_sends_no_more_than_the_limit(self, here, fetch):
        assert code(fetch, here.says("/a.csv", _endless)) == "too_large"

    def test_gains_nothing_by_packing_much_into_little(self, here, fetch):
        bomb = gzip.compress(b"0" * (300 << 20), 9)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert code(fetch, here.says("/a.csv", ok(bomb, "Content-Encoding: gzip"))) == "too_large"
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 << 10

    def test_gains_nothing_by_redirects_with_a_body_that_never_ends(self, here, fetch):
        def send(write):
            write(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")
            _endless(write)

        here.says("/b", ok(CSV))
        assert fetch(here.says("/a", send)).size == len(CSV)

    def test_cannot_keep_us_waiting_by_asking_for_it(self, here, fetch):
        url = here.says("/a.csv", ok(b"", "Retry-After: 86400", status="429 Slow down"))
        began = time.monotonic()
        assert code(fetch, url, replace(SHORT, tries=3)) == "busy"
        assert time.monotonic() - began < 1

    def test_cannot_send_us_in_a_circle(self, here, fetch):
        assert code(fetch, here.says("/a", sent_on("/a"))) == "too_many_redirects"
        assert len(here.hits) == 4


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ok(b"", status="404 Not Found"), "not_found"),
        (ok(b"", status="410 Gone"), "not_found"),
        (ok(b"", status="403 Forbidden"), "needs_login"),
        (ok(b"", status="500 Oops"), "odd_answer"),
        (ok(b"", status="503 Busy"), "busy"),
        (ok(b"", status="206 Partial"), "odd_answer"),
        (ok(b"<!DOCTYPE html><p>Masuk dulu"), "web_page"),
        (ok(b"<p>Masuk dulu", "Content-Type: text/html"), "web_page"),
        (ok(CSV)[:-5], "broken_off"),
        (ok(CSV, "Content-Encoding: gzip"), "broken_off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nab", "broken_off"),
        (b"SSH-2.0-OpenSSH_9\r\n", "unreachable"),
        (b"", "unreachable"),
        (sent_on("http://[/"), "bad_address"),
    ],
)
def test_every_bad_answer_has_its_own_sentence(here, fetch, answer, expected):
    assert code(fetch, here.says("/a.csv", answer)) == expected


def test_a_key_in_an_address_is_in_no_sentence(here, fetch):
    with pytest.raises(ProblemError) as raised:
        fetch(here.says("/a.csv", ok(b"", status="404 Not Found")) + "?token=rahasia")
    assert "rahasia" not in str(raised.value)


class TestTls:
    @pytest.fixture
    def secure(self, source, allow, monkeypatch, tmp_path):
        """The server with a certificate for ``data.contoh.test``, which is all that is trusted; every name is it."""
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=data.contoh.test",
            ]
            + ["-addext", "subjectAltName=DNS:data.contoh.test"]
            + ["-keyout", tmp_path / "key", "-out", tmp_path / "cert"],
            check=True,
            capture_output=True,
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
        source.socket = context.wrap_socket(source.socket, server_side=True, do_handshake_on_connect=False)
        source.says("/", ok(CSV))
        allow("127.0.0.0/8", f"127.0.0.1:{source.port}")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert"))
        _resolve(monkeypatch, lambda: ["127.0.0.1"])
        return source

    def test_a_server_with_a_certificate_for_its_name_is_asked(self, secure, fetch):
        assert fetch(f"https://data.contoh.test:{secure.port}/").size == len(CSV)

    def test_a_server_with_one_for_another_name_is_not(self, secure, fetch):
        assert code(fetch, f"https://lain.contoh.test:{secure.port}/") == "bad_certificate"
        assert secure.hits == []

    def test_a_server_that_nobody_vouches_for_is_not(self, secure, fetch, monkeypatch):
        monkeypatch.delenv("SSL_CERT_FILE")
        assert code(fetch, f"https://data.contoh.test:{secure.port}/") == "bad_certificate"
        assert secure.hits == []


def test_nothing_stays_open(here, fetch):
    url = here.says("/a.csv", ok(CSV))
    fetch(url)
    before = len(os.listdir("/proc/self/fd")), threading.active_count()
    for _ in range(5):
        fetch(url)
    time.sleep(0.2)
    assert len(os.listdir("/proc/self/fd")) <= before[0] + 1
    assert threading.active_count() <= before[1] + 1
