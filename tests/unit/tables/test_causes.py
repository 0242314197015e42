"""Claims about workbooks that do not open because the machine has nothing left for them."""

from __future__ import annotations

import errno

import pytest
import xlsxwriter
from python_calamine import CalamineError

from ckanext.paser.problems import ProblemError
from ckanext.paser.tables.reading import workbooks


class PanicException(BaseException):  # noqa: N818 - as Rust's is called
    """Looks like what a panic of Rust becomes in Python."""


@pytest.fixture
def code(tmp_path, monkeypatch):
    """The code of the problem that comes of an error within the reader of workbooks."""

    def told(error: BaseException) -> str:
        def fails(*_: object) -> None:
            raise error

        xlsxwriter.Workbook(tmp_path / "file.xlsx").close()
        monkeypatch.setattr(workbooks, "_read", fails)
        with pytest.raises(ProblemError) as caught:
            workbooks.read_workbook(tmp_path / "file.xlsx", None)
        return caught.value.problem.code

    return told


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        OSError(errno.EMFILE, "Too many open files"),
        CalamineError("I/O error: Cannot allocate memory (os error 12)"),
        CalamineError("Too many open files (os error 24)"),
        PanicException("memory allocation of 4096 bytes failed"),
    ],
)
def test_a_want_of_memory_or_open_files_is_no_damage_and_is_tried_again(code, error):
    assert code(error) == "no_memory"


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EINVAL, "Invalid argument"),
        EOFError(),
        CalamineError("Zip error: invalid Zip archive"),
        PanicException("range end index 12 out of range"),
    ],
)
def test_anything_else_is_damage(code, error):
    assert code(error) == "damaged"


def test_the_log_has_kind_and_words_of_the_cause_and_nothing_of_the_file(code, capfd):
    code(CalamineError("Cannot parse 'Siti Contoh' in 6401015708900001: invalid float"))
    assert capfd.readouterr().err == "CalamineError: Cannot parse ? in ?: invalid float\n"
