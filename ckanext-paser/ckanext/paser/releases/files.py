"""The files of releases, as they were sent: each is looked through for personal data whenever the rules have changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ckan import model

from ckanext.paser.privacy import service as privacy
from ckanext.paser.privacy.rules.access import FOUND, NOT_SCANNED
from ckanext.paser.privacy.rules.findings import Finding
from ckanext.paser.privacy.rules.treatment import RULES_VERSION
from ckanext.paser.privacy.scanning.looking import look_through
from ckanext.paser.problems import ProblemError
from ckanext.paser.releases import store
from ckanext.paser.releases.rules.release import Release
from ckanext.paser.releases.snapshots import archive
from ckanext.paser.releases.store import KeptFile
from ckanext.paser.tables import files
from ckanext.paser.tables.rules.layout import AS_FOUND
from ckanext.paser.tables.rules.wishes import Wishes


def unseen() -> list[KeptFile]:
    """The kept files that were not looked through by the present rules."""
    return store.files_not_seen_by(RULES_VERSION)


def look_again() -> Iterator[tuple[KeptFile, str | None]]:
    """Look each of them through; yields it with the outcome, a code of list PII_SCAN, None where it is not there."""
    for kept in unseen():
        yield kept, look(kept)


def look(kept: KeptFile) -> str | None:
    """Look a kept file through. What holds is given to nobody any more; the table that was made of it stays. Commits.

    A look that fails says nothing about the file, which was readable when it was loaded: it is looked through next time.
    """
    resource = model.Resource.get(kept.resource_id)
    if resource is None or not archive.file_of(kept.resource_id, kept.sha256).exists():
        return None
    scan = privacy.states([kept.resource_id]).get(kept.resource_id)
    if scan and scan.sha256 == kept.sha256 and scan.rules == RULES_VERSION:  # it is the present file as well
        outcome, public = scan.outcome, privacy.lets_pass(scan)
    else:
        wishes = Wishes.of(resource.extras or {})
        decided = [privacy.treatment(kept.resource_id, kept.sha256, closed) for closed in (wishes.closed, ())]
        found = _found(kept, wishes, files.titles_of(resource, kept.filename))
        (outcome, _), (_, public) = (privacy.judged(found, each) for each in decided)
    if outcome != NOT_SCANNED:
        store.note_look(kept, rules=RULES_VERSION, held=outcome == FOUND, public=public)
    return outcome


def _found(kept: KeptFile, wishes: Wishes, titles: Sequence[str]) -> Sequence[Finding] | None:
    """What is found in a kept file; None if it cannot be looked through."""
    path = archive.file_of(kept.resource_id, kept.sha256)
    chosen, found = (wishes.sheet, wishes.layout), (None, AS_FOUND)
    for sheet, layout in dict.fromkeys(
        (chosen, found)
    ):  # what was chosen for the present file may not be in a former one
        try:
            about = {"sheet": sheet, "long": wishes.long, "layout": layout, "titles": titles}
            return look_through(path, kept.filename, is_table=True, **about)[0]
        except ProblemError:
            continue
    return None


def held() -> list[Release]:
    """The kept releases whose file holds personal data, see ``holds``."""
    return [release for release in store.held() if holds(release)]


def holds(release: Release) -> bool:
    """Tell whether a release's file holds personal data: another one than the present file, which nobody has let pass."""
    if not release.held or release.removed:
        return False
    scan = privacy.states([release.resource_id]).get(release.resource_id)
    is_present = scan is not None and scan.sha256 == release.sha256
    return not is_present and not privacy.treatment(release.resource_id, release.sha256).override
