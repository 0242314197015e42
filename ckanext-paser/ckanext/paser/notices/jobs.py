"""Background tasks of notices."""

from __future__ import annotations

import logging

from ckanext.paser.jobs.service import periodic
from ckanext.paser.notices import service

log = logging.getLogger(__name__)


@periodic("*/5 * * * *", "paser.notices.send")
def send() -> None:
    """Gather what has happened, and send the digests that are due."""
    service.gather()
    sent = service.send(service.now())
    if sent.sent or sent.refused:
        log.info("Digests sent: %s, refused: %s", sent.sent, sent.refused)


@periodic("30 22 * * *", "paser.notices.overdue")  # 06:30 in Paser, before the digest of the morning
def note_overdue() -> None:
    """Note what is overdue by its own frequency, and forget old notices."""
    service.note_overdue()
    service.sweep()
