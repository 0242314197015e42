"""What a workbook tells of a cell besides its value, as the modules of its formats find it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Told(Enum):
    """What a cell is."""

    PERCENT = "a number that is shown as a percentage"
    ERROR = "the error of a formula"
    UNKNOWN = "a formula without a result"
    ZERO = "a formula with the result 0, which its program may have written for want of one"
    RESULT = "a formula with another result, by the same program"
    MERGED = "merged with others"
    HIDDEN = "in a row or column that is hidden"


@dataclass(frozen=True)
class Padding:
    """A number that is shown with zeros before it, or behind its decimals.

    Args:
        whole: what is shown before the decimals, ``0`` for each digit.
        decimals: how many there are.
    """

    whole: str
    decimals: int


What = Told | Padding | str
"""What is told of a cell; an error is its text."""

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""The errors of the binary formats. Source: [MS-XLS] 2.5.10 (BErr), [MS-XLSB] 2.5.97.2 (BErr)."""
ANY_ERROR = "#VALUE!"
"""What stands for an error that is called otherwise, as in a program that speaks another language."""
