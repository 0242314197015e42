"""Claims about files that others rely on."""

import os

from ckanext.paser import lasting


def test_a_file_is_on_the_disk_before_it_is_seen_and_so_is_its_name_afterwards(tmp_path, monkeypatch):
    path, place = tmp_path / "new", tmp_path / "place"
    path.write_text("whole")
    kept = []
    monkeypatch.setattr(
        os, "fsync", lambda n: kept.append((os.readlink(f"/proc/self/fd/{n}"), place.exists()))
    )
    lasting.put(path, place)
    assert (kept, place.read_text()) == ([(str(path), False), (str(tmp_path), True)], "whole")


def test_folders_stay_from_the_outermost_that_is_new(tmp_path, monkeypatch):
    kept = []
    monkeypatch.setattr(os, "fsync", lambda n: kept.append(os.readlink(f"/proc/self/fd/{n}")))
    lasting.make_folder(tmp_path / "a" / "b")
    assert kept == [str(tmp_path), str(tmp_path / "a")]
