"""Claims about what reading takes: the Indonesian and the polluted files of the tests beside this one, in both engines.

A GeoJSON of many features is measured in test_geojson.py, what others publish in test_corpora.py.
"""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

HERE = Path(__file__).parent
MOST_MEMORY, MOST_SECONDS = 512 << 20, 60

READ_ALL = r"""
import json, os, re, sys, tempfile, time
from pathlib import Path
from typing import Any
from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading.child import read_file
seconds = {}
for path in map(Path, sys.argv[1:]):
    for large in (0, 1 << 40):
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, open(os.devnull, "wb") as out:
            try:
                read_file(path, None, Path(folder), large).write(out.fileno())
            except ProblemError:
                pass
        seconds[path.name] = max(seconds.get(path.name, 0), time.monotonic() - begun)
most = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())  # getrusage would count who started us
print(json.dumps([seconds, int(most[1]) * 1024]))
"""


def beside(module: str) -> dict[str, Any]:
    """The names of the tests beside this one."""
    return runpy.run_path(str(HERE / f"{module}.py"))


def texts() -> list[str | bytes]:
    """The text files of the tests beside this one."""
    files, agencies, polluted = map(beside, ("test_files", "test_agency_texts", "test_pollutions"))
    named = [files["TEXTS"], files["BYTES"], agencies["FILES"], polluted["FILES"]]
    return [content for each in named for content, *_ in each.values()]


def write_books(folder: Path) -> None:
    """The workbooks of the tests beside this one."""
    for name, (sheets, _) in beside("test_files")["BOOKS"].items():
        with xlsxwriter.Workbook(folder / f"book-{name.replace('/', ' ')}") as workbook:
            for write in sheets:
                write(workbook)
    write = beside("conftest")["xlsx"]
    for name, (rows, merges, *_) in beside("test_agency_books")["FILES"].items():
        write(folder / f"agency-{name.replace('/', ' ')}", {"Data": rows}, merges)


@pytest.fixture(scope="module")
def measured(tmp_path_factory) -> tuple[dict[str, float], int]:
    """The seconds that each file takes, and the most memory that one process takes for all of them."""
    folder = tmp_path_factory.mktemp("files")
    for n, content in enumerate(texts()):
        (folder / f"text-{n}").write_bytes(content if isinstance(content, bytes) else content.encode())
    write_books(folder)
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, *sorted(folder.iterdir())],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, most = json.loads(done.stdout)
    return seconds, most


def test_there_are_files_to_measure(measured):
    assert len(measured[0]) > 120


def test_none_takes_a_minute(measured):
    assert {name: seconds for name, seconds in measured[0].items() if seconds > MOST_SECONDS} == {}


def test_all_of_them_in_one_process_take_no_more_than_half_a_gigabyte(measured):
    assert measured[1] <= MOST_MEMORY
