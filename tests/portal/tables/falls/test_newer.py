"""Claims about files that come while another is uploaded or loaded: the newest is the table in the end."""

from __future__ import annotations

import multiprocessing

import pytest

from ckan.tests.helpers import call_action

pytestmark = pytest.mark.ckan_config("ckan.plugins", "paser datastore")

OLDER = "kode;nilai\n" + "".join(f"L{n};{n}\n" for n in range(30))
TURNS = 8
SECONDS = 60


def test_a_newer_file_that_comes_at_whatever_step_of_an_older_one_is_the_table_in_the_end(scene, step):
    scene.send(OLDER)
    fork = multiprocessing.get_context("fork")
    reached, go = fork.Event(), fork.Event()

    def pause() -> None:
        reached.set()
        go.wait(SECONDS)

    with scene.worker(step, pause) as first:
        assert reached.wait(SECONDS), "the step was not reached"
        with scene.process(scene.send) as web:
            web.join(0.5)  # where the load holds the resource, the upload waits for it
            go.set()
            web.join(SECONDS)
            assert web.exitcode == 0
        scene.until_over(first)
    assert scene.left() == scene.whole


def test_of_two_who_upload_at_once_again_and_again_the_file_that_is_kept_is_the_table(scene):
    def send(letter: str) -> None:
        for turn in range(TURNS):
            scene.send("kode;nilai\n" + f"{letter};{turn}\n" * (turn + 1), f"{letter}.csv")

    with scene.worker() as first:
        with scene.process(lambda: send("A")) as one, scene.process(lambda: send("B")) as other:
            for web in (one, other):
                web.join(SECONDS)
                assert web.exitcode == 0
        scene.until_over(first)
    letter = call_action("resource_show", id=scene.resource_id)["url"].rpartition("/")[2][0].upper()
    rows = scene.ask(f'SELECT kode, nilai, count(*) FROM "{scene.resource_id}" GROUP BY kode, nilai')
    assert rows == [(letter, TURNS - 1, TURNS)]
