"""How the words that people type become a query.

Pure rules: no CKAN, no clock, no database, no Solr. A query is built from letters and digits alone, so
nothing that somebody types can reach Solr as syntax.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Words as written count more than their roots, a title more than the rest (types and fields: deploy/solr).
QUERY_FIELDS = "title_exact^12 title^5 tags_text^3 organization_title^3 text_exact^2 text"
ALL_WORDS = "100%"
HALF_OF_THE_WORDS = "50%"
MOST_WORDS = 24
SHORTEST_BEGINNING = 2  # letters before anything is suggested; the index holds no shorter beginning

# Solr's own syntax, which programs use: a field with something right after its colon, or a query parser.
_SOLR_SYNTAX = re.compile(r"(?:^|[\s(+\-!])(?:\*|[A-Za-z_][\w.\-]*\*?):(?!\s|//|$)|^\s*\{!")
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")  # a code with dots is one word, as for Solr's tokenizer
_FORMER_NAME = re.compile(r"\b(kab\.?|kabupaten)(\s+)pasir\b", re.IGNORECASE)  # the regency's, until 2007
_APOSTROPHE = re.compile("['’‘`]")
_NOTHING = "-*:*"  # in Solr's syntax: no document at all

# Solr drops the same words (deploy/solr/conf/stopwords.txt); searched alone, each would count as unknown.
SAY_NOTHING = frozenset(
    {"dan", "atau", "yang", "di", "ke", "dari", "pada", "untuk", "dengan", "oleh", "dalam", "para", "serta"}
    | {"and", "or", "not", "the", "of", "in", "for"}
)


@dataclass(frozen=True)
class Words:
    """What somebody typed, understood.

    Attributes:
        wanted: words to find; several words in one item were typed in quotes and must stand together.
        unwanted: words that a result must not have (typed with a minus sign).
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()

    def only(self, wanted: Iterable[str]) -> Words:
        """The same search for fewer words."""
        return Words(tuple(wanted), self.unwanted)

    def spelled(self, spelling: Mapping[str, str]) -> Words:
        """The same search with some words written otherwise."""
        return self.only(dict.fromkeys(spelling.get(word, word) for word in self.wanted))


@dataclass(frozen=True)
class Relaxation:
    """What was given up because no dataset had all the words.

    Attributes:
        dropped: words that no dataset has.
        every: whether the results have every other word, or only at least half of them.
        meant: the search with its unknown words spelled as some dataset has them; None if none is alike.
    """

    dropped: tuple[str, ...]
    every: bool
    meant: str | None = None


def read(text: str | None) -> Words | None:
    """Understand what was typed.

    Returns:
        None where nothing was typed, and for a query in Solr's own syntax (``title:paser``, ``*:*``), which
        programs send and CKAN checks.
    """
    return None if not text or not text.strip() or _SOLR_SYNTAX.search(text) else _understood(text)


def as_words(text: str) -> str:
    """What was typed where people search, for a search that must find words and never reads Solr's own syntax.

    ``title:[`` is the word "title"; what has no word at all is looked for and not found, as in any search.
    """
    return query(_understood(text)) if text.strip() else ""


def _understood(text: str) -> Words:
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for piece in _PIECE.finditer(_FORMER_NAME.sub(r"\1\2paser", text)):
        words = _words(piece["phrase"] or piece["word"] or "")
        items = [" ".join(words)] if piece["phrase"] else words
        (unwanted if piece["minus"] else wanted).update(dict.fromkeys(items))
    kept = [item for item in wanted if item not in SAY_NOTHING] or list(wanted)
    return Words(tuple(filter(None, kept))[:MOST_WORDS], tuple(filter(None, unwanted))[:MOST_WORDS])


def query(words: Words) -> str:
    """Write ``words`` for Solr's parser of plain words, or for its standard one where none is wanted."""
    wanted = [_written(item) for item in words.wanted]
    unwanted = [f"-{_written(item)}" for item in words.unwanted]
    if wanted:
        return " ".join(wanted + unwanted)
    return " ".join(["*:*", *unwanted]) if unwanted else _NOTHING


def beginnings(text: str) -> tuple[str, ...]:
    """Words of a half-typed text, none when it is too short to suggest anything."""
    words = tuple(dict.fromkeys(_words(text)))[:MOST_WORDS]
    return words if any(len(word) >= SHORTEST_BEGINNING for word in words) else ()


def completes(label: str, words: Sequence[str]) -> bool:
    """Tell whether each of ``words`` begins some word of ``label``."""
    inside = _words(label)
    return all(any(other.startswith(word) for other in inside) for word in words)


def may_be_misspelled(item: str) -> bool:
    """Tell whether a word may be another one mistyped: never a code or a number, nor words in quotes."""
    return item.isalpha()


def is_listed(word: str, roots: str) -> bool:
    """Tell whether a list of roots knows a word: a line is a word, a tab, and its root."""
    return f"\n{word}\t" in roots or f"\t{word}\n" in roots


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", _APOSTROPHE.sub("", text)).lower()
    return _WORD.findall(plain)


def _written(item: str) -> str:
    return f'"{item}"' if " " in item else item
