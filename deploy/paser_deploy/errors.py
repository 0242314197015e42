"""What goes wrong in a way that a person can put right."""

from __future__ import annotations


class Trouble(Exception):  # noqa: N818 - what it is for the person who reads it
    """One sentence: what is wrong, and what to do about it. The command prints it and ends with exit code 1."""
