#!/usr/bin/env python3
"""Build ``conf/stems.txt``: which root an Indonesian word is searched by.

Lucene's own Indonesian stemmer cuts by rule and often wrongly (kependudukan -> nduduk, penduduk -> duduk).
This list is made from a real dictionary of the language instead:

1. every headword of Debian's ``hunspell-id`` (LGPL-3, GPL) stays as it is;
2. every form that its affix rules attest for a headword is searched by that headword (perumahan -> rumah);
   of two headwords with the same form (mengarang: arang, karang) the one with more affixes wins;
3. forms in which the prefix swallows a letter of the root (tuntas -> penuntasan), which no rule can undo, are
   added for every root that takes affixes where PySastrawi, asked with the same headwords, finds it too;
4. so is ke-...-an around an attested agent noun (penduduk -> kependudukan), which the dictionary forgets;
5. the names of the areas of Paser stay as they are.

PySastrawi's own list of roots is not used: it comes from Kateglo (CC BY-NC-SA), which we could not pass on.
Words with fewer than three vowels that stay as they are need no line: Lucene leaves them alone.
What people correct by hand stands in ``conf/stems_curated.txt`` and wins over this list in the schema.

Run it with PySastrawi installed and the package ``hunspell-id`` unpacked or installed::

    python deploy/solr/build_stems.py [folder with id_ID.aff and id_ID.dic]
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer

HERE = Path(__file__).resolve().parent
OUTPUT = HERE / "conf" / "stems.txt"
AREAS = HERE.parent.parent / "schemas" / "reference" / "wilayah.csv"
HUNSPELL = Path("/usr/share/hunspell")

WORD = re.compile(r"[a-z]{2,}")
DERIVING = re.compile(r"an|kan|i")  # suffixes that make a new word; -lah, -ku, -nya only attach to one
AGENT = {"P0", "PE"}  # flags of the prefixes that make an agent noun: peN-, pe-
SWALLOWING = ("M0", "Mk", "Mi", "P0", "Pa")  # meN-, meN-kan, meN-i, peN-, peN-an
SWALLOWED = frozenset("kmnpst")  # first letters that these prefixes change or hide


@dataclass(frozen=True)
class Rule:
    """One line of an affix file.

    Attributes:
        cut: letters at the edge of the word that the affix replaces.
        add: letters that it puts there.
        then: flags of the affixes that may follow it (hunspell's continuation classes).
        condition: pattern that the edge of the word must match.
    """

    cut: str
    add: str
    then: tuple[str, ...]
    condition: re.Pattern[str]


@dataclass
class Affixes:
    """The affix rules of a dictionary, by flag of two characters."""

    prefixes: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))
    suffixes: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))

    def forms(self, word: str, flags: Iterable[str]) -> Iterator[str]:
        """Yield the words that the affixes named by ``flags`` derive from ``word``."""
        for flag in flags:
            if flag in self.prefixes:
                yield from self._prefixed(word, flag)
            for rule in self.suffixes.get(flag, ()):
                if not DERIVING.fullmatch(rule.add):
                    continue
                around = [then for then in rule.then if then in self.prefixes]
                for then in around:  # a circumfix: the suffix brings its prefix (per-rumah-an)
                    yield from self._prefixed(word + rule.add, then)
                if not around:
                    yield word + rule.add

    def _prefixed(self, word: str, flag: str) -> Iterator[str]:
        for rule in self.prefixes[flag]:
            if rule.condition.match(word) and word.startswith(rule.cut):
                yield rule.add + word[len(rule.cut) :]


def _flags(text: str) -> tuple[str, ...]:
    return tuple(text[start : start + 2] for start in range(0, len(text), 2))


def read_affixes(text: str) -> Affixes:
    """Read a hunspell affix file with flags of two characters (``FLAG long``)."""
    affixes = Affixes()
    for line in text.splitlines():
        parts = line.split("#")[0].split()
        if len(parts) < 4 or parts[0] not in {"PFX", "SFX"} or parts[3].isdigit():
            continue
        kind, flag, cut, added = parts[:4]
        add, _, then = added.partition("/")
        condition = re.compile(parts[4] if len(parts) > 4 else ".")
        rule = Rule("" if cut == "0" else cut, "" if add == "0" else add, _flags(then), condition)
        (affixes.prefixes if kind == "PFX" else affixes.suffixes)[flag].append(rule)
    return affixes


def read_headwords(text: str) -> dict[str, tuple[str, ...]]:
    """Read the words of a hunspell dictionary with their flags, without names and doublings."""
    entries = (line.strip().partition("/") for line in text.splitlines()[1:])
    return {word: _flags(flags) for word, _, flags in entries if WORD.fullmatch(word)}


def read_area_names(path: Path) -> set[str]:
    """Words that the names of areas are made of, in every spelling."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = (f"{row['nama']} {row['nama_bps']} {row['alias']}".lower() for row in rows)
    return {word for name in names for word in WORD.findall(name) if len(word) > 3}


def build(affixes: Affixes, headwords: dict[str, tuple[str, ...]], names: Iterable[str]) -> dict[str, str]:
    """Return the root of every word, as the module's description says."""
    roots: dict[str, set[str]] = defaultdict(set)
    for word, flags in headwords.items():
        for form in affixes.forms(word, flags):
            roots[form].add(word)
    stems = {form: max(sorted(words), key=lambda word: len(headwords[word])) for form, words in roots.items()}
    for form, word in _unattested(affixes, headwords):
        stems.setdefault(form, word)
    stems |= {word: word for word in headwords}
    for name in names:
        stems.setdefault(name, name)
    return {word: root for word, root in stems.items() if word != root or _may_be_cut(word)}


def _unattested(affixes: Affixes, headwords: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    sastrawi = Stemmer(ArrayDictionary(headwords))
    for word, flags in headwords.items():
        for agent in affixes.forms(word, AGENT.intersection(flags)):
            yield f"ke{agent}an", word
        if flags and word[0] in SWALLOWED:
            for form in affixes.forms(word, SWALLOWING):
                if sastrawi.stem_word(form) == word:
                    yield form, word


def _may_be_cut(word: str) -> bool:
    """Tell whether Lucene's stemmer, which counts vowels, would ever shorten this word."""
    return sum(letter in "aeiou" for letter in word) > 2


def main(folder: Path) -> None:
    """Write the list from the dictionary in ``folder``."""
    sources = [folder / "id_ID.aff", folder / "id_ID.dic"]
    aff, dic = (source.read_text(encoding="latin-1") for source in sources)
    stems = build(read_affixes(aff), read_headwords(dic), read_area_names(AREAS))
    head = [
        "# Made by deploy/solr/build_stems.py; corrections go to stems_curated.txt, never here.",
        "# Words and affixes: hunspell-id (LGPL-3, by Benitius Brevoort, Ali Ahmadi and others):",
        *(f"# {s.name} sha256 {hashlib.sha256(s.read_bytes()).hexdigest()}" for s in sources),
    ]
    lines = [f"{word}\t{root}" for word, root in sorted(stems.items())]
    OUTPUT.write_text("\n".join(head + lines) + "\n", encoding="utf-8")
    print(f"{OUTPUT.name}: {len(lines)} words, {OUTPUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HUNSPELL)
