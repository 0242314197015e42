"""Helpers of the standards room for templates."""

from __future__ import annotations

from ckanext.paser.standards import service

__all__ = ["paser_has_standards"]


def paser_has_standards() -> bool:
    """Whether there are data standards to choose from."""
    return service.is_any()
