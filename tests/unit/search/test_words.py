"""Claims about how typed words are understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from ckanext.paser.search.rules import (
    SAY_NOTHING,
    Words,
    as_words,
    beginnings,
    completes,
    is_listed,
    may_be_misspelled,
    query,
    read,
)

CONF = Path(__file__).parents[3] / "deploy" / "solr" / "conf"
STOPWORDS = CONF / "stopwords.txt"
ROOTS = "\n" + "\n".join((CONF / name).read_text("utf-8") for name in ("stems_curated.txt", "stems.txt"))


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("jumlah penduduk", Words(("jumlah", "penduduk"))),
        ("Jumlah  PENDUDUK?", Words(("jumlah", "penduduk"))),
        ("jumlah jumlah penduduk", Words(("jumlah", "penduduk"))),
        ("laki-laki", Words(("laki",))),
        ("Jum'at", Words(("jumat",))),
        ("penduduk 2020-2024", Words(("penduduk", "2020", "2024"))),
        ("kode 64.01.01 dan 6401010", Words(("kode", "64.01.01", "6401010"))),
        ("luas 11.603,94", Words(("luas", "11.603,94"))),
        ("luas_wilayah Kab.Paser", Words(("luas", "wilayah", "kab", "paser"))),
        ('"rumah sakit" dokter', Words(("rumah sakit", "dokter"))),
        ('rumah -sakit -"rumah makan"', Words(("rumah",), ("sakit", "rumah makan"))),
        ("air AND (sungai OR rawa) NOT laut", Words(("air", "sungai", "rawa", "laut"))),
        ("data dan angka untuk desa", Words(("data", "angka", "desa"))),
        ("yang", Words(("yang",))),
        ("rasio: 2023", Words(("rasio", "2023"))),
        ("http://paserkab.go.id/data", Words(("http", "paserkab", "go", "id", "data"))),
        ("１２３ ｐａｓｅｒ", Words(("123", "paser"))),
        ('"belum selesai', Words(("belum", "selesai"))),
        ('"" paser', Words(("paser",))),
        ('penduduk/rumah+tangga*~2^9){[" \\', Words(("penduduk", "rumah", "tangga", "2", "9"))),
        ("paser _query_:", Words(("paser", "query"))),
        ("Kabupaten Pasir", Words(("kabupaten", "paser"))),
        ("tambang pasir kabupaten paser", Words(("tambang", "pasir", "kabupaten", "paser"))),
        ("-rumah", Words((), ("rumah",))),
        ("???", Words(())),
    ],
)
def test_words_are_understood(typed, understood):
    assert read(typed) == understood


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "  ",
        "*:*",
        "title:paser",
        "+title:paser",
        'paser (organization:dinkes OR tags:"sungai")',
        "extras_kode:1.02",
        "res_*:csv",
        "{!knn f=vector}[1]",
    ],
)
def test_what_is_empty_or_written_for_solr_is_left_alone(text):
    assert read(text) is None


def test_very_many_words_are_cut_off():
    words = read(" ".join(f"kata{number}" for number in range(500)))
    assert words
    assert len(words.wanted) == 24


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (Words(("jumlah", "penduduk")), "jumlah penduduk"),
        (
            Words(("rumah sakit", "1.02"), ("swasta", "rumah makan")),
            '"rumah sakit" 1.02 -swasta -"rumah makan"',
        ),
    ],
)
def test_words_are_written_for_solr(words, written):
    assert query(words) == written


def test_the_words_that_say_nothing_are_those_that_solr_drops():
    lines = STOPWORDS.read_text(encoding="utf-8").splitlines()
    assert {line for line in lines if line and not line.startswith("#")} | {"not"} == SAY_NOTHING


@pytest.mark.parametrize(
    "typed", ['") OR *:*', "a:b c", "{!lucene}x", "x\\", "-", '-"', "a && b || !c", "[1 TO 2]", "~^*?/"]
)
def test_nothing_typed_reaches_solr_as_syntax(typed):
    words = read(typed)
    written = query(words).removeprefix("-*:*") if words else ""
    assert set(written) <= set("abcdefghijklmnopqrstuvwxyz0123456789 .,-") | {'"'}
    assert written.count('"') % 2 == 0
    assert written == written.lower()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("pendu", ("pendu",)),
        ("Jumlah pend", ("jumlah", "pend")),
        ("p", ()),
        ("a b", ()),
        ("%%%", ()),
        ("", ()),
    ],
)
def test_something_is_suggested_from_two_letters_on(typed, words):
    assert beginnings(typed) == words


@pytest.mark.parametrize(
    ("label", "words", "fits"),
    [
        ("Dinas Kesehatan (Dinkes)", ["dinas", "kes"], True),
        ("Dinas Kesehatan (Dinkes)", ["dink"], True),
        ("Dinas Kesehatan (Dinkes)", ["sehat"], False),
        ("rumah tangga", ["rumah", "sakit"], False),
    ],
)
def test_a_label_is_completed_from_the_beginnings_of_its_words(label, words, fits):
    assert completes(label, words) is fits


@pytest.mark.parametrize(
    ("item", "may_be"),
    [
        ("kecmatan", True),
        ("64.01.01", False),
        ("2020", False),
        ("pnddk2020", False),
        ("jumlah pendduk", False),
    ],
)
def test_only_plain_words_may_be_misspelled(item, may_be):
    assert may_be_misspelled(item) is may_be


def test_words_spelled_otherwise_leave_the_rest_of_the_search_as_it_is():
    typed = Words(("pendduk", "64.01"), ("pasar",))
    assert query(typed.spelled({"pendduk": "penduduk"})) == "penduduk 64.01 -pasar"


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("", ""),
        (" ", ""),
        ("title:[", "title"),
        ('nama:x"', "nama x"),
        ("{!x} penduduk", "x penduduk"),
        ('"rumah sakit" -dokter', '"rumah sakit" -dokter'),
        ("*:*", "-*:*"),
    ],
)
def test_where_only_words_are_searched_nothing_is_syntax(typed, searched):
    assert as_words(typed) == searched


@pytest.mark.parametrize("word", ["rumah", "sakit", "kepala", "keluarga", "perumahan", "pemerintah"])
def test_a_word_that_has_a_root_or_is_one_is_listed(word):
    assert is_listed(word, ROOTS)


@pytest.mark.parametrize("word", ["kecmatan", "pendduk", "miskn", "penganguran", "sakt", "#"])
def test_a_word_with_a_slip_is_not(word):
    assert not is_listed(word, ROOTS)
