"""Claims about the addresses of the pages of the catalogue."""

from ckanext.paser.catalogue.rules.paging import encoded


def test_the_address_of_a_page_is_one_whatever_was_asked():
    said = 'luas wilayah "A&B" é'
    info = {"count": 3, "current": f"https://a.test/catalog.ttl?q={said}&page=2"}
    assert encoded(info, {"q": said, "page": "2", "x": "y"}) == {
        "count": 3,
        "current": "https://a.test/catalog.ttl?q=luas+wilayah+%22A%26B%22+%C3%A9&page=2",
    }


def test_what_has_not_been_asked_stands_in_no_address():
    assert encoded({"next": "https://a.test/catalog.ttl?page=3"}, {}) == {
        "next": "https://a.test/catalog.ttl?page=3"
    }
