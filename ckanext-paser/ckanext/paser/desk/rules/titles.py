"""The likely title of data, from the rows above a table or the name of its file. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from ckanext.paser.desk.rules import times
from ckanext.paser.metadata.rules.titles import improved

_SMALL = frozenset(["dan", "di", "ke", "dari", "per", "yang", "pada", "untuk", "dengan", "serta", "atau"])
_NUMBER_OF_TABLE = re.compile(r"^(?:tabel|table|lampiran)\s*[\d.]+[a-z]?\s*[:.]?\s*", re.IGNORECASE)
_NOT_A_TITLE = re.compile(
    r"^(?:pemerintah\b|dinas\b|badan\b|kecamatan\s+\w+$|sekretariat\b|kabupaten\b|kab\.|sumber\b|source\b|jalan\b|jl\.|"
    r"sheet\d*$|lembar\b|data\s+contoh$|provinsi\b|kondisi\b|keadaan\b|satuan\b|\(?dalam\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?:menurut|berdasarkan|dan|per|yang|pada|di)\b", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:final|fix|rev(?:isi)?\.?\s*\d*|copy|salinan|copy of|upload|ok|v\d+)\b|\(\d+\)", re.IGNORECASE
)
_LONGEST = 200


def of_rows(rows: Sequence[str]) -> str:
    """The title that the rows above a table say; empty where they say none."""
    found: list[str] = []
    for row in rows:
        text = _NUMBER_OF_TABLE.sub("", " ".join(row.split()))
        if found and _GOES_ON.match(text):
            found.append(text)
        elif found or _NOT_A_TITLE.match(text) or len(text.split()) < 2:
            if found:
                break
        else:
            found.append(text)
    return _tidy(" ".join(found))


def of_file(name: str) -> str:
    """The title that the name of a file says."""
    stem = PurePath(name.replace("\\", "/")).stem
    words = _NOISE.sub(" ", re.sub(r"[_.-]+", " ", stem))
    return _tidy(words) or " ".join(re.sub(r"[_-]+", " ", stem).split())[:_LONGEST]


def _tidy(text: str) -> str:
    """Without time, area, unit and abbreviations, in the letters of a title."""
    better = improved(times.without(text)) if text else ""
    return "" if not re.search(r"[^\W\d]{3}", better) else _cased(better)[:_LONGEST].strip(" ,;:-–")


def _cased(text: str) -> str:
    if not (text.isupper() or text.islower()):
        return text
    cased = [word if word in _SMALL else _begun(word) for word in text.lower().split()]
    return " ".join([_begun(cased[0]), *cased[1:]])


def _begun(word: str) -> str:
    """With its first letter as a capital, behind a bracket too."""
    return re.sub(r"[^\W\d_]", lambda letter: letter[0].upper(), word, count=1)


def concept(title: str) -> str:
    """What is measured, without the measure before it and the breakdown behind it: ``Penduduk Miskin``."""
    core = re.split(r"\s+(?:menurut|berdasarkan|per|di)\s+", title, maxsplit=1, flags=re.IGNORECASE)[0]
    return re.sub(
        r"^(?:data|jumlah|persentase|prosentase|rasio|rata-rata|banyaknya|nilai|total|proporsi)\s+",
        "",
        core,
        flags=re.IGNORECASE,
    ).strip()


def keywords(title: str) -> list[str]:
    """The words of a title that people search for, at most six."""
    words = re.findall(r"[^\W\d_][\w-]{2,}", title.lower())
    useless = _SMALL | {"menurut", "data", "jumlah", "banyaknya", "berdasarkan", "nilai", "total", "contoh"}
    return list(dict.fromkeys(word for word in words if word not in useless))[:6]
