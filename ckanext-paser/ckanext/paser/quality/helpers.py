"""Helpers of the quality room for templates."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.paser.quality import rules, service, showing

__all__ = ["paser_quality_badge", "paser_quality_losses"]

ON_A_PAGE = 8
"""Things to do that are told at first."""


def paser_quality_badge(score: float) -> dict[str, Any]:
    """A score as people read it: ``score``, its ``grade`` in a word, and which of its ``bars`` are filled."""
    filled = rules.bars(score)
    bars = [place < filled for place in range(rules.BARS)]
    return {"score": tk.h.paser_number(score), "grade": tk._(rules.grade(score)), "bars": bars}


def paser_quality_losses(dataset: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What would raise the score of a dataset, for those who may edit it: what weighs most, and the rest. One query."""
    quality = service.one(dataset["id"])
    told = showing.losses(quality.losses if quality else [], dataset["name"], edits=True)
    return told[:ON_A_PAGE], told[ON_A_PAGE:]
