"""Mail to the people of a source when a run failed or waits for their approval."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.paser.problems import worded

from paser_harvesters import service, store
from paser_harvesters.rules import RunStatus


def send(run_id: str) -> None:
    """Write to everybody in the source's ``notify``; while the portal has no address of its own, to nobody."""
    run = store.run(run_id)
    source = run and store.source(run.source_id)
    if not run or not source or not run.error or not tk.config.get("smtp.mail_from"):
        return
    document = service.document_of(source)
    is_held = run.status == RunStatus.HELD.value
    subject = (
        tk._("Harvest source {title}: waits for your approval")
        if is_held
        else tk._("Harvest source {title}: failed")
    )
    body = "\n\n".join(
        (
            worded(run.error, tk._)["text"],
            tk._("Details: {address}").format(
                address=tk.url_for("paser_harvest.source", source_id=source.id, _external=True)
            ),
        )
    )
    for address in document.notify:
        tk.mail_recipient(address, address, subject.format(title=document.title), body)
