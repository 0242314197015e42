"""Claims about where uploaded files are kept while the change that they came with may still fail. DATA CONTOH."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from ckan import model
from ckan.lib import uploader
from ckan.tests.helpers import call_action

from ckanext.paser.tables import files, service, store, uploads

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLD, NEW = "kode;nilai\nA;1\n", "kode;nilai\nA;2\n"
NOW = timedelta(0)


def content(resource_id: str) -> str:
    """What a download of the file gives."""
    resource = model.Resource.get(resource_id)
    assert resource is not None
    with files.steady_copy(resource) as path:
        return path.read_text()


def stored(resource_id: str) -> list[str]:
    """The names of all files that are stored of a resource, without its id."""
    place = Path(uploader.ResourceUpload({}).get_path(resource_id))
    return sorted(path.name.removeprefix(place.name) for path in place.parent.glob(f"{place.name}*"))


def as_if_older(resource_id: str) -> None:
    """Have the files of a resource be two hours old."""
    place = Path(uploader.ResourceUpload({}).get_path(resource_id))
    for path in place.parent.glob(f"{place.name}*"):
        os.utime(path, (time.time() - 7200,) * 2)


@pytest.fixture
def refused(load, upload, monkeypatch) -> str:
    """A resource whose second file came with a change that failed after it was stored."""
    resource_id, _ = load(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(service, "follow", _fail)
        with pytest.raises(OSError, match="falls"):
            upload(NEW, id=resource_id)
    model.Session.rollback()
    return resource_id


def _fail(*_: object) -> None:
    raise OSError("it falls")


def test_a_change_that_fails_after_the_file_was_stored_leaves_the_old_file(refused):
    assert content(refused) == OLD


def test_the_file_that_was_left_of_it_is_removed_by_the_sweep_when_it_is_old(refused):
    service.sweep()
    assert len(stored(refused)) == 2
    as_if_older(refused)
    service.sweep()
    assert (len(stored(refused)), content(refused)) == (1, OLD)


def test_a_change_that_was_committed_has_its_file_at_once(load, upload):
    resource_id, _ = load(OLD)
    upload(NEW, id=resource_id)
    assert content(resource_id) == NEW


def test_at_rest_a_file_lies_where_ckan_looks_and_is_the_same(load, upload):
    resource_id, _ = load(OLD)
    upload(NEW, id=resource_id)
    resource = model.Resource.get(resource_id)
    assert resource is not None
    state = service.file_state(resource)
    uploads.settle(NOW)
    assert Path(uploader.ResourceUpload({}).get_path(resource_id)).read_text() == NEW
    assert service.file_state(resource) == state
    uploads.settle(NOW)
    assert stored(resource_id) == [""]


def test_a_first_file_lies_where_ckan_looks_from_the_beginning(load):
    resource_id, _ = load(OLD)
    assert stored(resource_id) == [""]


def test_a_new_file_is_not_moved_while_it_is_young(load, upload):
    resource_id, _ = load(OLD)
    upload(NEW, id=resource_id)
    service.sweep()
    assert [bool(name) for name in stored(resource_id)] == [False, True]


def test_a_file_that_was_taken_away_for_a_link_is_gone_at_rest(load):
    resource_id, _ = load(OLD)
    uploads.settle(NOW)
    link = {"url": "https://contoh.invalid/", "url_type": "", "clear_upload": True}
    call_action("resource_patch", id=resource_id, **link)
    uploads.settle(NOW)
    uploads.settle(NOW)
    assert stored(resource_id) == []


def test_a_file_at_rest_stays_where_an_older_backup_of_the_database_names_another_place(load):
    resource_id, _ = load(OLD)
    uploads.settle(NOW)
    store.begin_upload(resource_id, "0" * 32)
    model.Session.commit()
    assert content(resource_id) == OLD
    uploads.settle(NOW)
    assert content(resource_id) == OLD


def test_one_file_that_cannot_be_moved_keeps_no_other_waiting(load, upload, monkeypatch):
    ids = [load(OLD)[0] for _ in range(2)]
    for resource_id in ids:
        upload(NEW, id=resource_id)
    put = uploads._put_to_rest

    def fail_once(place: Path, name: str) -> None:
        monkeypatch.setattr(uploads, "_put_to_rest", put)
        raise OSError("no space")

    monkeypatch.setattr(uploads, "_put_to_rest", fail_once)
    uploads.settle(NOW)
    at_rest = [Path(uploader.ResourceUpload({}).get_path(resource_id)).read_text() for resource_id in ids]
    assert sorted(at_rest) == [OLD, NEW]
    assert [content(resource_id) for resource_id in ids] == [NEW, NEW]


def test_the_files_of_a_resource_that_is_gone_go_with_it(load, upload):
    resource_id, _ = load(OLD)
    uploads.settle(NOW)
    upload(NEW, id=resource_id)
    uploads.remove(resource_id)
    model.Session.commit()
    uploads.settle(NOW)
    assert stored(resource_id) == []


def test_where_a_storage_of_ckan_is_configured_files_are_kept_as_that_does(with_plugins, monkeypatch):
    monkeypatch.setattr(uploads.files, "get_storage", lambda _: object())
    assert uploads.of({}) is None
