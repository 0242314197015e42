"""What can go wrong with a source, by what it means for the run. Each carries one :class:`Problem`.

A kind of source raises the one that fits; the engine decides by its class (docs/harvesting.md):

==================  ======================================  ======================================
error               raised while listing or checking        raised for one record
==================  ======================================  ======================================
TransientError      waits and tries again, then run failed  the same; the next run goes on from here
RateLimitedError    as above, after the pause it names      as above
AuthFailedError     run failed, source switched off         run failed, source switched off
SourceChangedError  run held, nothing written               record kept as it is
BadAnswerError      run failed, never read as "no data"     record kept as it is
BlockedError        run failed                              record kept as it is
GoneError           (not raised here)                       record counts as missing at the source
==================  ======================================  ======================================
"""

from __future__ import annotations

from ckanext.paser.problems import Problem, ProblemError


class HarvestError(ProblemError):
    """Any of the errors below."""

    @property
    def problems(self) -> list[Problem]:
        """All problems; most errors have one."""
        return [self.problem]


class TransientError(HarvestError):
    """Something outside is down for a moment; the same request may well succeed later."""


class RateLimitedError(TransientError):
    """The source asks us to slow down."""

    def __init__(self, problem: Problem, retry_after: float) -> None:
        super().__init__(problem)
        self.retry_after = retry_after


class AuthFailedError(HarvestError):
    """The source refuses our credentials; asking again would only lock the account."""


class SourceChangedError(HarvestError):
    """The source answers in another shape than before; a person has to look first."""


class BadAnswerError(HarvestError):
    """The answer is not what was asked for: an error page, a cut-off body, an unreadable file."""


class RefusedError(BadAnswerError):
    """The portal cannot take the record as it is, for one or several reasons."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0])
        self._problems = problems

    @property
    def problems(self) -> list[Problem]:
        return self._problems


class BlockedError(HarvestError):
    """The address or path lies where a source may not reach."""


class GoneError(HarvestError):
    """The source still names the record but no longer has its content."""
