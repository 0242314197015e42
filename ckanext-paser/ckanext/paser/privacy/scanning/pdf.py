"""The words of a PDF: of its pages, forms, comments, properties and attached files."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from ckanext.paser.privacy.scanning.parts import byte_texts
from ckanext.paser.problems import N_, Problem, ProblemError

PAGES = N_("pages")
MOST_PAGES = 5000


def pdf_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Number of the page, empty outside of pages, and text.

    Raises:
        ProblemError: it is protected or damaged.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it complains of may quote the file
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ProblemError(_protected())
        if len(reader.pages) > MOST_PAGES:
            raise ProblemError(_too_long())
        for number, page in enumerate(reader.pages, 1):
            yield from ((str(number), text) for text in (page.extract_text(), *_comments(page)))
        for fields in (reader.metadata or {}, _forms(reader)):
            yield from (("", str(value)) for value in fields.values())
        for name, files in reader.attachments.items():
            yield "", name
            yield from (("", text) for file in files for text in byte_texts(file))
    except ProblemError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ProblemError(_damaged()) from error  # the library says in many ways that a file is broken


def _comments(page: PageObject) -> Iterator[str]:
    for note in page.annotations or []:
        said: Any = note.get_object().get("/Contents")
        if said:
            yield str(said)


def _forms(reader: PdfReader) -> dict[str, Any]:
    return {name: field.value for name, field in (reader.get_fields() or {}).items() if field.value}


def _protected() -> Problem:
    return Problem(
        "encrypted",
        "",
        N_("The file is protected by a password."),
        N_("Save it without a password and send it again."),
    )


def _damaged() -> Problem:
    return Problem(
        "damaged",
        "",
        N_("The file is damaged: it cannot be opened as {kind}."),
        N_("Save it anew and send that file."),
        {"kind": "PDF"},
    )


def _too_long() -> Problem:
    return Problem(
        "too_long",
        "",
        N_("The file has more than {most} pages, too many to be looked through for personal data."),
        N_("Split it and send the parts."),
        {"most": MOST_PAGES},
    )
