"""What a program may ask at an address.

Pure rules: no CKAN, no request.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ckanext.paser.problems import N_, Problem, ProblemError


def only(given: Iterable[str], known: Collection[str]) -> None:
    """Refuse the first parameter that nothing is asked by: an answer as if it had not been asked would deceive.

    Raises:
        ProblemError
    """
    for name in given:
        if name not in known:
            said = {"name": name[:100], "value": name[:100], "known": ", ".join(known)}
            remedy = N_("Choose one of: {known}.") if known else N_("Leave it out.")
            fact = N_("“{value}” cannot be asked for here.")
            raise ProblemError(Problem("bad_name", "{name}", fact, remedy, said))
