"""Claims about the files that others publish to test readers with: csv-spectrum, the big list of naughty strings, zipbomb."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
import zipbomb

from ckanext.paser.tables.reading.child import read_file
from ckanext.paser.tables.rules.cells import clean, is_missing
from ckanext.paser.tables.rules.names import LONGEST, column_ids

CORPORA = Path(os.environ["PASER_TEST_CORPORA"]) / "node_modules"  # deploy/test installs them
SPECTRUM = sorted((CORPORA / "csv-spectrum/csvs").glob("*.csv"))
MOST_MEMORY, MOST_SECONDS = 512 << 20, 60

MEASURE = """
import json, resource, sys, time
from pathlib import Path
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading.reader import open_table
ends = {}
for path in map(Path, sys.argv[1:]):
    begun = time.monotonic()
    try:
        with open_table(path) as opened:
            end = f"{sum(1 for _ in opened.chunks()) and opened.reading.rows} rows"
    except ProblemError as error:
        end = error.problem.code
    ends[path.name] = end, time.monotonic() - begun
print(json.dumps([ends, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024]))
"""


def labelled(path: Path, large: int, folder: Path) -> list[dict[str, str]]:
    """The rows of a file's table by the labels of the columns."""
    read = read_file(path, None, folder, large)
    with (folder / "rows").open("w+b") as out:
        read.write(out.fileno())
        out.seek(0)
        rows = list(csv.reader(io.StringIO(out.read().decode(), newline="")))
    return [
        dict(zip([column.label for column in read.reading.columns], row[1:], strict=True)) for row in rows
    ]


def naughty() -> list[str]:
    """The big list of naughty strings, without what no text file can hold."""
    return json.loads((CORPORA / "blns/resources/blns.json").read_text(encoding="utf-8"))


def public(text: str) -> str:
    """A naughty string as a table shows it: without the blanks around it, and nothing for a missing value."""
    cleaned = clean(text)
    return "" if is_missing(cleaned) else str(cleaned)


@pytest.mark.parametrize("large", [1 << 40, 0], ids=["small", "large"])
@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_csv_spectrum_is_read_as_it_says(path, large, tmp_path):
    expected = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
    if path.stem == "location_coordinates":  # a single object, which names another number than its file
        expected = [expected | {"Contact Phone Number": "2095257564"}]
    assert labelled(path, large, tmp_path) == expected


def test_there_is_a_spectrum_to_read():
    assert len(SPECTRUM) >= 12


@pytest.mark.parametrize("large", [1 << 40, 0], ids=["small", "large"])
def test_naughty_strings_in_cells_stay_what_they_are(large, tmp_path):
    rows = [[f"baris {n}", text] for n, text in enumerate(naughty())]
    with (tmp_path / "file.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Baris", "Teks"], *rows])
    found = labelled(tmp_path / "file.csv", large, tmp_path)
    assert found == [{"Baris": label, "Teks": public(text)} for label, text in rows]


def test_naughty_strings_in_headers_become_names_that_the_datastore_takes():
    ids = column_ids(naughty())
    assert len(set(ids)) == len(naughty()) > 400
    assert [id_ for id_ in ids if not id_.replace("_", "").isalnum() or id_[0] == "_"] == []
    assert max(len(id_.encode()) for id_ in ids) <= LONGEST


@pytest.mark.parametrize("text", naughty(), ids=itertools.count())
def test_a_naughty_name_of_a_file_changes_nothing(text, tmp_path):
    (tmp_path / "file").write_text("Desa;KK\nContoh;5\n", encoding="utf-8")
    assert read_file(tmp_path / "file", None, tmp_path, filename=text).reading.rows == 1


@pytest.fixture(scope="module")
def measured(tmp_path_factory) -> tuple[dict[str, tuple[str, float]], int]:
    """How each file of the corpora ends in the reading process and after how long; the most memory that one took."""
    folder = tmp_path_factory.mktemp("corpora")
    for n, size in ((1, 1_000_000), (100, 10_000), (10_001, 1000)):
        with (folder / f"bomb-{n}").open("wb") as file:
            zipbomb.make_zip(file, n, size)
    with (folder / "naughty").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Baris", "Teks"], *enumerate(naughty())])
    (folder / "long").write_text("no;bentuk\n" + f"1;{'titik ' * 800_000}\n" * 40, encoding="utf-8")
    with xlsxwriter.Workbook(folder / "corner") as workbook:
        page = workbook.add_worksheet()
        page.write(0, 0, "a")
        page.write(1_048_575, 16_383, "z")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *SPECTRUM, *sorted(folder.iterdir())],
        capture_output=True,
        text=True,
        check=True,
    )
    ends, most = json.loads(done.stdout)
    return {name: tuple(end) for name, end in ends.items()}, most


def test_every_file_of_the_corpora_is_loaded_or_refused_with_a_reason(measured):
    ends = {name: end for name, (end, _) in measured[0].items()}
    refused = {name: ends.pop(name) for name in ("bomb-1", "bomb-100", "bomb-10001", "corner", "long")}
    assert refused == {
        "bomb-1": "inflated",
        "bomb-100": "inflated",
        "bomb-10001": "inflated",
        "corner": "too_large",
        "long": "too_large",
    }
    assert [name for name, end in ends.items() if not end.endswith(" rows")] == []


def test_no_file_of_the_corpora_takes_a_minute(measured):
    assert {name: seconds for name, (_, seconds) in measured[0].items() if seconds > MOST_SECONDS} == {}


def test_no_file_of_the_corpora_takes_more_than_half_a_gigabyte(measured):
    assert measured[1] <= MOST_MEMORY
