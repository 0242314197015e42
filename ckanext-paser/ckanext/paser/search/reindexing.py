"""Making the whole search index anew, with as many processes as there are processors: most of the work is Python's.

CKAN's ``rebuild-fast`` forks too, and shares the connections of the process that forks: half of its datasets are lost
without a word. Here no process begins with a connection of another one, and what is in the index is compared at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from ckan.lib.search.common import make_connection

from ckanext.paser.forking import close_connections
from ckanext.paser.search import service, store
from ckanext.paser.search.service import Mended

AT_A_TIME = 20
"""Datasets that are held together: whoever saves one of them waits for that long, half a second."""


def reindex(processes: int = 1) -> Mended:
    """Index every dataset anew, and see that all are there, and no other; searching goes on meanwhile.

    Raises:
        concurrent.futures.process.BrokenProcessPool: one of the processes was killed.
        pysolr.SolrError: Solr does not answer.
    """
    made = Mended()
    for part in _indexed(store.dataset_ids(), processes):
        made.add(part)
    make_connection().commit()
    found = service.reconcile()
    failed = {key: why for key, why in made.failed.items() if key not in found.written | found.removed}
    return Mended(found.compared, made.written | found.written, found.removed, failed | found.failed)


def _indexed(dataset_ids: Sequence[str], processes: int) -> Iterator[Mended]:
    parts = [dataset_ids[first : first + AT_A_TIME] for first in range(0, len(dataset_ids), AT_A_TIME)]
    if processes == 1 or len(parts) < 2:
        yield from map(_index, parts)
        return
    close_connections()
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        yield from pool.map(_index, parts)


def _index(dataset_ids: Sequence[str]) -> Mended:
    made = Mended()
    made.mend_together(dataset_ids)
    return made
