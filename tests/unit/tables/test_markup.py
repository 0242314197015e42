"""Claims about text that begins with a tag: pages and XML that programs name as a spreadsheet, and headers that only look so."""

from __future__ import annotations

import pytest

from ckanext.paser.tables.reading.markup import Markup, markup

PAGE = "<html><body><table><tr><td>Kuaro</td></tr></table></body></html>"
BOOK = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html><p>",
        "<HTML xmlns:x='urn:schemas-microsoft-com:office:excel'>",
        "<head><title>Data</title>",
        "<style>td { mso-number-format: General }</style><table>",
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">',
        "<!-- dibuat oleh aplikasi --><table border=1>",
        "<!-- " + "x" * 5000,
        "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/app/ekspor.php</b>",
        "MIME-Version: 1.0\r\nContent-Type: multipart/related",
        "<center><h3>LAPORAN</h3></center>",
        '<table border="1"><tr><td>Kuaro</td>',
        "</td></tr>",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">',
        "\n\n \t<script>alert(1)</script>",
    ],
)
def test_a_page_is_told_by_what_it_begins_with(start):
    assert markup(start.encode()) is Markup.WEB_PAGE


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
def test_a_page_behind_a_byte_order_mark_is_a_page(charset):
    assert markup(f"\r\n\r\n{PAGE}".encode(charset)) is Markup.WEB_PAGE


@pytest.mark.parametrize(
    "start",
    [
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>{BOOK}',
        f'<?xml version="1.0" encoding="utf-8"?>\n<!-- ekspor -->\n{BOOK}',
        BOOK,
    ],
)
def test_the_xml_of_excel_2003_is_told_from_other_xml(start):
    assert markup(start.encode()) is Markup.XML_WORKBOOK


@pytest.mark.parametrize("start", ['<?xml version="1.0"?><data/>', "<!DOCTYPE data><data/>"])
def test_other_xml_is_xml(start):
    assert markup(start.encode()) is Markup.XML


@pytest.mark.parametrize(
    "start",
    [
        "<5 tahun;5-9 tahun\n120;340\n",
        "<SD;SD;SMP\n12;34;56\n",
        "<DATE>,<OPEN>,<CLOSE>\n20240102,1,2\n",
        "< Rp 500.000;> Rp 500.000\n1;2\n",
        "<1;<br\n",
        "Desa;Catatan\nContoh;<b>baik</b>\n",
    ],
)
def test_a_header_that_only_looks_like_a_tag_is_none(start):
    assert markup(start.encode()) is None
