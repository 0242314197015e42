"""Whatever process is killed with -9 in the middle of a harvest: nothing is lost, nothing is double.

Each claim is made after each kill; the harvest is interrupted once per process, not once per claim.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from paser_deploy import ready, supervise
from paser_deploy.stack import Stack

pytestmark = pytest.mark.stack

CHECKOUT = Path(__file__).resolve().parents[2]
DATASETS = 20
MIDDLE = 7
YEARS = range(2015, 2025)
BACK_SECONDS = 10
READY_SECONDS = 60
ATTEMPTS = 4
FIELDS = {
    "notes": "Angka buatan untuk uji.",
    "jenis": "kode_referensi",
    "jenis_data": "lainnya",
    "tema_sdi": "10",
    "kode_urusan": "4.01",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/IRREG",
    "temporal_coverage": [{"start": "2015", "end": "2024"}],
    "temporal_resolution": "P1Y",
    "kode_wilayah": ["64.01"],
    "level_penyajian": ["kabupaten"],
    "license_id": "cc-by",
    "contact": [{"name": "Layanan Data", "email": "data@paserkab.invalid"}],
    "sumber_data": "Uji",
    "kategori_informasi": "berkala",
    "klasifikasi_data_pribadi": "tidak_ada",
    "data_contoh": True,
}


@dataclass(frozen=True)
class Source:
    """A harvest source of many small files, on the running portal."""

    id: str
    portal: Stack
    api: Callable[..., Any]

    @property
    def names(self) -> list[str]:
        return [f"{self.id}-{at:02}" for at in range(DATASETS)]

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The rows that each dataset's table must have."""
        return {
            name: [{"tahun": year, "nilai": at + year % 10 / 10} for year in YEARS]
            for at, name in enumerate(self.names)
        }

    def files(self) -> dict[str, str]:
        """The text of each dataset's file, as an agency would send it."""
        return {
            name: "".join(
                ["tahun;nilai\n", *(f"{row['tahun']};{row['nilai']:.1f}\n".replace(".", ",") for row in rows)]
            )
            for name, rows in self.tables().items()
        }

    def write(self, folder: Path) -> Path:
        """Write files, manifest and the source's document (JSON is YAML too); return the document."""
        entries = []
        for name, text in self.files().items():
            (folder / f"{name}.csv").write_text(text)
            entries.append({"name": name, "title": name, "resources": [{"file": f"{name}.csv"}], **FIELDS})
        (folder / "manifest.yaml").write_text(json.dumps({"version": 1, "datasets": entries}))
        document = {"id": self.id, "kind": "files", "title": "Uji gangguan", "owner_org": "dkisp"}
        file = folder / "source.yaml"
        file.write_text(json.dumps({**document, "config": {"folder": "."}}))
        return file

    def start(self) -> subprocess.Popen[str]:
        """Start a run as an administrator does; its output is one line per record."""
        command = [CHECKOUT / "deploy" / "ckan", "paser", "harvest", "run", self.id]
        environment = os.environ | {"PASER_VAR": str(self.portal.layout.var)}
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def start_in_worker(self) -> str:
        """Have the worker start a run; return its id."""
        return self.api("paser_harvest_run", id=self.id)["id"]

    def newest_run(self) -> dict[str, Any]:
        return self.api("paser_harvest_run_list", source_id=self.id, limit=1)[0]

    def found(self) -> list[dict[str, Any]]:
        """The datasets as the search knows them."""
        return self.api("package_search", fq=f"name:{self.id}-*", rows=1000, sort="name asc")["results"]

    def remove(self) -> None:
        """Forget the source and purge its datasets and tables."""
        datasets = self.found()
        self.api("paser_harvest_source_delete", id=self.id)
        for dataset in datasets:
            self.api("dataset_purge", id=dataset["id"])  # its tables follow


@dataclass(frozen=True)
class Aftermath:
    """How the portal came back after a kill, and the source that was being harvested."""

    source: Source
    back: float
    ready: float
    outputs: list[str]


@pytest.fixture(scope="module", params=["solr", "postgres", "web", "worker", "redis"])
def after(request, portal, api) -> Iterator[Aftermath]:
    """A process is killed in the middle of a first harvest; then it is run again until all is well."""
    source = Source(f"uji-{request.param}", portal, api)
    folder = Path(tempfile.mkdtemp(prefix="uji-", dir=portal.layout.var))
    folder.chmod(0o755)
    try:
        portal.ckan("paser", "harvest", "apply", str(source.write(folder)))
        run = _reach_middle(source, by_worker=request.param == "worker")
        back, whole = _kill(portal, request.param)
        outputs = [run.communicate(timeout=120)[0]] if run else []
        outputs += _run_until_well(source)
        _until(lambda: len(source.found()) == DATASETS, READY_SECONDS)  # what was saved without Solr
        yield Aftermath(source, back, whole, outputs)
        source.remove()
    finally:
        shutil.rmtree(folder)


def _reach_middle(source: Source, by_worker: bool) -> subprocess.Popen[str] | None:
    """Come back in the middle of a run; the process that makes it, unless that is the worker."""
    if by_worker:
        run_id = source.start_in_worker()
        _until(lambda: source.api("paser_harvest_run_show", id=run_id)["done"] >= MIDDLE, 60)
        return None
    run = source.start()
    assert run.stdout
    seen = []
    for line in run.stdout:
        seen.append(line)
        if line.startswith(f"[{MIDDLE}/{DATASETS}]"):
            return run
    pytest.fail(f"The run ended before its middle: {''.join(seen)}")


def _kill(portal: Stack, name: str) -> tuple[float, float]:
    """Kill a process; return the seconds until it is back and until the portal is ready."""
    before = _pid(portal, name)
    assert before
    os.kill(before, signal.SIGKILL)
    back = _until(lambda: _pid(portal, name) not in (None, before), READY_SECONDS)
    return back, back + _until(lambda: ready.ask(portal.settings.port, 5).ready, READY_SECONDS)


def _pid(portal: Stack, name: str) -> int | None:
    return next(
        (each.pid for each in supervise.processes(portal) if each.name == name and each.running), None
    )


def _until(done: Callable[[], bool], seconds: float) -> float:
    """Wait for something; return how long it took."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() < began + seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - began


def _run_until_well(source: Source) -> list[str]:
    outputs = []
    for _ in range(ATTEMPTS):
        run = source.start()
        outputs.append(run.communicate(timeout=180)[0])
        if run.returncode == 0:
            return outputs
    pytest.fail("\n".join(outputs))


def test_the_killed_process_is_back_within_ten_seconds(after):
    assert after.back < BACK_SECONDS


def test_the_portal_is_ready_within_a_minute(after):
    assert after.ready < READY_SECONDS


def test_database_and_search_have_every_dataset_once(after):
    stored = [name for name in after.source.api("package_list") if name.startswith(f"{after.source.id}-")]
    found = [dataset["name"] for dataset in after.source.found()]
    assert (stored, found) == (after.source.names, after.source.names)


def test_every_table_has_exactly_its_rows(after):
    tables = {}
    for dataset in after.source.found():
        (resource,) = dataset["resources"]
        table = after.source.api("datastore_search", resource_id=resource["id"], sort="tahun")
        tables[dataset["name"]] = [
            {name: row[name] for name in ("tahun", "nilai")} for row in table["records"]
        ]
        assert table["total"] == len(YEARS)
    assert tables == after.source.tables()


def test_every_download_is_its_file(after):
    downloads = {
        each["name"]: requests.get(each["resources"][0]["url"], timeout=30).text
        for each in after.source.found()
    }
    assert downloads == after.source.files()


def test_the_doctor_finds_nothing(after):
    portal = after.source.portal
    command = [portal.layout.venv / "bin" / "ckan", "paser", "doctor"]
    done = portal.account.run(command, env=portal.environment(), cwd=portal.layout.run, capture_output=True)
    assert (done.stdout.splitlines(), done.returncode) == (
        ["Nothing to do: everything is as it should be."],
        0,
    )


def test_one_more_run_writes_nothing(after):
    before = after.source.found()
    output = after.source.start().communicate(timeout=180)[0]
    assert (after.source.newest_run()["counts"], after.source.found()) == ({"same": DATASETS}, before), output
